//! `edits` of an issue: pieces of its texts with what takes their place.

use serde_json::{Map, Value};

use crate::error::Result;
use crate::tools::replacements::Replacement;

/// The field that is meant where none is named.
const DESCRIPTION: &str = "description";

/// A replacement in a field.
#[derive(Debug, Clone)]
pub struct FieldEdit {
    /// The name of the field.
    pub field: String,
    /// What is replaced in it.
    pub replacement: Replacement,
}

/// Reads `edits`.
///
/// # Errors
/// [`Error::Arguments`](crate::error::Error::Arguments) for one without `find` or `replace`, or with anything else than a
/// `field` beside them.
pub fn read(given: Vec<Map<String, Value>>) -> Result<Vec<FieldEdit>> {
    let read = |mut edit: Map<String, Value>| {
        let named = edit.get("field").and_then(Value::as_str);
        let field = named.unwrap_or(DESCRIPTION).to_owned();
        // Strict clients give null where they may leave nothing out.
        if edit
            .get("field")
            .is_some_and(|field| field.is_string() || field.is_null())
        {
            edit.remove("field");
        }
        let more = ", with \"field\": \"name\" if it is not the description";
        let replacement = Replacement::read(edit, more)?;
        Ok(FieldEdit { field, replacement })
    };
    given.into_iter().map(read).collect()
}
