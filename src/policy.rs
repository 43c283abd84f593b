//! The one gate: which tools there are for a caller, and what their arguments, queries and results may touch.
//!
//! Listing and calling ask the same functions, so a tool that is not listed cannot be called.

use std::collections::BTreeSet;

use crate::config::Config;
use crate::declaration::{self, DECLARATIONS, Declaration, Surface, nearest};
use crate::error::{Error, Result};
use crate::files::Root;
use crate::likeness::short;
use crate::product::Product;
use crate::scope::{Key, Scope};

/// Leave to write, which only [`Policy::grant_write`] gives.
#[derive(Debug)]
pub struct WriteGrant(());

/// What somebody gives up of what he may do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tightening {
    /// All tools that write.
    pub read_only: bool,
    /// All toolsets but these.
    pub toolsets: Option<BTreeSet<String>>,
    /// All tools but these.
    pub tools: Option<BTreeSet<String>>,
    /// These tools.
    pub excluded: BTreeSet<String>,
}

impl Tightening {
    /// Whether a tool is among those that are kept.
    fn spares(&self, tool: &Declaration) -> bool {
        among(&self.toolsets, tool.toolset) && among(&self.tools, tool.name)
    }
}

/// Whether a name is one of those that were given, or none were.
fn among(names: &Option<BTreeSet<String>>, name: &str) -> bool {
    names.as_ref().is_none_or(|names| names.contains(name))
}

/// What the operator allows.
#[derive(Debug, Clone)]
pub struct Policy {
    read_only: bool,
    reads_alone: bool,
    enabled: Option<BTreeSet<String>>,
    toolsets: Option<BTreeSet<String>>,
    tightening: Tightening,
    configured: BTreeSet<Product>,
    surface: Surface,
    jira_projects: Filter,
    spaces: Filter,
    bitbucket_projects: Filter,
    files: Option<Root>,
}

impl Policy {
    /// The policy that the configuration states.
    pub fn new(config: &Config) -> Self {
        Self {
            read_only: config.read_only,
            reads_alone: false,
            enabled: config.enabled_tools.clone(),
            toolsets: config.toolsets.clone(),
            tightening: Tightening::default(),
            configured: Product::ALL
                .into_iter()
                .filter(|product| config.service(*product).is_some())
                .collect(),
            surface: config.surface,
            jira_projects: Filter::new(Product::Jira, "JIRA_PROJECTS_FILTER", config),
            spaces: Filter::new(Product::Confluence, "CONFLUENCE_SPACES_FILTER", config),
            bitbucket_projects: Filter::new(
                Product::Bitbucket,
                "BITBUCKET_PROJECTS_FILTER",
                config,
            ),
            files: config
                .files_root
                .clone()
                .filter(|_| !config.read_only)
                .map(Root::new),
        }
    }

    /// The policy of somebody who has these products alone.
    #[must_use]
    pub fn of_products(mut self, products: BTreeSet<Product>) -> Self {
        self.configured = products;
        self
    }

    /// The policy of somebody who may not touch this machine's files, where others could see his.
    #[must_use]
    pub fn without_files(mut self) -> Self {
        self.files = None;
        self
    }

    /// The policy of somebody who gives up a part of it.
    #[must_use]
    pub fn tightened(&self, tightening: &Tightening) -> Self {
        Self {
            read_only: self.read_only || tightening.read_only,
            tightening: tightening.clone(),
            files: self.files.clone().filter(|_| !tightening.read_only),
            ..self.clone()
        }
    }

    /// The policy of somebody who signed in for reading alone. Tools that write are listed, so that his client can ask for more when one
    /// is needed, and are not called.
    #[must_use]
    pub fn reading_alone(mut self) -> Self {
        self.reads_alone = true;
        self.files = None;
        self
    }

    /// Whether the tool exists for the caller, who signed in for less than it needs.
    pub fn withholds(&self, tool: &Declaration) -> bool {
        self.reads_alone && tool.writes() && self.allows(tool)
    }

    /// Whether the tool exists for the caller: its products are configured, and the operator has neither left it
    /// out of ENABLED_TOOLS or TOOLSETS nor ruled out writing. Where tools are found step by step, the ways to them exist whichever
    /// tools these leave.
    pub fn allows(&self, tool: &Declaration) -> bool {
        let excluded = self.tightening.excluded.contains(tool.name);
        let changes = !self.read_only || !tool.writes();
        !excluded && changes && (self.leaves(tool) || self.has_way(tool))
    }

