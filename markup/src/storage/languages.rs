//! The languages that the code macro of Confluence Data Center can highlight.

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
    for block in blocks {
        if let Block::Code(code) = block
            && !code.attrs.iter().any(|(key, _)| key == AS)
            && let Some((_, known)) = NEAREST
                .iter()
                .find(|(name, _)| code.language.eq_ignore_ascii_case(name))
        {
            (*known).clone_into(&mut code.language);
        }
        for_each_child(block, &mut |children| name_languages(children));
    }
}
