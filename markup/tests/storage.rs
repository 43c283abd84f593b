//! Storage format against its corpus, in both directions.
//!
//! `name.xml` is read as `name.md`, which is written as `name.out.xml`, or as `name.xml` itself where there is no
//! such file; that is a fixed point. `name.in.md` is what people write, and `name.in.xml` what becomes of it.
//! `UPDATE_CORPUS=1` writes the expected files anew, to be read before they are committed.

use std::{
    fs,
    path::{Path, PathBuf},
};

use markup::{
    Format, MarkupError, ReadOptions, Source, WriteOptions, from_markdown, splice, to_markdown,
};

fn read(source: &str) -> String {
    to_markdown(Format::Storage, source, &ReadOptions::default())
        .unwrap_or_else(|error| panic!("{error}: {source}"))
}

fn write(markdown: &str) -> String {
    from_markdown(Format::Storage, markdown, &WriteOptions::default())
        .unwrap_or_else(|error| panic!("{error}: {markdown}"))
}

/// Parses with another parser than the reader does; Confluence knows the prefixes and the entities.
pub(crate) fn assert_well_formed(storage: &str) {
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    if let Err(error) = roxmltree::Document::parse_with_options(&well_formed(storage), options) {
        panic!("{error}: {storage}");
    }
}

/// Storage format as a document that declares its prefixes and entities.
pub(crate) fn well_formed(storage: &str) -> String {
    let known = entities::ENTITIES.iter().filter_map(|entity| {
        let name = entity.entity.strip_prefix('&')?.strip_suffix(';')?;
        storage.contains(entity.entity).then(|| {
            format!(
                "<!ENTITY {name} '{}'>",
                entity
                    .characters
                    .replace('\'', "&#39;")
                    .replace('%', "&#37;")
            )
        })
    });
    let entities: String = known
        .filter(|entity| !entity.contains(" lt ") && !entity.contains(" amp "))
        .collect();
    let bare = storage.trim_start_matches('\u{feff}');
    let bare = bare
        .rsplit_once("<!DOCTYPE html>")
        .map_or(bare, |(_, rest)| rest);
    format!("<!DOCTYPE r [{entities}]><r xmlns:ac='ac' xmlns:ri='ri' xmlns:at='at'>{bare}</r>")
}

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "corpus/storage"]
        .iter()
        .collect()
}

fn files(suffix: &str) -> Vec<PathBuf> {
    let all = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = all
        .filter(|path| path.to_string_lossy().ends_with(suffix))
        .collect();
    found.sort();
    found
}

fn load(path: &Path) -> String {
    fs::read_to_string(path)
        .unwrap()
        .trim_end_matches('\n')
        .to_owned()
}

/// Compares with a file, or writes it.
fn expect(path: &Path, actual: &str, wrong: &mut Vec<String>) {
    if std::env::var_os("UPDATE_CORPUS").is_some() {
        fs::write(path, format!("{actual}\n")).unwrap();
    } else if !path.exists() || load(path) != actual {
        wrong.push(format!("{}:\n{actual}", path.display()));
    }
}

