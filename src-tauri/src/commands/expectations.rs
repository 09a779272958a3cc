//! Expectations: what becomes of them, their way out into a file and back.

use bailiwick_app::contract::{AccountRequest, Nothing, expect, secret};
use bailiwick_app::error::CommandError;
use tauri::{State, WebviewWindow};

use crate::dialogs;
use crate::shell::Shell;

/// What becomes of an account's expectations.
#[tauri::command]
pub(crate) async fn expectations(
    shell: State<'_, Shell>,
    request: expect::ExpectationsRequest,
) -> Result<expect::ExpectationsView, CommandError> {
    shell
        .work("expectations", move |app| app.expectations(&request))
        .await
}

/// Reads a file of expectations, chosen in the system's dialog. `null` when it was closed.
#[tauri::command]
pub(crate) async fn read_expectations(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: Nothing,
) -> Result<Option<expect::ReadExpectationsView>, CommandError> {
    let Nothing {} = request;
    let Some(path) = dialogs::open(&window, dialogs::EXPECTATIONS).await? else {
        return Ok(None);
    };
    shell
        .work("read_expectations", move |app| {
            app.read_expectations_file(&path).map(Some)
        })
        .await
}

/// Saves an account's expectations, where the system's dialog says. `null` when it was closed.
#[tauri::command]
pub(crate) async fn save_expectations(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: AccountRequest,
) -> Result<Option<secret::SavedView>, CommandError> {
    let file = shell
        .work("save_expectations", move |app| {
            app.expectations_file(&request)
        })
        .await?;
    dialogs::save(&shell, &window, file, dialogs::EXPECTATIONS).await
}
