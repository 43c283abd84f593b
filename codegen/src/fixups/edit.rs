//! The strokes of which fixups are made; each says what it did not find.

use serde_json::{Map, Value, json};

use crate::node::{at, parts, text};
use crate::spec::Endpoint;

/// An error if nothing was changed.
pub(super) fn changed(count: usize, what: &str) -> Result<(), String> {
    if count == 0 {
        Err(format!("there is {what} no more"))
    } else {
        Ok(())
    }
}

/// The node at a JSON pointer.
pub(super) fn node<'a>(content: &'a mut Value, pointer: &str) -> Result<&'a mut Value, String> {
    content
        .pointer_mut(pointer)
        .ok_or_else(|| format!("there is no {pointer}"))
}

/// Replaces the node at a JSON pointer, which must be exactly `old`.
pub(super) fn swap(
    content: &mut Value,
    pointer: &str,
    old: &Value,
    new: Value,
) -> Result<(), String> {
    let node = node(content, pointer)?;
    if node != old {
        return Err(format!("{pointer} is not {old} but {node}"));
    }
    *node = new;
    Ok(())
}

/// The operation of that name (`METHOD /path`).
pub(super) fn operation<'a>(
    content: &'a mut Value,
    name: &str,
) -> Result<&'a mut Map<String, Value>, String> {
    let Endpoint { method, path } = name.parse()?;
    let item = content
        .get_mut("paths")
        .and_then(|paths| paths.get_mut(&path));
    item.and_then(|item| item.get_mut(method.to_lowercase())?.as_object_mut())
        .ok_or_else(|| format!("there is no operation {name}"))
}

/// Takes out every operation for which `keep` (given its method, path and content) is false; gives the number of operations taken out.
pub(super) fn retain_operations(
    content: &mut Value,
    mut keep: impl FnMut(&str, &str, &mut Map<String, Value>) -> bool,
) -> usize {
    let mut gone = 0;
    let paths = content.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        let Value::Object(item) = item else { continue };
        item.retain(|method, operation| {
            let keep = operation
                .as_object_mut()
                .is_none_or(|operation| keep(method, path, operation));
            gone += usize::from(!keep);
            keep
        });
    }
    gone
}

/// Offers `rewrite` the path, name and schema of every parameter, wherever it is declared (shared ones have an empty path), for
/// a better schema; gives the number of schemas that became different.
pub(super) fn rewrite_parameters(
    content: &mut Value,
    rewrite: impl Fn(&str, &str, &Value) -> Option<Value>,
) -> usize {
    let rewrite_all = |path: &str, holder: Option<&mut Value>| {
        let params: Vec<&mut Value> = match holder {
            Some(Value::Array(list)) => list.iter_mut().collect(),
            Some(Value::Object(named)) => named.values_mut().collect(),
            _ => Vec::new(),
        };
        let changes = params.into_iter().filter_map(|param| {
            let new = rewrite(path, text(param, "name"), param.get("schema")?)?;
            let schema = param.get_mut("schema").filter(|schema| **schema != new)?;
            *schema = new;
            Some(())
        });
        changes.count()
    };
    let mut count = rewrite_all("", content.pointer_mut("/components/parameters"));
    let paths = content.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        count += rewrite_all(path, item.get_mut("parameters"));
        for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
            count += rewrite_all(path, operation.get_mut("parameters"));
        }
    }
    count
}

/// Gives an operation query parameters that its document does not know; one that it knows is an error.
pub(super) fn declare(
    content: &mut Value,
    name: &str,
    params: &[(&str, &str)],
) -> Result<(), String> {
    let declared = operation(content, name)?
        .entry("parameters")
        .or_insert_with(|| json!([]));
    let list = declared.as_array_mut().ok_or("parameters are a list")?;
    for (param, kind) in params {
        if list.iter().any(|known| text(known, "name") == *param) {
            return Err(format!("{name} declares {param} itself"));
        }
        list.push(json!({"in": "query", "name": param, "schema": {"type": kind}}));
    }
    Ok(())
}

