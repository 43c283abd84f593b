//! `--oauth-setup`: signs somebody in by OAuth 2.0, keeps the tokens, and says what to set so that the server finds them.

mod callback;
mod console;
mod keep;
mod page;
mod report;
mod sites;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use self::callback::{Arrival, Callback};
pub use self::console::{Console, Input};
use self::sites::Place;
use super::{Outcome, logging};
use crate::auth::oauth::{
    Ask, Challenge, OsKeyring, Server, Store, Tokens, Wanted, random, scopes,
};
use crate::config::{Credentials, Defaults, Flow, OAuth, Provider, Sources};
use crate::declaration::DECLARATIONS;
use crate::error::{Error, Result};
use crate::http::Connections;
use crate::product::{Deployment, Product};

/// How long somebody may take to consent.
const PATIENCE: Duration = Duration::from_secs(15 * 60);

/// Signs in at the terminal, for one product with a client of its own or for Jira and Confluence on Cloud.
pub(super) async fn run(sources: &Sources<'_>, product: Option<Product>) -> Result<Outcome> {
    let defaults = Defaults::load(sources, product)?;
    logging::start(defaults.log_level, false);
    let warn = |warning: &String| tracing::warn!("{warning}");
    defaults.warnings.iter().for_each(warn);
    let mut console = Console::here();
    sign_in(&defaults, &mut console).await.map(Outcome::from)
}

/// Asks for what is not known yet, has somebody consent in a browser, keeps the tokens, and gives the text that says what to set.
///
/// # Errors
/// [`Error::SignIn`] with what the authorization server says, [`Error::Config`] for answers that make no sense and tokens that cannot
/// be kept, [`Error::Cancelled`] if nobody answers.
pub async fn sign_in(defaults: &Defaults, console: &mut Console) -> Result<String> {
    console.say(&introduction(defaults));
    let client = ask(defaults, console).await?;
    let server = Server::new(client.provider.clone());
    let connections = connections(defaults);
    let http = connections.writer()?;
    let store = Store::of(&client, Arc::new(OsKeyring));
    // Before anybody clicks for nothing.
    store.prepare()?;

    let (state, challenge) = (random(), Challenge::new());
    let scope = client.scope.clone().unwrap_or_default();
    let address = server.authorize(&Ask {
        client_id: &client.client_id,
        redirect_uri: &client.redirect_uri,
        scope: &scope,
        state: &state,
        challenge: &challenge.challenge,
    });
    let mut callback =
        Callback::listen(&client.redirect_uri, defaults.callback_host.as_deref()).await;
    send_there(&address, &callback, console);
    let arrival = returned(&mut callback, &state, console).await?;
    let (outcome, reply) = match arrival {
        Returned::Refused(error, reply) => (Err(error), reply),
        Returned::Code(code, reply) => {
            console.say("Somebody consented; getting tokens …");
            let wanted = Wanted::Code {
                code: &code,
                redirect_uri: &client.redirect_uri,
                verifier: &challenge.verifier,
            };
            let tokens = server
                .tokens(http, &client.client_id, &client.client_secret, &wanted)
                .await;
            (tokens.and_then(lasting), reply)
        }
    };
    if let Some(reply) = reply {
        let _ = reply.send(page::of_outcome(outcome.as_ref().err()));
    }
    callback.finish().await;
    let tokens = outcome?;
    // At once: whatever goes wrong from here on does not cost the sign-in.
    keep::tokens(&store, &tokens, console).await?;
    let place = sites::choose(defaults, &server, http, &tokens, console).await?;
    if let Some(id) = &place.cloud_id {
        keep::site(&store, id, console).await?;
    }
    try_it(&place, &tokens, console).await;
    Ok(report::settings(defaults, &client, &place))
}

fn introduction(defaults: &Defaults) -> String {
    let (what, how) = match &defaults.provider {
        Provider::Cloud(_) => (
            "Jira and Confluence on Cloud",
            "an \"OAuth 2.0 integration\" in the developer console of Atlassian (developer.atlassian.com/console/myapps) with the callback URL below",
        ),
        Provider::DataCenter(_) => (
            "a product on Data Center",
            "an incoming application link (Administration, Application links, External application) with the redirect URL below",
        ),
        Provider::Bitbucket(_) => (
            "Bitbucket Cloud",
            "an OAuth consumer in the settings of your workspace, with the callback URL below",
        ),
    };
    format!(
        "Signing in to {what} by OAuth 2.0. You need {how}; docs/oauth.md says how to make it.\n"
    )
}

