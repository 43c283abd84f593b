//! The clients that can be set up: where each keeps the servers of its user, and in which form. Facts are of November 2026, from
//! the clients' own documentation; files of projects are not among them, since those are shared and committed.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::{Value, json};

use crate::error::{Error, Result};

/// A client of MCP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Client {
    /// Claude Code
    ClaudeCode,
    /// Claude Desktop
    ClaudeDesktop,
    /// Cursor
    Cursor,
    /// Visual Studio Code
    Vscode,
    /// Zed
    Zed,
    /// Junie in the IDEs of JetBrains
    Jetbrains,
    /// Codex
    Codex,
    /// Gemini CLI
    Gemini,
}

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// JSON, with comments where a client has them
    Json,
    /// TOML
    Toml,
}

impl Client {
    /// As its makers call it.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::ClaudeCode => "Claude Code",
            Self::ClaudeDesktop => "Claude Desktop",
            Self::Cursor => "Cursor",
            Self::Vscode => "VS Code",
            Self::Zed => "Zed",
            Self::Jetbrains => "JetBrains (Junie)",
            Self::Codex => "Codex",
            Self::Gemini => "Gemini CLI",
        }
    }

    /// The file that holds its user's servers.
    pub(super) fn file(self, at: &Places) -> PathBuf {
        match self {
            Self::ClaudeCode => at.claude.join(".claude.json"),
            Self::ClaudeDesktop => at.settings.join("Claude/claude_desktop_config.json"),
            Self::Cursor => at.home.join(".cursor/mcp.json"),
            Self::Vscode => at.settings.join("Code/User/mcp.json"),
            Self::Zed => at.zed.join("settings.json"),
            Self::Jetbrains => at.home.join(".junie/mcp/mcp.json"),
            Self::Codex => at.codex.join("config.toml"),
            Self::Gemini => at.home.join(".gemini/settings.json"),
        }
    }

    /// Whether the client has been used here.
    pub(super) fn is_found(self, at: &Places) -> bool {
        let sign = match self {
            Self::ClaudeCode => at.claude.join(".claude"),
            Self::ClaudeDesktop => at.settings.join("Claude"),
            Self::Cursor => at.home.join(".cursor"),
            Self::Vscode => at.settings.join("Code/User"),
            Self::Zed => at.zed.clone(),
            Self::Jetbrains => at.home.join(".junie"),
            Self::Codex => at.codex.clone(),
            Self::Gemini => at.home.join(".gemini"),
        };
        sign.exists() || self.file(at).exists()
    }

    /// The form of its file.
    pub(super) const fn format(self) -> Format {
        match self {
            Self::Codex => Format::Toml,
            _ => Format::Json,
        }
    }

    /// The member of its file that holds the servers by name.
    pub(super) const fn section(self) -> &'static str {
        match self {
            Self::Vscode => "servers",
            Self::Zed => "context_servers",
            Self::Codex => "mcp_servers",
            _ => "mcpServers",
        }
    }

    /// What it is told of a server that it shall start.
    pub(super) fn entry(self, command: &str, arguments: &[String]) -> Vec<(&'static str, Value)> {
        let kind = match self {
            Self::ClaudeCode | Self::Vscode => Some(("type", json!("stdio"))),
            _ => None,
        };
        let start = [("command", json!(command)), ("args", json!(arguments))];
        kind.into_iter().chain(start).collect()
    }

    /// How it comes to know of a change.
    pub(super) const fn next(self) -> &'static str {
        match self {
            Self::ClaudeCode => "start a new session; /mcp shows the server",
            Self::ClaudeDesktop => "quit Claude Desktop and start it again",
            Self::Cursor => "Settings, MCP shows the server",
            Self::Vscode => "run \"MCP: List Servers\" and start it",
            Self::Zed => "the Agent panel's settings show the server",
            Self::Jetbrains => "Settings, Tools, Junie, MCP Settings shows the server",
            Self::Codex => "start a new session; /mcp shows the server",
            Self::Gemini => "start a new session; /mcp shows the server",
        }
    }
}

/// The systems whose folders differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum System {
    /// Linux, and whatever else is no other.
    Linux,
    /// macOS
    Mac,
    /// Windows
    Windows,
}

