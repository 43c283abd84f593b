//! Rich text: corpora and properties, one module per format.

mod adf;
mod adf_properties;
mod adf_schema;
