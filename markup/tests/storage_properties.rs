//! Properties of storage format over generated documents.

use markup::{Format, ReadOptions, WriteOptions, from_markdown, to_markdown};
use proptest::prelude::*;

use super::storage::assert_well_formed;

fn read(source: &str) -> String {
    to_markdown(Format::Storage, source, &ReadOptions::default()).unwrap()
}

fn write(markdown: &str) -> String {
    from_markdown(Format::Storage, markdown, &WriteOptions::default()).unwrap()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Words with whatever Markdown, XML and the dialect give a meaning.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-zA-Z0-9äß日]{1,6}",
        1 => "[*_`~<>&\\[\\](){}#+.!|\\\\:=\"'$%@/-]{1,3}",
        1 => prop::sample::select(vec!["snake_case", "__init__", "a@b.org", "]]>", "&amp;", "<b>", "- x", "1. x", "# h", "atl:x/", "https://x.org/_a_", "[x](y)", "-->"]).prop_map(str::to_owned),
    ];
    prop::collection::vec(word, 1..5).prop_map(|words| words.join(" "))
}

fn attribute() -> impl Strategy<Value = String> {
    text().prop_map(|text| escaped(&text))
}

fn inline() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        5 => text().prop_map(|text| escaped(&text)),
        1 => text().prop_map(|text| format!("<code>{}</code>", escaped(&text))),
        1 => "[a-z0-9]{24}".prop_map(|id| format!("<ac:link><ri:user ri:account-id=\"{id}\" /></ac:link>")),
        1 => Just("<time datetime=\"2026-11-22\" />".to_owned()),
        1 => Just("<ac:emoticon ac:name=\"tick\" />".to_owned()),
        1 => text().prop_map(|title| macro_of("status", &[("title", &title), ("colour", "Green")], "")),
        1 => text().prop_map(|name| macro_of("anchor", &[("", &name)], "")),
        1 => attribute().prop_map(|name| format!("<ac:image ac:alt=\"{name}\" ac:width=\"9\"><ri:attachment ri:filename=\"{name}\" /></ac:image>")),
        1 => (attribute(), "[a-z ]{1,8}x").prop_map(|(title, body)| format!("<ac:link ac:anchor=\"{title}\"><ri:page ri:space-key=\"DS\" ri:content-title=\"{title}\" /><ac:plain-text-link-body><![CDATA[x{body}]]></ac:plain-text-link-body></ac:link>")),
        1 => (text(), "[a-z]{1,6}").prop_map(|(page, name)| macro_of(&format!("m-{name}"), &[("at", &page)], "")),
        1 => attribute().prop_map(|title| format!("<ac:structured-macro ac:name=\"include\" ac:schema-version=\"1\"><ac:parameter ac:name=\"\"><ac:link><ri:page ri:space-key=\"DS\" ri:content-title=\"{title}\" /></ac:link></ac:parameter></ac:structured-macro>")),
        1 => "[a-z ]{1,6}x".prop_map(|text| macro_of("excerpt", &[("hidden", "true")], &rich(&format!("x{text}")))),
        1 => attribute().prop_map(|value| format!("<ac:unknown at:x=\"{value}\">{value}</ac:unknown>")),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let content = prop::collection::vec(inner, 1..3).prop_map(|parts| parts.join(" "));
        let tag = prop::sample::select(vec![
            "strong",
            "em",
            "u",
            "del",
            "sub",
            "sup",
            "small",
            "span style=\"color: rgb(1,2,3);\"",
            "ac:inline-comment-marker ac:ref=\"r-1\"",
        ]);
        (tag, content).prop_map(|(tag, content)| {
            format!(
                "<{tag}>{content}</{}>",
                tag.split(' ').next().unwrap_or_default()
            )
        })
    })
}

fn inlines() -> impl Strategy<Value = String> {
    prop::collection::vec(inline(), 1..4).prop_map(|parts| parts.join(" "))
}

fn macro_of(name: &str, params: &[(&str, &str)], body: &str) -> String {
    let params: String = params
        .iter()
        .map(|(key, value)| {
            format!(
                "<ac:parameter ac:name=\"{key}\">{}</ac:parameter>",
                escaped(value)
            )
        })
        .collect();
    format!(
        "<ac:structured-macro ac:name=\"{name}\" ac:schema-version=\"1\">{params}{body}</ac:structured-macro>"
    )
}

fn rich(content: &str) -> String {
    format!("<ac:rich-text-body>{content}</ac:rich-text-body>")
}

fn code() -> impl Strategy<Value = String> {
    ("[a-z]{1,5}", text(), text()).prop_map(|(language, title, code)| {
        let cdata = format!("{code}\n  {code}").replace("]]>", "]]]]><![CDATA[>");
        let body = format!("<ac:plain-text-body><![CDATA[{cdata}]]></ac:plain-text-body>");
        macro_of("code", &[("language", &language), ("title", &title)], &body)
    })
}

