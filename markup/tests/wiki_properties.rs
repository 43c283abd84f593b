//! Properties of the wiki reader and writer.

use markup::{Format, ReadOptions, WriteOptions, convert, from_markdown, to_markdown};
use proptest::prelude::*;

fn read(wiki: &str) -> String {
    to_markdown(Format::Wiki, wiki, &ReadOptions::default()).unwrap()
}

fn write(markdown: &str) -> String {
    from_markdown(Format::Wiki, markdown, &WriteOptions::default()).unwrap()
}

/// Markdown in the dialect's own spelling.
fn canonical(markdown: &str) -> String {
    convert(
        Format::Markdown,
        Format::Markdown,
        markdown,
        &ReadOptions::default(),
        &WriteOptions::default(),
    )
    .unwrap()
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[a-z]{1,8}",
        1 => Just("snake_case_name".to_owned()),
        1 => Just("3 * 4".to_owned()),
        1 => Just("\u{e9}t\u{e9}".to_owned()),
    ]
}

/// Inlines as the writer spells them.
fn inline() -> impl Strategy<Value = String> {
    let link = (word(), "[a-z]{1,5}")
        .prop_map(|(text, path)| format!("[{text}|https://example.org/{path}]"));
    let leaf = prop_oneof![
        6 => word(),
        1 => word().prop_map(|text| format!("{{{{{text}}}}}")),
        1 => link,
        1 => "[a-z]{1,8}".prop_map(|name| format!("[~{name}]")),
        1 => "[a-z]{1,8}".prop_map(|name| format!("!{name}.png|width=10,alt=\"an image\"!")),
        1 => Just("(/)".to_owned()),
        1 => Just("{anchor:here}".to_owned()),
        1 => Just("{gadget:id=5|x}".to_owned()),
        1 => Just("PROJ-12".to_owned()),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        let content = prop::collection::vec(inner, 1..3).prop_map(|parts| parts.join(" "));
        (
            content,
            prop::sample::select(vec!["*", "_", "-", "+", "??", "red"]),
        )
            .prop_map(|(content, mark)| match mark {
                "red" => format!("{{color:red}}{content}{{color}}"),
                // The same mark within itself would be needless.
                mark if content.contains(mark) => content,
                mark => format!("{mark}{content}{mark}"),
            })
    })
}

fn line() -> impl Strategy<Value = String> {
    // Bare addresses stand outside of phrases, whose marks would belong to them.
    let address = "[a-z]{1,8}".prop_map(|name| format!("https://example.org/{name}"));
    let part = prop_oneof![9 => inline(), 1 => address];
    (word(), prop::collection::vec(part, 0..5)).prop_map(|(first, rest)| {
        rest.into_iter()
            .fold(first, |line, next| format!("{line} {next}"))
    })
}

fn list() -> impl Strategy<Value = String> {
    let marker = prop::collection::vec(prop::sample::select(vec!["*", "#"]), 1..4);
    prop::collection::vec((marker, line()), 1..6).prop_map(|items| {
        let mut last: Vec<&str> = Vec::new();
        let item = |(marker, text): (Vec<&'static str>, String)| {
            // Deeper by one at most, of the same kinds above, and not switching the kind of the whole list.
            let depth = marker.len().min(last.len() + 1);
            let kept = depth.min(last.len());
            last = last[..kept]
                .iter()
                .chain(&marker[kept..depth])
                .copied()
                .collect();
            format!("{} {text}", last.concat())
        };
        items.into_iter().map(item).collect::<Vec<_>>().join("\n")
    })
}

fn table() -> impl Strategy<Value = String> {
    let cell = line()
        .prop_map(|text| text.replace('|', "/"))
        .prop_filter("a link needs its bar", |text| {
            !text.contains(['[', '{', '!'])
        });
    (1..4usize, prop::collection::vec(cell, 12), 1..4usize).prop_map(|(width, cells, height)| {
        let row = |(at, cells): (usize, &[String])| {
            let bar = if at == 0 { "||" } else { "|" };
            format!("{bar}{}{bar}", cells.join(bar))
        };
        cells
            .chunks(width)
            .take(height)
            .filter(|row| row.len() == width)
            .enumerate()
            .map(row)
            .collect::<Vec<_>>()
            .join("\n")
    })
}

