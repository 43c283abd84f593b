//! What a document says of its operations.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use std::str::FromStr;

use heck::ToSnakeCase;
use serde::Deserialize;
use serde_json::Value;

use crate::Error;
pub use crate::documents::{DOCUMENTS, Deployment, Document, Product};
use crate::node::{at, members, referred, text};

/// The HTTP methods an operation can have, as OpenAPI spells them in a path item.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// The name of an operation: `METHOD /path`, the path exactly as in the document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Endpoint {
    /// The HTTP method in capitals.
    pub method: String,
    /// The path with its `{parameters}`.
    pub path: String,
}

impl Endpoint {
    /// The name without those of its parameters, which do not travel: `GET /note/{}`.
    pub(crate) fn shape(&self) -> String {
        let mut shape = format!("{} ", self.method);
        for part in self.path.split_inclusive(['{', '}']) {
            match part.ends_with('}') {
                true => shape.push('}'),
                false => shape.push_str(part),
            }
        }
        shape
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

impl FromStr for Endpoint {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(' ') {
            Some((method, path))
                if path.starts_with('/') && METHODS.contains(&method.to_lowercase().as_str()) =>
            {
                Ok(Self {
                    method: method.to_uppercase(),
                    path: path.to_owned(),
                })
            }
            _ => Err(format!(
                "{text:?} is no operation; write it as `GET /path/{{parameter}}`"
            )),
        }
    }
}

impl TryFrom<String> for Endpoint {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// What a document says of one operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// The HTTP method in capitals.
    pub method: String,
    /// The path with its `{parameters}`.
    pub path: String,
    /// The name of the generated method, see [`operation_id`].
    pub id: String,
    /// The parameters of the path, in the order of the path.
    pub path_params: Vec<Param>,
    /// The parameters of the query, in the order of the document.
    pub query_params: Vec<Param>,
    /// The request body, if it takes one.
    pub body: Option<Body>,
    /// Whether Atlassian means to take it away.
    pub deprecated: bool,
}

impl Operation {
    /// The operation's name in `tools.toml`.
    pub fn endpoint(&self) -> Endpoint {
        Endpoint {
            method: self.method.clone(),
            path: self.path.clone(),
        }
    }
}

/// A parameter of the path or of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Param {
    /// Its name on the wire.
    pub name: String,
    /// Whether the operation fails without it.
    pub required: bool,
}

/// A request body.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// Whether the operation fails without it.
    pub required: bool,
    /// `application/json` nearly always.
    pub media_type: String,
    /// The schema, a reference already followed.
    pub schema: Value,
}

/// A document with its content: a slice of `specs/`, or a whole one of Atlassian's.
#[derive(Debug, Clone)]
pub struct Spec {
    /// Which document this is.
    pub document: &'static Document,
    /// The OpenAPI 3.0 content.
    pub content: Value,
}

impl Spec {
    /// Reads the slice `name` from the folder `dir` (`specs/`).
    pub fn load(dir: &Path, name: &str) -> Result<Self, Error> {
        let document = Document::named(name)?;
        let path = dir.join(format!("{name}.json"));
        let text = std::fs::read_to_string(&path).map_err(Error::file(&path))?;
        Self::parse(document, &text)
    }

    /// Reads the text of a document; it must be OpenAPI 3.0 in JSON.
    pub fn parse(document: &'static Document, json: &str) -> Result<Self, Error> {
        let content: Value = serde_json::from_str(json).map_err(Error::malformed(document.name))?;
        if !text(&content, "openapi").starts_with("3.0.") || !at(&content, "paths").is_object() {
            let problem = "not an OpenAPI 3.0 document with paths; take the 3.0 form of it";
            return Err(Error::malformed(document.name)(problem));
        }
        Ok(Self { document, content })
    }

    /// Every operation, in the order of the names.
    pub fn operations(&self) -> Vec<Operation> {
        self.endpoints()
            .into_iter()
            .map(|endpoint| self.operation(endpoint))
            .collect()
    }

    /// The names of all operations.
    pub fn endpoints(&self) -> BTreeSet<Endpoint> {
        let items = members(&self.content, "paths");
        let named = items.flat_map(|(path, item)| {
            METHODS
                .iter()
                .filter(|method| item.get(**method).is_some())
                .map(|method| Endpoint {
                    method: method.to_uppercase(),
                    path: path.clone(),
                })
        });
        named.collect()
    }

    fn operation(&self, endpoint: Endpoint) -> Operation {
        let params = |place: &str| self.params(&endpoint, place);
        let (mut path_params, query_params) = (params("path"), params("query"));
        path_params.sort_by_key(|param| endpoint.path.find(&format!("{{{}}}", param.name)));
        let node = self.node(&endpoint);
        let body = node.get("requestBody").and_then(|body| self.body(body));
        Operation {
            deprecated: at(node, "deprecated") == true,
            id: operation_id(&endpoint.method, &endpoint.path),
            method: endpoint.method,
            path: endpoint.path,
            path_params,
            query_params,
            body,
        }
    }

    /// The node of an operation; null where there is none.
    pub(crate) fn node(&self, endpoint: &Endpoint) -> &Value {
        at(self.path_item(endpoint), &endpoint.method.to_lowercase())
    }

    fn path_item(&self, endpoint: &Endpoint) -> &Value {
        at(at(&self.content, "paths"), &endpoint.path)
    }

    /// The parameters of an operation, those that its path item shares first, references followed.
    pub(crate) fn param_nodes(&self, endpoint: &Endpoint) -> Vec<&Value> {
        [self.path_item(endpoint), self.node(endpoint)]
            .into_iter()
            .filter_map(|holder| at(holder, "parameters").as_array())
            .flatten()
            .map(|param| self.resolve(param))
            .collect()
    }

