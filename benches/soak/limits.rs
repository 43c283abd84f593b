//! The limits that hold unless somebody sets others: no product gets more requests than its share, however many ask.

use std::time::{Duration, Instant};

use demo::Demo;
use tokio::task::JoinSet;

use crate::client::{self, Caller};
use crate::{Result, server, tell};

/// The most requests a second (`…_RATE_LIMIT_REQUESTS_PER_SECOND`), and after a rest (`…_RATE_LIMIT_BURST`).
const RATE: usize = 10;
const BURST: usize = 20;

/// One caller who asks as often as he can for a while.
///
/// # Errors
/// If more requests reach Jira than the limits let through.
pub async fn hold(demo: &Demo, program: &str) -> Result<()> {
    let lasting = Duration::from_secs(20);
    let (_server, url) = server::over_http(program, &server::settings(demo, true))?;
    demo.clear_requests();
    let began = Instant::now();
    let mut asking = JoinSet::new();
    for _ in 0..32 {
        let caller = Caller::new(&url, 0)?;
        asking.spawn(async move {
            let message = client::call(1, "jira_get_transitions", r#"{"issue_key":"SHOP-9"}"#);
            while began.elapsed() < lasting {
                // Whoever waits too long for his turn is told so.
                let _ = tokio::time::timeout(lasting, caller.ask(&message)).await;
            }
        });
    }
    tokio::time::sleep(lasting).await;
    let requests = demo.requests().len();
    asking.shutdown().await;
    let most = BURST + RATE * (usize::try_from(began.elapsed().as_secs()).unwrap_or_default() + 1);
    tell(&format!(
        "\nWith the limits that hold by default: {requests} requests in {} s, where {most} are the most",
        lasting.as_secs()
    ));
    match requests <= most && requests >= RATE * 10 {
        true => Ok(()),
        false => Err("the limits do not hold".to_owned()),
    }
}