fn block() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        3 => prop::collection::vec(line(), 1..4).prop_map(|lines| lines.join("\n")),
        1 => (1..7u8, line()).prop_map(|(level, text)| format!("h{level}. {text}")),
        1 => Just("----".to_owned()),
        2 => list(),
        1 => table(),
        1 => "[a-z*_{ |#-]{0,20}x".prop_map(|code| format!("{{code:java}}\n{code}\n{{code}}")),
        1 => "[a-z*_{ |#-]{0,20}x".prop_map(|code| format!("{{noformat}}\n{code}\n{{noformat}}")),
        1 => Just("{toc}".to_owned()),
        1 => Just("!shot.png|thumbnail!".to_owned()),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let content = prop::collection::vec(inner, 1..4).prop_map(|blocks| blocks.join("\n\n"));
        let names = vec![
            "quote",
            "info",
            "tip:title=A tip",
            "panel:title=P",
            "panel:title=P|bgColor=#ff0",
            "expand:title=E",
            "custom:x=1",
        ];
        (content, prop::sample::select(names))
            .prop_filter("one of a name", |(content, opening)| {
                !content.contains(&format!(
                    "{{{}",
                    opening.split(':').next().unwrap_or_default()
                ))
            })
            .prop_map(|(content, opening)| {
                format!(
                    "{{{opening}}}\n{content}\n{{{}}}",
                    opening.split(':').next().unwrap_or_default()
                )
            })
    })
}

fn document() -> impl Strategy<Value = String> {
    prop::collection::vec(block(), 1..6).prop_map(|blocks| {
        // A list right after a list would be another list in Markdown as well; keep them apart.
        blocks.join("\n\n")
    })
}

/// Text in which every mark is likely.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "*",
        "_",
        "-",
        "+",
        "^",
        "~",
        "??",
        "?",
        "{",
        "}",
        "{{",
        "}}",
        "[",
        "]",
        "|",
        "||",
        "!",
        "\\",
        "\\\\",
        "#",
        "h1. ",
        "bq. ",
        "----",
        "{code}",
        "{quote}",
        "{color:red}",
        "{color}",
        "{x:y=z}",
        "{panel:title=a}",
        "{panel}",
        ":)",
        ":D",
        "(/)",
        "(",
        ")",
        ";",
        "--",
        "---",
        "://",
        "https",
        "{info}",
        "{id}",
        "(!)",
        "\u{26A0}\u{FE0F}",
        "www.",
        "mailto:",
        "&nbsp;",
        "*{color:#006645}A{color}*",
        "{panel:title=Note|bgColor=#deebff|borderColor=#4c9aff}",
        "{*}",
        "{-}",
        "&#123;",
        "[https://x.org]",
        "{anchor:x}",
        "\u{1}",
        "(x)",
        "http://x.org",
        "&amp;",
        "&#92;",
        "\n",
        "\n\n",
        " ",
        "\t",
        "a",
        "b c",
        "\u{e9}",
        "\u{2705}",
        "\u{1F642}",
        "[a|b]",
        "[~me]",
        "[^f.txt]",
        "!i.png!",
        "* ",
        "# ",
        "- ",
        "<",
        ">",
        "`",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_local_rejects: u32::MAX, ..ProptestConfig::default() })]

    /// No normalisation: the generated documents are spelled as the writer spells them.
    #[test]
    fn wiki_comes_back_byte_for_byte(wiki in document()) {
        let markdown = read(&wiki);
        prop_assert_eq!(write(&markdown), wiki, "{}", markdown);
    }

    #[test]
    fn any_text_is_read_and_settles(
        wiki in prop_oneof![2 => hostile(), 1 => hostile().prop_map(|text| write(&text)), 1 => any::<String>()],
    ) {
        let markdown = read(&wiki);
        let written = write(&markdown);
        prop_assert_eq!(canonical(&read(&written)), canonical(&markdown), "{}", written);
    }

    #[test]
    fn any_markdown_is_written(markdown in prop_oneof![hostile(), any::<String>()]) {
        let _ = from_markdown(Format::Wiki, &markdown, &WriteOptions::default());
    }

    /// Every character of the text is escaped in Markdown, so that it is nothing but text.
    #[test]
    fn text_with_specials_survives(text in hostile()) {
        let escaped: String = text.replace(char::is_control, " ").trim().chars().map(|c| {
            if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() }
        }).collect();
        prop_assume!(!escaped.is_empty());
        for markdown in [escaped.clone(), format!("- {escaped}"), format!("**{escaped}**"), format!("| a |\n|---|\n| {escaped} |"), format!("# {escaped}")] {
            let written = write(&markdown);
            prop_assert_eq!(canonical(&read(&written)), canonical(&markdown), "{}", written);
        }
    }

    #[test]
    fn code_survives(code in hostile()) {
        let code = code.replace(|c: char| c == '`' || c.is_control(), " ").trim().to_owned();
        prop_assume!(!code.is_empty());
        let markdown = canonical(&format!("`{code}`"));
        prop_assert_eq!(read(&write(&markdown)), markdown);
        let fenced = canonical(&format!("```java\n{code}\n```"));
        if !code.contains("{code}") {
            prop_assert_eq!(read(&write(&fenced)), fenced);
        }
    }

    #[test]
    fn markdown_comes_back(blocks in prop::collection::vec(markdown_block(), 1..6)) {
        let markdown = canonical(&blocks.join("\n\n"));
        let written = write(&markdown);
        prop_assert_eq!(read(&written), markdown, "{}", written);
    }
}

