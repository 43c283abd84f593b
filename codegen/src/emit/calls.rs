//! Typed requests: what handlers call. Writing ones exist only on clients that were made for writing.

use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{FnArg, ImplItem, Item, Pat, Type};

use super::name;
use crate::check::Catalogue;
use crate::manifest::Access;
use crate::spec::{Deployment, Operation, Product, Spec};

/// One argument of a generated client method.
struct Argument {
    ident: Ident,
    ty: Type,
}

/// The requests of one document, as a module beside the generated client.
///
/// `client` is the source that progenitor made: its methods' signatures are the truth about names and types.
pub fn emit(spec: &Spec, client: &syn::File, catalogue: &Catalogue<'_>) -> TokenStream {
    let module = format_ident!("{}", spec.document.module());
    let handle = format_ident!("{}", spec.document.module().to_upper_camel_case());
    let methods = methods(client);
    let operations = spec.operations();
    let generated: Vec<_> = operations
        .iter()
        .filter_map(|op| Some((op, methods.get(&op.id)?)))
        .collect();
    let of = |access| {
        generated
            .iter()
            .filter(move |(op, _)| catalogue.access(op) == access)
    };
    let reads = of(Access::Read).map(|(op, arguments)| constructor(op, arguments));
    let writes: Vec<_> = of(Access::Write)
        .map(|(op, arguments)| constructor(op, arguments))
        .collect();
    let writes =
        (!writes.is_empty()).then(|| quote!(impl #handle<crate::access::Write> { #(#writes)* }));
    let builders = generated
        .iter()
        .map(|(op, arguments)| builder(spec, op, arguments, catalogue.access(op)));
    let reading = of(Access::Read).map(|(op, _)| &op.id);
    let paths = generated.iter().map(|(op, _)| {
        let (id, path) = (&op.id, &op.path);
        quote!((#id, #path))
    });
    let probes = probes(spec, client);
    let probe = (!probes.is_empty()).then(|| {
        quote! {
            /// Sends every request that has a text in its path, that text being `value`.
            #[cfg(test)]
            pub async fn probe(session: &Session, value: &str) -> Vec<(&'static str, Result<Answer>)> {
                let api = &#handle::<crate::access::Write>::new(session).unwrap();
                vec![#(#probes),*]
            }
        }
    });
    let doc = format!("Requests of the document `{}`.", spec.document.name);
    let base = base(spec);
    quote! {
        #[doc = #doc]
        pub mod #module {
            use std::marker::PhantomData;
            use futures_util::future::BoxFuture;
            use progenitor_client::{ClientHooks, ClientInfo, Error as ClientError, OperationInfo};
            use crate::access::Access;
            use crate::api::clients::#module::Client;
            pub use crate::api::clients::#module::types;
            use crate::error::Result;
            use crate::http::{Answer, Asked, Session};
            use crate::product::Product;

            /// Requests that only read: sent again after a failure, since that is safe.
            const READING: &[&str] = &[#(#reading),*];

            /// The documented path of each request.
            const PATHS: &[(&str, &str)] = &[#(#paths),*];

            impl ClientHooks<Session> for Client {
                async fn pre<E>(&self, request: &mut reqwest::Request, info: &OperationInfo) -> std::result::Result<(), ClientError<E>> {
                    let documented = PATHS.iter().find(|(id, _)| *id == info.operation_id);
                    match documented {
                        Some((_, path)) if crate::http::is_documented(request.url(), self.baseurl(), path) => Ok(()),
                        _ => Err(ClientError::InvalidRequest(crate::http::ELSEWHERE.to_owned())),
                    }
                }

                async fn exec(&self, request: reqwest::Request, info: &OperationInfo) -> reqwest::Result<reqwest::Response> {
                    self.inner().execute(request, READING.contains(&info.operation_id)).await
                }
            }

            #[doc = #doc]
            #[derive(Debug)]
            pub struct #handle<A> { client: Client, access: PhantomData<A> }

            impl<A: Access> #handle<A> {
                /// A client over `session`; sends nothing.
                ///
                /// # Errors
                /// If the HTTP client cannot be made (TLS settings).
                pub fn new(session: &Session) -> Result<Self> {
                    let client = Client::new_with_client(&#base, session.client()?.clone(), session.clone());
                    Ok(Self { client, access: PhantomData })
                }
                #(#reads)*
            }
            #writes
            #(#builders)*
            #probe
        }
    }
}

/// For the tests: a call of each operation that has text in its path.
pub fn probes(spec: &Spec, client: &syn::File) -> Vec<TokenStream> {
    let methods = methods(client);
    let operations = spec.operations();
    let probes = operations
        .iter()
        .filter_map(|op| probe(op, methods.get(&op.id)?));
    probes.collect()
}

/// Where the document's paths begin, from a session's address.
fn base(spec: &Spec) -> TokenStream {
    let prefix = spec.document.base;
    let confluence_cloud = spec.document.product == Product::Confluence
        && spec.document.deployments == [Deployment::Cloud];
    if confluence_cloud {
        // The address of Confluence Cloud ends in /wiki, which the documents' paths repeat.
        quote!(format!("{}{}", session.base_url().trim_end_matches("/wiki"), #prefix))
    } else {
        quote!(format!("{}{}", session.base_url(), #prefix))
    }
}

/// The methods of `impl Client` by name.
fn methods(client: &syn::File) -> std::collections::BTreeMap<String, Vec<Argument>> {
    let impls = client.items.iter().filter_map(|item| match item {
        Item::Impl(block) if block.trait_.is_none() => Some(block),
        _ => None,
    });
    let functions = impls
        .flat_map(|block| &block.items)
        .filter_map(|item| match item {
            ImplItem::Fn(function) if function.sig.asyncness.is_some() => Some(function),
            _ => None,
        });
    functions
        .map(|f| {
            (
                f.sig.ident.to_string(),
                f.sig.inputs.iter().filter_map(argument).collect(),
            )
        })
        .collect()
}

fn argument(input: &FnArg) -> Option<Argument> {
    match input {
        FnArg::Typed(typed) => match &*typed.pat {
            Pat::Ident(pat) => Some(Argument {
                ident: pat.ident.clone(),
                ty: (*typed.ty).clone(),
            }),
            _ => None,
        },
        FnArg::Receiver(_) => None,
    }
}

/// The `T` of an `Option<T>`.
fn optional(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path
        .path
        .segments
        .last()
        .filter(|segment| segment.ident == "Option")?;
    match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(syn::GenericArgument::Type(inner)) => Some(inner),
            _ => None,
        },
        _ => None,
    }
}

fn struct_name(operation: &Operation) -> Ident {
    format_ident!("{}", operation.id.to_upper_camel_case())
}

fn constructor(operation: &Operation, arguments: &[Argument]) -> TokenStream {
    let ident = format_ident!("{}", operation.id);
    let request = struct_name(operation);
    let doc = format!("`{}`", operation.endpoint());
    let required: Vec<_> = arguments
        .iter()
        .filter(|a| optional(&a.ty).is_none())
        .collect();
    let takes = required.iter().map(|a| {
        let (ident, ty) = (&a.ident, &a.ty);
        quote!(#ident: #ty)
    });
    let sets = arguments.iter().map(|a| {
        let ident = &a.ident;
        if optional(&a.ty).is_some() {
            quote!(#ident: None)
        } else {
            quote!(#ident)
        }
    });
    quote! {
        #[doc = #doc]
        pub fn #ident<'a>(&'a self, #(#takes),*) -> #request<'a> {
            #request { client: &self.client, #(#sets),* }
        }
    }
}

fn builder(
    spec: &Spec,
    operation: &Operation,
    arguments: &[Argument],
    access: Access,
) -> TokenStream {
    let method = format_ident!("{}", operation.id);
    let request = struct_name(operation);
    let endpoint = operation.endpoint().to_string();
    let doc = format!("`{endpoint}`, to be sent.");
    let product = super::product(spec.document.product);
    let writes = access == Access::Write;
    let fields = arguments.iter().map(|a| {
        let (ident, ty) = (&a.ident, &a.ty);
        quote!(#ident: #ty,)
    });
    let setters = arguments.iter().filter_map(setter);
    let segments = operation.path_params.iter().filter_map(|param| {
        let ident = name(&param.name.to_snake_case());
        let text = arguments.iter().any(|a| a.ident == ident && is_str(&a.ty));
        let wire = &param.name;
        text.then(|| quote!((#wire, self.#ident)))
    });
    let pass = arguments.iter().map(|a| {
        let ident = &a.ident;
        quote!(self.#ident)
    });
    quote! {
        #[doc = #doc]
        #[derive(Debug)]
        #[must_use]
        pub struct #request<'a> { client: &'a Client, #(#fields)* }
        impl<'a> #request<'a> {
            #(#setters)*
            /// Sends the request and reads the answer.
            ///
            /// # Errors
            /// What went wrong on the way or what Atlassian refused, in words for the caller.
            pub fn send(self) -> BoxFuture<'a, Result<Answer>> {
                let asked = Asked { product: Product::#product, operation: #endpoint, writes: #writes, quotes: self.client.inner().may_quote() };
                let fits = crate::http::check_segments(&[#(#segments),*]);
                Answer::read(self.client.inner(), asked, fits, Box::pin(self.client.#method(#(#pass),*)))
            }
        }
    }
}

/// For the tests: a call of an operation that has text in its path, all of which is `value`.
fn probe(operation: &Operation, arguments: &[Argument]) -> Option<TokenStream> {
    let in_path = |argument: &&Argument| {
        let mut params = operation.path_params.iter();
        is_str(&argument.ty)
            && params.any(|param| name(&param.name.to_snake_case()) == argument.ident)
    };
    arguments.iter().find(in_path)?;
    let (method, path) = (format_ident!("{}", operation.id), &operation.path);
    let required = arguments.iter().filter(|a| optional(&a.ty).is_none());
    let given = required.map(|argument| match &argument.ty {
        ty if is_str(ty) => quote!(value),
        Type::Reference(_) => quote!(&crate::api::tests::body()),
        _ => quote!(Default::default()),
    });
    Some(quote!((#path, api.#method(#(#given),*).send().await)))
}

fn setter(argument: &Argument) -> Option<TokenStream> {
    let inner = optional(&argument.ty)?;
    let ident = &argument.ident;
    let doc = format!("Sets `{ident}`; `None` leaves it out.");
    Some(quote! {
        #[doc = #doc]
        pub fn #ident(mut self, value: impl Into<Option<#inner>>) -> Self {
            self.#ident = value.into();
            self
        }
    })
}

fn is_str(ty: &Type) -> bool {
    let Type::Reference(reference) = ty else {
        return false;
    };
    matches!(&*reference.elem, Type::Path(path) if path.path.is_ident("str"))
}
