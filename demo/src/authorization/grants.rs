//! What was consented to, and the codes and tokens that came of it.

use std::collections::HashMap;

use super::{App, Kind};

/// How long a code may take to be brought, in seconds.
const CODE: u64 = 60;
/// How long a refresh token that was used, and the access token of before, still work.
const LEEWAY: u64 = 600;

/// All grants of an app.
pub(super) struct Grants {
    /// Seconds since the server was started, by its own clock, which is only moved by order.
    pub(super) now: u64,
    kind: Kind,
    lifetime: u64,
    count: u64,
    codes: HashMap<String, Code>,
    access: HashMap<String, Access>,
    refresh: HashMap<String, Refresh>,
}

/// A code, and what must be shown with it.
#[derive(Clone)]
pub(super) struct Code {
    pub(super) redirect_uri: String,
    pub(super) challenge: Option<String>,
    pub(super) scope: String,
    pub(super) until: u64,
}

struct Access {
    grant: u64,
    until: u64,
    scope: String,
}

#[derive(Clone)]
struct Refresh {
    grant: u64,
    used: Option<u64>,
    scope: String,
}

/// Tokens as they are given.
pub(super) struct Given {
    pub(super) access: String,
    pub(super) refresh: Option<String>,
    pub(super) scope: String,
    pub(super) lifetime: u64,
}

impl Grants {
    pub(super) fn new(app: &App) -> Self {
        Self {
            now: 0,
            kind: app.kind,
            lifetime: app.lifetime.as_secs(),
            count: 0,
            codes: HashMap::new(),
            access: HashMap::new(),
            refresh: HashMap::new(),
        }
    }

    /// A code for whoever consented.
    pub(super) fn code(
        &mut self,
        redirect_uri: &str,
        challenge: Option<&str>,
        scope: &str,
    ) -> String {
        let code = self.name("code");
        let kept = Code {
            redirect_uri: redirect_uri.to_owned(),
            challenge: challenge.map(str::to_owned),
            scope: scope.to_owned(),
            until: self.now + CODE,
        };
        self.codes.insert(code.clone(), kept);
        code
    }

    /// What a code stands for; it works once, whether what is shown with it is right or not.
    pub(super) fn take(&mut self, code: &str) -> Option<Code> {
        let code = self.codes.remove(code)?;
        (self.now <= code.until).then_some(code)
    }

    pub(super) fn consented(&mut self, scope: &str) -> (String, String) {
        let given = self.begin(scope);
        (given.access, given.refresh.unwrap_or_default())
    }

    /// The first tokens of a grant.
    pub(super) fn begin(&mut self, scope: &str) -> Given {
        self.count += 1;
        let grant = self.count;
        let lasting =
            self.kind != Kind::Cloud || scope.split(' ').any(|one| one == "offline_access");
        self.give(grant, scope, lasting)
    }

    /// Tokens of the client's own, which cannot be renewed.
    pub(super) fn of_client(&mut self, scope: &str) -> Given {
        self.count += 1;
        self.give(self.count, scope, false)
    }

    /// The next tokens of a grant. One that is used again after the leeway ends it all.
    pub(super) fn renew(&mut self, token: &str) -> Option<Given> {
        let known = self.refresh.get(token)?.clone();
        if self.kind == Kind::Bitbucket {
            let mut given = self.give(known.grant, &known.scope, false);
            given.refresh = Some(token.to_owned());
            return Some(given);
        }
        if known.used.is_some_and(|used| self.now > used + LEEWAY) {
            self.end(known.grant);
            return None;
        }
        let ends = self.now + LEEWAY;
        let former = self.access.values_mut();
        former
            .filter(|access| access.grant == known.grant)
            .for_each(|access| access.until = access.until.min(ends));
        if let Some(kept) = self.refresh.get_mut(token) {
            kept.used = kept.used.or(Some(self.now));
        }
        Some(self.give(known.grant, &known.scope, true))
    }

    /// The scopes of an access token that is good.
    pub(super) fn scopes(&self, access: &str) -> Option<Vec<String>> {
        let access = self.access.get(access)?;
        let good = self.now < access.until;
        good.then(|| access.scope.split(' ').map(str::to_owned).collect())
    }

    pub(super) fn end_access(&mut self) {
        self.access.clear();
    }

    pub(super) fn revoke(&mut self) {
        self.access.clear();
        self.refresh.clear();
    }

    fn end(&mut self, grant: u64) {
        self.access.retain(|_, access| access.grant != grant);
        self.refresh.retain(|_, refresh| refresh.grant != grant);
    }

    fn give(&mut self, grant: u64, scope: &str, lasting: bool) -> Given {
        let access = self.name("access");
        let kept = Access {
            grant,
            until: self.now + self.lifetime.max(1),
            scope: scope.to_owned(),
        };
        self.access.insert(access.clone(), kept);
        let refresh = lasting.then(|| self.name("refresh"));
        if let Some(refresh) = &refresh {
            let kept = Refresh {
                grant,
                used: None,
                scope: scope.to_owned(),
            };
            self.refresh.insert(refresh.clone(), kept);
        }
        Given {
            access,
            refresh,
            scope: scope.to_owned(),
            lifetime: self.lifetime,
        }
    }

    fn name(&mut self, what: &str) -> String {
        self.count += 1;
        format!("demo-{what}-token-{}", self.count)
    }
}
