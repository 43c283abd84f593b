//! Read and write as types: what a handler may do is decided by the context it is given.

/// Either [`Read`] or [`Write`].
pub trait Access: Send + Sync + 'static {}

/// May only send requests that change nothing.
#[derive(Debug, Clone, Copy)]
pub struct Read;

/// May send every request. Only [`crate::policy::Policy::grant_write`] leads here, and never in read-only mode.
#[derive(Debug, Clone, Copy)]
pub struct Write;

impl Access for Read {}

impl Access for Write {}
