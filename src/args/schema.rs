//! JSON schemas that every MCP client takes: flat, without `$ref`, unions, `format` or null.

use schemars::{JsonSchema, Schema, generate::SchemaSettings, json_schema};
use serde_json::{Map, Value, json};

/// The portable schema of a parameter struct.
///
/// Gemini, OpenAI and VS Code each refuse parts of JSON Schema, and drop the whole server over one bad tool. What is left
/// here is the part they share: type, description, enum, items, properties, required, minimum, maximum, scalar default.
/// The last three are for people; [`listed`] leaves them out.
pub fn of<T: JsonSchema>() -> Map<String, Value> {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    let mut schema = settings
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value();
    portable(&mut schema);
    match schema {
        Value::Object(mut map) => {
            // Says no more than the tool's name.
            map.shift_remove("description");
            map
        }
        _ => Map::new(),
    }
}

/// The portable schema of a reply, in which nothing is required: what says nothing is left out, and what had no room.
pub fn output_of<T: JsonSchema>() -> Map<String, Value> {
    fn relax(schema: &mut Value) {
        let Value::Object(map) = schema else { return };
        map.shift_remove("required");
        map.shift_remove("description");
        if let Some(Value::Object(properties)) = map.get_mut("properties") {
            properties.values_mut().for_each(relax);
        }
        map.get_mut("items").into_iter().for_each(relax);
    }
    let mut schema = Value::Object(of::<T>());
    relax(&mut schema);
    match schema {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// The schema of a list of objects that each hold texts of these names. Converters that are strict close an object to what it
/// declares, so that one without properties could hold nothing.
pub fn of_items(texts: &[&str]) -> Schema {
    let text = |name: &&str| ((*name).to_owned(), json!({ "type": "string" }));
    let properties: Map<_, _> = texts.iter().map(text).collect();
    json_schema!({ "type": "array", "items": { "type": "object", "properties": properties } })
}

/// Leaves of a schema what models are shown: the parameters that are `listed`, without default and range, which are checked at the
/// call and told where they surprise.
pub fn listed(schema: &mut Map<String, Value>, listed: impl Fn(&str) -> bool) {
    let Some(Value::Object(properties)) = schema.get_mut("properties") else {
        return;
    };
    properties.retain(|name, _| listed(name));
    for property in properties.values_mut().filter_map(Value::as_object_mut) {
        property.retain(|name, _| !["default", "minimum", "maximum"].contains(&name.as_str()));
    }
}

/// Removes what clients refuse, at every level.
fn portable(schema: &mut Value) {
    let Value::Object(map) = schema else { return };
    for noise in ["title", "format", "additionalProperties", "$schema"] {
        map.remove(noise);
    }
    if map.get("default").is_some_and(Value::is_null) {
        map.remove("default");
    }
    if let Some(Value::Array(values)) = map.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    if let Some(Value::Array(types)) = map.get("type") {
        let first = types.iter().find(|t| *t != "null").cloned();
        map.insert("type".into(), first.unwrap_or_default());
    }
    if let Some(Value::Object(properties)) = map.get_mut("properties") {
        properties.values_mut().for_each(portable);
    }
    if let Some(items) = map.get_mut("items") {
        portable(items);
    }
}

/// Implements [`JsonSchema`] for a type whose schema is a fixed JSON object.
macro_rules! described {
    ($name:ty, $schema:tt) => {
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn inline_schema() -> bool {
                true
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!($schema)
            }
        }
    };
}
pub(super) use described;
