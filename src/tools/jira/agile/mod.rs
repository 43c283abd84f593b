//! Boards and sprints, by id and by name.

pub mod boards;
pub mod sprint_names;
pub mod sprints;
