//! Which scopes a token needs: of each operation on Cloud, and which of these each tool may ask for.

use proc_macro2::TokenStream;
use quote::quote;

use super::variant;
use crate::check::{Catalogue, Checked};
use crate::manifest::Manifest;
use crate::scopes::Scopes;

const CLOUD: &str = "cloud";

/// `scopes.rs`: `OPERATIONS`, `TOOLS`, `SERVER`.
pub fn emit(tools: &[Checked<'_>], manifest: &Manifest, catalogue: &Catalogue<'_>) -> TokenStream {
    let operations = manifest
        .requests(&[crate::spec::Deployment::Cloud])
        .collect::<std::collections::BTreeSet<_>>();
    let operations = operations.into_iter().filter_map(|name| {
        let found = catalogue.find(CLOUD, name)?;
        let Scopes { oauth, token } = Scopes::of(found.spec, &found.operation.endpoint());
        let product = variant(&found.spec.document.product);
        Some(quote! {
            Operation { name: #name, product: #product, oauth: &[#(#oauth),*], token: &[#(#token),*] }
        })
    });
    let tools = tools.iter().map(|tool| {
        let name = tool.name;
        let asked = cloud(tool.tool.requests());
        quote!((#name, &[#(#asked),*]))
    });
    let server = cloud(manifest.server.all());
    quote! {
        /// Every operation that is asked for on Cloud, by name.
        pub static OPERATIONS: &[Operation] = &[#(#operations),*];

        /// The operations that each tool may ask for.
        static TOOLS: &[(&str, &[&str])] = &[#(#tools),*];

        /// Those that many tools share.
        static SERVER: &[&str] = &[#(#server),*];
    }
}

fn cloud<'a>(requests: impl Iterator<Item = (&'static str, &'a str)>) -> Vec<&'a str> {
    let cloud = requests.filter(|(deployment, _)| *deployment == CLOUD);
    cloud.map(|(_, request)| request).collect()
}
