//! Saying something about a pull request.

use serde_json::{Map, Value, json};

use super::anchor::{self, Anchor, Lines, Point, Wanted};
use super::body::body;
use super::named;
use super::version::{self, SPANS, SUGGESTED_SPANS, TASKS};
use crate::api::bitbucket_cloud::types as cloud;
use crate::api::bitbucket_dc::types as dc;
use crate::api::params::{BitbucketAddPullRequestComment, BitbucketAddPullRequestCommentSide};
use crate::args::not_blank;
use crate::ctx::WriteCtx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::bitbucket::diff::{Kind, Side};
use crate::tools::bitbucket::place::Repository;
use crate::views::bitbucket::{CloudComment, CloudTask, Comment, DataCenterComment, Place};

/// The longest comment of Data Center, in characters.
const LONGEST: usize = 32_767;

/// What a call wants said.
struct Wish {
    text: String,
    parent: Option<i64>,
    place: Option<Wanted>,
    suggests: bool,
    task: bool,
}

/// `bitbucket_add_pull_request_comment`
///
/// # Errors
/// A pull request or comment that does not exist, a place that its diff does not show, what the version of the server cannot do,
/// or a project outside of the filter.
pub async fn add(ctx: &WriteCtx, params: BitbucketAddPullRequestComment) -> Result<Reply> {
    let deployment = ctx.deployment(Product::Bitbucket)?;
    let wish = Wish::read(&params)?;
    let (workspace, project) = (params.workspace.as_ref(), params.project_key.as_ref());
    let (repository, id) = (&params.repository_slug, params.pull_request_id);
    let (place, id) = named(ctx, workspace, project, repository, id).await?;
    if deployment == Deployment::DataCenter {
        wish.check_data_center(ctx).await?;
    }
    let anchor = match &wish.place {
        Some(wanted) => Some(anchor::find(ctx, &place, id, wanted).await?),
        None => None,
    };
    let (comment, task) = match deployment {
        Deployment::Cloud => on_cloud(ctx, &place, id, &wish, anchor.as_ref()).await?,
        Deployment::DataCenter => (
            on_data_center(ctx, &place, id, &wish, anchor.as_ref()).await?,
            None,
        ),
    };
    let mut shown = shown(&wish, anchor.as_ref(), &comment, task);
    let answers = comment.parent.and_then(|parent| i64::try_from(parent).ok());
    // Cloud takes some replies for new threads, and says so only by what the comment answers.
    if deployment == Deployment::Cloud && answers != wish.parent {
        shown.insert(
            "warning".into(),
            "Bitbucket added it, but not as a reply: it begins a thread of its own".into(),
        );
    }
    Reply::json(&shown)
}

impl Wish {
    fn read(params: &BitbucketAddPullRequestComment) -> Result<Self> {
        let refused = |why: &str| Err(Error::Arguments(why.to_owned()));
        let path = not_blank(params.path.clone());
        let (text, suggestion) = (
            not_blank(params.text.clone()),
            not_blank(params.suggestion.clone()),
        );
        let (line, start) = (number(params.line), number(params.start_line));
        let side = match params.side.map(|side| side.0) {
            Some(BitbucketAddPullRequestCommentSide::Old) => Side::Old,
            _ => Side::New,
        };
        if text.is_none() && suggestion.is_none() {
            return refused("`text` is missing: there is nothing to say");
        }
        if params.parent_id.is_some() && (path.is_some() || line.is_some() || suggestion.is_some())
        {
            return refused(
                "a reply stands where the comment stands that it answers: leave out `path`, `line` and `suggestion`, or leave out `parent_id`",
            );
        }
        if path.is_none() && (line.is_some() || start.is_some() || suggestion.is_some()) {
            return refused("`path` is missing: say which file the line is in");
        }
        if line.is_none() && (start.is_some() || suggestion.is_some()) {
            return refused("`line` is missing: say which line it is about");
        }
        if suggestion.is_some() && side == Side::Old {
            return refused(
                "`suggestion` takes the place of lines of the new file: leave out `side`",
            );
        }
        if start > line {
            return refused("`start_line` must not be after `line`");
        }
        Ok(Self {
            text: body(text.as_deref(), suggestion.as_deref()),
            parent: params.parent_id,
            place: path.map(|path| Wanted {
                path,
                line,
                start,
                side,
            }),
            suggests: suggestion.is_some(),
            task: params.task.unwrap_or_default(),
        })
    }

