//! Who is who.

use serde_json::{Value, json};

use super::{cql, cql::Found, data_center, error, search};
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

/// Cloud's `GET search/user`
pub(super) fn search(world: &mut World, request: &Request) -> Answer {
    let cql = request.arg("cql").unwrap_or_default();
    let found = cql::users(world, cql, &request.caller)
        .map_err(|message| error(400, &format!("Could not parse cql : {message}")))?;
    let people = found.into_iter().filter_map(|found| match found {
        Found::User(person) => Some(person),
        _ => None,
    });
    let hits = people.map(|person| search::user(world, person));
    let page = Page::start_limit(hits, request, 25);
    Ok(Reply::ok(json!({
        "results": page.items, "start": page.start, "limit": page.limit, "size": page.items.len(), "totalSize": page.total, "cqlQuery": cql,
    })))
}

/// A group whose members are few.
const PAYMENTS: [&str; 3] = ["tomasz", "noor", "alex.berger"];

/// Data Center's `GET group/{groupName}/member`
pub(super) fn members(world: &mut World, request: &Request) -> Answer {
    let group = request.param("groupName");
    let is_in = |id: &str| match group {
        "confluence-users" => Some(true),
        "payments" => Some(PAYMENTS.contains(&id)),
        _ => None,
    };
    if is_in("").is_none() {
        return Err(error(404, &format!("No group found with name: {group}")));
    }
    let members = world
        .people
        .all()
        .filter(|person| is_in(&person.id) == Some(true));
    let members = members.map(|person| person.confluence(world.flavour));
    Ok(data_center::listed(world, request, members.collect()))
}

/// Data Center's `GET user/list`
pub(super) fn all(world: &mut World, request: &Request) -> Answer {
    let all = world
        .people
        .all()
        .map(|person| person.confluence(world.flavour));
    Ok(data_center::listed(world, request, all.collect()))
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
