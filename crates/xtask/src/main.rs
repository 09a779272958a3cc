//! `cargo xtask`: set-up, run, test and the catalogue's refresh. It never depends on Tauri, because
//! it installs what Tauri needs.

mod catalogue;
mod deny;
mod display;
mod report;
mod run;
mod setup;
mod test;
mod tool;
mod ui;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask run [--release]    install what is missing, build everything, open the window
cargo xtask test               install what is missing, run every check and test
cargo xtask test --fast        the fast loop: everything but the shell, the UI and the journeys
cargo xtask test --only STEP   only these steps (a list with commas; `--list` names them)
cargo xtask setup              only install what is missing
cargo xtask ui                 only build the user interface
cargo xtask catalogue          make the AWS catalogue's files again from their pinned packages
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["run", rest @ ..] => run::run(rest),
        ["test", rest @ ..] => test::test(rest),
        ["setup"] => setup::for_tests(),
        ["ui"] => setup::for_building().and_then(|()| ui::build()),
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