    /// What a version of Data Center cannot do is said, not left out.
    async fn check_data_center(&self, ctx: &WriteCtx) -> Result<()> {
        let length = self.text.chars().count();
        if length > LONGEST {
            return Err(Error::Arguments(format!(
                "`text` has {length} characters with its suggestion; Bitbucket Data Center takes {LONGEST}"
            )));
        }
        let spans = self
            .place
            .as_ref()
            .is_some_and(|place| place.start.is_some() && place.start != place.line);
        if self.task {
            version::require(ctx, &TASKS).await?;
        }
        if spans {
            let feature = if self.suggests {
                SUGGESTED_SPANS
            } else {
                SPANS
            };
            version::require(ctx, &feature).await?;
        }
        Ok(())
    }
}

fn number(given: Option<i64>) -> Option<u64> {
    given.and_then(|number| u64::try_from(number).ok())
}

/// Cloud takes no null and no `type`, and for a reply no place. A task is one more thing that belongs to the comment.
async fn on_cloud(
    ctx: &WriteCtx,
    place: &Repository,
    id: i64,
    wish: &Wish,
    anchor: Option<&Anchor>,
) -> Result<(Comment, Option<Comment>)> {
    let api = ctx.bitbucket_cloud()?;
    let comment = cloud::PullrequestComment {
        content: Some(cloud::PullrequestCommentContent {
            raw: Some(wish.text.clone()),
        }),
        inline: anchor.map(inline),
        parent: wish
            .parent
            .map(|id| cloud::PullrequestCommentParent { id: Some(id) }),
        pending: None,
    };
    let answer = api
        .post_repositories_pullrequests_comments(&place.home, &place.slug, id, &comment)
        .send()
        .await?;
    let comment: Comment = answer.view::<CloudComment>()?.into();
    if !wish.task {
        return Ok((comment, None));
    }
    let task = cloud::PullrequestTaskCreate {
        content: cloud::PullrequestTaskCreateContent {
            raw: wish.text.clone(),
        },
        comment: Some(cloud::PullrequestTaskCreateComment {
            id: i64::try_from(comment.id).ok(),
        }),
        pending: None,
    };
    let stands = format!(
        "Comment #{} was added, but not as a task: do not add it again",
        comment.id
    );
    let answer = api
        .post_repositories_pullrequests_tasks(&place.home, &place.slug, id, &task)
        .send()
        .await;
    let task = answer
        .and_then(|answer| answer.view::<CloudTask>())
        .map_err(|error| error.noting(&stands))?;
    Ok((comment, Some(task.into())))
}

fn inline(anchor: &Anchor) -> cloud::PullrequestCommentInline {
    let number = |point: Point| i64::try_from(point.number).ok();
    let (mut to, mut from, mut start_to, mut start_from) = (None, None, None, None);
    if let Some(lines) = &anchor.lines {
        let (end, start) = match lines.side {
            Side::New => (&mut to, &mut start_to),
            Side::Old => (&mut from, &mut start_from),
        };
        (*end, *start) = (number(lines.last), lines.first.and_then(number));
    }
    cloud::PullrequestCommentInline {
        path: anchor.file.path.clone(),
        to,
        from,
        start_to,
        start_from,
    }
}

async fn on_data_center(
    ctx: &WriteCtx,
    place: &Repository,
    id: i64,
    wish: &Wish,
    anchor: Option<&Anchor>,
) -> Result<Comment> {
    let comment = dc::RestComment {
        text: Some(wish.text.clone()),
        parent: wish.parent.map(|id| dc::RestCommentParent { id: Some(id) }),
        severity: wish.task.then(|| "BLOCKER".to_owned()),
        anchor: anchor.map(anchored),
        state: None,
    };
    let (api, id) = (ctx.bitbucket_dc()?, id.to_string());
    let answer = api
        .post_projects_repos_pull_requests_comments(&place.home, &place.slug, &id, &comment)
        .send()
        .await?;
    let comment = answer
        .view::<DataCenterComment>()?
        .flat()
        .into_iter()
        .next()
        .flatten();
    comment.ok_or_else(|| answer.unexpected("it is no comment".into()))
}

