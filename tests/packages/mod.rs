//! What packages, registries and clients are told of this program. It is derived from `Cargo.toml`, from `packaging/packages.json` and from
//! the table of settings, so that none of them can say something else.

mod bundle;
mod claude_code;
mod files;
mod registry;
mod vscode;

use std::fs;
use std::path::Path;

use atlassian_mcp::config::settings::table::{
    API_TOKEN, MCP_FILES_ROOT, PERSONAL_TOKEN, READ_ONLY_MODE, URL, USERNAME,
};
use atlassian_mcp::config::settings::{Each, Kind, Setting};
use atlassian_mcp::product::Product;
use serde_json::{Map, Value, json};

const NAME: &str = "mcp-atlassian";
const VERSION: &str = env!("CARGO_PKG_VERSION");
const DESCRIPTION: &str = env!("CARGO_PKG_DESCRIPTION");
const AUTHORS: &str = env!("CARGO_PKG_AUTHORS");
const LICENSE: &str = env!("CARGO_PKG_LICENSE");
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// The names that packages have where the program's own is somebody else's.
fn packages() -> Value {
    serde_json::from_str(&read("packaging/packages.json")).unwrap()
}

fn npm() -> String {
    packages()["npm"].as_str().unwrap().to_owned()
}

/// `OWNER/NAME` of the repository.
fn place() -> &'static str {
    REPOSITORY.strip_prefix("https://github.com/").unwrap()
}

/// How the program is started by npm.
fn by_npm() -> Map<String, Value> {
    let started = json!({ "command": "npx", "args": ["-y", format!("{}@{VERSION}", npm())] });
    started.as_object().unwrap().clone()
}

/// A setting that people are asked for when they install, and what it is called there.
struct Asked {
    setting: &'static Setting,
    title: String,
}

/// Accounts, and what says how much may be done. A filter is not among them: left empty, it would be one that names nothing.
fn asked() -> Vec<Asked> {
    let parts: [(&'static Each, &str); 4] = [
        (&URL, "address"),
        (&USERNAME, "user"),
        (&API_TOKEN, "API token"),
        (&PERSONAL_TOKEN, "personal access token"),
    ];
    let of = |product: Product| {
        parts.map(|(each, what)| Asked {
            setting: each.of(product),
            title: format!("{product}: {what}"),
        })
    };
    let others = [
        (&READ_ONLY_MODE, "Read only"),
        (&MCP_FILES_ROOT, "Folder for attachments"),
    ];
    let others = others.map(|(setting, title)| Asked {
        setting,
        title: title.to_owned(),
    });
    Product::ALL
        .into_iter()
        .flat_map(of)
        .chain(others)
        .collect()
}

impl Asked {
    fn key(&self) -> String {
        self.setting.name.to_lowercase()
    }

    /// As Claude's clients declare it: the manifests of bundles and of plugins agree in this.
    fn option(&self) -> Value {
        let Setting {
            kind,
            help,
            secret,
            default,
            ..
        } = *self.setting;
        let kind = match kind {
            Kind::Switch => "boolean",
            Kind::Folder => "directory",
            _ => "string",
        };
        let mut option =
            json!({ "type": kind, "title": self.title, "description": help, "required": false });
        if secret {
            option["sensitive"] = true.into();
        }
        if kind == "boolean" {
            option["default"] = (default == "true").into();
        }
        option
    }
}

/// All options, by their keys.
fn options() -> Map<String, Value> {
    asked()
        .iter()
        .map(|asked| (asked.key(), asked.option()))
        .collect()
}

/// The environment that hands the options on. What nobody filled in arrives as a placeholder or empty, and counts as not set.
fn environment() -> Map<String, Value> {
    let handed_on = |asked: &Asked| {
        let value = format!("${{user_config.{}}}", asked.key());
        (asked.setting.name.to_owned(), value.into())
    };
    asked().iter().map(handed_on).collect()
}
