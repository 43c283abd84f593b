//! Asks which site on Cloud is meant, where Atlassian gave access to several.

use maud::html;

use super::{Page, REQUEST, SITE, form_action, named};
use crate::auth::oauth::Site;
use crate::server::http::sign_in::redirect::Redirect;

/// What is asked.
#[derive(Debug)]
pub struct Sites<'a> {
    /// Where the form goes: an address of this server.
    pub action: &'a str,
    /// What is sealed for whoever takes the form.
    pub request: &'a str,
    /// Where the person is sent back to.
    pub redirect: &'a Redirect,
    /// The authorization servers that are still to be asked.
    pub servers: &'a [&'a url::Url],
    /// What there is to choose from.
    pub sites: &'a [Site],
}

/// The page that asks.
pub fn sites(asked: &Sites<'_>) -> Page {
    let body = html! {
        p { "Atlassian gave access to several sites. The program works with one of them." }
        form method="post" action=(asked.action) {
            input type="hidden" name=(REQUEST) value=(asked.request);
            div class="choice" {
                @for site in asked.sites {
                    button name=(SITE) value=(site.id) { bdi { (named(&site.name)) } br; code { (site.url) } }
                }
            }
        }
    };
    let leads_to = form_action(asked.servers.iter().copied(), asked.redirect);
    Page::new("Which site?", &body, leads_to)
}
