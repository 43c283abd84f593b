//! Markdown as it comes: from files of other systems, and from models that write what they have seen elsewhere.

use markup::{Format, ReadOptions, WriteOptions, convert, to_markdown};

fn converted(from: Format, to: Format, source: &str) -> String {
    let reading = ReadOptions::default();
    convert(from, to, source, &reading, &WriteOptions::default())
        .unwrap_or_else(|error| panic!("{error}: {source}"))
}

fn printed(markdown: &str) -> String {
    converted(Format::Markdown, Format::Markdown, markdown)
}

#[test]
fn an_empty_item_at_the_end_is_an_item() {
    for list in ["1. a\n2.", "- a\n  1. b\n  2.", "> 1. a\n> 2.", "5. a\n6."] {
        assert_eq!(printed(list), printed(&format!("{list}\n")), "{list}");
        assert!(printed(list).trim_end().ends_with('.'), "{}", printed(list));
    }
}

#[test]
fn lines_may_end_as_on_windows() {
    let windows = "# T\r\n\r\n```\r\nx\r\ny\r\n```\r\n\r\na\\\r\nb\r\n";
    let unix = windows.replace("\r\n", "\n");
    for to in [Format::Markdown, Format::Adf, Format::Storage, Format::Wiki] {
        let written = converted(Format::Markdown, to, windows);
        assert!(
            !written.contains('\r') && !written.contains("\\r"),
            "{written}"
        );
        assert_eq!(written, converted(Format::Markdown, to, &unix));
    }
}

#[test]
fn a_byte_order_mark_and_control_characters_say_nothing() {
    let adf = "\u{feff}{\"type\":\"doc\",\"version\":1,\"content\":[{\"type\":\"rule\"}]}";
    for (from, source) in [
        (Format::Adf, adf),
        (Format::Wiki, "\u{feff}----"),
        (Format::Storage, "\u{feff}<hr />"),
        (Format::Markdown, "\u{feff}---"),
    ] {
        assert_eq!(converted(from, Format::Markdown, source), "---", "{from}");
    }
    let adf = converted(Format::Markdown, Format::Adf, "a\0b\u{1b}[31m");
    assert!(adf.contains("a\u{FFFD}b\u{FFFD}[31m"), "{adf}");
}

#[test]
fn expands_are_read_as_people_write_them() {
    let expand = "<details><summary>Bold title & x &lt; y</summary>\n\ntext\n\n</details>";
    for written in [
        "<details open>\n<summary><b>Bold</b> title &amp; x &lt; y</summary>\n\ntext\n\n</details>",
        "<details><summary><strong>Bold title</strong> & x &lt; y</summary>\n\ntext\n\n</details>",
        "<details><summary>\n  Bold title\n  &amp; x &lt; y\n</summary>\n\ntext\n\n</details>",
    ] {
        assert_eq!(printed(written), printed(expand), "{written}");
    }
    assert!(
        printed("<details><summary><u x=\"y\">t</summary>\n\nz\n\n</details>").contains("&lt;u x")
    );
}

/// What begins as HTML goes on until an empty line, and what follows it here is no part of it.
#[test]
fn an_expand_at_the_end_of_a_container_ends_there() {
    let cell = "<td><ac:structured-macro ac:name=\"excerpt\"><ac:rich-text-body><ac:structured-macro ac:name=\"expand\"><ac:rich-text-body><p>x</p></ac:rich-text-body></ac:structured-macro></ac:rich-text-body></ac:structured-macro></td>";
    let list = "<td><ol><li><p>a</p><p>b</p></li></ol></td>";
    let storage = format!("<table><tbody><tr>{cell}{list}</tr></tbody></table>");
    let markdown = converted(Format::Storage, Format::Markdown, &storage);
    let written = converted(Format::Markdown, Format::Storage, &markdown);
    assert!(written.contains(list), "{markdown}");
}

#[test]
fn empty_lists_within_lists_are_no_rule() {
    let list = "<ul><li><ul><li><ul><li></li></ul></li></ul></li></ul>";
    let storage = format!("<ol><li>{list}</li></ol>");
    let markdown = converted(Format::Storage, Format::Markdown, &storage);
    let written = converted(Format::Markdown, Format::Storage, &markdown);
    assert_eq!(written.matches("<li>").count(), 4, "{markdown}");
    assert_eq!(
        converted(Format::Storage, Format::Markdown, &written),
        markdown
    );
}

