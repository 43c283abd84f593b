//! The tokens of a grant.

use std::fmt;
use std::time::Duration;

use chrono::Utc;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};

/// How long before its end an access token is renewed, in seconds; a short-lived one in the last quarter of its life.
const MARGIN: i64 = 300;

/// What an authorization server gave. `Debug` shows no secret.
#[derive(Clone)]
pub struct Tokens {
    /// What requests are signed with.
    pub access: SecretString,
    /// What gets the next ones; none for a service account.
    pub refresh: Option<SecretString>,
    /// When the access token ends, in seconds since 1970 (UTC).
    pub expires_at: i64,
    /// When to renew it, likewise.
    pub due_at: i64,
    /// What it is good for, separated by blanks; empty if the server did not say.
    pub scope: String,
    /// The site on Cloud that the grant was given for.
    pub cloud_id: Option<String>,
}

impl Tokens {
    /// Tokens that were given just now, for so long.
    pub fn given(access: SecretString, refresh: Option<SecretString>, lifetime: Duration) -> Self {
        let lifetime = i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX / 2);
        let expires_at = Utc::now().timestamp().saturating_add(lifetime);
        Self {
            access,
            refresh,
            expires_at,
            due_at: expires_at - MARGIN.min(lifetime / 4),
            scope: String::new(),
            cloud_id: None,
        }
    }

    /// Whether it is time to renew them.
    pub fn are_due(&self) -> bool {
        Utc::now().timestamp() >= self.due_at
    }

    /// Whether the access token has ended by its own account.
    pub fn are_over(&self) -> bool {
        Utc::now().timestamp() >= self.expires_at
    }

    /// Whether the access token is this one.
    pub fn are(&self, access: &SecretString) -> bool {
        self.access.expose_secret() == access.expose_secret()
    }

    /// These, with what a refresh leaves out because it did not change.
    #[must_use]
    pub fn after(mut self, former: &Self) -> Self {
        self.refresh = self.refresh.or_else(|| former.refresh.clone());
        self.cloud_id = self.cloud_id.or_else(|| former.cloud_id.clone());
        if self.scope.is_empty() {
            self.scope.clone_from(&former.scope);
        }
        self
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens")
            .field("expires_at", &self.expires_at)
            .field("scope", &self.scope)
            .field("cloud_id", &self.cloud_id)
            .finish_non_exhaustive()
    }
}

/// Tokens as a file holds them.
#[derive(Serialize, Deserialize)]
pub(super) struct Written {
    access_token: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    expires_at: f64,
    #[serde(default)]
    due_at: Option<i64>,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    cloud_id: Option<String>,
}

impl From<&Tokens> for Written {
    fn from(tokens: &Tokens) -> Self {
        let refresh = tokens.refresh.as_ref();
        Self {
            access_token: tokens.access.expose_secret().to_owned(),
            refresh_token: refresh.map(|refresh| refresh.expose_secret().to_owned()),
            expires_at: tokens.expires_at as f64,
            due_at: Some(tokens.due_at),
            scope: tokens.scope.clone(),
            cloud_id: tokens.cloud_id.clone(),
        }
    }
}

impl From<Written> for Tokens {
    fn from(written: Written) -> Self {
        // The Python server writes fractions of seconds.
        let expires_at = written.expires_at as i64;
        Self {
            access: written.access_token.into(),
            refresh: written.refresh_token.map(SecretString::from),
            expires_at,
            due_at: written.due_at.unwrap_or(expires_at - MARGIN),
            scope: written.scope,
            cloud_id: written.cloud_id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(seconds: u64) -> Tokens {
        let refresh = Some("refresh-me".into());
        Tokens::given(
            "s3cret-access".into(),
            refresh,
            Duration::from_secs(seconds),
        )
    }

    #[test]
    fn long_lived_tokens_are_due_five_minutes_early_and_short_lived_ones_in_their_last_quarter() {
        let margin = |seconds| {
            let tokens = given(seconds);
            tokens.expires_at - tokens.due_at
        };
        assert_eq!((margin(3600), margin(60), margin(0)), (300, 15, 0));
        assert!(given(0).are_due() && given(0).are_over());
        assert!(!given(60).are_due());
    }

    #[test]
    fn they_come_back_from_a_file_and_debug_shows_none() {
        let tokens = given(3600);
        let text = serde_json::to_string(&Written::from(&tokens)).unwrap();
        let back = Tokens::from(serde_json::from_str::<Written>(&text).unwrap());
        assert!(back.are(&tokens.access) && back.due_at == tokens.due_at);
        assert!(!format!("{back:?}").contains("s3cret"));
    }
}
