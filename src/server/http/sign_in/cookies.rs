//! Cookies that no other site can plant: `__Host-` ones are of this host alone, and come over TLS or on this machine (RFC 6265bis §4.1.3).

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};

/// The value of a cookie.
pub(super) fn get<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let found = all(headers).find(|(known, _)| *known == name);
    found.map(|(_, value)| value)
}

/// The names of all cookies.
pub(super) fn names(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    all(headers).map(|(name, _)| name)
}

fn all(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = headers.get_all(COOKIE).into_iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';'));
    pairs.filter_map(|pair| pair.trim().split_once('='))
}

/// What sets a cookie for so many seconds. It comes with what other sites link to, which Atlassian does, and not with what they post.
pub(super) fn set(name: &str, value: &str, seconds: u32) -> Option<HeaderValue> {
    let text = format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}");
    let mut header = HeaderValue::try_from(text).ok()?;
    header.set_sensitive(true);
    Some(header)
}

/// What takes a cookie away.
pub(super) fn clear(name: &str) -> Option<HeaderValue> {
    set(name, "", 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_of_that_name_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("a=1; __Host-b=x=y; ab=3"));
        headers.append(COOKIE, HeaderValue::from_static("c=4"));
        assert_eq!(get(&headers, "__Host-b"), Some("x=y"));
        assert_eq!((get(&headers, "b"), get(&headers, "c")), (None, Some("4")));
    }
}
