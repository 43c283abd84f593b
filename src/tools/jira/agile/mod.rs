//! Boards and sprints, by id and by name.

pub mod boards;
pub mod issues;
pub mod sprint_names;
pub mod sprints;
