//! Credentials: what is set of them, and which of it signs in.

use secrecy::SecretString;

use super::oauth::{self, Found, OAuth};
use super::reader::Reader;
use super::settings::Setting;
use super::settings::table::{API_TOKEN, PERSONAL_TOKEN, USERNAME};
use super::sign_in;
use crate::product::{Deployment, Product};

/// How requests are signed in.
#[derive(Clone, Debug)]
pub enum Credentials {
    /// HTTP Basic: e-mail and API token on Cloud, user name and password on Data Center.
    Basic {
        /// The e-mail address or user name.
        username: String,
        /// The API token or password.
        token: SecretString,
    },
    /// `Authorization: Bearer`: a personal access token (Data Center), an access token (Bitbucket Cloud), or an OAuth 2.0 token that
    /// somebody else renews.
    Bearer(SecretString),
    /// OAuth 2.0 tokens that this server renews.
    OAuth(Box<OAuth>),
}

/// Which of the credentials that are set sign in. On Cloud OAuth comes first, on Data Center last: its variables are often meant for
/// Cloud, and must not take a token's place that works, unless it is for people who sign in. What is not used, or not enough, is told.
pub(super) fn choose(
    product: Product,
    deployment: Deployment,
    login: Login,
    oauth: Found,
    reader: &mut Reader,
) -> Option<Credentials> {
    let prefix = product.env_prefix();
    match oauth {
        Found::Complete(credentials)
            if !login.is_given() || deployment == Deployment::Cloud || sign_in::is_on(reader) =>
        {
            if login.is_given() {
                reader.warn(format!("{prefix}_API_TOKEN and {prefix}_PERSONAL_TOKEN are not used: {product} is signed in to by OAuth"));
            }
            Some(credentials)
        }
        Found::Complete(_) => {
            reader.warn(format!("OAuth is not used for {product}: {prefix}_PERSONAL_TOKEN or {prefix}_API_TOKEN signs in"));
            login.choose(product, deployment, reader)
        }
        Found::Incomplete(line) if !login.is_given() => {
            reader.missing(product, line);
            None
        }
        Found::Incomplete(line) => {
            reader.warn(line);
            login.choose(product, deployment, reader)
        }
        Found::Nothing if !login.is_given() && oauth::is_minimal(product, reader) => {
            reader.missing(product, MINIMAL_IS_FOR_HTTP.to_owned());
            None
        }
        Found::Nothing => login.choose(product, deployment, reader),
    }
}

const MINIMAL_IS_FOR_HTTP: &str = "ATLASSIAN_OAUTH_ENABLE lets callers over HTTP (TRANSPORT=streamable-http) bring their own tokens; over stdio there is one caller, so set ATLASSIAN_OAUTH_ACCESS_TOKEN and ATLASSIAN_OAUTH_CLOUD_ID, too";

/// A token that goes into a header as it is, so that it must hold nothing that a header cannot.
pub(super) fn bearer_token(setting: &'static Setting, reader: &mut Reader) -> Option<SecretString> {
    let token = reader.text(setting)?;
    let name = setting.name;
    if !token.chars().all(|character| character.is_ascii_graphic()) {
        reader.problem(format!(
            "{name} has a space, a line break or a letter in it that no token has; copy it again"
        ));
    }
    Some(token.into())
}

/// The credentials as they were set, before it is known which of them fit.
pub(super) struct Login {
    username: Option<String>,
    api_token: Option<SecretString>,
    personal_token: Option<SecretString>,
}

impl Login {
    /// Reads what is set for one product.
    pub(super) fn read(product: Product, reader: &mut Reader) -> Self {
        Self {
            username: reader.text(USERNAME.of(product)),
            api_token: reader.text(API_TOKEN.of(product)).map(SecretString::from),
            personal_token: bearer_token(PERSONAL_TOKEN.of(product), reader),
        }
    }

    /// Whether any of it could sign in.
    pub(super) const fn is_given(&self) -> bool {
        self.api_token.is_some() || self.personal_token.is_some()
    }

    /// A personal token comes first on Data Center and last on Cloud, where only Bitbucket knows such a thing.
    fn choose(
        self,
        product: Product,
        deployment: Deployment,
        reader: &mut Reader,
    ) -> Option<Credentials> {
        let prefix = product.env_prefix();
        match (
            deployment,
            self.username,
            self.api_token,
            self.personal_token,
        ) {
            (Deployment::DataCenter, _, _, Some(token)) => Some(Credentials::Bearer(token)),
            (Deployment::Cloud, Some(username), Some(token), Some(_)) => {
                reader.warn(format!("{prefix}_PERSONAL_TOKEN is not used: {prefix}_USERNAME and {prefix}_API_TOKEN sign in to Cloud"));
                Some(Credentials::Basic { username, token })
            }
            (_, Some(username), Some(token), None) => Some(Credentials::Basic { username, token }),
            (Deployment::Cloud, _, _, Some(token)) if product == Product::Bitbucket => {
                Some(Credentials::Bearer(token))
            }
            (_, username, api_token, personal_token) => {
                let has = (
                    username.is_some(),
                    api_token.is_some(),
                    personal_token.is_some(),
                );
                reader.missing(product, missing_credentials(product, deployment, has));
                None
            }
        }
    }
}

fn missing_credentials(
    product: Product,
    deployment: Deployment,
    has: (bool, bool, bool),
) -> String {
    let prefix = product.env_prefix();
    let account = if deployment == Deployment::Cloud {
        "the account's e-mail address"
    } else {
        "the user name"
    };
    match has {
        (true, false, _) => format!(
            "{prefix}_API_TOKEN is missing: {prefix}_USERNAME needs a token to sign in to {product} {deployment}"
        ),
        (false, true, _) => format!(
            "{prefix}_USERNAME is missing: set it to {account} that {prefix}_API_TOKEN belongs to"
        ),
        (_, _, true) => format!(
            "{prefix}_PERSONAL_TOKEN is for Data Center only: for {product} Cloud set {prefix}_USERNAME (an e-mail address) and {prefix}_API_TOKEN (or {prefix}_DEPLOYMENT=datacenter if this is no Cloud site)"
        ),
        _ if deployment == Deployment::DataCenter => {
            format!(
                "{prefix}_URL has no credentials: set {prefix}_PERSONAL_TOKEN (or {prefix}_USERNAME and {prefix}_API_TOKEN)"
            )
        }
        _ if product == Product::Bitbucket => format!(
            "{prefix}_URL has no credentials: set {prefix}_USERNAME (an e-mail address) and {prefix}_API_TOKEN, or {prefix}_PERSONAL_TOKEN (an access token)"
        ),
        _ => format!(
            "{prefix}_URL has no credentials: set {prefix}_USERNAME (an e-mail address) and {prefix}_API_TOKEN"
        ),
    }
}
