//! A server without tools: what rmcp alone takes.

use std::process::Command;

use rmcp::{ServerHandler, ServiceExt as _};

use crate::Result;

struct Empty;

impl ServerHandler for Empty {}

/// Serves until its input ends.
///
/// # Errors
/// If no session begins.
pub async fn serve() -> Result<()> {
    let session = Empty.serve(rmcp::transport::stdio()).await?;
    session.waiting().await?;
    Ok(())
}

/// The command that starts it.
///
/// # Errors
/// If this program does not know where it is.
pub fn command() -> Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("empty");
    Ok(command)
}
