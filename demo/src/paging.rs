//! Cutting lists into pages, in the manners of the three products.

use serde_json::{Value, json};

use crate::request::Request;

/// A page of a longer list.
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    pub(crate) start: usize,
    pub(crate) limit: usize,
    pub(crate) total: usize,
}

impl<T> Page<T> {
    pub(crate) fn cut(all: impl IntoIterator<Item = T>, start: usize, limit: usize) -> Self {
        let all: Vec<T> = all.into_iter().collect();
        let total = all.len();
        Self {
            items: all.into_iter().skip(start).take(limit).collect(),
            start,
            limit,
            total,
        }
    }

    /// `startAt` and `maxResults` of Jira's APIs; like Jira, an excessive `maxResults` is cut, not refused.
    pub(crate) fn jira(
        all: impl IntoIterator<Item = T>,
        request: &Request,
        default: usize,
        most: usize,
    ) -> Self {
        Self::cut(
            all,
            request.number("startAt", 0),
            request.number("maxResults", default).min(most),
        )
    }

    /// `start` and `limit` of the Data Center APIs of Confluence and Bitbucket.
    pub(crate) fn start_limit(
        all: impl IntoIterator<Item = T>,
        request: &Request,
        default: usize,
    ) -> Self {
        Self::cut(
            all,
            request.number("start", 0),
            request.number("limit", default).clamp(1, 1000),
        )
    }

    /// Where the next page starts, unless this is the last.
    pub(crate) fn next(&self) -> Option<usize> {
        Some(self.start + self.items.len())
            .filter(|next| *next < self.total && !self.items.is_empty())
    }

    pub(crate) fn map<U>(self, show: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(show).collect(),
            start: self.start,
            limit: self.limit,
            total: self.total,
        }
    }
}

impl Page<Value> {
    /// Jira's page: `startAt`, `maxResults`, `total` and the items under `name`.
    pub(crate) fn jira_json(self, name: &str) -> Value {
        json!({"startAt": self.start, "maxResults": self.limit, "total": self.total, name: self.items})
    }

    /// Jira's page bean, which also says whether it is the last.
    pub(crate) fn jira_bean(self) -> Value {
        let last = self.next().is_none();
        json!({"maxResults": self.limit, "startAt": self.start, "total": self.total, "isLast": last, "values": self.items})
    }
}

/// An opaque page token that stands for an offset.
pub(crate) fn token(offset: usize) -> String {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    URL_SAFE_NO_PAD.encode(format!("offset:{offset}"))
}

/// The offset behind a token that [`token`] made.
pub(crate) fn offset(token: &str) -> Option<usize> {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let text = URL_SAFE_NO_PAD.decode(token).ok()?;
    String::from_utf8(text)
        .ok()?
        .strip_prefix("offset:")?
        .parse()
        .ok()
}
