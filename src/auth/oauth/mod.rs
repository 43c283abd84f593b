//! OAuth 2.0 (RFC 6749): tokens that Atlassian's authorization servers give, and that end and are renewed.
//!
//! [`Server`] asks for tokens, [`Store`] keeps them on disk, [`Grant`] gives whoever signs a request one that works. What a token must be
//! allowed for which tool is in [`scopes`].

mod answer;
mod grant;
mod keyring;
mod pkce;
mod python;
pub mod scopes;
mod server;
mod sites;
mod store;
mod tokens;

pub use grant::Grant;
pub use keyring::{Keys, OsKeyring, no_keyring};
pub use pkce::{Challenge, random};
pub use server::{Ask, Server, Wanted};
pub use sites::{Site, cloud_id_of, of as sites_of};
pub use store::Store;
pub use tokens::Tokens;
