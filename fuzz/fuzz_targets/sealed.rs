//! Whatever is sealed opens again for its purpose alone, and nothing else opens.
#![no_main]

use atlassian_mcp::auth::sealed::Key;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &[u8], &str, usize)| {
    let (purpose, text, forged, at) = input;
    let key = Key::of(&[7; 32]).expect("32 bytes are a key");
    assert_eq!(key.open(purpose, forged), None, "{forged:?}");
    let sealed = key.seal(purpose, text).expect("it is short");
    assert_eq!(key.open(purpose, &sealed).as_deref(), Some(text));
    assert_eq!(key.open(&format!("{purpose}x"), &sealed), None);
    assert_eq!(Key::random().open(purpose, &sealed), None);
    let mut bytes = sealed.into_bytes();
    let at = at % bytes.len();
    bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
    // The last digit of base64 may hold bits that say nothing; a strict reader refuses others than zero.
    let changed = String::from_utf8(bytes).expect("base64");
    assert_eq!(key.open(purpose, &changed), None, "{changed}");
});
