//! What ties the end of a sign-in to its beginning: a state that nobody can guess, and a proof key (PKCE, RFC 7636).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

/// A proof key: what is shown at the beginning, and what proves at the end that both were the same program.
#[derive(Debug)]
pub struct Challenge {
    /// What the token request shows.
    pub verifier: SecretString,
    /// What the authorization request shows: its SHA-256 (`S256`).
    pub challenge: String,
}

impl Challenge {
    /// A new one.
    pub fn new() -> Self {
        Self::of(random().into())
    }

    fn of(verifier: SecretString) -> Self {
        let hash = Sha256::digest(verifier.expose_secret().as_bytes());
        Self {
            challenge: URL_SAFE_NO_PAD.encode(hash),
            verifier,
        }
    }
}

impl Default for Challenge {
    fn default() -> Self {
        Self::new()
    }
}

/// 256 bits that nobody can guess, in 43 characters of base64url.
pub fn random() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7636, appendix B.
    #[test]
    fn the_challenge_is_that_of_the_rfc() {
        let challenge = Challenge::of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".into());
        assert_eq!(
            challenge.challenge,
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
        assert_ne!(random(), random());
        assert_eq!(random().len(), 43);
    }
}
