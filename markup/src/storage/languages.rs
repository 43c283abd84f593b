//! The languages that the code macro of Confluence Data Center can highlight.

use std::collections::HashSet;

use super::{
    super::tree::{Block, for_each_child},
    read::AS,
};

/// What people call a language, and its name in Data Center's macro or the nearest that it has there.
const NEAREST: [(&str, &str); 70] = [
    ("bat", "text"),
    ("c", "cpp"),
    ("c++", "cpp"),
    ("clojure", "text"),
    ("cmd", "text"),
    ("conf", "text"),
    ("console", "bash"),
    ("cs", "c#"),
    ("csharp", "c#"),
    ("dart", "java"),
    ("docker", "bash"),
    ("dockerfile", "bash"),
    ("elixir", "text"),
    ("env", "bash"),
    ("erlang", "erl"),
    ("go", "text"),
    ("golang", "text"),
    ("gradle", "groovy"),
    ("graphql", "text"),
    ("haskell", "text"),
    ("hcl", "text"),
    ("hs", "text"),
    ("html", "xml"),
    ("http", "text"),
    ("ini", "text"),
    ("javascript", "js"),
    ("json", "js"),
    ("json5", "js"),
    ("jsonc", "js"),
    ("jsx", "js"),
    ("kotlin", "java"),
    ("kt", "java"),
    ("less", "css"),
    ("log", "text"),
    ("lua", "text"),
    ("makefile", "bash"),
    ("markdown", "text"),
    ("md", "text"),
    ("mermaid", "text"),
    ("nginx", "text"),
    ("objc", "cpp"),
    ("objective-c", "cpp"),
    ("patch", "diff"),
    ("plain", "text"),
    ("plaintext", "text"),
    ("properties", "text"),
    ("proto", "text"),
    ("protobuf", "text"),
    ("ps1", "powershell"),
    ("pwsh", "powershell"),
    ("python", "py"),
    ("python3", "py"),
    ("r", "text"),
    ("rb", "ruby"),
    ("rs", "text"),
    ("rust", "text"),
    ("scss", "sass"),
    ("sh", "bash"),
    ("shell", "bash"),
    ("svelte", "xml"),
    ("swift", "text"),
    ("terraform", "text"),
    ("toml", "text"),
    ("ts", "js"),
    ("tsx", "js"),
    ("txt", "text"),
    ("typescript", "js"),
    ("vue", "xml"),
    ("yaml", "yml"),
    ("zsh", "bash"),
];

/// Puts the names of Data Center's macro in place of those it shows an error for; what is not listed may be a
/// language that the site has added, and stays.
pub(crate) fn name_languages(blocks: &mut [Block]) {
    for_each_language(blocks, &mut |language| {
        if let Some(known) = nearest(language) {
            known.clone_into(language);
        }
    });
}

/// [`name_languages`] but for the languages that a stored document has already: code that is edited stays in its own.
pub(crate) fn name_new_languages(blocks: &mut [Block], stored: &[Block]) {
    let mut unknown = false;
    for_each_language(blocks, &mut |language| {
        unknown |= nearest(language).is_some()
    });
    if !unknown {
        return;
    }
    let mut kept = HashSet::new();
    for_each_language(&mut stored.to_vec(), &mut |language| {
        kept.insert(language.clone());
    });
    for_each_language(blocks, &mut |language| {
        if let Some(known) = nearest(language).filter(|_| !kept.contains(language)) {
            known.clone_into(language);
        }
    });
}

fn nearest(language: &str) -> Option<&'static str> {
    let mut known = NEAREST.iter();
    let found = known.find(|(name, _)| language.eq_ignore_ascii_case(name));
    found.map(|(_, nearest)| *nearest)
}

/// The languages of code that is written as the code macro.
fn for_each_language(blocks: &mut [Block], f: &mut dyn FnMut(&mut String)) {
    for block in blocks {
        if let Block::Code(code) = block
            && !code.attrs.iter().any(|(key, _)| key == AS)
        {
            f(&mut code.language);
        }
        for_each_child(block, &mut |children| for_each_language(children, f));
    }
}
