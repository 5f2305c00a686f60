//! The `timbang` program: read the arguments, do what they ask, end with its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    timbang::cli::run()
}
