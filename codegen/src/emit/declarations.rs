//! What tools are, without what they do: data for whoever lists, finds or allows them.

use std::collections::BTreeMap;

use heck::ToShoutySnakeCase;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::variant;
use crate::check::Checked;
use crate::manifest::{Access, Limit, Param, Surface};
use crate::spec::Deployment;

/// One static a tool, the list of them, and the toolsets.
pub fn emit(tools: &[Checked<'_>], toolsets: &BTreeMap<String, String>) -> TokenStream {
    let declarations = tools.iter().map(one);
    let (usual, ways): (Vec<_>, Vec<_>) = tools.iter().partition(|tool| tool.tool.is_usual());
    let idents = usual.iter().map(|tool| ident(tool.name));
    let ways = ways.iter().map(|tool| ident(tool.name));
    let toolsets = toolsets.iter().map(|(name, about)| quote!((#name, #about)));
    quote! {
        /// Every declared tool, by name in alphabetical order.
        pub static DECLARATIONS: &[&Declaration] = &[#(&#idents),*];

        /// What is there only where those are not listed, to call them by; likewise.
        pub static WAYS: &[&Declaration] = &[#(&#ways),*];

        /// The toolsets and what each is for.
        pub static TOOLSETS: &[(&str, &str)] = &[#(#toolsets),*];

        #(#declarations)*
    }
}

/// The name of a tool's static.
pub fn ident(tool: &str) -> Ident {
    format_ident!("{}", tool.to_shouty_snake_case())
}

fn one(tool: &Checked<'_>) -> TokenStream {
    let ident = ident(tool.name);
    let doc = format!("`{}`", tool.name);
    let (tool_name, title, description) =
        (tool.name, &tool.tool.title, tool.tool.description.trim());
    let (toolset, keywords) = (&tool.tool.toolset, &tool.tool.keywords);
    let needs = tool.needs.iter().map(variant);
    let effect = effect(tool);
    let surfaces = tool.tool.surfaces.iter().map(|surface| match surface {
        Surface::Full => quote!(Surface::Full),
        Surface::Progressive => quote!(Surface::Progressive),
    });
    let parameters = tool
        .params
        .iter()
        .map(|(name, param)| parameter(name, param));
    quote! {
        #[doc = #doc]
        pub static #ident: Declaration = Declaration {
            name: #tool_name,
            title: #title,
            description: #description,
            toolset: #toolset,
            keywords: &[#(#keywords),*],
            needs: &[#(#needs),*],
            effect: #effect,
            surfaces: &[#(#surfaces),*],
            parameters: &[#(#parameters),*],
        };
    }
}

fn effect(tool: &Checked<'_>) -> TokenStream {
    match tool.access {
        Access::Read => quote!(Effect::Read),
        Access::Write => {
            let (destructive, idempotent) = (
                tool.tool.destructive == Some(true),
                tool.tool.idempotent == Some(true),
            );
            quote!(Effect::Write { destructive: #destructive, idempotent: #idempotent })
        }
    }
}

fn parameter(name: &str, param: &Param) -> TokenStream {
    let (aliases, members, required, files) =
        (&param.aliases, &param.members, param.required, param.files);
    let limit = match param.kind.limit() {
        Limit::Characters(most) => quote!(Limit::Characters(#most)),
        Limit::Encoded(most) => quote!(Limit::Encoded(#most)),
    };
    let listed = listed(param);
    quote!(Parameter { name: #name, aliases: &[#(#aliases),*], members: &[#(#members),*], required: #required, files: #files, listed: #listed, limit: #limit })
}

fn listed(param: &Param) -> TokenStream {
    match (param.listed, param.on) {
        (false, _) => quote!(Listed::Nowhere),
        (true, None) => quote!(Listed::Everywhere),
        (true, Some(Deployment::Cloud)) => quote!(Listed::On(Deployment::Cloud)),
        (true, Some(Deployment::DataCenter)) => quote!(Listed::On(Deployment::DataCenter)),
    }
}
