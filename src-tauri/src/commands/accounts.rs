//! The accounts of the vault.

use bailiwick_app::contract::{AccountRequest, Nothing, account, change};
use bailiwick_app::error::CommandError;
use tauri::State;

use crate::shell::Shell;

/// The accounts of the vault.
#[tauri::command]
pub(crate) async fn accounts(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<Vec<account::AccountView>, CommandError> {
    shell
        .work("accounts", move |app| app.accounts(&request))
        .await
}

/// Adds an account.
#[tauri::command]
pub(crate) async fn create_account(
    shell: State<'_, Shell>,
    request: account::CreateAccountRequest,
) -> Result<change::DoneView, CommandError> {
    shell
        .work("create_account", move |app| app.create_account(&request))
        .await
}

/// What stands out in an account.
#[tauri::command]
pub(crate) async fn dashboard(
    shell: State<'_, Shell>,
    request: AccountRequest,
) -> Result<account::DashboardView, CommandError> {
    shell
        .work("dashboard", move |app| app.dashboard(&request))
        .await
}

/// What an account asks of its users' passwords.
#[tauri::command]
pub(crate) async fn password_policy(
    shell: State<'_, Shell>,
    request: AccountRequest,
) -> Result<account::PasswordPolicyView, CommandError> {
    shell
        .work("password_policy", move |app| app.password_policy(&request))
        .await
}

/// What an AWS account does not know yet.
#[tauri::command]
pub(crate) async fn pending(
    shell: State<'_, Shell>,
    request: AccountRequest,
) -> Result<Vec<account::PendingView>, CommandError> {
    shell
        .work("pending", move |app| app.pending(&request))
        .await
}
