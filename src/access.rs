//! Read and write as types: what a handler may do is decided by the context it is given.

/// Either [`Read`] or [`Write`].
pub trait Access: Send + Sync + 'static {
    /// Whether it may change anything, so that what is meant must be certain.
    const WRITES: bool;
}

/// May only send requests that change nothing.
#[derive(Debug, Clone, Copy)]
pub struct Read;

/// May send every request. Only [`crate::policy::Policy::grant_write`] leads here, and never in read-only mode.
#[derive(Debug, Clone, Copy)]
pub struct Write;

impl Access for Read {
    const WRITES: bool = false;
}

impl Access for Write {
    const WRITES: bool = true;
}
