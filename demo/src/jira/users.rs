//! Who is who.

use serde_json::Value;

use super::error;
use crate::{
    Flavour,
    paging::Page,
    people::Person,
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

fn show(world: &World, person: &Person) -> Value {
    person.jira(world.flavour, &world.jira_base())
}

/// `GET myself`
pub(crate) fn myself(world: &mut World, request: &Request) -> Answer {
    Ok(Reply::ok(world.jira_user(&request.caller)))
}

/// `GET user`: by `accountId` on Cloud, by `username` or `key` on Data Center.
pub(crate) fn get(world: &mut World, request: &Request) -> Answer {
    let found = world.people.all().find(|person| match world.flavour {
        Flavour::Cloud => request.arg("accountId") == Some(&person.account_id),
        Flavour::DataCenter => {
            request.arg("username") == Some(&person.id) || request.arg("key") == Some(&person.key)
        }
    });
    let asked = ["accountId", "username", "key"]
        .iter()
        .find_map(|name| request.arg(name));
    match (found, asked) {
        (Some(person), _) => Ok(Reply::ok(show(world, person))),
        (None, Some(name)) => Err(error(
            404,
            &format!(
                "Specified user does not exist or you do not have required permissions ({name})."
            ),
        )),
        (None, None) => Err(error(
            400,
            "The user could not be identified: no user was named.",
        )),
    }
}

/// `GET user/search`: `query` or `accountId` on Cloud, `username` on Data Center, where `.` finds everyone.
pub(crate) fn search(world: &mut World, request: &Request) -> Answer {
    let text = match world.flavour {
        Flavour::Cloud => request.arg("query").or_else(|| request.arg("accountId")),
        Flavour::DataCenter => request.arg("username"),
    };
    let Some(text) = text else {
        return Err(error(400, "The username query parameter was not provided"));
    };
    let everyone = world.flavour == Flavour::DataCenter && text == ".";
    let found = world
        .people
        .all()
        .filter(|person| everyone || person.account_id == text || person.matches(text));
    let page = Page::jira(found.map(|person| show(world, person)), request, 50, 1000);
    Ok(Reply::ok(page.items.into()))
}

/// `GET user/assignable/search`: everybody of that name, since everybody here may work on everything.
pub(crate) fn assignable(world: &mut World, request: &Request) -> Answer {
    let text = match world.flavour {
        Flavour::Cloud => request.arg("query"),
        Flavour::DataCenter => request.arg("username"),
    };
    let known = request
        .arg("project")
        .and_then(|key| world.jira.project(key));
    if known.is_none() && request.arg("issueKey").is_none() {
        return Err(error(
            400,
            "Either the project or the issueKey parameter must be given.",
        ));
    }
    let text = text.unwrap_or_default();
    let found = world.people.all().filter(|person| person.matches(text));
    let page = Page::jira(found.map(|person| show(world, person)), request, 50, 1000);
    Ok(Reply::ok(page.items.into()))
}
