//! Asks whether a client may work as the person, before Atlassian does: it knows one client, which is this server, and would not ask again
//! for another one behind it.

use maud::{Markup, html};
use url::Url;

use super::{ACCOUNT, ALLOW, DECISION, DENY, Page, REQUEST, form_action, named};
use crate::server::http::sign_in::redirect::{Place, Redirect};

/// What is asked.
#[derive(Debug)]
pub struct Consent<'a> {
    /// Where the form goes: an address of this server.
    pub action: &'a str,
    /// What is sealed for whoever takes the form.
    pub request: &'a str,
    /// Who asks.
    pub client: Client<'a>,
    /// Where the person is sent back to.
    pub redirect: &'a Redirect,
    /// Whether it may change things, too.
    pub writes: bool,
    /// What can be signed in to; at least one.
    pub accounts: &'a [Account<'a>],
}

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub struct Client<'a> {
    /// What it calls itself.
    pub name: Option<&'a str>,
    /// The host at which it describes itself, which proves that it speaks for that host if people are sent back to a web site; `None` for
    /// one that registered itself, which proves nothing.
    pub host: Option<&'a str>,
}

/// One of the accounts that can be signed in to.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    /// What the form says of it.
    pub value: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// The authorization server that asks for it.
    pub server: &'a Url,
}

/// The page that asks.
pub fn consent(asked: &Consent<'_>) -> Page {
    let name = asked.client.name.map(named).unwrap_or_default();
    // Whoever describes itself says which sites are its own; on a computer, any program can go by any description.
    let at_site = matches!(asked.redirect.place(), Place::Site(_));
    let proven = asked.client.host.filter(|_| at_site);
    let body = html! {
        p { (asker(&name, proven)) " wants to work with Atlassian in your name, through this server." }
        dl {
            dt { "Who asks" }
            dd { (proof(&name, asked.client, proven)) }
            dt { "Where you are sent back to" }
            dd { (place(asked.redirect)) br; code { (asked.redirect.as_str()) } }
            dt { "What it may do" }
            dd { (abilities(asked.writes)) }
        }
        form method="post" action=(asked.action) {
            input type="hidden" name=(REQUEST) value=(asked.request);
            (accounts(asked.accounts))
            (care(asked.redirect))
            div class="choice" {
                button name=(DECISION) value=(DENY) { "Deny" }
                button class="main" name=(DECISION) value=(ALLOW) { "Allow" }
            }
        }
    };
    let servers = asked.accounts.iter().map(|account| account.server);
    let leads_to = form_action(servers, asked.redirect);
    Page::new("Allow a program to work as you?", &body, leads_to)
}

fn who(name: &str) -> Markup {
    html! {
        @if name.is_empty() { "A program that does not say its name" } @else { b { bdi { (name) } } }
    }
}

/// Only what is proven is said as a fact: a host at most, never a name.
fn asker(name: &str, proven: Option<&str>) -> Markup {
    html! {
        @match proven {
            Some(host) if name.is_empty() => { b { (host) } }
            Some(host) => { b { (host) } ", which calls itself " (who(name)) "," }
            None if name.is_empty() => { (who(name)) }
            None => { "A program that calls itself " (who(name)) }
        }
    }
}

fn proof(name: &str, client: Client<'_>, proven: Option<&str>) -> Markup {
    html! {
        @match (proven, client.host) {
            (Some(host), _) => { "The web site " b { (host) } ", which sends you to a site of its own" }
            (None, Some(host)) => {
                "Unverified: it says it is the program that is described at " b { (host) } ", as any program on a computer can"
            }
            (None, None) if name.is_empty() => { "Unverified: it does not say what it is called" }
            (None, None) => { "Unverified: it says it is " (who(name)) }
        }
    }
}

fn place(redirect: &Redirect) -> Markup {
    html! {
        @match redirect.place() {
            Place::Site(host) => { "The web site " b { (host) } }
            Place::ThisComputer => { "A program on this computer" }
            Place::Scheme(scheme) => { "The program that opens links of " b { (scheme) ":" } }
        }
    }
}

fn abilities(writes: bool) -> Markup {
    html! {
        ul {
            li { "Read what you can read: issues, pages, pull requests, comments" }
            @if writes { li { "Create, change and delete what you can" } }
        }
    }
}

fn accounts(accounts: &[Account<'_>]) -> Markup {
    html! {
        @if let [account] = accounts {
            input type="hidden" name=(ACCOUNT) value=(account.value);
            p { "You sign in to " b { (account.name) } "." }
        } @else {
            fieldset {
                legend { "You sign in to, one after the other" }
                @for account in accounts {
                    label { input type="checkbox" name=(ACCOUNT) value=(account.value) checked; " " (account.name) }
                }
            }
        }
    }
}

/// A web site is who it is; on a computer, any program can listen or take a scheme.
fn care(redirect: &Redirect) -> Markup {
    html! {
        p class="care" {
            "Allow this only if you have just asked for it yourself"
            @match redirect.place() {
                Place::Site(host) => { " at " (host) }
                Place::ThisComputer | Place::Scheme(_) => { ", in a program on this computer" }
            }
            ". If a message, a web page or somebody else brought you here, deny it."
        }
    }
}
