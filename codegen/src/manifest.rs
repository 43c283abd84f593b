//! What `tools.toml` may say. Anything else in the file is an error.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::spec::Deployment;

/// The whole of `tools.toml`. Tables keep the file's order where order is what a reader sees.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Toolset name → what it is for, in a few words.
    pub toolsets: BTreeMap<String, String>,
    /// Requests that only read although their method is not GET.
    #[serde(default)]
    pub reading: Vec<String>,
    /// Requests that are used although Atlassian has deprecated them.
    #[serde(default)]
    pub deprecated: Vec<String>,
    /// Requests the server itself makes (identity, metadata), beside those of the tools.
    #[serde(default)]
    pub server: Operations,
    /// Parameter name → other names that are accepted for it in every tool that has no other parameter of that name.
    #[serde(default)]
    pub aliases: BTreeMap<String, Vec<String>>,
    /// The tools by name.
    pub tools: BTreeMap<String, Tool>,
    /// What clients can read by an address, by name.
    #[serde(default)]
    pub resources: BTreeMap<String, Resource>,
    /// What people can ask for by a name, likewise.
    #[serde(default)]
    pub prompts: BTreeMap<String, Prompt>,
    /// Where values come from that people can choose of, likewise.
    #[serde(default)]
    pub completions: BTreeMap<String, Completion>,
}

/// What a tool shows, for clients that read it by an address. `{name}` stands for a value, `{+name}` at the end for one with slashes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// The template of its addresses.
    pub uri: String,
    /// A short human title.
    pub title: String,
    /// The media type of what is text in it; JSON says so itself.
    #[serde(default = "plain")]
    pub mime: String,
    /// The tool that reads it.
    pub tool: String,
    /// Parameter of the tool → a text with the values of the address.
    pub args: BTreeMap<String, String>,
    /// Value of the address → one of [`Manifest::completions`].
    #[serde(default)]
    pub complete: BTreeMap<String, String>,
}

/// What a person has a model do. It is there as long as each tool is that its text names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prompt {
    /// A short human title.
    pub title: String,
    /// What it is for, in a line.
    pub description: String,
    /// What the model reads; `{name}` stands for an argument.
    pub text: String,
    /// Its arguments by name, in the order shown.
    pub args: toml::Table,
}

/// An argument of a prompt.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromptArg {
    /// What people read about it.
    pub doc: String,
    /// One of [`Manifest::completions`].
    pub complete: Option<String>,
}

/// A call whose reply holds the values to choose of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Completion {
    /// The tool that is called.
    pub tool: String,
    /// Parameter of the tool → a text, with values that were chosen before.
    #[serde(default)]
    pub args: BTreeMap<String, String>,
    /// The member of the reply that is the list.
    pub list: String,
    /// The member of each item that is the value.
    pub item: String,
}

impl Prompt {
    /// The arguments in file order, or what is wrong with one of them.
    ///
    /// # Errors
    /// The name of the argument and what TOML or serde said of it.
    pub fn arguments(&self) -> Result<Vec<(&String, PromptArg)>, String> {
        let parse = |(name, value): (_, &toml::Value)| {
            let arg = value.clone().try_into::<PromptArg>();
            let arg = arg.map_err(|e| format!("argument `{name}`: {}", e.message()))?;
            Ok((name, arg))
        };
        self.args.iter().map(parse).collect()
    }
}

/// One tool: its texts, flags, parameters and requests.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    /// A short human title.
    pub title: String,
    /// What the model reads: at most 2,048 characters, the shorter the better.
    pub description: String,
    /// One of [`Manifest::toolsets`].
    pub toolset: String,
    /// Whether the tool changes anything. Optional here so that its absence is reported with all other errors.
    pub access: Option<Access>,
    /// Write tools: whether something may be lost (deleted, overwritten).
    pub destructive: Option<bool>,
    /// Write tools: whether a second identical call changes nothing more.
    pub idempotent: Option<bool>,
    /// The products that must be configured; by default the one in the tool's name.
    pub needs: Option<Vec<String>>,
    /// Words a person may use for this tool, for `discover_tools`.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// `module::path::function` below `src/tools`.
    pub handler: Option<String>,
    /// What the handler may request.
    #[serde(default)]
    pub operations: Operations,
    /// Instead of a handler: one request a deployment.
    pub call: Option<Call>,
    /// Instead of a handler: it calls another tool, the one that its parameter `name` names, with what its `arguments` hold.
    #[serde(default)]
    pub relays: bool,
    /// The shape below `src/views/shapes` of a reply that is always a JSON object.
    pub reply: Option<String>,
    /// The lists in which models see it.
    #[serde(default = "full")]
    pub surfaces: Vec<Surface>,
    /// The parameters by name, in the order in which models see them.
    #[serde(default)]
    pub params: toml::Table,
}

