//! `bailiwick expect`

use bailiwick_app::command_line::{ExpectationResults, read_expectations};

use super::{Page, lint};
use crate::arguments::ExpectArguments;
use crate::failure::{Ending, Failure};
use crate::{open, output};

pub(super) fn run(arguments: &ExpectArguments, json: bool) -> Result<Ending, Failure> {
    let data = arguments
        .file
        .as_ref()
        .is_some_and(|file| file.as_os_str() == "-");
    let password = arguments.source.password_file.as_ref();
    if data && password.is_some_and(|file| file.as_os_str() == "-") {
        return Err(Failure::usage(
            "`-` is given for the password and for the expectations",
            "name a file for one of them",
        ));
    }
    let lines = match &arguments.file {
        Some(file) => Some(read_expectations(
            &lint::read(file)?,
            &file.display().to_string(),
        )?),
        None => None,
    };
    let answer = open::in_source(&arguments.source, "asking", |app, source| match &lines {
        Some(lines) => app.expectations_hold(source, lines),
        None => app.kept_expectations_hold(source),
    })?;
    if json {
        output::json(&answer)?;
    } else {
        output::text(&words(&answer))?;
    }
    Ok(if answer.failed > 0 {
        Ending::CheckFailed
    } else {
        Ending::Done
    })
}

fn words(answer: &ExpectationResults) -> String {
    let mut page = Page::default();
    for result in &answer.results {
        if result.holds {
            page.line(&format!("holds   {}", result.name));
            continue;
        }
        let found = result
            .found
            .map_or_else(|| "nothing".to_owned(), |found| format!("{found:?}"));
        page.line(&format!(
            "FAILED  {}: expected {}, found {found}",
            result.name, result.expected
        ));
        page.line(&format!("    {}", result.sentence));
        if !result.note.is_empty() {
            page.line(&format!("    Note: {}", result.note));
        }
    }
    page.line(&format!(
        "{} of {} expectations hold.",
        answer.held,
        answer.results.len()
    ));
    page.text
}
