//! Resources and prompts, as data.

use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;

use super::declarations::ident;
use crate::check::Checked;
use crate::manifest::{Manifest, Prompt, Resource};
use crate::offers::named;

/// `RESOURCES` and `PROMPTS`.
pub fn emit(manifest: &Manifest, tools: &[Checked<'_>]) -> TokenStream {
    let resources = manifest
        .resources
        .iter()
        .map(|(name, of)| resource(name, of, manifest));
    let tools: Vec<_> = tools.iter().collect();
    let prompts = manifest
        .prompts
        .iter()
        .map(|(name, of)| prompt(name, of, manifest, &tools));
    quote! {
        /// What clients can read by an address.
        pub static RESOURCES: &[Resource] = &[#(#resources),*];

        /// What people can ask for by a name.
        pub static PROMPTS: &[Prompt] = &[#(#prompts),*];
    }
}

fn resource(name: &str, of: &Resource, manifest: &Manifest) -> TokenStream {
    let (uri, title, mime) = (&of.uri, &of.title, &of.mime);
    let call = call(&of.tool, &of.args);
    let completed = of.complete.iter().map(|(value, by)| {
        let by = completion(by, manifest);
        quote!((#value, #by))
    });
    quote!(Resource { name: #name, uri: #uri, title: #title, mime: #mime, call: #call, completed: &[#(#completed),*] })
}

fn prompt(name: &str, of: &Prompt, manifest: &Manifest, tools: &[&Checked<'_>]) -> TokenStream {
    let (title, description, text) = (&of.title, &of.description, of.text.trim());
    let named = named(of, tools);
    let needs = named.iter().map(|tool| ident(tool.name));
    let arguments = of.arguments().unwrap_or_default();
    let arguments = arguments.iter().map(|(name, arg)| {
        let about = &arg.doc;
        let completion = match &arg.complete {
            Some(by) => {
                let by = completion(by, manifest);
                quote!(Some(#by))
            }
            None => quote!(None),
        };
        quote!(Argument { name: #name, about: #about, completion: #completion })
    });
    quote! {
        Prompt {
            name: #name,
            title: #title,
            description: #description,
            text: #text,
            needs: &[#(&declaration::#needs),*],
            arguments: &[#(#arguments),*],
        }
    }
}

fn completion(by: &str, manifest: &Manifest) -> Option<TokenStream> {
    let of = manifest.completions.get(by)?;
    let (list, item) = (&of.list, &of.item);
    let call = call(&of.tool, &of.args);
    Some(quote!(Completion { call: #call, list: #list, item: #item }))
}

fn call(tool: &str, args: &BTreeMap<String, String>) -> TokenStream {
    let tool = ident(tool);
    let args = args.iter().map(|(name, text)| quote!((#name, #text)));
    quote!(Call { tool: &declaration::#tool, arguments: &[#(#args),*] })
}