/// Replaces a component schema by what of it can be sent: the members named by their paths (`project.key`), all of which must
/// exist. Parts of an `allOf` count as one schema; the members of a list's items follow the list's name.
pub(super) fn keep_members(
    content: &mut Value,
    schema: &str,
    paths: &[&str],
) -> Result<(), String> {
    let pointer = format!("/components/schemas/{schema}");
    let kept = narrow(
        content,
        content.pointer(&pointer).unwrap_or(&Value::Null),
        paths,
    )
    .map_err(|path| format!("{schema} has no {path}"))?;
    let whole = std::mem::replace(node(content, &pointer)?, kept.clone());
    changed(
        usize::from(whole != kept),
        &format!("more than what can be sent in {schema}"),
    )
}

fn narrow(content: &Value, schema: &Value, paths: &[&str]) -> Result<Value, String> {
    if text(schema, "type") == "array" {
        return Ok(json!({"type": "array", "items": narrow(content, at(schema, "items"), paths)?}));
    }
    let all = parts(content, schema);
    let mut kept = Map::new();
    for path in paths {
        let name = path.split_once('.').map_or(*path, |(name, _)| name);
        let member = all
            .iter()
            .find_map(|part| at(part, "properties").get(name))
            .ok_or_else(|| (*path).to_owned())?;
        let prefix = format!("{name}.");
        let below: Vec<&str> = paths
            .iter()
            .filter_map(|path| path.strip_prefix(&prefix))
            .collect();
        let member = if below.is_empty() {
            member.clone()
        } else {
            narrow(content, member, &below)?
        };
        kept.insert(name.to_owned(), member);
    }
    let required: Vec<&Value> = all
        .iter()
        .flat_map(|part| at(part, "required").as_array().into_iter().flatten())
        .filter(|name| name.as_str().is_some_and(|name| kept.contains_key(name)))
        .collect();
    Ok(match required.is_empty() {
        true => json!({"type": "object", "properties": kept}),
        false => json!({"type": "object", "required": required, "properties": kept}),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swap_wants_exactly_the_old_value() {
        let mut content = json!({"a": {"b": 1}});
        assert_eq!(
            swap(&mut content, "/a/b", &json!(2), json!(3)).unwrap_err(),
            "/a/b is not 2 but 1"
        );
        assert_eq!(
            swap(&mut content, "/a/c", &json!(2), json!(3)).unwrap_err(),
            "there is no /a/c"
        );
        swap(&mut content, "/a/b", &json!(1), json!(3)).unwrap();
        assert_eq!(content, json!({"a": {"b": 3}}));
    }

    #[test]
    fn members_are_kept_by_path_through_references_lists_and_all_of() {
        let schemas = json!({
            "Base": {"properties": {"type": {"type": "string"}}, "required": ["type"]},
            "Node": {"allOf": [{"$ref": "#/components/schemas/Base"}, {
                "required": ["name"],
                "properties": {
                    "name": {"type": "string"},
                    "parents": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}},
                    "gone": {},
                },
            }]},
        });
        let mut content = json!({"components": {"schemas": schemas}});
        keep_members(
            &mut content,
            "Node",
            &["name", "parents.type", "parents.name"],
        )
        .unwrap();
        let text = json!({"type": "string"});
        let parent = json!({"type": "object", "required": ["type", "name"], "properties": {"type": text, "name": text}});
        assert_eq!(
            content["components"]["schemas"]["Node"],
            json!({"type": "object", "required": ["name"], "properties": {
                "name": text,
                "parents": {"type": "array", "items": parent},
            }})
        );
        let error = keep_members(&mut content, "Node", &["parents.missing"]).unwrap_err();
        assert_eq!(error, "Node has no missing");
    }

    #[test]
    fn a_declared_parameter_is_not_declared_again() {
        let mut content = json!({"paths": {"/a": {"get": {}}}});
        declare(&mut content, "GET /a", &[("page", "string")]).unwrap();
        let error = declare(&mut content, "GET /a", &[("page", "string")]).unwrap_err();
        assert_eq!(error, "GET /a declares page itself");
        assert!(declare(&mut content, "GET /b", &[]).is_err());
    }
}
