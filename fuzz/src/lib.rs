//! The markup module alone: fuzzing it takes none of the server around it.

#[path = "../../src/markup/mod.rs"]
pub mod markup;
