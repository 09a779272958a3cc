//! The gate: choosing, making, opening, checking and locking a vault.

use bailiwick_app::contract::{Nothing, vault};
use bailiwick_app::error::CommandError;
use tauri::{AppHandle, State, WebviewWindow};

use crate::dialogs;
use crate::shell::Shell;
use crate::window;

/// Where the window stands before anything else can be asked.
#[tauri::command]
pub(crate) async fn gate(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<vault::GateView, CommandError> {
    shell.work("gate", move |app| app.gate(&request)).await
}

/// How hard a vault's password is to guess.
#[tauri::command]
pub(crate) async fn password_strength(
    shell: State<'_, Shell>,
    request: vault::PasswordStrengthRequest,
) -> Result<vault::StrengthView, CommandError> {
    shell
        .work("password_strength", move |app| {
            app.password_strength(&request)
        })
        .await
}

/// Makes a vault and opens it.
#[tauri::command]
pub(crate) async fn create_vault(
    shell: State<'_, Shell>,
    request: vault::CreateVaultRequest,
) -> Result<vault::NewVaultView, CommandError> {
    shell
        .work("create_vault", move |app| app.create_vault(&request))
        .await
}

/// Chooses an existing vault; it stays locked.
#[tauri::command]
pub(crate) async fn open_vault(
    shell: State<'_, Shell>,
    request: vault::OpenVaultRequest,
) -> Result<vault::GateView, CommandError> {
    shell
        .work("open_vault", move |app| app.open_vault(&request))
        .await
}

/// Opens the chosen vault.
#[tauri::command]
pub(crate) async fn unlock(
    shell: State<'_, Shell>,
    request: vault::UnlockRequest,
) -> Result<vault::GateView, CommandError> {
    shell.work("unlock", move |app| app.unlock(&request)).await
}

/// Confirms that the person at the keyboard knows the password.
#[tauri::command]
pub(crate) async fn confirm_password(
    shell: State<'_, Shell>,
    request: vault::ConfirmPasswordRequest,
) -> Result<Nothing, CommandError> {
    shell
        .work("confirm_password", move |app| {
            app.confirm_password(&request)
        })
        .await
}

/// Changes the vault's password.
#[tauri::command]
pub(crate) async fn change_vault_password(
    shell: State<'_, Shell>,
    request: vault::ChangePasswordRequest,
) -> Result<Nothing, CommandError> {
    shell
        .work("change_vault_password", move |app| {
            app.change_vault_password(&request)
        })
        .await
}

/// Runs every check on the vault.
#[tauri::command]
pub(crate) async fn check_vault(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<vault::CheckView, CommandError> {
    shell
        .work("check_vault", move |app| app.check_vault(&request))
        .await
}

/// Lets a person choose a folder: where a new vault goes, or an existing vault's own.
///
/// `null` when the dialog was closed.
#[tauri::command]
pub(crate) async fn choose_vault_folder(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: vault::ChooseFolderRequest,
) -> Result<Option<vault::FolderView>, CommandError> {
    let Some(folder) = dialogs::choose_folder(&window, request.purpose).await? else {
        return Ok(None);
    };
    shell
        .work("choose_vault_folder", move |app| {
            Ok(Some(app.folder(&folder)))
        })
        .await
}

/// Locks the vault and ends the page with all that it showed. It runs on the window's own thread and
/// waits for nothing.
#[tauri::command]
#[expect(
    clippy::needless_pass_by_value,
    reason = "Tauri hands arguments over by value"
)]
pub(crate) fn lock(
    app: AppHandle,
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<vault::GateView, CommandError> {
    let gate = shell.lock(&request)?;
    window::forget(&app);
    Ok(gate)
}

/// Keeps a draft over a lock. A page keeps things while somebody types, and that is seen already.
#[tauri::command]
pub(crate) async fn keep_over_lock(
    shell: State<'_, Shell>,
    request: vault::KeepRequest,
) -> Result<Nothing, CommandError> {
    shell
        .quietly("keep_over_lock", move |app| app.keep_over_lock(&request))
        .await
}

/// What was kept.
#[tauri::command]
pub(crate) async fn kept_over_lock(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<Vec<vault::KeptView>, CommandError> {
    shell
        .quietly("kept_over_lock", move |app| app.kept_over_lock(&request))
        .await
}

/// Whether another process changed the vault. Asked by a timer, so it is no sign of life.
#[tauri::command]
pub(crate) async fn poll(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<vault::PollView, CommandError> {
    shell.quietly("poll", move |app| app.poll(&request)).await
}
