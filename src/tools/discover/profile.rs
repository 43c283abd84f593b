//! What a tool is for, read from its declaration.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::fit::quantity;
use super::values::{Value, places};
use super::wish::Action;
use super::words::Words;
use crate::declaration::Declaration;
use crate::product::Product;

/// How often each part of a declaration counts.
const TITLE: usize = 2;
const KEYWORDS: usize = 2;
const ONCE: usize = 1;

/// The verbs of tools' names, where they are no objects too.
const VERBS: &[(&str, Action)] = &[
    ("search", Action::Find),
    ("list", Action::Find),
    ("discover", Action::Find),
    ("get", Action::Read),
    ("download", Action::Read),
    ("resolve", Action::Read),
    ("create", Action::Create),
    ("add", Action::Create),
    ("delete", Action::Delete),
    ("remove", Action::Delete),
    ("update", Action::Update),
];

/// A tool and what it is for.
pub struct Profile {
    /// The tool.
    pub tool: &'static Declaration,
    /// What its name says that it is about.
    pub objects: BTreeSet<String>,
    /// What it does; what lists things of one that it is told does either.
    pub actions: Vec<Action>,
}

impl Profile {
    /// Reads a declaration. Names are `product_verb_object`, and `_from_` leads to where the object is.
    pub fn of(tool: &'static Declaration, words: &Words) -> Self {
        let (product, rest) = tool.name.split_once('_').unwrap_or(("", tool.name));
        let said = rest.split('_').take_while(|part| *part != "from");
        let (verbs, objects): (Vec<_>, Vec<_>) = said
            .clone()
            .partition(|part| VERBS.iter().any(|(verb, _)| verb == part));
        let objects = match objects.is_empty() {
            // What a search alone finds, its toolset says.
            true => tool.toolset.replace(product, ""),
            // A product in the middle stands for what it is about.
            false => objects.join(" ").replace("jira", "issue"),
        };
        let named = VERBS.iter().find(|(verb, _)| verbs.contains(verb));
        Self {
            tool,
            objects: words.of(&objects.replace('_', " ")).into_iter().collect(),
            actions: match named {
                Some(("get", _)) => looks(tool, said.clone().last().unwrap_or_default()),
                Some((_, action)) => vec![*action],
                None => vec![Action::Update],
            },
        }
    }
}

/// How a tool gets things, by the last word of its name: one, or many.
fn looks(tool: &Declaration, object: &str) -> Vec<Action> {
    let takes_one = Value::THINGS.iter().any(|kind| places(tool, *kind).0 > 0);
    match (object.ends_with('s'), takes_one) {
        (true, true) => vec![Action::Find, Action::Read],
        (true, false) => vec![Action::Find],
        (false, _) => vec![Action::Read],
    }
}

/// The objects of all tools.
pub struct Objects {
    /// How telling each is, the more the fewer tools are about it, and the product that alone has tools about it.
    all: HashMap<String, (f32, Option<Product>)>,
    /// All words that are declared of tools.
    known: HashSet<String>,
}

impl Objects {
    /// Takes profiles, and what is declared of tools as words.
    pub fn of(tools: &[Profile], texts: &[&str]) -> Self {
        let names = tools.iter().flat_map(|profile| &profile.objects);
        let entry = |name: &String| {
            let with = tools
                .iter()
                .filter(|profile| profile.objects.contains(name));
            let weight = (quantity(tools.len()) / quantity(with.clone().count())).ln();
            let mut products = with.filter_map(|profile| match profile.tool.needs {
                [product] => Some(*product),
                _ => None,
            });
            let first = products.next();
            let sole = first.filter(|first| products.all(|other| other == *first));
            (name.clone(), (weight, sole))
        };
        let known = texts.iter().flat_map(|text| text.split(' '));
        Self {
            all: names.map(entry).collect(),
            known: known.map(str::to_owned).collect(),
        }
    }

    /// How telling an object is.
    pub fn weight(&self, object: &str) -> f32 {
        self.all.get(object).map_or(0.0, |(weight, _)| *weight)
    }

    /// Whether a word is an object, and not the commonest one.
    pub fn is_other_than_issue(&self, word: &str) -> bool {
        let least = self.all.values().map(|(weight, _)| *weight);
        self.weight(word) > least.fold(f32::INFINITY, f32::min)
    }

    /// Whether anything is declared of a word.
    pub fn knows(&self, word: &str) -> bool {
        self.known.contains(word)
    }

    /// The products that alone know one of some words.
    pub fn products(&self, words: &BTreeSet<String>) -> Vec<Product> {
        let known = words.iter().filter_map(|word| self.all.get(word));
        known.filter_map(|(_, product)| *product).collect()
    }
}

/// What is declared of a tool, as words. Of its description the first sentence: others tell of its neighbours.
pub fn text(words: &Words, tool: &Declaration) -> String {
    let parts = [(tool.title, TITLE), (tool.gist(), ONCE)];
    let keywords = tool.keywords.iter().map(|keyword| (*keyword, KEYWORDS));
    let parameters = tool.parameters.iter();
    let parameters = parameters.map(|parameter| (parameter.name, ONCE));
    let mut all = Vec::new();
    for (part, times) in parts.into_iter().chain(keywords).chain(parameters) {
        let read = words.of(&part.replace('_', " "));
        all.extend(std::iter::repeat_n(read, times).flatten());
    }
    all.join(" ")
}
