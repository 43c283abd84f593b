//! How people say what they want done. Phrases are parted by `|`.

use super::wish::Action::{self, Create, Delete, Find, Read, Update};

/// An action, what it is done to where the verb says it, and imperatives. One in several rows may mean any of them; the longest counts.
pub const VERBS: &[(Action, &str, &str)] = &[
    (
        Find,
        "",
        "enumerate|fish out|map out|untangle|need a list|want a list|i d like a list|see if|see whether|check if|check whether|find out|find|search|list|look for|look up|hunt|track down|show all|show me all|get all|give me all|pull up|overview|locate|count|dig out|dig up|look in|run|pull the|pull my|pull all|pull out|need the|i need the",
    ),
    (
        Read,
        "",
        "look in|get|show|look|read|open|view|display|fetch|retrieve|check|see|give me|give us|tell me|tell us|let me|summarise|summarize|explain|describe|compare|walk|browse|dump|review|catch me up|bring me|remind me|figure out|verify|examine|inspect|need the|i need the|need to know|want to know|want to see|want to read|need to see|go through|go over|load|print|quote|recap|skim|load|run through|info|information|details|summary|take me through|bring me up|pull",
    ),
    (Read, "attachment", "download|save|grab|pull down"),
    (Read, "file", "cat"),
    (Read, "development link", "trace|follow"),
    (
        Create,
        "",
        "create|mass create|i d like a|would like a|fill in|fill out|new|make|write|draft|publish|prepare|generate|plan|schedule|import|add|put|attach|insert|set up|spin up|put up|write up|open up|open a|open an|start a|start an|need a|need an|need another|need new|want a|want an|want another|begin|bootstrap|initialise|initialize|log a|log an|register|turn|convert|record|introduce|upload|document|announce|post|build|put together|get me a new|get us a new|load my|load the|enter|split|set out|line up|get the next|get a new|share|define|duplicate",
    ),
    (
        Create,
        "issue",
        "jot down|track|i found a|we found a|file|raise|report|bulk create|bulk import",
    ),
    (
        Create,
        "comment",
        "reply|answer|respond|comment|tell|thank|ping|say|mention|post|ask|inform|warn|notify|leave|suggest|propose|point out|request|chime in|let|praise|remark|approve|add a note|drop a|leave a|acknowledge|update them|remind|congratulate|flag|weigh in|object",
    ),
    (Create, "write", "write"),
    (
        Create,
        "batch",
        "here are|here is a list|here s a list|here is my list|here s my list|these are|below are",
    ),
    (
        Create,
        "worklog",
        "log|book|track my|track time|track hours|clock|charge|bill|note my|record my|put down|log my|enter my|spent|worked|burned|was busy|chalk up",
    ),
    (Create, "label", "tag|label|categorise|categorize|classify"),
    (Update, "label", "tag|label|categorise|categorize|classify"),
    (
        Create,
        "link",
        "link|connect|relate|tie|associate|note that|say that|declare|hook|reference|cross reference|chain",
    ),
    (
        Update,
        "",
        "update|edit|change|switch|fill in|fill out|attach|upload|overwrite|modify|fix|correct|adjust|bump|revise|set|alter|amend|rename|replace|swap|rewrite|extend|push|postpone|delay|shift|raise the|lower|increase|decrease|put|mark|add|append|insert|move|tweak|rephrase|reword|refresh|prolong|shorten|stick|clear|prioritise|prioritize|reschedule|clean up|polish|tuck|group|drag|retitle|expand|strike|bring|slap|remove the label|remove the tag|escalate|downgrade|upgrade|estimate",
    ),
    (
        Update,
        "assign",
        "assign|reassign|unassign|hand|give|delegate|put me|take me|pass|make me",
    ),
    (
        Update,
        "transition",
        "push|send|flip|kick|return|shift|drag|promote|close|reopen|re open|resolve|finish|complete|transition|start|begin|wrap up|kick off|end|stop|launch|reject|cancel|pause|conclude|advance|move|activate|done|done with|finished|starting|ready for|working on",
    ),
    (
        Delete,
        "",
        "delete|remove|drop|erase|bin|trash|discard|undo|scrap|destroy|get rid of|getting rid of|throw|take|purge|kill|wipe|clear out|dispose|nuke|clean out|detach|retire|ditch|chuck",
    ),
    (
        Delete,
        "link",
        "sever|unlink|disconnect|detach|cut|break|decouple|separate|untie",
    ),
];

/// What stands before a verb and says nothing.
pub const FILLERS: &str = "i have|i ve|we have|we re|i m|we are|i am|can you|could you|would you|will you|i want you to|i need you to|i want to|i need to|i would like to|i d like to|i d like you to|we need to|we want to|we should|i should|you should|i have to|we have to|i must|please|pls|let us|let s|help me|help us|now|then|just|also|go and|go ahead|hey|hi|hello|kindly|for me|to|time to|i|we|quickly|ok|okay|so|go|and|or|finally|afterwards|next|first|actually|maybe";

/// What follows an imperative: what it is done to, or which way.
pub const AFTER_VERBS: &str = "the|a|an|this|that|these|those|it|them|him|her|my|our|your|all|both|issuekey|name|up|down|out|off|away|back|together|aside";

/// What begins a clause and is no imperative, whatever follows.
pub const NO_VERBS: &str = "the|a|an|this|that|these|those|it|he|she|they|you|my|our|your|all|both|each|every|some|no|none|nobody|somebody|someone|everybody|everyone|everything|anything|nothing|in|on|at|of|for|from|with|without|about|under|below|above|to|into|by|like|than|as|if|since|because|after|before|not|only|issuekey|name|there|here|half|one|two|three";

/// How questions begin.
pub const QUESTIONS: &str = "what|which|who|whom|whose|when|where|how|why|is|are|am|does|did|has|have|was|were|do|any|anything|anybody|anyone|can|could|may|should|will|there|in which|into which|on which|under which|by whom|to whom|in what|into what|from which|whether|isn|aren|hasn|didn|doesn";

/// How questions begin whose answer is among many.
pub const AMONG_MANY: &str = "which|where|everything|all|every|any|have we got|does our|anything|how many|do we have|is there|are there|who wrote|who writes|does anyone|does anybody|has anybody|has anyone|has somebody|did anybody|did anyone|have we";

/// What tells that part of something is to be made: that changes the whole.
pub const PARTS: &str = "section|paragraph|sentence|row|column|bullet|heading|headline|at the top|at the bottom|at the end|at the beginning";

/// What tells that something is not to be any more.
pub const OUGHT_NOT: &str = "shouldn t be|should not be|must not be|no longer|any more|anymore|any longer|gone|not needed|obsolete";

/// What leads to a topic: what follows is not what the task is done to, nor what it looks for. And what leads to the name of something
/// new.
pub const TOPIC: &str = "about|regarding|concerning|saying|stating|that";
pub const NAME: &str = "called|named|titled";

/// What tells, anywhere in a task that asks nothing, how something is to be.
pub const OUGHT: &str = "should be|must be|needs to be|need to be|has to be|ought to be|instead|goes to|goes into|goes back to|moves to|needs a|needs an|needs more|belongs to|belong to";
