//! What is offered beside tools, made from `tools.toml`: resources, prompts, and values to choose of. All of it is what tools show, so
//! it is there for whoever has these.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use crate::declaration::{self, Declaration};
use crate::policy::Policy;

include!(concat!(env!("OUT_DIR"), "/offers.rs"));

/// A call of a tool that reads.
#[derive(Debug)]
pub struct Call {
    /// The tool.
    pub tool: &'static Declaration,
    /// Its parameters, and what they get: texts in which `{name}` stands for a value.
    pub arguments: &'static [(&'static str, &'static str)],
}

/// What a tool shows, by an address.
#[derive(Debug)]
pub struct Resource {
    /// A name among resources.
    pub name: &'static str,
    /// The template of its addresses (RFC 6570): `{name}` is a value between slashes, `{+name}` the rest.
    pub uri: &'static str,
    /// A short human title.
    pub title: &'static str,
    /// The media type of what is text in it.
    pub mime: &'static str,
    /// What reads it.
    pub call: Call,
    /// Values of the address, and what they can be chosen of.
    pub completed: &'static [(&'static str, Completion)],
}

/// What a person has a model do.
#[derive(Debug)]
pub struct Prompt {
    /// A name among prompts.
    pub name: &'static str,
    /// A short human title.
    pub title: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// What the model reads, with `{name}` for an argument.
    pub text: &'static str,
    /// The tools that the text names.
    pub needs: &'static [&'static Declaration],
    /// Its arguments, each of which must be given.
    pub arguments: &'static [Argument],
}

/// An argument of a prompt.
#[derive(Debug)]
pub struct Argument {
    /// Its name.
    pub name: &'static str,
    /// What people read about it.
    pub about: &'static str,
    /// What it can be chosen of.
    pub completion: Option<Completion>,
}

/// Values to choose of: those that a call shows.
#[derive(Debug)]
pub struct Completion {
    /// The call.
    pub call: Call,
    /// The member of its reply that is the list.
    pub list: &'static str,
    /// The member of each item that is the value.
    pub item: &'static str,
}

/// The resources of whoever has this policy.
pub fn resources(policy: &Policy) -> impl Iterator<Item = &'static Resource> {
    RESOURCES
        .iter()
        .filter(|resource| policy.allows(resource.call.tool))
}

/// The prompts of whoever has this policy.
pub fn prompts(policy: &Policy) -> impl Iterator<Item = &'static Prompt> {
    let has_all = |prompt: &&Prompt| prompt.needs.iter().all(|tool| policy.allows(tool));
    PROMPTS.iter().filter(has_all)
}

impl Call {
    /// The arguments with the values filled in; none if one is wanted that is not there.
    pub fn filled(&self, values: &Map<String, Value>) -> Option<Map<String, Value>> {
        let filled = self.arguments.iter().map(|(name, text)| {
            let text = filled(text, &|name| values.get(name)?.as_str())?;
            Some(((*name).to_owned(), text.into()))
        });
        filled.collect()
    }
}

impl Resource {
    /// The values in an address that is one of its; none if it is of another kind.
    pub fn values(&self, uri: &str) -> Option<Map<String, Value>> {
        if uri.contains(['?', '#']) {
            return None;
        }
        let mut parts = uri.split('/');
        let mut values = Map::new();
        let mut give = |name: &str, encoded: &str| {
            let value = percent_decode_str(encoded).decode_utf8().ok()?;
            (!value.is_empty()).then(|| values.insert(name.to_owned(), value.into()))
        };
        for wanted in self.uri.split('/') {
            if let Some(name) = variable(wanted).and_then(|name| name.strip_prefix('+')) {
                give(name, &parts.by_ref().collect::<Vec<_>>().join("/"))?;
                continue;
            }
            let part = parts.next()?;
            match variable(wanted) {
                Some(name) => drop(give(name, part)?),
                None if wanted == part => {}
                None => return None,
            }
        }
        parts.next().is_none().then_some(values)
    }
}

fn variable(part: &str) -> Option<&str> {
    part.strip_prefix('{')?.strip_suffix('}')
}

/// A text with what `value` gives for each name in braces; none if it gives nothing for one. What is given is not looked at again.
pub fn filled<'a>(text: &str, value: &dyn Fn(&str) -> Option<&'a str>) -> Option<String> {
    let mut parts = text.split('{');
    let mut filled = parts.next()?.to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}')?;
        filled.push_str(value(name)?);
        filled.push_str(rest);
    }
    Some(filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The values in an address, of whichever resource it is.
    fn read(uri: &str) -> Option<(&'static str, Value)> {
        let mut found = RESOURCES
            .iter()
            .filter_map(|resource| Some((resource.name, resource.values(uri)?.into())));
        let first = found.next();
        assert!(found.next().is_none(), "{uri} is of two kinds");
        first
    }

    #[test]
    fn an_address_gives_its_values_decoded() {
        for (uri, name, values) in [
            ("jira://issue/SHOP-7", "issue", json!({ "key": "SHOP-7" })),
            (
                "bitbucket://pull-request/SHOP/order-service/3",
                "pull_request",
                json!({ "project": "SHOP", "repository": "order-service", "id": "3" }),
            ),
            (
                "bitbucket://file/~mira/a%20b/src/f%C3%BCr%2Fall.md",
                "file",
                json!({ "project": "~mira", "repository": "a b", "path": "src/für/all.md" }),
            ),
        ] {
            assert_eq!(read(uri), Some((name, values)));
        }
    }

    #[test]
    fn what_is_like_an_address_is_none() {
        for uri in [
            "",
            "jira://issue/",
            "jira://issue",
            "jira://issue/SHOP-7/x",
            "jira://issue/SHOP-7?x=1",
            "jira://issue/SHOP-7#x",
            "JIRA://issue/SHOP-7",
            "jira://issue/%ff",
            "jira:/issue/SHOP-7",
            "bitbucket://file/SHOP/order-service/",
            "bitbucket://pull-request/SHOP/3",
            "file:///etc/passwd",
        ] {
            assert_eq!(read(uri), None, "{uri}");
        }
    }

    #[test]
    fn what_is_filled_in_is_not_read_as_a_template() {
        let values = json!({ "key": "{key}{other}" });
        let given = |name: &str| values.get(name)?.as_str();
        assert_eq!(
            filled("a {key} b", &given).as_deref(),
            Some("a {key}{other} b")
        );
        assert_eq!(filled("a {other}", &given), None);
    }
}
