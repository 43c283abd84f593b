//! What the caller can do about an error answer.

use chrono::Utc;
use http::{HeaderMap, StatusCode};

use super::page::Page;
use super::{retry, unreachable};
use crate::auth::oauth::scopes;
use crate::product::Product;

/// Says how the sign-in went, on Jira and Confluence.
pub(super) const LOGIN_REASON: &str = "x-seraph-loginreason";
/// The values of [`LOGIN_REASON`] that mean that it failed.
pub(super) const LOGIN_FAILURES: [&str; 3] =
    ["AUTHENTICATED_FAILED", CAPTCHA, "AUTHORISATION_FAILED"];
/// The value of [`LOGIN_REASON`] when a CAPTCHA must be solved first.
const CAPTCHA: &str = "AUTHENTICATION_DENIED";
/// Names the CAPTCHA, if there is one to solve.
const DENIED_REASON: &str = "x-authentication-denied-reason";

/// All that a hint is chosen by.
pub(super) struct Case<'a> {
    pub(super) product: Product,
    pub(super) operation: &'static str,
    pub(super) writes: bool,
    pub(super) status: StatusCode,
    pub(super) headers: &'a HeaderMap,
    pub(super) message: &'a str,
    pub(super) page: Option<&'a Page>,
}

/// One or two sentences on what to do next; empty where the product's message says all there is to say.
pub(super) fn hint(case: &Case<'_>) -> String {
    let (product, prefix) = (case.product, case.product.env_prefix());
    match case.status.as_u16() {
        300..=399 => format!(
            "Set {prefix}_URL to the address that {product} redirects to, without a login path."
        ),
        401 | 403 if wants_captcha(case.headers) => format!(
            "After failed sign-ins {product} wants a CAPTCHA solved: sign in once in a browser, then try again."
        ),
        401 | 403 if case.message.to_ascii_lowercase().contains("scope") => {
            scopes(case.product, case.operation)
        }
        401 if product == Product::Bitbucket => BITBUCKET_CREDENTIALS.into(),
        401 => credentials(prefix),
        403 if case.page.is_some() => {
            format!("A firewall or proxy in front of {product} may have stopped the request.")
        }
        403 => "The account may not do this: ask an administrator for the permission.".into(),
        404 if case.page.is_some() => {
            format!(
                "Check that {prefix}_URL is the address of {product} itself, with its context path."
            )
        }
        404 => "Check the key or id, and that this account may see it.".into(),
        407 => unreachable::PROXY_LOGIN.into(),
        409 => {
            "It exists already, or was changed in the meantime: read it again, then repeat.".into()
        }
        413 => "Send less.".into(),
        429 => wait(case.headers),
        // Bitbucket Cloud's own.
        555 => "It took Bitbucket too long: ask for less, such as one folder or one file.".into(),
        500.. => server_fault(case),
        _ => String::new(),
    }
}

/// Which scopes are needed, and how a token gets them.
fn scopes(product: Product, operation: &str) -> String {
    let Some(needed) = scopes::of_operation(product, operation) else {
        return "The token lacks a scope for this: make one with the scopes of the products you use."
            .into();
    };
    let (oauth, token) = (needed.oauth.join(" "), needed.token.join(" "));
    let names = match oauth == token {
        true => oauth,
        false => format!("{oauth} (OAuth) or {token} (API token)"),
    };
    format!(
        "The token lacks a scope; this needs {names}. An API token must be made anew with it; for OAuth add it to the app's permissions and to the scopes, and run mcp-atlassian --oauth-setup again."
    )
}

fn wants_captcha(headers: &HeaderMap) -> bool {
    let says = |name, text| {
        headers
            .get_all(name)
            .iter()
            .any(|value| value.to_str().is_ok_and(|value| value.contains(text)))
    };
    says(DENIED_REASON, "CAPTCHA") || says(LOGIN_REASON, CAPTCHA)
}

const BITBUCKET_CREDENTIALS: &str = "The credentials are wrong or have expired. On Cloud BITBUCKET_USERNAME is the account's e-mail address and BITBUCKET_API_TOKEN an API token, since app passwords ended in 2026; BITBUCKET_PERSONAL_TOKEN is an access token there, and on Data Center a personal one.";

fn credentials(prefix: &str) -> String {
    format!(
        "The credentials are wrong or have expired. On Cloud check {prefix}_USERNAME (an e-mail address) and {prefix}_API_TOKEN, on Data Center {prefix}_PERSONAL_TOKEN."
    )
}

fn wait(headers: &HeaderMap) -> String {
    let seconds = retry::retry_after(headers, Utc::now()).map(|wait| wait.as_secs());
    let when = seconds.map_or_else(|| "later".to_owned(), |seconds| format!("in {seconds} s"));
    format!("Too many requests for now: try again {when}.")
}

fn server_fault(case: &Case<'_>) -> String {
    let what = format!("The fault is on {}'s side: try again later.", case.product);
    if !case.writes {
        return what;
    }
    what + " It may have been carried out all the same: look before you repeat it."
}
