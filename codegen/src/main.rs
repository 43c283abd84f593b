//! What a maintainer runs when Atlassian changes an interface: `cargo run -p atlassian-mcp-codegen -- import …`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use codegen::Error;
use codegen::drift::drift;
use codegen::import::import;
use codegen::spec::{DOCUMENTS, Document, Endpoint, Spec};
use toml::value::Datetime;

const USAGE: &str = "\
cargo run -p atlassian-mcp-codegen -- COMMAND

  import NAME FILE [--copied YYYY-MM-DD]
                     make specs/NAME.json from Atlassian's document in FILE
  import-all FOLDER
                     the same for every document, each from FOLDER/NAME*.json
  drift NAME FILE    what would change for us with Atlassian's newer document in FILE
  check              tools.toml against the slices: every fault at once

Operations are taken in if tools.toml names them.";

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line speaks through them"
)]
fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<String, Error> {
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] | ["help" | "--help"] => Ok(USAGE.to_owned()),
        ["import", name, file, options @ ..] => import_one(
            Document::named(name)?,
            Path::new(file),
            &Options::of(options)?,
        ),
        ["import-all", folder, options @ ..] => {
            import_all(Path::new(folder), &Options::of(options)?)
        }
        ["check"] => {
            let sources = codegen::build::sources(&root())?;
            Ok(format!(
                "tools.toml is right; {} files are made of it",
                sources.len()
            ))
        }
        ["drift", name, file] => drift_of(Document::named(name)?, Path::new(file)),
        _ => Err(Error::malformed(words.join(" "))(format!(
            "not understood\n\n{USAGE}"
        ))),
    }
}

/// What may follow the words of an import.
#[derive(Default)]
struct Options {
    copied: Option<Datetime>,
}

impl Options {
    fn of(words: &[&str]) -> Result<Self, Error> {
        let mut options = Self::default();
        for pair in words.chunks(2) {
            match pair {
                ["--copied", date] => {
                    options.copied = Some(date.parse().map_err(Error::malformed(date))?);
                }
                _ => return Err(Error::malformed(pair.join(" "))("not an option of import")),
            }
        }
        Ok(options)
    }
}

fn import_all(folder: &Path, options: &Options) -> Result<String, Error> {
    let vendored = DOCUMENTS
        .iter()
        .filter(|document| document.source.is_some());
    let lines: Vec<String> = vendored
        .map(|document| import_one(document, &find(folder, document)?, options))
        .collect::<Result<_, Error>>()?;
    Ok(lines.join("\n"))
}

fn import_one(
    document: &'static Document,
    file: &Path,
    options: &Options,
) -> Result<String, Error> {
    let wanted = wanted(document, file)?;
    import(&specs(), document, file, &wanted, options.copied)?;
    Ok(format!(
        "specs/{}.json: {} operations",
        document.name,
        wanted.len()
    ))
}

fn drift_of(document: &'static Document, file: &Path) -> Result<String, Error> {
    let text = fs::read_to_string(file).map_err(Error::file(file))?;
    let changes = drift(
        &Spec::load(&specs(), document.name)?,
        &Spec::parse(document, &text)?,
    );
    Ok(match changes.is_empty() {
        true => format!("{}: nothing changes for us", document.name),
        false => changes.join("\n"),
    })
}

/// The one file of the folder that is a copy of the document: `jira-dc-11.3.8.json` for jira-dc.
fn find(folder: &Path, document: &Document) -> Result<PathBuf, Error> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::file(folder))? {
        let path = entry.map_err(Error::file(folder))?.path();
        let stem = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or_default();
        let rest = stem.strip_prefix(document.name);
        if path.extension().is_some_and(|kind| kind == "json")
            && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        {
            files.push(path);
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
            Err(Error::malformed(folder.display())(problem))
        }
    }
}

/// The operations of the document that `tools.toml` names.
fn wanted(document: &'static Document, file: &Path) -> Result<BTreeSet<Endpoint>, Error> {
    let text = fs::read_to_string(file).map_err(Error::file(file))?;
    let offered = Spec::parse(document, &text)?.endpoints();
    let manifest = codegen::build::manifest(&root())?;
    let named: BTreeSet<String> = manifest
        .requests(document.deployments)
        .map(str::to_owned)
        .collect();
    Ok(offered
        .into_iter()
        .filter(|endpoint| named.contains(&endpoint.to_string()))
        .collect())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("")
}

fn specs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("specs")
}