/// The client, by what is set and what is answered.
async fn ask(defaults: &Defaults, console: &mut Console) -> Result<OAuth> {
    let client_id = console
        .ask("Client ID", defaults.client_id.as_deref())
        .await?;
    let client_secret = console
        .ask_secret("Client secret", defaults.client_secret.as_ref())
        .await?;
    let redirect_uri = console
        .ask("Redirect URI", Some(&defaults.redirect_uri))
        .await?;
    let usual = usual_scope(defaults);
    if defaults.scope.is_none() {
        console.say(
            "These are the scopes that the enabled tools need; the app must have each of them:",
        );
    }
    let scope = console
        .ask("Scopes", Some(defaults.scope.as_ref().unwrap_or(&usual)))
        .await?;
    Ok(OAuth {
        provider: defaults.provider.clone(),
        flow: Flow::Code,
        client_id,
        client_secret,
        redirect_uri,
        scope: Some(scope),
        folder: defaults.folder.clone(),
    })
}

/// What the tools that may be called need.
fn usual_scope(defaults: &Defaults) -> String {
    let names = |allowed: &Option<BTreeSet<String>>, name: &str| {
        let allowed = allowed.as_ref();
        allowed.is_none_or(|names| names.contains(name))
    };
    let tools = DECLARATIONS
        .iter()
        .filter(|tool| names(&defaults.enabled_tools, tool.name))
        .filter(|tool| names(&defaults.toolsets, tool.toolset))
        .filter(|tool| !(defaults.read_only && tool.writes()))
        .map(|tool| tool.name);
    let products: Vec<_> = defaults
        .products
        .iter()
        .map(|(product, _)| *product)
        .collect();
    scopes::asked_of(&defaults.provider, &products, tools, defaults.read_only)
}

/// Connections to the authorization server: as those to the product that the server will ask it for.
fn connections(defaults: &Defaults) -> Arc<Connections> {
    let first = defaults.reached.first();
    let product = first.map_or(Product::Jira, |service| service.product);
    let host = defaults.provider.host().clone();
    Connections::to(&defaults.at(product, Deployment::DataCenter, host))
}

fn send_there(address: &Url, callback: &Callback, console: &mut Console) {
    console.say(&format!(
        "\nOpen this address in a browser and consent:\n\n{address}\n"
    ));
    match callback.problem() {
        None => {
            let doubt = callback.doubt().unwrap_or_default();
            console.say(&format!(
                "Waiting for the browser to come back. {doubt}If it ends on a page that cannot be shown, paste the address of that page here."
            ));
        }
        Some(problem) => console.say(&format!(
            "{problem} The browser will end on a page that cannot be shown: paste the address of that page here."
        )),
    }
    console.browse(address);
}

/// What somebody came back with, and where to say how it ended.
enum Returned {
    Code(SecretString, Option<tokio::sync::oneshot::Sender<String>>),
    Refused(Error, Option<tokio::sync::oneshot::Sender<String>>),
}

/// Waits for the one who was sent; others who come are turned away.
async fn returned(callback: &mut Callback, state: &str, console: &mut Console) -> Result<Returned> {
    let end = tokio::time::Instant::now() + PATIENCE;
    let mut listens = true;
    loop {
        let arrival = tokio::select! {
            arrival = callback.next() => arrival,
            line = console.line(), if listens => match line.as_deref().map(Arrival::pasted) {
                Some(Some(arrival)) => arrival,
                Some(None) => {
                    console.say("That is no address with a code in it; paste all of it.");
                    continue;
                }
                // Nobody can paste, but a browser may still come.
                None => {
                    listens = false;
                    continue;
                }
            },
            () = tokio::time::sleep_until(end) => return Err(Error::Cancelled),
        };
        if !arrival.has(state) {
            console.say("Somebody came back from another sign-in than this one; still waiting.");
            arrival.turn_away(page::of_stranger());
            continue;
        }
        return Ok(arrival.into());
    }
}

impl From<Arrival> for Returned {
    fn from(arrival: Arrival) -> Self {
        match arrival.code() {
            Some(code) => Self::Code(code, arrival.reply),
            None => Self::Refused(arrival.refusal(), arrival.reply),
        }
    }
}

/// Without a refresh token all would be over in an hour.
fn lasting(tokens: Tokens) -> Result<Tokens> {
    match tokens.refresh {
        Some(_) => Ok(tokens),
        None => Err(Error::Config(
            "The authorization server gave no refresh token, so that the sign-in would end in an hour: ask for the scope offline_access, too.".to_owned(),
        )),
    }
}

/// Says who somebody is on each product, or what is wrong there. Tokens that work for one are worth keeping, so that this is no error.
async fn try_it(place: &Place, tokens: &Tokens, console: &mut Console) {
    for service in &place.services {
        let token = SecretString::from(tokens.access.expose_secret());
        let signed_in = service.signed_in(Credentials::Bearer(token));
        let line = match super::check::who(&signed_in).await {
            Ok(name) => format!("{}: signed in as {name}.", service.product),
            Err(error) => format!("{}: {error}", service.product),
        };
        console.say(&line);
    }
}
