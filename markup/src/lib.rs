//! Rich text: Markdown to and from ADF (Atlassian Document Format), Confluence storage format and Jira wiki markup.
//!
//! Pure functions without I/O. A reader turns a format into the tree of [`tree`], a writer turns the tree into a
//! format; `docs/markup.md` describes the Markdown dialect. What Markdown cannot say is carried along as it is,
//! so that reading and writing back loses nothing. Readers never fail on odd content, and nothing here panics.

mod adf;
mod atl;
mod attrs;
mod carrier;
#[cfg(test)]
mod counts;
mod html;
mod markdown;
mod people;
mod place;
mod reference;
mod splice;
mod storage;
pub mod tree;
mod wiki;

use std::{collections::HashMap, fmt, str::FromStr};

use diffy::{DiffOptions, PatchFormatter};

use self::tree::Block;
pub use self::{
    atl::{Atl, Page, UserKind, What},
    attrs::Attrs,
    carrier::Source,
    html::is_color,
    splice::Spliced,
};

/// A format of rich text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// The Markdown dialect of `docs/markup.md`.
    Markdown,
    /// Atlassian Document Format, as JSON text: Jira Cloud.
    Adf,
    /// Confluence storage format: XHTML with `ac:` and `ri:` elements.
    Storage,
    /// Jira wiki markup: Jira Data Center.
    Wiki,
}

impl Format {
    const NAMES: [(&'static str, Self); 4] = [
        ("markdown", Self::Markdown),
        ("adf", Self::Adf),
        ("storage", Self::Storage),
        ("wiki", Self::Wiki),
    ];
}

impl FromStr for Format {
    type Err = MarkupError;

    fn from_str(name: &str) -> Result<Self, MarkupError> {
        let found = Self::NAMES
            .into_iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found
            .map(|(_, format)| format)
            .ok_or_else(|| MarkupError::UnknownFormat(name.to_owned()))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Self::NAMES
            .iter()
            .find(|(_, format)| format == self)
            .map_or("", |(name, _)| name);
        f.write_str(name)
    }
}

/// Why a text cannot be converted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MarkupError {
    /// Not the name of a format.
    #[error("`{0}` is not a format: use markdown, adf, storage or wiki")]
    UnknownFormat(String),
    /// The text is not of the format at all.
    #[error("this is not {format}: {reason}")]
    NotThisFormat {
        /// The format that was expected.
        format: Format,
        /// What a parser has to say about it.
        reason: String,
    },
    /// A carrier, or another `atl:` target, that is not what a read gave.
    #[error("the element `{0}` is damaged: copy it unchanged from what you read, or delete it")]
    Damaged(String),
    /// A carrier of another format than the one written.
    #[error(
        "the element `{label}` comes from {from} and cannot be written as {to}: delete it or say it in Markdown"
    )]
    Foreign {
        /// What the element is.
        label: String,
        /// Where it comes from.
        from: Format,
        /// What is being written.
        to: Format,
    },
    /// A short reference to an element that the document has not, or where there is no stored document.
    #[error(
        "`{0}` stands for an element of the document that it was read from, and there is no such element here: copy it \
         unchanged, or leave it out; people are mentioned anywhere as [~name]; to bring another element into another document, read \
         the one that has it in its own format (storage, adf or wiki), and write it in that format"
    )]
    Unresolved(String),
    /// `<!--atl:name-->` and `<!--/-->` do not pair within one block.
    #[error(
        "`{0}` has no partner: every <!--atl:name--> needs its <!--/--> at the same level; restore or delete both"
    )]
    Unpaired(String),
    /// Nobody is known by these names.
    #[error("no user found for {}: use an account id, an e-mail address or a user name, or write the name as text", .0.join(", "))]
    UnknownUsers(Vec<String>),
}

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Without any mark of the dialect: shorter, but what is not Markdown cannot be written back.
    pub plain: bool,
    /// Display names by id, for those that [`Document::ids`] lists.
    pub names: HashMap<String, String>,
    /// Name what Markdown cannot say, and people with a name, by short references (`atl:x/417093`) instead of carrying
    /// sources and ids along: for what is written back by [`splice()`] onto the same document, and nowhere else. Ids that an
    /// edit keeps are left out.
    pub references: bool,
}

/// A user to be mentioned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What `id` is.
    pub kind: UserKind,
    /// The id in the product that is written to.
    pub id: String,
    /// The name that readers see.
    pub display_name: String,
}

