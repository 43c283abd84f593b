//! `tools.toml` against the specifications: every fault at once, each with the tool's name and the remedy.

mod catalogue;
mod parameters;
mod requests;

pub use self::catalogue::{Catalogue, Found};
use crate::manifest::{Access, Manifest, Param, ParamType, Surface, Tool};
use crate::offers;
use crate::spec::Product;
use crate::suggest::did_you_mean;

/// Models and clients cut longer descriptions.
const LONGEST_DESCRIPTION: usize = 2048;

/// Cursor drops tools whose name with the server's is over 60 characters.
const LONGEST_NAME: usize = 48;

/// A tool of the manifest that is known to be right.
#[derive(Debug)]
pub struct Checked<'a> {
    /// The tool's name.
    pub name: &'a str,
    /// What the manifest says of it.
    pub tool: &'a Tool,
    /// Whether it changes anything.
    pub access: Access,
    /// The products that must be configured.
    pub needs: Vec<Product>,
    /// The parameters in file order.
    pub params: Vec<(String, Param)>,
}

/// Checks the whole manifest.
///
/// `handler_exists` answers whether `src/tools` has a function of that path.
///
/// # Errors
/// Every fault found, one sentence each.
pub fn check<'a>(
    manifest: &'a Manifest,
    catalogue: &Catalogue<'_>,
    handler_exists: &dyn Fn(&str) -> bool,
) -> Result<Vec<Checked<'a>>, Vec<String>> {
    let mut faults = Vec::new();
    let mut checked = Vec::new();
    for (name, tool) in &manifest.tools {
        let mut fault = |what: String| faults.push(format!("tool `{name}`: {what}"));
        texts(name, tool, manifest, &mut fault);
        let access = flags(tool, &mut fault);
        let params = tool.parameters().unwrap_or_else(|e| {
            fault(e);
            Vec::new()
        });
        parameters::check(&params, &mut fault);
        let params = parameters::with_aliases(params, &manifest.aliases);
        requests::check(tool, access, catalogue, &mut fault);
        behaviour(tool, handler_exists, &mut fault);
        surfaces(tool, &params, &mut fault);
        requests::arguments(tool, &params, catalogue, &mut fault);
        let needs = needs(name, tool, &mut fault);
        checked.push(Checked {
            name,
            tool,
            access,
            needs,
            params,
        });
    }
    faults.extend(requests::of_server(manifest, catalogue));
    faults.extend(parameters::unused_aliases(manifest, &checked));
    faults.extend(requests::unused(manifest, catalogue));
    faults.extend(offers::check(manifest, &checked));
    if faults.is_empty() {
        Ok(checked)
    } else {
        Err(faults)
    }
}

fn texts(name: &str, tool: &Tool, manifest: &Manifest, fault: &mut dyn FnMut(String)) {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.len() > LONGEST_NAME || !name.chars().all(plain) {
        fault(format!(
            "the name must be at most {LONGEST_NAME} characters of a-z, 0-9 and _, which every client takes"
        ));
    }
    if tool.description.len() > LONGEST_DESCRIPTION {
        fault(format!(
            "the description has {} characters; clients cut it at {LONGEST_DESCRIPTION}: shorten it",
            tool.description.len()
        ));
    }
    if !manifest.toolsets.contains_key(&tool.toolset) {
        let known = manifest.toolsets.keys().map(String::as_str);
        fault(format!(
            "there is no toolset `{}`{}; add it to [toolsets]",
            tool.toolset,
            did_you_mean(&tool.toolset, known)
        ));
    }
}

fn flags(tool: &Tool, fault: &mut dyn FnMut(String)) -> Access {
    let Some(access) = tool.access else {
        fault("`access` is missing; add `access = \"read\"` or `access = \"write\"`".into());
        return Access::Read;
    };
    let stated = tool.destructive.is_some() || tool.idempotent.is_some();
    if access == Access::Read && stated {
        fault("a read tool has no `destructive` or `idempotent`; remove them".into());
    }
    if access == Access::Write && (tool.destructive.is_none() || tool.idempotent.is_none()) {
        fault("a write tool must state `destructive` and `idempotent`; add both".into());
    }
    access
}

fn behaviour(tool: &Tool, handler_exists: &dyn Fn(&str) -> bool, fault: &mut dyn FnMut(String)) {
    match (&tool.handler, &tool.call) {
        (Some(_), Some(_)) => fault("it has both `handler` and `call`; keep one".into()),
        (None, None) if tool.relays => {}
        (_, _) if tool.relays => fault("it `relays` and does something itself; keep one".into()),
        (None, None) => fault("it has neither `handler` nor `call`; write a handler in src/tools and name it, or add a [call]".into()),
        (Some(handler), None) if !handler_exists(handler) => {
            let (module, function) = handler.rsplit_once("::").unwrap_or(("", handler));
            fault(format!("the handler `{handler}` does not exist; write `pub async fn {function}` in the module `{module}` of src/tools"));
        }
        _ => {}
    }
}

/// A way to other tools is of no product, and one that relays says whom it calls, and with what.
fn surfaces(tool: &Tool, params: &[(String, Param)], fault: &mut dyn FnMut(String)) {
    if tool.surfaces.is_empty() {
        fault(
            "it is in no list; name `full` or `progressive` in `surfaces`, or leave that out"
                .into(),
        );
    }
    let leads_on = tool.surfaces.contains(&Surface::Progressive);
    if leads_on && tool.needs.as_ref().is_none_or(|needs| !needs.is_empty()) {
        fault("`progressive` lists nothing but ways to other tools; state `needs = []`, or take it out of `surfaces`".into());
    }
    let wanted = [
        ("name", ParamType::Line),
        ("arguments", ParamType::ObjectOrJson),
    ];
    let has = |(name, kind): &(&str, ParamType)| {
        params
            .iter()
            .any(|(own, param)| own == name && param.kind == *kind)
    };
    if tool.relays && (tool.is_usual() || !wanted.iter().all(has)) {
        fault("a tool that `relays` is listed by `progressive` alone and has the parameters `name` (line) and `arguments` (object_or_json)".into());
    }
}

fn needs(name: &str, tool: &Tool, fault: &mut dyn FnMut(String)) -> Vec<Product> {
    let prefix = name.split('_').next().unwrap_or_default().to_owned();
    let names = tool.needs.clone().unwrap_or_else(|| vec![prefix]);
    let mut product = |name: &String| match name.as_str() {
        "jira" => Some(Product::Jira),
        "confluence" => Some(Product::Confluence),
        "bitbucket" => Some(Product::Bitbucket),
        other => {
            fault(format!(
                "`{other}` is no product; state `needs = [\"jira\" | \"confluence\" | \"bitbucket\", …]`"
            ));
            None
        }
    };
    names.iter().filter_map(&mut product).collect()
}
