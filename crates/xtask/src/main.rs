//! The project's own commands; `cargo xtask` without a word lists them.

mod catalogue;

fn main() -> std::process::ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("catalogue") => match catalogue::run() {
            Ok(()) => std::process::ExitCode::SUCCESS,
            Err(message) => {
                eprintln!("error: {message}");
                std::process::ExitCode::FAILURE
            }
        },
        _ => {
            eprintln!("usage: cargo xtask catalogue");
            std::process::ExitCode::FAILURE
        }
    }
}
