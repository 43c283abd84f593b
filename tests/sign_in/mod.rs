//! Signing in from any client: the whole way against strict fakes of Atlassian's authorization servers, and who must not get through.

mod asking;
mod browser;
mod calls;
mod check;
mod clients;
mod desk;
mod documents;
mod flow;
mod logged;
mod metadata;
mod outside;
mod replicas;
mod room;
mod several;
mod tokens;
mod trail;
