//! What went wrong, on standard error: `error[code]: message`, a line of help, and where.

use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;

use bailiwick_app::command_line::USAGE;
use bailiwick_app::error::CommandError;

use crate::output::printable;

/// The exit status of a refusal or failure.
pub(crate) const FAILED: u8 = 1;
/// The exit status of a check that did not hold.
pub(crate) const CHECK_FAILED: u8 = 2;
/// The exit status of a usage error, as in `sysexits.h`.
pub(crate) const BAD_USAGE: u8 = 64;

/// The help of an error that brings none.
const LAST_HELP: &str = "correct it there; `bailiwick help` says what each command takes";

/// How a command ended well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// It did what was asked.
    Done,
    /// It did what was asked, and a check did not hold or a line was in error.
    CheckFailed,
}

/// Why a command did not do what was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The application refused.
    Refused(CommandError),
    /// What was checked is damaged: the refusal, and the status of a check that did not hold.
    Unsound(CommandError),
    /// Some lines were in error; each has said so in its place.
    SomeLines,
    /// Standard output was closed by its reader.
    OutputClosed,
}

impl Failure {
    /// A refusal with a code of the command line's own.
    pub(crate) fn coded(code: &str, message: impl Into<String>, help: &str) -> Self {
        Self::Refused(CommandError {
            code: code.to_owned(),
            message: message.into(),
            help: help.to_owned(),
            at: String::new(),
        })
    }

    /// Arguments that the grammar lets through and that make no sense together.
    pub(crate) fn usage(message: impl Into<String>, help: &str) -> Self {
        Self::coded(USAGE, message, help)
    }

    /// Adds where.
    pub(crate) fn at(mut self, place: impl Into<String>) -> Self {
        if let Self::Refused(error) | Self::Unsound(error) = &mut self {
            error.at = place.into();
        }
        self
    }

    /// Says it on standard error.
    pub(crate) fn report(&self) -> ExitCode {
        match self {
            Self::Refused(error) => {
                eprint(error);
                ExitCode::from(if error.code == USAGE {
                    BAD_USAGE
                } else {
                    FAILED
                })
            }
            Self::Unsound(error) => {
                eprint(error);
                ExitCode::from(CHECK_FAILED)
            }
            Self::SomeLines => ExitCode::from(FAILED),
            // Whoever read our output has seen enough.
            Self::OutputClosed => ExitCode::SUCCESS,
        }
    }
}

impl From<CommandError> for Failure {
    fn from(error: CommandError) -> Self {
        Self::Refused(error)
    }
}

impl From<io::Error> for Failure {
    /// A fault of standard output; files have messages of their own.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::OutputClosed;
        }
        Self::coded(
            "file-not-written",
            format!("standard output was not written: {error}"),
            "make room where the output goes, and run the command again",
        )
    }
}

/// What clap has to say: help and version are answers, everything else is a usage error.
pub(crate) fn of_grammar(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // A reader that closes the pipe has seen enough of the help.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let text = error.render().to_string();
    let text = text.strip_prefix("error: ").unwrap_or(&text);
    let (message, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut said = format!("error[{USAGE}]: {}\n", printable(message.trim_end()));
    for line in rest.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let line = line.strip_prefix("tip: ").unwrap_or(line);
        let _ = writeln!(said, "help: {}", printable(line));
    }
    write_stderr(&said);
    ExitCode::from(BAD_USAGE)
}

fn eprint(error: &CommandError) {
    let mut said = format!("error[{}]: {}\n", error.code, printable(&error.message));
    let help = if error.help.is_empty() {
        LAST_HELP
    } else {
        &error.help
    };
    let _ = writeln!(said, "help: {}", printable(help));
    if !error.at.is_empty() {
        let _ = writeln!(said, "at: {}", printable(&error.at));
    }
    write_stderr(&said);
}

/// Something worth knowing that stops nothing.
pub(crate) fn warn(message: &str) {
    write_stderr(&format!("warning: {}\n", printable(message)));
}

fn write_stderr(text: &str) {
    use io::Write as _;
    // Where standard error is closed there is nobody left to tell.
    let _ = io::stderr().write_all(text.as_bytes());
}
