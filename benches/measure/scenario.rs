//! What is measured: calls as models make them, over what a team has.

use demo::Flavour;
use markup::{Format, WriteOptions};
use serde_json::{Value, json};

use crate::Result;
use crate::upstream::Upstream;

/// How long the page is, as it is stored, in bytes.
const PAGE: usize = 200 << 10;

/// How long the description of each issue is, as it is stored, in bytes: 50 issues with all of their fields are some 850 KB.
const DESCRIPTION: usize = 14 << 10;

/// How many issues there are, at least.
const ISSUES: usize = 60;

/// One issue with what it says, its comments, links and sub-tasks.
pub const ONE_ISSUE: &str = "one issue";
/// A page of a search.
pub const SEARCH: &str = "search of 50";
/// A page of Confluence, of which a reply holds a part.
pub const PAGE_OF_200_KIB: &str = "page of 200 KiB";

/// The issue.
pub const ISSUE: &str = "SHOP-9";
/// What is searched for.
pub const JQL: &str = "project = SHOP ORDER BY created DESC";

/// A call of a tool.
#[derive(Debug, Clone)]
pub struct Call {
    /// Which tool.
    pub tool: &'static str,
    /// The arguments.
    pub arguments: Value,
}

impl Call {
    /// What a server answered, unless that tells a failure.
    ///
    /// # Errors
    /// With what it says.
    pub fn checked(&self, result: Value) -> Result<Value> {
        match result["isError"] == true {
            true => Err(format!("{}: {result}", self.tool).into()),
            false => Ok(result),
        }
    }
}

/// What is measured, and how this server is called for it.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// What it is called in tables.
    pub name: &'static str,
    /// The call.
    pub call: Call,
}

/// Fills an upstream, and gives the calls that are measured against it.
///
/// # Errors
/// If the demo refuses what it is filled with.
pub async fn all(upstream: &Upstream) -> Result<Vec<Scenario>> {
    let description = described(upstream.flavour)?;
    for number in 0..ISSUES {
        let issue = issue(number, &description);
        upstream.make(&issues(upstream.flavour), &issue).await?;
    }
    let page = page(upstream).await?;
    let scenario = |name, tool, arguments| Scenario {
        name,
        call: Call { tool, arguments },
    };
    let pull_request =
        json!({ "project_key": "SHOP", "repository_slug": "order-service", "pull_request_id": 3 });
    Ok(vec![
        scenario(ONE_ISSUE, "jira_get_issue", json!({ "issue_key": ISSUE })),
        scenario(SEARCH, "jira_search", json!({ "jql": JQL, "limit": 50 })),
        scenario(
            PAGE_OF_200_KIB,
            "confluence_get_page",
            json!({ "page_id": page }),
        ),
        scenario(
            "diff of a pull request",
            "bitbucket_get_pull_request_diff",
            pull_request,
        ),
        scenario(
            "transitions",
            "jira_get_transitions",
            json!({ "issue_key": ISSUE }),
        ),
    ])
}

fn issues(flavour: Flavour) -> String {
    let version = match flavour {
        Flavour::Cloud => 3,
        Flavour::DataCenter => 2,
    };
    format!("/jira/rest/api/{version}/issue")
}

fn issue(number: usize, description: &Value) -> Value {
    let summary = format!("Guests lose basket {number} when the session of the till is renewed");
    json!({ "fields": {
        "project": { "key": "SHOP" },
        "issuetype": { "name": "Bug" },
        "priority": { "name": "High" },
        "summary": summary,
        "labels": ["holiday-season", "payments"],
        "description": description,
    } })
}

/// What is said of each issue, which no row shows unless it is asked for.
fn described(flavour: Flavour) -> Result<Value> {
    let format = match flavour {
        Flavour::Cloud => Format::Adf,
        Flavour::DataCenter => Format::Wiki,
    };
    let text = text(format, DESCRIPTION)?;
    Ok(match flavour {
        Flavour::Cloud => serde_json::from_str(&text)?,
        Flavour::DataCenter => text.into(),
    })
}

/// Makes the page, and gives its id.
async fn page(upstream: &Upstream) -> Result<Value> {
    let (path, format) = match upstream.flavour {
        Flavour::Cloud => ("/confluence/wiki/api/v2/pages", Format::Adf),
        Flavour::DataCenter => ("/confluence/rest/api/content", Format::Storage),
    };
    let text = text(format, PAGE)?;
    let title = "Everything about the till";
    let draft = match upstream.flavour {
        Flavour::Cloud => {
            let body = json!({ "representation": "atlas_doc_format", "value": text });
            json!({ "spaceId": "65537", "status": "current", "title": title, "body": body })
        }
        Flavour::DataCenter => {
            let body = json!({ "storage": { "representation": "storage", "value": text } });
            json!({ "type": "page", "title": title, "space": { "key": "OPS" }, "body": body })
        }
    };
    let mut made = upstream.make(path, &draft).await?;
    Ok(made["id"].take())
}

/// Sections until they are about as long.
fn text(format: Format, bytes: usize) -> Result<String> {
    let section = |number| {
        markup::from_markdown(format, &section(number), &WriteOptions::default())
            .map(|text| text.len())
    };
    let count = bytes / section(1)?;
    let whole: String = (1..=count).map(self::section).collect();
    Ok(markup::from_markdown(
        format,
        &whole,
        &WriteOptions::default(),
    )?)
}

fn section(number: usize) -> String {
    format!(
        "## Step {number}: move the till\n\n\
        Guests pay *without* an account, **as agreed** in [the plan](https://docs.harbour.example/plan?step={number}), \
        and `till-{number}` keeps the basket until the payment is there. Nothing is lost when the session is renewed.\n\n\
        - Stop the till of shop {number}\n    - Tell the shop, and wait until the last guest has paid\n    - Note the time\n\
        - Start it again\n\n\
        | Shop | Till | Since |\n| --- | --- | --- |\n| Turku | {number} | November |\n| Espoo | {number} | **December** |\n\n\
        ```sh\ntill --shop {number} stop && till --shop {number} start\n```\n\n\
        1. Look at the dashboard\n2. Call whoever is on duty\n\n"
    )
}
