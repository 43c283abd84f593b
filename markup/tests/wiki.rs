//! The wiki corpus: `NN-name.wiki`, its Markdown `NN-name.md`, and `NN-name.out.wiki` where the source is not
//! written as it would be written back. `UPDATE_CORPUS=1` rewrites the last two, to be read before they are kept.

use std::{
    fs,
    path::{Path, PathBuf},
};

use markup::{Format, ReadOptions, WriteOptions, from_markdown, to_markdown};

fn corpus() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/wiki");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut sources: Vec<PathBuf> = files
        .filter(|path| {
            path.to_string_lossy().ends_with(".wiki")
                && !path.to_string_lossy().ends_with(".out.wiki")
        })
        .collect();
    sources.sort();
    sources
}

fn read(wiki: &str) -> String {
    to_markdown(Format::Wiki, wiki, &ReadOptions::default()).unwrap()
}

fn write(markdown: &str) -> String {
    from_markdown(Format::Wiki, markdown, &WriteOptions::default()).unwrap()
}

fn text(path: &Path) -> Option<String> {
    fs::read_to_string(path)
        .ok()
        .map(|text| text.strip_suffix('\n').unwrap_or(&text).to_owned())
}

#[test]
fn corpus_converts_both_ways() {
    let update = std::env::var_os("UPDATE_CORPUS").is_some();
    let sources = corpus();
    assert!(sources.len() >= 60, "{} documents", sources.len());
    let mut wrong = Vec::new();
    for path in sources {
        let (golden, out) = (path.with_extension("md"), path.with_extension("out.wiki"));
        let source = text(&path).unwrap();
        let markdown = read(&source);
        let written = write(&markdown);
        if update {
            fs::write(&golden, format!("{markdown}\n")).unwrap();
            let _ = fs::remove_file(&out);
            if written != source {
                fs::write(&out, format!("{written}\n")).unwrap();
            }
        }
        let expected = text(&out).unwrap_or(source);
        if text(&golden).as_ref() != Some(&markdown) {
            wrong.push(format!("{}: Markdown is\n{markdown}\n", path.display()));
        }
        if written != expected {
            wrong.push(format!("{}: written back as\n{written}\n", path.display()));
        }
        if write(&read(&written)) != written || read(&written) != markdown {
            wrong.push(format!(
                "{}: not stable:\n{}\n",
                path.display(),
                read(&written)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What Markdown becomes in wiki markup, where other converters are known to damage it.
#[test]
fn markdown_survives_in_wiki_markup() {
    for (name, markdown, wiki) in [
        ("comparison", "1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("HTML tags", "use <b>x</b> and `<T>`", "use *x* and {{<T>}}"),
        ("sub-list", "1. top\n   1. sub", "# top\n## sub"),
        ("quote", "> said", "{quote}\nsaid\n{quote}"),
        ("tasks", "- [ ] a\n- [x] b", "* [ ] a\n* [x] b"),
        ("rule", "a\n\n---\n\nb", "a\n\n----\n\nb"),
        (
            "fenced code",
            "```\n- x / **b** <T>\n```",
            "{code}\n- x / **b** <T>\n{code}",
        ),
        ("heading as text", "h1\\. x", "h1&#46; x"),
        ("quote as text", "bq. foo", "bq&#46; foo"),
        (
            "backslash before what Jira leaves",
            "C:\\\\.config \\\\/ d\\\\*",
            "C:\\.config \\/ d&#92;*",
        ),
        ("address as text", "https&#58;//x.org", "https&#58;//x.org"),
        (
            "address in a phrase",
            "**https://x.org**",
            "*[https://x.org]*",
        ),
        (
            "address before a colon",
            "https://x.org: a",
            "[https://x.org]: a",
        ),
        (
            "address before a full stop",
            "(https://x.org/a).",
            "(https://x.org/a).",
        ),
        (
            "address that ends with a bracket",
            "<https://x.org/a_(b)>",
            "[https://x.org/a_(b)]",
        ),
        (
            "address before a break",
            "# https://x.org<br>a",
            "h1. [https://x.org]\\\\a",
        ),
        (
            "emoticon after a word",
            "f(x) = 2, drive:D and",
            "f\\(x) = 2, drive&#58;D and",
        ),
        ("emoticon in code", "`f(x)`", "{{f\\(x)}}"),
        (
            "emoticon of an entity",
            "a \\*b\\*) \\\\)",
            "a \\*b*) &#92;\\)",
        ),
        ("smiles", ":) ;-) :( a:)b", ":\\) ;-\\) :\\( a:)b"),
        (
            "smile before a link",
            ":)[a](https://x.org)",
            ":\\)[a|https://x.org]",
        ),
        ("lamp and flag", "(off) (flagoff)", "\\(off) \\(flagoff)"),
        (
            "dashes",
            "git checkout -- file --- x",
            "git checkout \\-\\- file \\-\\-\\- x",
        ),
        ("monospaced as text", "\\{{mono}}", "&#123;\\{mono}}"),
        (
            "phrase anywhere as text",
            "\\{\\*}x\\{\\*}",
            "&#123;\\*}x&#123;*}",
        ),
        (
            "braces in code",
            "`{{x}}` `{` `}`",
            "{{&#123;&#123;x&#125;&#125;}} {{&#123;}} {{&#125;}}",
        ),
        (
            "another name of a language",
            "```py\n1\n```",
            "{code:python|syntax=py}\n1\n{code}",
        ),
        ("yaml", "```yaml\na: 1\n```", "{code:yaml}\na: 1\n{code}"),
        (
            "alert",
            "> [!NOTE]\n> a",
            "{panel:title=Note|bgColor=#deebff|borderColor=#4c9aff}\na\n{panel}",
        ),
        (
            "alert with a title",
            "> [!WARNING] Mind\n> a",
            "{panel:title=Mind|bgColor=#fffae6|borderColor=#ffc400}\na\n{panel}",
        ),
        ("important", "> [!IMPORTANT]\n> a", "{panel}\na\n{panel}"),
        (
            "macro that is none",
            "[x](atl:macro/a%7D%7Bhtml%7D?p=1)",
            "x",
        ),
        (
            "user that is none",
            "[@z](atl:user/1:a%5D%7Bcode%7D) [@y](atl:username/a%0Ab)",
            "@z @y",
        ),
        (
            "image with a macro in it",
            "![{code}](atl:attachment/x.png?%7Bhtml%7D=1)",
            "!x.png|(html)=1,alt=\"(code)\"!",
        ),
        (
            "control characters",
            "a\u{1}b `c\u{7f}d`\n\n```\ne\u{1b}f\n```",
            "a\u{FFFD}b {{c\u{FFFD}d}}\n\n{code}\ne\u{FFFD}f\n{code}",
        ),
        ("dunder", "`__init__`", "{{\\_\\_init__}}"),
        (
            "snake case",
            "snake_case_name `snake_case_name`",
            "snake_case_name {{snake_case_name}}",
        ),
        (
            "code with the closing tag",
            "```java\n{code}\n```",
            "{noformat}\n{code}\n{noformat}",
        ),
        (
            "unknown language",
            "```toml\na = 1\n```",
            "{code:none|syntax=toml}\na = 1\n{code}",
        ),
        (
            "address with marks",
            "https://x.org/a_b_/-c-/",
            "https://x.org/a_b_/-c-/",
        ),
        (
            "address with a bracket",
            "[a|b](https://x.org/[1])",
            "[a\\|b|https://x.org/%5B1%5D]",
        ),
        (
            "macros in text",
            "the {code} and {color:red} macros",
            "the \\{code} and \\{color:red} macros",
        ),
        (
            "footnote",
            "a[^1]\n\n[^1]: note",
            "a{^}[1]{^}\n\n^[1]^ note",
        ),
        ("styles within a word", "a**b**c", "a{*}b{*}c"),
        ("break in a style", "**a\\\nb**", "*a\\\\b*"),
        (
            "status",
            "[DONE](atl:status/green)",
            "*{color:#006645}DONE{color}*",
        ),
        ("issue", "[PROJ-1](atl:issue/PROJ-1)", "PROJ-1"),
        (
            "merged cells",
            "<!--atl:table-->\n<!--atl:tr-->\n<!--atl:th colspan=2-->\na\n<!--atl:tr-->\n<!--atl:td-->\nb\n<!--atl:td-->\nc\n<!--/atl-->",
            "||a|| ||\n|b|c|",
        ),
        (
            "table in a list",
            "- x\n\n  |a|b|\n  |-|-|\n  |1|2|",
            "* x\na | b\n1 | 2",
        ),
        (
            "unknown container",
            "<!--atl:layout-->\ntext\n<!--/atl-->",
            "text",
        ),
        (
            "mention",
            "[@Jane](atl:user/5b10a2844c20165700ede21g)",
            "[~accountid:5b10a2844c20165700ede21g]",
        ),
    ] {
        assert_eq!(write(markdown), wiki, "{name}");
    }
}

/// A character that is written as an emoticon is read as the same character, wherever it stands.
#[test]
fn emoji_come_back() {
    for emoji in [
        "🙂", "🙁", "😛", "😃", "😉", "👍", "👎", "ℹ️", "✅", "❌", "⚠️", "➕", "➖", "❓", "💡",
        "⭐", "🔌", "🚩", "🏳️", "🔴", "🟢", "🔵", "🎉",
    ] {
        for around in [
            "{}",
            "a {} b",
            "a{}b",
            "({})",
            "{}{}",
            "**{}**",
            "**a {}**",
            "[{}](https://x.org)",
            "`{}`",
            "- {}",
            "- {}\\\n  {}",
            "# {} x",
            "|{}|\n|-|\n|a{}|",
            "\\\\{}",
            "{}:)",
            ":){}",
            "{}.",
            "1{}",
            "{}1",
        ] {
            let markdown = around.replace("{}", emoji);
            assert_eq!(
                read(&write(&markdown)),
                read(&write(&read(&write(&markdown)))),
                "{markdown}"
            );
            let characters = |text: &str| text.replace('\\', "");
            assert_eq!(
                characters(&read(&write(&markdown))),
                characters(&markdown),
                "{}",
                write(&markdown)
            );
        }
    }
}

#[test]
fn plain_form_has_no_marks() {
    let options = ReadOptions {
        plain: true,
        ..ReadOptions::default()
    };
    let plain = |wiki: &str| to_markdown(Format::Wiki, wiki, &options).unwrap();
    assert_eq!(
        plain("[~jane] {color:red}x{color} {{a}} {toc} +u+"),
        "@jane x `a` [TOC] u"
    );
}

/// Alerts come back as alerts; the macros that apps add stay what they are.
#[test]
fn panels_come_back() {
    for markdown in [
        "> [!NOTE]\n> a",
        "> [!TIP] Title = x\n> a\n>\n> - b",
        "> [!IMPORTANT]\n> a",
        "> [!IMPORTANT] Note\n> a",
        "> [!WARNING] Note\n> a",
        "> [!CAUTION]\n> a",
        "<details><summary>More</summary>\n\na\n\n</details>",
        "<details><summary></summary>\n\na\n\n</details>",
        "**Status: [DONE](atl:status/green)**",
        "[TO DO](atl:status/neutral) and *[X](atl:status/red)*",
        "|[DONE](atl:status/green)|\n|-|",
    ] {
        assert_eq!(read(&write(markdown)), markdown);
    }
    for wiki in [
        "{info}\na\n{info}",
        "{tip:title=T}\na\n{tip}",
        "{note:icon=false}\na\n{note}",
        "{warning}\na\n{warning}",
        "{panel:title=T|bgColor=#deebff}\na\n{panel}",
        "{panel:bgColor=#deebff|borderColor=#4c9aff}\na\n{panel}",
        "{panel:title= T}\na\n{panel}",
        "{panel:borderStyle=dashed|title=T}\na\n{panel}",
        "{expand:title=T}\na\n{expand}",
        "{status:colour=Green|title=DONE}",
        "*{color:#006644}DONE{color}* and *a {color:#bf2600}DONE{color}*",
        "*Status: {color:#006645}DONE{color}*",
        "a {color:#006645}DONE{color} b",
        "Wow !important (!)",
    ] {
        assert_eq!(write(&read(wiki)), wiki);
    }
}

/// What Jira shows, and what people mean where it shows an emoticon after a word.
#[test]
fn jira_is_read_as_it_shows() {
    for (wiki, markdown) in [
        ("C:\\.config and h1\\. x", "C:\\\\.config and h1\\\\. x"),
        (
            "f(x) and f\\(x) and \\:D and :D",
            "f(x) and f(x) and :D and 😃",
        ),
        ("https://x.org/a and b,", "https://x.org/a and b,"),
        (
            "*https://x.org* a",
            "\\*[https://x.org\\*](https://x.org*) a",
        ),
        ("https://x.org: a", "[https://x.org:](https://x.org:) a"),
        ("*[https://x.org]*", "**[https://x.org](https://x.org)**"),
    ] {
        assert_eq!(read(wiki), markdown);
    }
}

/// A name in braces is a macro without a body, unless it begins a line and its like ends one.
#[test]
fn real_texts_are_shown_as_jira_shows_them() {
    for (wiki, markdown) in [
        (
            "two {{{}Row{}}}s and 設定は{{{}x{}}}です",
            "two `Row`s and 設定は`x`です",
        ),
        ("h4.Result\ntext", "#### Result\n\ntext"),
        ("a -- b --- c", "a – b — c"),
        ("{{a -- b}} --flag", "`a -- b` --flag"),
        ("see [text|docs/a.md]", "see \\[text|docs/a.md]"),
        (
            "[text| https://x.org ] [text|https://x.org ]",
            "[text](https://x.org) [text](https://x.org)",
        ),
        (
            "{fontSize: 12} in /i18n/{lang}/",
            "{fontSize: 12} in /i18n/{lang}/",
        ),
        ("{CODE:java}\nint x;\n{Code}", "```java\nint x;\n```"),
        ("{device}\nline\n{device}", "{device}\\\nline\\\n{device}"),
    ] {
        assert_eq!(read(wiki), markdown, "{wiki}");
        assert_eq!(read(&write(markdown)), markdown, "{}", write(markdown));
    }
}

#[test]
fn markdown_is_written_so_that_jira_shows_it() {
    for (markdown, wiki) in [
        (
            "Two `Row`s, 設定は`x`です and `y`.",
            "Two {{{}Row{}}}s, 設定は{{{}x{}}}です and {{y}}.",
        ),
        ("h4.Result", "h4&#46;Result"),
        ("a – b — c", "a – b — c"),
        ("run --flag -x", "run --flag -x"),
        (
            "[text](docs/a.md) and [b.md](b.md)",
            "text (docs/a.md) and b.md",
        ),
        ("fn x() {\\\n}", "fn x() \\{\n}"),
    ] {
        assert_eq!(write(markdown), wiki);
    }
}

#[test]
fn placeholders_take_no_text_with_them() {
    let id = "{id}";
    for (wiki, markdown) in [
        (
            "* {id} is the user\n* {id} must be unique",
            format!("- {id} is the user\n- {id} must be unique"),
        ),
        (
            "{id} is the user\n{id} must be unique",
            format!("{id} is the user\\\n{id} must be unique"),
        ),
        (
            "{color:red}Note:{color} {id} must match {id}",
            format!("<span style=\"color: red\">Note:</span> {id} must match {id}"),
        ),
        (
            "{id} is it.\n\nh2. Steps\n\n# Go to /api/{id}\n\nAfter",
            format!("{id} is it.\n\n## Steps\n\n1. Go to /api/{id}\n\nAfter"),
        ),
        (
            "{id}\n\n|{id}|a|\n\nb {id}",
            format!("{id}\n\n|||\n|-|-|\n|{id}|a|\n\nb {id}"),
        ),
        (
            "{id} see [a {id}|http://x.org] and {id} b",
            format!("{id} see [a {{id}}](http://x.org) and {id} b"),
        ),
        (
            "{id} equals {color:red}{id}{color}!",
            format!("{id} equals <span style=\"color: red\">{id}</span>!"),
        ),
        (
            "{id}x{id} holds.\n\nHence {id}y{id}",
            format!("{id}x{id} holds.\n\nHence {id}y{id}"),
        ),
        (
            "[GET /users/{id}|http://x.org/docs]",
            "[GET /users/{id}](http://x.org/docs)".to_owned(),
        ),
        (
            "[http://x.org/{id}|http://x.org/a]",
            "[http://x.org/{id}](http://x.org/a)".to_owned(),
        ),
    ] {
        assert_eq!(read(wiki), markdown);
        assert_eq!(read(&write(&markdown)), markdown);
    }
}

/// What stands in cells that a reader could take for one.
#[test]
fn cells_stay_apart() {
    for table in [
        "|\u{26A0}\u{FE0F}|Stop!|\n|-|-|",
        "|a!|!b|\n|-|-|",
        "|\u{26A0}\u{FE0F}|\u{26A0}\u{FE0F}|\n|-|-|",
    ] {
        assert_eq!(read(&write(table)), table);
    }
}

#[test]
fn code_side_by_side_is_one() {
    for (wiki, markdown) in [
        ("{{a}}{{b}}", "`ab`"),
        ("*Note: {{a *b* c}}*", "**Note: `a b c`**"),
        (
            "*[{{a *b* c}}|http://x.org]*",
            "**[`a b c`](http://x.org)**",
        ),
    ] {
        assert_eq!(read(wiki), markdown);
    }
}

#[test]
fn what_no_link_can_be_needs_no_backslash() {
    for (markdown, wiki) in [
        ("[INFO \u{2705} done] x[\u{1F642}]", "[INFO (/) done] x[:)]"),
        (
            "[see https\\://x.org/a](https://x.org/a)",
            "[see https://x.org/a|https://x.org/a]",
        ),
        ("[DONE](atl:status/Green)", "*{color:#006645}DONE{color}*"),
    ] {
        assert_eq!(write(markdown), wiki);
    }
}

/// An empty line, even one with a blank in it, ends a table in Jira.
#[test]
fn what_a_cell_holds_has_no_empty_line() {
    let cell = |content: &str| {
        format!(
            "<!--atl:table-->\n<!--atl:tr-->\n<!--atl:td-->\n{content}\n<!--atl:td-->\nend\n<!--/atl-->"
        )
    };
    for (content, wiki) in [
        ("one\n\ntwo", "|one\n\\\\\ntwo|end|"),
        (
            "one\n\n```java\nx\n```\n\ntwo",
            "|one\n{code:java}\nx\n{code}\ntwo|end|",
        ),
        ("one\n\n- a\n- b", "|one\n* a\n* b|end|"),
        ("### one\n\ntwo", "|h3. one\ntwo|end|"),
        ("- a\n\ntwo", "|* a\n\\\\\ntwo|end|"),
        ("> one\n\ntwo", "|{quote}\none\n{quote}\ntwo|end|"),
    ] {
        assert_eq!(write(&cell(content)), wiki);
        assert_eq!(write(&read(wiki)), wiki);
    }
    assert_eq!(read("|one\n\\\\\ntwo|"), "||\n|-|\n|one<br><br>two|");
}
