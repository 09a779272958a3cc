//! `bailiwick journal`

use bailiwick_app::contract::journal::{JournalEntryView, JournalSearchRequest};
use serde::Serialize;

use super::Page;
use crate::arguments::JournalArguments;
use crate::failure::{Ending, Failure};
use crate::{open, output, progress};

/// The code of a chain that does not hold.
const DAMAGED: &str = "vault-journal-damaged";

#[derive(Serialize)]
struct Journal {
    /// How many entries were meant.
    total: u32,
    entries: Vec<JournalEntryView>,
}

#[derive(Serialize)]
struct Verified {
    verified: bool,
    entries: u64,
}

pub(super) fn run(arguments: &JournalArguments, json: bool) -> Result<Ending, Failure> {
    if arguments.verify {
        return verify(arguments, json);
    }
    let app = open::vault(&arguments.vault)?;
    let wanted = if arguments.limit == 0 {
        u32::MAX
    } else {
        arguments.limit
    };
    let mut entries: Vec<JournalEntryView> = Vec::new();
    let total = loop {
        let offset = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        let request = JournalSearchRequest {
            entity: String::new(),
            kind: arguments.kind.clone().unwrap_or_default(),
            text: arguments.find.clone().unwrap_or_default(),
            offset,
            limit: wanted.saturating_sub(offset),
        };
        let window = app.search_journal(&request)?;
        let last = window.rows.is_empty();
        entries.extend(window.rows);
        if last || entries.len() >= wanted as usize || entries.len() >= window.matching as usize {
            break window.matching;
        }
    };
    if json {
        output::json(&Journal { total, entries })?;
        return Ok(Ending::Done);
    }
    let mut page = Page::default();
    for entry in &entries {
        page.line(&format!(
            "{:>5}  {}  {}  {}",
            entry.sequence, entry.at, entry.who, entry.sentence
        ));
    }
    if entries.len() < total as usize {
        page.line(&format!("The newest {} of {total} entries.", entries.len()));
    }
    output::text(&page.text)?;
    Ok(Ending::Done)
}

fn verify(arguments: &JournalArguments, json: bool) -> Result<Ending, Failure> {
    let verified = open::vault(&arguments.vault).and_then(|app| {
        let _progress = progress::doing("verifying the journal");
        Ok(app.verify_journal()?)
    });
    let verified = verified.map_err(|failure| match failure {
        Failure::Refused(error) if error.code == DAMAGED => Failure::Unsound(error),
        other => other,
    })?;
    if json {
        output::json(&Verified {
            verified: true,
            entries: verified.entries,
        })?;
    } else {
        output::text(&format!("The journal holds: {} entries.", verified.entries))?;
    }
    Ok(Ending::Done)
}
