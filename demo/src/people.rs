//! The team, and how each product shows a person.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Flavour, json::merged};

/// The short name by which the demo itself knows a person.
pub(crate) type PersonId = String;

/// A member of the team.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Person {
    pub(crate) id: PersonId,
    pub(crate) display_name: String,
    pub(crate) email: String,
    /// Cloud's identifier.
    pub(crate) account_id: String,
    /// Data Center's internal key; its user name is `id`.
    pub(crate) key: String,
    pub(crate) time_zone: String,
}

impl Person {
    /// Every way in which this person may be named exactly.
    pub(crate) fn names(&self) -> [&str; 5] {
        [
            &self.id,
            &self.account_id,
            &self.key,
            &self.email,
            &self.display_name,
        ]
    }

    /// Whether a user search for `text` finds this person: a prefix of a word of the name, of the e-mail or the user name.
    pub(crate) fn matches(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let starts = |name: &str| name.to_lowercase().starts_with(&text);
        starts(&self.display_name)
            || starts(&self.email)
            || starts(&self.id)
            || self.display_name.split(' ').any(starts)
    }

    /// The person as Jira shows users.
    pub(crate) fn jira(&self, flavour: Flavour, base: &str) -> Value {
        let rest = match flavour {
            Flavour::Cloud => json!({
                "self": format!("{base}/rest/api/3/user?accountId={}", self.account_id),
                "accountId": self.account_id,
                "accountType": "atlassian",
            }),
            Flavour::DataCenter => json!({
                "self": format!("{base}/rest/api/2/user?username={}", self.id),
                "name": self.id,
                "key": self.key,
            }),
        };
        let common = json!({
            "emailAddress": self.email,
            "avatarUrls": {"48x48": format!("{base}/secure/useravatar?ownerId={}", self.id)},
            "displayName": self.display_name,
            "active": true,
            "timeZone": self.time_zone,
        });
        merged(rest, common)
    }

    /// The person as Confluence's v1 API shows users.
    pub(crate) fn confluence(&self, flavour: Flavour) -> Value {
        let picture =
            json!({"path": "/aa-avatar/default", "width": 48, "height": 48, "isDefault": true});
        match flavour {
            Flavour::Cloud => json!({
                "type": "known", "accountId": self.account_id, "accountType": "atlassian", "email": self.email,
                "publicName": self.display_name, "displayName": self.display_name, "profilePicture": picture,
                "isExternalCollaborator": false,
            }),
            Flavour::DataCenter => json!({
                "type": "known", "username": self.id, "userKey": self.key, "displayName": self.display_name,
                "profilePicture": picture,
            }),
        }
    }

    /// The person as Bitbucket shows accounts.
    pub(crate) fn bitbucket(&self, flavour: Flavour, base: &str) -> Value {
        match flavour {
            Flavour::Cloud => json!({
                "type": "user", "display_name": self.display_name, "nickname": self.id, "account_id": self.account_id,
                "uuid": format!("{{{}}}", uuid(&self.id)),
                "links": {"html": {"href": format!("{base}/{}/", self.id)}},
            }),
            Flavour::DataCenter => json!({
                "name": self.id, "emailAddress": self.email, "id": self.number(), "displayName": self.display_name,
                "active": true, "slug": self.id, "type": "NORMAL",
                "links": {"self": [{"href": format!("{base}/users/{}", self.id)}]},
            }),
        }
    }

    fn number(&self) -> u64 {
        self.key
            .chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
            .parse()
            .unwrap_or_default()
    }
}

/// A hash in hexadecimal, the same on every machine (FNV-1a), as long as asked for.
pub(crate) fn hex(text: &str, length: usize) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut digits = String::new();
    while digits.len() < length {
        for byte in text.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        digits.push_str(&format!("{hash:016x}"));
    }
    digits.truncate(length);
    digits
}

/// A UUID made from a text.
pub(crate) fn uuid(text: &str) -> String {
    let digits = hex(text, 32);
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    format!(
        "{}-{}-4{}-8{}-{}",
        part(0, 8),
        part(8, 12),
        part(13, 16),
        part(17, 20),
        part(20, 32)
    )
}

/// Everyone there is; the first is the lead, who also stands for unknown callers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct People {
    lead: Person,
    members: Vec<Person>,
}

impl People {
    pub(crate) fn lead(&self) -> &Person {
        &self.lead
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Person> {
        std::iter::once(&self.lead).chain(&self.members)
    }

    /// The person of exactly this id, account id, key, e-mail address or display name.
    pub(crate) fn find(&self, name: &str) -> Option<&Person> {
        self.all().find(|person| {
            person
                .names()
                .iter()
                .any(|known| known.eq_ignore_ascii_case(name))
        })
    }

    /// The person behind an id that the demo itself stored.
    pub(crate) fn get(&self, id: &str) -> &Person {
        self.all()
            .find(|person| person.id == id)
            .unwrap_or(&self.lead)
    }
}
