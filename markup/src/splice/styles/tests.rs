use crate::{Format, ReadOptions, Spliced, WriteOptions, carrier, splice, to_markdown};

/// A page whose blocks are set in all the ways that Markdown has no words for.
const SET: &str = "<h2 style=\"text-align: center;\">Head</h2><p style=\"text-align: right;\">First of all texts</p><p>plain</p>\
    <ul class=\"c\"><li><p>one</p></li><li class=\"i\"><p>two</p></li></ul>\
    <table class=\"wrapped\"><colgroup><col style=\"width: 10.0px;\" /><col style=\"width: 20.0px;\" /></colgroup><tbody>\
    <tr><th scope=\"col\"><p>a</p></th><th><p>b</p></th></tr>\
    <tr class=\"r\"><td class=\"x\"><p>apples and pears</p></td><td><p style=\"color: red;\">2</p></td></tr>\
    <tr><td data-highlight-colour=\"#ffebe6\"><p>plums</p></td><td colspan=\"1\" class=\"z\"><p>4</p></td></tr></tbody></table>";
const SHOWN: &str = "## Head\n\nFirst of all texts\n\nplain\n\n- one\n- two\n\n|a|b|\n|-|-|\n|apples and pears|2|\n|plums|4|";

fn spliced(format: Format, stored: &str, edited: &str) -> Spliced<String> {
    splice(format, stored, edited, &WriteOptions::default()).unwrap()
}

fn shown(format: Format, stored: &str) -> String {
    let options = ReadOptions {
        references: true,
        ..ReadOptions::default()
    };
    to_markdown(format, stored, &options).unwrap()
}

#[test]
fn how_blocks_are_set_is_left_out_and_stays() {
    assert_eq!(shown(Format::Storage, SET), SHOWN);
    assert!(!spliced(Format::Storage, SET, SHOWN).changed);
    for (word, other) in [
        ("Head", "Foot"),
        ("First", "Last"),
        ("two", "three"),
        ("apples", "prunes"),
        ("2</p>", "3</p>"),
        ("plums", "quinces"),
        ("4</p>", "5</p>"),
    ] {
        let text = |word: &str| word.trim_end_matches("</p>").to_owned();
        let edited = SHOWN.replacen(&text(word), &text(other), 1);
        let after = spliced(Format::Storage, SET, &edited);
        assert_eq!(after.document, SET.replacen(word, other, 1), "{word}");
        assert_eq!(after.lost_styles, [""; 0]);
    }
}

#[test]
fn how_a_block_is_set_moves_with_it_changed_or_not() {
    for text in ["First of all texts", "First of all the texts"] {
        let edited = SHOWN
            .replace("First of all texts\n\n", "")
            .replace("plain", &format!("plain\n\n- - -\n\n{text}"));
        let after = spliced(Format::Storage, SET, &edited);
        let set = format!("<p style=\"text-align: right;\">{text}</p>");
        assert!(after.document.contains(&set), "{}", after.document);
        assert_eq!(after.lost_styles, [""; 0]);
    }
    for text in ["apples and pears", "apples and plums"] {
        let row = "|apples and pears|2|";
        let edited = SHOWN.replace(&format!("{row}\n"), "") + "\n|" + text + "|2|";
        let after = spliced(Format::Storage, SET, &edited);
        assert!(
            after
                .document
                .ends_with(&format!("<tr class=\"r\"><td class=\"x\"><p>{text}</p></td><td><p style=\"color: red;\">2</p></td></tr></tbody></table>")),
            "{}",
            after.document
        );
        assert_eq!(after.lost_styles, [""; 0]);
    }
}

#[test]
fn a_copy_is_set_as_what_was_copied() {
    let edited = SHOWN.to_owned() + "\n\nFirst of all texts";
    let after = spliced(Format::Storage, SET, &edited);
    assert_eq!(
        after.document,
        format!("{SET}<p style=\"text-align: right;\">First of all texts</p>")
    );
}

#[test]
fn what_says_how_it_is_set_is_set_so() {
    let edited = SHOWN.replace(
        "all texts",
        "all texts<!--atl:p style=\"text-align: center;\"-->",
    );
    assert_eq!(
        spliced(Format::Storage, SET, &edited).document,
        SET.replace("right", "center")
    );
    let edited = SHOWN.replace("|plums", "|<!--atl:td class=y-->plums");
    assert_eq!(
        spliced(Format::Storage, SET, &edited).document,
        SET.replace("#ffebe6\"", "#ffebe6\" class=\"y\"")
    );
}

