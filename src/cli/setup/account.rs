//! Which products there are, and who signs in to each.

use std::collections::{BTreeMap, BTreeSet};

use super::ask::{self, Terminal};
use crate::config::{Config, Service, Sources};
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};

/// Settings by the names of their variables.
pub(super) type Variables = BTreeMap<String, String>;

/// What of a product makes its account.
const PARTS: [&str; 5] = [
    "URL",
    "DEPLOYMENT",
    "USERNAME",
    "API_TOKEN",
    "PERSONAL_TOKEN",
];

const WORKSPACE: &str = "BITBUCKET_WORKSPACE";

/// The names of all settings that make an account.
pub(super) fn names() -> BTreeSet<String> {
    let of = |product: Product| PARTS.map(|part| named(product, part));
    let names = Product::ALL.into_iter().flat_map(of);
    names.chain([WORKSPACE.to_owned()]).collect()
}

fn named(product: Product, part: &str) -> String {
    format!("{}_{part}", product.env_prefix())
}

/// The names that need not stand elsewhere when these values are in force: theirs, and those of the accounts that they replace.
pub(super) fn replaced(values: &Variables) -> BTreeSet<String> {
    let mut replaced: BTreeSet<_> = values.keys().cloned().collect();
    for product in Product::ALL {
        if values.contains_key(&named(product, "URL")) {
            let prefix = format!("{}_", product.env_prefix());
            let names = names().into_iter();
            replaced.extend(names.filter(|name| name.starts_with(&prefix)));
        }
    }
    replaced
}

/// What is known of the accounts, by sources of which each is stronger than the one before. What a source says of a product that it
/// knows at another address is left out: no secret goes where it was not given for.
pub(super) fn known(sources: [&Variables; 3]) -> Variables {
    let names = names();
    let is_said = |name: &String, value: &String| {
        names.contains(name) && !value.trim().is_empty() && !value.contains("${")
    };
    let mut sources = sources.map(|source| {
        let mut said = source.clone();
        said.retain(|name, value| is_said(name, value));
        said
    });
    for product in Product::ALL {
        let mut strongest_first = sources.iter().rev();
        let url = strongest_first.find_map(|source| source.get(&named(product, "URL")).cloned());
        for source in &mut sources {
            if url
                .as_ref()
                .is_some_and(|url| is_known_elsewhere(source, product, url))
            {
                forget(source, product);
            }
        }
    }
    sources.into_iter().flatten().collect()
}

/// Whether what is known of a product belongs to another address than this one.
fn is_known_elsewhere(known: &Variables, product: Product, url: &str) -> bool {
    let there = known.get(&named(product, "URL"));
    there.is_some_and(|there| there.trim_end_matches('/') != url.trim_end_matches('/'))
}

fn forget(known: &mut Variables, product: Product) {
    let prefix = format!("{}_", product.env_prefix());
    known.retain(|name, _| !name.starts_with(&prefix));
}

/// Asks for the account on each product; what is known already is proposed, or taken where nothing is asked.
///
/// # Errors
/// If the answers end, or for no product at all.
pub(super) fn ask(known: Variables, terminal: &Terminal) -> Result<Variables> {
    let mut asking = Asking {
        known,
        terminal,
        answers: Variables::new(),
        on_cloud: None,
    };
    if terminal.asks() {
        terminal.say("Which products do you have? An empty answer takes what stands in brackets, - means none.");
    }
    for product in Product::ALL {
        asking.product(product)?;
    }
    let answers = asking.answers;
    if !Product::ALL
        .iter()
        .any(|product| answers.contains_key(&named(*product, "URL")))
    {
        return Err(Error::Config(
            "No product was named, so there is nothing to set up. Give an address (--jira-url, --confluence-url, --bitbucket-url), or use --demo to try everything without an account.".to_owned(),
        ));
    }
    Ok(answers)
}

struct Asking<'a> {
    known: Variables,
    terminal: &'a Terminal,
    answers: Variables,
    /// A product on Cloud whose e-mail address and API token were given: they are good for all of them.
    on_cloud: Option<Product>,
}

