//! From credentials to the `Authorization` header.

pub mod oauth;
pub mod sealed;

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use secrecy::ExposeSecret as _;

use self::oauth::{Grant, OsKeyring};
use crate::config::Credentials;
use crate::error::{Error, Result};

/// Signs requests. `Debug` shows no secret.
#[derive(Debug)]
pub enum Signer {
    /// With the same header each time.
    Fixed(HeaderValue),
    /// With a token that is renewed.
    Grant(Arc<Grant>),
}

impl Signer {
    /// What signs with these credentials. Reads no token yet.
    ///
    /// # Errors
    /// [`Error::Config`] for a token that no header can carry.
    pub fn of(credentials: &Credentials) -> Result<Self> {
        match credentials {
            Credentials::Basic { username, token } => {
                let pair = format!("{username}:{}", token.expose_secret());
                Ok(Self::Fixed(header(format!(
                    "Basic {}",
                    STANDARD.encode(pair)
                ))?))
            }
            Credentials::Bearer(token) => Ok(Self::Fixed(bearer(token.expose_secret())?)),
            Credentials::OAuth(client) => {
                let keys = Arc::new(OsKeyring);
                Ok(Self::Grant(Grant::new(client.as_ref().clone(), keys)))
            }
        }
    }

    /// The grant whose tokens sign, if they are renewed.
    pub const fn grant(&self) -> Option<&Arc<Grant>> {
        match self {
            Self::Fixed(_) => None,
            Self::Grant(grant) => Some(grant),
        }
    }
}

/// The header of RFC 6750.
///
/// # Errors
/// [`Error::Config`] for a token that no header can carry.
pub fn bearer(token: &str) -> Result<HeaderValue> {
    header(format!("Bearer {token}"))
}

/// Marked sensitive, so that no `Debug` prints it and HTTP/2 does not index it.
fn header(text: String) -> Result<HeaderValue> {
    let mut header = HeaderValue::try_from(text).map_err(|_| {
        Error::Config("The token has characters in it that no token has; copy it again.".to_owned())
    })?;
    header.set_sensitive(true);
    Ok(header)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(credentials: &Credentials) -> Result<HeaderValue> {
        match Signer::of(credentials)? {
            Signer::Fixed(header) => Ok(header),
            Signer::Grant(_) => panic!("nothing is renewed"),
        }
    }

    #[test]
    fn both_schemes_and_no_secret_in_debug() {
        let basic = Credentials::Basic {
            username: "jö".into(),
            token: "p:w".into(),
        };
        let header = fixed(&basic).unwrap();
        assert_eq!(
            header.to_str().unwrap(),
            format!("Basic {}", STANDARD.encode("jö:p:w"))
        );
        let bearer = fixed(&Credentials::Bearer("t0ken".into())).unwrap();
        assert_eq!(bearer, "Bearer t0ken");
        assert_eq!(format!("{bearer:?}"), "Sensitive");
        assert!(fixed(&Credentials::Bearer("t0\nken".into())).is_err());
    }
}
