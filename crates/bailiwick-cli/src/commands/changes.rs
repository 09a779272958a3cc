//! `bailiwick changes export`, `import` and `merge`

use bailiwick_app::{
    ChangeOpener, ChangeReceivers, OfferedChanges, ParseRecipientError, Recipient,
};
use serde::Serialize;

use super::Page;
use crate::arguments::{ChangesCommand, Decision, ExportChanges, ImportChanges, MergeChanges};
use crate::failure::Failure;
use crate::{open, output, password, progress};

#[derive(Serialize)]
struct Exported<'a> {
    file: &'a std::path::Path,
}

#[derive(Serialize)]
struct Offered<'a> {
    who: &'a str,
    made: String,
    entries: &'a [String],
    clean: &'a [String],
    already: usize,
    conflicts: Vec<Conflict<'a>>,
    /// The journal entry that took them over; none when nothing was taken.
    taken: Option<u64>,
}

#[derive(Serialize)]
struct Conflict<'a> {
    id: &'a str,
    what: &'a str,
    how: &'a str,
}

pub(super) fn run(command: &ChangesCommand, json: bool) -> Result<(), Failure> {
    match command {
        ChangesCommand::Export(changes) => export(changes, json),
        ChangesCommand::Import(changes) => import(changes, json),
        ChangesCommand::Merge(changes) => merge(changes, json),
    }
}

fn export(arguments: &ExportChanges, json: bool) -> Result<(), Failure> {
    let recipients = arguments
        .encrypt_to
        .iter()
        .map(|key| key.parse())
        .collect::<Result<Vec<Recipient>, ParseRecipientError>>()
        .map_err(|error| {
            Failure::coded("invalid-field", error.to_string(), error.help()).at("--encrypt-to")
        })?;
    let passphrase = match &arguments.passphrase_file {
        Some(file) => Some(password::existing(Some(file))?),
        None => None,
    };
    let to = match &passphrase {
        Some(passphrase) => ChangeReceivers::Passphrase(passphrase),
        None => ChangeReceivers::Keys(&recipients),
    };
    let app = open::vault(&arguments.vault)?;
    let file = app.export_changes(arguments.since, &to)?;
    app.write_private_file(&arguments.out, &file)?;
    if json {
        return output::json(&Exported {
            file: &arguments.out,
        });
    }
    output::text(&format!("Changes written to {}.", arguments.out.display()))
}

fn import(arguments: &ImportChanges, json: bool) -> Result<(), Failure> {
    let reason = arguments.decision.in_spite_of_expectations.as_ref();
    let app = open::vault_in_spite(&arguments.vault, reason)?;
    let offered = match (&arguments.identity, &arguments.passphrase_file) {
        (Some(identity), _) => {
            let text = app.read_identity(identity)?;
            app.offered_changes(&arguments.file, &ChangeOpener::Identity(&text))?
        }
        (None, file) => {
            let passphrase = password::existing(file.as_deref())?;
            app.offered_changes(&arguments.file, &ChangeOpener::Passphrase(&passphrase))?
        }
    };
    decide(&app, &offered, &arguments.decision, json)
}

fn merge(arguments: &MergeChanges, json: bool) -> Result<(), Failure> {
    let reason = arguments.decision.in_spite_of_expectations.as_ref();
    let app = open::vault_in_spite(&arguments.vault, reason)?;
    let file = arguments
        .copy_password_file
        .as_ref()
        .or(arguments.vault.password_file.as_ref());
    let password = password::existing(file.map(std::path::PathBuf::as_path))?;
    let offered = {
        let _progress = progress::doing("comparing the two");
        app.offered_copy(&arguments.copy, &password)?
    };
    decide(&app, &offered, &arguments.decision, json)
}

fn decide(
    app: &bailiwick_app::App,
    offered: &OfferedChanges,
    decision: &Decision,
    json: bool,
) -> Result<(), Failure> {
    let taken = if decision.take {
        Some(app.take_changes(offered, &decision.theirs, "")?)
    } else {
        None
    };
    if json {
        return output::json(&Offered {
            who: &offered.who,
            made: offered.made.to_string(),
            entries: &offered.entries,
            clean: &offered.clean,
            already: offered.already,
            conflicts: offered
                .conflicts
                .iter()
                .map(|conflict| Conflict {
                    id: &conflict.id,
                    what: &conflict.what,
                    how: &conflict.how,
                })
                .collect(),
            taken,
        });
    }
    let mut page = Page::default();
    page.line(&format!("From {}, {}:", offered.who, offered.made));
    for entry in &offered.entries {
        page.line(&format!("  {entry}"));
    }
    for line in &offered.clean {
        page.line(line);
    }
    for conflict in &offered.conflicts {
        page.line(&format!(
            "CONFLICT {}  {}: {}",
            conflict.id, conflict.what, conflict.how
        ));
    }
    page.line(&match taken {
        Some(entry) => format!("Taken over as entry {entry} of the journal, which can be undone."),
        None => "Nothing was changed: `--take` takes it over, `--theirs ID` decides a conflict for them."
            .to_owned(),
    });
    output::text(&page.text)
}
