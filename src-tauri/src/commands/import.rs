//! Bringing an account in: always a plan first.

use bailiwick_app::contract::{change, import};
use bailiwick_app::error::CommandError;
use tauri::{State, WebviewWindow};

use crate::dialogs;
use crate::shell::Shell;

/// Reads an account file, chosen in the system's dialog, and plans its import. `null` when the
/// dialog was closed.
#[tauri::command]
pub(crate) async fn plan_import(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: import::PlanImportRequest,
) -> Result<Option<import::ImportPlanView>, CommandError> {
    let Some(path) = dialogs::open(&window, dialogs::JSON).await? else {
        return Ok(None);
    };
    shell
        .work("plan_import", move |app| {
            app.plan_import_file(&request, &path).map(Some)
        })
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