/// The subset of Markdown that wiki markup has words for.
fn markdown_block() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => "[a-z]{1,8}",
        1 => "[a-z]{1,8}".prop_map(|word| format!("*{word}*")),
        1 => "[a-z]{1,8}".prop_map(|word| format!("**{word}**")),
        1 => "[a-z]{1,8}".prop_map(|word| format!("~~{word}~~")),
        1 => "[a-z]{1,8}".prop_map(|word| format!("x<sup>{word}</sup>")),
        1 => "[a-z_*<>{}|!-]{1,12}".prop_map(|code| format!("`{code}`")),
        1 => "[a-z]{1,8}".prop_map(|word| format!("[{word} and](https://example.org/{word} \"{word}\")")),
        1 => "[a-z]{1,8}".prop_map(|word| format!("[@{word}](atl:username/{word})")),
        1 => Just("1 < 2 and __init__ or a*b*c [INFO] {x} :)".to_owned()),
    ];
    let line = prop::collection::vec(leaf, 1..5).prop_map(|parts| format!("a {}", parts.join(" ")));
    let line = line.boxed();
    prop_oneof![
        3 => line.clone(),
        1 => line.clone().prop_map(|line| format!("## {line}")),
        1 => prop::collection::vec(line.clone(), 1..4).prop_map(|lines| lines.join("\\\n")),
        1 => prop::collection::vec(line.clone(), 1..4).prop_map(|lines| format!("- {}", lines.join("\n- "))),
        1 => prop::collection::vec(line.clone(), 1..4).prop_map(|lines| format!("1. {}", lines.join("\n   - "))),
        1 => prop::collection::vec(line.clone(), 1..4).prop_map(|lines| format!("- [ ] {}", lines.join("\n- [x] "))),
        1 => prop::collection::vec(line.clone(), 1..4).prop_map(|lines| format!("> {}", lines.join("\n>\n> "))),
        1 => line.clone().prop_map(|line| format!("> [!WARNING] Title\n> {line}")),
        1 => line.clone().prop_map(|line| format!("|a|b|\n|-|-|\n|{line}|c|")),
        1 => "[a-z *_{}|#\n-]{0,30}x".prop_map(|code| format!("```rust\n{code}\n```")),
        1 => line.prop_map(|line| format!("<details><summary>More</summary>\n\n{line}\n\n</details>")),
        1 => Just("---".to_owned()),
    ]
}

