//! `tools.toml` against the specifications: every fault at once, each with the tool's name and the remedy.

use std::collections::{BTreeMap, BTreeSet};

use crate::manifest::{Access, Manifest, Param, ParamType, Request, Surface, Tool};
use crate::offers;
use crate::spec::{Deployment, Operation, Product, Spec};
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

/// An operation and the document that holds it.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The document.
    pub spec: &'a Spec,
    /// The operation.
    pub operation: &'a Operation,
}

/// All vendored operations, to look requests up in.
#[derive(Debug)]
pub struct Catalogue<'a> {
    documents: Vec<(&'a Spec, Vec<Operation>)>,
    reading: BTreeSet<&'a str>,
    deprecated: BTreeSet<&'a str>,
}

impl<'a> Catalogue<'a> {
    /// The operations of the vendored `slices`; where generation sees one otherwise (`fixed`), as it sees it. Those in
    /// [`Manifest::reading`] are taken as reading, those in [`Manifest::deprecated`] as known to be deprecated.
    pub fn new(slices: &'a [Spec], fixed: &[Spec], manifest: &'a Manifest) -> Self {
        let as_generated = |fixed: &[Operation], operation: Operation| {
            let same = fixed
                .iter()
                .find(|other| other.endpoint() == operation.endpoint());
            same.cloned().unwrap_or(operation)
        };
        let documents = slices.iter().zip(fixed).map(|(slice, fixed)| {
            let fixed = fixed.operations();
            (
                slice,
                slice
                    .operations()
                    .into_iter()
                    .map(|operation| as_generated(&fixed, operation))
                    .collect(),
            )
        });
        let documents = documents.collect();
        let names = |requests: &'a [String]| requests.iter().map(String::as_str).collect();
        Self {
            documents,
            reading: names(&manifest.reading),
            deprecated: names(&manifest.deprecated),
        }
    }

    /// The operation that `tools.toml` calls `request` on `deployment`.
    pub fn find(&self, deployment: &str, request: &str) -> Option<Found<'_>> {
        self.on(deployment)
            .find(|found| found.operation.endpoint().to_string() == request)
    }

    fn on(&self, deployment: &str) -> impl Iterator<Item = Found<'_>> {
        self.all().filter(move |found| {
            let mut deployments = found.spec.document.deployments.iter();
            deployments.any(|own| own.key() == deployment)
        })
    }

    /// Whether the operation may change anything.
    pub fn access(&self, operation: &Operation) -> Access {
        let reads = operation.method == "GET"
            || self
                .reading
                .contains(operation.endpoint().to_string().as_str());
        if reads { Access::Read } else { Access::Write }
    }

    /// Every operation of every document.
    pub fn all(&self) -> impl Iterator<Item = Found<'_>> {
        self.documents.iter().flat_map(|(spec, operations)| {
            operations.iter().map(|operation| Found { spec, operation })
        })
    }

    /// The nearest request of the same method.
    fn suggestion(&self, deployment: &str, request: &str) -> String {
        let method = request.split(' ').next().unwrap_or_default();
        let names: Vec<String> = self
            .on(deployment)
            .filter(|found| found.operation.method == method)
            .map(|found| found.operation.endpoint().to_string())
            .collect();
        did_you_mean(request, names.iter().map(String::as_str))
    }
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
        parameters(&params, &mut fault);
        let params = with_aliases(params, &manifest.aliases);
        requests(tool, access, catalogue, &mut fault);
        behaviour(tool, handler_exists, &mut fault);
        surfaces(tool, &params, &mut fault);
        arguments(tool, &params, catalogue, &mut fault);
        let needs = needs(name, tool, &mut fault);
        checked.push(Checked {
            name,
            tool,
            access,
            needs,
            params,
        });
    }
    faults.extend(server_requests(manifest, catalogue));
    faults.extend(unused_aliases(manifest, &checked));
    faults.extend(unused(manifest, catalogue));
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

