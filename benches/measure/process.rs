//! What a process takes, by what Linux tells of it.

use std::fs;
use std::time::Duration;

use crate::Result;

/// How long the kernel's unit of processor time is: 10 ms wherever Linux runs this.
const TICK: Duration = Duration::from_millis(10);

/// Its resident memory, in MiB.
///
/// # Errors
/// If there is no such process.
pub fn resident(process: u32) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next());
    Ok(kib.ok_or("no VmRSS")?.parse::<f64>()? / 1_024.0)
}

/// The processor time that it has taken.
///
/// # Errors
/// If there is no such process.
pub fn busy(process: u32) -> Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name of the program may hold blanks.
    let (_, fields) = stat.rsplit_once(')').ok_or("no stat")?;
    let times = fields.split_whitespace().skip(11).take(2);
    let ticks = times
        .map(str::parse::<u32>)
        .sum::<std::result::Result<u32, _>>()?;
    Ok(TICK * ticks)
}
