//! One product's set-up: where it is, who we are there, and how patient we are.

use std::time::Duration;

use url::Url;

use super::address::{self, Address};
use super::filter;
use super::login::{Credentials, Login, choose};
use super::network::{self, Network};
use super::oauth::{self, Found, Hosts};
use super::reader::Reader;
use super::settings::Setting;
use super::settings::table::{
    BITBUCKET_WORKSPACE, CONNECT_TIMEOUT, DEPLOYMENT, FILTER, OAUTH_CLOUD_ID, SSL_VERIFY, TIMEOUT,
    URL,
};
use crate::product::{Deployment, Product};

/// What is needed to speak to one product. `Debug` shows no secret.
#[derive(Clone, Debug)]
pub struct Service {
    /// Which product this is.
    pub product: Product,
    /// Which REST API it speaks.
    pub deployment: Deployment,
    /// Where REST calls start; see [`Service::base_url`].
    pub base: Url,
    /// Who we are there; none where each caller signs in himself.
    pub credentials: Option<Credentials>,
    /// `ATLASSIAN_OAUTH_CLOUD_ID`: the id of the site that OAuth tokens are for.
    pub cloud_id: Option<String>,
    /// For a site of Jira or Confluence at Atlassian: where its people sign in, and the gateway in front of it.
    pub hosts: Option<Hosts>,
    /// `…_SSL_VERIFY`: whether the server's certificate is checked.
    pub ssl_verify: bool,
    /// The project keys (Jira, Bitbucket Data Center), `workspace/PROJECT` (Bitbucket Cloud) or space keys (Confluence) this
    /// server is limited to; empty is no limit.
    pub filter: Vec<String>,
    /// Bitbucket Cloud's default workspace.
    pub workspace: Option<String>,
    /// How long establishing a connection may take.
    pub connect_timeout: Duration,
    /// How long one request may take, from connecting to the end of the body.
    pub timeout: Duration,
    /// By which proxy, trusting whom, with which headers, how fast.
    pub network: Network,
}

impl Service {
    /// A product at an address, with nothing else set.
    pub fn plain(product: Product, deployment: Deployment, base: Url) -> Self {
        Self {
            product,
            deployment,
            base,
            credentials: None,
            cloud_id: None,
            hosts: None,
            network: Network::default(),
            ssl_verify: true,
            filter: Vec::new(),
            workspace: None,
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(75),
        }
    }

    /// The base as text without a slash at its end: what generated clients put before their paths. Confluence Cloud's
    /// ends in `/wiki`; Bitbucket Cloud's is what `/2.0` comes after; Data Center's keeps a context path (`/jira`).
    pub fn base_url(&self) -> &str {
        self.base.as_str().trim_end_matches('/')
    }

    /// It, reached as is set for its product: how patiently, by which proxy, trusting whom.
    pub(super) fn reached(mut self, reader: &mut Reader) -> Self {
        let product = self.product;
        self.ssl_verify = reader.flag(SSL_VERIFY.of(product));
        self.timeout = reader.seconds(TIMEOUT.of(product));
        self.connect_timeout = reader.seconds(CONNECT_TIMEOUT.of(product));
        self.network = network::read(product, reader);
        self
    }

    /// It, for somebody else.
    #[must_use]
    pub fn signed_in(&self, credentials: Credentials) -> Self {
        Self {
            credentials: Some(credentials),
            ..self.clone()
        }
    }

    /// Whether OAuth tokens do not work at its own address: Atlassian's sites take them at the gateway alone.
    pub const fn needs_gateway(&self) -> bool {
        self.hosts.is_some()
    }

    /// Whether it has no other address than the gateway's, for whichever site a caller names.
    pub fn is_behind_gateway(&self) -> bool {
        let hosts = self.hosts.as_ref();
        hosts.is_some_and(|hosts| hosts.gateway.origin() == self.base.origin())
    }

    /// The id of the site that its address is for, if that is the gateway's (`https://api.atlassian.com/ex/jira/{id}`).
    pub fn site_at_gateway(&self) -> Option<&str> {
        let mut path = self.base.path_segments()?;
        (path.next() == Some("ex")).then(|| path.nth(1))?
    }

    /// Where the gateway has it, for the site of that id (a UUID).
    pub fn at_gateway(&self, cloud_id: &str) -> Option<Url> {
        self.hosts.as_ref()?.at(self.product, cloud_id)
    }

    /// It, called at Atlassian's gateway for the site of that id (a UUID), wherever people see that.
    #[must_use]
    pub fn behind_gateway(mut self, cloud_id: &str) -> Self {
        if let Some(base) = self.at_gateway(cloud_id) {
            self.base = base;
            self.hosts = None;
        }
        self
    }

    /// Whether an address is its own, in whatever form people give it.
    pub fn is_at(&self, url: &Url) -> bool {
        let address = address::read(self.product, url.as_str(), Some(self.deployment));
        address.is_ok_and(|address| address.base == self.base)
    }

