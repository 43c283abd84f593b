//! Whatever a product answers with an error status: one line of words, not too long.
#![no_main]

use atlassian_mcp::error::{Error, LONGEST};
use atlassian_mcp::http::{Asked, error_of};
use atlassian_mcp::product::Product;
use http::{HeaderMap, HeaderValue, StatusCode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u16, u8, &[u8], &[u8])| {
    let (status, flags, header, body) = input;
    let status = StatusCode::from_u16(300 + status % 300).expect("a status");
    let mut headers = HeaderMap::new();
    for name in ["content-type", "location", "retry-after", "www-authenticate"] {
        if let Ok(value) = HeaderValue::from_bytes(header) {
            headers.insert(name, value);
        }
    }
    let asked = Asked {
        product: Product::ALL[usize::from(flags) % 3],
        operation: "GET /rest/api/3/issue/{issueIdOrKey}",
        writes: flags & 4 != 0,
        quotes: flags & 8 != 0,
    };
    let error = error_of(asked, status, &headers, body);
    let Error::Upstream { message, status: told, .. } = &error else {
        panic!("{error:?}");
    };
    assert_eq!(*told, status.as_u16());
    assert!(!message.is_empty() && !message.contains(['\n', '\r']), "{message:?}");
    assert!(error.brief().chars().count() <= LONGEST);
});
