//! Taking an account out. No secret is in these files.

use bailiwick_app::contract::{export, secret};
use bailiwick_app::error::CommandError;
use tauri::{State, WebviewWindow};

use crate::dialogs::{self, FileKind};
use crate::shell::Shell;

/// Saves an account, or what is pending of it, where the system's dialog says. `null` when it was
/// closed.
#[tauri::command]
pub(crate) async fn save_account(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: export::SaveAccountRequest,
) -> Result<Option<secret::SavedView>, CommandError> {
    let kind: FileKind = match request.format {
        export::AccountFormat::AuthorizationDetails => ("Account file (JSON)", "json"),
        export::AccountFormat::CloudFormation => ("CloudFormation template", "yaml"),
        export::AccountFormat::Terraform => ("Terraform configuration", "tf"),
        export::AccountFormat::AwsCli => dialogs::SCRIPT,
    };
    let file = shell
        .work("save_account", move |app| app.export_account(&request))
        .await?;
    dialogs::save(&shell, &window, file, kind).await
}

/// A window of the credential report's rows.
#[tauri::command]
pub(crate) async fn credential_report(
    shell: State<'_, Shell>,
    request: export::ReportRequest,
) -> Result<export::CredentialReportView, CommandError> {
    shell
        .work("credential_report", move |app| {
            app.credential_report_rows(&request)
        })
        .await
}

/// Saves a credential report of what the vault knows. `null` when the dialog was closed.
#[tauri::command]
pub(crate) async fn save_credential_report(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: export::SaveReportRequest,
) -> Result<Option<secret::SavedView>, CommandError> {
    let file = shell
        .work("save_credential_report", move |app| {
            app.credential_report(&request)
        })
        .await?;
    dialogs::save(&shell, &window, file, ("Credential report (CSV)", "csv")).await
}

/// Saves the script that gathers a bundle, or its policy. `null` when the dialog was closed.
#[tauri::command]
pub(crate) async fn save_collect_script(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: export::SaveCollectScriptRequest,
) -> Result<Option<secret::SavedView>, CommandError> {
    let kind = if request.policy {
        dialogs::POLICY
    } else {
        dialogs::SCRIPT
    };
    let file = shell
        .work("save_collect_script", move |app| {
            Ok(app.collect_script(&request))
        })
        .await?;
    dialogs::save(&shell, &window, file, kind).await
}
