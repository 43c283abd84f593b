//! Resident memory: after the start, after ordinary calls, and after large answers that are read at once.

use std::process::Command;
use std::time::Duration;

use demo::Flavour;
use serde_json::json;

use crate::scenario::{self, Call, JQL};
use crate::server::{Server, settings};
use crate::upstream::Upstream;
use crate::{Result, process, tell};

/// How long after the last answer it is looked at.
const REST: Duration = Duration::from_secs(2);

/// How many large searches are under way at once.
const AT_ONCE: usize = 8;

/// The most MiB after the start, and after everything.
const MOST: [f64; 2] = [9.0, 25.0];

/// Looks at a server of each deployment.
///
/// # Errors
/// If one takes more memory than it should.
pub async fn all(program: &str) -> Result<()> {
    tell(
        "| deployment | after the start | after 200 ordinary calls | after 8 large searches at once |",
    );
    tell("| --- | --- | --- | --- |");
    let mut most = [0.0; 2];
    for (flavour, named) in [
        (Flavour::Cloud, "Cloud"),
        (Flavour::DataCenter, "Data Center"),
    ] {
        let upstream = Upstream::start(flavour, Duration::ZERO).await?;
        let scenarios = scenario::all(&upstream).await?;
        let after = tokio::task::block_in_place(|| {
            let mut command = Command::new(program);
            let mut server = Server::start(command.env_clear().envs(settings(&upstream)))?;
            let mut after = Vec::new();
            let mut look = |server: &Server| -> Result<()> {
                std::thread::sleep(REST);
                after.push(process::resident(server.process.id())?);
                Ok(())
            };
            server.ask("tools/list", &json!({}))?;
            look(&server)?;
            for scenario in &scenarios {
                server.call_often(&scenario.call, 200 / scenarios.len(), 4)?;
            }
            look(&server)?;
            let large = Call {
                tool: "jira_search",
                arguments: json!({ "jql": JQL, "limit": 50, "fields": "*all" }),
            };
            server.call_often(&large, AT_ONCE, AT_ONCE)?;
            look(&server)?;
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(after)
        })?;
        let mib: Vec<_> = after.iter().map(|mib| format!("{mib:.1} MiB")).collect();
        tell(&format!("| {named} | {} |", mib.join(" | ")));
        for (most, seen) in most.iter_mut().zip([after.first(), after.last()]) {
            *most = seen.copied().unwrap_or_default().max(*most);
        }
    }
    match most.iter().zip(MOST).all(|(seen, most)| *seen <= most) {
        true => Ok(()),
        false => Err(format!("more than {MOST:?} MiB").into()),
    }
}
