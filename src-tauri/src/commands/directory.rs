//! Users, groups, roles and policies, as lists and one by one.

use bailiwick_app::contract::{EntityRequest, Rows, RowsRequest, directory};
use bailiwick_app::error::CommandError;
use tauri::State;

use crate::shell::Shell;

/// A window of the users.
#[tauri::command]
pub(crate) async fn users(
    shell: State<'_, Shell>,
    request: RowsRequest,
) -> Result<Rows<directory::UserRowView>, CommandError> {
    shell.work("users", move |app| app.users(&request)).await
}

/// One user.
#[tauri::command]
pub(crate) async fn user(
    shell: State<'_, Shell>,
    request: EntityRequest,
) -> Result<directory::UserView, CommandError> {
    shell.work("user", move |app| app.user(&request)).await
}

/// A window of the groups.
#[tauri::command]
pub(crate) async fn groups(
    shell: State<'_, Shell>,
    request: RowsRequest,
) -> Result<Rows<directory::GroupRowView>, CommandError> {
    shell.work("groups", move |app| app.groups(&request)).await
}

/// One group.
#[tauri::command]
pub(crate) async fn group(
    shell: State<'_, Shell>,
    request: EntityRequest,
) -> Result<directory::GroupView, CommandError> {
    shell.work("group", move |app| app.group(&request)).await
}

/// A window of the roles.
#[tauri::command]
pub(crate) async fn roles(
    shell: State<'_, Shell>,
    request: RowsRequest,
) -> Result<Rows<directory::RoleRowView>, CommandError> {
    shell.work("roles", move |app| app.roles(&request)).await
}

/// One role.
#[tauri::command]
pub(crate) async fn role(
    shell: State<'_, Shell>,
    request: EntityRequest,
) -> Result<directory::RoleView, CommandError> {
    shell.work("role", move |app| app.role(&request)).await
}

/// A window of the policies.
#[tauri::command]
pub(crate) async fn policies(
    shell: State<'_, Shell>,
    request: directory::PoliciesRequest,
) -> Result<Rows<directory::PolicyRowView>, CommandError> {
    shell
        .work("policies", move |app| app.policies(&request))
        .await
}

/// One policy.
#[tauri::command]
pub(crate) async fn policy(
    shell: State<'_, Shell>,
    request: directory::PolicyRequest,
) -> Result<directory::PolicyView, CommandError> {
    shell.work("policy", move |app| app.policy(&request)).await
}
