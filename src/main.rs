//! The `downbeat` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    downbeat::cli::run(std::env::args_os())
}
