//! Names behind a plain `@`: text, and the reply says so.

use serde_json::{Value, json};

use super::{each_site, replied};

#[tokio::test]
async fn a_plain_at_before_a_name_is_told_to_be_text() {
    each_site(&[], async |site, _| {
        let text = "Ask @Mira Halonen about it";
        let page = json!({ "space_key": "SHOP", "title": "Asked", "content": text });
        let writes = [
            ("jira_add_comment", json!({ "issue_key": "SHOP-7", "comment": text })),
            ("jira_create_issue", json!({ "project_key": "OPS", "summary": "S", "issue_type": "Task", "description": text })),
            ("jira_update_issue", json!({ "issue_key": "SHOP-7", "fields": { "description": text } })),
            ("jira_add_worklog", json!({ "issue_key": "SHOP-7", "time_spent": "1h", "comment": text })),
            ("confluence_create_page", page),
        ];
        for (tool, arguments) in writes {
            let note = replied(site, tool, arguments).await["note"].clone();
            assert!(note.as_str().is_some_and(|note| note.contains("\"@Mira Halonen\"") && note.contains("[~Mira Halonen]")), "{tool}: {note}");
        }
        for text in ["Ask [~Mira Halonen]", "mira@harbour.example", "`@Mira Halonen`"] {
            let reply = replied(site, "jira_add_comment", json!({ "issue_key": "SHOP-7", "comment": text })).await;
            assert_eq!(reply.get("note"), None::<&Value>, "{text}");
        }
    })
    .await;
}
