//! Resources, prompts and completions of `tools.toml` against its tools: each is of what is there, and fills all that is wanted.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Checked;
use crate::manifest::{Access, Completion, Manifest, Prompt, Resource};
use crate::suggest::did_you_mean;

/// What is wrong, a sentence each.
pub fn check(manifest: &Manifest, tools: &[Checked<'_>]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut used = BTreeSet::new();
    let usual: Vec<_> = tools.iter().filter(|tool| tool.tool.is_usual()).collect();
    for (name, resource) in &manifest.resources {
        let mut fault = |what: String| faults.push(format!("resource `{name}`: {what}"));
        let given = variables(&resource.uri);
        of_resource(resource, &given, &usual, &mut fault);
        completed(&resource.complete, &given, manifest, &mut used, &mut fault);
    }
    for (name, prompt) in &manifest.prompts {
        let mut fault = |what: String| faults.push(format!("prompt `{name}`: {what}"));
        let args = prompt.arguments().unwrap_or_else(|e| {
            fault(e);
            Vec::new()
        });
        let given = args.iter().map(|(name, _)| name.as_str()).collect();
        of_prompt(prompt, &given, &usual, &mut fault);
        let complete = args
            .iter()
            .filter_map(|(name, arg)| Some(((*name).clone(), arg.complete.clone()?)));
        completed(&complete.collect(), &given, manifest, &mut used, &mut fault);
    }
    for (name, completion) in &manifest.completions {
        let mut fault = |what: String| faults.push(format!("completion `{name}`: {what}"));
        call(&completion.tool, &completion.args, &usual, &mut fault);
        if !used.contains(name.as_str()) {
            fault("nothing is completed by it; remove it".into());
        }
    }
    faults
}

fn of_resource(
    resource: &Resource,
    given: &BTreeSet<&str>,
    tools: &[&Checked<'_>],
    fault: &mut dyn FnMut(String),
) {
    if resource
        .uri
        .find("{+")
        .is_some_and(|at| !is_last(&resource.uri, at))
    {
        fault(format!(
            "`{}`: only its last value may have slashes",
            resource.uri
        ));
    }
    let filled: BTreeSet<_> = resource
        .args
        .values()
        .flat_map(|text| variables(text))
        .collect();
    if &filled != given {
        fault(format!(
            "its address gives {given:?}, and `args` take {filled:?}: they must be the same"
        ));
    }
    call(&resource.tool, &resource.args, tools, fault);
}

/// Whether the value that begins there ends the template.
fn is_last(uri: &str, at: usize) -> bool {
    uri.get(at..)
        .and_then(|rest| rest.find('}'))
        .is_some_and(|end| at + end + 1 == uri.len())
}

fn of_prompt(
    prompt: &Prompt,
    given: &BTreeSet<&str>,
    tools: &[&Checked<'_>],
    fault: &mut dyn FnMut(String),
) {
    let filled = variables(&prompt.text);
    if &filled != given {
        fault(format!(
            "its text takes {filled:?}, and it has the arguments {given:?}: they must be the same"
        ));
    }
    let known = || tools.iter().map(|tool| tool.name);
    let prefixes: BTreeSet<_> = known()
        .filter_map(|name| name.split_once('_'))
        .map(|(prefix, _)| prefix)
        .collect();
    let is_tool = |word: &&str| {
        word.split_once('_')
            .is_some_and(|(prefix, _)| prefixes.contains(prefix))
    };
    for word in words(&prompt.text).filter(is_tool) {
        if !known().any(|name| name == word) {
            fault(format!(
                "its text names `{word}`, which is no tool{}",
                did_you_mean(word, known())
            ));
        }
    }
    if named(prompt, tools).is_empty() {
        fault("its text names no tool; name what it cannot do without".into());
    }
}

/// The tools that a prompt's text names.
pub fn named<'a>(prompt: &Prompt, tools: &[&'a Checked<'a>]) -> Vec<&'a Checked<'a>> {
    let words: BTreeSet<_> = words(&prompt.text).collect();
    tools
        .iter()
        .copied()
        .filter(|tool| words.contains(tool.name))
        .collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
}

/// A call of a tool with what is required of it, and nothing that it does not take.
fn call(
    name: &str,
    args: &BTreeMap<String, String>,
    tools: &[&Checked<'_>],
    fault: &mut dyn FnMut(String),
) {
    let Some(tool) = tools.iter().find(|tool| tool.name == name) else {
        let near = did_you_mean(name, tools.iter().map(|tool| tool.name));
        return fault(format!("there is no tool `{name}`{near}"));
    };
    if tool.access == Access::Write {
        fault(format!("`{name}` writes; name a tool that reads"));
    }
    let known = || tool.params.iter().map(|(param, _)| param.as_str());
    for arg in args
        .keys()
        .filter(|arg| !known().any(|param| param == *arg))
    {
        fault(format!(
            "`{name}` has no parameter `{arg}`{}",
            did_you_mean(arg, known())
        ));
    }
    let missing = tool
        .params
        .iter()
        .filter(|(param, about)| about.required && !args.contains_key(param));
    for (param, _) in missing {
        fault(format!("`{name}` requires `{param}`; fill it in `args`"));
    }
}

/// What is completed is given, by a completion that needs nothing else.
fn completed<'a>(
    complete: &BTreeMap<String, String>,
    given: &BTreeSet<&str>,
    manifest: &'a Manifest,
    used: &mut BTreeSet<&'a str>,
    fault: &mut dyn FnMut(String),
) {
    for (value, by) in complete {
        if !given.contains(value.as_str()) {
            fault(format!("`{value}` is completed, and is none of {given:?}"));
        }
        let Some((by, Completion { args, .. })) = manifest.completions.get_key_value(by) else {
            let near = did_you_mean(by, manifest.completions.keys().map(String::as_str));
            fault(format!("there is no completion `{by}`{near}"));
            continue;
        };
        used.insert(by);
        let wanted = args.values().flat_map(|text| variables(text));
        for wanted in wanted.filter(|wanted| !given.contains(wanted)) {
            fault(format!(
                "the completion `{by}` of `{value}` needs `{wanted}`, which is none of {given:?}"
            ));
        }
    }
}

/// The names in braces.
fn variables(text: &str) -> BTreeSet<&str> {
    let opened = text.split('{').skip(1);
    let names = opened
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name);
    names.map(|name| name.trim_start_matches('+')).collect()
}
