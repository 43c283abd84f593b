//! Signing in from any client: the whole way against strict fakes of Atlassian's authorization servers, and who must not get through.

mod browser;
mod clients;
mod desk;
mod flow;
mod outside;