/// The anchor of a comment. Several lines are named twice, once for each of two versions of the user interface.
fn anchored(anchor: &Anchor) -> dc::RestCommentAnchor {
    let lines = anchor.lines.as_ref();
    dc::RestCommentAnchor {
        path: Some(anchor.file.path.clone()),
        src_path: anchor.file.from.clone(),
        diff_type: Some(dc::RestCommentAnchorDiffType::Effective),
        line: lines.and_then(|lines| whole(lines.last.number)),
        line_type: lines.map(|lines| match lines.last.kind {
            Kind::Added => dc::RestCommentAnchorLineType::Added,
            Kind::Removed => dc::RestCommentAnchorLineType::Removed,
            Kind::Context | Kind::Note => dc::RestCommentAnchorLineType::Context,
        }),
        file_type: lines.map(|lines| match lines.side {
            Side::Old => dc::RestCommentAnchorFileType::From,
            Side::New => dc::RestCommentAnchorFileType::To,
        }),
        multiline_marker: lines.and_then(marker),
        multiline_span: lines.and_then(span),
        ..dc::RestCommentAnchor::default()
    }
}

fn marker(lines: &Lines) -> Option<dc::RestCommentAnchorMultilineMarker> {
    let first = lines.first?;
    Some(dc::RestCommentAnchorMultilineMarker {
        start_line: whole(first.number),
        start_line_type: match first.kind {
            Kind::Added => dc::RestCommentAnchorMultilineMarkerStartLineType::Added,
            Kind::Removed => dc::RestCommentAnchorMultilineMarkerStartLineType::Removed,
            Kind::Context | Kind::Note => {
                dc::RestCommentAnchorMultilineMarkerStartLineType::Context
            }
        },
    })
}

fn span(lines: &Lines) -> Option<dc::RestCommentAnchorMultilineSpan> {
    let (first, last) = (whole(lines.first?.number), whole(lines.last.number));
    let none = dc::RestCommentAnchorMultilineSpan::default();
    Some(match lines.side {
        Side::New => dc::RestCommentAnchorMultilineSpan {
            dst_span_start: first,
            dst_span_end: last,
            ..none
        },
        Side::Old => dc::RestCommentAnchorMultilineSpan {
            src_span_start: first,
            src_span_end: last,
            ..none
        },
    })
}

fn whole(number: u64) -> Option<i32> {
    i32::try_from(number).ok()
}

/// What became of it: where it stands and what the line there says, so that a wrong one is seen.
fn shown(
    wish: &Wish,
    anchor: Option<&Anchor>,
    comment: &Comment,
    task: Option<Comment>,
) -> Map<String, Value> {
    let mut shown = Map::from_iter([("id".to_owned(), json!(comment.id))]);
    if let Some(parent) = wish.parent {
        shown.insert("parent".into(), parent.into());
    }
    if let Some(Anchor { file, lines }) = anchor {
        let place = Place {
            path: file.path.clone(),
            line: lines.as_ref().map(|lines| lines.last.number),
            start: lines.as_ref().and_then(|lines| Some(lines.first?.number)),
            old: lines.as_ref().is_some_and(|lines| lines.side == Side::Old),
            outdated: false,
        };
        shown.insert("on".into(), place.shown().into());
        if let Some(lines) = lines {
            shown.insert("line".into(), lines.text.clone().into());
        }
    }
    if let Some(task) = task {
        shown.insert("task".into(), task.id.into());
    } else if comment.task.is_some() {
        shown.insert("task".into(), true.into());
    }
    if wish.task && !shown.contains_key("task") {
        shown.insert(
            "warning".into(),
            "Bitbucket added it, but not as a task".into(),
        );
    }
    shown
}
