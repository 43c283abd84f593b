//! Where a comment stands. Servers take wrong places and show them wrongly, so that they are looked up in the diff first.

use futures_util::future::try_join;

use super::files::{Changes, changed_files};
use super::patch::{self, Manner};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::likeness::likeness;
use crate::tools::bitbucket::diff::{FileDiff, Kind, Side, parse};
use crate::tools::bitbucket::place::Repository;
use crate::views::bitbucket::ChangedFile;

/// How many lines around changes may be commented on: as many as Data Center shows; Cloud shows fewer.
const CONTEXT: i64 = 10;

/// How many files an error names.
const NAMED: usize = 5;

/// A place that a call names.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The file.
    pub path: String,
    /// The line; none for the file as a whole.
    pub line: Option<u64>,
    /// The first line, if there are several.
    pub start: Option<u64>,
    /// Where lines are counted.
    pub side: Side,
}

/// A place in a diff.
#[derive(Debug)]
pub struct Anchor {
    /// The file.
    pub file: ChangedFile,
    /// The lines; none for the file as a whole.
    pub lines: Option<Lines>,
}

/// One line of a diff, or several.
#[derive(Debug)]
pub struct Lines {
    /// Where they are counted. A single line that stays is counted in the new file.
    pub side: Side,
    /// The first, if there are several.
    pub first: Option<Point>,
    /// The last, or the only one.
    pub last: Point,
    /// What the last one says.
    pub text: String,
}

/// The number of a line, and what happens to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Its number.
    pub number: u64,
    /// What happens to it.
    pub kind: Kind,
}

/// Looks up a place in the diff of a pull request.
///
/// # Errors
/// [`Error::Arguments`] with the nearest place that is there.
pub async fn find(ctx: &Ctx, place: &Repository, id: i64, wanted: &Wanted) -> Result<Anchor> {
    let basis = async {
        match wanted.line {
            Some(_) => patch::basis(ctx, place, id).await.map(Some),
            None => Ok(None),
        }
    };
    let (changes, basis) = try_join(changed_files(ctx, place, id), basis).await?;
    let path = wanted.path.trim_matches('/');
    let named = changes.files.iter().find(|file| file.path == path);
    let named = named.or_else(|| {
        changes
            .files
            .iter()
            .find(|file| file.from.as_deref() == Some(path))
    });
    let file = named.ok_or_else(|| no_file(path, &changes))?;
    let (Some(line), Some(basis)) = (wanted.line, basis) else {
        return Ok(Anchor {
            file: file.clone(),
            lines: None,
        });
    };
    let manner = Manner {
        context: basis.takes_manner().then_some(CONTEXT),
        ..Manner::default()
    };
    let text = patch::of_files(ctx, place, id, &[file], manner, &basis).await?;
    let diffs = parse(&text);
    let diff = diffs.iter().find(|diff| diff.path() == file.path);
    let diff = diff.ok_or_else(|| {
        Error::Arguments(format!(
            "Bitbucket shows no diff of {path}; leave out `line` to comment on the file"
        ))
    })?;
    let lines = lines(diff, line, wanted)?;
    Ok(Anchor {
        file: file.clone(),
        lines: Some(lines),
    })
}

fn lines(diff: &FileDiff<'_>, line: u64, wanted: &Wanted) -> Result<Lines> {
    let side = wanted.side;
    let last = diff
        .spot(side, line)
        .map_err(|nearest| no_line("line", line, nearest, diff, side))?;
    let text = last.line.text().to_owned();
    let Some(start) = wanted.start.filter(|start| *start != line) else {
        // Both servers have comments on lines that stay in the new file.
        let side = if last.line.new.is_some() {
            Side::New
        } else {
            Side::Old
        };
        let number = side.number(&last.line).unwrap_or(line);
        return Ok(Lines {
            side,
            first: None,
            last: Point {
                number,
                kind: last.line.kind,
            },
            text,
        });
    };
    let first = diff
        .spot(side, start)
        .map_err(|nearest| no_line("start_line", start, nearest, diff, side))?;
    if first.hunk != last.hunk {
        return Err(Error::Arguments(format!(
            "`start_line`: the diff of {} leaves out lines between {start} and {line}; name lines that it shows together",
            diff.path()
        )));
    }
    Ok(Lines {
        side,
        first: Some(Point {
            number: start,
            kind: first.line.kind,
        }),
        last: Point {
            number: line,
            kind: last.line.kind,
        },
        text,
    })
}

fn no_line(name: &str, line: u64, nearest: Option<u64>, diff: &FileDiff<'_>, side: Side) -> Error {
    let path = diff.path();
    let found = nearest.and_then(|nearest| {
        diff.spot(side, nearest)
            .ok()
            .map(|spot| (nearest, spot.line.text()))
    });
    Error::Arguments(match found {
        Some((nearest, text)) => {
            let text: String = text.chars().take(100).collect();
            format!(
                "`{name}`: the diff of {path} does not show line {line} on the {} side; the nearest that it shows is {nearest}: {text}",
                side.name()
            )
        }
        None if diff.binary => {
            format!("`{name}`: {path} is no text; leave the line out to comment on the file")
        }
        None => format!(
            "`{name}`: the diff of {path} shows no lines on the {} side; `side` chooses the other",
            side.name()
        ),
    })
}

fn no_file(path: &str, changes: &Changes) -> Error {
    let mut names: Vec<&str> = changes
        .files
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    let alike = |name: &str| {
        let same_name = name.rsplit('/').next() == path.rsplit('/').next();
        likeness(name, path) + f64::from(u8::from(same_name))
    };
    names.sort_by(|a, b| alike(b).total_cmp(&alike(a)));
    let rest = if names.len() > NAMED { ", …" } else { "" };
    names.truncate(NAMED);
    let of_how_many = match changes.more {
        true => "among the files that Bitbucket lists, which are not all, there is no",
        false => "the pull request does not change",
    };
    Error::Arguments(format!(
        "`path`: {of_how_many} {path}; it changes {}{rest}",
        names.join(", ")
    ))
}
