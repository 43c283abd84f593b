//! A real browser. `.ci/clients` says where it is, and what drives it.

use std::process::Command;

use url::Url;

/// What it shows after it opened an address and pressed these buttons, one page after the other.
pub async fn clicked(address: Url, buttons: &[&str]) -> String {
    let set = |name| std::env::var(name).unwrap_or_else(|_| panic!("{name}: see .ci/clients"));
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/browser.mjs");
    let mut command = Command::new("node");
    command
        .args([script, &set("NODE_MODULES"), &set("CHROMIUM")])
        .arg(address.as_str())
        .args(buttons);
    let clicking = tokio::task::spawn_blocking(move || command.output());
    let clicked = clicking.await.unwrap().unwrap();
    let trouble = String::from_utf8_lossy(&clicked.stderr);
    assert!(clicked.status.success(), "{trouble}");
    String::from_utf8(clicked.stdout).unwrap()
}