/// Whatever is nested ten thousand deep is read and written, without exhausting the stack.
#[test]
fn hostile_nesting_is_bounded() {
    let many = 1_500;
    for piece in [
        "*a _b ",
        "{color:red}",
        "{panel:title=a}\n",
        "{quote}",
        "{x:y}\n",
        "[",
        "[a|",
        "!",
        "!a ",
        "{{",
        "{",
        "*",
        "|",
        "||",
        "| [",
        "\\",
        "{code}",
        "{noformat}{code}",
        "?? ??",
        "{*}",
        "http://",
        "(",
        "&#",
        "{x}\n",
        "x{quote}{quote}",
        "x{info}y{info}",
        "\n* x",
        "h1. ",
    ] {
        let markdown = read(&piece.repeat(many));
        let _ = from_markdown(Format::Wiki, &markdown, &WriteOptions::default());
    }
    for (open, close) in [
        ("{panel:title=a}\n", "{panel}\n"),
        ("{color:red}", "{color}"),
        ("{x:y}\n", "{x}\n"),
        ("*_", "_*"),
        ("{info}a\n{tip}b\n", "{tip}\n{info}\n"),
    ] {
        let markdown = read(&format!("{}x{}", open.repeat(many), close.repeat(many)));
        let _ = from_markdown(Format::Wiki, &markdown, &WriteOptions::default());
    }
    let deep = (1..500)
        .map(|depth| format!("{} x", "*".repeat(depth)))
        .collect::<Vec<_>>()
        .join("\n");
    assert!(read(&deep).contains('x'));
}

