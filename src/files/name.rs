//! What a saved file is called: a name that every file system takes, that hides nothing, and that no command reads as an option.

use crate::unseen::is_unseen;

/// How long a file's name may be, in bytes, so that a number still fits.
const MAX_NAME: usize = 200;

/// What a file is called whose own name cannot be.
const NAMELESS: &str = "attachment";

/// A name without separators, what nobody sees (control characters, marks that turn the direction of reading), leading dots
/// and dashes, and Windows' names for devices. The extension is kept.
pub(super) fn safe(name: &str) -> String {
    // Lengths are cut below, where the extension is kept.
    let options = sanitize_filename::Options {
        windows: true,
        truncate: false,
        replacement: "",
    };
    let seen: String = name.chars().filter(|c| !is_unseen(*c)).collect();
    // The mark keeps the extension of a name that is reserved.
    let marked = sanitize_filename::sanitize_with_options(format!("_{seen}"), options);
    let plain = marked.strip_prefix('_').unwrap_or_default();
    let plain = plain.trim_start_matches(|c: char| matches!(c, '.' | '-') || c.is_whitespace());
    let (stem, extension) = plain
        .rsplit_once('.')
        .map_or((plain, String::new()), |(stem, extension)| {
            (stem, format!(".{extension}"))
        });
    let stem = if is_device(plain) { NAMELESS } else { stem };
    let room = MAX_NAME.saturating_sub(extension.len());
    let stem = stem
        .get(..stem.floor_char_boundary(room))
        .unwrap_or_default();
    let name = format!("{stem}{extension}");
    let name = name.trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    if name.is_empty() || name.len() > MAX_NAME {
        NAMELESS.to_owned()
    } else {
        name.to_owned()
    }
}

/// Whether Windows takes the name, whatever its extension, for a device's.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let stem = stem.to_ascii_lowercase();
    let port = stem
        .strip_prefix("com")
        .or_else(|| stem.strip_prefix("lpt"));
    let numbered = port.is_some_and(|rest| {
        rest.chars().count() == 1
            && rest.contains(|c: char| c.is_ascii_digit() || "¹²³".contains(c))
    });
    numbered || matches!(&*stem, "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_safe() {
        let cases = [
            ("a b.txt", "a b.txt"),
            ("../../etc/passwd", "etcpasswd"),
            ("C:\\x\\y.log", "Cxy.log"),
            (".bashrc", "bashrc"),
            ("..", "attachment"),
            ("_x.txt", "_x.txt"),
            ("", "attachment"),
            ("a\nb\0\u{7f}.txt", "ab.txt"),
            ("Ünï.png", "Ünï.png"),
        ];
        for (given, name) in cases {
            assert_eq!(safe(given), name, "{given:?}");
        }
        let long = safe(&format!("{}.log", "é".repeat(300)));
        assert!(long.len() <= MAX_NAME && long.ends_with("é.log"), "{long}");
        assert_eq!(safe(&format!("x.{}", "y".repeat(300))), NAMELESS);
    }

    #[test]
    fn nothing_in_a_name_hides_what_it_is() {
        let cases = [
            // Shown as "invoicegpj.exe" read backwards: invoiceexe.jpg.
            ("invoice\u{202e}gpj.exe", "invoicegpj.exe"),
            ("\u{feff}a\u{200b}b\u{2060}\u{ad}\u{3164}.txt", "ab.txt"),
            ("a\u{2066}b\u{2069}\u{200f}.txt", "ab.txt"),
            ("a\u{2028}b\u{e0041}.txt", "ab.txt"),
            ("\u{200e}.bashrc", "bashrc"),
            ("\u{200d}", "attachment"),
        ];
        for (given, name) in cases {
            assert_eq!(safe(given), name, "{given:?}");
        }
    }

    #[test]
    fn no_name_is_an_option_or_a_device() {
        let cases = [
            ("-rf", "rf"),
            ("--output=x.txt", "output=x.txt"),
            (" -.- x", "x"),
            ("--", "attachment"),
            (".con", "attachment"),
            ("-nul", "attachment"),
            ("con.txt", "attachment.txt"),
            ("C\u{200b}ON .txt", "attachment.txt"),
            ("com¹.log", "attachment.log"),
            ("CONIN$", "attachment"),
            (" ../LPT1.tar.gz", "attachment.gz"),
            ("console.txt", "console.txt"),
            ("com10.txt", "com10.txt"),
        ];
        for (given, name) in cases {
            assert_eq!(safe(given), name, "{given:?}");
        }
        let cut = safe(&format!("{} {}", "x".repeat(MAX_NAME - 1), "y"));
        assert_eq!(cut, "x".repeat(MAX_NAME - 1));
    }
}
