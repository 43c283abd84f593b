//! What is in force and why, for whoever wonders. It is told as well where the configuration is wrong.

use super::reader::{Reader, unquoted};
use super::settings::{self, Setting};
use super::sources::{Place, Said, Sources, Variables};
use super::{Config, spelling};

/// All that can be told of a configuration. No secret is in it.
#[derive(Debug)]
pub struct Report {
    /// Every setting, in the order of the table.
    pub settings: Vec<InForce>,
    /// Names that look like ours and are no settings.
    pub unknown: Vec<Unknown>,
    /// What keeps the server from starting.
    pub problems: Vec<String>,
    /// What works, but probably not as meant.
    pub warnings: Vec<String>,
    /// What it comes to, where nothing is wrong.
    pub config: Option<Config>,
}

/// A setting and the value that counts.
#[derive(Debug)]
pub struct InForce {
    /// The setting.
    pub setting: &'static Setting,
    /// Its value as anybody may see it; empty where there is none.
    pub value: String,
    /// Why that is its value.
    pub origin: Origin,
}

/// Why a value is in force.
#[derive(Debug, PartialEq, Eq)]
pub enum Origin {
    /// A place says so.
    Said {
        /// Where.
        place: Place,
        /// By which name: another one of the setting, or that of the setting for all products.
        name: &'static str,
    },
    /// All that is said is a placeholder that nobody filled in, so that it counts as not set.
    Unfilled,
    /// Nobody says anything.
    Default,
}

/// A name that is no setting.
#[derive(Debug)]
pub struct Unknown {
    /// As it was found.
    pub name: String,
    /// Where.
    pub place: Place,
    /// The setting that is most like it, if any is.
    pub nearest: Option<&'static Setting>,
}

/// What the names of settings begin with that belong to no other program.
const OURS: [&str; 5] = ["JIRA_", "CONFLUENCE_", "BITBUCKET_", "ATLASSIAN_", "MCP_"];

impl Report {
    /// Looks at the same places as [`Config::load`].
    pub fn of(sources: &Sources<'_>) -> Self {
        let variables = Variables::read(sources);
        let settings = settings::all().map(|setting| in_force(setting, &variables));
        let settings = settings.collect();
        let unknown = unknown(&variables);
        let mut reader = Reader::new(variables);
        let config = Config::understand(&mut reader);
        let (problems, mut warnings) = reader.told();
        // They are told already.
        let strange: Vec<_> = unknown.iter().map(Unknown::begins).collect();
        warnings.retain(|line| !strange.iter().any(|begins| line.starts_with(begins)));
        Self {
            settings,
            unknown,
            config: problems.is_empty().then_some(config),
            problems,
            warnings,
        }
    }
}

impl Unknown {
    /// How whatever is said of it begins.
    fn begins(&self) -> String {
        format!("{} is no setting", self.name)
    }
}

impl InForce {
    /// Whether anybody says something of the setting itself.
    pub fn is_set(&self) -> bool {
        match &self.origin {
            Origin::Said { name, .. } => self.setting.is_called(name),
            Origin::Unfilled => true,
            Origin::Default => false,
        }
    }
}

fn in_force(setting: &'static Setting, variables: &Variables) -> InForce {
    let said = setting.chain().find_map(|setting| variables.get(setting));
    let (value, origin) = match said {
        Some(Said { text, place, name }) => {
            let (place, name) = (place.clone(), *name);
            (unquoted(text.trim()).trim(), Origin::Said { place, name })
        }
        None if variables.is_unfilled(setting) => (setting.default, Origin::Unfilled),
        None => (setting.default, Origin::Default),
    };
    InForce {
        setting,
        value: setting.shown(value).into_owned(),
        origin,
    }
}

/// What begins as ours do, and what is probably misspelt.
fn unknown(variables: &Variables) -> Vec<Unknown> {
    let strange = variables.strange().map(|(name, place)| {
        let is_ours = |ours: &&str| name.to_ascii_uppercase().starts_with(*ours);
        let nearest = match OURS.iter().any(is_ours) {
            true => Some(spelling::nearest(name)),
            false => spelling::meant(name).map(|meant| Some(meant.setting)),
        };
        nearest.map(|nearest| Unknown {
            name: name.to_owned(),
            place: place.clone(),
            nearest,
        })
    });
    strange.flatten().collect()
}
