//! The simulator: who may do what, and why.

use bailiwick_app::contract::{matrix, simulate};
use bailiwick_app::error::CommandError;
use tauri::State;

use crate::shell::Shell;

/// Actions whose name holds some text.
#[tauri::command]
pub(crate) async fn search_actions(
    shell: State<'_, Shell>,
    request: simulate::SearchActionsRequest,
) -> Result<Vec<simulate::ActionView>, CommandError> {
    shell
        .work("search_actions", move |app| app.search_actions(&request))
        .await
}

/// Principals whose name holds some text.
#[tauri::command]
pub(crate) async fn search_principals(
    shell: State<'_, Shell>,
    request: simulate::SearchPrincipalsRequest,
) -> Result<Vec<simulate::PrincipalView>, CommandError> {
    shell
        .work("search_principals", move |app| {
            app.search_principals(&request)
        })
        .await
}

/// The condition keys that matter to a question.
#[tauri::command]
pub(crate) async fn context_keys(
    shell: State<'_, Shell>,
    request: simulate::ContextKeysRequest,
) -> Result<Vec<simulate::ContextKeyView>, CommandError> {
    shell
        .work("context_keys", move |app| app.context_keys(&request))
        .await
}

/// Whether a principal may perform an action, and why.
#[tauri::command]
pub(crate) async fn simulate(
    shell: State<'_, Shell>,
    request: simulate::SimulationRequest,
) -> Result<simulate::SimulationView, CommandError> {
    shell
        .work("simulate", move |app| app.simulate(&request))
        .await
}

/// A window of many answers at once.
#[tauri::command]
pub(crate) async fn matrix(
    shell: State<'_, Shell>,
    request: matrix::MatrixRequest,
) -> Result<matrix::MatrixView, CommandError> {
    shell.work("matrix", move |app| app.matrix(&request)).await
}

/// What is in a whole matrix.
#[tauri::command]
pub(crate) async fn matrix_counts(
    shell: State<'_, Shell>,
    request: matrix::MatrixQuestion,
) -> Result<matrix::MatrixCountsView, CommandError> {
    shell
        .work("matrix_counts", move |app| app.matrix_counts(&request))
        .await
}

/// What the changes of a sandbox would do to everybody.
#[tauri::command]
pub(crate) async fn sandbox(
    shell: State<'_, Shell>,
    request: matrix::SandboxRequest,
) -> Result<matrix::SandboxView, CommandError> {
    shell
        .work("sandbox", move |app| app.sandbox(&request))
        .await
}