/// CommonMark takes almost any mark as a part of an address in angle brackets.
#[test]
fn text_in_angle_brackets_is_no_address() {
    let wiki = "<{@me> and <a.b@c.d>";
    let markdown = converted(Format::Wiki, Format::Markdown, wiki);
    assert_eq!(printed(&markdown), markdown);
    assert!(markdown.starts_with("\\<{@me> and"), "{markdown}");
}

/// A line feed within a tag is one within text: ADF would show it as a break.
#[test]
fn tags_over_several_lines_are_text_on_one() {
    let adf = converted(
        Format::Markdown,
        Format::Adf,
        "a <x\ny=\"1\"> b <!-- c\nd --> e",
    );
    assert!(adf.contains("a <x y=\\\"1\\\"> b  e"), "{adf}");
}

#[test]
fn blanks_between_breaks_say_nothing() {
    let shown = printed("a\\\n<br>    \\\nb");
    assert_eq!(printed(&shown), shown);
}

#[test]
fn a_mark_before_a_break_stays_a_mark() {
    let adf = "{\"type\":\"doc\",\"version\":1,\"content\":[{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"a *\"},{\"type\":\"hardBreak\"},{\"type\":\"text\",\"text\":\"b\",\"marks\":[{\"type\":\"em\"}]},{\"type\":\"text\",\"text\":\"*\"}]}]}";
    let markdown = converted(Format::Adf, Format::Markdown, adf);
    let written = converted(Format::Markdown, Format::Adf, &markdown);
    assert!(written.contains("\"a *\""), "{markdown}");
}

/// GFM takes a backslash before a bar for an escape, in code too.
#[test]
fn code_with_an_escaped_bar_stays_in_its_cell() {
    let storage = "<table><tbody><tr><th><p>a</p></th></tr><tr><td><p><code>x \\| y*</code></p></td></tr></tbody></table>";
    let markdown = converted(Format::Storage, Format::Markdown, storage);
    assert!(markdown.contains("|-|"), "{markdown}");
    let written = converted(Format::Markdown, Format::Storage, &markdown);
    assert!(written.contains("<code>x \\| y*</code>"), "{written}");
}

#[test]
fn a_title_keeps_what_only_looks_like_a_tag() {
    let shown = printed("<details><summary>if a < s > 3</summary>\n\nz\n\n</details>");
    assert!(
        shown.contains("<summary>if a &lt; s &gt; 3</summary>")
            || shown.contains("<summary>if a &lt; s > 3</summary>"),
        "{shown}"
    );
}

/// A name of code between two underscores is text, three are strong and emphasis.
#[test]
fn three_underscores_are_strong() {
    assert_eq!(
        printed("__init__ ___word___"),
        "\\_\\_init__ <em>**word**</em>"
    );
}

#[test]
fn strong_within_strong_is_strong() {
    let storage = "<p><strong>a <em><strong>b</strong></em></strong></p>";
    let markdown = converted(Format::Storage, Format::Markdown, storage);
    assert_eq!(markdown, "<strong>a *b*</strong>");
    let written = converted(Format::Markdown, Format::Storage, &markdown);
    assert_eq!(written, "<p><strong>a <em>b</em></strong></p>");
}

/// Jira would show the base of an emoji and its colour or its flag side by side.
#[test]
fn emoji_of_several_characters_are_no_emoticons() {
    let emoji = "\u{1F3F3}\u{FE0F}\u{200D}\u{1F308} \u{1F44D}\u{1F3FD} \u{1F44E}\u{1F3FF}";
    assert_eq!(converted(Format::Markdown, Format::Wiki, emoji), emoji);
    assert_eq!(
        converted(Format::Markdown, Format::Wiki, "\u{1F44D}"),
        "(y)"
    );
}

#[test]
fn an_alert_within_an_alert_stays_one() {
    let alert = "> [!NOTE]\n> a\n>\n> > [!IMPORTANT]\n> > b";
    let wiki = converted(Format::Markdown, Format::Wiki, alert);
    assert!(wiki.contains("{panel:title=Important}"), "{wiki}");
    assert_eq!(converted(Format::Wiki, Format::Markdown, &wiki), alert);
}

/// Storage format and wiki markup have other words for what ADF's panel says.
#[test]
fn a_panel_keeps_its_title_and_its_colour() {
    let panel = "<!--atl:panel title=Hello bgColor=#ff0000-->\nx\n<!--/atl-->";
    let adf = converted(Format::Markdown, Format::Adf, panel);
    assert!(
        adf.contains("\"panelColor\":\"#ff0000\"") && adf.contains("Hello"),
        "{adf}"
    );
}

