//! Filters, on every tool.