/// How to write.
#[derive(Clone, Copy)]
pub struct WriteOptions<'a> {
    /// Finds the user for each of what [`mentions`] lists: an id, an e-mail address or a name.
    pub resolver: &'a dyn Fn(&str) -> Option<Mention>,
    /// Leave whom nobody knows as text; otherwise that is an error.
    pub unknown_as_text: bool,
    /// For storage format: name the language of code as Confluence Data Center's macro knows it, which shows an error in
    /// place of the code for `json`, `go` and many more.
    pub data_center_languages: bool,
}

impl Default for WriteOptions<'_> {
    fn default() -> Self {
        Self {
            resolver: &|_| None,
            unknown_as_text: true,
            data_center_languages: false,
        }
    }
}

impl fmt::Debug for WriteOptions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WriteOptions")
            .field("unknown_as_text", &self.unknown_as_text)
            .finish_non_exhaustive()
    }
}

/// A document that was read, to be shown once whom it mentions is known.
#[derive(Debug)]
pub struct Document {
    blocks: Vec<Block>,
}

impl Document {
    /// Reads `source`.
    ///
    /// # Errors
    /// Only if `source` is not of `format` at all, such as ADF that is not JSON.
    pub fn read(format: Format, source: &str) -> Result<Self, MarkupError> {
        let blocks = read(format, source)?;
        Ok(Self { blocks })
    }

    /// The users that it mentions by id without a name, each once, in order.
    pub fn ids(&mut self) -> Vec<(UserKind, String)> {
        people::nameless(&mut self.blocks)
    }

    /// Gives Markdown.
    #[must_use]
    pub fn to_markdown(mut self, options: &ReadOptions) -> String {
        people::name(&mut self.blocks, &options.names);
        if options.references && !options.plain {
            reference::shorten(&mut self.blocks);
        }
        unmarked(markdown::print(&self.blocks, options.plain))
    }

    /// Gives any format. In one that is not its own, and not Markdown, elements that only its own has become their labels.
    ///
    /// # Errors
    /// As [`from_markdown`].
    pub fn convert(mut self, to: Format, options: &ReadOptions) -> Result<String, MarkupError> {
        if to == Format::Markdown {
            return Ok(self.to_markdown(options));
        }
        people::name(&mut self.blocks, &options.names);
        reference::refuse(&mut self.blocks)?;
        carrier::drop_foreign(&mut self.blocks, to);
        write(to, &self.blocks)
    }
}

/// Reads `source` and gives Markdown.
///
/// # Errors
/// As [`Document::read`].
pub fn to_markdown(
    format: Format,
    source: &str,
    options: &ReadOptions,
) -> Result<String, MarkupError> {
    Ok(Document::read(format, source)?.to_markdown(options))
}

/// [`to_markdown`] for ADF that is JSON already.
///
/// # Errors
/// Only if the value is no document at all.
pub fn adf_to_markdown(
    document: &serde_json::Value,
    options: &ReadOptions,
) -> Result<String, MarkupError> {
    let blocks = adf::read_value(document)?.blocks;
    Ok(Document { blocks }.to_markdown(options))
}

/// Writes Markdown as `format`.
///
/// # Errors
/// For damaged or foreign carriers, short references, comments that do not pair, and unknown users unless they may be text.
pub fn from_markdown(
    format: Format,
    markdown: &str,
    options: &WriteOptions<'_>,
) -> Result<String, MarkupError> {
    write(format, &settled(format, markdown, options)?)
}

/// [`from_markdown`] for ADF that stays JSON.
///
/// # Errors
/// As [`from_markdown`].
pub fn adf_from_markdown(
    markdown: &str,
    options: &WriteOptions<'_>,
) -> Result<serde_json::Value, MarkupError> {
    adf::write_value(&settled(Format::Adf, markdown, options)?)
}

fn settled(
    format: Format,
    markdown: &str,
    options: &WriteOptions<'_>,
) -> Result<Vec<Block>, MarkupError> {
    let mut blocks = markdown::parse(markdown)?;
    people::resolve(&mut blocks, options)?;
    if format != Format::Markdown {
        reference::refuse(&mut blocks)?;
        carrier::refuse_foreign(&mut blocks, format)?;
    }
    if options.data_center_languages {
        storage::name_languages(&mut blocks);
    }
    Ok(blocks)
}