    /// Whether it is one of the tools that are chosen.
    fn leaves(&self, tool: &Declaration) -> bool {
        let enabled = among(&self.enabled, tool.name) && among(&self.toolsets, tool.toolset);
        let configured = tool
            .needs
            .iter()
            .all(|product| self.configured.contains(product));
        tool.is_usual() && enabled && configured && self.tightening.spares(tool)
    }

    /// Whether it is a way to them; one for those that change something, only if there are some.
    fn has_way(&self, tool: &Declaration) -> bool {
        let changes = |tool: &&Declaration| tool.changes(self.allows_files()) && self.allows(tool);
        self.surface == Surface::Progressive
            && tool.is_way()
            && (!tool.writes() || DECLARATIONS.iter().any(changes))
    }

    /// Which tools are listed.
    pub const fn surface(&self) -> Surface {
        self.surface
    }

    /// Whether the caller's model is told of the tool before it asks.
    pub fn lists(&self, tool: &Declaration) -> bool {
        tool.surfaces.contains(&self.surface) && self.allows(tool)
    }

    /// The tool of that name, if it exists for the caller.
    ///
    /// # Errors
    /// [`Error::UnknownTool`], the same for a hidden tool as for one that never was.
    pub fn find(&self, name: &str) -> Result<&'static Declaration> {
        let visible = || declaration::all().filter(|tool| self.allows(tool));
        visible()
            .find(|tool| tool.name == name)
            .ok_or_else(|| Error::UnknownTool {
                name: short(name),
                suggestion: nearest(visible(), name).map(|tool| tool.name.to_owned()),
            })
    }

    /// Leave to write, or none in read-only mode.
    pub fn grant_write(&self) -> Option<WriteGrant> {
        (!self.is_read_only()).then_some(WriteGrant(()))
    }

    /// Whether nothing may be changed, which takes in what reading leaves behind: recently viewed issues, saved files.
    pub const fn is_read_only(&self) -> bool {
        self.read_only || self.reads_alone
    }

    /// Checks every key that the parameters name.
    ///
    /// # Errors
    /// As [`Policy::check_key`].
    pub fn check(&self, scope: &impl Scope) -> Result<()> {
        scope
            .keys()
            .into_iter()
            .try_for_each(|key| self.check_key(key))
    }

    /// Checks one key, from an argument or from an answer.
    ///
    /// # Errors
    /// [`Error::Refused`] names the key and the variable that keeps it out.
    pub fn check_key(&self, key: Key<'_>) -> Result<()> {
        let (jira, bitbucket) = (&self.jira_projects, &self.bitbucket_projects);
        match key {
            Key::Issue(issue) => match issue.rsplit_once('-') {
                Some((project, _)) => self.check_key(Key::JiraProject(project)),
                None => Ok(()),
            },
            Key::JiraProject(project) => jira.check(jira.admits(project), "project", project),
            Key::Space(space) => {
                let spaces = &self.spaces;
                spaces.check(spaces.admits(space), "space", space)
            }
            Key::BitbucketProject(key) => bitbucket.check(bitbucket.admits(key), "project", key),
            Key::Workspace(workspace) => {
                let is_in = |entry: &str| in_workspace(entry, workspace).is_some();
                bitbucket.check(bitbucket.has(is_in), "workspace", workspace)
            }
            Key::CloudProject { workspace, project } => {
                let place = format!("{workspace}/{project}");
                bitbucket.check(bitbucket.admits(&place), "project", &place)
            }
        }
    }

    /// Checks the key that an answer gives for an issue. Where a filter is set, an answer without a key is refused, since it
    /// cannot be told what it is about.
    ///
    /// # Errors
    /// As [`Policy::check_key`].
    pub fn check_found(&self, issue: &str) -> Result<()> {
        if self.narrows_jira() && !issue.contains('-') {
            let message = "Jira does not say which project the issue is in, so JIRA_PROJECTS_FILTER cannot be kept; use the issue key";
            return Err(Error::Refused(message.into()));
        }
        self.check_key(Key::Issue(issue))
    }

    /// Whether files may be saved and uploaded: only then are the parameters listed that name some.
    pub const fn allows_files(&self) -> bool {
        self.files.is_some()
    }

    /// The folder that files may be saved in and uploaded from; none in read-only mode.
    ///
    /// # Errors
    /// [`Error::Refused`] if the operator allows none.
    pub fn files(&self) -> Result<&Root> {
        self.files.as_ref().ok_or_else(|| {
            Error::Refused(if self.read_only {
                "this server saves no files, since it is read-only (READ_ONLY_MODE)".into()
            } else {
                "this server may not touch files of its machine; its operator can allow one folder with MCP_FILES_ROOT".into()
            })
        })
    }

    /// Whether a filter narrows any of the products.
    pub fn narrows(&self, products: &[Product]) -> bool {
        products.iter().any(|product| match product {
            Product::Jira => self.narrows_jira(),
            Product::Confluence => !self.spaces.is_open(),
            Product::Bitbucket => self.narrows_bitbucket(),
        })
    }

    /// Whether any filter narrows Jira, so that answers must be checked.
    pub fn narrows_jira(&self) -> bool {
        !self.jira_projects.is_open()
    }

    /// The Jira projects to ask for: the one asked, which was checked, else those of the filter.
    pub fn jira_projects<'a>(&'a self, asked: Option<&'a str>) -> Vec<&'a str> {
        asked.map_or_else(|| self.jira_projects.names(), |project| vec![project])
    }

    /// Whether a filter narrows Bitbucket.
    pub fn narrows_bitbucket(&self) -> bool {
        !self.bitbucket_projects.is_open()
    }

    /// The keys of the filter's projects; on Bitbucket Cloud those in the workspace.
    pub fn bitbucket_projects<'a>(&'a self, workspace: Option<&str>) -> Vec<&'a str> {
        let entries = self.bitbucket_projects.names();
        match workspace {
            Some(workspace) => entries
                .into_iter()
                .filter_map(|entry| in_workspace(entry, workspace))
                .collect(),
            None => entries,
        }
    }

    /// Narrows JQL to the allowed projects and, within them, to `asked` (comma list of project keys; may be empty).
    ///
    /// # Errors
    /// [`Error::Refused`] for an asked project outside of the filter; as [`crate::query::narrowed`].
    pub fn jql(&self, jql: &str, asked: &[String]) -> Result<String> {
        asked
            .iter()
            .try_for_each(|project| self.check_key(Key::JiraProject(project)))?;
        let projects = if asked.is_empty() {
            self.jira_projects.names()
        } else {
            asked.iter().map(String::as_str).collect()
        };
        crate::query::narrowed(jql, "project", &projects)
    }

    /// Narrows CQL to the allowed spaces and, within them, to `asked`.
    ///
    /// # Errors
    /// [`Error::Refused`] for an asked space outside of the filter; as [`crate::query::narrowed`].
    pub fn cql(&self, cql: &str, asked: &[String]) -> Result<String> {
        asked
            .iter()
            .try_for_each(|space| self.check_key(Key::Space(space)))?;
        let spaces = if asked.is_empty() {
            self.spaces.names()
        } else {
            asked.iter().map(String::as_str).collect()
        };
        crate::query::narrowed(cql, "space", &spaces)
    }
}

