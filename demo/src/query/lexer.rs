//! Words, quoted texts and symbols of a query.

use std::{iter::Peekable, str::CharIndices};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Word(String),
    Quoted(String),
    Symbol(&'static str),
}

impl Token {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Word(text) | Self::Quoted(text) => text,
            Self::Symbol(symbol) => symbol,
        }
    }
}

/// Longest first, so that `<=` is not read as `<`.
const SYMBOLS: [&str; 16] = [
    "!=", "!~", "<=", ">=", "&&", "||", "=", "~", "<", ">", "!", "(", ")", ",", "&", "|",
];

/// Characters that a bare word may not hold.
const RESERVED_CHARACTERS: &str = "{}*/%+^$#@?;";

/// Words that Jira wants quoted wherever they are not keywords.
const RESERVED_WORDS: &str = "abort access add after alias all alter and any as asc audit avg before begin between boolean break by \
    byte catch cf char character check checkpoint collate collation column commit connect continue count create current date decimal \
    declare decrement default defaults define delete delimiter desc difference distinct divide do double drop else empty encoding end \
    equals escape exclusive exec execute exists explain false fetch file field first float for from function go goto grant greater group \
    having identified if immediate in increment index initial inner inout input insert int integer intersect intersection into is isempty \
    isnull join last left less like limit lock long max min minus mode modify modulo more multiply next noaudit not notin nowait null number \
    object of on option or order outer output power previous prior privileges public raise raw remainder rename resource return returns \
    revoke right row rowid rownum rows select session set share size sqrt start strict string subtract sum synonym table then to trans \
    transaction trigger true uid union unique update user validate values view when whenever where while with";

pub(super) fn is_reserved(word: &str) -> bool {
    RESERVED_WORDS
        .split_whitespace()
        .any(|reserved| reserved.eq_ignore_ascii_case(word))
}

/// Words that are part of the grammar.
const KEYWORDS: [&str; 10] = [
    "and", "asc", "by", "desc", "empty", "in", "not", "null", "or", "order",
];

pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS
        .iter()
        .any(|keyword| keyword.eq_ignore_ascii_case(word))
}

/// The tokens with the character at which each starts.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, usize)>, String> {
    let mut found = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some(&(at, first)) = rest.peek() {
        if first.is_whitespace() {
            rest.next();
        } else if let Some(symbol) = symbol_at(text, at) {
            rest.nth(symbol.len() - 1);
            found.push((Token::Symbol(symbol), at));
        } else if matches!(first, '"' | '\'') {
            found.push((Token::Quoted(quoted(&mut rest)?), at));
        } else {
            found.push((Token::Word(word(&mut rest, at)?), at));
        }
    }
    Ok(found)
}

fn symbol_at(text: &str, at: usize) -> Option<&'static str> {
    let rest = text.get(at..)?;
    SYMBOLS.into_iter().find(|symbol| rest.starts_with(symbol))
}

fn quoted(rest: &mut Peekable<CharIndices<'_>>) -> Result<String, String> {
    let quote = rest.next().map(|(_, character)| character);
    let mut text = String::new();
    while let Some((at, character)) = rest.next() {
        match character {
            '\\' => text.push(escaped(rest, at)?),
            end if Some(end) == quote => return Ok(text),
            other => text.push(other),
        }
    }
    Err(format!(
        "The quoted string '{text}' has not been completed."
    ))
}

fn escaped(rest: &mut Peekable<CharIndices<'_>>, at: usize) -> Result<char, String> {
    match rest.next().map(|(_, character)| character) {
        Some('n') => Ok('\n'),
        Some('t') => Ok('\t'),
        Some('r') => Ok('\r'),
        Some(kept @ ('\\' | '"' | '\'' | ' ')) => Ok(kept),
        _ => Err(format!(
            "'\\' is an illegal escape sequence (line 1, character {}).",
            at + 1
        )),
    }
}

fn word(rest: &mut Peekable<CharIndices<'_>>, start: usize) -> Result<String, String> {
    let mut word = String::new();
    let ends = |character: char| character.is_whitespace() || "=!<>~(),&|\"'".contains(character);
    while let Some((_, character)) = rest.next_if(|(_, character)| !ends(*character)) {
        if RESERVED_CHARACTERS.contains(character) {
            return Err(format!(
                "The character '{character}' is a reserved JQL character. You must enclose it in a string or use the escape \
                 '\\u{:04x}' instead (line 1, character {}).",
                u32::from(character),
                start + word.len() + 1,
            ));
        }
        word.push(character);
    }
    Ok(word)
}
