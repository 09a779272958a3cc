//! `bailiwick expect`

use bailiwick_app::command_line::{ExpectationResults, read_expectations};

use super::{Page, lint};
use crate::arguments::ExpectArguments;
use crate::failure::{Ending, Failure};
use crate::{open, output};

pub(super) fn run(arguments: &ExpectArguments, json: bool) -> Result<Ending, Failure> {
    let data = arguments.file.as_os_str() == "-";
    let password = arguments.source.password_file.as_ref();
    if data && password.is_some_and(|file| file.as_os_str() == "-") {
        return Err(Failure::usage(
            "`-` is given for the password and for the expectations",
            "name a file for one of them",
        ));
    }
    let text = lint::read(&arguments.file)?;
    let lines = read_expectations(&text, &arguments.file.display().to_string())?;
    let answer = open::in_source(&arguments.source, "asking", |app, source| {
        app.expectations_hold(source, &lines)
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
