//! Answers with a status of success that are not what was asked for, in words.

use super::{Asked, Session, page};
use crate::error::Error;

/// What is no JSON, or JSON of another form than the view of it.
pub(super) fn not_json(
    session: &Session,
    asked: Asked,
    body: &[u8],
    error: &serde_json::Error,
) -> Error {
    if page::read(body).is_some() {
        return wrong_page(session, asked, body);
    }
    let what = if error.is_data() {
        "it does not have the expected form"
    } else {
        "it is not valid JSON"
    };
    let (what, excerpt) = if asked.quotes {
        let excerpt = page::excerpt(&session.secrets().hide_in_body(page::beginning(body)));
        (format!("{what} ({error})"), excerpt)
    } else {
        let (line, column) = (error.line(), error.column());
        (
            format!("{what} (line {line}, column {column})"),
            String::new(),
        )
    };
    let unreadable = Error::Unexpected {
        product: asked.product,
        operation: asked.operation,
        what,
        excerpt,
    };
    in_doubt(asked, session.secrets().hide_in_error(unreadable))
}

/// The error with a word on what may have been done, if something was to be.
pub(super) fn in_doubt(asked: Asked, error: Error) -> Error {
    error.noting(if asked.writes {
        "It may have been carried out all the same: look before you repeat it"
    } else {
        ""
    })
}

/// A page where there should be JSON, or a file.
pub(super) fn wrong_page(session: &Session, asked: Asked, body: &[u8]) -> Error {
    let Asked {
        product, operation, ..
    } = asked;
    let page = page::read(body).unwrap_or_default().quoted(asked.quotes);
    let prefix = product.env_prefix();
    let what = if page.asks_to_sign_in {
        format!(
            "it is {page}, not JSON. Check {prefix}_URL and the credentials ({prefix}_PERSONAL_TOKEN, or {prefix}_USERNAME and {prefix}_API_TOKEN); single sign-on must let REST calls with a token through"
        )
    } else {
        format!(
            "it is {page}, not JSON. Check that {prefix}_URL is the address of {product} itself, with its context path"
        )
    };
    let wrong = Error::Unexpected {
        product,
        operation,
        what,
        excerpt: String::new(),
    };
    in_doubt(asked, session.secrets().hide_in_error(wrong))
}
