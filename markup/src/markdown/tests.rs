use super::{
    super::{
        Atl, Format, Source, UserKind, What,
        tree::{Block, Cell, Container, Inline, Link, Style, Table},
    },
    parse, print,
};

/// The tree comes back from its Markdown, and the Markdown is the one expected.
fn round(blocks: &[Block], markdown: &str) {
    let printed = print(blocks, false);
    assert_eq!(printed, markdown);
    assert_eq!(parse(&printed).unwrap(), blocks, "{printed}");
}

/// Markdown in the dialect's own spelling comes back as it is.
fn stable(markdown: &str) {
    assert_eq!(print(&parse(markdown).unwrap(), false), markdown);
}

#[test]
fn blocks_in_their_own_spelling() {
    for markdown in [
        "# One\n\n###### Six",
        "- a\n  - b\n    - c\n- d",
        "3. a\n4. b\n   - c",
        "- [ ] open\n- [x] done",
        "- a\n\n  b\n\n- c",
        "- a\n\n* b",
        "> a\n>\n> > b",
        "> [!NOTE]\n> text",
        "> [!CAUTION] My title\n> - a\n> - b",
        "> [!CAUTION] a\\\\*b &amp;amp; c\n> d",
        "```python title=\"a b.py\" linenumbers=true\nx = 1  \n\n\ty\n```",
        "````\n```\n````",
        "---",
        "|a|b|\n|-|-:|\n|1|x \\| y<br>z|",
        "<details><summary>A &lt;b&gt; c</summary>\n\ntext\n\n- a\n\n</details>",
        "<!--atl:layout two_equal-->\n<!--atl:column width=50-->\na\n\n<!--atl:column width=50-->\n- b\n<!--/-->",
        "<!--atl:layout-->\n<!--atl:layout-section-->\n<!--atl:layout-cell-->\na\n\n<!--atl:layout-cell-->\n<!--atl:excerpt-->\nb\n<!--/-->\n\n<!--atl:layout-section-->\n<!--atl:layout-cell-->\n<details><summary>x</summary>\n\nc\n\n</details>\n\n<!--/-->\n\nd",
        "<!--atl:dl-->\n<!--atl:dt-->\na\n\n<!--atl:dd-->\n\n<!--atl:dd-->\nb\n<!--/-->",
        "<!--atl:dt-->\na\n<!--/atl-->\n\nb",
        "<!--atl:layout-section-->\n<!--atl:layout-cell-->\na\n\n<!--atl:layout-cell-->\nb\n<!--/atl-->\n<!--/atl-->\n\nc",
        "<!--atl:dl-->\n<!--atl:dt-->\n<!--atl:d%74-->\na\n<!--/-->\n\n<!--atl:d%74 x=y-->\nb\n<!--/-->\n\n<!--atl:dd-->\nc\n<!--/-->",
        "<!--atl:dl-->\n<!--atl:dt-->\na\n<!--/atl-->\n\nb\n\n<!--atl:dd-->\nc\n<!--/-->",
        "<!--atl:table header-column-->\n|a|b|\n|-|-|\n|1|2|\n<!--/-->",
        "|<!--atl:th colspan=2-->a|||\n|-|-|-|\n|<!--atl:td rowspan=2 class=%7C-->1|<!--atl:th-->2|3|\n|4|||",
        "||||\n|-|-|-|\n|a|<!--atl:td colspan=2-->||",
        "a **b**<!--atl:p class=x-->\n\n- c<!--atl:p class=y-->\n  - d\n\n## e\\\\<!--atl:h2 x/417093-->",
        "|a|\n|-|\n|b<!--atl:p class=x--><br><br>c|",
        "<!--atl:table-->\n|<!--atl:th colspan=2-->a||\n|-|-|\n<!--atl:tr-->\n<!--atl:td-->\n- x\n<!--atl:td-->\n<!--/-->",
        "text[^1] more\n\n[^1]: note\n\n    second",
        "a\n\n<p></p>\n\nb",
        "[TOC](atl:toc?maxLevel=3)",
        "[TOC](atl:toc \"inline\")",
        "[PROJ-1](atl:issue/PROJ-1 \"block\")",
        "![a](atl:attachment/a.png?width=300)",
        "<https://example.org/a>\\\nafter a break",
        "https://example.org/a_b_c/__init__.py and <u>under</u>",
        "[https://x](https://x)",
        "[](https://x.org/a \"card\")",
        "[^x](https://x.org) and ![\\^y](https://x.org/y.png)",
        "[![i](https://x.org/i.png) see https://x.org or www.x.org](https://x.org)",
    ] {
        stable(markdown);
    }
}

