//! `bailiwick vault slots`, `recovery-key`, `rotate`, `backup`, `backups` and `restore`.

use std::path::Path;

use bailiwick_app::command_line::OUTPUT_LOST;
use bailiwick_app::contract::Nothing;
use bailiwick_app::contract::upkeep::{
    AddKeyFileRequest, BackupPreviewView, BackupView, PasswordRequest, RecoveryKeyView,
    RemoveSlotRequest, SlotKindView, SlotView,
};
use serde::Serialize;

use super::Page;
use crate::arguments::{
    BackupArguments, BackupsArguments, RestoreArguments, SlotsArguments, VaultFolder,
};
use crate::failure::Failure;
use crate::{open, output, password, progress};

#[derive(Serialize)]
struct Slots {
    slots: Vec<SlotView>,
}

#[derive(Serialize)]
struct NewKey<'a> {
    vault: &'a Path,
    /// Holds a secret: shown this once.
    recovery_key: &'a str,
    dropped: &'a [String],
}

#[derive(Serialize)]
struct BackedUp<'a> {
    backup: &'a Path,
    bytes: u64,
}

#[derive(Serialize)]
struct Backups {
    backups: Vec<BackupView>,
}

#[derive(Serialize)]
struct Preview<'a> {
    backup: &'a Path,
    #[serde(flatten)]
    holds: &'a BackupPreviewView,
}

#[derive(Serialize)]
struct Restored<'a> {
    vault: &'a Path,
    restored: bool,
}

pub(super) fn slots(arguments: &SlotsArguments, json: bool) -> Result<(), Failure> {
    let (app, password) = open::with_password(&arguments.vault)?;
    // The application receives the password again: who gets in is changed by whoever knows it.
    let again = || password.expose().clone();
    if let Some(file) = &arguments.add_key_file {
        let named = || {
            file.file_stem()
                .map(|name| name.to_string_lossy().into_owned())
        };
        let label = arguments.label.clone().or_else(named).unwrap_or_default();
        let request = AddKeyFileRequest {
            label,
            password: again(),
        };
        app.add_key_file(&request, file)?;
    }
    if let Some(id) = &arguments.remove {
        app.remove_slot(&RemoveSlotRequest {
            id: id.clone(),
            password: again(),
        })?;
    }
    let slots = app.vault_slots(&Nothing {})?.slots;
    if json {
        return output::json(&Slots { slots });
    }
    let rows: Vec<Vec<String>> = slots
        .iter()
        .map(|slot| {
            let kind = match slot.kind {
                SlotKindView::Password => "password",
                SlotKindView::RecoveryKey => "recovery key",
                SlotKindView::KeyFile => "key file",
                SlotKindView::Keychain => "keychain",
                SlotKindView::Unknown => "damaged",
            };
            [&slot.id, kind, &slot.made, &slot.label]
                .map(String::from)
                .to_vec()
        })
        .collect();
    output::text(&output::table(&["id", "opens with", "made", "name"], &rows))
}

pub(super) fn recovery_key(vault: &VaultFolder, json: bool) -> Result<(), Failure> {
    let (app, password) = open::with_password(vault)?;
    let made = {
        let _progress = progress::doing("wrapping the vault's key again");
        app.replace_recovery_key(&PasswordRequest {
            password: password.expose().clone(),
        })?
    };
    show_once(&vault.vault, &made, json)
}

pub(super) fn rotate(vault: &VaultFolder, json: bool) -> Result<(), Failure> {
    let (app, password) = open::with_password(vault)?;
    let made = {
        let _progress = progress::doing("encrypting the vault anew");
        app.rotate_key(&PasswordRequest {
            password: password.expose().clone(),
        })?
    };
    show_once(&vault.vault, &made, json)
}

/// The recovery key goes to whoever runs the command, and nowhere else.
fn show_once(vault: &Path, made: &RecoveryKeyView, json: bool) -> Result<(), Failure> {
    let shown = if json {
        output::json(&NewKey {
            vault,
            recovery_key: &made.recovery_key,
            dropped: &made.dropped,
        })
    } else {
        let mut page = Page::default();
        page.line("New recovery key, shown this once. The printed one opens nothing any more.");
        page.line(&format!("\n    {}", made.recovery_key));
        if !made.dropped.is_empty() {
            page.line(&format!(
                "\nTo be added again: {}.",
                made.dropped.join(", ")
            ));
        }
        output::text(&page.text)
    };
    shown.map_err(|failure| match failure {
        Failure::OutputClosed | Failure::Refused(_) => Failure::coded(
            OUTPUT_LOST,
            "the recovery key is replaced, but the new one could not be written",
            "run `bailiwick vault recovery-key` to make another one",
        )
        .at(vault.display().to_string()),
        other => other,
    })
}

pub(super) fn backup(arguments: &BackupArguments, json: bool) -> Result<(), Failure> {
    let (app, _) = open::with_password(&arguments.vault)?;
    let made = {
        let _progress = progress::doing("writing the backup and opening it");
        app.back_up(arguments.to.as_deref())?
    };
    if json {
        return output::json(&BackedUp {
            backup: &made.path,
            bytes: made.bytes,
        });
    }
    output::text(&format!(
        "Backup written, opened and checked: {} ({} bytes). It opens with today's password.",
        made.path.display(),
        made.bytes
    ))
}

pub(super) fn backups(arguments: &BackupsArguments, json: bool) -> Result<(), Failure> {
    let app = open::app();
    app.choose(&arguments.vault)?;
    if arguments.password_file.is_some() {
        app.unlock_with_password(&password::existing(arguments.password_file.as_deref())?)?;
    }
    let backups = app.backups(&Nothing {})?.backups;
    if json {
        return output::json(&Backups { backups });
    }
    let rows: Vec<Vec<String>> = backups
        .iter()
        .map(|backup| {
            let since = match (backup.entries_since, backup.other) {
                (Some(entries), _) => format!("{entries} entries later"),
                (None, true) => "of another vault, or one that went another way".to_owned(),
                (None, false) => String::new(),
            };
            let made = if backup.made.is_empty() {
                "?"
            } else {
                &backup.made
            };
            vec![
                made.to_owned(),
                backup.bytes.to_string(),
                backup.file.clone(),
                since,
            ]
        })
        .collect();
    output::text(&output::table(&["made", "bytes", "file", "since"], &rows))
}

pub(super) fn restore(arguments: &RestoreArguments, json: bool) -> Result<(), Failure> {
    let app = open::app();
    let Some(to) = &arguments.to else {
        let password = password::existing(arguments.password_file.as_deref())?;
        let holds = {
            let _progress = progress::doing("looking into the backup");
            app.preview_backup_at(&arguments.backup, &password)?
        };
        return preview(&arguments.backup, &holds, json);
    };
    {
        let _progress = progress::doing("restoring the backup");
        app.restore_backup_to(&arguments.backup, to)?;
    }
    if json {
        return output::json(&Restored {
            vault: to,
            restored: true,
        });
    }
    output::text(&format!(
        "Restored to {}. It opens with the password of the day the backup was made.",
        to.display()
    ))
}

fn preview(backup: &Path, holds: &BackupPreviewView, json: bool) -> Result<(), Failure> {
    if json {
        return output::json(&Preview { backup, holds });
    }
    let mut page = Page::default();
    page.line(&format!("The last entry is of {}.", holds.last));
    for account in &holds.accounts {
        page.line(&format!(
            "{}: {} users, {} groups, {} roles, {} policies of its own",
            account.name, account.users, account.groups, account.roles, account.policies
        ));
    }
    output::text(&page.text)
}