/// Makes a stored document say what an edited Markdown of it says. What the edit leaves as it was stays byte for byte; only
/// blocks that changed or are new are written, within the smallest block that holds them. Short references
/// ([`ReadOptions::references`]) stand for what the stored document has.
///
/// # Errors
/// As [`to_markdown`] and [`from_markdown`]; short references are refused only if the stored document has no such element.
pub fn splice(
    format: Format,
    stored: &str,
    edited: &str,
    options: &WriteOptions<'_>,
) -> Result<Spliced<String>, MarkupError> {
    let bare = stored.trim_start_matches('\u{feff}');
    let mark = stored.strip_suffix(bare).unwrap_or_default();
    let unchanged = || stored.to_owned();
    match format {
        Format::Storage => {
            let document = storage::Document(bare.to_owned());
            let outcome = splice::edit(&document, edited, options)?;
            Ok(outcome.spliced(unchanged, |document| mark.to_owned() + &document.0))
        }
        Format::Adf => {
            let document = adf::Document(adf::parse(bare)?);
            let outcome = splice::edit(&document, edited, options)?;
            Ok(outcome.spliced(unchanged, |document| document.0.to_string()))
        }
        Format::Wiki => {
            let document = wiki::Document::new(bare.to_owned());
            let outcome = splice::edit(&document, edited, options)?;
            Ok(outcome.spliced(unchanged, |document| {
                mark.to_owned() + &document.into_stored()
            }))
        }
        Format::Markdown => Ok(Spliced {
            document: edited.to_owned(),
            changed: stored != edited,
            lost_comments: Vec::new(),
            dropped_media: Vec::new(),
            lost_styles: Vec::new(),
        }),
    }
}

/// [`splice()`] for ADF that stays JSON; null is an empty document.
///
/// # Errors
/// As [`splice()`].
pub fn adf_splice(
    stored: &serde_json::Value,
    edited: &str,
    options: &WriteOptions<'_>,
) -> Result<Spliced<serde_json::Value>, MarkupError> {
    let document = adf::Document(stored.clone());
    let outcome = splice::edit(&document, edited, options)?;
    Ok(outcome.spliced(|| stored.clone(), |document| document.0))
}

/// What differs between two texts, as a unified diff without a head; empty if nothing does.
#[must_use]
pub fn diff(before: &str, after: &str) -> String {
    let patch = DiffOptions::new()
        .set_context_len(1)
        .create_patch(before, after);
    let unified = PatchFormatter::new().missing_newline_message(false);
    let unified = unified.fmt_patch(&patch).to_string();
    let hunks = unified.splitn(3, '\n').nth(2).unwrap_or_default();
    hunks.trim_end().to_owned()
}

/// Converts between any two formats. Between two that are not Markdown, elements that only the first one has
/// become their labels.
///
/// # Errors
/// As [`to_markdown`] and [`from_markdown`].
pub fn convert(
    from: Format,
    to: Format,
    source: &str,
    reading: &ReadOptions,
    writing: &WriteOptions<'_>,
) -> Result<String, MarkupError> {
    match (from, to) {
        (Format::Markdown, Format::Adf | Format::Storage | Format::Wiki) => {
            from_markdown(to, source, writing)
        }
        _ => Document::read(from, source)?.convert(to, reading),
    }
}

/// What has to be looked up before `markdown` is written: e-mail addresses and names, each once, in order.
///
/// # Errors
/// As [`from_markdown`].
pub fn mentions(markdown: &str) -> Result<Vec<String>, MarkupError> {
    Ok(people::unresolved(&mut markdown::parse(markdown)?))
}

fn read(format: Format, source: &str) -> Result<Vec<Block>, MarkupError> {
    let source = source.trim_start_matches('\u{feff}');
    match format {
        Format::Markdown => markdown::parse(source),
        Format::Adf => adf::read(source),
        Format::Storage => Ok(storage::read(source)?.blocks),
        Format::Wiki => wiki::read(source),
    }
}

fn write(format: Format, blocks: &[Block]) -> Result<String, MarkupError> {
    match format {
        Format::Markdown => Ok(unmarked(markdown::print(blocks, false))),
        Format::Adf => adf::write(blocks),
        Format::Storage => storage::write(blocks),
        Format::Wiki => wiki::write(blocks).map(unmarked),
    }
}

/// A document whose text begins with U+FEFF, which whoever reads it would take for the mark of its encoding.
fn unmarked(document: String) -> String {
    match document.strip_prefix('\u{feff}') {
        Some(rest) => format!("&#xFEFF;{rest}"),
        None => document,
    }
}
