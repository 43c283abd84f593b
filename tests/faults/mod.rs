//! Every tool when the product behind it misbehaves: the right answer, or a clear error, in time; never a panic, a success that did
//! not happen, or a change made twice.

mod beside;
mod cancelled;
mod case;
pub mod judge;
mod nulls;
mod rows;
mod table;
