//! What tools ask of Atlassian: requests that there are, with all of their arguments.

use std::collections::{BTreeMap, BTreeSet};

use super::Catalogue;
use crate::manifest::{Access, Manifest, Param, ParamType, Request, Tool};
use crate::spec::Operation;
use crate::suggest::did_you_mean;

pub(super) fn check(
    tool: &Tool,
    access: Access,
    catalogue: &Catalogue<'_>,
    fault: &mut dyn FnMut(String),
) {
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

pub(super) fn arguments(
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

pub(super) fn of_server(manifest: &Manifest, catalogue: &Catalogue<'_>) -> Vec<String> {
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
pub(super) fn unused(manifest: &Manifest, catalogue: &Catalogue<'_>) -> Vec<String> {
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