    /// Whether it runs on this machine (`localhost`, `127.0.0.1`, `::1`), where no proxy leads.
    pub fn is_local(&self) -> bool {
        address::is_loopback(&self.base)
    }
}

/// Reads the variables of one product. Problems go to the reader; `None` without a problem is a product not set up.
pub(super) fn read(product: Product, needs_login: bool, reader: &mut Reader) -> Option<Service> {
    let forced = forced_deployment(DEPLOYMENT.of(product), reader);
    let login = Login::read(product, reader);
    let ssl_verify = reader.flag(SSL_VERIFY.of(product));
    let timeout = reader.seconds(TIMEOUT.of(product));
    let connect_timeout = reader.seconds(CONNECT_TIMEOUT.of(product));
    let workspace = if product == Product::Bitbucket {
        reader.text(&BITBUCKET_WORKSPACE)
    } else {
        None
    };

    let cloud_id = reader.text(&OAUTH_CLOUD_ID);
    let (address, hosts) = match minimal(product, cloud_id.as_deref(), reader) {
        Some(minimal) => minimal,
        None => read_address(product, forced, &login, reader)?,
    };
    // Not before it is known that there is something to restrict.
    let entries = reader.list(FILTER.of(product)).unwrap_or_default();
    if product != Product::Bitbucket && address.deployment == Deployment::Cloud {
        oauth::check_cloud_id(reader);
    }
    let oauth = oauth::read(product, address.deployment, &address.base, reader);
    let is_given = login.is_given() || !matches!(oauth, Found::Nothing);
    let credentials = match is_given || needs_login {
        true => Some(choose(product, address.deployment, login, oauth, reader)?),
        false => None,
    };
    warn_of_risks(product, &address.base, ssl_verify, reader);
    let network = network::read(product, reader);
    let workspace = workspace.or(address.workspace);
    let filter = match product {
        Product::Bitbucket => {
            filter::of_bitbucket(entries, address.deployment, workspace.as_deref(), reader)
        }
        Product::Jira | Product::Confluence => entries,
    };
    Some(Service {
        product,
        deployment: address.deployment,
        base: address.base,
        credentials,
        cloud_id,
        hosts,
        ssl_verify,
        filter,
        workspace,
        connect_timeout,
        timeout,
        network,
    })
}

/// With `ATLASSIAN_OAUTH_ENABLE` and no address at all, Jira and Confluence are where the gateway has them, for whichever site a
/// caller names.
fn minimal(
    product: Product,
    cloud_id: Option<&str>,
    reader: &mut Reader,
) -> Option<(Address, Option<Hosts>)> {
    if !oauth::is_minimal(product, reader) {
        return None;
    }
    let hosts = Hosts::atlassian()?;
    let base = cloud_id.and_then(|cloud_id| hosts.at(product, cloud_id));
    let address = Address {
        deployment: Deployment::Cloud,
        base: base.unwrap_or_else(|| hosts.gateway.clone()),
        workspace: None,
    };
    Some((address, Some(hosts)))
}

/// Tells of settings with which others on the way can read along.
fn warn_of_risks(product: Product, base: &Url, ssl_verify: bool, reader: &mut Reader) {
    let prefix = product.env_prefix();
    if base.scheme() == "http" && !address::is_loopback(base) {
        reader.warn(format!("{prefix}_URL begins with http://, so that whoever is on the way can read the credentials; use https://"));
    }
    if !ssl_verify {
        reader.warn(format!("{prefix}_SSL_VERIFY=false: nothing tells {product} from somebody in between, who could read the credentials"));
    }
}

pub(super) fn forced_deployment(
    setting: &'static Setting,
    reader: &mut Reader,
) -> Option<Deployment> {
    match reader.choice(setting)? {
        "cloud" => Some(Deployment::Cloud),
        _ => Some(Deployment::DataCenter),
    }
}

fn read_address(
    product: Product,
    forced: Option<Deployment>,
    login: &Login,
    reader: &mut Reader,
) -> Option<(Address, Option<Hosts>)> {
    let setting = URL.of(product);
    let (name, example) = (setting.name, setting.example);
    let Some(text) = reader.text(setting) else {
        if login.is_given() || oauth::is_given(product, reader) {
            let line = format!(
                "{name} is missing, though {product} has credentials; e.g. {name}={example}"
            );
            reader.missing(product, line);
        }
        return None;
    };
    let address = address::read(product, &text, forced)
        .map_err(|problem| reader.problem(format!("{name} {problem}, e.g. {name}={example}")))
        .ok()?;
    let hosts = match address.deployment {
        Deployment::Cloud => address::hosts(product, &address.base),
        Deployment::DataCenter => None,
    };
    Some((address, hosts))
}