fn block() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => inlines().prop_map(|content| format!("<p>{content}</p>")),
        1 => (1..7, inlines()).prop_map(|(level, content)| format!("<h{level}>{content}</h{level}>")),
        1 => inlines().prop_map(|content| format!("<p style=\"text-align: center;\">{content}</p>")),
        1 => code(),
        1 => text().prop_map(|value| macro_of("drawio", &[("diagramName", &value)], "")),
        1 => text().prop_map(|value| macro_of("children", &[("page", &value), ("depth", "2")], "")),
    ];
    leaf.prop_recursive(3, 24, 3, |inner| {
        let blocks = prop::collection::vec(inner, 1..3).prop_map(|blocks| blocks.concat()).boxed();
        let items = prop::collection::vec(blocks.clone(), 1..3).boxed();
        prop_oneof![
            blocks.clone().prop_map(|content| format!("<blockquote>{content}</blockquote>")),
            items.clone().prop_map(|items| format!("<ul><li>{}</li></ul>", items.join("</li><li>"))),
            items.clone().prop_map(|items| format!("<ol><li>{}</li></ol>", items.join("</li><li>"))),
            items.clone().prop_map(|items| format!("<table><tbody><tr><th>{0}</th></tr><tr><td>{0}</td></tr></tbody></table>", items.join(""))),
            items.prop_map(|items| format!("<table class=\"wrapped\"><tbody><tr><td colspan=\"2\">{}</td></tr></tbody></table>", items.join("</td><td>"))),
            (text(), blocks.clone()).prop_map(|(title, content)| macro_of("info", &[("title", &title)], &rich(&content))),
            (text(), blocks.clone()).prop_map(|(title, content)| macro_of("expand", &[("title", &title)], &rich(&content))),
            (text(), blocks.clone()).prop_map(|(term, content)| format!("<dl><dt>{}</dt><dd>{content}</dd></dl>", escaped(&term))),
            blocks.clone().prop_map(|content| format!("<section class=\"s\">{content}</section>")),
            (text(), blocks.clone()).prop_map(|(caption, content)| format!("<table border=\"1\"><caption>x {}</caption><tbody class=\"t\"><tr><td valign=\"top\">{content}</td></tr></tbody></table>", escaped(&caption))),
            blocks.clone().prop_map(|content| macro_of("info", &[], &rich(&content))).prop_map(|panel| format!("<p>{panel}</p>")),
            (text(), blocks.clone()).prop_map(|(value, content)| macro_of("unheard-of", &[("x", &value)], &rich(&content))),
            blocks.prop_map(|content| format!("<ac:layout><ac:layout-section ac:type=\"single\"><ac:layout-cell>{content}</ac:layout-cell></ac:layout-section></ac:layout>")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The normalisation is one pass through Markdown: what comes back from it is a fixed point, and it keeps
    /// all text and the exact bytes of unknown elements.
    #[test]
    fn documents_come_back(blocks in prop::collection::vec(block(), 1..4)) {
        let source = blocks.concat();
        let markdown = read(&source);
        let written = write(&markdown);
        assert_well_formed(&written);
        prop_assert_eq!(words(&written), words(&source), "{}", markdown);
        prop_assert_eq!(&read(&written), &markdown);
        prop_assert_eq!(&write(&read(&written)), &written);
    }

    #[test]
    fn any_text_is_refused_or_read(source in ".{0,80}") {
        if let Ok(markdown) = to_markdown(Format::Storage, &source, &ReadOptions::default()) {
            assert_well_formed(&write(&markdown));
        }
    }

    #[test]
    fn any_tags_are_refused_or_read(parts in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..12)) {
        if let Ok(markdown) = to_markdown(Format::Storage, &parts.concat(), &ReadOptions::default()) {
            assert_well_formed(&write(&markdown));
        }
    }

    #[test]
    fn any_markdown_is_well_formed(markdown in "[ -~\n\t\u{1}\u{a0}ä😀]{0,120}") {
        if let Ok(written) = from_markdown(Format::Storage, &markdown, &WriteOptions::default()) {
            assert_well_formed(&written);
            read(&written);
        }
    }
}

const PIECES: [&str; 60] = [
    "<dl>",
    "</dl>",
    "<dt>",
    "</dt>",
    "<pre>",
    "</pre>",
    "<caption>",
    "</caption>",
    "<tfoot>",
    "</tfoot>",
    "<font id='f'>",
    "</font>",
    "<ac:image>",
    "</ac:image>",
    "<ac:caption>",
    "</ac:caption>",
    "<ac:adf-extension><ac:adf-node type='panel'><ac:adf-content>",
    "</ac:adf-content></ac:adf-node></ac:adf-extension>",
    "<ri:attachment ri:filename='f'/>",
    "<ac:structured-macro ac:name='excerpt'><ac:rich-text-body>",
    "<p>",
    "</p>",
    "<p/>",
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<table>",
    "</table>",
    "<tbody>",
    "</tbody>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<td colspan='2'>",
    "<ac:structured-macro ac:name='info'>",
    "<ac:structured-macro ac:name='status'/>",
    "</ac:structured-macro>",
    "<ac:parameter ac:name='title'>",
    "</ac:parameter>",
    "<ac:rich-text-body>",
    "</ac:rich-text-body>",
    "<ac:plain-text-body>",
    "</ac:plain-text-body>",
    "<![CDATA[x]]>",
    "<ac:link>",
    "</ac:link>",
    "<ri:page ri:content-title='T'/>",
    "<br/>",
    " ",
    "text",
    "&nbsp;",
    "&#65;",
    "<!--c-->",
    "<?p i?>",
    "<ac:task-list>",
    "</ac:task-list>",
    "<strong>",
    "</strong>",
];

/// Whether an element sets text in a style that it is in anyway.
fn is_redundant(node: roxmltree::Node<'_, '_>) -> bool {
    matches!(
        node.tag_name().name(),
        "strong" | "em" | "del" | "u" | "span"
    ) && node
        .ancestors()
        .skip(1)
        .any(|above| above.tag_name() == node.tag_name())
}

/// Everything that a document says, in order and without markup: text, attributes and the names of elements.
fn words(storage: &str) -> Vec<String> {
    let document = format!(
        "<!DOCTYPE r [<!ENTITY nbsp '&#160;'>]><r xmlns:ac='ac' xmlns:ri='ri' xmlns:at='at'>{storage}</r>"
    );
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    let document = roxmltree::Document::parse_with_options(&document, options).unwrap();
    let mut words = Vec::new();
    let mut after_text = false;
    for node in document.descendants() {
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            match words.last_mut() {
                Some(last) if after_text => *last = format!("{last} {text}").trim().to_owned(),
                _ if text.is_empty() => continue,
                _ => words.push(text),
            }
            after_text = true;
        } else if node.is_element() && !is_redundant(node) {
            after_text = false;
            words.push(format!("<{}>", node.tag_name().name()));
            words.extend(
                node.attributes()
                    .map(|attribute| format!("{}={}", attribute.name(), attribute.value())),
            );
        }
    }
    words
}

fn quoted(text: &str) -> String {
    text.replace('\n', "\n> ").replace("> \n", ">\n")
}

/// Markdown in the dialect's own spelling, of what storage format has an equal for.
fn markdown() -> impl Strategy<Value = String> {
    let word = || "[a-z]{1,8}";
    let leaf = prop_oneof![
        word().prop_map(|text| format!(
            "Some **{text}**, *{text}*, ~~{text}~~, <u>{text}</u> and `{text}`"
        )),
        (1..7usize, word()).prop_map(|(level, text)| format!("{} {text}", "#".repeat(level))),
        (word(), word()).prop_map(|(a, b)| format!(
            "[{a}](https://example.org/{b}) [@{a}](atl:userkey/{a}) [{a}](atl:status/blue)"
        )),
        (word(), word()).prop_map(|(a, b)| format!("```{a} title={b}\n{a} = <{b}>\n```")),
        (word(), word()).prop_map(|(a, b)| format!("|{a}|{b}|\n|-|-:|\n|{b}|{a}<br>{b}|")),
        (word(), word()).prop_map(|(a, b)| format!("- [ ] {a}\n- [x] {b}")),
        (word(), word()).prop_map(|(a, b)| format!("- {a}\n- {b}\n  1. {a}\n  2. {b}")),
        word().prop_map(|text| format!("![{text}](atl:attachment/{text}.png?width=300)")),
        word().prop_map(|text| format!("[TOC](atl:toc?maxLevel=3)\n\n{text}[](atl:anchor/{text})")),
    ];
    leaf.prop_recursive(3, 12, 2, |inner| {
        prop_oneof![
            inner
                .clone()
                .prop_map(|text| format!("> {}", quoted(&text))),
            inner
                .clone()
                .prop_map(|text| format!("> [!WARNING] Mind this\n> {}", quoted(&text))),
            inner.clone().prop_map(|text| format!(
                "<details><summary>More</summary>\n\n{text}\n\n</details>"
            )),
            (inner.clone(), inner).prop_map(|(a, b)| format!("{a}\n\nbetween\n\n{b}")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn markdown_comes_back(markdown in markdown()) {
        let written = write(&markdown);
        assert_well_formed(&written);
        prop_assert_eq!(read(&written), markdown, "{}", written);
    }
}
