use super::*;

fn named(given: &str) -> Named {
    let id = PageId::new(given);
    let id = id.unwrap_or_else(|error| panic!("{given}: {error}"));
    id.named().clone()
}

fn id(given: &str) -> (String, Option<ContentKind>) {
    match named(given) {
        Named::Id(id, kind) => (id, kind),
        other => panic!("{given}: {other:?}"),
    }
}

#[test]
fn ids_in_addresses() {
    let page = Some(ContentKind::Page);
    for (given, kind) in [
        ("123", None),
        (" 123 ", None),
        (
            "https://x.atlassian.net/wiki/spaces/DOC/pages/123/Title+of+it",
            page,
        ),
        ("https://x.atlassian.net/wiki/spaces/DOC/pages/123", page),
        ("/wiki/spaces/~712020:ab/pages/123/x", page),
        ("https://c/wiki/spaces/D/pages/edit-v2/123", page),
        ("https://c/pages/edit/123", page),
        ("pages/123", page),
        (
            "https://api.atlassian.com/ex/confluence/c10d/wiki/spaces/D/pages/123?focusedCommentId=9",
            page,
        ),
        (
            "https://c/wiki/spaces/D/pages/123/2024?atlOrigin=ab&preview=/1/2/a.png#anchor",
            page,
        ),
        ("https://c/pages/viewpage.action?pageId=123", None),
        (
            "https://c/confluence/pages/editpage.action?x=1&pageid=123&src=mail",
            None,
        ),
        ("viewinfo.action?PAGEID=123", None),
        ("?pageId=123", None),
        ("https://c/wiki/spaces/D/overview?homepageId=123", None),
        (
            "https://c/wiki/spaces/D/blog/2024/05/06/123/Title",
            Some(ContentKind::BlogPost),
        ),
        (
            "https://c/wiki/spaces/D/blog/edit-v2/123",
            Some(ContentKind::BlogPost),
        ),
        (
            "https://c/wiki/spaces/D/folder/123",
            Some(ContentKind::Folder),
        ),
        (
            "https://c/wiki/spaces/D/whiteboard/123",
            Some(ContentKind::Whiteboard),
        ),
        (
            "https://c/wiki/spaces/D/database/123?x=1",
            Some(ContentKind::Database),
        ),
        (
            "https://c/wiki/spaces/D/embed/123",
            Some(ContentKind::Embed),
        ),
    ] {
        assert_eq!(id(given), ("123".to_owned(), kind), "{given}");
    }
    for given in [
        "https://c/wiki/x/D4AB",
        "/x/D4AB",
        "x/D4AB",
        "D4AB",
        "https://c/confluence/x/D4AB?src=mail",
    ] {
        assert_eq!(id(given), ("98319".to_owned(), None), "{given}");
    }
}

#[test]
fn titles_in_addresses() {
    let title = |space: &str, title: &str, day: Option<&str>| Named::Title {
        space: space.into(),
        title: title.into(),
        day: day.map(Into::into),
    };
    for (given, expected) in [
        (
            "https://c/display/DOC/Some+title",
            title("DOC", "Some title", None),
        ),
        (
            "https://c/confluence/display/~jane.doe/A+%2B+B?focusedCommentId=9#x",
            title("~jane.doe", "A + B", None),
        ),
        ("/display/%7Ejane/%C3%84rger", title("~jane", "Ärger", None)),
        (
            "https://c/display/DOC/2024/5/06/News",
            title("DOC", "News", Some("2024-05-06")),
        ),
        (
            "https://c/pages/viewpage.action?spaceKey=DOC&title=C%2B%2B+style",
            title("DOC", "C++ style", None),
        ),
    ] {
        assert_eq!(named(given), expected, "{given}");
    }
}

#[test]
fn what_names_no_page_is_refused() {
    for (given, said) in [
        ("", "is no page id"),
        ("12/..", "is no page id"),
        ("Some title", "`title` and `space_key`"),
        ("https://c/wiki/spaces/DOC/overview", "address of space DOC"),
        ("https://c/display/DOC", "address of space DOC"),
        ("https://c/display/DOC/%FF", "address of space DOC"),
        ("https://c/wiki/home", "is no page id"),
        ("123456789012345678901", "is no page id"),
    ] {
        let error = PageId::new(given).map(|id| id.to_string()).unwrap_err();
        assert!(error.contains(said), "{given}: {error}");
    }
}

#[test]
fn addresses_are_remembered_with_their_hosts() {
    for (given, host) in [
        (
            "c.example/pages/viewpage.action?pageId=123",
            Some("c.example"),
        ),
        ("https://c.example:8090/x/D4AB", Some("c.example")),
        ("?pageId=123", None),
        ("viewpage.action?pageId=123", None),
        ("/display/DOC/x", None),
        ("D4AB", None),
    ] {
        let id = PageId::new(given).unwrap();
        assert_eq!(id.address().and_then(Url::host_str), host, "{given}");
    }
}
