//! Files that go along with a payload.

use bytes::Bytes;

use super::{MARGIN, Reply, cut};

/// The longest file name, in bytes.
const LONGEST_NAME: usize = 1_000;

/// A file that goes along with the payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// What people call it.
    pub name: String,
    /// Where it is from.
    pub uri: String,
    /// Its MIME type.
    pub media_type: String,
    /// What it holds.
    pub content: Content,
}

/// What a file holds, by what a client can do with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Text for the model to read.
    Text(String),
    /// An image for the model to look at.
    Image(Bytes),
    /// Anything else.
    Data(Bytes),
}

impl Reply {
    /// The reply with files beside its payload. Their texts share what it leaves of its budget. The name of one that was cut says so,
    /// and those that find no room are counted in a note.
    #[must_use]
    pub fn with_files(mut self, files: Vec<File>) -> Self {
        let mut left = self.left().beside(MARGIN);
        let mut missing = 0;
        for mut file in files {
            file.name = cut::shortened(&file.name, LONGEST_NAME).into_owned();
            if let Content::Text(text) = &mut file.content {
                let room = left.after(&file.name).beside(MARGIN / 4);
                let kept = room.beginning(text);
                if kept.is_empty() && !text.is_empty() {
                    missing += 1;
                    continue;
                }
                if kept.len() < text.len() {
                    let (shown, all) = (kept.chars().count(), text.chars().count());
                    file.name = format!("{} (its first {shown} of {all} characters)", file.name);
                    *text = kept.to_owned();
                }
                left = room.after(text);
            }
            self.files.push(file);
        }
        match missing {
            0 => self,
            missing => self.noting(&format!(
                "{missing} files have no room: ask for fewer at once"
            )),
        }
    }

    /// The files beside the payload.
    pub fn files(&self) -> &[File] {
        &self.files
    }
}
