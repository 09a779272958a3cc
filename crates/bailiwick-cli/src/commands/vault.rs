//! `bailiwick vault …`

use std::path::Path;

use bailiwick_app::command_line::OUTPUT_LOST;
use bailiwick_app::contract::Nothing;
use bailiwick_app::contract::account::{AccountKindView, AccountView, CreateAccountRequest};
use bailiwick_app::contract::vault::CheckView;
use bailiwick_app::{App, Secret};
use serde::Serialize;

use super::{Page, upkeep};
use crate::arguments::{
    BreachedArguments, InVault, NewVaultArguments, PasswordArguments, VaultCommand, VaultFolder,
};
use crate::failure::{Ending, Failure};
use crate::{open, output, password, progress};

/// Codes of refusals that are themselves the outcome of a check.
const DAMAGED: &[&str] = &[
    "vault-envelope-damaged",
    "vault-envelope-tampered",
    "vault-database-damaged",
    "vault-database-inconsistent",
    "vault-journal-damaged",
    "vault-envelope-missing",
    "vault-database-missing",
];

#[derive(Serialize)]
struct Created<'a> {
    vault: &'a Path,
    account: &'a AccountView,
    /// Holds a secret: shown this once.
    recovery_key: &'a str,
}

#[derive(Serialize)]
struct PasswordChanged<'a> {
    vault: &'a Path,
    changed: bool,
}

pub(super) fn run(command: &VaultCommand, json: bool) -> Result<Ending, Failure> {
    match command {
        VaultCommand::Create(new) => create(new, json)?,
        VaultCommand::Check(vault) => return check(vault, json),
        VaultCommand::Password(change) => change_password(change, json)?,
        VaultCommand::Slots(slots) => upkeep::slots(slots, json)?,
        VaultCommand::RecoveryKey(vault) => upkeep::recovery_key(vault, json)?,
        VaultCommand::Rotate(vault) => upkeep::rotate(vault, json)?,
        VaultCommand::Backup(backup) => upkeep::backup(backup, json)?,
        VaultCommand::Backups(vault) => upkeep::backups(vault, json)?,
        VaultCommand::Restore(restore) => upkeep::restore(restore, json)?,
    }
    Ok(Ending::Done)
}

fn create(new: &NewVaultArguments, json: bool) -> Result<(), Failure> {
    let app = open::app();
    look_up_in(&app, &new.breached)?;
    let request = CreateAccountRequest {
        kind: if new.local {
            AccountKindView::Local
        } else {
            AccountKindView::Aws
        },
        account_id: new.account_id.clone(),
        alias: new.alias.clone().unwrap_or_default(),
        partition: new.partition.clone(),
    };
    let password = password::new(new.password_file.as_deref())?;
    let recovery_key = {
        let _progress = progress::doing("making the vault");
        app.create_vault_with_account(&new.folder, &password, &request)?
    };
    let account = open::find_account(&app, None)?;
    show_once(&new.folder, &account, &recovery_key, json).map_err(|failure| match failure {
        Failure::OutputClosed | Failure::Refused(_) => Failure::coded(
            OUTPUT_LOST,
            "the vault is made, but its recovery key could not be written",
            "remove the folder and make the vault again: the recovery key is shown only once",
        )
        .at(new.folder.display().to_string()),
        other => other,
    })
}

/// New passwords are looked up in a list, from here on and in this run only.
fn look_up_in(app: &App, breached: &BreachedArguments) -> Result<(), Failure> {
    if let Some(list) = &breached.breached_hashes {
        app.choose_breached_hashes(list)?;
    }
    Ok(())
}

/// The recovery key goes to whoever runs the command, and nowhere else.
fn show_once(
    folder: &Path,
    account: &AccountView,
    recovery_key: &Secret<String>,
    json: bool,
) -> Result<(), Failure> {
    let recovery_key = recovery_key.expose();
    if json {
        return output::json(&Created {
            vault: folder,
            account,
            recovery_key,
        });
    }
    let kind = match account.kind {
        AccountKindView::Aws => "AWS account",
        AccountKindView::Local => "local account",
    };
    output::text(&format!(
        "Vault {} made, with the {kind} {}.\n\n\
         Recovery key, shown this once. Print it or write it down, and keep it away from this\n\
         machine: with it the vault opens when the password is forgotten.\n\n    {recovery_key}\n",
        folder.display(),
        account.name,
    ))
}

fn check(vault: &VaultFolder, json: bool) -> Result<Ending, Failure> {
    let checked = checks(vault).map_err(|failure| match failure {
        Failure::Refused(error) if DAMAGED.contains(&error.code.as_str()) => {
            Failure::Unsound(error)
        }
        other => other,
    })?;
    if json {
        output::json(&checked)?;
    } else {
        let mut page = Page::default();
        for check in &checked.checks {
            let mark = if check.held { "ok    " } else { "FAILED" };
            page.line(&format!("{mark}  {}: {}", check.name, check.found));
        }
        page.line(if checked.sound {
            "Every check held."
        } else {
            "Some checks did not hold: restore a backup, or write down what is still readable."
        });
        output::text(&page.text)?;
    }
    Ok(if checked.sound {
        Ending::Done
    } else {
        Ending::CheckFailed
    })
}

fn checks(vault: &VaultFolder) -> Result<CheckView, Failure> {
    let app = open::vault(&in_vault(vault))?;
    let _progress = progress::doing("checking the vault");
    Ok(app.check_vault(&Nothing {})?)
}

fn change_password(change: &PasswordArguments, json: bool) -> Result<(), Failure> {
    let dash = Some(Path::new("-"));
    let both = [&change.vault.password_file, &change.new_password_file];
    if both.iter().all(|file| file.as_deref() == dash) {
        return Err(Failure::usage(
            "standard input can hold one of the two passwords, not both",
            "put one of them into a file",
        ));
    }
    let app = open::app();
    look_up_in(&app, &change.breached)?;
    app.choose(&change.vault.vault)?;
    let current = password::existing(change.vault.password_file.as_deref())?;
    {
        let _progress = progress::doing("opening the vault");
        app.unlock_with_password(&current)?;
    }
    let new = password::new(change.new_password_file.as_deref())?;
    {
        let _progress = progress::doing("wrapping the vault's key again");
        app.change_password(&current, &new)?;
    }
    if json {
        return output::json(&PasswordChanged {
            vault: &change.vault.vault,
            changed: true,
        });
    }
    output::text(
        "Password changed. The recovery key stays; backups made before keep the old password.",
    )
}

fn in_vault(vault: &VaultFolder) -> InVault {
    InVault {
        vault: vault.vault.clone(),
        password_file: vault.password_file.clone(),
        key_file: None,
    }
}
