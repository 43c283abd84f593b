//! Links between issues, and to elsewhere.

use serde_json::{Map, Value, json};

use super::{
    comments, error, field_error, issue, issue_mut,
    model::{Issue, Link, LinkType, RemoteLink},
    show,
};
use crate::{
    json::merged,
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

/// `GET issueLinkType`
pub(crate) fn types(world: &mut World, _: &Request) -> Answer {
    let shown: Vec<Value> = world
        .jira
        .link_types
        .iter()
        .map(|kind| show::link_type(world, kind))
        .collect();
    Ok(Reply::ok(json!({"issueLinkTypes": shown})))
}

/// `POST issueLink`: an optional comment goes to the outward issue.
pub(crate) fn create(world: &mut World, request: &Request) -> Answer {
    let kind = kind(world, request)?.name.clone();
    let inward = end(world, request, "/inwardIssue")?.id.clone();
    let outward = end(world, request, "/outwardIssue")?.id.clone();
    if inward == outward {
        return Err(error(400, "You cannot link an issue to itself."));
    }
    let comment = request
        .body("/comment")
        .map(|sent| comments::new(world, &request.caller, sent))
        .transpose()?;
    if let Some(issue) = world.jira.issue_mut(&outward) {
        issue.comments.extend(comment);
    }
    let known = world
        .jira
        .links
        .iter()
        .any(|link| link.kind == kind && link.inward == inward && link.outward == outward);
    if !known {
        let id = world.jira.new_id().to_string();
        world.jira.links.push(Link {
            id,
            kind,
            inward,
            outward,
        });
    }
    Ok(Reply::empty(201))
}

fn kind<'a>(world: &'a World, request: &Request) -> Result<&'a LinkType, Reply> {
    let sent = ["/type/id", "/type/name"]
        .into_iter()
        .find_map(|pointer| request.body_text(pointer))
        .unwrap_or_default();
    let found = world.jira.link_types.iter().find(|kind| {
        [&kind.id, &kind.name]
            .into_iter()
            .any(|name| name.eq_ignore_ascii_case(sent))
    });
    found.ok_or_else(|| {
        error(
            404,
            &format!("No issue link type with name '{sent}' found."),
        )
    })
}

fn end<'a>(world: &'a World, request: &Request, pointer: &str) -> Result<&'a Issue, Reply> {
    let sent = request.body(pointer);
    sent.and_then(|sent| world.jira.referred(sent))
        .ok_or_else(super::no_issue)
}

fn no_link(id: &str) -> Reply {
    error(404, &format!("No issue link with id '{id}' exists."))
}

/// `GET issueLink/{link}`
pub(crate) fn get(world: &mut World, request: &Request) -> Answer {
    let id = request.param("link");
    let link = world
        .jira
        .links
        .iter()
        .find(|link| link.id == id)
        .ok_or_else(|| no_link(id))?;
    Ok(Reply::ok(show::link(world, link)))
}

/// `DELETE issueLink/{link}`
pub(crate) fn delete(world: &mut World, request: &Request) -> Answer {
    let id = request.param("link");
    let at = world.jira.links.iter().position(|link| link.id == id);
    let at = at.ok_or_else(|| no_link(id))?;
    world.jira.links.remove(at);
    Ok(Reply::empty(204))
}

/// `GET issue/{issue}/remotelink`
pub(crate) fn remote(world: &mut World, request: &Request) -> Answer {
    let issue = issue(world, request)?;
    let shown = issue.remote_links.iter().map(|link| {
        let own = json!({
            "id": link.id, "self": format!("{}/issue/{}/remotelink/{}", world.jira_api(), issue.id, link.id),
            "globalId": link.global_id, "application": {},
        });
        merged(own, link.sent.clone())
    });
    Ok(Reply::ok(shown.collect()))
}

/// `POST issue/{issue}/remotelink`: a known `globalId` is updated.
pub(crate) fn create_remote(world: &mut World, request: &Request) -> Answer {
    issue(world, request)?;
    for name in ["title", "url"] {
        if request
            .body_text(&format!("/object/{name}"))
            .is_none_or(str::is_empty)
        {
            return Err(field_error(name, &format!("'{name}' is required.")));
        }
    }
    let global_id = request.body_text("/globalId").map(str::to_owned);
    let sent = ["relationship", "object"].into_iter().filter_map(|name| {
        let value = request.body(&format!("/{name}"))?;
        Some((name.to_owned(), value.clone()))
    });
    let sent = sent.collect::<Map<_, _>>().into();
    let new = world.jira.new_id();
    let links = &mut issue_mut(world, request)?.remote_links;
    let known = links
        .iter()
        .find(|link| global_id.is_some() && link.global_id == global_id)
        .map(|link| link.id);
    let id = known.unwrap_or(new);
    links.retain(|link| link.id != id);
    links.push(RemoteLink {
        id,
        global_id,
        sent,
    });
    let address = format!(
        "{}/issue/{}/remotelink/{id}",
        world.jira_api(),
        request.param("issue")
    );
    Ok(Reply::json(
        if known.is_some() { 200 } else { 201 },
        json!({"id": id, "self": address}),
    ))
}
