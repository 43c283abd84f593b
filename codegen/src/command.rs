//! What a maintainer runs when Atlassian changes an interface: `cargo run -p atlassian-mcp-codegen -- drift …`, `import …`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use toml::value::Datetime;

use crate::drift::{self, Drift, Used, drift};
use crate::fetch::Fetch;
use crate::import::import;
use crate::manifest::Manifest;
use crate::spec::{DOCUMENTS, Document, Endpoint, Spec};
use crate::{Error, build, sources};

const USAGE: &str = "\
cargo run -p atlassian-mcp-codegen -- COMMAND

  drift NAME FROM [--json]
          what would change for us with Atlassian's newer document, by operation and tool.
          Exit status: 0 if nothing needs work, 1 if something does, 2 if that cannot be told
  import NAME FROM [--copied YYYY-MM-DD]
          make specs/NAME.json from Atlassian's document; operations are taken in if tools.toml names them
  check   tools.toml against the slices: every fault at once

NAME is a document of codegen/src/documents.rs, or `all` for each of Atlassian's.
FROM is a file, a folder with the file NAME*.json in it, or --fetch: the address that specs/sources.toml records.";

/// What a command leaves to print, and how the process ends.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    /// For standard output.
    pub text: String,
    /// The process's exit status.
    pub code: u8,
}

/// How a process ends that could not do what it was told.
pub const FAILED: u8 = 2;

/// The project a command works on, and how it reaches Atlassian.
#[derive(Debug)]
pub struct Project {
    /// The folder of `tools.toml` and `specs/`.
    pub root: PathBuf,
    /// How documents are got.
    pub fetch: Fetch,
}

/// Where documents come from.
enum From {
    Path(PathBuf),
    Address,
}

/// What may follow the words of a command.
#[derive(Default)]
struct Options {
    from: Option<From>,
    copied: Option<Datetime>,
    json: bool,
}

impl Project {
    /// Does what the words say.
    ///
    /// # Errors
    /// What could not be read, written or understood.
    pub fn run(&self, words: &[&str]) -> Result<Outcome, Error> {
        match words {
            [] | ["help" | "--help"] => Ok(Outcome::of(USAGE.to_owned())),
            ["check"] => {
                let sources = build::sources(&self.root)?;
                let made = sources.len();
                Ok(Outcome::of(format!(
                    "tools.toml is right; {made} files are made of it"
                )))
            }
            ["drift", name, options @ ..] => self.drift(&named(name)?, Options::of(options)?),
            ["import", name, options @ ..] => self.import(&named(name)?, &Options::of(options)?),
            _ => Err(misunderstood(words)),
        }
    }

