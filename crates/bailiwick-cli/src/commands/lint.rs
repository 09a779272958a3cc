//! `bailiwick lint`

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use bailiwick_app::command_line::{Finding, FindingSeverity, lint_policy};
use serde::Serialize;

use super::Page;
use crate::arguments::LintArguments;
use crate::failure::{Ending, Failure};
use crate::output;

#[derive(Serialize)]
struct Linted {
    files: Vec<LintedFile>,
}

#[derive(Serialize)]
struct LintedFile {
    file: String,
    findings: Vec<Finding>,
}

pub(super) fn run(arguments: &LintArguments, json: bool) -> Result<Ending, Failure> {
    let mut files = Vec::new();
    for path in &arguments.files {
        let source = read(path)?;
        files.push(LintedFile {
            file: path.display().to_string(),
            findings: lint_policy(&source, &arguments.policy_type),
        });
    }
    let failed = files
        .iter()
        .flat_map(|file| &file.findings)
        .any(|finding| finding.severity == FindingSeverity::Error);
    if json {
        output::json(&Linted { files })?;
    } else {
        output::text(&page(&files).text)?;
    }
    Ok(if failed {
        Ending::CheckFailed
    } else {
        Ending::Done
    })
}

fn page(files: &[LintedFile]) -> Page {
    let mut page = Page::default();
    for file in files {
        for it in &file.findings {
            page.line(&format!(
                "{}:{}:{}: {}[{}]: {}",
                file.file,
                it.line,
                it.column,
                it.severity.as_str(),
                it.check,
                it.message
            ));
            if let Some(help) = &it.help {
                page.line(&format!("  help: {help}"));
            }
        }
        if file.findings.is_empty() {
            page.line(&format!("{}: nothing to say", file.file));
        }
    }
    page
}

/// The text of a file; `-` is standard input.
pub(super) fn read(path: &Path) -> Result<String, Failure> {
    let bytes = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    let text = bytes.and_then(|bytes| {
        let invalid = |_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text");
        String::from_utf8(bytes).map_err(invalid)
    });
    let text = text.map_err(|error| {
        Failure::coded(
            "file-not-read",
            format!("the file was not read: {error}"),
            "check that it is there and that you may read it",
        )
        .at(path.display().to_string())
    })?;
    // A mark that some editors put before the text is no part of it.
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}
