//! Bringing an account in: always a plan first.

use bailiwick_app::contract::{Nothing, change, import};
use bailiwick_app::error::CommandError;
use tauri::{State, WebviewWindow};

use crate::dialogs;
use crate::shell::Shell;

/// Reads a file, chosen in the system's dialog, and plans its import: what it is, its content says.
/// `null` when the dialog was closed.
#[tauri::command]
pub(crate) async fn plan_import(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: import::PlanImportRequest,
) -> Result<Option<import::ImportPlanView>, CommandError> {
    let Some(path) = dialogs::import(&window).await? else {
        return Ok(None);
    };
    shell
        .work("plan_import", move |app| {
            app.plan_import(&request, &path).map(Some)
        })
        .await
}

/// The same for a folder of policy documents.
#[tauri::command]
pub(crate) async fn plan_import_folder(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: import::PlanImportRequest,
) -> Result<Option<import::ImportPlanView>, CommandError> {
    let Some(path) = dialogs::policies(&window).await? else {
        return Ok(None);
    };
    shell
        .work("plan_import_folder", move |app| {
            app.plan_import(&request, &path).map(Some)
        })
        .await
}

/// Opens another vault and plans the import of the accounts that this one does not hold.
#[tauri::command]
pub(crate) async fn plan_import_vault(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: import::PlanVaultImportRequest,
) -> Result<Option<import::ImportPlanView>, CommandError> {
    let Some(folder) = dialogs::other_vault(&window).await? else {
        return Ok(None);
    };
    shell
        .work("plan_import_vault", move |app| {
            app.plan_import_vault(&request, &folder).map(Some)
        })
        .await
}

/// How far the file at hand has been read.
#[tauri::command]
pub(crate) async fn import_progress(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<import::ImportProgressView, CommandError> {
    shell
        .quietly("import_progress", move |app| app.import_progress(&request))
        .await
}

/// Carries a plan out.
#[tauri::command]
pub(crate) async fn apply_import(
    shell: State<'_, Shell>,
    request: import::ApplyImportRequest,
) -> Result<change::DoneView, CommandError> {
    shell
        .work("apply_import", move |app| app.apply_import(&request))
        .await
}