fn parameters(params: &[(String, Param)], fault: &mut dyn FnMut(String)) {
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
fn with_aliases(
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

fn requests(tool: &Tool, access: Access, catalogue: &Catalogue<'_>, fault: &mut dyn FnMut(String)) {
    for (deployment, request) in tool.requests() {
        match catalogue.find(deployment, request) {
            None => fault(no_operation(deployment, request, catalogue)),
            Some(found)
                if access == Access::Read && catalogue.access(found.operation) == Access::Write =>
            {
                fault(format!(
                    "a read tool may not use `{request}`, which writes; make the tool `access = \"write\"`, or add the request to `reading` if it only reads"
                ))
            }
            Some(_) => {}
        }
        if let Some(what) = deprecation(deployment, request, catalogue) {
            fault(what);
        }
    }
}

/// What is wrong with using a request that Atlassian has deprecated without knowing.
fn deprecation(deployment: &str, request: &str, catalogue: &Catalogue<'_>) -> Option<String> {
    let found = catalogue.find(deployment, request)?;
    let is_unknown = found.operation.deprecated && !catalogue.deprecated.contains(request);
    is_unknown.then(|| {
        format!(
            "Atlassian has deprecated `{request}`; use another request, or name it under `deprecated` until there is one"
        )
    })
}

fn no_operation(deployment: &str, request: &str, catalogue: &Catalogue<'_>) -> String {
    format!(
        "no {deployment} document has `{request}`{}; correct it, or take it in with `cargo run -p atlassian-mcp-codegen -- import`",
        catalogue.suggestion(deployment, request)
    )
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

fn arguments(
    tool: &Tool,
    params: &[(String, Param)],
    catalogue: &Catalogue<'_>,
    fault: &mut dyn FnMut(String),
) {
    let Some(call) = &tool.call else { return };
    for (deployment, request) in [("cloud", &call.cloud), ("dc", &call.dc)] {
        if let Some(found) = catalogue.find(deployment, &request.op) {
            request_arguments(deployment, request, found.operation, params, fault);
        }
    }
    let used: BTreeSet<&str> = call
        .cloud
        .args
        .values()
        .chain(call.dc.args.values())
        .map(String::as_str)
        .collect();
    for (name, _) in params
        .iter()
        .filter(|(name, _)| !used.contains(name.as_str()))
    {
        fault(format!(
            "parameter `{name}` is mapped to no argument; map it in `args` or remove it"
        ));
    }
}

fn request_arguments(
    deployment: &str,
    request: &Request,
    operation: &Operation,
    params: &[(String, Param)],
    fault: &mut dyn FnMut(String),
) {
    let known: BTreeMap<&str, bool> = operation
        .path_params
        .iter()
        .chain(&operation.query_params)
        .map(|p| (p.name.as_str(), p.required))
        .collect();
    for (argument, source) in &request.args {
        if !known.contains_key(argument.as_str()) {
            let near = did_you_mean(argument, known.keys().copied());
            fault(format!(
                "{deployment}: `{}` has no argument `{argument}`{near}",
                request.op
            ));
        }
        let param = params.iter().find(|(name, _)| name == source);
        if param.is_some_and(|(_, param)| param.kind == ParamType::Text) {
            fault(format!(
                "{deployment}: `{source}` goes into an address and is of type `text`, which may be long; make it `line`, `address`, `page_token` or `cql`"
            ));
        }
        if !source.starts_with('=') && param.is_none() {
            let near = did_you_mean(source, params.iter().map(|(name, _)| name.as_str()));
            fault(format!(
                "{deployment}: argument `{argument}` comes from `{source}`, which is no parameter{near}; a constant is written `=text`"
            ));
        }
    }
    let unmapped = known
        .iter()
        .filter(|(name, required)| **required && !request.args.contains_key(**name));
    for (name, _) in unmapped {
        fault(format!(
            "{deployment}: `{}` requires the argument `{name}`; map a parameter to it in `args`",
            request.op
        ));
    }
    if operation.body.is_some() {
        fault(format!(
            "{deployment}: `{}` takes a body, which a [call] cannot build; write a handler",
            request.op
        ));
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

fn unused_aliases(manifest: &Manifest, tools: &[Checked<'_>]) -> Vec<String> {
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

fn server_requests(manifest: &Manifest, catalogue: &Catalogue<'_>) -> Vec<String> {
    let unknown =
        |(deployment, request): &(&str, &str)| catalogue.find(deployment, request).is_none();
    let unknown = manifest.server.all().filter(unknown);
    let unknown = unknown.map(|(deployment, request)| no_operation(deployment, request, catalogue));
    let deprecated = manifest
        .server
        .all()
        .filter_map(|(deployment, request)| deprecation(deployment, request, catalogue));
    let faults = unknown.chain(deprecated);
    faults.map(|fault| format!("[server]: {fault}")).collect()
}

/// Vendored operations that nothing names: they would be generated and reviewed for nobody.
fn unused(manifest: &Manifest, catalogue: &Catalogue<'_>) -> Vec<String> {
    let tools = manifest.tools.values().flat_map(Tool::requests);
    let used: BTreeSet<&str> = tools
        .chain(manifest.server.all())
        .map(|(_, request)| request)
        .collect();
    let mut faults: Vec<String> = catalogue
        .all()
        .filter(|found| !used.contains(found.operation.endpoint().to_string().as_str()))
        .map(|found| {
            format!(
                "specs/{}.json: no tool uses `{}`; name it in a tool's operations, or import the document again to drop it",
                found.spec.document.name,
                found.operation.endpoint()
            )
        })
        .collect();
    let reading = manifest
        .reading
        .iter()
        .filter(|request| !used.contains(request.as_str()));
    faults.extend(reading.map(|request| format!("`reading`: no tool uses `{request}`; remove it")));
    let is_deprecated = |request: &&String| {
        let mut all = catalogue.all();
        all.any(|found| {
            found.operation.deprecated && found.operation.endpoint().to_string() == **request
        })
    };
    let fine = manifest
        .deprecated
        .iter()
        .filter(|name| !is_deprecated(name));
    faults.extend(
        fine.map(|request| format!("`deprecated`: no document says so of `{request}`; remove it")),
    );
    faults
}
