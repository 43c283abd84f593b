//! Rich text in every format.

mod storage;
mod storage_properties;
