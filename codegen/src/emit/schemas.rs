//! The JSON schemas of each tool: of what it takes, and of what it replies.

use proc_macro2::TokenStream;
use quote::quote;

use super::{declarations, name, params};
use crate::check::Checked;

/// `SCHEMAS`.
pub fn emit(tools: &[Checked<'_>]) -> TokenStream {
    let entries = tools.iter().map(|tool| {
        let declaration = declarations::ident(tool.name);
        let params_struct = params::struct_name(tool.name);
        let output = match &tool.tool.reply {
            Some(shape) => {
                let shape = shape.split("::").map(name);
                quote!(Some(crate::args::output_of::<crate::views::shapes #(::#shape)*>))
            }
            None => quote!(None),
        };
        quote! {
            Schemas {
                tool: &declaration::#declaration,
                input: crate::args::schema_of::<crate::api::params::#params_struct>,
                output: #output,
            }
        }
    });
    quote! {
        /// Those of every tool.
        static SCHEMAS: &[Schemas] = &[#(#entries),*];
    }
}
