//! `bailiwick findings`

use bailiwick_app::App;
use bailiwick_app::command_line::{AccountFindings, counted};

use super::Page;
use crate::arguments::FindingsArguments;
use crate::failure::Failure;
use crate::{open, output};

pub(super) fn run(arguments: &FindingsArguments, json: bool) -> Result<(), Failure> {
    let answer = open::in_source(
        &arguments.source,
        "looking at the account",
        App::account_findings,
    )?;
    if json {
        return output::json(&answer);
    }
    output::text(&words(&answer))
}

fn words(answer: &AccountFindings) -> String {
    let mut page = Page::default();
    for finding in &answer.findings {
        page.line(&format!(
            "{}[{}]: {} {}: {}",
            finding.severity.as_str(),
            finding.code,
            finding.kind,
            finding.name,
            finding.reason
        ));
        for cure in &finding.changes {
            page.line(&format!("  help: {}", cure.sentence));
        }
    }
    match answer.findings.len() {
        0 => page.line("Nothing to look at."),
        count => page.line(&format!("{}.", counted(count, "finding"))),
    };
    page.text
}
