//! Several admins: changes out to the others, and theirs in.

use bailiwick_app::contract::{change, secret, share};
use bailiwick_app::error::CommandError;
use tauri::{State, WebviewWindow};

use crate::dialogs;
use crate::shell::Shell;

/// Writes changes for the other admins where the system's dialog says. `null` when it was closed.
#[tauri::command]
pub(crate) async fn save_changes(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: share::SaveChangesRequest,
) -> Result<Option<secret::SavedView>, CommandError> {
    let file = shell
        .work("save_changes", move |app| app.save_changes(&request))
        .await?;
    dialogs::save(&shell, &window, file, dialogs::ENCRYPTED).await
}

/// Opens a file of another admin's changes and, without a passphrase, the identity that opens it.
/// `null` when a dialog was closed.
#[tauri::command]
pub(crate) async fn open_changes(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: share::OpenChangesRequest,
) -> Result<Option<share::OfferedChangesView>, CommandError> {
    let Some(path) = dialogs::open(&window, dialogs::ENCRYPTED).await? else {
        return Ok(None);
    };
    let identity = if request.passphrase.is_empty() {
        let Some(identity) = dialogs::identity(&window).await? else {
            return Ok(None);
        };
        Some(identity)
    } else {
        None
    };
    shell
        .work("open_changes", move |app| {
            app.open_changes(&request, &path, identity.as_deref())
                .map(Some)
        })
        .await
}

/// Compares the vault with another copy of it. `null` when the dialog was closed.
#[tauri::command]
pub(crate) async fn compare_copy(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: share::CompareCopyRequest,
) -> Result<Option<share::OfferedChangesView>, CommandError> {
    let Some(folder) = dialogs::other_vault(&window).await? else {
        return Ok(None);
    };
    shell
        .work("compare_copy", move |app| {
            app.compare_copy(&request, &folder).map(Some)
        })
        .await
}

/// Takes offered changes over.
#[tauri::command]
pub(crate) async fn take_changes(
    shell: State<'_, Shell>,
    request: share::TakeChangesRequest,
) -> Result<change::DoneView, CommandError> {
    shell
        .work("take_changes", move |app| app.take_offer(&request))
        .await
}