/// Each container with an end of its own, as they were shown before.
#[test]
fn containers_whose_ends_are_all_there_are_still_read() {
    let before = "<!--atl:layout-->\n<!--atl:layout-section-->\n<!--atl:layout-cell-->\n<!--atl:panel-->\na\n<!--/atl-->\n<!--/atl-->\n\n<!--atl:layout-cell-->\nb\n<!--/atl-->\n<!--/atl-->\n<!--/atl-->\n\nc";
    let now = "<!--atl:layout-->\n<!--atl:layout-section-->\n<!--atl:layout-cell-->\n<!--atl:panel-->\na\n<!--/-->\n\n<!--atl:layout-cell-->\nb\n<!--/-->\n\nc";
    assert_eq!(parse(before).unwrap(), parse(now).unwrap());
    assert_eq!(print(&parse(before).unwrap(), false), now);
    // Both kinds of ends, where a part was added.
    let mixed = now.replace("b\n", "b\n<!--/atl-->\n\n<!--atl:layout-cell-->\nd\n");
    assert_eq!(
        print(&parse(&mixed).unwrap(), false),
        now.replace("b\n", "b\n\n<!--atl:layout-cell-->\nd\n")
    );
}

#[test]
fn text_needs_few_backslashes() {
    for (text, markdown) in [
        (
            "snake_case_name and __init__",
            "snake_case_name and \\_\\_init__",
        ),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("a * b", "a * b"),
        ("*a*", "\\*a\\*"),
        ("C:\\foo\\*", "C:\\foo\\\\\\*"),
        ("list[0] [x](y) [~me]", "list[0] \\[x](y) \\[\\~me]"),
        ("AT&T &amp; &#1;", "AT&T \\&amp; \\&#1;"),
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        ("# no", "\\# no"),
        ("#hash", "#hash"),
        ("1. no", "1\\. no"),
        ("1.5", "1.5"),
        ("- no", "\\- no"),
        ("-no", "-no"),
        ("---", "\\---"),
        ("> no", "\\> no"),
        (
            "see http://x.org or www.x.org or a@b.org",
            "see http\\://x.org or www\\.x.org or a@b.org",
        ),
        ("mailto:a@b.org", "mailto\\:a@b.org"),
        ("-:", "\\-:"),
        (
            "mailto: and xmpp: and awww.x.org",
            "mailto: and xmpp: and awww.x.org",
        ),
        ("Hi! `x` ~y~ | z", "Hi! \\`x\\` \\~y\\~ | z"),
        ("[ ] no task", "\\[ ] no task"),
    ] {
        round(&[Block::text(text)], markdown);
    }
}

#[test]
fn code_that_no_fence_can_hold_stands_in_tags() {
    let ticks = "`".repeat(80);
    let code = [Block::Paragraph(vec![Inline::Code(ticks.clone())])];
    round(
        &code,
        &format!("<code>{}</code>", ticks.replace('`', "\\`")),
    );
}

#[test]
fn a_mark_before_a_break_is_text() {
    let lines = |a: &str, b: &str| {
        let content = vec![Inline::text(a), Inline::Break, Inline::text(b)];
        [Block::Paragraph(content)]
    };
    round(&lines("a _", "b_"), "a \\_\\\nb_");
    round(&lines("a|b", "-|-"), "a|b\\\n\\-|-");
}

