//! One parameter struct a tool: parser and JSON schema in one.

use heck::ToUpperCamelCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::name;
use crate::check::Checked;
use crate::manifest::{Param, ParamType};

/// The structs and enums of all tools.
pub fn emit(tools: &[Checked<'_>]) -> TokenStream {
    let structs = tools.iter().map(one);
    quote! {
        /// The parameters of every tool, as `tools.toml` declares them.
        pub mod params {
            use schemars::JsonSchema;
            use serde::Deserialize;
            use crate::args;
            use crate::scope::{Key, Scope};
            #(#structs)*
        }
    }
}

/// The name of a tool's parameter struct.
pub fn struct_name(tool: &str) -> proc_macro2::Ident {
    format_ident!("{}", tool.to_upper_camel_case())
}

fn one(tool: &Checked<'_>) -> TokenStream {
    let struct_name = struct_name(tool.name);
    let doc = format!("Parameters of `{}`.", tool.name);
    let enums = tool
        .params
        .iter()
        .filter(|(_, p)| p.kind == ParamType::Choice)
        .map(|(param, p)| choice(tool.name, param, p));
    let fields = tool
        .params
        .iter()
        .map(|(param, p)| field(tool.name, param, p));
    let defaults = tool
        .params
        .iter()
        .filter_map(|(param, p)| default_fn(tool.name, param, p));
    let schemas = tool
        .params
        .iter()
        .filter_map(|(param, p)| items_fn(param, p));
    let keys: Vec<_> = tool
        .params
        .iter()
        .filter_map(|(param, p)| key(param, p))
        .collect();
    let count = keys.len();
    let lists = tool
        .params
        .iter()
        .filter(|(_, p)| p.kind == ParamType::IssueKeys);
    let lists = lists.map(|(param, _)| {
        let ident = name(param);
        quote!(.chain(self.#ident.iter().map(|issue| Key::Issue(issue))))
    });
    quote! {
        #(#enums)*
        #[doc = #doc]
        #[derive(Debug, Clone, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct #struct_name { #(#fields)* }
        impl #struct_name { #(#defaults)* #(#schemas)* }
        impl Scope for #struct_name {
            fn keys(&self) -> Vec<Key<'_>> {
                let keys: [Option<Key<'_>>; #count] = [#(#keys),*];
                keys.into_iter().flatten() #(#lists)* .collect()
            }
        }
    }
}

fn field(tool: &str, param_name: &str, param: &Param) -> TokenStream {
    let ident = name(param_name);
    let doc = match param.doc.as_str() {
        "" => quote!(#[allow(missing_docs, reason = "its name says what it is")]),
        doc => quote!(#[doc = #doc]),
    };
    let bare = rust_type(tool, param_name, param);
    let given = param.required || param.default.is_some();
    let ty = if given { bare } else { quote!(Option<#bare>) };
    let mut serde = Vec::new();
    if param.default.is_some() {
        let path = format!("{}::default_{param_name}", struct_name(tool));
        serde.push(quote!(default = #path));
    } else if !param.required {
        serde.push(quote!(default));
    }
    if let Some(reader) = reader(param, given) {
        serde.push(quote!(deserialize_with = #reader));
    }
    let serde = (!serde.is_empty()).then(|| quote!(#[serde(#(#serde),*)]));
    let range = range(param);
    let items = (!param.items.is_empty()).then(|| {
        let path = format!("{}::items_of_{param_name}", struct_name(tool));
        quote!(#[schemars(schema_with = #path)])
    });
    quote! {
        #doc
        #serde
        #range
        #items
        pub #ident: #ty,
    }
}

fn reader(param: &Param, given: bool) -> Option<String> {
    let optional = if given { "" } else { "optional_" };
    match param.kind {
        ParamType::Integer => {
            let (min, max) = (param.min.unwrap_or(i64::MIN), param.max.unwrap_or(i64::MAX));
            Some(format!(
                "args::{optional}integer::<_, {{ {min} }}, {{ {max} }}>"
            ))
        }
        ParamType::Boolean => Some(format!("args::{optional}boolean")),
        _ => None,
    }
}

fn range(param: &Param) -> Option<TokenStream> {
    let min = param.min.map(|min| quote!(min = #min));
    let max = param.max.map(|max| quote!(max = #max));
    let bounds: Vec<_> = min.into_iter().chain(max).collect();
    (!bounds.is_empty()).then(|| quote!(#[schemars(range(#(#bounds),*))]))
}

fn rust_type(tool: &str, param_name: &str, param: &Param) -> TokenStream {
    match param.kind {
        ParamType::Text
        | ParamType::Line
        | ParamType::Address
        | ParamType::PageToken
        | ParamType::Jql
        | ParamType::Cql => quote!(args::Text),
        ParamType::Markdown => quote!(args::Markdown),
        ParamType::Integer => quote!(i64),
        ParamType::Boolean => quote!(bool),
        ParamType::IssueKey => quote!(args::IssueKey),
        ParamType::IssueKeys => quote!(args::IssueKeys),
        ParamType::ProjectKey => quote!(args::ProjectKey),
        ParamType::BitbucketProject => quote!(args::BitbucketProject),
        ParamType::Repository => quote!(args::Repository),
        ParamType::SpaceKey => quote!(args::SpaceKey),
        ParamType::PageId => quote!(args::PageId),
        ParamType::Id => quote!(args::Id),
        ParamType::CsvOrList => quote!(args::CsvOrList),
        ParamType::ObjectOrJson => quote!(args::ObjectOrJson),
        ParamType::ArrayOrJson => quote!(args::ArrayOrJson),
        ParamType::Choice => {
            let choice = choice_name(tool, param_name);
            quote!(args::OneOf<#choice>)
        }
    }
}

fn choice_name(tool: &str, param_name: &str) -> proc_macro2::Ident {
    format_ident!("{}", format!("{tool}_{param_name}").to_upper_camel_case())
}

fn choice(tool: &str, param_name: &str, param: &Param) -> TokenStream {
    let ident = choice_name(tool, param_name);
    let doc = format!("The values of `{param_name}` of `{tool}`.");
    let variants: Vec<_> = param
        .values
        .iter()
        .map(|value| format_ident!("{}", value.to_upper_camel_case()))
        .collect();
    let values = &param.values;
    let docs = values.iter().map(|value| format!("`{value}`"));
    quote! {
        #[doc = #doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
        pub enum #ident { #(#[doc = #docs] #[serde(rename = #values)] #variants,)* }
        impl args::Choice for #ident {
            const ALL: &'static [(&'static str, Self)] = &[#((#values, Self::#variants)),*];
        }
    }
}

fn default_fn(tool: &str, param_name: &str, param: &Param) -> Option<TokenStream> {
    let default = param.default.as_ref()?;
    let ident = format_ident!("default_{param_name}");
    let ty = rust_type(tool, param_name, param);
    let value = match default {
        toml::Value::Integer(number) => quote!(#number),
        toml::Value::Boolean(flag) => quote!(#flag),
        toml::Value::String(text) if param.kind == ParamType::Choice => {
            let choice = choice_name(tool, param_name);
            let variant = format_ident!("{}", text.to_upper_camel_case());
            quote!(args::OneOf(#choice::#variant))
        }
        other => {
            let text = other.as_str().unwrap_or_default();
            quote!(args::Text(#text.to_owned()))
        }
    };
    Some(quote!(fn #ident() -> #ty { #value }))
}

/// The schema of a list whose objects hold texts of these names.
fn items_fn(param_name: &str, param: &Param) -> Option<TokenStream> {
    let items = &param.items;
    let ident = format_ident!("items_of_{param_name}");
    (!items.is_empty()).then(|| {
        quote! {
            fn #ident(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                args::schema_of_items(&[#(#items),*])
            }
        }
    })
}

/// How a parameter narrows what the call may touch. Places in Bitbucket are checked where they are taken apart.
fn key(param_name: &str, param: &Param) -> Option<TokenStream> {
    let ident = name(param_name);
    let variant = match param.kind {
        ParamType::IssueKey => quote!(Issue),
        ParamType::ProjectKey => quote!(JiraProject),
        ParamType::SpaceKey => quote!(Space),
        _ => return None,
    };
    Some(match param.required {
        true => quote!(Some(Key::#variant(&self.#ident))),
        false => quote!(self.#ident.as_deref().map(Key::#variant)),
    })
}
