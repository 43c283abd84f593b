//! Values sealed for whoever keeps them for us, with keys that are replaced over time.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Key;

/// The longest text that is looked at, in bytes: no header and no body in which one comes is longer.
const LONGEST: usize = 64 << 10;
/// The most that a value may take as JSON, in bytes.
const MOST: u64 = 256 << 10;

/// What the first byte says of the others.
const PLAIN: u8 = 0;
const DEFLATED: u8 = 1;

/// Keys of which one seals and all open, so that what was sealed before a new one came stays good. `Debug` shows nothing of them.
#[derive(Clone, Debug)]
pub struct Ring {
    first: Key,
    others: Vec<Key>,
}

impl Ring {
    /// The first seals, all open; `None` without any.
    pub fn of(keys: impl IntoIterator<Item = Key>) -> Option<Self> {
        let mut keys = keys.into_iter();
        let first = keys.next()?;
        let others = keys.collect();
        Some(Self { first, others })
    }

    /// A value, sealed, in base64url. It opens only for the same `purpose`. `None` for one that is not JSON or too big.
    pub fn seal<T: Serialize>(&self, purpose: &str, value: &T) -> Option<String> {
        let json = serde_json::to_vec(value).ok()?;
        let fits = json.len() as u64 <= MOST;
        self.first.seal(purpose, &packed(&fits.then_some(json)?))
    }

    /// What was sealed with one of these keys for this purpose; `None` for anything else.
    pub fn open<T: DeserializeOwned>(&self, purpose: &str, sealed: &str) -> Option<T> {
        if sealed.len() > LONGEST {
            return None;
        }
        let mut keys = std::iter::once(&self.first).chain(&self.others);
        let opened = keys.find_map(|key| key.open(purpose, sealed))?;
        serde_json::from_slice(&unpacked(&opened)?).ok()
    }
}

/// As it is or deflated, whichever is shorter: tokens are random, but in base64, which takes a third more than it must.
fn packed(json: &[u8]) -> Vec<u8> {
    let plain = || [&[PLAIN], json].concat();
    let mut deflating = DeflateEncoder::new(vec![DEFLATED], Compression::best());
    let deflated = deflating.write_all(json).and_then(|()| deflating.finish());
    match deflated {
        Ok(deflated) if deflated.len() <= json.len() => deflated,
        _ => plain(),
    }
}

fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let (&kind, rest) = bytes.split_first()?;
    match kind {
        PLAIN => Some(rest.to_vec()),
        DEFLATED => {
            let mut json = Vec::new();
            let mut inflating = DeflateDecoder::new(rest).take(MOST);
            inflating.read_to_end(&mut json).ok()?;
            Some(json)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(keys: &[&Key]) -> Ring {
        Ring::of(keys.iter().map(|key| (*key).clone())).unwrap()
    }

    #[test]
    fn a_new_key_seals_and_the_old_one_opens_while_it_is_listed() {
        let (old, new) = (Key::random(), Key::random());
        let sealed = ring(&[&old]).seal("code", &"value").unwrap();
        let both = ring(&[&new, &old]);
        assert_eq!(both.open::<String>("code", &sealed).unwrap(), "value");
        let resealed = both.seal("code", &"value").unwrap();
        assert!(ring(&[&old]).open::<String>("code", &resealed).is_none());
        assert!(ring(&[&new]).open::<String>("code", &sealed).is_none());
        assert!(both.open::<String>("token", &sealed).is_none());
        assert!(Ring::of([]).is_none());
    }

    #[test]
    fn what_is_in_base64_takes_hardly_more_room_than_the_bytes() {
        use base64::Engine as _;
        let bytes: Vec<u8> = std::iter::repeat_with(rand::random).take(3000).collect();
        let text = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
        let keys = ring(&[&Key::random()]);
        let sealed = keys.seal("token", &text).unwrap();
        assert!(sealed.len() < text.len() + 200, "{}", sealed.len());
        assert_eq!(keys.open::<String>("token", &sealed).unwrap(), text);
        for value in ["", "short"] {
            let sealed = keys.seal("token", &value).unwrap();
            assert_eq!(keys.open::<String>("token", &sealed).unwrap(), value);
        }
        let long = "a".repeat(300 << 10);
        assert!(keys.seal("token", &long).is_none());
    }
}
