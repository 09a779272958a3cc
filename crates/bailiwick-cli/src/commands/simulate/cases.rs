//! `bailiwick simulate --cases` and `--suite`: line in, line out, without a vault.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use bailiwick_app::command_line::{BundledCatalogue, CaseError, Suite, answer_case_line};
use bailiwick_app::error::CommandError;

use crate::failure::{Ending, Failure};
use crate::{output, progress};

/// Read in blocks of this size: most lines fit many times.
const BLOCK: usize = 1 << 18;

/// A suite beyond this is no suite: it is held in memory as a whole.
const LARGEST_SUITE: u64 = 1 << 30;

/// Answers every line, in order, as it comes.
pub(super) fn run_cases(path: &Path, check: bool) -> Result<Ending, Failure> {
    let (input, length) = input(path)?;
    let mut input = BufReader::with_capacity(BLOCK, input);
    let mut out = output::lines();
    let bar = progress::bytes(length);
    let mut line = Vec::new();
    let (mut errors, mut differ) = (false, false);
    loop {
        // Whoever waits for an answer before sending the next line gets it; otherwise in blocks.
        if input.buffer().is_empty() {
            out.flush()?;
        }
        line.clear();
        let count = match input.read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) => {
                out.flush()?;
                return Err(unreadable(path, &error));
            }
        };
        if let Some(bar) = &bar {
            bar.inc(count as u64);
        }
        let case = match std::str::from_utf8(&line) {
            Ok(text) => text.trim(),
            Err(error) => {
                errors = true;
                write_error(&mut out, "null", &not_text(error))?;
                continue;
            }
        };
        if case.is_empty() {
            continue;
        }
        let answer = answer_case_line(case, &BundledCatalogue);
        errors |= answer.is_error();
        differ |= answer.differs();
        writeln!(out, "{}", answer.to_json())?;
    }
    out.flush()?;
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    ending(errors, check && differ)
}

/// Answers every request of a suite.
pub(super) fn run_suite(path: &Path, decisions_only: bool) -> Result<Ending, Failure> {
    let (input, _) = input(path)?;
    let mut source = String::new();
    input
        .take(LARGEST_SUITE)
        .read_to_string(&mut source)
        .map_err(|error| unreadable(path, &error))?;
    let suite = Suite::read(&source, &BundledCatalogue).map_err(|error| {
        Failure::Refused(CommandError {
            code: error.code.to_owned(),
            message: error.message.clone(),
            help: error.help.clone().unwrap_or_default(),
            at: format!("{}, {}", path.display(), error.at),
        })
    })?;
    let mut out = output::lines();
    let mut errors = false;
    if decisions_only {
        suite.decide(|index, decision| match decision {
            Ok(decision) => {
                writeln!(
                    out,
                    r#"{{"id":{index},"decision":"{}"}}"#,
                    decision.as_str()
                )
            }
            Err(error) => {
                errors = true;
                write_error(&mut out, &index.to_string(), error)
            }
        })?;
    } else {
        suite.answer(&BundledCatalogue, |answer| {
            errors |= answer.is_error();
            writeln!(out, "{}", answer.to_json())
        })?;
    }
    out.flush()?;
    ending(errors, false)
}

fn write_error(out: &mut impl Write, id: &str, error: &CaseError) -> io::Result<()> {
    let error = serde_json::to_string(error).map_err(io::Error::other)?;
    writeln!(out, r#"{{"id":{id},"error":{error}}}"#)
}

fn not_text(error: std::str::Utf8Error) -> CaseError {
    let at = error.valid_up_to();
    CaseError {
        code: "not-json",
        message: "the line is not UTF-8 text".to_owned(),
        help: Some("save the file as UTF-8".to_owned()),
        at: format!("bytes {at}–{}", at.saturating_add(1)),
    }
}

/// A line in error outweighs a decision that differs: nobody knows what it would have been.
fn ending(errors: bool, differ: bool) -> Result<Ending, Failure> {
    match (errors, differ) {
        (true, _) => Err(Failure::SomeLines),
        (false, true) => Ok(Ending::CheckFailed),
        (false, false) => Ok(Ending::Done),
    }
}

/// A file with its length, or standard input.
fn input(path: &Path) -> Result<(Box<dyn Read>, Option<u64>), Failure> {
    if path == Path::new("-") {
        return Ok((Box::new(io::stdin().lock()), None));
    }
    let file = File::open(path).map_err(|error| unreadable(path, &error))?;
    let length = file
        .metadata()
        .ok()
        .filter(std::fs::Metadata::is_file)
        .map(|it| it.len());
    Ok((Box::new(file), length))
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let help = if error.kind() == io::ErrorKind::InvalidData {
        "the file must be UTF-8 text"
    } else {
        "check that it is there and that you may read it"
    };
    Failure::coded(
        "file-not-read",
        format!("the file was not read: {error}"),
        help,
    )
    .at(path.display().to_string())
}
