//! The whole way from `specs/` and `tools.toml` to Rust source, as `build.rs` goes it.

use std::fs;
use std::path::Path;

use proc_macro2::TokenStream;

use crate::check::{Catalogue, check};
use crate::error::Error;
use crate::manifest::Manifest;
use crate::spec::{DOCUMENTS, Spec};
use crate::{clients, emit, fixups};

/// What the build makes, as file names below its output folder and their content.
pub type Sources = Vec<(String, String)>;

/// Writes all sources made from the project at `root` into the folder `out`.
///
/// # Errors
/// Every fault of `tools.toml` at once, or the first file that cannot be read or written.
pub fn run(root: &Path, out: &Path) -> Result<(), Error> {
    for (name, source) in sources(root)? {
        let path = out.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(Error::file(folder))?;
        }
        fs::write(&path, source).map_err(Error::file(&path))?;
    }
    Ok(())
}

/// Reads `tools.toml` of the project at `root`.
///
/// # Errors
/// If it cannot be read or says what [`Manifest`] does not know.
pub fn manifest(root: &Path) -> Result<Manifest, Error> {
    let path = root.join("tools.toml");
    parse(&fs::read_to_string(&path).map_err(Error::file(&path))?)
}

/// Reads the text of a `tools.toml`.
///
/// # Errors
/// If it says what [`Manifest`] does not know.
pub fn parse(text: &str) -> Result<Manifest, Error> {
    toml::from_str(text).map_err(Error::malformed("tools.toml"))
}

/// Checks `tools.toml` of the project at `root` and makes all sources.
///
/// # Errors
/// As [`run`].
pub fn sources(root: &Path) -> Result<Sources, Error> {
    sources_of(root, &manifest(root)?)
}

/// [`sources`] for a manifest that need not be the project's own.
///
/// # Errors
/// As [`run`].
pub fn sources_of(root: &Path, manifest: &Manifest) -> Result<Sources, Error> {
    let slices: Vec<Spec> = DOCUMENTS
        .iter()
        .map(|document| Spec::load(&root.join("specs"), document.name))
        .collect::<Result<_, _>>()?;
    let fixed: Vec<Spec> = slices.iter().map(fixups::apply).collect::<Result<_, _>>()?;
    let catalogue = Catalogue::new(&slices, &fixed, manifest);
    let handlers = root.join("src/tools");
    let exists = |path: &str| handler_exists(&handlers, path);
    let tools = check(manifest, &catalogue, &exists).map_err(Error::Manifest)?;
    let clients: Vec<(&Spec, syn::File)> = slices
        .iter()
        .zip(&fixed)
        .map(|(slice, fixed)| Ok((fixed, clients::generate(slice)?)))
        .collect::<Result<_, Error>>()?;
    let file = |(spec, client): &(&Spec, syn::File)| {
        let name = format!("clients/{}.rs", spec.document.module());
        (name, prettyplease::unparse(client))
    };
    let mut sources: Sources = clients.iter().map(file).collect();
    let toolsets = &manifest.toolsets;
    for (file, tokens) in [
        ("declarations.rs", emit::declarations(&tools, toolsets)),
        ("api.rs", emit::api(&clients, &tools, &catalogue)),
        ("handles.rs", emit::handles(&clients)),
        ("offers.rs", emit::offers(manifest, &tools)),
        ("schemas.rs", emit::schemas(&tools)),
        ("table.rs", emit::table(&tools, &catalogue)),
        ("scopes.rs", emit::scopes(&tools, manifest, &catalogue)),
    ] {
        sources.push((file.into(), pretty(tokens)?));
    }
    Ok(sources)
}

fn pretty(tokens: TokenStream) -> Result<String, Error> {
    let file = syn::parse2(tokens).map_err(Error::malformed("generated source"))?;
    Ok(prettyplease::unparse(&file))
}

/// Whether `src/tools/a/b.rs` (or `a/b/mod.rs`) has the public function that `a::b::function` names.
fn handler_exists(tools: &Path, path: &str) -> bool {
    let Some((module, function)) = path.rsplit_once("::") else {
        return false;
    };
    let module = tools.join(module.replace("::", "/"));
    let files = [module.with_extension("rs"), module.join("mod.rs")];
    let text = files
        .iter()
        .find_map(|file| fs::read_to_string(file).ok())
        .unwrap_or_default();
    text.contains(&format!("pub async fn {function}("))
}