#[test]
fn columns_of_adf_are_no_macros_of_jira() {
    let layout = "<!--atl:layout-->\n<!--atl:column width=50-->\na\n<!--/atl-->\n<!--atl:column width=50-->\nb\n<!--/atl-->\n<!--/atl-->";
    assert_eq!(converted(Format::Markdown, Format::Wiki, layout), "a\n\nb");
    let section = "{section}\n{column:width=50%}\na\n{column}\n{section}";
    let markdown = converted(Format::Wiki, Format::Markdown, section);
    assert_eq!(
        converted(Format::Markdown, Format::Wiki, &markdown),
        section
    );
}

#[test]
fn a_cell_of_an_image_alone_is_a_cell_of_a_markdown_table() {
    let shown = converted(Format::Wiki, Format::Markdown, "||!i.png|width=10!||\n|x|");
    assert!(shown.starts_with("|![i.png]"), "{shown}");
}

/// The marks of rows and cells need no partner, and outside of a table they say nothing.
#[test]
fn a_row_outside_of_a_table_is_passed_over() {
    for markdown in [
        "<!--atl:tr-->\na",
        "a\n\n<!--atl:td-->",
        "<!--atl:excerpt-->\n<!--atl:td-->\na\n<!--/atl-->",
        "<details><summary>t</summary>\n\n<!--atl:th-->\na\n\n</details>",
        "> <!--atl:tr-->\n> a",
    ] {
        let shown = printed(markdown);
        assert_eq!(printed(&shown), shown, "{markdown}");
        assert!(shown.contains('a') && !shown.contains("atl:t"), "{shown}");
    }
}

#[test]
fn a_task_may_begin_with_any_block() {
    for markdown in [
        "- [ ]\n  - a\n- [x] b",
        "- [x]\n  > q\n\n  text\n\n- [ ] b",
        "- [ ]\n  ```\n  c\n  ```",
    ] {
        assert_eq!(printed(markdown), markdown);
        let storage = converted(Format::Markdown, Format::Storage, markdown);
        assert_eq!(
            converted(Format::Storage, Format::Markdown, &storage),
            markdown
        );
    }
}

#[test]
fn comments_are_kept_in_storage_format_and_shown_nowhere() {
    let markdown = "<!-- TODO: Bild! -->\n\n# Title\n\na <!-- b -- c --> d\n\n- <!-- e -->\n";
    let storage = converted(Format::Markdown, Format::Storage, markdown);
    assert!(
        storage.starts_with("<!-- TODO: Bild! --><h1>Title</h1>"),
        "{storage}"
    );
    assert!(storage.contains("<p>a <!-- b - - c --> d</p>"), "{storage}");
    for format in [Format::Adf, Format::Wiki] {
        let text = converted(Format::Markdown, format, markdown);
        assert!(!text.contains("TODO") && !text.contains("--"), "{text}");
    }
}

#[test]
fn front_matter_is_code() {
    let markdown = "---\ntitle: A\ntags:\n  - b\n---\n\n# H";
    assert_eq!(
        printed(markdown),
        "```yaml\ntitle: A\ntags:\n  - b\n```\n\n# H"
    );
    assert_eq!(printed("---\n\ntext\n\n---"), "---\n\ntext\n\n---");
    assert_eq!(
        printed("---\nno front matter\n---"),
        "---\n\n## no front matter"
    );
}

/// Deeper than ADF is written, sections are text: without a title and content, none at all.
#[test]
fn a_section_that_says_nothing_has_no_plain_form() {
    let adf = converted(Format::Markdown, Format::Adf, &"<details>\n\n".repeat(200));
    assert!(!adf.contains("\"text\""), "{adf}");
    let plain = ReadOptions {
        plain: true,
        ..ReadOptions::default()
    };
    for (section, shown) in [
        ("<details>\n\na\n\n</details>", "a"),
        ("b\n\n<details>\n\n<p></p>\n\n</details>\n\nc", "b\n\nc"),
        (
            "<details><summary>T</summary>\n\na\n\n</details>",
            "**T**\n\na",
        ),
    ] {
        assert_eq!(
            to_markdown(Format::Markdown, section, &plain).unwrap(),
            shown
        );
    }
}
