//! `cargo xtask`: the two commands that a person needs, and the catalogue's refresh.
//!
//! - `cargo xtask run` ends in an open window, `cargo xtask test` in a table of what passed. Both
//!   first make the machine ready: Debian's packages where they may, `npm ci` when the lock file
//!   changed. What is there already is not touched, and nothing is installed without being said.
//! - `cargo xtask test --fast` is the loop to live in: formatting and the Rust tests of everything
//!   but the shell and the journeys. It installs nothing.
//! - `cargo xtask test --only STEP` runs one step and what that step stands on;
//!   `cargo xtask test --list` names them.
//!
//! It never depends on Tauri or on the application, because it installs what they need. The steps
//! and their order are in `steps`, what a machine needs in `setup`.

mod awscli;
mod bench_peer;
mod catalogue;
mod deny;
mod display;
mod moto;
mod report;
mod run;
mod setup;
mod steps;
mod test;
mod tool;
mod ui;
mod vault_trials;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask run [--release]      install what is missing, build everything, open the window
cargo xtask test                 install what is missing, run every check and test
cargo xtask test --fast          only formatting and the Rust tests; installs nothing
cargo xtask test --only STEP...  only these steps and what they stand on (`--list` names them)
cargo xtask bench-peer [FOLDER]  measure the engine beside the strongest open one (needs npm)
cargo xtask vault-trials         the long form of the vault's tests: thousands of kills, power cuts and
                                 failing writes; takes about an hour
cargo xtask catalogue            make the AWS catalogue's files again from their pinned packages
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["run", rest @ ..] => run::run(rest),
        ["test", rest @ ..] => test::test(rest),
        ["bench-peer", rest @ ..] => bench_peer::run(rest),
        ["vault-trials"] => vault_trials::run(),
        ["catalogue"] => catalogue::run(),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(format!("no such task: `{}`\n\n{HELP}", other.join(" "))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{}", message.trim_end());
            ExitCode::FAILURE
        }
    }
}
