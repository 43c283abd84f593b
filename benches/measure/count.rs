//! Instructions, counted by callgrind: repeatable on any machine, to a hundredth or so.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use demo::Flavour;

use crate::scenario::{self, Scenario};
use crate::server::{Server, settings};
use crate::upstream::Upstream;
use crate::{Result, tell};

/// What was counted the last time.
const SNAPSHOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/measure/counts.json");

/// Where callgrind writes.
const OUT: &str = env!("CARGO_TARGET_TMPDIR");

/// How many calls two runs make, whose difference does not hold what only the first calls cost.
const RUNS: [usize; 2] = [10, 30];

/// How many instructions more than the last time are too many, in hundredths.
const RISE: u64 = 5;

/// Scenario → thousands of instructions a call.
type Counts = BTreeMap<String, u64>;

/// Counts all scenarios on both deployments, and holds them against what was counted the last time.
///
/// # Errors
/// If one of them takes over a twentieth more.
pub async fn all(program: &str) -> Result<()> {
    let mut counts = Counts::new();
    for (flavour, named) in [
        (Flavour::Cloud, "Cloud"),
        (Flavour::DataCenter, "Data Center"),
    ] {
        let upstream = Upstream::start(flavour, Duration::ZERO).await?;
        for scenario in scenario::all(&upstream).await? {
            let [few, many] = RUNS.map(|calls| counted(program, &upstream, &scenario, calls));
            let calls = (RUNS[1] - RUNS[0]) as u64;
            let each = many?.saturating_sub(few?) / calls / 1_000;
            let name = format!("{} ({named})", scenario.name);
            tell(&format!("{name}: {each} thousand instructions a call"));
            counts.insert(name, each);
        }
    }
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        return Ok(std::fs::write(
            SNAPSHOT,
            serde_json::to_string_pretty(&counts)? + "\n",
        )?);
    }
    compared(
        &counts,
        &serde_json::from_str(&std::fs::read_to_string(SNAPSHOT)?)?,
    )
}

/// How many instructions a server takes from its start to its end.
fn counted(program: &str, upstream: &Upstream, scenario: &Scenario, calls: usize) -> Result<u64> {
    let out = Path::new(OUT).join(format!("callgrind.{}.{calls}", scenario.call.tool));
    let mut command = Command::new("valgrind");
    let written = format!("--callgrind-out-file={}", out.display());
    command.args(["--tool=callgrind", &written, program]);
    command.env_clear().envs(settings(upstream));
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    // `block_in_place` makes no way for the upstream of this process, which has threads of its own.
    tokio::task::block_in_place(|| {
        let mut server = Server::start(&mut command)?;
        for _ in 0..calls {
            server.call(&scenario.call)?;
        }
        server.end()
    })?;
    let profile = std::fs::read_to_string(out)?;
    let total = profile
        .lines()
        .find_map(|line| line.strip_prefix("totals: "));
    Ok(total.ok_or("callgrind tells no totals")?.trim().parse()?)
}

fn compared(counts: &Counts, before: &Counts) -> Result<()> {
    let risen = counts.iter().filter(|(name, count)| {
        let before = before.get(*name).copied().unwrap_or_default();
        **count * 100 > before * (100 + RISE)
    });
    let risen: Vec<_> = risen
        .map(|(name, count)| format!("{name}: {:?} → {count} thousand", before.get(name)))
        .collect();
    match risen.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "more instructions than before: {}. If they are worth it: UPDATE_GENERATED=1",
            risen.join("; ")
        )
        .into()),
    }
}
