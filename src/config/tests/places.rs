//! Where values come from: the table of settings, the names that say the same, and what counts where nothing is said.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

fn reader(environment: &[(&str, &str)], flags: &[(&'static str, &str)]) -> Reader {
    let owned = |value: &str| value.to_owned();
    let pairs = environment
        .iter()
        .map(|(name, value)| (owned(name), owned(value)));
    Reader::new(Variables::read(&Sources {
        flags: flags
            .iter()
            .map(|(name, value)| (*name, owned(value)))
            .collect(),
        environment: pairs.collect(),
        env_file: None,
        directory: None,
    }))
}

/// What is listed has an effect, and what has one is listed.
#[test]
fn every_setting_is_read() {
    let account = |product: &str| {
        [("URL", "https://acme.com"), ("PERSONAL_TOKEN", "pat")]
            .map(|(end, value)| (format!("{product}_{end}"), value))
    };
    let mut environment: BTreeMap<_, _> = ["JIRA", "CONFLUENCE", "BITBUCKET"]
        .into_iter()
        .flat_map(account)
        .collect();
    environment.insert("TRANSPORT".into(), "streamable-http");
    let environment: Vec<_> = environment
        .iter()
        .map(|(name, value)| (&**name, *value))
        .collect();
    let mut reader = reader(&environment, &[]);
    Config::understand(&mut reader);
    Defaults::understand(None, &mut reader);
    let declared = settings::all().map(|setting| setting.name);
    assert_eq!(reader.asked, declared.collect::<BTreeSet<_>>());
}

#[test]
fn every_default_is_a_value() {
    let mut reader = reader(&[], &[]);
    for setting in settings::all().filter(|setting| !setting.default.is_empty()) {
        let name = setting.name;
        match setting.kind {
            Kind::Switch => assert_eq!(reader.flag(setting).to_string(), setting.default, "{name}"),
            Kind::Seconds => assert_eq!(
                reader.seconds(setting).as_secs().to_string(),
                setting.default,
                "{name}"
            ),
            Kind::Count => assert_eq!(
                reader.number(setting, 0_u64).to_string(),
                setting.default,
                "{name}"
            ),
            Kind::Rate => assert!(reader.number(setting, 0.0) > 0.0, "{name}"),
            Kind::Choice(_) => assert_eq!(reader.choice(setting), Some(setting.default), "{name}"),
            _ => {}
        }
    }
}

/// Of one place the setting's own name counts, then its others in their order; the stronger place counts before all that.
#[test]
fn other_names_say_the_same() {
    for setting in settings::all().filter(|setting| setting.fallback.is_none()) {
        for (at, alias) in setting.aliases.iter().enumerate() {
            let said = |environment: &[_], flags: &[_]| {
                let mut reader = reader(environment, flags);
                reader.said(setting).map(|said| (said.name, said.text))
            };
            let (name, weaker) = (setting.name, (*alias, "2"));
            let before = setting.aliases.iter().take(at).chain([&name]);
            assert_eq!(said(&[weaker], &[]), Some((*alias, "2".into())));
            for name in before {
                assert_eq!(said(&[weaker, (name, "1")], &[]), Some((*name, "1".into())));
            }
            assert_eq!(said(&[weaker], &[(name, "3")]), Some((name, "3".into())));
        }
    }
}

#[test]
fn a_product_falls_back_on_what_is_set_for_all() {
    for setting in settings::all() {
        let Some(fallback) = setting.fallback else {
            continue;
        };
        let all = (fallback.name, "2");
        let said = |environment: &[_], flags: &[_]| reader(environment, flags).said(setting);
        let said = |environment: &[_], flags: &[_]| said(environment, flags).map(|said| said.name);
        assert_eq!(said(&[all], &[]), Some(fallback.name));
        assert_eq!(said(&[(setting.name, "1")], &[all]), Some(setting.name));
        assert_eq!(said(&[], &[]), None);
    }
}
