//! What people say and what tools are called. Forms of a word need not be told apart: all are read as `words` reads text.

/// Words that say nothing about what a task is about: small ones, and verbs, which `verbs` reads.
pub const IGNORED: &str = "a an the be been being done having were made i you we they it he she me my our your us them its his her their of for to in on at by with from and or not no this that these those there here as into than then up out about please let us using use so if but also just only can could should would will may might must e g eg etc one any some every all everything thing other others another same such own now today yesterday already still yet lately again too very more most much many want like say says tell know see given go goes come put get gets got take takes ask asks something anything include against around id ids default several optional comma name key keys first last what which who whom when where how whose why is are does did has was do have don doesn didn isn ll ve re new create add make write delete remove update edit change modify show list find look search read open view give set need let want call off over down each per after before since until through both between like within without ever actually exactly really anyone anybody somebody someone nobody hand week month year day monday tuesday wednesday thursday friday long far right quite old recent recently latest newest wrong good best able else instead us straight needs content agile information jira bitbucket";

/// How a task speaks of several things that could also be meant alone, and of one of them.
pub const MANY: &str = "issues tickets bugs stories tasks defects cards incidents pages documents docs articles projects repositories repos prs mrs requests reviews guides blockers crashes cases problems features epics documentation";
pub const ONE: &str = "page document doc article project repository repo pr mr request guide";

/// How a task says that several things are to be made.
pub const COUNTS: &str = "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty fifty hundred several many various couple list these those";

/// What only narrows a search for many issues or pages.
pub const CONDITIONS: &[&str] = &["label", "assign", "transition"];

/// What of an issue may be changed: the verbs that move issues on move these.
pub const ATTRIBUTES: &str = "deadline date due priority estimate owner summary title description component severity assignee";

/// What is only done to issues: to anything else the same verbs do something else.
pub const OF_ISSUES: &[&str] = &["transition", "assign"];

/// What several words mean together; phrases are parted by `|`.
pub const PHRASES: &[(&str, &str)] = &[
    ("pullrequest", "pull request|merge request|pr|mr|prs|mrs"),
    (
        "pullrequest review",
        "code review|for review|to review|await review|waiting review|needs review",
    ),
    ("subtask", "sub task"),
    ("attachment", "mock up|mock ups|log file|file attached"),
    ("child page", "sub page|subpage"),
    (
        "page",
        "write up|written up|how to|release note|meeting note|retro note|interview note|on call",
    ),
    ("email", "e mail"),
    ("issue", "to do list|todo|work item|user story"),
    (
        "transition",
        "to do|in progress|in review|into progress|in testing|won t fix|won t do|to done|as done|as finished|as complete|as closed|as resolved|to blocked|next state|next step|to closed|ready for|goes to|goes into|goes back|moves to|on hold|to qa|in qa",
    ),
    (
        "mine issue",
        "my stuff|my work|my task|my ticket|my issue|my bug|on my plate|my desk",
    ),
    ("mine issue assign", "assigned to me"),
    ("myself user", "who am i|signed in|logged in"),
    ("file", "source code"),
    ("repository", "code base"),
    ("repository default", "default branch|main branch"),
    ("field", "story point|custom field|customfield"),
    ("batch version", "release plan"),
    (
        "batch",
        "at once|in one go|for each|of each|one each|each of|in bulk|one per|a bunch|whole list",
    ),
    (
        "worklog",
        "my time|working time|time spent|time tracking|half hour|half day|work log",
    ),
    (
        "history",
        "moved back|time in status|audit log|audit trail|track how|over time",
    ),
    ("help", "what can you do"),
    (
        "user",
        "anyone called|anybody called|someone called|somebody called|person called|anyone named|somebody named|who is|whose account|account id",
    ),
    ("comment", "back forth|speak up"),
    ("url", "web address|web page|web site"),
    ("url link", "web link"),
    ("development link", "hang together|trail"),
    (
        "link",
        "duplicate of|is a duplicate|is caused by|was caused by|blocker of|blocker for|parent of",
    ),
    (
        "context",
        "together with|along with|full picture|whole picture|whole story|everything around|with its|plus its|including its|plus the|and its",
    ),
    ("issue jql", "jql"),
    ("child", "right below|sits below"),
];

