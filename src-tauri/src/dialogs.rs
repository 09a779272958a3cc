//! The system's file dialogs, opened from here so that the page never names a path to write to.

use std::path::PathBuf;

use bailiwick_app::contract::secret::SavedView;
use bailiwick_app::contract::vault::FolderPurpose;
use bailiwick_app::error::{Code, CommandError};
use bailiwick_app::{HandOffPlace, PrivateFile};
use tauri::WebviewWindow;
use tauri_plugin_dialog::{DialogExt as _, FileDialogBuilder, FilePath};

use crate::automation;
use crate::shell::Shell;

/// A kind of file: what the dialog calls it, and its extension.
pub(crate) type FileKind = (&'static str, &'static str);

/// Credentials.
pub(crate) const CSV: FileKind = ("Credentials (CSV)", "csv");
/// Sign-in instructions.
pub(crate) const EMAIL_DRAFT: FileKind = ("E-mail draft", "eml");
/// A list of people.
pub(crate) const PEOPLE: FileKind = ("People (CSV, text)", "csv");
/// A printed sheet.
const SHEET: FileKind = ("Sheet to print (HTML)", "html");
/// Something encrypted.
pub(crate) const ENCRYPTED: FileKind = ("Encrypted (age)", "age");
/// A report of the simulator.
pub(crate) const REPORT: FileKind = ("Report (HTML)", "html");
/// A table of the simulator.
pub(crate) const TABLE: FileKind = ("Table (CSV)", "csv");
/// Answers of the simulator for a program.
pub(crate) const DATA: FileKind = ("Answers (JSON)", "json");
/// Questions with the answers they shall have.
pub(crate) const EXPECTATIONS: FileKind = ("Expectations (JSON)", "json");
/// A script for the AWS CLI.
pub(crate) const SCRIPT: FileKind = ("Script for the AWS CLI", "sh");
/// A policy document.
pub(crate) const POLICY: FileKind = ("Policy (JSON)", "json");
/// A key that opens a vault.
pub(crate) const KEY_FILE: FileKind = ("Key file", "bailiwick-key");
/// What was done, by whom and when.
pub(crate) const JOURNAL: FileKind = ("Journal (JSON lines)", "ndjson");
/// The picture of a QR code.
pub(crate) const QR_PICTURE: FileKind = ("QR code (PNG)", "png");
/// A copy of a vault.
pub(crate) const BACKUP: FileKind = ("Backup of a vault", "bailiwick-backup");

/// Breached passwords, by their hashes.
pub(crate) const HASHES: FileKind = ("Hashes of breached passwords", "txt");

/// Asks where to save a file and writes it for its owner only. `None` when the dialog was closed.
pub(crate) async fn save(
    shell: &Shell,
    window: &WebviewWindow,
    file: PrivateFile,
    kind: FileKind,
) -> Result<Option<SavedView>, CommandError> {
    let Some(path) = where_to_save(window, &file.suggested_name, kind).await? else {
        return Ok(None);
    };
    shell
        .work("write_private_file", move |app| {
            app.write_private_file(&path, &file).map(Some)
        })
        .await
}

/// Asks where to save a file. `None` when the dialog was closed.
pub(crate) async fn where_to_save(
    window: &WebviewWindow,
    suggested_name: &str,
    (name, extension): FileKind,
) -> Result<Option<PathBuf>, CommandError> {
    if let Some(folder) = automation::save_folder() {
        return Ok(Some(folder.join(suggested_name)));
    }
    let dialog = dialog(window)
        .set_title("Save, readable by you only")
        .set_file_name(suggested_name)
        .add_filter(name, &[extension]);
    ask(move || dialog.blocking_save_file()).await
}

/// Where the files of a hand-off go, as a person said.
pub(crate) enum ChosenPlace {
    /// There are none.
    Nowhere,
    /// The one file.
    File(PathBuf),
    /// A new folder in this one.
    Folder(PathBuf),
}

impl ChosenPlace {
    /// The same for the application.
    pub(crate) fn as_place(&self) -> HandOffPlace<'_> {
        match self {
            Self::Nowhere => HandOffPlace::Nowhere,
            Self::File(path) => HandOffPlace::File(path),
            Self::Folder(path) => HandOffPlace::NewFolderIn(path),
        }
    }
}

