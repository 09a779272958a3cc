//! The hand-off: people, letters, files where the system's dialog says, records.

use bailiwick_app::contract::{AccountRequest, List, Nothing, Rows, RowsRequest, change, handoff};
use bailiwick_app::error::CommandError;
use tauri::{State, WebviewWindow};

use crate::shell::Shell;
use crate::{dialogs, mail_program};

/// What people could be given.
#[tauri::command]
pub(crate) async fn hand_off_people(
    shell: State<'_, Shell>,
    request: handoff::HandOffPeopleRequest,
) -> Result<List<handoff::HandOffPersonView>, CommandError> {
    let call = move |app: &bailiwick_app::App| app.hand_off_people(&request);
    shell.work("hand_off_people", call).await
}

/// Reads a pasted list of people.
#[tauri::command]
pub(crate) async fn read_people(
    shell: State<'_, Shell>,
    request: handoff::ReadPeopleRequest,
) -> Result<handoff::PeopleListView, CommandError> {
    let call = move |app: &bailiwick_app::App| app.read_people(&request);
    shell.work("read_people", call).await
}

/// Reads a list of people from a file that the system's dialog names. `null` when it was closed.
#[tauri::command]
pub(crate) async fn open_people_list(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: AccountRequest,
) -> Result<Option<handoff::PeopleListView>, CommandError> {
    let Some(path) = dialogs::open(&window, dialogs::PEOPLE).await? else {
        return Ok(None);
    };
    shell
        .work("open_people_list", move |app| {
            app.read_people_file(&request.account, &path).map(Some)
        })
        .await
}

/// The letters of each language, to be edited.
#[tauri::command]
pub(crate) async fn hand_off_texts(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<handoff::HandOffTextsView, CommandError> {
    let call = move |app: &bailiwick_app::App| app.hand_off_texts(&request);
    shell.work("hand_off_texts", call).await
}

/// What a hand-off would do.
#[tauri::command]
pub(crate) async fn preview_hand_off(
    shell: State<'_, Shell>,
    request: handoff::PreviewHandOffRequest,
) -> Result<handoff::HandOffPreviewView, CommandError> {
    let call = move |app: &bailiwick_app::App| app.preview_hand_off(&request);
    shell.work("preview_hand_off", call).await
}

/// Hands over. `null` when the dialog that asks where the files go was closed: then no secret was
/// read either.
#[tauri::command]
pub(crate) async fn hand_off(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: handoff::HandOffRequest,
) -> Result<Option<handoff::HandOffDoneView>, CommandError> {
    let asked = request.clone();
    let names = shell
        .work("hand_off", move |app| app.hand_off_files(&asked))
        .await?;
    let Some(place) = dialogs::where_to_hand_off(&window, &names).await? else {
        return Ok(None);
    };
    shell
        .work("hand_off", move |app| {
            app.hand_off(&request, place.as_place()).map(Some)
        })
        .await
}

/// Opens a letter in the system's mail program. The page names a user, never an address.
#[tauri::command]
pub(crate) async fn open_mail_draft(
    shell: State<'_, Shell>,
    request: handoff::MailtoRequest,
) -> Result<Nothing, CommandError> {
    shell
        .work("open_mail_draft", move |app| {
            let address = app.hand_off_mailto(&request)?;
            mail_program::open(&address).map(|()| Nothing {})
        })
        .await
}

/// A window of the records of hand-offs.
#[tauri::command]
pub(crate) async fn hand_offs(
    shell: State<'_, Shell>,
    request: RowsRequest,
) -> Result<Rows<handoff::HandOffRowView>, CommandError> {
    let call = move |app: &bailiwick_app::App| app.hand_offs(&request);
    shell.work("hand_offs", call).await
}

/// What waits to be done about hand-offs.
#[tauri::command]
pub(crate) async fn hand_off_reminders(
    shell: State<'_, Shell>,
    request: AccountRequest,
) -> Result<handoff::HandOffRemindersView, CommandError> {
    let call = move |app: &bailiwick_app::App| app.hand_off_reminders(&request);
    shell.work("hand_off_reminders", call).await
}

/// Notes how far hand-offs have come.
#[tauri::command]
pub(crate) async fn mark_hand_offs(
    shell: State<'_, Shell>,
    request: handoff::MarkHandOffsRequest,
) -> Result<change::DoneView, CommandError> {
    let call = move |app: &bailiwick_app::App| app.mark_hand_offs(&request);
    shell.work("mark_hand_offs", call).await
}
