//! Who is who.

use serde_json::{Value, json};

use super::error;
use crate::{
    paging::Page,
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

/// `GET user/current`
pub(super) fn current(world: &mut World, request: &Request) -> Answer {
    Ok(Reply::ok(
        world.people.get(&request.caller).confluence(world.flavour),
    ))
}

/// Data Center's `GET user`, by `username` or `key`.
pub(super) fn get(world: &mut World, request: &Request) -> Answer {
    let found = world.people.all().find(|person| {
        request.arg("username") == Some(&person.id) || request.arg("key") == Some(&person.key)
    });
    let person = found.ok_or_else(|| error(404, "No user found with the given name or key"))?;
    Ok(Reply::ok(person.confluence(world.flavour)))
}

/// Cloud's `GET search/user`, of whose CQL the demo knows `user.fullname ~ "…"` alone.
pub(super) fn search(world: &mut World, request: &Request) -> Answer {
    let cql = request.arg("cql").unwrap_or_default();
    let name = cql
        .split_once('~')
        .filter(|(field, _)| field.trim() == "user.fullname")
        .map(|(_, name)| name.trim().trim_matches('"').to_lowercase())
        .ok_or_else(|| error(400, &format!("Could not parse cql : {cql}")))?;
    let found = world.people.all().filter(|person| {
        let full = person.display_name.to_lowercase();
        full.starts_with(&name) || full.split(' ').any(|word| word.starts_with(&name))
    });
    let hits = found.map(|person| {
        json!({
            "user": person.confluence(world.flavour), "title": person.display_name, "excerpt": "",
            "url": format!("/people/{}", person.account_id), "entityType": "user",
        })
    });
    let page = Page::start_limit(hits, request, 25);
    Ok(Reply::ok(json!({
        "results": page.items, "start": page.start, "limit": page.limit, "size": page.items.len(), "totalSize": page.total, "cqlQuery": cql,
    })))
}

/// `POST users-bulk`
pub(super) fn by_ids(world: &mut World, request: &Request) -> Answer {
    let ids = request
        .body("/accountIds")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let known = ids
        .iter()
        .filter_map(Value::as_str)
        .filter_map(|id| world.people.all().find(|person| person.account_id == id));
    let shown: Vec<Value> = known
        .map(|person| {
            json!({
                "accountId": person.account_id, "accountType": "atlassian", "accountStatus": "active", "displayName": person.display_name,
                "publicName": person.display_name, "email": person.email, "timeZone": person.time_zone, "isExternalCollaborator": false,
            })
        })
        .collect();
    Ok(Reply::ok(json!({"results": shown})))
}