/// A word and those that are read as it, in tasks and tools alike.
pub const SYNONYMS: &[(&str, &str)] = &[
    (
        "issue",
        "ticket bug story task defect card incident spike chore blocker finding crash case outage complaint enhancement unresolved overdue unassigned",
    ),
    (
        "page",
        "document doc article runbook handbook documentation docs guide manual policy rfc proposal wiki tutorial faq playbook minutes confluence written wrote documented postmortem guideline spec specification agenda roadmap retrospective process procedure template whitepaper convention rule",
    ),
    ("page space", "space"),
    ("repository", "repo codebase git monolith monorepo"),
    ("repository clone", "clone"),
    ("batch", "bulk multiple dozen bunch import"),
    (
        "comment",
        "reply answer remark feedback discussion discuss discussed conversation respond question complain said moan thread object opinion debate chat reader saying chimed react reaction grumble gripe criticism criticise",
    ),
    ("label", "tag keyword category labelled labelling"),
    (
        "link",
        "relation relationship relate connect dependency depend connection block predecessor",
    ),
    (
        "user",
        "person colleague coworker username profile account teammate employee",
    ),
    ("worklog", "hour spent book minute timesheet effort log"),
    ("transition", "workflow"),
    ("status", "state"),
    ("version", "release milestone"),
    ("board", "scrum kanban"),
    ("sprint", "iteration"),
    (
        "attachment",
        "screenshot attached image picture pdf photo uploaded attach upload recording mockup csv zip spreadsheet video",
    ),
    ("review", "reviewer"),
    ("approval", "approve approved verdict"),
    ("development commit", "commit"),
    ("development build", "build"),
    ("development deployment", "deployment deploy pipeline"),
    ("development implementation", "implementation implement"),
    ("diff", "patch touch different difference differ"),
    ("history", "changelog previous"),
    ("assign", "assignee reassign"),
    ("child", "below under beneath nested underneath tree"),
    (
        "url",
        "address website http https hyperlink dashboard remote",
    ),
    ("file", "folder directory readme dockerfile source config"),
    ("field", "column attribute"),
    ("type", "kind way"),
];

/// What words mean that are in a task together.
pub const TOGETHER: &[(&str, &str)] = &[
    (
        "development",
        "issuekey branch|issuekey merge|issuekey pullrequest|issuekey code|ticket branch|issue branch",
    ),
    (
        "diff",
        "pullrequest change|pullrequest code|pullrequest line|pullrequest file",
    ),
    (
        "history",
        "who changed|who altered|who touched|who edited|who moved|who updated|when changed|when moved|when go|when went|when become|when became|who transition|when transition|long status|long sit|long stuck|long review|long wait|long open|long transition",
    ),
    (
        "context",
        "pullrequest ticket|pullrequest jira|pullrequest story|pullrequest requirement|pullrequest criteria|development including|pullrequest including",
    ),
    ("user", "who called|who named|people confluence|people name"),
    ("url", "issue page link"),
    (
        "transition",
        "state move|status move|state change|status change|can become|option move|can move|state go|status go|issue go",
    ),
    ("attachment", "issue file"),
    ("repository default", "default branch|main branch"),
    (
        "worklog",
        "long work|long spend|much time|time track|time put|time book|time enter",
    ),
    (
        "comment",
        "write child|issue note|write issuekey|pullrequest note|did say|pullrequest say",
    ),
    (
        "issue",
        "everything assigned|anything assigned|all assigned|what assigned|which assigned|everything project|sitting project",
    ),
];