/// What random texts have found: each settles after one reading.
#[test]
fn what_was_found_settles() {
    for (name, wiki) in [
        ("quote in an image's parameter", "!a.png|https://x.org\"!"),
        (
            "comma in an image's parameter",
            "!b.jpg|width=3,a\" A red, round\"!",
        ),
        ("tab in a parameter", "{code:none|syntax=a\t b}\nx\n{code}"),
        ("tab in a page's title", "[x|a\tpage title]"),
        (
            "column in no section",
            "{section}\n{column:width=30%}\nLeft\n{column}\nc",
        ),
        ("break at the end of a colour", "{color:red}*\\\\{color}"),
        ("colour around a blank", "{color:red} {color}"),
        (
            "blank at the start of a colour",
            "{color:red} {x:y=z}{color}",
        ),
        ("address with a backslash", "http://x.org\\{"),
        ("address with brackets", "http://x.org/a[1]{"),
        ("smile before an address", ":)http://x.org{"),
        ("bracket in one cell, its end in the next", "|\\[a|b]"),
        ("quote in a quote", "{quote}bq. *{quote}"),
        ("quote macro in a quote", "bq. {quote}{quote}"),
        ("target that begins with an escape", "[\\[https://x.org]"),
        ("page of a space without a name", "[a\\|b|:D:]"),
        ("item with a break alone", "* \\\\"),
        ("cell with a break alone", "|\\\\"),
        ("mark within its own phrase", "*h1. *_{*}{*}"),
        ("emoji in monospaced text", "{{*}\u{2705}{*}}}"),
        ("image from an odd address", "!]http://x.org!"),
        ("macro in an image's parameters", "!:)|{info}!*"),
        ("bars in an image's parameters", "!:)||!*"),
        ("phrase like a list marker", "\\\\*#* *"),
        ("table within a cell", "|{panel:title=a}|*{panel}"),
        ("emoji after a colon", ":\u{1F7E2} "),
        (
            "break in a macro in a phrase",
            "*{color}&#92;{anchor:x}\n{x:y=z}{color}*",
        ),
        ("macro as a user", "[~{code}]"),
        ("tab in a tip", "[a|https://x.org|b\t]"),
        (
            "break between a macro and a text in an item",
            "* not\n{nofor}a\nb\n{nofor}a\nb",
        ),
        ("line like the rule of a table", "a\n-:"),
        ("address of mail in odd text", ".mailto:@.a"),
        ("line feed in a link", "[a|\\\n a]"),
        ("mark before a break", "._\na _\na__"),
        ("marks before breaks", "a __\na_ a__\na_"),
        ("tab in an image's parameter", "!a|a\ta!"),
        ("quote as an image's parameter", "!a|\"!"),
        ("text of an image, twice", "!a|alt,alt!"),
        ("macro after what is no phrase", "~{color}a*{color}"),
        ("long macro after what is no phrase", "*{color}a\na{color}"),
        ("macro right after another", "{color}{x}\n\n{x}{color}"),
        ("address of mail to nobody", "[mailto:]"),
        (
            "text in the deepest list",
            "************************************************* *a*",
        ),
        ("macro alone in an item", "- \n{html}{html}"),
        ("emoticon that an escape would make", "{{:(*)*}}"),
        ("link that an escape would make", "[^://]http://a"),
        ("lists without text", "# \n# \n## "),
        ("blanks of other kinds", "&nbsp;a&#8195;\n\n&nbsp;"),
        ("blanks of two kinds", "a\n\u{a0} a"),
        ("tab as code", "{{\t}}"),
        ("strong code in strong text", "*{{*a*}}*"),
        ("page of a space like a scheme", "[a|a\\.:a]"),
        ("link that an emoticon would make", "[||a\\-:D]"),
        ("tip like an address", "[a|a|a\\.:]"),
        ("anchor with a bar", "{anchor:|}"),
        (
            "emoticon in the deepest list",
            "************************************************* (flag)",
        ),
        ("emoticon before an image", ":D!a!"),
        ("image like a footnote", "!^|a!"),
        (
            "macro that ends after a link",
            "[a|a {color:}]{color}{color}",
        ),
        ("macro after a mark", "*{x}{x}"),
        ("mark before a warning sign", "!\u{26A0}\u{FE0F}"),
        ("emoticon that a phrase's mark would make", "*(*)http://a"),
        ("backslash as an image's parameter", "!a|\\|!"),
        ("macro as a link's text", "[{a}|http://a)]"),
        ("phrase before what goes on with its marker", "*#*\\# a"),
        (
            "macro that ends after a link in a table",
            "{code}{code}|[{code}|a]|{code}",
        ),
        ("address before a break", "www..\na"),
        ("brackets after a mention", "[~@]]]"),
        ("phrase in a link in its own kind", "^[^a^|a]^"),
        ("anchor with a tab", "{anchor:\t}"),
        ("image like an emoticon", "*:D(!)!"),
        (
            "blank of another kind after an address",
            "[https://x.org]&nbsp;*",
        ),
        ("placeholders after a break", "\\\\{id}{id}"),
        ("placeholders after code", "{code}x{code}{id} a {id}"),
        ("placeholders in a quote", "bq. {id} is {id}"),
        ("blank of another kind after a break", "\\\\&nbsp;"),
        (
            "colour like a list within a line",
            "**{color:red}\\* {color}",
        ),
        ("blank of another kind in a colour", "*{color}&nbsp;{color}"),
        (
            "blank of another kind as an entity after an address",
            "[http://x.org%5D]&nbsp;\n\n* ",
        ),
        ("quote macro between placeholders", "{qe}{quote}{qe}"),
        ("macro in an item in a macro", "{color}# {x}{x}{color}"),
        ("item with a break alone in a cell", "|# \\\\"),
        ("image before a letter as entity", "!a!&#233;!a!"),
        (
            "mark before a break in a heading",
            "h1. {color:a}*\na*{color}",
        ),
        ("macro in a table", "|a\n{colAmn}\n{a\n{colAmn}"),
    ] {
        let markdown = read(wiki);
        let written = write(&markdown);
        assert_eq!(
            canonical(&read(&written)),
            canonical(&markdown),
            "{name}: {written}"
        );
    }
}

/// Texts that only their escapes would make markup.
#[test]
fn text_that_escapes_would_make_markup_stays_text() {
    for text in [
        "!{*}!",
        "!i.png!\\",
        "{a://{*}",
        "[|://]",
        "[{panel:title=a|bgColor=b|c=d}\\]",
        "[#\\]",
    ] {
        let mark = |c: char| {
            if c.is_ascii_punctuation() {
                format!("\\{c}")
            } else {
                c.to_string()
            }
        };
        let escaped: String = text.chars().map(mark).collect();
        for markdown in [escaped.clone(), format!("| a |\n|---|\n| {escaped} |")] {
            let markdown = canonical(&markdown);
            assert_eq!(read(&write(&markdown)), markdown, "{text}");
        }
    }
}