    fn drift(&self, documents: &[&'static Document], options: Options) -> Result<Outcome, Error> {
        let manifest = build::manifest(&self.root)?;
        let used = Used::of(&self.root, &manifest)?;
        let drifts: Vec<Drift> = documents
            .iter()
            .map(|document| {
                let upstream = Spec::parse(document, &self.text(document, &options)?)?;
                let vendored = Spec::load(&self.specs(), document.name)?;
                Ok(drift(&vendored, &upstream, &manifest, &used))
            })
            .collect::<Result<_, Error>>()?;
        let needs_work = drifts.iter().any(|drift| drift.count().1 > 0);
        Ok(Outcome {
            text: match options.json {
                true => drift::json(&drifts)?,
                false => drift::table(&drifts),
            },
            code: needs_work.into(),
        })
    }

    fn import(&self, documents: &[&'static Document], options: &Options) -> Result<Outcome, Error> {
        let manifest = build::manifest(&self.root)?;
        let lines: Vec<String> = documents
            .iter()
            .map(|document| self.import_one(document, &manifest, options))
            .collect::<Result<_, Error>>()?;
        Ok(Outcome::of(lines.join("\n")))
    }

    fn import_one(
        &self,
        document: &'static Document,
        manifest: &Manifest,
        options: &Options,
    ) -> Result<String, Error> {
        let whole = self.text(document, options)?;
        let wanted = wanted(document, &whole, manifest)?;
        let copied = self.copied(document, &whole, options)?;
        import(&self.specs(), document, &whole, &wanted, copied)?;
        Ok(format!(
            "specs/{}.json: {} operations",
            document.name,
            wanted.len()
        ))
    }

    /// The text of a document, from wherever it is to come.
    fn text(&self, document: &Document, options: &Options) -> Result<String, Error> {
        match &options.from {
            Some(From::Path(path)) => {
                let file = file(path, document)?;
                fs::read_to_string(&file).map_err(Error::file(&file))
            }
            Some(From::Address) => self.fetch.document(document),
            None => Err(Error::malformed(document.name)(
                "say where it is: a file, a folder or --fetch",
            )),
        }
    }

    /// The day the copy was taken, if that is known anew: what is got from its address and another copy than the recorded one is of
    /// today.
    fn copied(
        &self,
        document: &Document,
        whole: &str,
        options: &Options,
    ) -> Result<Option<Datetime>, Error> {
        let is_new = matches!(options.from, Some(From::Address))
            && !sources::is_recorded(&self.specs(), document, whole)?;
        match options.copied {
            None if is_new => today().map(Some),
            copied => Ok(copied),
        }
    }

    fn specs(&self) -> PathBuf {
        self.root.join("specs")
    }
}

impl Outcome {
    const fn of(text: String) -> Self {
        Self { text, code: 0 }
    }
}

impl Options {
    fn of(words: &[&str]) -> Result<Self, Error> {
        let mut options = Self::default();
        let mut rest = words;
        while let [word, more @ ..] = rest {
            rest = more;
            match (*word, more) {
                ("--json", _) => options.json = true,
                ("--fetch", _) if options.from.is_none() => options.from = Some(From::Address),
                ("--copied", [date, more @ ..]) => {
                    options.copied = Some(date.parse().map_err(Error::malformed(date))?);
                    rest = more;
                }
                (path, _) if !path.starts_with('-') && options.from.is_none() => {
                    options.from = Some(From::Path(path.into()));
                }
                _ => return Err(misunderstood(words)),
            }
        }
        Ok(options)
    }
}

fn misunderstood(words: &[&str]) -> Error {
    Error::malformed(words.join(" "))(format!("not understood\n\n{USAGE}"))
}

/// The document of that name, or all of Atlassian's.
fn named(name: &str) -> Result<Vec<&'static Document>, Error> {
    match name {
        "all" => Ok(DOCUMENTS
            .iter()
            .filter(|document| document.source.is_some())
            .collect()),
        _ => Document::named(name).map(|document| vec![document]),
    }
}

/// The file at `path`, or the one in the folder there that is a copy of the document: `jira-dc-11.3.8.json` for jira-dc.
fn file(path: &Path, document: &Document) -> Result<PathBuf, Error> {
    if !path.is_dir() {
        return Ok(path.to_owned());
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(Error::file(path))? {
        let file = entry.map_err(Error::file(path))?.path();
        let stem = file
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or_default();
        let rest = stem.strip_prefix(document.name);
        if file.extension().is_some_and(|kind| kind == "json")
            && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        {
            files.push(file);
        }
    }
    match files.as_slice() {
        [file] => Ok(file.clone()),
        _ => {
            let problem = format!(
                "{} files are named {}*.json; one is needed",
                files.len(),
                document.name
            );
            Err(Error::malformed(path.display())(problem))
        }
    }
}

/// The operations of the document that `tools.toml` names.
fn wanted(
    document: &'static Document,
    whole: &str,
    manifest: &Manifest,
) -> Result<BTreeSet<Endpoint>, Error> {
    let named: BTreeSet<&str> = manifest.requests(document.deployments).collect();
    let offered = Spec::parse(document, whole)?.endpoints();
    Ok(offered
        .into_iter()
        .filter(|endpoint| named.contains(endpoint.to_string().as_str()))
        .collect())
}

fn today() -> Result<Datetime, Error> {
    let today = chrono::Utc::now().date_naive().to_string();
    today.parse().map_err(Error::malformed(today))
}
