//! The resources of the suite.

use rmcp::model::{ReadResourceResult, Resource, ResourceContents, ResourceTemplate};
use serde_json::json;

use super::content::IMAGE;

const TEXT: &str = "test://static-text";
const BINARY: &str = "test://static-binary";

pub fn listed() -> Vec<Resource> {
    let text = Resource::new(TEXT, "Text").with_mime_type("text/plain");
    let binary = Resource::new(BINARY, "Image").with_mime_type("image/png");
    vec![text, binary]
}

pub fn template() -> ResourceTemplate {
    ResourceTemplate::new("test://template/{id}/data", "Data").with_mime_type("application/json")
}

/// The contents of a resource of the suite.
pub fn read(uri: &str) -> Option<ReadResourceResult> {
    let contents = match uri {
        TEXT => {
            ResourceContents::text("A text that stays as it is.", uri).with_mime_type("text/plain")
        }
        BINARY => ResourceContents::blob(IMAGE, uri).with_mime_type("image/png"),
        _ => {
            let id = uri
                .strip_prefix("test://template/")?
                .strip_suffix("/data")?;
            let data = json!({ "id": id, "data": format!("Data for {id}") });
            ResourceContents::text(data.to_string(), uri).with_mime_type("application/json")
        }
    };
    Some(ReadResourceResult::new(vec![contents]))
}
