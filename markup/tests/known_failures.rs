//! What converters of wiki markup are known to damage, by name. (For storage format: the corpus files `…-c11-…`.)

use markup::{Format, ReadOptions, WriteOptions, from_markdown, to_markdown};

fn written(markdown: &str) -> String {
    from_markdown(Format::Wiki, markdown, &WriteOptions::default()).unwrap()
}

fn read(wiki: &str) -> String {
    to_markdown(Format::Wiki, wiki, &ReadOptions::default()).unwrap()
}

/// Name, Markdown, and the wiki markup that it becomes.
const WRITING: [(&str, &str, &str); 11] = [
    (
        "comparisons become brackets",
        "1 < 2 and 3 > 2",
        "1 < 2 and 3 > 2",
    ),
    (
        "tags become links",
        "a <div>tag</div> of HTML",
        "a <div>tag</div> of HTML",
    ),
    (
        "a list in a list becomes a heading",
        "1. a\n    1. sub",
        "# a\n## sub",
    ),
    ("quotes are passed over", "> said", "{quote}\nsaid\n{quote}"),
    (
        "task lists are passed over",
        "- [ ] open\n- [x] done",
        "* [ ] open\n* [x] done",
    ),
    ("rules are passed over", "a\n\n---\n\nb", "a\n\n----\n\nb"),
    (
        "code in fences is converted",
        "```java\n- x / **b** <T>\n# c\n```",
        "{code:java}\n- x / **b** <T>\n# c\n{code}",
    ),
    (
        "dunders become emphasis",
        "call __init__() and x.__dict__",
        "call \\_\\_init_\\_\\(\\) and x.\\_\\_dict__",
    ),
    (
        "snake_case becomes emphasis",
        "set snake_case_name",
        "set snake_case_name",
    ),
    ("inline code is converted", "`**b**`", "{{\\*\\*b**}}"),
    (
        "a link in bold loses its text",
        "**[t](https://x.org)**",
        "*[t|https://x.org]*",
    ),
];

/// Name, wiki markup, and the Markdown that it is read as.
const READING: [(&str, &str, &str); 9] = [
    (
        "snake_case becomes emphasis",
        "snake_case_name and {noformat}snake_case_name{noformat}",
        "snake_case_name and\n\n```noformat\nsnake_case_name\n```",
    ),
    (
        "comments in code become lists",
        "{code}\n# c\n{code}",
        "```\n# c\n```",
    ),
    (
        "links on one line vanish",
        "[t|https://x.org] [https://y.org] text",
        "[t](https://x.org) https://y.org text",
    ),
    (
        "bold is escaped where HTML is near",
        "*b* and <i>",
        "**b** and \\<i>",
    ),
    (
        "panels are dropped",
        "{panel:title=Mind}\nthe gap\n{panel}",
        "> [!IMPORTANT] Mind\n> the gap",
    ),
    (
        "colours are dropped",
        "{color:red}hot{color}",
        "<span style=\"color: red\">hot</span>",
    ),
    (
        "account ids become text",
        "[~accountid:5b10a2844c20165700ede21g]",
        "[@5b10a2844c20165700ede21g](atl:user/5b10a2844c20165700ede21g)",
    ),
    (
        "user names are no mentions",
        "[~jane.doe]",
        "[@jane.doe](atl:username/jane.doe)",
    ),
    (
        "smart links lose their address",
        "[K-1|https://jira.example.org/browse/K-1|smart-link]",
        "[K-1](https://jira.example.org/browse/K-1 \"card\")",
    ),
];

#[test]
fn writing_damages_none_of_them() {
    for (name, markdown, wiki) in WRITING {
        assert_eq!(written(markdown), wiki, "{name}");
    }
}

#[test]
fn reading_damages_none_of_them() {
    for (name, wiki, markdown) in READING {
        assert_eq!(read(wiki), markdown, "{name}");
        assert_eq!(read(&written(markdown)), markdown, "{name}: and back");
    }
}
