//! What a version of Data Center can do.

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use serde::Deserialize;

/// Something that not every version can do.
pub struct Feature {
    /// What it is, as the subject of a sentence.
    pub what: &'static str,
    /// The first version that can.
    pub since: (u64, u64),
}

/// Comments that are tasks.
pub const TASKS: Feature = Feature {
    what: "`task`",
    since: (7, 2),
};
/// Comments on several lines.
pub const SPANS: Feature = Feature {
    what: "`start_line`",
    since: (9, 2),
};
/// Suggestions for several lines.
pub const SUGGESTED_SPANS: Feature = Feature {
    what: "`suggestion` for several lines",
    since: (9, 3),
};

#[derive(Deserialize)]
struct Properties {
    version: String,
}

/// Makes sure that the server can do something; one that does not say its version is trusted. It is asked once.
///
/// # Errors
/// [`Error::Arguments`] if it cannot.
pub async fn require(ctx: &Ctx, feature: &Feature) -> Result<()> {
    let ask = async {
        let answer = ctx
            .bitbucket_dc()?
            .get_application_properties()
            .send()
            .await?;
        let properties: Properties = answer.view()?;
        Ok(properties.version)
    };
    let version = ctx.caller().cache().bitbucket_version.get(ask).await?;
    match read(&version) {
        Some(known) if known < feature.since => {
            let (major, minor) = feature.since;
            Err(Error::Arguments(format!(
                "{} needs Bitbucket Data Center {major}.{minor}, and this is {version}; nothing was sent",
                feature.what
            )))
        }
        _ => Ok(()),
    }
}

/// The two numbers that a version begins with.
fn read(version: &str) -> Option<(u64, u64)> {
    let mut parts = version.split(|c: char| !c.is_ascii_digit());
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_number() {
        assert_eq!(read("10.1.2"), Some((10, 1)));
        assert_eq!(read("7.21-rc1"), Some((7, 21)));
        assert_eq!(read("next"), None);
        assert!(read("10.0") > Some(SPANS.since) && read("9.1.9") < Some(SPANS.since));
    }
}
