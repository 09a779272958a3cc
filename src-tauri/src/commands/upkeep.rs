//! The upkeep of a vault: slots, keys, backups; and this machine's settings.

use bailiwick_app::contract::{Nothing, secret, upkeep, vault};
use bailiwick_app::error::CommandError;
use tauri::{State, WebviewWindow};

use crate::dialogs;
use crate::shell::Shell;

/// How far long work is. Asked by a timer, so it is no sign of life.
#[tauri::command]
pub(crate) async fn work(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<upkeep::WorkView, CommandError> {
    shell.quietly("work", move |app| app.work(&request)).await
}

/// Gives long work up, if it still can be.
#[tauri::command]
pub(crate) async fn give_up(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<Nothing, CommandError> {
    shell
        .work("give_up", move |app| app.give_up(&request))
        .await
}

/// Makes a key file where the system's dialog says. `null` when it was closed: then nothing was
/// made.
#[tauri::command]
pub(crate) async fn add_key_file(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: upkeep::AddKeyFileRequest,
) -> Result<Option<secret::SavedView>, CommandError> {
    let asked = request.clone();
    let name = shell
        .work("add_key_file", move |app| app.key_file_name(&asked))
        .await?;
    let Some(path) = dialogs::where_to_save(&window, &name, dialogs::KEY_FILE).await? else {
        return Ok(None);
    };
    shell
        .work("add_key_file", move |app| {
            app.add_key_file(&request, &path).map(Some)
        })
        .await
}

/// Opens the chosen vault with a key file from the system's dialog. `null` when it was closed.
#[tauri::command]
pub(crate) async fn unlock_with_key_file(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: Nothing,
) -> Result<Option<vault::GateView>, CommandError> {
    let Nothing {} = request;
    let Some(path) = dialogs::open(&window, dialogs::KEY_FILE).await? else {
        return Ok(None);
    };
    shell
        .work("unlock_with_key_file", move |app| {
            app.unlock_with_key_file(&path).map(Some)
        })
        .await
}

/// Makes a backup in the vault's own folder.
#[tauri::command]
pub(crate) async fn back_up(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<secret::SavedView, CommandError> {
    let Nothing {} = request;
    shell
        .work("back_up", bailiwick_app::App::back_up_here)
        .await
}

/// Makes a backup where the system's dialog says. `null` when it was closed.
#[tauri::command]
pub(crate) async fn back_up_elsewhere(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: Nothing,
) -> Result<Option<secret::SavedView>, CommandError> {
    let name = shell
        .work("back_up_elsewhere", move |app| app.backup_name(&request))
        .await?;
    let Some(path) = dialogs::where_to_save(&window, &name, dialogs::BACKUP).await? else {
        return Ok(None);
    };
    shell
        .work("back_up_elsewhere", move |app| {
            app.back_up_to(&path).map(Some)
        })
        .await
}

/// Lets a person choose a backup that lies elsewhere. `null` when the dialog was closed.
#[tauri::command]
pub(crate) async fn choose_backup(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: Nothing,
) -> Result<Option<upkeep::BackupView>, CommandError> {
    let Nothing {} = request;
    let Some(path) = dialogs::open(&window, dialogs::BACKUP).await? else {
        return Ok(None);
    };
    shell
        .work("choose_backup", move |app| app.backup_at(&path).map(Some))
        .await
}

/// What can open the vault.
#[tauri::command]
pub(crate) async fn vault_slots(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<upkeep::SlotsView, CommandError> {
    shell
        .work("vault_slots", move |app| app.vault_slots(&request))
        .await
}

/// Has this machine's keychain open the vault.
#[tauri::command]
pub(crate) async fn add_keychain(
    shell: State<'_, Shell>,
    request: upkeep::PasswordRequest,
) -> Result<upkeep::SlotsView, CommandError> {
    shell
        .work("add_keychain", move |app| app.add_keychain(&request))
        .await
}

/// Removes a way in.
#[tauri::command]
pub(crate) async fn remove_slot(
    shell: State<'_, Shell>,
    request: upkeep::RemoveSlotRequest,
) -> Result<upkeep::SlotsView, CommandError> {
    shell
        .work("remove_slot", move |app| app.remove_slot(&request))
        .await
}

/// Makes another recovery key, shown this once.
#[tauri::command]
pub(crate) async fn replace_recovery_key(
    shell: State<'_, Shell>,
    request: upkeep::PasswordRequest,
) -> Result<upkeep::RecoveryKeyView, CommandError> {
    shell
        .work("replace_recovery_key", move |app| {
            app.replace_recovery_key(&request)
        })
        .await
}

/// Encrypts the vault anew under another key.
#[tauri::command]
pub(crate) async fn rotate_key(
    shell: State<'_, Shell>,
    request: upkeep::PasswordRequest,
) -> Result<upkeep::RecoveryKeyView, CommandError> {
    shell
        .work("rotate_key", move |app| app.rotate_key(&request))
        .await
}

/// Opens the chosen vault with what this machine's keychain keeps.
#[tauri::command]
pub(crate) async fn unlock_with_keychain(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<vault::GateView, CommandError> {
    shell
        .work("unlock_with_keychain", move |app| {
            app.unlock_with_keychain(&request)
        })
        .await
}

/// The vault's backups, newest first.
#[tauri::command]
pub(crate) async fn backups(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<upkeep::BackupsView, CommandError> {
    shell
        .work("backups", move |app| app.backups(&request))
        .await
}

/// Looks into a backup.
#[tauri::command]
pub(crate) async fn preview_backup(
    shell: State<'_, Shell>,
    request: upkeep::PreviewBackupRequest,
) -> Result<upkeep::BackupPreviewView, CommandError> {
    shell
        .work("preview_backup", move |app| app.preview_backup(&request))
        .await
}

/// Makes a vault of a backup beside the one that is there, and chooses it.
#[tauri::command]
pub(crate) async fn restore_backup(
    shell: State<'_, Shell>,
    request: upkeep::RestoreBackupRequest,
) -> Result<vault::GateView, CommandError> {
    shell
        .work("restore_backup", move |app| app.restore_backup(&request))
        .await
}

/// This machine's settings.
#[tauri::command]
pub(crate) async fn settings(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<upkeep::SettingsView, CommandError> {
    shell
        .work("settings", move |app| app.settings(&request))
        .await
}

/// Changes this machine's settings.
#[tauri::command]
pub(crate) async fn change_settings(
    shell: State<'_, Shell>,
    request: upkeep::ChangeSettingsRequest,
) -> Result<upkeep::SettingsView, CommandError> {
    shell
        .work("change_settings", move |app| app.change_settings(&request))
        .await
}

/// Chooses the list of breached passwords in the system's dialog. `null` when it was closed.
#[tauri::command]
pub(crate) async fn choose_breached_hashes(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: Nothing,
) -> Result<Option<upkeep::SettingsView>, CommandError> {
    let Nothing {} = request;
    let Some(path) = dialogs::open(&window, dialogs::HASHES).await? else {
        return Ok(None);
    };
    shell
        .work("choose_breached_hashes", move |app| {
            app.choose_breached_hashes(&path).map(Some)
        })
        .await
}

/// Looks passwords up no longer.
#[tauri::command]
pub(crate) async fn forget_breached_hashes(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<upkeep::SettingsView, CommandError> {
    shell
        .work("forget_breached_hashes", move |app| {
            app.forget_breached_hashes(&request)
        })
        .await
}

/// A person says that the vault is right as it is.
#[tauri::command]
pub(crate) async fn accept_state(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<Nothing, CommandError> {
    shell
        .work("accept_state", move |app| app.accept_state(&request))
        .await
}
