//! From checked declarations to Rust source.

mod calls;
mod declarations;
mod offers;
mod params;
mod schemas;
mod scopes;
mod table;

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::check::{Catalogue, Checked};
use crate::manifest::{Access, Manifest};
use crate::spec::{Product, Spec};

/// `api.rs`: the modules of the generated clients, the typed requests and the parameter structs.
pub fn api(
    clients: &[(&Spec, syn::File)],
    tools: &[Checked<'_>],
    catalogue: &Catalogue<'_>,
) -> TokenStream {
    let modules = clients.iter().map(|(spec, _)| {
        let module = format_ident!("{}", spec.document.module());
        let file = format!("/clients/{module}.rs");
        quote! {
            #[allow(clippy::all, clippy::restriction, missing_docs, unused_qualifications, dead_code, unused_imports)]
            pub mod #module { include!(concat!(env!("OUT_DIR"), #file)); }
        }
    });
    let requests = clients
        .iter()
        .map(|(spec, client)| calls::emit(spec, client, catalogue));
    let probed = clients
        .iter()
        .filter(|(spec, client)| !calls::probes(spec, client).is_empty())
        .map(|(spec, _)| format_ident!("{}", spec.document.module()));
    let params = params::emit(tools);
    quote! {
        /// What progenitor generates from the vendored documents.
        pub mod clients { #(#modules)* }
        #(#requests)*
        /// Sends every request of all documents that has a text in its path, that text being `value`.
        #[cfg(test)]
        pub async fn probe_all(session: &crate::http::Session, value: &str) -> Vec<(&'static str, crate::error::Result<crate::http::Answer>)> {
            let mut sent = Vec::new();
            #(sent.extend(#probed::probe(session, value).await);)*
            sent
        }
        #params
    }
}

/// `handles.rs`: the methods that give the requests of each document, of `Ctx` those that read, of `WriteCtx` all.
pub fn handles(clients: &[(&Spec, syn::File)]) -> TokenStream {
    let of = |access| clients.iter().map(move |(spec, _)| handle(spec, access));
    let (read, write) = (of(Access::Read), of(Access::Write));
    quote! {
        impl Ctx { #(#read)* }
        impl WriteCtx { #(#write)* }
    }
}

/// The method that gives the requests of one document.
fn handle(spec: &Spec, access: Access) -> TokenStream {
    let access = match access {
        Access::Read => quote!(Read),
        Access::Write => quote!(Write),
    };
    let module = format_ident!("{}", spec.document.module());
    let handle = params::struct_name(&spec.document.module());
    let product = product(spec.document.product);
    let doc = format!(
        "The requests of `{}`, over the caller's session.",
        spec.document.name
    );
    quote! {
        #[doc = #doc]
        ///
        /// # Errors
        /// If the product is not configured.
        pub fn #module(&self) -> Result<crate::api::#module::#handle<#access>> {
            crate::api::#module::#handle::new(self.session(Product::#product)?)
        }
    }
}

/// `declarations.rs`: what tools are.
pub fn declarations(tools: &[Checked<'_>], toolsets: &BTreeMap<String, String>) -> TokenStream {
    declarations::emit(tools, toolsets)
}

/// `scopes.rs`: what a token needs for them.
pub fn scopes(
    tools: &[Checked<'_>],
    manifest: &Manifest,
    catalogue: &Catalogue<'_>,
) -> TokenStream {
    scopes::emit(tools, manifest, catalogue)
}

/// `table.rs`: what tools do.
pub fn table(tools: &[Checked<'_>], catalogue: &Catalogue<'_>) -> TokenStream {
    table::emit(tools, catalogue)
}

/// `offers.rs`: resources and prompts.
pub fn offers(manifest: &Manifest, tools: &[Checked<'_>]) -> TokenStream {
    offers::emit(manifest, tools)
}

/// `schemas.rs`: what tools take and reply.
pub fn schemas(tools: &[Checked<'_>]) -> TokenStream {
    schemas::emit(tools)
}

/// The expression for one of our products.
fn variant(of: &Product) -> TokenStream {
    let variant = product(*of);
    quote!(Product::#variant)
}

/// The variant of our `Product` that stands for a document's.
fn product(product: Product) -> Ident {
    format_ident!("{}", format!("{product:?}"))
}

/// An identifier, raw where the word is a keyword of Rust.
fn name(text: &str) -> Ident {
    syn::parse_str::<Ident>(text).unwrap_or_else(|_| match text {
        "self" | "super" | "crate" | "Self" => format_ident!("{text}_"),
        _ => format_ident!("r#{text}"),
    })
}