/// Whether a tool or request may change anything upstream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    /// Changes nothing.
    Read,
    /// Changes something.
    Write,
}

/// Requests (`METHOD /path`) by deployment.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operations {
    /// On Cloud.
    #[serde(default)]
    pub cloud: Vec<String>,
    /// On Data Center.
    #[serde(default)]
    pub dc: Vec<String>,
}

/// A tool without Rust: parameters renamed into one request a deployment.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// On Cloud.
    pub cloud: Request,
    /// On Data Center.
    pub dc: Request,
    /// The view below `src/views` that the answer is read into, e.g. `jira::Transitions`.
    pub answer: String,
}

/// One request and where its arguments come from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// `METHOD /path` as the specification writes it.
    pub op: String,
    /// Argument of the request → a parameter of the tool, or `=text` for a constant.
    #[serde(default)]
    pub args: BTreeMap<String, String>,
}

/// One parameter of a tool.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Param {
    /// What it means, and so how it is checked and converted.
    #[serde(rename = "type")]
    pub kind: ParamType,
    /// Whether a call without it is refused.
    #[serde(default)]
    pub required: bool,
    /// What the model reads about it; empty where its name says it.
    #[serde(default)]
    pub doc: String,
    /// The value if the call has none.
    pub default: Option<toml::Value>,
    /// Smallest integer allowed.
    pub min: Option<i64>,
    /// Largest integer allowed.
    pub max: Option<i64>,
    /// The only strings allowed.
    #[serde(default)]
    pub values: Vec<String>,
    /// The texts that each object of an array holds, which are listed; without them it is listed as a string that holds JSON.
    #[serde(default)]
    pub items: Vec<String>,
    /// Other names that are accepted for it and not listed.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Whether it names files of the server's machine, so that it is listed only where the operator allows a folder.
    #[serde(default)]
    pub files: bool,
    /// Names that are accepted beside this object, and not listed, as members of it; a `*` at the end stands for anything.
    #[serde(default)]
    pub members: Vec<String>,
    /// The deployment where alone it means something: it is listed there, and accepted everywhere.
    pub on: Option<Deployment>,
    /// Whether it is listed anywhere; if not, it is accepted all the same.
    #[serde(default = "listed")]
    pub listed: bool,
}

const fn listed() -> bool {
    true
}

fn plain() -> String {
    "text/plain".into()
}

fn full() -> Vec<Surface> {
    vec![Surface::Full]
}

/// Which tools are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Surface {
    /// All that are there.
    Full,
    /// The few by which all others are found and called.
    Progressive,
}

/// What a parameter means. `src/args` holds a Rust type of the same name for each that is more than a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParamType {
    /// Text of any length that people write; a number is taken as its digits. Too long for an address.
    Text,
    /// Rich text: Markdown, or Atlassian's own form of it as JSON.
    Markdown,
    /// A title, a name, a word: anything that stands on one line.
    Line,
    /// A URL, a path, a branch.
    Address,
    /// What an answer gave to continue from.
    PageToken,
    /// A query of Jira.
    Jql,
    /// A query of Confluence, which goes into an address.
    Cql,
    /// One of `values`; letter case does not matter.
    Choice,
    /// A whole number, also as a string of digits.
    Integer,
    /// true or false, also as a string.
    Boolean,
    /// A Jira issue key such as `PROJ-1`, or an issue's numeric id.
    IssueKey,
    /// One or more of those, as a list of strings.
    IssueKeys,
    /// A Jira project key.
    ProjectKey,
    /// A Bitbucket project: a key, `~user`, `workspace/KEY`, or an address of it.
    BitbucketProject,
    /// A Bitbucket repository: a slug, one with its project or workspace, a uuid, or an address of it.
    Repository,
    /// A Confluence space key.
    SpaceKey,
    /// A Confluence content id: digits.
    PageId,
    /// Any other id that models send as text or number.
    Id,
    /// A list of strings, also as one comma-separated string or a JSON array in a string.
    CsvOrList,
    /// A JSON object, also as a string that holds one.
    ObjectOrJson,
    /// A JSON array of objects, also as a string that holds one.
    ArrayOrJson,
}