/// What a macro or code looks like is left out, and what it says is not kept where it is taken out.
#[test]
fn looks_of_macros_stay_and_titles_do_not() {
    let parameter = |(name, value): (&str, &str)| {
        format!("<ac:parameter ac:name=\"{name}\">{value}</ac:parameter>")
    };
    let with = |name: &str, parameters: &[(&str, &str)], body: &str| {
        let parameters: String = parameters.iter().copied().map(parameter).collect();
        format!(
            "<ac:structured-macro ac:name=\"{name}\" ac:schema-version=\"1\">{parameters}{body}</ac:structured-macro>"
        )
    };
    let body = "<ac:plain-text-body><![CDATA[x = 1]]></ac:plain-text-body>";
    let code = with(
        "code",
        &[
            ("language", "python"),
            ("title", "a.py"),
            ("theme", "Midnight"),
        ],
        body,
    );
    let text = "<ac:rich-text-body><p>text</p></ac:rich-text-body>";
    let panel = with("panel", &[("title", "Check"), ("bgColor", "#fff")], text);
    let stored = format!("{code}{panel}");
    let seen = shown(Format::Storage, &stored);
    assert_eq!(
        seen,
        "```python title=a.py\nx = 1\n```\n\n<!--atl:panel title=Check-->\ntext\n<!--/-->"
    );
    assert!(!spliced(Format::Storage, &stored, &seen).changed);
    let edited = seen
        .replace(" title=a.py\nx = 1", "\nx = 2")
        .replace("Check", "List");
    let wanted = with(
        "code",
        &[("language", "python"), ("theme", "Midnight")],
        &body.replace('1', "2"),
    ) + &panel.replace("Check", "List");
    let after = spliced(Format::Storage, &stored, &edited);
    assert_eq!(after.document, wanted);
}

/// The head of a table follows its header rows.
#[test]
fn a_head_that_is_implied_follows_its_rows() {
    let row = |name: &str, text: &str| format!("<tr><{name}><p>{text}</p></{name}></tr>");
    let body = format!("<tbody>{}</tbody>", row("td", "1"));
    let stored = format!("<table><thead>{}</thead>{body}</table>", row("th", "a"));
    let seen = shown(Format::Storage, &stored);
    assert_eq!(seen, "|a|\n|-|\n|1|");
    assert!(!spliced(Format::Storage, &stored, &seen).changed);
    assert_eq!(
        spliced(Format::Storage, &stored, "||\n|-|\n|1|").document,
        format!("<table>{body}</table>")
    );
}

/// Parameters of images that say nothing stay, whatever else is said of them.
#[test]
fn parameters_of_images_stay() {
    let image = |file: &str, rest: &str| {
        format!(
            "<ac:image ac:align=\"center\" ac:original-width=\"1920\"{rest}><ri:attachment ri:filename=\"{file}\" /></ac:image>"
        )
    };
    let stored = format!(
        "<p>a {} b {}</p>",
        image("a.png", " ac:width=\"760\""),
        image("b.png", "")
    );
    let seen = shown(Format::Storage, &stored);
    assert_eq!(
        seen,
        "a ![](atl:attachment/a.png?width=760) b ![](atl:attachment/b.png)"
    );
    assert!(!spliced(Format::Storage, &stored, &seen).changed);
    assert_eq!(
        spliced(Format::Storage, &stored, &seen.replace("760", "380")).document,
        stored.replace("760", "380")
    );
    let twice = stored.replace("b.png", "a.png").replacen("1920", "960", 1);
    let seen = shown(Format::Storage, &twice);
    assert_eq!(
        seen.matches("&x/").count() + seen.matches("?x/").count(),
        2,
        "{seen}"
    );
    assert!(!spliced(Format::Storage, &twice, &seen).changed);
}

#[test]
fn a_heading_of_another_level_is_set_alike() {
    let edited = SHOWN.replace("## Head", "### Head");
    assert_eq!(
        spliced(Format::Storage, SET, &edited).document,
        SET.replace("h2", "h3")
    );
}

/// Where something new may be what a block became whose style found no place, that is told; of what is deleted, nothing.
#[test]
fn a_style_that_finds_no_place_is_told() {
    let without = SHOWN.replace("First of all texts\n\n", "");
    assert_eq!(spliced(Format::Storage, SET, &without).lost_styles, [""; 0]);
    let elsewhere = without + "\n\nNothing like that at the end";
    assert_eq!(
        spliced(Format::Storage, SET, &elsewhere).lost_styles,
        ["First of all texts"]
    );
}

/// As pages were shown before: with a reference in each place.
#[test]
fn references_to_how_something_is_set_are_still_read() {
    let stored = "<p style=\"text-align: right;\">a</p><table><tbody><tr><td class=\"numeric highlight-grey\"><p>1</p></td></tr></tbody></table>";
    let sum = |attrs: &str| {
        let sum = carrier::sum(Format::Markdown, attrs);
        format!("{:010}", u32::from_be_bytes(sum))
    };
    let (text, cell) = (
        sum(" style=\"text-align: right;\""),
        sum(" class=\"numeric highlight-grey\""),
    );
    let shown = format!("a<!--atl:p x/{text}-->\n\n||\n|-|\n|<!--atl:td x/{cell}-->1|");
    assert!(!spliced(Format::Storage, stored, &shown).changed);
    let moved = format!("||\n|-|\n|<!--atl:td x/{cell}-->1|\n\na<!--atl:p x/{text}-->");
    let (first, last) = stored.split_once("<table>").unwrap();
    assert_eq!(
        spliced(Format::Storage, stored, &moved).document,
        format!("<table>{last}{first}")
    );
}
