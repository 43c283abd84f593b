//! What a process holds while it is under load, by what Linux tells of it.

use std::fs;
use std::time::{Duration, Instant};

use tokio::task::JoinHandle;

use crate::Result;

/// How often it is looked at.
const EACH: Duration = Duration::from_millis(500);

/// How much more memory than after the warm-up a process may hold at the end, in hundredths.
const GROWTH: u64 = 115;

/// What is forgiven to a process that holds little, in KiB.
const SLACK: u64 = 4 << 10;

/// One look.
#[derive(Clone, Copy, Debug)]
struct Look {
    at: Instant,
    resident: u64,
    descriptors: usize,
}

/// Looks at a process again and again.
pub struct Watch(JoinHandle<()>, std::sync::Arc<std::sync::Mutex<Vec<Look>>>);

/// What was seen: KiB after the warm-up and at the end, and the most descriptors after the warm-up and at the end.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Resident memory from the second to the third tenth of the time.
    pub warm: u64,
    /// Resident memory in the last tenth.
    pub end: u64,
    /// Open descriptors in the last tenth.
    pub descriptors: usize,
    grew: bool,
}

impl Watch {
    /// Begins to look at a process.
    pub fn begin(process: u32) -> Self {
        let looks = std::sync::Arc::<std::sync::Mutex<Vec<Look>>>::default();
        let seen = std::sync::Arc::clone(&looks);
        let looking = tokio::spawn(async move {
            while let Some(look) = look(process) {
                if let Ok(mut looks) = seen.lock() {
                    looks.push(look);
                }
                tokio::time::sleep(EACH).await;
            }
        });
        Self(looking, looks)
    }

    /// Stops, and says what was seen.
    ///
    /// # Errors
    /// If nothing was seen.
    pub fn end(self) -> Result<Seen> {
        self.0.abort();
        let looks = self.1.lock().map_err(|error| error.to_string())?;
        let (Some(first), Some(last)) = (looks.first(), looks.last()) else {
            return Err("the process could not be looked at (/proc)".to_owned());
        };
        let tenth = (last.at - first.at) / 10;
        let within = |from: u32, to: u32| {
            let times = first.at + tenth * from..=first.at + tenth * to;
            looks.iter().filter(move |look| times.contains(&look.at))
        };
        let most = |looks: &mut dyn Iterator<Item = u64>| looks.max().unwrap_or_default();
        let warm = most(&mut within(1, 3).map(|look| look.resident));
        let end = most(&mut within(9, 11).map(|look| look.resident));
        let open = |from, to| within(from, to).map(|look| look.descriptors).max();
        let (before, descriptors) = (open(1, 3), open(9, 11));
        Ok(Seen {
            warm,
            end,
            descriptors: descriptors.unwrap_or_default(),
            // Connections come and go.
            grew: end * 100 > warm * GROWTH + SLACK * 100
                || descriptors > before.map(|before| before + before / 4 + 16),
        })
    }
}

impl Seen {
    /// Makes sure that nothing grew.
    ///
    /// # Errors
    /// With what did.
    pub fn check(self, load: &str) -> Result<()> {
        match self.grew {
            true => Err(format!("{load}: memory or descriptors grew: {self:?}")),
            false => Ok(()),
        }
    }
}

fn look(process: u32) -> Option<Look> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let resident = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(Look {
        at: Instant::now(),
        resident: resident
            .trim()
            .trim_end_matches(" kB")
            .trim()
            .parse()
            .ok()?,
        descriptors: fs::read_dir(format!("/proc/{process}/fd")).ok()?.count(),
    })
}
