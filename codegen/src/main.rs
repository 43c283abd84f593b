//! The command line of [`codegen::command`]: the only place of this crate that prints.

use std::path::Path;
use std::process::ExitCode;

use codegen::command::{FAILED, Project};

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line speaks through them"
)]
fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let project = Project {
        root: Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name(""),
        fetch: codegen::fetch::Fetch::default(),
    };
    match project.run(&words) {
        Ok(outcome) => {
            println!("{}", outcome.text.trim_end());
            ExitCode::from(outcome.code)
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(FAILED)
        }
    }
}
