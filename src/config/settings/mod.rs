//! What can be set. [`table`] declares every setting once; parsing, flags and their help, what a found `.env` may say, masking,
//! the search for misspelt names, `mcp-atlassian config`, `.env.example` and docs/configuration.md are views of it.

mod declare;
mod masked;
pub mod table;

pub use self::masked::is_inline;
pub use self::table::GROUPS;
use crate::product::Product;

/// A declared setting.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its name in the environment and in files.
    pub name: &'static str,
    /// Other names that say the same; the name counts where one place has both.
    pub aliases: &'static [&'static str],
    /// The product that it is about, if it is about one.
    pub product: Option<Product>,
    /// What counts where it is not set.
    pub fallback: Option<&'static Setting>,
    /// The flag that says the same, without its dashes.
    pub flag: Option<&'static str>,
    /// The flag that turns a switch off which is on by default, without its dashes.
    pub off: Option<&'static str>,
    /// What its values are.
    pub kind: Kind,
    /// The value where nothing is set; empty for none.
    pub default: &'static str,
    /// A value to show, where there is no default.
    pub example: &'static str,
    /// Whether nobody may see its value.
    pub secret: bool,
    /// What it can bring about.
    pub may: May,
    /// Whether a `.env` may say it that merely lies in the working directory, where a cloned repository may have put it.
    pub found: bool,
    /// What it means, in one line.
    pub help: &'static str,
}

/// A setting that each product has of its own.
#[derive(Debug)]
pub struct Each([Setting; 3]);

/// What the values of a setting are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// True or false.
    Switch,
    /// Any text, which flags call so.
    Text(&'static str),
    /// An address.
    Url,
    /// Texts separated by commas, which flags call so.
    List(&'static str),
    /// Whole seconds.
    Seconds,
    /// A whole number.
    Count,
    /// A number that may have decimals.
    Rate,
    /// The full path of a folder.
    Folder,
    /// The path of a file.
    File,
    /// `Name=value` pairs separated by commas. The values are secrets.
    Headers,
    /// One of these.
    Choice(&'static [&'static str]),
}

/// What a setting can bring about, for whoever decides who may set it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum May {
    /// It says who we are, or belongs to whoever that is. Where one is set, no account is taken from elsewhere.
    Account,
    /// It can only narrow what this server does, and is never dropped quietly.
    Restrict,
    /// It says how much is logged, and where.
    Log,
    /// It grants, loosens or prolongs.
    Grant,
}

/// Settings that belong together.
#[derive(Debug)]
pub struct Group {
    /// What they are about.
    pub heading: &'static str,
    /// One for each declaration: a setting, or those of the three products.
    pub rows: &'static [&'static [Setting]],
}

/// All settings.
pub fn all() -> impl Iterator<Item = &'static Setting> {
    GROUPS.iter().flat_map(Group::settings)
}

/// The setting of that name, or of that other name.
pub fn find(name: &str) -> Option<&'static Setting> {
    all().find(|setting| setting.is_called(name))
}

impl Group {
    /// Its settings.
    pub fn settings(&self) -> impl Iterator<Item = &'static Setting> {
        self.rows.iter().copied().flatten()
    }
}

impl Setting {
    /// Whether it has that name among others.
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }

    /// The name or other name that is spelt so; the name if none is.
    pub fn spelling(&self, name: &str) -> &'static str {
        let mut aliases = self.aliases.iter().copied();
        aliases.find(|alias| *alias == name).unwrap_or(self.name)
    }

    /// A value that it takes.
    pub const fn instance(&self) -> &'static str {
        if self.default.is_empty() {
            self.example
        } else {
            self.default
        }
    }

    /// Whether it can only narrow what this server does.
    pub fn restricts(&self) -> bool {
        self.may == May::Restrict
    }

    /// It, and what counts where it is not set.
    pub fn chain(&'static self) -> impl Iterator<Item = &'static Self> {
        std::iter::successors(Some(self), |setting| setting.fallback)
    }
}

impl Kind {
    /// What help calls a value.
    pub const fn value_name(self) -> &'static str {
        match self {
            Self::Switch => "BOOL",
            Self::Text(name) | Self::List(name) => name,
            Self::Url => "URL",
            Self::Seconds => "SECONDS",
            Self::Count | Self::Rate => "NUMBER",
            Self::Folder => "FOLDER",
            Self::File => "FILE",
            Self::Headers => "PAIRS",
            Self::Choice(_) => "WORD",
        }
    }
}

impl Each {
    /// The product's own.
    pub const fn of(&'static self, product: Product) -> &'static Setting {
        let [jira, confluence, bitbucket] = &self.0;
        match product {
            Product::Jira => jira,
            Product::Confluence => confluence,
            Product::Bitbucket => bitbucket,
        }
    }
}

#[cfg(test)]
mod tests;
