//! Secrets, one at a time, and the hand-off to files and the clipboard.

use bailiwick_app::contract::secret;
use bailiwick_app::error::CommandError;
use tauri::{State, WebviewWindow};

use crate::dialogs;
use crate::shell::Shell;

/// Seconds until a copied secret leaves the clipboard.
const CLEAR_AFTER_SECONDS: u32 = 20;

/// One secret, for the screen.
#[tauri::command]
pub(crate) async fn reveal(
    shell: State<'_, Shell>,
    request: secret::RevealRequest,
) -> Result<secret::RevealedView, CommandError> {
    shell.work("reveal", move |app| app.reveal(&request)).await
}

/// Puts one secret on the clipboard; the page never sees it.
#[tauri::command]
pub(crate) async fn copy_secret(
    shell: State<'_, Shell>,
    request: secret::RevealRequest,
) -> Result<secret::CopiedView, CommandError> {
    let value = shell
        .work("copy_secret", move |app| app.reveal_for_copy(&request))
        .await?;
    shell.clipboard().hold(value, CLEAR_AFTER_SECONDS).await?;
    Ok(secret::CopiedView {
        clear_after_seconds: CLEAR_AFTER_SECONDS,
    })
}

/// Saves credentials as CSV, where the system's dialog says. `null` when it was closed: then no
/// secret was read either.
#[tauri::command]
pub(crate) async fn save_credentials(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: secret::SaveCredentialsRequest,
) -> Result<Option<secret::SavedView>, CommandError> {
    let asked = request.clone();
    let name = shell
        .work("save_credentials", move |app| {
            app.credentials_csv_name(&asked)
        })
        .await?;
    let Some(path) = dialogs::where_to_save(&window, &name, dialogs::CSV).await? else {
        return Ok(None);
    };
    shell
        .work("save_credentials", move |app| {
            let file = app.credentials_csv(&request)?;
            app.write_private_file(&path, &file).map(Some)
        })
        .await
}

/// Saves the sign-in instructions as an e-mail draft. `null` when the dialog was closed.
#[tauri::command]
pub(crate) async fn save_email_draft(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: secret::SaveDraftRequest,
) -> Result<Option<secret::SavedView>, CommandError> {
    let file = shell
        .work("save_email_draft", move |app| app.email_draft(&request))
        .await?;
    dialogs::save(&shell, &window, file, dialogs::EMAIL_DRAFT).await
}