impl Asking<'_> {
    fn product(&mut self, product: Product) -> Result<()> {
        if !self.terminal.asks() {
            self.take_known(product);
            return Ok(());
        }
        let Some(service) = self.address(product)? else {
            return Ok(());
        };
        match (service.deployment, product) {
            (Deployment::DataCenter, _) => self.data_center(product),
            (Deployment::Cloud, Product::Bitbucket) => self.bitbucket_cloud(&service),
            (Deployment::Cloud, _) => self.with_api_token(product),
        }
    }

    fn take_known(&mut self, product: Product) {
        if self.known.contains_key(&named(product, "URL")) {
            let prefix = format!("{}_", product.env_prefix());
            let known = self
                .known
                .iter()
                .filter(|(name, _)| name.starts_with(&prefix));
            self.answers
                .extend(known.map(|(name, value)| (name.clone(), value.clone())));
        }
    }

    /// Where a product is; asked again until it is an address.
    fn address(&mut self, product: Product) -> Result<Option<Service>> {
        let example = match product {
            Product::Jira => "https://your-company.atlassian.net",
            Product::Confluence => "https://your-company.atlassian.net/wiki",
            Product::Bitbucket => "https://bitbucket.org/your-workspace",
        };
        loop {
            let proposed = self.proposed_address(product);
            let question = format!("Address of {product}, e.g. {example}");
            let Some(url) = self.terminal.line(&question, proposed.as_deref())? else {
                return Ok(None);
            };
            if is_known_elsewhere(&self.known, product, &url) {
                forget(&mut self.known, product);
            }
            let deployment = named(product, "DEPLOYMENT");
            let forced = self.known.get_key_value(&deployment);
            match place(product, &url, forced.map(|(_, forced)| forced)) {
                Ok(Some(service)) => {
                    let forced = forced.map(|(name, forced)| (name.clone(), forced.clone()));
                    self.answers.extend(forced);
                    self.answers.insert(named(product, "URL"), url);
                    let (deployment, base) = (service.deployment, service.base_url());
                    self.terminal
                        .say(&format!("  {product} {deployment} at {base}"));
                    return Ok(Some(service));
                }
                Ok(None) => {}
                Err(error) => self.terminal.say(&error.brief()),
            }
        }
    }

    /// Jira Cloud's site has Confluence, too.
    fn proposed_address(&self, product: Product) -> Option<String> {
        let known = self.known.get(&named(product, "URL")).cloned();
        let beside = || {
            let jira = self.answers.get("JIRA_URL")?;
            let host = jira.strip_prefix("https://")?.split('/').next()?;
            host.ends_with(".atlassian.net")
                .then(|| format!("https://{host}/wiki"))
        };
        known.or_else(|| beside().filter(|_| product == Product::Confluence))
    }

    /// E-mail address and API token, by default those of another product on Cloud.
    fn with_api_token(&mut self, product: Product) -> Result<()> {
        let username = self.proposed(product, "USERNAME");
        let username = self
            .terminal
            .line("  E-mail address", username.as_deref())?;
        self.put(product, "USERNAME", username);
        let token = self.proposed(product, "API_TOKEN");
        let question = "  API token (made at id.atlassian.com, Security)";
        let token = self.secret(question, token)?;
        self.put(product, "API_TOKEN", token);
        self.on_cloud = Some(product);
        Ok(())
    }

    fn bitbucket_cloud(&mut self, service: &Service) -> Result<()> {
        let product = Product::Bitbucket;
        if service.workspace.is_none() {
            let workspace = self.known.get(WORKSPACE).map(String::as_str);
            let workspace = self.terminal.line("  Workspace", workspace)?;
            self.answers
                .extend(workspace.map(|workspace| (WORKSPACE.to_owned(), workspace)));
        }
        let question = "  Access token of a repository, project or workspace (empty: e-mail address and API token)";
        let token = self.secret(
            question,
            self.known.get("BITBUCKET_PERSONAL_TOKEN").cloned(),
        )?;
        match token {
            Some(token) => self.put(product, "PERSONAL_TOKEN", Some(token)),
            None => self.with_api_token(product)?,
        }
        Ok(())
    }

    fn data_center(&mut self, product: Product) -> Result<()> {
        let known = self.known.get(&named(product, "PERSONAL_TOKEN")).cloned();
        let question = "  Personal access token (empty: user name and password)";
        if let Some(token) = self.secret(question, known)? {
            self.put(product, "PERSONAL_TOKEN", Some(token));
            return Ok(());
        }
        let username = self.known.get(&named(product, "USERNAME"));
        let username = username.map(String::as_str);
        let username = self.terminal.line("  User name", username)?;
        self.put(product, "USERNAME", username);
        let password = self.known.get(&named(product, "API_TOKEN")).cloned();
        let password = self.secret("  Password", password)?;
        self.put(product, "API_TOKEN", password);
        Ok(())
    }

    /// What is known of this product, else what was given for another one on Cloud.
    fn proposed(&self, product: Product, part: &str) -> Option<String> {
        let known = self.known.get(&named(product, part));
        let given = || self.answers.get(&named(self.on_cloud?, part));
        known.or_else(given).cloned()
    }

    /// A secret; nothing typed is the one there is, which is never shown.
    fn secret(&self, question: &str, there: Option<String>) -> Result<Option<String>> {
        let asked = match there {
            Some(_) => format!("{question}, not shown (empty: the one already given, -: none)"),
            None => format!("{question}, not shown"),
        };
        Ok(match self.terminal.secret(&asked)? {
            Some(typed) if typed == ask::NONE => None,
            typed => typed.or(there),
        })
    }

    fn put(&mut self, product: Product, part: &str, value: Option<String>) {
        self.answers
            .extend(value.map(|value| (named(product, part), value)));
    }
}