/// Asks where the files of a hand-off go: one as any file, several into a folder. `None` when the
/// dialog was closed.
pub(crate) async fn where_to_hand_off(
    window: &WebviewWindow,
    names: &[String],
) -> Result<Option<ChosenPlace>, CommandError> {
    match names {
        [] => Ok(Some(ChosenPlace::Nowhere)),
        [name] => {
            let kinds = [EMAIL_DRAFT, SHEET, ENCRYPTED, CSV];
            let kind = kinds
                .into_iter()
                .find(|(_, extension)| name.ends_with(extension));
            let path = where_to_save(window, name, kind.unwrap_or(CSV)).await?;
            Ok(path.map(ChosenPlace::File))
        }
        _ => {
            if let Some(folder) = automation::save_folder() {
                return Ok(Some(ChosenPlace::Folder(folder)));
            }
            let dialog = dialog(window).set_title("Choose where the hand-off's folder goes");
            let path = ask(move || dialog.blocking_pick_folder()).await?;
            Ok(path.map(ChosenPlace::Folder))
        }
    }
}

/// Asks for a file to read. `None` when the dialog was closed.
pub(crate) async fn open(
    window: &WebviewWindow,
    (name, extension): FileKind,
) -> Result<Option<PathBuf>, CommandError> {
    if let Some(file) = automation::file_to_open() {
        return Ok(Some(file));
    }
    let dialog = dialog(window)
        .set_title(format!("Choose a file: {name}"))
        .add_filter(name, &[extension]);
    ask(move || dialog.blocking_pick_file()).await
}

/// Asks for a file to import, of whatever name: its content says what it is. `None` when the dialog
/// was closed.
pub(crate) async fn import(window: &WebviewWindow) -> Result<Option<PathBuf>, CommandError> {
    if let Some(file) = automation::file_to_open() {
        return Ok(Some(file));
    }
    let dialog = dialog(window).set_title("Choose a file to import");
    ask(move || dialog.blocking_pick_file()).await
}

/// Asks for a folder with policy documents. `None` when the dialog was closed.
pub(crate) async fn policies(window: &WebviewWindow) -> Result<Option<PathBuf>, CommandError> {
    if let Some(folder) = automation::file_to_open() {
        return Ok(Some(folder));
    }
    let dialog = dialog(window).set_title("Choose a folder with policy documents");
    ask(move || dialog.blocking_pick_folder()).await
}

/// Asks for the file with the key that opens an encrypted one, of whatever name. `None` when the
/// dialog was closed.
pub(crate) async fn identity(window: &WebviewWindow) -> Result<Option<PathBuf>, CommandError> {
    if let Some(file) = automation::identity_to_open() {
        return Ok(Some(file));
    }
    let dialog = dialog(window).set_title("Choose your identity file (age, or an SSH key)");
    ask(move || dialog.blocking_pick_file()).await
}

/// Asks for another vault, or for another copy of the open one. `None` when the dialog was closed.
pub(crate) async fn other_vault(window: &WebviewWindow) -> Result<Option<PathBuf>, CommandError> {
    if let Some(folder) = automation::file_to_open() {
        return Ok(Some(folder));
    }
    let dialog =
        dialog(window).set_title("Choose the other one (a folder whose name ends in .bailiwick)");
    ask(move || dialog.blocking_pick_folder()).await
}

/// Asks for a folder. `None` when the dialog was closed.
pub(crate) async fn choose_folder(
    window: &WebviewWindow,
    purpose: FolderPurpose,
) -> Result<Option<PathBuf>, CommandError> {
    if let Some(folder) = automation::vault_folder() {
        return Ok(Some(folder));
    }
    let title = match purpose {
        FolderPurpose::Create => "Choose where the new vault goes",
        FolderPurpose::Open => "Choose a vault (a folder whose name ends in .bailiwick)",
    };
    let dialog = dialog(window).set_title(title);
    ask(move || dialog.blocking_pick_folder()).await
}

fn dialog(window: &WebviewWindow) -> FileDialogBuilder<tauri::Wry> {
    window.dialog().file().set_parent(window)
}

/// Waits for a dialog on a thread that may wait.
async fn ask(
    dialog: impl FnOnce() -> Option<FilePath> + Send + 'static,
) -> Result<Option<PathBuf>, CommandError> {
    let broken = |why: String| {
        CommandError::new(Code::Internal, format!("the dialog gave no path: {why}"))
            .help("try again with a folder on this machine")
    };
    tauri::async_runtime::spawn_blocking(dialog)
        .await
        .map_err(|error| broken(error.to_string()))?
        .map(FilePath::into_path)
        .transpose()
        .map_err(|error| broken(error.to_string()))
}
