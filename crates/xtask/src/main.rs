//! The project's own commands; `cargo xtask` without a word lists them.

mod catalogue;

use std::process::ExitCode;

fn main() -> ExitCode {
    let outcome = match std::env::args().nth(1).as_deref() {
        Some("catalogue") => catalogue::run(),
        Some(_) | None => Err("usage: cargo xtask catalogue".to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