#[test]
fn hostile_text_in_every_place_stays_text() {
    let pieces = [
        "*",
        "_",
        "**",
        "__x",
        "[",
        "](u)",
        "![",
        "<u>",
        "`",
        "~~",
        "\\",
        "&lt;",
        "|",
        "#",
        "- ",
        "1. ",
        "http://a.b",
        "a@b.cc",
        "[~x]",
        "[^1]",
        "!",
        ">",
        "==",
        "x",
        " y",
        ":",
        "<!--",
    ];
    let mut wrong = Vec::new();
    for a in pieces {
        for b in pieces {
            for c in pieces {
                let text = format!("{a}{b}{c}").trim().to_owned();
                let inline = vec![Inline::text(&text)];
                let cell = |content| Cell {
                    header: true,
                    content: vec![Block::Paragraph(content)],
                    ..Cell::default()
                };
                let blocks = [
                    Block::Paragraph(inline.clone()),
                    Block::Heading(2, inline.clone()),
                    Block::Paragraph(vec![
                        Inline::text("see "),
                        Inline::Link(Link::url(
                            "/x",
                            vec![Inline::text(text.replace("http", "").replace("a@b", ""))],
                        )),
                    ]),
                    Block::Paragraph(vec![Inline::text("a"), Inline::Break, Inline::text(&text)]),
                    Block::Table(Table {
                        rows: vec![vec![cell(inline.clone())]],
                        ..Table::default()
                    }),
                    Block::Paragraph(vec![
                        Inline::text("a "),
                        Inline::Styled(Style::Strong, inline),
                        Inline::text("b"),
                    ]),
                ];
                for block in blocks {
                    let printed = print(std::slice::from_ref(&block), false);
                    if parse(&printed).unwrap() != [block] {
                        wrong.push(printed);
                    }
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} are wrong: {:#?}",
        wrong.len(),
        wrong
            .iter()
            .step_by(wrong.len() / 40 + 1)
            .collect::<Vec<_>>()
    );
}

#[test]
fn styles_that_marks_cannot_say_are_tags() {
    let strong = |text: &str| Inline::Styled(Style::Strong, vec![Inline::text(text)]);
    round(
        &[Block::Paragraph(vec![strong("a "), Inline::text("b")])],
        "<strong>a </strong>b",
    );
    round(
        &[Block::Paragraph(vec![
            Inline::text("x"),
            strong("(a)"),
            Inline::text("b"),
        ])],
        "x<strong>(a)</strong>b",
    );
    round(
        &[Block::Paragraph(vec![strong("a"), strong("b")])],
        "<strong>a</strong>**b**",
    );
    let nested = Inline::Styled(Style::Emph, vec![strong("a")]);
    round(&[Block::Paragraph(vec![nested])], "<em>**a**</em>");
}

#[test]
fn carriers_come_back_and_damage_is_an_error() {
    let source = Source {
        format: Format::Storage,
        text: "<ac:x/>".into(),
    };
    let carrier = Inline::Carrier("drawio: *Net* [1]".into(), source.clone());
    for block in [
        Block::Leaf(carrier.clone()),
        Block::Paragraph(vec![carrier.clone()]),
    ] {
        let printed = print(std::slice::from_ref(&block), false);
        assert_eq!(parse(&printed).unwrap(), [block]);
        assert!(
            parse(&printed.replacen("atl:x/c", "atl:x/d", 1)).is_err(),
            "{printed}"
        );
    }
    assert_eq!(
        print(&[Block::Leaf(carrier.clone())], true),
        "\\[drawio: \\*Net\\* \\[1]]"
    );
    let content = vec![Inline::text("text "), carrier];
    let container = Inline::Container(Container {
        name: "comment".into(),
        attrs: vec![("ref".into(), "a b".into())],
        source: Some(source),
        content,
    });
    let block = Block::Paragraph(vec![container]);
    assert_eq!(
        parse(&print(std::slice::from_ref(&block), false)).unwrap(),
        [block]
    );
}

#[test]
fn comments_that_do_not_pair_are_errors() {
    for markdown in [
        "<!--atl:layout-->\n\ntext",
        "text\n\n<!--/atl-->",
        "[x](atl:nonsense/x)",
    ] {
        assert!(parse(markdown).is_err(), "{markdown}");
    }
}

#[test]
fn mentions_are_read_as_jira_writes_them() {
    let user = |id: &str| {
        Inline::Link(Link::atl(
            format!("@{id}"),
            Atl::from(What::User(UserKind::AccountId, id.into())),
        ))
    };
    let expected = [Block::Paragraph(vec![
        user("jane"),
        Inline::text(" and "),
        user("jane@example.org"),
        Inline::text("!"),
    ])];
    assert_eq!(parse("[~jane] and [~jane@example.org]!").unwrap(), expected);
}

#[test]
fn html_as_people_write_it() {
    let expand =
        parse("<details>\n<summary>T</summary>\nSome *text*\n</details>\n\nafter").unwrap();
    assert_eq!(
        print(&expand, false),
        "<details><summary>T</summary>\n\nSome *text*\n\n</details>\n\nafter"
    );
    let script = parse("<script>\nalert(1)\n</script>").unwrap();
    assert_eq!(script, [Block::text("<script> alert(1) </script>")]);
}

#[test]
fn nesting_and_size_are_bounded() {
    let many = 10_000;
    for markdown in [
        ">".repeat(many),
        "- ".repeat(many),
        "[".repeat(many),
        "*a ".repeat(many),
        "<u>".repeat(many),
        "*a **b ".repeat(many) + &"** *".repeat(many),
        "<details>\n\n".repeat(2000),
        "> - ".repeat(many),
        "</details>\n".repeat(many),
        "<details><summary>\n".repeat(many),
        "<!--atl:x\n".repeat(many),
        "_".repeat(many),
        "a[".repeat(many),
        "<details><summary>x</summary>a\n".repeat(2000),
        "<!--atl:td-->".repeat(many),
        "![[]()".repeat(many),
        "`".repeat(many),
        "[~".repeat(many),
    ] {
        let blocks = parse(&markdown).unwrap();
        // Empty items are left out, and so are rows and cells that are in no table.
        let may_say_nothing = markdown.starts_with("- ") || markdown.starts_with("<!--atl:td-->");
        assert!(!print(&blocks, false).is_empty() || may_say_nothing);
    }
}
