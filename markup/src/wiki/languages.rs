//! The languages of code.

/// Those that Jira can highlight; for any other it shows an error.
const KNOWN: [&str; 36] = [
    "actionscript",
    "actionscript3",
    "ada",
    "applescript",
    "bash",
    "c",
    "c#",
    "c++",
    "cpp",
    "css",
    "erlang",
    "go",
    "groovy",
    "haskell",
    "html",
    "java",
    "javascript",
    "js",
    "json",
    "lua",
    "none",
    "nyan",
    "objc",
    "perl",
    "php",
    "python",
    "r",
    "rainbow",
    "ruby",
    "scala",
    "sh",
    "sql",
    "swift",
    "visualbasic",
    "xml",
    "yaml",
];
/// Other names, and what Jira highlights them as.
const ALIASES: [(&str, &str); 12] = [
    ("cs", "c#"),
    ("csharp", "c#"),
    ("hs", "haskell"),
    ("jsx", "javascript"),
    ("py", "python"),
    ("rb", "ruby"),
    ("shell", "bash"),
    ("ts", "javascript"),
    ("tsx", "javascript"),
    ("typescript", "javascript"),
    ("yml", "yaml"),
    ("zsh", "bash"),
];

/// Whether Jira can highlight a language by this name.
pub(super) fn is_known(language: &str) -> bool {
    KNOWN
        .iter()
        .any(|known| known.eq_ignore_ascii_case(language))
}

/// What Jira highlights best for a name that it does not know.
pub(super) fn nearest(language: &str) -> &'static str {
    ALIASES
        .into_iter()
        .find(|(alias, _)| alias.eq_ignore_ascii_case(language))
        .map_or("none", |(_, known)| known)
}
