//! The MCP side: tools listed and called over a transport. Both eras of the protocol (`initialize`, and the stateless
//! `server/discover` of 2026-07-28) are rmcp's; this module is what stands behind them.

mod handler;
mod http;
mod instructions;
mod lines;
mod offers;
mod outline;
mod refusal;
mod stdio;
mod stop;
mod transport;

pub use handler::{Server, described};
pub use http::{Http, LISTENING, Reach};
pub use stdio::stdio;