/// The product at that address, as the server would understand it.
fn place(product: Product, url: &str, deployment: Option<&String>) -> Result<Option<Service>> {
    let mut environment = Variables::new();
    // Over HTTP a product needs no account.
    environment.insert("TRANSPORT".to_owned(), "streamable-http".to_owned());
    environment.insert(named(product, "URL"), url.to_owned());
    environment
        .extend(deployment.map(|deployment| (named(product, "DEPLOYMENT"), deployment.clone())));
    let config = Config::load(&Sources {
        flags: BTreeMap::new(),
        environment,
        env_file: None,
        directory: None,
    })?;
    Ok(config.service(product).cloned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_stays_with_the_address_that_it_was_given_for() {
        let of = |pairs: &[(&str, &str)]| -> Variables {
            let pairs = pairs.iter();
            pairs
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect()
        };
        let kept = of(&[
            ("JIRA_URL", "https://a.example.com"),
            ("JIRA_PERSONAL_TOKEN", "old"),
            ("READ_ONLY_MODE", "true"),
        ]);
        let environment = of(&[("JIRA_API_TOKEN", "${TOKEN}"), ("JIRA_USERNAME", " ")]);
        let same = of(&[("JIRA_URL", "https://a.example.com/")]);
        let known = known([&kept, &environment, &same]);
        assert_eq!(known.get("JIRA_PERSONAL_TOKEN").unwrap(), "old");
        assert_eq!(known.len(), 2, "{:?}", known.keys());
        let other = of(&[("JIRA_URL", "https://b.example.com")]);
        assert_eq!(super::known([&kept, &environment, &other]), other);
        let token = of(&[("JIRA_PERSONAL_TOKEN", "new")]);
        // One that is given without an address stays when another source changes that.
        let known = super::known([&kept, &token, &other]);
        assert_eq!(known.get("JIRA_PERSONAL_TOKEN").unwrap(), "new");
        assert_eq!(known.get("JIRA_URL").unwrap(), "https://b.example.com");
        // Those without an address are for the one that is given beside.
        assert_eq!(super::known([&kept, &other, &token]).len(), 2);
        assert_eq!(super::known([&of(&[]), &token, &other]).len(), 2);
    }
}
