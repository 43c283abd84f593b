//! What is encrypted to ourselves: only whoever has the key reads it, and nobody changes it unnoticed.
//!
//! XChaCha20-Poly1305: its nonces are long enough to be drawn at random, whoever else seals with the same key.

mod ring;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use std::fmt;

pub use self::ring::Ring;

const NONCE: usize = 24;

/// A key of 256 bits. `Debug` shows nothing of it.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl Key {
    /// A new one.
    pub fn random() -> Self {
        Self(rand::random())
    }

    /// The key that these bytes are; `None` unless there are 32 of them.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Its bytes, for where it is kept.
    pub const fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The text, sealed, in base64url. It opens only for the same `purpose`. `None` if it is longer than the cipher takes (256 GiB).
    pub fn seal(&self, purpose: &str, text: &[u8]) -> Option<String> {
        let nonce: [u8; NONCE] = rand::random();
        let payload = Payload {
            msg: text,
            aad: purpose.as_bytes(),
        };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload).ok()?;
        Some(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// What was sealed with this key for this purpose; `None` for anything else.
    pub fn open(&self, purpose: &str, sealed: &str) -> Option<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE>()?;
        let payload = Payload {
            msg: sealed,
            aad: purpose.as_bytes(),
        };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).ok()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.0.into())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_opens_with_the_key_for_the_purpose_and_unchanged() {
        let key = Key::random();
        let sealed = key.seal("tokens", b"s3cret").unwrap();
        assert_eq!(key.open("tokens", &sealed).unwrap(), b"s3cret");
        assert_ne!(key.seal("tokens", b"s3cret").unwrap(), sealed);
        assert!(key.open("codes", &sealed).is_none());
        assert!(Key::random().open("tokens", &sealed).is_none());
        for at in [0, sealed.len() / 2, sealed.len() - 2] {
            let mut forged = sealed.clone().into_bytes();
            forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
            assert!(
                key.open("tokens", &String::from_utf8(forged).unwrap())
                    .is_none()
            );
        }
        assert!(key.open("tokens", sealed.get(..20).unwrap()).is_none());
        assert!(
            Key::of(key.bytes())
                .unwrap()
                .open("tokens", &sealed)
                .is_some()
        );
    }
}
