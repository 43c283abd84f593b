//! `--demo`: the same program, pointed at a made-up company on a loopback port.

use ::demo::Demo;
use clap::ValueEnum;

use crate::config::Sources;
use crate::error::{Error, Result};
use crate::product::Product;

/// Which products the demo has.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Flavour {
    /// As Atlassian hosts them
    Cloud,
    /// As their owners host them
    #[value(name = "datacenter")]
    DataCenter,
}

/// The flag that asks for it.
pub(super) fn flag(flavour: Flavour) -> String {
    match flavour {
        Flavour::Cloud => "--demo".to_owned(),
        Flavour::DataCenter => "--demo=datacenter".to_owned(),
    }
}

/// Starts the demo, which runs until it is dropped.
pub(super) async fn start(flavour: Flavour) -> Result<Demo> {
    let flavour = match flavour {
        Flavour::Cloud => ::demo::Flavour::Cloud,
        Flavour::DataCenter => ::demo::Flavour::DataCenter,
    };
    let started = ::demo::start(::demo::Options {
        flavour,
        ..Default::default()
    })
    .await;
    started.map_err(|error| Error::Internal(format!("the demo does not start: {error}")))
}

/// The settings that lead to the demo. What the environment says of products, and what files say, is left out.
pub(super) fn settings<'a>(flavour: Flavour, demo: &Demo, typed: Sources<'a>) -> Sources<'a> {
    let deployment = flavour
        .to_possible_value()
        .map_or_else(String::new, |value| value.get_name().to_owned());
    let (mut flags, mut environment) = (typed.flags, typed.environment);
    flags.retain(|variable, _| !is_about_a_product(variable));
    environment.retain(|variable, _| !is_about_a_product(variable));
    flags.extend([
        ("JIRA_URL", demo.jira_url()),
        ("JIRA_DEPLOYMENT", deployment.clone()),
        ("JIRA_USERNAME", USER.to_owned()),
        ("JIRA_API_TOKEN", TOKEN.to_owned()),
        ("CONFLUENCE_URL", demo.confluence_url()),
        ("CONFLUENCE_DEPLOYMENT", deployment.clone()),
        ("CONFLUENCE_USERNAME", USER.to_owned()),
        ("CONFLUENCE_API_TOKEN", TOKEN.to_owned()),
        ("BITBUCKET_URL", demo.bitbucket_url()),
        ("BITBUCKET_DEPLOYMENT", deployment),
        ("BITBUCKET_USERNAME", USER.to_owned()),
        ("BITBUCKET_API_TOKEN", TOKEN.to_owned()),
        ("BITBUCKET_WORKSPACE", WORKSPACE.to_owned()),
        // It is nobody's but the caller's, and bears everything.
        ("JIRA_RATE_LIMIT_REQUESTS_PER_SECOND", "0".to_owned()),
        ("CONFLUENCE_RATE_LIMIT_REQUESTS_PER_SECOND", "0".to_owned()),
        ("BITBUCKET_RATE_LIMIT_REQUESTS_PER_SECOND", "0".to_owned()),
    ]);
    Sources {
        flags,
        environment,
        env_file: None,
        directory: None,
    }
}

/// The only workspace of the demo's Bitbucket Cloud.
const WORKSPACE: &str = "harbour";

/// The demo lets everybody in.
const USER: &str = "demo";
const TOKEN: &str = "demo";

/// Where a product is and who signs in there, and how. A filter holds for the demo as for any other.
pub(super) fn is_about_a_product(variable: &str) -> bool {
    let of_a_product = Product::ALL
        .iter()
        .any(|product| variable.starts_with(product.env_prefix()));
    let signs_in = variable.starts_with("ATLASSIAN_OAUTH_");
    (of_a_product || signs_in) && !variable.ends_with("_FILTER")
}
