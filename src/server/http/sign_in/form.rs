//! Parameters in a query or a form (RFC 6749 appendix B).

use url::form_urlencoded::parse;

/// The parameters of a request, in order.
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// Reads what is encoded as `application/x-www-form-urlencoded`.
    pub(super) fn read(text: &[u8]) -> Self {
        Self(parse(text).into_owned().collect())
    }

    /// The value of a parameter; one without a value counts as left out (RFC 6749 §3.1).
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// All values of a parameter that may be repeated.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let values = self.0.iter().filter(move |(known, _)| known == name);
        values
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// The first of these parameters that is there more than once, which none may be (RFC 6749 §3.1): two programs would read two things.
    pub(super) fn repeated<'n>(&self, names: &[&'n str]) -> Option<&'n str> {
        let times = |name: &str| self.0.iter().filter(|(known, _)| known == name).count();
        names.iter().copied().find(|name| times(name) > 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_ones_count_as_left_out_and_repeated_ones_are_found() {
        let form = Form::read(b"a=1&b=&c=x%26+y&a=2&c=");
        assert_eq!((form.get("a"), form.get("b")), (Some("1"), None));
        assert_eq!(form.get("c"), Some("x& y"));
        assert_eq!(form.all("a").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(form.repeated(&["b", "c"]), Some("c"));
        assert_eq!(form.repeated(&["b", "d"]), None);
    }
}
