//! What a token must be allowed for an operation: OAuth 2.0 scopes, as Atlassian's documents state them.

use serde_json::{Map, Value, json};

use crate::node::at;
use crate::spec::{Endpoint, Spec};

/// Where a slice keeps the scopes of an operation for an OAuth 2.0 token.
const OAUTH: &str = "x-scopes";
/// Where it keeps those for an API token, if they are called otherwise there (Bitbucket Cloud).
const TOKEN: &str = "x-token-scopes";

/// The scopes of an operation, sorted.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Scopes {
    /// Of an OAuth 2.0 token.
    pub oauth: Vec<String>,
    /// Of an API token.
    pub token: Vec<String>,
}

impl Scopes {
    /// What a document of Atlassian's says. The classic scopes where there are any (the state `Current`), since the granular ones for the
    /// same are many; an app may have fifty.
    pub fn stated(operation: &Value) -> Self {
        let oauth = required(at(operation, "security"));
        let current = entries(at(operation, "x-atlassian-oauth2-scopes"))
            .find(|entry| at(entry, "state") == "Current");
        let token = current.map_or_else(|| oauth.clone(), |entry| words(at(entry, "scopes")));
        Self { oauth, token }
    }

    /// What a slice says.
    pub fn kept(operation: &Value) -> Self {
        let oauth = words(at(operation, OAUTH));
        let token = match operation.get(TOKEN) {
            Some(token) => words(token),
            None => oauth.clone(),
        };
        Self { oauth, token }
    }

    /// The scopes of an operation of a slice.
    pub fn of(spec: &Spec, endpoint: &Endpoint) -> Self {
        Self::kept(spec.node(endpoint))
    }

    /// Writes them into an operation of a slice.
    pub fn keep(&self, operation: &mut Map<String, Value>) {
        if !self.oauth.is_empty() {
            operation.insert(OAUTH.to_owned(), json!(self.oauth));
        }
        if self.token != self.oauth {
            operation.insert(TOKEN.to_owned(), json!(self.token));
        }
    }
}

/// Whether a member of a slice that begins with `x-` is one of ours.
pub fn is_kept(key: &str) -> bool {
    [OAUTH, TOKEN].contains(&key)
}

/// The scopes that a list of security requirements names; the schemes of Basic name none.
fn required(security: &Value) -> Vec<String> {
    let schemes = entries(security).filter_map(Value::as_object).flatten();
    sorted(schemes.flat_map(|(_, scopes)| words(scopes)).collect())
}

fn entries(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn words(list: &Value) -> Vec<String> {
    let words = entries(list).filter_map(Value::as_str);
    sorted(words.map(str::to_owned).collect())
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classic_scopes_come_before_granular_ones_and_come_back_from_a_slice() {
        let operation = json!({
            "security": [{"basic": []}, {"OAuth2": ["read:jira-work"]}, {}],
            "x-atlassian-oauth2-scopes": [
                {"state": "Beta", "scopes": ["read:issue:jira"]},
                {"state": "Current", "scopes": ["read:jira-work"]},
            ],
        });
        let scopes = Scopes::stated(&operation);
        assert_eq!(scopes.oauth, ["read:jira-work"]);
        assert_eq!(scopes.token, scopes.oauth);
        let mut kept = Map::new();
        scopes.keep(&mut kept);
        assert_eq!(
            Value::Object(kept.clone()),
            json!({"x-scopes": ["read:jira-work"]})
        );
        assert_eq!(Scopes::kept(&Value::Object(kept)), scopes);
    }

    #[test]
    fn an_api_token_may_call_its_scopes_otherwise() {
        let operation = json!({
            "security": [{"oauth2": ["repository"]}, {"api_key": []}],
            "x-atlassian-oauth2-scopes": [{"state": "Current", "scopes": ["read:repository:bitbucket"]}],
        });
        let mut kept = Map::new();
        Scopes::stated(&operation).keep(&mut kept);
        let expected =
            json!({"x-scopes": ["repository"], "x-token-scopes": ["read:repository:bitbucket"]});
        assert_eq!(Value::Object(kept), expected);
        assert_eq!(Scopes::stated(&json!({"security": []})), Scopes::default());
    }
}
