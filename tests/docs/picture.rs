//! `docs/pictures/session.svg`: a terminal, and what the demo prints on it.

use anstyle_svg::{Term, VGA};

use super::shell::session;
use crate::generated::mirrored;

/// What is typed.
const COMMANDS: [&str; 3] = [
    "mcp-atlassian call jira_search jql='type = Bug ORDER BY key' limit=3 --demo",
    "mcp-atlassian call jira_get_issue issue_key=SHOP-9 comment_limit=0 --demo",
    "mcp-atlassian call jira_transition_issue issue_key=SHOP-9 \\\n    transition_id='start progress' comment='On it.' --demo",
];

/// Where the page around it is light, the terminal is, too.
const LIGHT: &str = "    @media (prefers-color-scheme: light) {
      .fg { fill: #1f2328 }
      .bg { fill: #f6f8fa }
      .fg-green { fill: #116329 }
      .fg-yellow { fill: #7d4e00 }
      .fg-blue { fill: #0550ae }
      .fg-cyan { fill: #1b7c83 }
      .fg-magenta { fill: #8250df }
    }
  </style>";

#[test]
fn of_a_session() {
    let seen = session(&COMMANDS, Some("xterm"));
    let svg = Term::new().palette(VGA).render_svg(seen.trim_end());
    mirrored("docs/pictures/session.svg", &svg.replacen("  </style>", LIGHT, 1));
}
