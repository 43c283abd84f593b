//! The smallest image and sound, and what else stands in several fixtures.

use rmcp::model::{ContentBlock, ResourceContents};

/// A grey pixel (PNG), in base64.
pub const IMAGE: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg==";

/// Silence of no length (WAV), in base64.
pub const SOUND: &str = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=";

pub fn image() -> ContentBlock {
    ContentBlock::image(IMAGE, "image/png")
}

pub fn embedded(uri: &str, mime: &str, text: &str) -> ContentBlock {
    ContentBlock::resource(ResourceContents::text(text, uri).with_mime_type(mime))
}
