use std::collections::BTreeSet;

use super::*;

#[test]
fn no_name_and_no_flag_is_declared_twice() {
    let mut names = BTreeSet::new();
    for setting in all() {
        for name in setting.aliases.iter().chain([&setting.name]) {
            assert!(names.insert(*name), "{name}");
        }
        let flags = setting.flag.into_iter().chain(setting.off);
        flags.for_each(|flag| assert!(names.insert(flag), "--{flag}"));
    }
}

#[test]
fn what_a_setting_says_of_itself_fits() {
    for setting in all() {
        let name = setting.name;
        let about = Product::ALL
            .into_iter()
            .find(|product| name.starts_with(product.env_prefix()));
        assert_eq!(setting.product, about, "{name}");
        assert!(
            !setting.help.is_empty() && !setting.help.ends_with('.'),
            "{name}"
        );
        // What a reader can show, and `.env.example` writes down.
        assert_ne!(
            setting.default.is_empty(),
            setting.example.is_empty(),
            "{name}"
        );
        let narrows_or_logs = matches!(setting.may, May::Restrict | May::Log);
        assert!(setting.found || !narrows_or_logs, "{name}");
        assert!(!setting.found || setting.may != May::Grant, "{name}");
        let mut chain = setting.chain().skip(1);
        assert!(chain.all(|weaker| weaker.product.is_none()), "{name}");
    }
}

#[test]
fn no_letter_of_a_secret_is_shown() {
    let url = table::URL.of(Product::Jira);
    let headers = table::CUSTOM_HEADERS.of(Product::Jira);
    let token = table::API_TOKEN.of(Product::Jira);
    let key = table::CLIENT_KEY.of(Product::Jira);
    for (setting, value, shown) in [
        (token, "s3cret", "***"),
        (key, "-----BEGIN PRIVATE KEY-----\ns3cret", "***"),
        (key, "/etc/s3\ncret", "***"),
        (key, "/etc/ssl/mcp.key", "/etc/ssl/mcp.key"),
        (
            url,
            "https://jira.acme.com/jira",
            "https://jira.acme.com/jira",
        ),
        (
            url,
            "https://me:s3cret@jira.acme.com",
            "https://***@jira.acme.com/",
        ),
        (
            url,
            "https://s3cret@jira.acme.com/x",
            "https://***@jira.acme.com/x",
        ),
        (
            url,
            "https://acme.com/x?token=s3cret#s3cret",
            "https://acme.com/x?***#***",
        ),
        (url, "me:s3cret@jira.acme.com", "***"),
        (url, "jira.acme.com", "jira.acme.com"),
        (headers, "X-A=s3cret, X-B = s3=cret", "X-A=***,X-B=***"),
        (headers, "X-A: s3cret,s3cret", "***,***"),
        (headers, r"X-A=a\,s3cret=1,X-B=1", "X-A=***,X-B=***"),
        (&table::HOST, "a\n\u{1b}[1mb", "a\\n\\u{1b}[1mb"),
    ] {
        assert_eq!(setting.shown(value), shown);
    }
}
