//! The `bailiwick` command: the same use cases as the window, for scripts, CI and tests.
//!
//! It is a peer of the desktop shell on `bailiwick-app` and decides nothing itself: `arguments`
//! is the grammar, `commands` has a file for each noun, `output` and `failure` say what went well
//! and what did not. Exit status: 0 done, 1 refused or failed, 2 a check did not hold, 64 usage.

mod arguments;
mod commands;
mod failure;
mod open;
mod output;
mod password;
mod progress;

use std::process::ExitCode;

use clap::Parser;

use arguments::Arguments;
use failure::Ending;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return failure::of_grammar(&error),
    };
    match commands::run(&arguments) {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::CheckFailed) => ExitCode::from(failure::CHECK_FAILED),
        Err(failure) => failure.report(),
    }
}
