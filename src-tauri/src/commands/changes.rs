//! Changes: preview, carry out, undo, and what was done.

use bailiwick_app::contract::{Rows, change, journal, matrix, secret};
use bailiwick_app::error::CommandError;
use tauri::{State, WebviewWindow};

use crate::dialogs;
use crate::shell::Shell;

/// What a proposal would change; nothing is changed.
#[tauri::command]
pub(crate) async fn preview(
    shell: State<'_, Shell>,
    request: change::ProposalRequest,
) -> Result<change::PreviewView, CommandError> {
    shell
        .work("preview", move |app| app.preview(&request))
        .await
}

/// Whose access a proposal would change; nothing is changed.
#[tauri::command]
pub(crate) async fn effects(
    shell: State<'_, Shell>,
    request: change::ProposalRequest,
) -> Result<Vec<matrix::EffectView>, CommandError> {
    shell
        .work("effects", move |app| app.effects(&request))
        .await
}

/// Carries a proposal out.
#[tauri::command]
pub(crate) async fn change(
    shell: State<'_, Shell>,
    request: change::ProposalRequest,
) -> Result<change::DoneView, CommandError> {
    shell.work("change", move |app| app.change(&request)).await
}

/// Whether a password obeys the account's password policy.
#[tauri::command]
pub(crate) async fn check_new_password(
    shell: State<'_, Shell>,
    request: change::CheckPasswordRequest,
) -> Result<change::PasswordCheckView, CommandError> {
    shell
        .work("check_new_password", move |app| {
            app.check_new_password(&request)
        })
        .await
}

/// Undoes an entry of the journal.
#[tauri::command]
pub(crate) async fn undo(
    shell: State<'_, Shell>,
    request: journal::UndoRequest,
) -> Result<change::DoneView, CommandError> {
    shell.work("undo", move |app| app.undo(&request)).await
}

/// A window of the journal.
#[tauri::command]
pub(crate) async fn journal(
    shell: State<'_, Shell>,
    request: journal::JournalRequest,
) -> Result<Rows<journal::JournalEntryView>, CommandError> {
    shell
        .work("journal", move |app| app.journal(&request))
        .await
}

/// A window of the journal's entries that are meant.
#[tauri::command]
pub(crate) async fn search_journal(
    shell: State<'_, Shell>,
    request: journal::JournalSearchRequest,
) -> Result<Rows<journal::JournalEntryView>, CommandError> {
    shell
        .work("search_journal", move |app| app.search_journal(&request))
        .await
}

/// Saves the entries that are meant. `null` when the dialog was closed.
#[tauri::command]
pub(crate) async fn save_journal(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: journal::JournalSearchRequest,
) -> Result<Option<secret::SavedView>, CommandError> {
    let file = shell
        .work("save_journal", move |app| app.journal_file(&request))
        .await?;
    dialogs::save(&shell, &window, file, dialogs::JOURNAL).await
}
