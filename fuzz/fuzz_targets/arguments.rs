//! Whatever object comes as the arguments of a tool: they are understood, or refused in words.
#![no_main]

use atlassian_mcp::api::params::{
    BitbucketAddPullRequestComment, BitbucketGetPullRequestDiff, ConfluenceGetPage, ConfluenceSearch,
    ConfluenceUpdatePage, JiraAddWorklog, JiraBatchCreateIssues, JiraBatchGetChangelogs, JiraCreateIssue,
    JiraGetBoardIssues, JiraSearch, JiraTransitionIssue, JiraUpdateIssue,
};
use atlassian_mcp::args::Arguments;
use atlassian_mcp::declaration::DECLARATIONS;
use atlassian_mcp::error::{Error, LONGEST};
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value};

fn refused<T>(parsed: Result<T, Error>) {
    if let Err(error) = parsed {
        assert!(matches!(error, Error::Arguments(_)), "{error:?}");
        assert!(error.brief().chars().count() <= LONGEST);
    }
}

macro_rules! understand {
    ($given:ident: $($tool:literal => $params:ty),+ $(,)?) => {
        $({
            let tool = DECLARATIONS.iter().find(|tool| tool.name == $tool).expect("the tool is there");
            let arguments = Arguments { parameters: tool.parameters, given: $given.clone() };
            refused(arguments.parse::<$params>());
        })+
    };
}

fuzz_target!(|text: &str| {
    let Ok(given) = serde_json::from_str::<Map<String, Value>>(text) else {
        return;
    };
    understand!(given:
        "bitbucket_add_pull_request_comment" => BitbucketAddPullRequestComment,
        "bitbucket_get_pull_request_diff" => BitbucketGetPullRequestDiff,
        "confluence_get_page" => ConfluenceGetPage,
        "confluence_search" => ConfluenceSearch,
        "confluence_update_page" => ConfluenceUpdatePage,
        "jira_add_worklog" => JiraAddWorklog,
        "jira_batch_create_issues" => JiraBatchCreateIssues,
        "jira_batch_get_changelogs" => JiraBatchGetChangelogs,
        "jira_create_issue" => JiraCreateIssue,
        "jira_get_board_issues" => JiraGetBoardIssues,
        "jira_search" => JiraSearch,
        "jira_transition_issue" => JiraTransitionIssue,
        "jira_update_issue" => JiraUpdateIssue,
    );
});
