//! How much memory a JSON document takes once it is read, found out before it is: 31 MB of `[[]],` are gigabytes of values.

use memchr::memchr2;

/// The most that the values of one answer may take: with the copies that showing them makes, some 150 MB.
const MAX_WEIGHT: usize = 32 << 20;

/// The deepest nesting that the parser takes, too.
const MAX_DEPTH: usize = 128;

/// A value in a list, and a member of an object with its place in the index.
const VALUE: usize = 72;
const MEMBER: usize = 120;
/// Lists and objects have room for so many from the first on, and then for twice as many each time.
const FIRST_ROOM: usize = 4;
/// What views have for an object whose members are all missing.
const LEAST_OBJECT: usize = 512;

/// A list or object that is open, with the number of its commas.
struct Open {
    each: usize,
    commas: usize,
    empty: bool,
}

impl Open {
    const fn new(each: usize) -> Self {
        Self {
            each,
            commas: 0,
            empty: true,
        }
    }

    const fn weight(&self) -> usize {
        let count = if self.empty { 0 } else { self.commas + 1 };
        let room = match count {
            0 => 0,
            1..=FIRST_ROOM => FIRST_ROOM,
            more => more.next_power_of_two(),
        };
        let weight = self.each * room;
        if self.each == MEMBER && weight < LEAST_OBJECT {
            LEAST_OBJECT
        } else {
            weight
        }
    }
}

/// Whether a JSON document can be read within bounds: its values do not take too much memory and, if it is long, it is not nested too
/// deep (the parser refuses that of all). One pass over the bytes, which ends where a bound is met. Says nothing of whether it is well
/// formed.
pub(super) fn is_bearable(json: &[u8]) -> bool {
    // Each byte weighs as much as an object at most.
    if json.len() <= MAX_WEIGHT / LEAST_OBJECT {
        return true;
    }
    let mut open: Vec<Open> = Vec::with_capacity(MAX_DEPTH);
    let mut weight = 0;
    let mut rest = json;
    while let [byte, after @ ..] = rest {
        rest = after;
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b':' => continue,
            b']' | b'}' => weight += open.pop().map_or(0, |closed| closed.weight()),
            b',' => {
                if let Some(inner) = open.last_mut() {
                    inner.commas += 1;
                    // A list that never ends must not be measured only at its end.
                    if inner.each * inner.commas > MAX_WEIGHT {
                        return false;
                    }
                }
                continue;
            }
            value => {
                if let Some(inner) = open.last_mut() {
                    inner.empty = false;
                }
                match value {
                    b'"' => {
                        rest = after_text(after);
                        weight += after.len() - rest.len();
                    }
                    b'[' => open.push(Open::new(VALUE)),
                    b'{' => open.push(Open::new(MEMBER)),
                    _ => rest = after_plain(after),
                }
            }
        }
        if weight > MAX_WEIGHT || open.len() > MAX_DEPTH {
            return false;
        }
    }
    // What is never closed is built all the same, until the parser comes to the end.
    weight + open.iter().map(Open::weight).sum::<usize>() <= MAX_WEIGHT
}

/// What comes after a number or a word whose first byte has been read.
fn after_plain(text: &[u8]) -> &[u8] {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+');
    let end = text.iter().position(|byte| !is_plain(byte));
    end.and_then(|end| text.get(end..)).unwrap_or_default()
}

/// What comes after a text whose first quote has been read.
fn after_text(mut text: &[u8]) -> &[u8] {
    while let Some(at) = memchr2(b'"', b'\\', text) {
        // What a backslash escapes ends nothing.
        let is_end = text.get(at) == Some(&b'"');
        let passed = if is_end { 1 } else { 2 };
        text = text.get(at + passed..).unwrap_or_default();
        if is_end {
            return text;
        }
    }
    &[]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_have_is_bearable_and_what_attackers_send_is_not() {
        let issue =
            serde_json::json!({ "key": "A-1", "fields": { "summary": "x", "labels": ["a", "b"] } });
        let page = format!("[{}]", vec![issue.to_string(); 5_000].join(","));
        assert!(is_bearable(page.as_bytes()));
        let text = format!("\"{}\"", "[{,\\\"".repeat(1 << 20));
        assert!(is_bearable(text.as_bytes()));
        for piece in [
            "[[]],",
            "{},",
            "0,",
            "[0],",
            "{\"a\":0},",
            "[{}],",
            "\"\",",
            "[[[[]]]],",
        ] {
            let list = format!("[{}0]", piece.repeat((30 << 20) / piece.len()));
            assert!(!is_bearable(list.as_bytes()), "{piece}");
            let members = format!("{{\"a\":{}0}}", list);
            assert!(!is_bearable(members.as_bytes()), "{piece}");
        }
        let members: String = (0..1 << 20).map(|n| format!("\"{n}\":0,")).collect();
        assert!(!is_bearable(format!("{{{members}\"x\":0}}").as_bytes()));
        let deep = |depth| "[".repeat(depth) + &"]".repeat(depth);
        let long = |depth| format!("{}{}", deep(depth), " ".repeat(1 << 20));
        assert!(is_bearable(long(MAX_DEPTH).as_bytes()));
        assert!(!is_bearable(long(MAX_DEPTH + 1).as_bytes()));
        assert!(!is_bearable("[".repeat(32 << 20).as_bytes()));
        for torn in ["\"", "\"\\", "[\"a", "]]]]", "", ",,,,"] {
            assert!(is_bearable(torn.as_bytes()), "{torn}");
        }
        let never_closed = format!("[{}", "0,".repeat(400_000)).repeat(34);
        assert!(!is_bearable(never_closed.as_bytes()));
    }
}
