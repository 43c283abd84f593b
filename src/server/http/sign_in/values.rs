//! What is sealed: by kind, for this issuer, for one client or anybody, until it ends. Nothing sealed as one thing opens as another.

use chrono::Utc;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::auth::sealed::Ring;

/// In place of a client, for what is not bound to one.
pub(super) const ANYBODY: &str = "";

/// What can be sealed.
pub(super) trait Sealed: Serialize + DeserializeOwned {
    /// What it is, in the associated data of the cipher.
    const KIND: &'static str;

    /// When it ends, in seconds since 1970 (UTC).
    fn until(&self) -> i64;
}

/// Seals and opens.
pub(super) struct Values {
    ring: Ring,
    issuer: String,
}

impl Values {
    pub(super) const fn new(ring: Ring, issuer: String) -> Self {
        Self { ring, issuer }
    }

    /// The value as whoever keeps it for us gets it. `None` for one that is far too big.
    pub(super) fn seal<T: Sealed>(&self, client: &str, value: &T) -> Option<String> {
        self.ring.seal(&self.purpose::<T>(client), value)
    }

    /// What was sealed as this kind of thing for this client, and has not ended.
    pub(super) fn open<T: Sealed>(&self, client: &str, sealed: &str) -> Option<T> {
        let value: T = self.ring.open(&self.purpose::<T>(client), sealed)?;
        (value.until() > now()).then_some(value)
    }

    /// No part has a line break in it, so that no two lists of parts look the same.
    fn purpose<T: Sealed>(&self, client: &str) -> String {
        format!("{}\n{}\n{client}", T::KIND, self.issuer)
    }
}

/// Seconds since 1970 (UTC).
pub(super) fn now() -> i64 {
    Utc::now().timestamp()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::auth::sealed::Key;

    #[derive(Serialize, Deserialize)]
    struct Ticket {
        until: i64,
    }

    impl Sealed for Ticket {
        const KIND: &'static str = "ticket";

        fn until(&self) -> i64 {
            self.until
        }
    }

    #[derive(Serialize, Deserialize)]
    struct Pass(Ticket);

    impl Sealed for Pass {
        const KIND: &'static str = "pass";

        fn until(&self) -> i64 {
            self.0.until
        }
    }

    #[test]
    fn a_value_opens_as_what_it_is_for_whom_it_was_sealed_until_it_ends() {
        let key = Key::random();
        let at = |issuer: &str| Values::new(Ring::of([key.clone()]).unwrap(), issuer.to_owned());
        let here = at("https://a.example");
        let good = here.seal("client", &Ticket { until: now() + 60 }).unwrap();
        assert!(here.open::<Ticket>("client", &good).is_some());
        assert!(here.open::<Ticket>("other", &good).is_none());
        assert!(here.open::<Ticket>(ANYBODY, &good).is_none());
        assert!(here.open::<Pass>("client", &good).is_none());
        assert!(
            at("https://a.example/b")
                .open::<Ticket>("client", &good)
                .is_none()
        );
        let over = here.seal("client", &Ticket { until: now() }).unwrap();
        assert!(here.open::<Ticket>("client", &over).is_none());
    }
}
