//! Whatever is in a payload, a reply keeps to the budget and stays JSON.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;

/// Texts of any length, some of characters that JSON writes with six.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof!["[a-z]{1,8}", "\u{1}", "\"", "é", "\n", "🚀"];
    (piece, 0..200_000usize).prop_map(|(piece, times)| piece.repeat(times / piece.len()))
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        text().prop_map(Value::from),
        any::<i64>().prop_map(Value::from)
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            vec((text(), inner.clone()), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
            (inner.clone(), 0..30_000usize).prop_map(|(item, times)| {
                let times = times / (1 + item.to_string().len() / 20);
                vec![item; times].into()
            }),
            (inner, 0..30_000usize).prop_map(|(item, times)| {
                let times = times / (1 + item.to_string().len() / 20);
                let members = (0..times).map(|n| (format!("field_{n}"), item.clone()));
                Value::Object(members.collect())
            }),
        ]
    })
}

/// Whether all that a model reads of it keeps to the budget.
fn fits(reply: &Reply) -> bool {
    let files = reply.files().iter().map(|file| match &file.content {
        Content::Text(text) => format!("{}{text}", file.name),
        Content::Image(_) | Content::Data(_) => String::new(),
    });
    let told = [reply.head().to_owned(), reply.as_str().to_owned()];
    Budget::USUAL.holds(&told.into_iter().chain(files).collect::<String>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn payloads_fit(value in value(), note in text()) {
        let small = value.to_string();
        for reply in [Reply::json(&value).unwrap(), Reply::raw(&value).unwrap()] {
            prop_assert!(fits(&reply));
            prop_assert!(fits(&reply.clone().noting(&note)));
            let shown: Value = serde_json::from_str(reply.as_str()).unwrap();
            prop_assert!(!Budget::USUAL.percent(90).holds(&small) || reply.is_raw() || shown == value);
        }
    }

    #[test]
    fn lists_fit(items in vec(value(), 0..4), total in any::<Option<u64>>(), more in text()) {
        let more = Map::from_iter([("more".to_owned(), Value::from(more))]);
        let resume = |n: usize| Some(json!({ "start_at": n }));
        let page = Page { name: "items", items: &items, total, next: None, resume: &resume };
        prop_assert!(fits(&Reply::list_with(page, more).unwrap()));
    }

    #[test]
    fn texts_and_files_fit(head in text(), body in text(), files in vec((text(), text()), 0..4), start in 0..300_000usize) {
        let files = files.into_iter().map(|(name, text)| File {
            uri: name.clone(),
            name,
            media_type: "text/plain".into(),
            content: Content::Text(text),
        });
        let text = Reply::text_under(&head, &body, start);
        prop_assert!(fits(&text.clone().noting(&head)));
        let reply = text.with_files(files.collect());
        prop_assert!(fits(&reply));
    }
}

#[test]
fn wide_objects_say_how_many_fields_are_left_out() {
    let members = (0..100_000).map(|n| (format!("customfield_{n}"), json!(n)));
    let reply = Reply::json(&Value::Object(members.collect())).unwrap();
    let shown: Value = serde_json::from_str(reply.as_str()).unwrap();
    assert_eq!(shown.as_object().unwrap().len(), 1_001);
    assert_eq!(shown["…"], "[99000 more fields]");
}
