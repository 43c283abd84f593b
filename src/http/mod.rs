//! The one door to the wire: nothing else in this crate sends a request.
//!
//! A [`Session`] speaks to one product as one identity; generated clients and hand-written requests both go through
//! it. What comes back is an [`Answer`], read whole under a cap, or an [`Error`](crate::error::Error) that says what
//! the product said.

mod answer;
mod authorized;
mod client;
mod connections;
mod failure;
mod hint;
mod misfit;
mod page;
mod path;
mod rate;
mod redirect;
mod retry;
mod secrets;
mod session;
mod strictly;
mod unreachable;
mod verdict;
mod way;
mod weight;

pub use answer::{Answer, Asked, MAX_BODY, Seen};
pub use connections::Connections;
pub use failure::error_of;
pub use path::{ELSEWHERE, check_segments, is_documented, path_segments};
pub use secrets::HIDDEN_TOKEN;
pub use session::Session;
pub use unreachable::root_cause;

#[cfg(test)]
mod tests;