/// The most that a value may be; `src/args` has its like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// So many characters.
    Characters(usize),
    /// So many bytes once percent-encoded.
    Encoded(usize),
}

impl Param {
    /// Whether models see it on this deployment.
    #[must_use]
    pub fn is_listed_on(&self, deployment: Deployment) -> bool {
        self.listed && self.on.is_none_or(|own| own == deployment)
    }
}

impl ParamType {
    /// The most that a value of this type may be.
    #[must_use]
    pub const fn limit(self) -> Limit {
        match self {
            Self::Text
            | Self::Markdown
            | Self::IssueKeys
            | Self::CsvOrList
            | Self::ObjectOrJson
            | Self::ArrayOrJson => Limit::Characters(1_000_000),
            Self::Jql => Limit::Characters(20_000),
            Self::Cql => Limit::Encoded(6_000),
            Self::PageToken => Limit::Characters(8_192),
            // Issues, pages, projects and repositories are also named by links to them.
            Self::Address
            | Self::IssueKey
            | Self::PageId
            | Self::BitbucketProject
            | Self::Repository => Limit::Characters(4_096),
            Self::Line
            | Self::Choice
            | Self::Integer
            | Self::Boolean
            | Self::ProjectKey
            | Self::SpaceKey
            | Self::Id => Limit::Characters(255),
        }
    }

    /// Whether the values are text as it comes.
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(
            self,
            Self::Text | Self::Line | Self::Address | Self::PageToken | Self::Jql | Self::Cql
        )
    }
}

impl Manifest {
    /// What stands for the server itself among the [users](Self::users) of a request.
    pub const SERVER: &'static str = "the server itself";

    /// The tools that name a request for one of the deployments, and [`Self::SERVER`] if the server does.
    pub fn users(&self, request: &str, deployments: &[Deployment]) -> Vec<String> {
        let is_it = |(deployment, named): (&str, &str)| {
            named == request && deployments.iter().any(|own| own.key() == deployment)
        };
        let tools = self.tools.iter();
        let tools = tools.filter(|(_, tool)| tool.requests().any(is_it));
        let server = self.server.all().any(is_it).then_some(Self::SERVER);
        tools
            .map(|(name, _)| name.as_str())
            .chain(server)
            .map(str::to_owned)
            .collect()
    }

    /// Every request that is named for one of the deployments, by tools and by the server.
    pub fn requests<'a>(&'a self, deployments: &'a [Deployment]) -> impl Iterator<Item = &'a str> {
        let wanted = |name: &str| {
            deployments
                .iter()
                .any(|deployment| deployment.key() == name)
        };
        let all = self
            .tools
            .values()
            .flat_map(Tool::requests)
            .chain(self.server.all());
        all.filter(move |(deployment, _)| wanted(deployment))
            .map(|(_, request)| request)
    }
}

impl Tool {
    /// The parameters in file order, or what is wrong with one of them.
    ///
    /// # Errors
    /// The name of the parameter and what TOML or serde said of it.
    pub fn parameters(&self) -> Result<Vec<(String, Param)>, String> {
        let parse = |(name, value): (&String, &toml::Value)| {
            let param = value.clone().try_into::<Param>();
            let param = param.map_err(|e| format!("parameter `{name}`: {}", e.message()))?;
            Ok((name.clone(), param))
        };
        self.params.iter().map(parse).collect()
    }

    /// Whether it is one of all tools, and not only a way to them.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        self.surfaces.contains(&Surface::Full)
    }

    /// Every request the tool names: deployment, `METHOD /path`.
    pub fn requests(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let call = self.call.iter();
        let calls = call.flat_map(|c| [("cloud", c.cloud.op.as_str()), ("dc", c.dc.op.as_str())]);
        self.operations.all().chain(calls)
    }
}

impl Operations {
    /// Every request: deployment, `METHOD /path`.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let cloud = self.cloud.iter().map(|op| ("cloud", op.as_str()));
        cloud.chain(self.dc.iter().map(|op| ("dc", op.as_str())))
    }
}
