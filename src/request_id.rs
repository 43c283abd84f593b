//! The id that a call has in the logs, here and at Atlassian: whoever looks for what went wrong finds both by it.

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};

/// The header that carries it, to this server and from it.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The longest id of a client's that is kept, in bytes; it goes into every log on the way.
const LONGEST: usize = 64;

tokio::task_local! {
    static CURRENT: RequestId;
}

/// Names one call.
#[derive(Clone, Debug)]
pub struct RequestId(HeaderValue);

impl RequestId {
    /// A new one, for whoever brings none.
    pub fn fresh() -> Self {
        let number = format!("{:016x}", rand::random::<u64>());
        Self(HeaderValue::from_str(&number).unwrap_or(HeaderValue::from_static("none")))
    }

    /// The one that a client or a gateway gave, if it is short and plain; else a new one.
    pub fn of(headers: &HeaderMap) -> Self {
        let plain = |id: &&HeaderValue| {
            let id = id.as_bytes();
            let letter = |letter: &u8| letter.is_ascii_alphanumeric() || b"-_.".contains(letter);
            (1..=LONGEST).contains(&id.len()) && id.iter().all(letter)
        };
        let given = headers.get(REQUEST_ID).filter(plain).cloned();
        given.map_or_else(Self::fresh, Self)
    }

    /// What `call` becomes, while it goes by this id.
    pub async fn within<T>(self, call: impl Future<Output = T>) -> T {
        CURRENT.scope(self, call).await
    }

    /// The header that says it.
    pub const fn header(&self) -> &HeaderValue {
        &self.0
    }
}

impl Default for RequestId {
    fn default() -> Self {
        Self::fresh()
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.to_str().unwrap_or_default())
    }
}

/// The id of the call that this is a part of, if it is one.
pub fn current() -> Option<RequestId> {
    CURRENT.try_with(Clone::clone).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_ids_are_kept() {
        let of = |id: &str| {
            let headers = HeaderMap::from_iter([(REQUEST_ID, id.parse().unwrap())]);
            RequestId::of(&headers).to_string()
        };
        assert_eq!(
            of("0af7651916cd43dd-8448.eb_2"),
            "0af7651916cd43dd-8448.eb_2"
        );
        for odd in ["", "a b", "a\"b", &"a".repeat(65), "\u{e9}"] {
            let kept = of(odd);
            assert_ne!(kept, odd);
            assert_eq!(kept.len(), 16);
        }
    }
}