impl System {
    /// The one that this program was built for.
    pub(super) const fn own() -> Self {
        if cfg!(target_os = "macos") {
            Self::Mac
        } else if cfg!(windows) {
            Self::Windows
        } else {
            Self::Linux
        }
    }
}

/// The folders of one user.
#[derive(Clone, Debug)]
pub(super) struct Places {
    /// His own.
    home: PathBuf,
    /// Where programs with windows keep their settings.
    settings: PathBuf,
    /// `CLAUDE_CONFIG_DIR`, or his own.
    claude: PathBuf,
    /// `CODEX_HOME`
    codex: PathBuf,
    /// Zed's own.
    zed: PathBuf,
}

impl Places {
    /// The folders by an environment.
    ///
    /// # Errors
    /// If it does not say where the user's own folder is.
    pub(super) fn of(system: System, environment: &BTreeMap<String, String>) -> Result<Self> {
        let named = |name: &str| {
            let path = environment.get(name).map(PathBuf::from);
            path.filter(|path| !path.as_os_str().is_empty())
        };
        let own = if system == System::Windows {
            "USERPROFILE"
        } else {
            "HOME"
        };
        let home = named(own).ok_or_else(|| {
            Error::Config(format!(
                "It is not known where your files are: {own} is not set."
            ))
        })?;
        let (settings, zed) = match system {
            System::Linux => {
                let settings = named("XDG_CONFIG_HOME").unwrap_or_else(|| home.join(".config"));
                let zed = settings.join("zed");
                (settings, zed)
            }
            System::Mac => (
                home.join("Library/Application Support"),
                home.join(".config/zed"),
            ),
            System::Windows => {
                let settings = named("APPDATA").unwrap_or_else(|| home.join("AppData/Roaming"));
                let zed = settings.join("Zed");
                (settings, zed)
            }
        };
        Ok(Self {
            claude: named("CLAUDE_CONFIG_DIR").unwrap_or_else(|| home.clone()),
            codex: named("CODEX_HOME").unwrap_or_else(|| home.join(".codex")),
            home,
            settings,
            zed,
        })
    }

    /// The file that accounts are kept in, unless another one is named.
    pub(super) fn env_file(&self) -> PathBuf {
        self.home.join(".mcp-atlassian/env")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(system: System, environment: &[(&str, &str)]) -> Vec<String> {
        let pairs = environment.iter();
        let environment = pairs.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let places = Places::of(system, &environment.collect()).unwrap();
        let clients = Client::value_variants().iter();
        clients
            .map(|client| client.file(&places).to_str().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn each_system_has_folders_of_its_own() {
        assert_eq!(
            files(System::Linux, &[("HOME", "/h")]),
            [
                "/h/.claude.json",
                "/h/.config/Claude/claude_desktop_config.json",
                "/h/.cursor/mcp.json",
                "/h/.config/Code/User/mcp.json",
                "/h/.config/zed/settings.json",
                "/h/.junie/mcp/mcp.json",
                "/h/.codex/config.toml",
                "/h/.gemini/settings.json",
            ]
        );
        let mac = files(System::Mac, &[("HOME", "/h"), ("CODEX_HOME", "/c")]);
        assert_eq!(
            mac[1],
            "/h/Library/Application Support/Claude/claude_desktop_config.json"
        );
        assert_eq!(
            (&*mac[4], &*mac[6]),
            ("/h/.config/zed/settings.json", "/c/config.toml")
        );
        let windows = files(System::Windows, &[("USERPROFILE", "/h"), ("APPDATA", "/a")]);
        assert_eq!(
            (&*windows[3], &*windows[4]),
            ("/a/Code/User/mcp.json", "/a/Zed/settings.json")
        );
        assert!(Places::of(System::Linux, &BTreeMap::new()).is_err());
    }

    #[test]
    fn every_client_has_a_row_in_the_documents() {
        let documents = include_str!("../../../docs/clients.md");
        for client in Client::value_variants() {
            let name = client.to_possible_value().unwrap().get_name().to_owned();
            let row = format!("| {} | `{name}` | ", client.title());
            assert!(documents.contains(&row), "{row}");
        }
    }
}
