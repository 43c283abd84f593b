//! Signing in from any client: an authorization server (RFC 8414) in front of Atlassian's.

mod documents;
mod page;
mod redirect;