    fn params(&self, endpoint: &Endpoint, place: &str) -> Vec<Param> {
        self.param_nodes(endpoint)
            .into_iter()
            .filter(|param| text(param, "in") == place)
            .map(|param| Param {
                name: text(param, "name").to_owned(),
                required: at(param, "required") == true,
            })
            .collect()
    }

    fn body(&self, body: &Value) -> Option<Body> {
        let body = self.resolve(body);
        let (media_type, media) = members(body, "content").next()?;
        Some(Body {
            required: at(body, "required") == true,
            media_type: media_type.clone(),
            schema: self.resolve(at(media, "schema")).clone(),
        })
    }

    /// What a node stands for: itself, or what its `$ref` leads to within the document.
    pub fn resolve<'a>(&'a self, node: &'a Value) -> &'a Value {
        referred(&self.content, node).unwrap_or(node)
    }
}

/// A stable name for an operation, from nothing but its method and path: documents change their own ids, repeat or lack them.
///
/// The words of the path without `rest`, `api`, `wiki` and version numbers; a parameter in the middle is skipped, one at the
/// end becomes `_by_<parameter>`.
pub fn operation_id(method: &str, path: &str) -> String {
    let segments: Vec<&str> = path
        .split('/')
        .filter(|segment| !is_noise(segment))
        .collect();
    let last = segments.len().saturating_sub(1);
    let words = segments.iter().enumerate().filter_map(|(index, segment)| {
        match (segment.strip_prefix('{'), index == last) {
            (None, _) => Some((*segment).to_owned()),
            (Some(_), false) => None,
            (Some(param), true) => Some(match param.split_once('}') {
                Some((_, suffix)) if !suffix.is_empty() => suffix.to_owned(),
                _ => format!("by {}", param.trim_end_matches('}')),
            }),
        }
    });
    let words: Vec<String> = std::iter::once(method.to_lowercase())
        .chain(words)
        .collect();
    words.join(" ").to_snake_case()
}

/// Segments that every path of a product shares, and versions.
fn is_noise(segment: &str) -> bool {
    let number = segment.strip_prefix('v').unwrap_or(segment);
    matches!(segment, "" | "rest" | "api" | "wiki" | "latest")
        || number.chars().all(|c| c.is_ascii_digit() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn ids_come_from_method_and_path() {
        let ids = [
            (
                "GET",
                "/rest/api/3/issue/{issueIdOrKey}/transitions",
                "get_issue_transitions",
            ),
            (
                "GET",
                "/rest/api/3/issue/{issueIdOrKey}",
                "get_issue_by_issue_id_or_key",
            ),
            (
                "GET",
                "/rest/software/1.0/board/{boardId}/issue",
                "get_software_board_issue",
            ),
            (
                "POST",
                "/wiki/rest/api/content/{id}/label",
                "post_content_label",
            ),
            (
                "GET",
                "/api/latest/projects/{projectKey}/repos",
                "get_projects_repos",
            ),
            (
                "GET",
                "/api/latest/repos/{slug}/pull-requests/{pullRequestId}.diff",
                "get_repos_pull_requests_diff",
            ),
            ("GET", "/api/v2/issueLinkType", "get_issue_link_type"),
        ];
        for (method, path, id) in ids {
            assert_eq!(operation_id(method, path), id);
        }
    }

    #[test]
    fn endpoints_are_read_and_written_alike() {
        let endpoint: Endpoint = "GET /a/{b}".parse().unwrap();
        assert_eq!(endpoint.to_string(), "GET /a/{b}");
        for wrong in ["GET", "/a", "FETCH /a", "GET a"] {
            let message = wrong.parse::<Endpoint>().unwrap_err();
            assert!(message.contains(&format!("{wrong:?}")), "{message}");
        }
    }

    #[test]
    fn parameters_of_the_path_item_and_references_count() {
        let content = json!({
            "openapi": "3.0.1",
            "paths": {"/a/{x}/{y}": {
                "parameters": [{"$ref": "#/components/parameters/y"}],
                "post": {
                    "parameters": [
                        {"in": "query", "name": "q"},
                        {"in": "path", "name": "x", "required": true},
                    ],
                    "requestBody": {"$ref": "#/components/requestBodies/B"},
                },
            }},
            "components": {
                "parameters": {"y": {"in": "path", "name": "y", "required": true}},
                "requestBodies": {"B": {"required": true, "content": {"application/json": {"schema": {"type": "string"}}}}},
            },
        });
        let spec = Spec::parse(&DOCUMENTS[0], &content.to_string()).unwrap();
        let [operation] = &spec.operations()[..] else {
            panic!("one operation")
        };
        assert_eq!(operation.endpoint().to_string(), "POST /a/{x}/{y}");
        let required = |name: &str| Param {
            name: name.to_owned(),
            required: true,
        };
        assert_eq!(operation.path_params, [required("x"), required("y")]);
        assert_eq!(
            operation.query_params,
            [Param {
                name: "q".to_owned(),
                required: false
            }]
        );
        let body = operation.body.as_ref().unwrap();
        assert!(body.required);
        assert_eq!(body.schema, json!({"type": "string"}));
    }

    #[test]
    fn only_openapi_3_0_is_read() {
        for wrong in [
            "[]",
            "{",
            r#"{"swagger": "2.0", "paths": {}}"#,
            r#"{"openapi": "3.1.0", "paths": {}}"#,
        ] {
            assert!(Spec::parse(&DOCUMENTS[0], wrong).is_err(), "{wrong}");
        }
    }
}
