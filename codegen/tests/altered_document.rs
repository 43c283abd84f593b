//! A document that Atlassian has changed: the report names each consequence with the tools it touches, and so does the build once the
//! document is taken in.
//!
//! What is changed is the project's own slice, in a copy of the project. What of it only the compiler can say shows `.ci/altered`.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "helpers of tests may fail as tests do"
)]

use std::fs;
use std::path::{Path, PathBuf};

use codegen::build;
use codegen::command::{Outcome, Project};
use codegen::fetch::Fetch;
use serde_json::{Value, json};

/// A copy of the project, and a changed document beside it.
struct Altered {
    folder: tempfile::TempDir,
}

impl Altered {
    fn new(change: impl FnOnce(&mut Value)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("");
        for part in ["tools.toml", "specs", "src"] {
            copy(&root.join(part), &folder.path().join(part));
        }
        let slice = folder.path().join("specs/jira-cloud.json");
        let mut document: Value =
            serde_json::from_str(&fs::read_to_string(&slice).unwrap()).unwrap();
        document["info"]["version"] = json!("1001.0.0");
        fs::write(&slice, document.to_string()).unwrap();
        document["info"]["version"] = json!("1001.0.1");
        change(&mut document);
        fs::write(
            folder.path().join("jira-cloud-new.json"),
            document.to_string(),
        )
        .unwrap();
        Self { folder }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    fn run(&self, words: &[&str]) -> Outcome {
        let project = Project {
            root: self.root(),
            fetch: Fetch::default(),
        };
        let document = self.root().join("jira-cloud-new.json");
        let words = words.iter().map(|word| match *word {
            "FILE" => document.to_str().unwrap(),
            word => word,
        });
        project.run(&words.collect::<Vec<_>>()).unwrap()
    }

    /// What the build says once the document is taken in, or the requests it makes.
    fn built(&self) -> Result<String, String> {
        self.run(&["import", "jira-cloud", "FILE", "--copied", "2026-01-01"]);
        let sources = build::sources(&self.root()).map_err(|error| error.to_string())?;
        let requests = sources.into_iter().find(|(name, _)| name == "api.rs");
        Ok(requests.unwrap().1)
    }
}

fn copy(from: &Path, to: &Path) {
    if !from.is_dir() {
        fs::copy(from, to).unwrap();
        return;
    }
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        copy(&entry.path(), &to.join(entry.file_name()));
    }
}

/// CONTRIBUTING.md walks through a change with what is really said.
#[track_caller]
fn shown(text: &str) {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("CONTRIBUTING.md");
    let guide = fs::read_to_string(guide).unwrap();
    let guide: String = guide
        .split_inclusive('\n')
        .map(|line| line.strip_prefix("   ").unwrap_or(line))
        .collect();
    assert!(
        guide.contains(text.trim_end()),
        "CONTRIBUTING.md does not show:\n{text}"
    );
}

const TRANSITIONS: &str = "/rest/api/3/issue/{issueIdOrKey}/transitions";

/// The parameter of an operation.
fn parameter<'a>(operation: &'a mut Value, name: &str) -> &'a mut Value {
    let parameters = operation["parameters"].as_array_mut().unwrap();
    let mut all = parameters.iter_mut();
    all.find(|parameter| parameter["name"] == name).unwrap()
}

#[test]
fn each_consequence_is_named_by_the_report_and_by_the_build() {
    let altered = Altered::new(|document| {
        let paths = &mut document["paths"];
        let link = paths["/rest/api/3/issueLink/{linkId}"].as_object_mut();
        link.unwrap().remove("delete");
        paths["/rest/api/3/issueLink"]["post"]["deprecated"] = json!(true);
        let get = &mut paths[TRANSITIONS]["get"];
        parameter(get, "expand")["name"] = json!("expandFields");
        let site =
            json!({"in": "query", "name": "site", "required": true, "schema": {"type": "string"}});
        get["parameters"].as_array_mut().unwrap().push(site);
        let worklogs = &mut document["components"]["schemas"]["PageOfWorklogs"]["properties"];
        worklogs["total"]["type"] = json!("string");
    });

    let report = altered.run(&["drift", "jira-cloud", "FILE"]);
    assert_eq!(report.code, 1, "{}", report.text);
    shown(&report.text);
    let report = altered.run(&["drift", "jira-cloud", "FILE", "--json"]);
    let report: Value = serde_json::from_str(&report.text).unwrap();
    let names: Vec<_> = report[0]["operations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|changed| &changed["operation"])
        .collect();
    assert_eq!(
        names,
        [
            "DELETE /rest/api/3/issueLink/{linkId}",
            &format!("GET {TRANSITIONS}"),
            "GET /rest/api/3/issue/{issueIdOrKey}/worklog",
            "POST /rest/api/3/issueLink",
        ]
    );

    shown(&altered.built().unwrap_err());
}

/// Requests that handlers send are checked by the compiler: the build's part is that what they find has changed.
#[test]
fn a_changed_type_is_named_and_changes_the_request_that_handlers_send() {
    let altered = Altered::new(|document| {
        let get = &mut document["paths"]["/rest/api/3/issue/{issueIdOrKey}/comment"]["get"];
        parameter(get, "maxResults")["schema"] = json!({"type": "string"});
    });
    let report = altered.run(&["drift", "jira-cloud", "FILE"]);
    assert_eq!(report.code, 1);
    assert!(
        report
            .text
            .contains("! retyped     parameter maxResults  integer → string"),
        "{}",
        report.text
    );
    let setter = |source: &str| {
        let (_, request) = source
            .split_once("impl<'a> GetIssueComment<'a> {")
            .expect("the request");
        let (_, setter) = request.split_once("fn max_results(").expect("its setter");
        setter.split_once(") ->").unwrap().0.to_owned()
    };
    let before = Altered::new(|_| {}).built().unwrap();
    assert_eq!(setter(&before), "mut self, value: impl Into<Option<i64>>");
    let after = altered.built().unwrap();
    assert_eq!(
        setter(&after),
        "mut self, value: impl Into<Option<&'a str>>"
    );
}

#[test]
fn what_may_be_sent_anew_needs_no_work() {
    let altered = Altered::new(|document| {
        let get = &mut document["paths"][TRANSITIONS]["get"];
        let limit = json!({"in": "query", "name": "limit", "schema": {"type": "integer"}});
        get["parameters"].as_array_mut().unwrap().push(limit);
    });
    let report = altered.run(&["drift", "jira-cloud", "FILE"]);
    assert_eq!(report.code, 0, "{}", report.text);
    assert!(
        report.text.contains("new         parameter limit  integer"),
        "{}",
        report.text
    );
    altered.built().unwrap();
}