/// Names that are let through; an empty list lets everything through. Letter case does not matter.
#[derive(Debug, Clone)]
struct Filter {
    product: Product,
    variable: &'static str,
    names: Vec<String>,
}

impl Filter {
    fn new(product: Product, variable: &'static str, config: &Config) -> Self {
        let service = config.service(product);
        Self {
            product,
            variable,
            names: service
                .map(|service| service.filter.clone())
                .unwrap_or_default(),
        }
    }

    fn is_open(&self) -> bool {
        self.names.is_empty()
    }

    fn has(&self, is: impl Fn(&str) -> bool) -> bool {
        self.is_open() || self.names.iter().any(|allowed| is(allowed))
    }

    fn admits(&self, name: &str) -> bool {
        self.has(|allowed| same(allowed, name))
    }

    fn check(&self, admitted: bool, kind: &str, name: &str) -> Result<()> {
        if admitted {
            return Ok(());
        }
        Err(Error::Refused(format!(
            "{} {kind} {name} is outside of what this server may touch ({}); allowed: {}",
            self.product,
            self.variable,
            self.names.join(", ")
        )))
    }

    fn names(&self) -> Vec<&str> {
        self.names.iter().map(String::as_str).collect()
    }
}

fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

/// The project of an entry `workspace/PROJECT`, if it is in that workspace.
fn in_workspace<'a>(entry: &'a str, workspace: &str) -> Option<&'a str> {
    let (of, project) = entry.split_once('/')?;
    same(of, workspace).then_some(project)
}
