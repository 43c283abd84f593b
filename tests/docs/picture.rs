//! `docs/pictures/session.svg`: a terminal, and what the demo prints on it.

use anstyle_svg::Term;

use super::shell::session;
use crate::generated::mirrored;

/// What is typed.
const COMMANDS: [&str; 4] = [
    "mcp-atlassian call jira_search jql='type = Bug ORDER BY key' \\
      fields=summary,status,priority limit=3 --demo",
    "mcp-atlassian call jira_get_issue issue_key=SHOP-9 \\
      fields=summary,status,assignee,description,issuelinks --demo",
    "mcp-atlassian call jira_transition_issue issue_key=SHOP-9 transition_id=start --demo",
    "mcp-atlassian call jira_transition_issue issue_key=SHOP-9 \\
      transition_id='start progress' comment='On it.' --demo",
];

/// Colours that can be read, on dark pages and on light ones.
const COLOURS: &str = "    .fg { fill: #c9d1d9 }
    .bg { fill: #0d1117 }
    .fg-blue { fill: #79c0ff }
    .fg-green { fill: #7ee787 }
    @media (prefers-color-scheme: light) {
      .fg { fill: #1f2328 }
      .bg { fill: #f6f8fa }
      .fg-blue { fill: #0550ae }
      .fg-green { fill: #116329 }
    }
  </style>";

#[test]
fn of_a_session() {
    let seen = session(&COMMANDS, Some("xterm"));
    let spaced = seen.trim_end().replace("\n$ ", "\n\n$ ");
    let svg = Term::new().render_svg(&spaced);
    let svg = scalable(&svg).replacen("  </style>", COLOURS, 1);
    mirrored("docs/pictures/session.svg", &svg);
}

/// Pages are narrower than a terminal, and would show a part of a picture whose size is fixed.
fn scalable(svg: &str) -> String {
    let mut quoted = svg.split('"');
    let [width, height] = [1, 1].map(|after| quoted.nth(after).unwrap().trim_end_matches("px"));
    let fixed = format!(r#"width="{width}px" height="{height}px""#);
    svg.replacen(&fixed, &format!(r#"viewBox="0 0 {width} {height}""#), 1)
}
