//! The table of the registry: what each declared tool does.

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{declarations, name, params, variant};
use crate::check::{Catalogue, Checked};
use crate::manifest::{Access, Call, ParamType, Request};

/// `TOOLS` and the functions of the tools that are pure calls.
pub fn emit(tools: &[Checked<'_>], catalogue: &Catalogue<'_>) -> TokenStream {
    let (usual, ways): (Vec<_>, Vec<_>) = tools.iter().partition(|tool| tool.tool.is_usual());
    let entries = usual.into_iter().map(entry);
    let ways = ways.into_iter().map(entry);
    let calls = tools
        .iter()
        .filter_map(|tool| Some(call(tool, tool.tool.call.as_ref()?, catalogue)));
    quote! {
        /// Every tool, in the order of [`crate::declaration::DECLARATIONS`].
        pub static TOOLS: &[Tool] = &[#(#entries),*];

        /// The ways to them, in the order of [`crate::declaration::WAYS`].
        pub static WAYS: &[Tool] = &[#(#ways),*];

        /// The tools that are one request a deployment.
        mod calls {
            use crate::api::params;
            use crate::ctx::Ctx;
            use crate::error::Result;
            use crate::product::{Deployment, Product};
            use crate::reply::Reply;
            #(#calls)*
        }
    }
}

fn entry(tool: &Checked<'_>) -> TokenStream {
    let declaration = declarations::ident(tool.name);
    let run = match tool.tool.relays {
        true => relay(tool),
        false => run(tool),
    };
    quote! {
        Tool { declaration: &declaration::#declaration, run: #run }
    }
}

fn relay(tool: &Checked<'_>) -> TokenStream {
    let params_struct = params::struct_name(tool.name);
    quote! {
        Run::Relay(|arguments| {
            let params: params::#params_struct = arguments.parse()?;
            Ok(Asked { name: params.name.0, given: params.arguments.unwrap_or_default().0 })
        })
    }
}

fn run(tool: &Checked<'_>) -> TokenStream {
    let function = match &tool.tool.handler {
        Some(handler) => {
            let segments = handler.split("::").map(name);
            quote!(crate::tools #(::#segments)*)
        }
        None => {
            let ident = name(tool.name);
            quote!(calls::#ident)
        }
    };
    let params_struct = params::struct_name(tool.name);
    let variant = match tool.access {
        Access::Read => quote!(Read),
        Access::Write => quote!(Write),
    };
    let names_projects = tool.params.iter().any(|(_, param)| {
        let of_jira = tool.name.starts_with("jira_");
        of_jira
            && matches!(
                param.kind,
                ParamType::IssueKey | ParamType::IssueKeys | ParamType::ProjectKey
            )
    });
    let function = match names_projects {
        false => quote!(#function(&ctx, params).await),
        // A key that no project has is often one letter from one that does.
        true => quote! {
            let keys = crate::scope::jira_projects_of(&params);
            match #function(&ctx, params).await {
                Err(error) => Err(crate::tools::jira::projects::project_keys::explained(&ctx, &keys, error).await),
                reply => reply,
            }
        },
    };
    let sites = site_checks(tool);
    quote! {
        Run::#variant(|ctx, arguments| Box::pin(async move {
            let params: params::#params_struct = arguments.parse()?;
            ctx.policy().check(&params)?;
            #(#sites)*
            #function
        }))
    }
}

fn call(tool: &Checked<'_>, call: &Call, catalogue: &Catalogue<'_>) -> TokenStream {
    let ident = name(tool.name);
    let params_struct = params::struct_name(tool.name);
    let ctx = match tool.access {
        Access::Read => quote!(Ctx),
        Access::Write => quote!(crate::ctx::WriteCtx),
    };
    let view: Vec<_> = call.answer.split("::").map(name).collect();
    let product = tool.needs.first().map(variant);
    let cloud = send("cloud", &call.cloud, tool, catalogue);
    let dc = send("dc", &call.dc, tool, catalogue);
    let checks = issue_checks(tool);
    quote! {
        pub(super) async fn #ident(ctx: &#ctx, params: params::#params_struct) -> Result<Reply> {
            #(#checks)*
            let answer = match ctx.deployment(#product)? {
                Deployment::Cloud => #cloud,
                Deployment::DataCenter => #dc,
            };
            Reply::of(answer, |view: crate::views #(::#view)*| Reply::json(&view))
        }
    }
}

/// Parameters that take an address in place of a key must not take one of another site.
fn site_checks(tool: &Checked<'_>) -> impl Iterator<Item = TokenStream> {
    tool.params.iter().filter_map(|(parameter, param)| {
        let product = match param.kind {
            ParamType::IssueKey | ParamType::IssueKeys => quote!(Product::Jira),
            ParamType::PageId => quote!(Product::Confluence),
            ParamType::BitbucketProject | ParamType::Repository => quote!(Product::Bitbucket),
            _ => return None,
        };
        let ident = name(parameter);
        let given = match (param.kind, param.required) {
            (ParamType::IssueKeys, true) => quote!(params.#ident.iter()),
            (ParamType::IssueKeys, false) => {
                quote!(params.#ident.iter().flat_map(|keys| keys.iter()))
            }
            (_, true) => quote!([&params.#ident]),
            (_, false) => quote!(params.#ident.iter()),
        };
        Some(quote! {
            for given in #given {
                crate::tools::site::check(&ctx, #product, given.address()).await?;
            }
        })
    })
}

/// The look-ups that the projects filter needs: an issue's id says nothing of its project, its key may be an old one.
fn issue_checks(tool: &Checked<'_>) -> impl Iterator<Item = TokenStream> {
    let issues = tool
        .params
        .iter()
        .filter(|(_, param)| param.kind == ParamType::IssueKey);
    issues.map(|(parameter, param)| {
        let ident = name(parameter);
        let check = quote!(crate::tools::jira::issues::check_project(ctx, issue).await?;);
        match param.required {
            true => quote!({ let issue = &params.#ident; #check }),
            false => quote!(if let Some(issue) = &params.#ident { #check }),
        }
    })
}

/// The expression that sends one request and waits for its answer.
fn send(
    deployment: &str,
    request: &Request,
    tool: &Checked<'_>,
    catalogue: &Catalogue<'_>,
) -> TokenStream {
    let Some(found) = catalogue.find(deployment, &request.op) else {
        return TokenStream::new();
    };
    let handle = name(&found.spec.document.module());
    let method = format_ident!("{}", found.operation.id);
    let required = found
        .operation
        .path_params
        .iter()
        .chain(found.operation.query_params.iter().filter(|p| p.required));
    let required: Vec<&str> = required.map(|p| p.name.as_str()).collect();
    let positional = required
        .iter()
        .filter_map(|argument| Some(value(request.args.get(*argument)?, tool, true)));
    let optional = request
        .args
        .iter()
        .filter(|(argument, _)| !required.contains(&argument.as_str()));
    let setters = optional.map(|(argument, source)| {
        let setter = name(&argument.to_snake_case());
        let value = value(source, tool, false);
        quote!(.#setter(#value))
    });
    quote!(ctx.#handle()?.#method(#(#positional),*) #(#setters)* .send().await?)
}

/// The expression for an argument: a constant, or a parameter in the form the client takes.
fn value(source: &str, tool: &Checked<'_>, positional: bool) -> TokenStream {
    if let Some(constant) = source.strip_prefix('=') {
        return quote!(#constant);
    }
    let ident = name(source);
    let param = tool
        .params
        .iter()
        .find(|(name, _)| name == source)
        .map(|(_, param)| param);
    let given = param.is_some_and(|p| p.required || p.default.is_some());
    match param.map(|p| p.kind) {
        Some(ParamType::Integer | ParamType::Boolean) => quote!(params.#ident),
        Some(ParamType::CsvOrList) if given => quote!(params.#ident.joined().as_str()),
        Some(ParamType::CsvOrList) => {
            quote!(params.#ident.as_ref().map(|list| list.joined()).as_deref())
        }
        _ if given || positional => quote!(&params.#ident),
        _ => quote!(params.#ident.as_deref()),
    }
}