#[test]
fn the_corpus_is_read_and_written_back() {
    let sources: Vec<PathBuf> = files(".xml")
        .into_iter()
        .filter(|path| !path.to_string_lossy().ends_with(".in.xml"))
        .collect();
    let sources: Vec<PathBuf> = sources
        .into_iter()
        .filter(|path| !path.to_string_lossy().ends_with(".out.xml"))
        .collect();
    assert!(sources.len() >= 60, "{} documents", sources.len());
    let mut wrong = Vec::new();
    for path in sources {
        let source = load(&path);
        let markdown = read(&source);
        expect(&path.with_extension("md"), &markdown, &mut wrong);
        let written = write(&markdown);
        assert_well_formed(&written);
        let canonical = path.with_extension("out.xml");
        if written != source || canonical.exists() {
            expect(&canonical, &written, &mut wrong);
        }
        assert_eq!(
            read(&written),
            markdown,
            "not a fixed point: {}",
            path.display()
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn markdown_as_people_write_it() {
    let mut wrong = Vec::new();
    for path in files(".in.md") {
        let written = write(&load(&path));
        assert_well_formed(&written);
        expect(&path.with_extension("xml"), &written, &mut wrong);
        assert_eq!(
            write(&read(&written)),
            written,
            "not a fixed point: {}",
            path.display()
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn what_is_visible_is_readable() {
    let plain = "<ac:plain-text-body><![CDATA[a -> b]]></ac:plain-text-body></ac:structured-macro>";
    let named = |parameter: &str, name: &str| {
        format!(
            "<ac:structured-macro ac:name=\"{name}\" ac:schema-version=\"1\">{parameter}{plain}"
        )
    };
    let unnamed = "<ac:parameter ac:name=\"\">java</ac:parameter>";
    let empty = "<ac:parameter ac:name=\"language\"></ac:parameter>";
    for (storage, markdown) in [
        (named("", "plantuml"), "```plantuml as=macro\na -> b\n```"),
        (named(unnamed, "code"), "```java\na -> b\n```"),
        (named(empty, "code"), "```\na -> b\n```"),
        (
            "<ac:macro ac:name=\"tip\"><ac:rich-text-body><p>x</p></ac:rich-text-body></ac:macro>"
                .to_owned(),
            "> [!TIP]\n> x",
        ),
    ] {
        assert_eq!(read(&storage), markdown);
        assert_eq!(read(&write(markdown)), markdown);
    }
    let link =
        "<p><a href=\"#part\">p</a> and <a href=\"https://x.org/a\" target=\"_blank\">q</a></p>";
    let shown = read(link);
    assert!(
        shown.contains("[p](#part)") && shown.contains("[q](https://x.org/a)"),
        "{shown}"
    );
    assert_eq!(write(&shown), link);
    let moved = write(&shown.replace("x.org/a", "x.org/b"));
    assert!(
        moved.contains("<a href=\"https://x.org/b\">q</a>"),
        "{moved}"
    );
    let html = named("", "html");
    assert_eq!(write(&read(&html)), html);
    assert!(write("```html as=macro\n<b>\n```").contains("ac:name=\"code\""));
}

/// An attribute stands in a tag once, whatever someone types.
#[test]
fn attributes_are_written_once() {
    for head in [
        "p class=a class=b",
        "p class=a style=x class=a",
        "div class=a class=b",
    ] {
        let written = write(&format!("<!--atl:{head}-->\ntext\n<!--/atl-->"));
        assert_well_formed(&written);
        assert!(written.contains("class=\"a\""), "{written}");
    }
    let layout = "<!--atl:layout-->\n<!--atl:layout-section | two_equal-->\n<!--atl:layout-cell-->\nx\n<!--/atl-->\n<!--/atl-->\n<!--/atl-->";
    assert_well_formed(&write(layout));
}

#[test]
fn declarations_in_front_say_nothing() {
    let source = "<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<p>Text</p>";
    assert_eq!(read(source), "Text");
}

#[test]
fn what_is_not_xml_is_refused_with_the_place() {
    for source in [
        "<p>a",
        "a</p>",
        "<p>a & b</p>",
        "<p>&unknown;</p>",
        "<p a='1'b='2'/>",
        "<p a='<'/>",
        "a<!DOCTYPE p>",
        "<p/><?xml version='1.0'?>",
        "<p>\u{1}</p>",
    ] {
        let error = to_markdown(Format::Storage, source, &ReadOptions::default()).unwrap_err();
        assert!(error.to_string().contains("(line 1, column "), "{error}");
    }
}

#[test]
fn hostile_nesting_is_bounded_and_nothing_is_lost() {
    for tag in ["div", "blockquote", "sub", "ac:layout"] {
        let source = format!(
            "{}deep{}",
            format!("<{tag}>").repeat(10_000),
            format!("</{tag}>").repeat(10_000)
        );
        let written = write(&read(&source));
        assert_eq!(written.matches(&format!("<{tag}>")).count(), 10_000);
        assert!(written.contains("deep"));
    }
}

/// What can be read can be written back and edited, however deep its macros lie in each other.
#[test]
fn macros_in_macros_are_written_back() {
    let open = "<ac:structured-macro ac:name=\"panel\"><ac:rich-text-body>";
    let close = "</ac:rich-text-body></ac:structured-macro>";
    for depth in [24, 25, 26, 50, 10_000] {
        let source = format!(
            "<p>first</p>{}<p>deep</p>{}",
            open.repeat(depth),
            close.repeat(depth)
        );
        let markdown = read(&source);
        let written = write(&markdown);
        assert!(written.contains("deep"), "{depth}");
        assert_eq!(written.matches("ac:name=\"panel\"").count(), depth);
        assert_eq!(read(&written), markdown, "{depth}");
        let edited = markdown.replacen("first", "second", 1);
        let after = splice(Format::Storage, &source, &edited, &WriteOptions::default()).unwrap();
        assert_eq!(
            after.document,
            source.replacen("first", "second", 1),
            "{depth}"
        );
    }
    // What could not be written back is not read.
    let endless = open.repeat(80_000) + &close.repeat(80_000);
    let refused = to_markdown(Format::Storage, &endless, &ReadOptions::default()).unwrap_err();
    assert!(
        refused.to_string().contains("nest deeper"),
        "{}",
        refused.to_string().len()
    );
}

#[test]
fn raw_html_never_becomes_markup() {
    for markdown in [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<ac:structured-macro ac:name=\"html\"/>",
        "[x](javascript:alert(1))",
        "[x](JAVA&#10;SCRIPT:alert(1))",
        "![x](data:text/html,x)",
        "<!--atl:p onclick=alert(1) style=\"background-color: url(x)\"-->\ntext\n<!--/atl-->",
        "<!--atl:div style=\"position:fixed\"-->\ntext\n<!--/atl-->",
    ] {
        let written = write(markdown);
        assert_well_formed(&written);
        for bad in [
            "<script",
            "<img",
            "onclick=",
            "<ac:structured-macro",
            "href=\"java",
            "href=\"JAVA",
            "\"data:",
            "url(",
            "position",
        ] {
            assert!(!written.contains(bad), "{bad} in {written}");
        }
    }
}

/// A carrier has a check sum but no signature: anyone can make one.
#[test]
fn a_forged_carrier_is_refused() {
    for forged in [
        "<script>alert(1)</script>",
        "<p><SCRIPT src=\"https://evil.example/x.js\" /></p>",
        "<img src=\"x\" onerror=\"alert(1)\" />",
        "<p onClick='alert(1)'>x</p>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\" JAVA&#10;SCRIPT&#58;alert(1)\">x</a>",
        "<svg xlink:href=\"vbscript:x\" />",
        "<ac:image><ri:url ri:value=\"javascript:alert(1)\" /></ac:image>",
        "<iframe srcdoc=\"&lt;b>\" />",
        "<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(1)</x:script>",
        "<svg><set to=\"javascript:alert(1)\" /></svg>",
        "<meta http-equiv=\"refresh\" content=\"0;url=java&#9;script:alert(1)\" />",
        "<p style=\"background: url(javascript:alert(1))\">x</p>",
        "<a href=\"data:text/html,x\">x</a>",
        "<base href=\"https://evil.example/\" />",
        "<iframe src=\"https://evil.example/\" />",
        "<form action=\"https://evil.example/\"><input name=\"password\" /></form>",
        "</p><p>",
        "<p>",
        "<p>&unknown;</p>",
        "text]]>",
    ] {
        let source = Source {
            format: Format::Storage,
            text: forged.to_owned(),
        };
        let carrier = source.encode();
        for markdown in [
            format!("[x](atl:x/{carrier})"),
            format!("<!--atl:div x/{carrier}-->\ntext\n<!--/atl-->"),
            format!("a <span data-atl=\"x x/{carrier}\">text</span> b"),
        ] {
            let written = from_markdown(Format::Storage, &markdown, &WriteOptions::default());
            let opens = forged == "<p>" && !markdown.starts_with('[');
            assert!(
                opens || matches!(written, Err(MarkupError::Damaged(_))),
                "{forged}: {written:?}"
            );
        }
    }
    let deep = format!("{}<script/>{}", "<div>".repeat(200), "</div>".repeat(200));
    let carrier = Source {
        format: Format::Storage,
        text: deep,
    };
    let markdown = format!("[x](atl:x/{})", carrier.encode());
    assert!(from_markdown(Format::Storage, &markdown, &WriteOptions::default()).is_err());
}

/// What only looks like a script is text, and comes back.
#[test]
fn text_about_scripts_comes_back() {
    for source in [
        "<p><ac:link><ri:page ri:content-title=\"JavaScript: basics\" /><ac:link-body><em>x</em></ac:link-body></ac:link></p>",
        "<img alt=\"javascript: an introduction\" src=\"data:image/png;base64,eA==\" />",
        "<ac:unknown ri:content-title=\"JavaScript: basics\" ac:on=\"x\" />",
        "<ac:structured-macro ac:name=\"html-sample\" ac:schema-version=\"1\"><ac:plain-text-body><![CDATA[<script>x</script>]]></ac:plain-text-body></ac:structured-macro>",
    ] {
        assert_eq!(write(&read(source)), source);
    }
}

/// Data Center's code macro shows an error in place of code in a language that it does not know.
#[test]
fn data_center_gets_languages_that_it_knows() {
    let options = WriteOptions {
        data_center_languages: true,
        ..WriteOptions::default()
    };
    for (fence, named) in [
        ("json", "js"),
        ("YAML", "yml"),
        ("go", "text"),
        ("python", "py"),
        ("sql", "sql"),
        ("our-own", "our-own"),
    ] {
        let markdown = format!("> ```{fence}\n> x\n> ```");
        let written = from_markdown(Format::Storage, &markdown, &options).unwrap();
        let parameter = format!("<ac:parameter ac:name=\"language\">{named}</ac:parameter>");
        assert!(written.contains(&parameter), "{fence}: {written}");
        let cloud = format!("<ac:parameter ac:name=\"language\">{fence}</ac:parameter>");
        assert!(write(&markdown).contains(&cloud), "{fence}");
    }
}

/// Code that is edited stays in the language that it is stored in, and so does all beside it.
#[test]
fn data_center_keeps_the_languages_that_it_has() {
    let options = WriteOptions {
        data_center_languages: true,
        ..WriteOptions::default()
    };
    let code = |language: &str, text: &str| {
        format!(
            "<ac:structured-macro ac:name=\"code\" ac:schema-version=\"1\"><ac:parameter ac:name=\"language\">{language}</ac:parameter><ac:plain-text-body><![CDATA[{text}]]></ac:plain-text-body></ac:structured-macro>"
        )
    };
    let stored = format!("<p >a</p>{}<p >b</p>", code("mermaid", "one"));
    let edited = read(&stored).replace("one", "two") + "\n\n```json\nthree\n```\n";
    let after = splice(Format::Storage, &stored, &edited, &options).unwrap();
    let expected = format!(
        "<p >a</p>{}<p >b</p>{}",
        code("mermaid", "two"),
        code("js", "three")
    );
    assert_eq!(after.document, expected);
}

#[test]
fn plain_form_has_no_marks() {
    let source = "<p><ac:link><ri:user ri:account-id=\"5b10a2844c20165700ede21g\" /></ac:link> <ac:structured-macro ac:name=\"status\"><ac:parameter ac:name=\"title\">DONE</ac:parameter></ac:structured-macro></p><ac:structured-macro ac:name=\"drawio\"><ac:parameter ac:name=\"diagramName\">Network</ac:parameter></ac:structured-macro>";
    let plain = ReadOptions {
        plain: true,
        ..ReadOptions::default()
    };
    let shown = to_markdown(Format::Storage, source, &plain).unwrap();
    assert_eq!(shown, "@5b10a2844c20165700ede21g DONE\n\n[drawio: Network]");
}

/// Text that stands where none belongs is carried with the element in which it does.
#[test]
fn text_beside_a_body_is_not_lost() {
    let link = |inner: &str| format!("<p>a <ac:link ac:anchor=\"x\">{inner}</ac:link> b</p>");
    let body = "<ac:link-body>text</ac:link-body>";
    let macro_of =
        |inner: &str| format!("<ac:structured-macro ac:name=\"x\">{inner}</ac:structured-macro>");
    let rich = "<ac:rich-text-body><p>text</p></ac:rich-text-body>";
    for stored in [
        link(&format!("stray{body}")),
        link(&format!("{body}stray")),
        macro_of(&format!("{rich}stray")),
        macro_of(&format!("stray{rich}")),
        format!("<p>a {} b</p>", macro_of(&format!("{rich}stray"))),
        format!(
            "<p>a {} b</p>",
            macro_of("<ac:plain-text-body>text</ac:plain-text-body>stray")
        ),
    ] {
        let shown = to_markdown(Format::Storage, &stored, &ReadOptions::default()).unwrap();
        assert!(shown.contains("text"), "{shown}");
        let written = from_markdown(Format::Storage, &shown, &WriteOptions::default()).unwrap();
        assert_eq!(written, stored, "{shown}");
    }
}
