//! The anchors of inline comments in what is stored, where it is written without regard to them.

use std::collections::BTreeMap;

use serde_json::Value;

/// What opens and closes the anchor of an inline comment in storage format.
const OPEN: &str = "<ac:inline-comment-marker";
const CLOSE: &str = "</ac:inline-comment-marker>";

/// The texts of the inline comments that one document, in storage format or ADF, has and the other has not.
pub fn lost(before: &str, after: &str) -> Vec<String> {
    let kept = anchors(after);
    let lost = anchors(before).into_iter();
    lost.filter(|(id, _)| !kept.contains_key(id))
        .map(|(_, text)| text)
        .collect()
}

fn anchors(document: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    match serde_json::from_str::<Value>(document) {
        Ok(adf) if adf.is_object() => in_adf(&adf, &mut found),
        _ => in_storage(document, &mut found),
    }
    found
}

fn in_storage(storage: &str, found: &mut BTreeMap<String, String>) {
    let mut rest = storage;
    while let Some((_, after)) = rest.split_once(OPEN) {
        rest = after;
        let marked = after.split_once('>').and_then(|(attributes, content)| {
            let (_, id) = attributes.split_once("ac:ref=\"")?;
            let (text, _) = content.split_once(CLOSE)?;
            Some((id.split('"').next()?, text))
        });
        if let Some((id, text)) = marked {
            found
                .entry(id.to_owned())
                .or_default()
                .push_str(&bare(text));
        }
    }
}

/// The text without elements.
fn bare(text: &str) -> String {
    let pieces = text.split('<').enumerate();
    let pieces = pieces.map(|(at, piece)| match at {
        0 => piece,
        _ => piece.split_once('>').map_or("", |(_, text)| text),
    });
    pieces.collect()
}

fn in_adf(node: &Value, found: &mut BTreeMap<String, String>) {
    let marks = node.get("marks").and_then(Value::as_array);
    for mark in marks.into_iter().flatten() {
        let is_comment = mark.get("type").is_some_and(|kind| kind == "annotation");
        let id = mark
            .get("attrs")
            .and_then(|attrs| attrs.get("id")?.as_str());
        if let (true, Some(id)) = (is_comment, id) {
            let text = node.get("text").and_then(Value::as_str).unwrap_or_default();
            found.entry(id.to_owned()).or_default().push_str(text);
        }
    }
    let content = node.get("content").and_then(Value::as_array);
    content
        .into_iter()
        .flatten()
        .for_each(|child| in_adf(child, found));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_that_are_gone_are_told_by_their_text() {
        let anchor = |id: &str, text: &str| format!("{OPEN} ac:ref=\"{id}\">{text}{CLOSE}");
        let before = format!(
            "<p>{} and {}</p>",
            anchor("a", "o<b>n</b>e"),
            anchor("b", "two")
        );
        assert_eq!(lost(&before, &anchor("b", "2")), ["one"]);
        assert_eq!(lost(&before, "<p/>"), ["one", "two"]);
        let adf = |id: &str| {
            format!(
                "{{\"type\":\"doc\",\"content\":[{{\"type\":\"text\",\"text\":\"three\",\"marks\":[{{\"type\":\"annotation\",\"attrs\":{{\"id\":\"{id}\"}}}}]}}]}}"
            )
        };
        assert_eq!(lost(&adf("c"), &adf("d")), ["three"]);
        assert!(lost(&adf("c"), &adf("c")).is_empty());
        assert!(lost(&before, &before).is_empty());
    }
}
