//! From a vendored slice to the source of its REST client.

use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle};

use crate::spec::Spec;
use crate::{Error, fixups};

/// The type every generated client carries: the one door to the wire. It has to be `Clone + Debug`, and
/// `progenitor_client::ClientHooks` has to be implemented with it for each client.
pub const INNER_TYPE: &str = "crate::http::Session";

/// Generates the client of a slice: positional methods, each named by [`crate::spec::operation_id`], taking the parameters of the
/// path in its order, those of the query by name, and the body last.
///
/// A parameter is a `&str`, an `i64`, a `bool` or a `&Vec<String>`, in an `Option` unless required; every method gives
/// `ResponseValue<ByteStream>`. `prettyplease::unparse` makes text of the result.
pub fn generate(spec: &Spec) -> Result<syn::File, Error> {
    let problem = |problem: String| Error::Generation {
        document: spec.document.name.to_owned(),
        problem,
    };
    let content = fixups::apply(spec)?.content;
    let openapi: OpenAPI =
        serde_json::from_value(content).map_err(|error| problem(error.to_string()))?;
    let tokens = Generator::new(&settings()?)
        .generate_tokens(&openapi)
        .map_err(|error| problem(error.to_string()))?;
    syn::parse2(tokens).map_err(|error| problem(error.to_string()))
}

fn settings() -> Result<GenerationSettings, Error> {
    let inner: TokenStream = INNER_TYPE.parse().map_err(Error::malformed(INNER_TYPE))?;
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_hooks(HooksMode::Expected)
        .with_inner_type(inner);
    Ok(settings)
}
