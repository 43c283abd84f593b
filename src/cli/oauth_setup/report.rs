//! What to set, in the form that each client takes. No secret is in it.

use serde_json::{Map, Value, json};

use super::sites::Place;
use crate::config::{Defaults, OAuth, Provider};

const SECRET: &str = "the client secret";

/// The text.
pub(super) fn settings(defaults: &Defaults, client: &OAuth, place: &Place) -> String {
    let secret = format!("{}_OAUTH_CLIENT_SECRET", defaults.prefix);
    let mut settings: Vec<(String, String)> = Vec::new();
    for (product, url) in &place.urls {
        settings.push((format!("{}_URL", product.env_prefix()), url.clone()));
    }
    if let (Provider::DataCenter(base), "ATLASSIAN") = (&defaults.provider, defaults.prefix) {
        let name = "ATLASSIAN_OAUTH_INSTANCE_URL".to_owned();
        settings.push((name, base.to_string()));
    }
    if let Some(id) = &place.cloud_id {
        settings.push(("ATLASSIAN_OAUTH_CLOUD_ID".to_owned(), id.clone()));
    }
    let own = |what: &str, value: &str| {
        (
            format!("{}_OAUTH_{what}", defaults.prefix),
            value.to_owned(),
        )
    };
    settings.push(own("CLIENT_ID", &client.client_id));
    settings.push(own("CLIENT_SECRET", SECRET));
    settings.push(own("REDIRECT_URI", &client.redirect_uri));
    settings.push(own("SCOPE", client.scope.as_deref().unwrap_or_default()));
    let lines: Vec<_> = settings
        .iter()
        .map(|(name, value)| format!("{name}='{value}'"))
        .collect();
    format!(
        "Set this, with the client secret in its place.\n\nIn a file for --env-file:\n\n{}\n\nClaude Code (.mcp.json), Claude Desktop, Cursor and most others:\n\n{:#}\n\nVS Code (.vscode/mcp.json), which asks for the secret and keeps it:\n\n{:#}\n",
        lines.join("\n"),
        most(&settings),
        vs_code(&settings, &secret)
    )
}

fn most(settings: &[(String, String)]) -> Value {
    json!({ "mcpServers": { "atlassian": { "command": "mcp-atlassian", "env": env(settings) } } })
}

fn vs_code(settings: &[(String, String)], secret: &str) -> Value {
    const INPUT: &str = "atlassian-oauth-client-secret";
    let mut env = env(settings);
    env.insert(secret.to_owned(), format!("${{input:{INPUT}}}").into());
    json!({
        "inputs": [{ "type": "promptString", "id": INPUT, "description": "OAuth client secret", "password": true }],
        "servers": { "atlassian": { "type": "stdio", "command": "mcp-atlassian", "env": env } },
    })
}

fn env(settings: &[(String, String)]) -> Map<String, Value> {
    let pairs = settings.iter();
    pairs
        .map(|(name, value)| (name.clone(), value.clone().into()))
        .collect()
}
