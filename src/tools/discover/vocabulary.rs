//! What people say and what tools are called. Forms of a word need not be told apart: all are read as `words` reads text.

/// Stands for a question in a task, and for reading in what is declared of a tool.
pub const ASK: &str = "ask";

/// Words that ask.
pub const QUESTIONS: &str =
    "what which who whom when where how whose why is are does did has was do";

/// The first word of a task that only looks, and of one that changes something.
pub const LOOKS: &[&str] = &["get", "search"];
pub const CHANGES: &[&str] = &["creat", "delet", "updat", "assign", "transition"];

/// Words that say nothing about a task.
pub const IGNORED: &str = "a an the be been being done having were made i you we they it he she me my our your us them its his her their of for to in on at by with from and or not no this that these those there here as into than then up out about please let use using so if but also just only can could should would will may might must e g eg etc one any some every all everything thing other others another same such own now today yesterday already still yet lately again too very more most much many want like say says tell know see given go goes come put get gets got take takes ask asks something anything include against around id ids default several optional comma name key keys first last";

/// What several words mean together; phrases are parted by `|`.
pub const PHRASES: &[(&str, &str)] = &[
    (
        "get",
        "tell me|show me|give me|get me|read me|give us|tell us|show us",
    ),
    ("pullrequest", "pull request|merge request|pr"),
    ("pullrequest review", "code review"),
    (
        "create",
        "set up|setting up|write up|open up|file a|file an|log a|log an|open a new|open a|put down",
    ),
    (
        "delete",
        "get rid of|getting rid of|throw away|throwing away|no longer",
    ),
    ("search", "look up|look for|looking for"),
    ("subtask", "sub task"),
    ("child page", "sub page|subpage"),
    ("email", "e mail"),
    ("issue", "to do|todo"),
    (
        "mine issue",
        "my stuff|my work|my task|my ticket|my issue|my bug|assigned to me|on my plate",
    ),
    ("start", "kick off"),
    ("myself", "who am i|signed in"),
    ("code", "source code"),
    ("repository", "code base"),
    ("storypoint", "story point"),
    ("batch version", "release plan"),
    ("batch", "at once|in one go|list of"),
    ("duration", "how long"),
    ("history", "moved back"),
    ("tool help", "what can you do"),
    ("ask user", "who is"),
];

/// A word and those that are read as it, in tasks and tools alike.
pub const SYNONYMS: &[(&str, &str)] = &[
    ("issue", "ticket bug story task defect card incident"),
    (
        "page",
        "document doc article runbook handbook documentation docs",
    ),
    ("page confluence", "wiki"),
    ("repository", "repo codebase git"),
    (
        "create",
        "add new make write prepare raise publish fresh draft",
    ),
    (
        "delete",
        "remove drop erase bin trash discard undo unlink scrap destroy",
    ),
    (
        "update",
        "edit change modify fix correct adjust bump revise set alter amend",
    ),
    ("search", "find look locate"),
    ("get", "show read open view display fetch retrieve"),
    ("batch", "bulk multiple twelve ten dozen bunch import"),
    (
        "comment",
        "reply answer remark feedback discussion discuss discussed conversation note respond question complain said",
    ),
    ("label", "tag keyword category"),
    (
        "link",
        "relation relationship relate connect dependency depend connection block",
    ),
    (
        "user",
        "person people colleague coworker somebody nobody anybody",
    ),
    ("worklog", "hour spent book minute timesheet"),
    (
        "transition",
        "workflow move finish close resolve reopen complete",
    ),
    ("status", "state"),
    ("version", "release milestone"),
    ("board", "scrum kanban"),
    ("sprint", "iteration"),
    ("attachment", "screenshot attached image picture pdf photo"),
    ("review", "reviewer approve approval approved verdict"),
    ("code", "commit implementation source"),
    ("history", "changelog audit previous"),
    ("assign", "assignee reassign"),
    ("child", "below under beneath nested"),
    ("url", "address website"),
];

/// What words of a task that asks nothing also hint at.
pub const HINTS: &[(&str, &str)] = &[
    (
        "create",
        "reply answer respond ping thank leave mark tag label book spent record need",
    ),
    ("search", "documentation docs article written"),
    ("update", "rename assign"),
    ("assign", "give"),
];
