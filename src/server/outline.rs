//! The id of a request that cannot be read: too long, too deep, or broken somewhere.

use serde_json::Value;

/// How much of a member is kept: an id has room in it.
const LONGEST: usize = 512;

/// What is to be known of an object that is not kept, from the bytes it passes by in.
#[derive(Debug, Default)]
pub(super) struct Outline {
    depth: usize,
    in_string: bool,
    escaped: bool,
    /// The beginning of the current member of the outermost object, without what is nested in it.
    member: Vec<u8>,
    id: Option<Value>,
}

impl Outline {
    /// The id in a message, as far as it can be made out.
    pub(super) fn id_in(message: &[u8]) -> Option<Value> {
        let mut outline = Self::default();
        outline.take(message);
        outline.id()
    }

    /// Looks at the next bytes.
    pub(super) fn take(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.next(*byte));
    }

    /// The id, if there was one.
    pub(super) fn id(self) -> Option<Value> {
        self.id
    }

    fn next(&mut self, byte: u8) {
        let outermost = self.depth == 1;
        if self.in_string {
            self.in_string = self.escaped || byte != b'"';
            self.escaped = !self.escaped && byte == b'\\';
        } else {
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => {
                    self.depth += 1;
                    return;
                }
                b'}' | b']' => {
                    if outermost {
                        self.member_ends();
                    }
                    self.depth = self.depth.saturating_sub(1);
                    return;
                }
                b',' if outermost => return self.member_ends(),
                _ => {}
            }
        }
        if outermost && self.member.len() < LONGEST {
            self.member.push(byte);
        }
    }

    fn member_ends(&mut self) {
        let object = [b"{", self.member.as_slice(), b"}"].concat();
        self.member.clear();
        let member = serde_json::from_slice::<Value>(&object).unwrap_or_default();
        let id = member
            .get("id")
            .filter(|id| id.is_string() || id.is_number());
        self.id = self.id.take().or_else(|| id.cloned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn ids_are_found_in_what_cannot_be_read() {
        for (message, id) in [
            (r#"{"id":7,"method":"x","params":{"#, json!(7)),
            (r#"{"params":{"id":1,"a":NaN},"id":"a\"b"}"#, json!("a\"b")),
            (
                r#"{"params":[{"id":1}],"x":"{\"id\":2,","id" : 3 }"#,
                json!(3),
            ),
            (r#"{"jsonrpc":"2.0", "id":4, "id":5}"#, json!(4)),
            (r#"{"method":"x","id":12"#, Value::Null),
            (r#"{"id":{"a":1},"method":"x"}"#, Value::Null),
            (r#"[{"id":1},2]"#, Value::Null),
            ("garbage \u{0}", Value::Null),
            ("}]}{\"id\":1}", json!(1)),
        ] {
            let found = Outline::id_in(message.as_bytes()).unwrap_or_default();
            assert_eq!(found, id, "{message}");
        }
    }
}
