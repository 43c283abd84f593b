//! What a tool takes: names that stand once, and types that fit what is said of them.

use std::collections::{BTreeMap, BTreeSet};

use super::Checked;
use crate::manifest::{Manifest, Param, ParamType};
use crate::spec::Deployment;

pub(super) fn check(params: &[(String, Param)], fault: &mut dyn FnMut(String)) {
    for deployment in Deployment::ALL {
        let is_listed = |(_, param): &(_, Param)| param.is_listed_on(deployment);
        if !params.iter().any(is_listed) {
            fault(format!(
                "it lists no parameter on {}, and some clients refuse such a tool; add a useful optional one",
                deployment.key()
            ));
        }
    }
    let mut seen = BTreeSet::new();
    for (name, param) in params {
        for spelling in spellings(name, param) {
            if !seen.insert(spelling) {
                fault(format!(
                    "parameter `{spelling}` stands twice (as name or alias); keep one"
                ));
            }
        }
        if name == "properties" {
            fault("a parameter named `properties` confuses clients; rename it and make `properties` an alias".into());
        }
        if (param.kind == ParamType::Choice) == param.values.is_empty() {
            fault(format!(
                "parameter `{name}`: `values` belong to type `choice`, and to it alone"
            ));
        }
        if (param.min.is_some() || param.max.is_some()) && param.kind != ParamType::Integer {
            fault(format!(
                "parameter `{name}`: `min` and `max` belong to type `integer`"
            ));
        }
        if !param.members.is_empty() && param.kind != ParamType::ObjectOrJson {
            fault(format!(
                "parameter `{name}`: `members` belong to type `object_or_json`"
            ));
        }
        if !param.items.is_empty() && param.kind != ParamType::ArrayOrJson {
            fault(format!(
                "parameter `{name}`: `items` belong to type `array_or_json`"
            ));
        }
        if param.required && !Deployment::ALL.iter().all(|on| param.is_listed_on(*on)) {
            fault(format!(
                "parameter `{name}` is required and not listed everywhere; remove `required`, or `on` and `listed`"
            ));
        }
        if param.required && param.default.is_some() {
            fault(format!(
                "parameter `{name}` is required and has a default; remove one of the two"
            ));
        }
        if let Some(default) = &param.default
            && !default_fits(param, default)
        {
            fault(format!(
                "parameter `{name}`: the default {default} is not of its type"
            ));
        }
    }
}

/// Every name under which a parameter or a member of it is taken.
fn spellings<'a>(name: &'a String, param: &'a Param) -> impl Iterator<Item = &'a String> {
    std::iter::once(name)
        .chain(&param.aliases)
        .chain(&param.members)
}

/// The parameters with the names that are accepted in every tool, as far as they mean nothing else in this one.
pub(super) fn with_aliases(
    mut params: Vec<(String, Param)>,
    aliases: &BTreeMap<String, Vec<String>>,
) -> Vec<(String, Param)> {
    let mut taken: BTreeSet<String> = params
        .iter()
        .flat_map(|(name, param)| spellings(name, param))
        .cloned()
        .collect();
    for (name, param) in &mut params {
        let more = aliases.get(name).into_iter().flatten();
        let more: Vec<_> = more
            .filter(|alias| taken.insert((*alias).clone()))
            .cloned()
            .collect();
        param.aliases.extend(more);
    }
    params
}

fn default_fits(param: &Param, default: &toml::Value) -> bool {
    match param.kind {
        ParamType::Integer => default.is_integer(),
        ParamType::Boolean => default.is_bool(),
        ParamType::Choice => default
            .as_str()
            .is_some_and(|text| param.values.iter().any(|v| v == text)),
        kind => kind.is_text() && default.is_str(),
    }
}

pub(super) fn unused_aliases(manifest: &Manifest, tools: &[Checked<'_>]) -> Vec<String> {
    let is_used = |name: &String| {
        tools
            .iter()
            .any(|tool| tool.params.iter().any(|(param, _)| param == name))
    };
    let unused = manifest.aliases.keys().filter(|name| !is_used(name));
    unused
        .map(|name| format!("[aliases]: no tool has a parameter `{name}`; remove it"))
        .collect()
}
