//! From credentials to the `Authorization` header.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use secrecy::ExposeSecret as _;

use crate::config::Credentials;
use crate::error::{Error, Result};

/// The `Authorization` header for these credentials (RFC 7617 Basic, RFC 6750 Bearer), marked sensitive so that
/// no `Debug` prints it and HTTP/2 does not index it.
///
/// # Errors
/// [`Error::Config`] for a token that no header can carry.
pub fn authorization(credentials: &Credentials) -> Result<HeaderValue> {
    let text = match credentials {
        Credentials::Basic { username, token } => {
            format!(
                "Basic {}",
                STANDARD.encode(format!("{username}:{}", token.expose_secret()))
            )
        }
        Credentials::Bearer(token) => format!("Bearer {}", token.expose_secret()),
    };
    let mut header = HeaderValue::try_from(text).map_err(|_| {
        Error::Config("The token has characters in it that no token has; copy it again.".to_owned())
    })?;
    header.set_sensitive(true);
    Ok(header)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_schemes_and_no_secret_in_debug() {
        let basic = Credentials::Basic {
            username: "jö".into(),
            token: "p:w".into(),
        };
        let header = authorization(&basic).unwrap();
        assert_eq!(
            header.to_str().unwrap(),
            format!("Basic {}", STANDARD.encode("jö:p:w"))
        );
        let bearer = authorization(&Credentials::Bearer("t0ken".into())).unwrap();
        assert_eq!(bearer, "Bearer t0ken");
        assert_eq!(format!("{bearer:?}"), "Sensitive");
        assert!(authorization(&Credentials::Bearer("t0\nken".into())).is_err());
    }
}
