//! Points in time and lengths of work: as callers write them, as Jira keeps them, and in the zone of whoever asks.

pub mod duration;
pub mod moments;
pub mod zone;
