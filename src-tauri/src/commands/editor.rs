//! The policy editor: one text as cards and as JSON, templates, trust policies and comparisons.

use bailiwick_app::contract::{AccountRequest, Nothing, editor};
use bailiwick_app::error::CommandError;
use tauri::State;

use crate::shell::Shell;

/// What the editor shows of a policy's text.
#[tauri::command]
pub(crate) async fn policy_editor(
    shell: State<'_, Shell>,
    request: editor::PolicyText,
) -> Result<editor::PolicyEditorView, CommandError> {
    shell
        .work("policy_editor", move |app| app.policy_editor(&request))
        .await
}

/// Alters a policy's text; nothing is recorded.
#[tauri::command]
pub(crate) async fn edit_policy(
    shell: State<'_, Shell>,
    request: editor::EditPolicyRequest,
) -> Result<editor::EditedPolicyView, CommandError> {
    shell
        .work("edit_policy", move |app| app.edit_policy(&request))
        .await
}

/// What could be written at a place of a policy's text.
#[tauri::command]
pub(crate) async fn policy_completions(
    shell: State<'_, Shell>,
    request: editor::CompletionsRequest,
) -> Result<editor::CompletionsView, CommandError> {
    shell
        .work("policy_completions", move |app| {
            app.policy_completions(&request)
        })
        .await
}

/// Every service of the catalogue.
#[tauri::command]
pub(crate) async fn policy_services(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<Vec<editor::ServiceNameView>, CommandError> {
    shell
        .work("policy_services", move |app| app.policy_services(&request))
        .await
}

/// Every service principal of the catalogue.
#[tauri::command]
pub(crate) async fn service_principals(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<Vec<String>, CommandError> {
    shell
        .work("service_principals", move |app| {
            app.service_principals(&request)
        })
        .await
}

/// The actions of a service by access level.
#[tauri::command]
pub(crate) async fn service_actions(
    shell: State<'_, Shell>,
    request: editor::ServiceActionsRequest,
) -> Result<editor::ServiceActionsView, CommandError> {
    shell
        .work("service_actions", move |app| app.service_actions(&request))
        .await
}

/// What resources and conditions a statement can have.
#[tauri::command]
pub(crate) async fn statement_choices(
    shell: State<'_, Shell>,
    request: editor::StatementChoicesRequest,
) -> Result<editor::StatementChoicesView, CommandError> {
    shell
        .work("statement_choices", move |app| {
            app.statement_choices(&request)
        })
        .await
}

/// Templates for the common wishes.
#[tauri::command]
pub(crate) async fn policy_templates(
    shell: State<'_, Shell>,
    request: AccountRequest,
) -> Result<Vec<editor::TemplateView>, CommandError> {
    shell
        .work("policy_templates", move |app| {
            app.policy_templates(&request)
        })
        .await
}

/// A template filled in, with what became of its promises.
#[tauri::command]
pub(crate) async fn fill_template(
    shell: State<'_, Shell>,
    request: editor::FillTemplateRequest,
) -> Result<editor::FilledTemplateView, CommandError> {
    shell
        .work("fill_template", move |app| app.fill_template(&request))
        .await
}

/// The trust policy of a new role.
#[tauri::command]
pub(crate) async fn trust_policy(
    shell: State<'_, Shell>,
    request: editor::TrustPolicyRequest,
) -> Result<editor::TrustPolicyView, CommandError> {
    shell
        .work("trust_policy", move |app| app.trust_policy(&request))
        .await
}

/// Two texts compared line by line.
#[tauri::command]
pub(crate) async fn diff_documents(
    shell: State<'_, Shell>,
    request: editor::TextDiffRequest,
) -> Result<editor::TextDiffView, CommandError> {
    shell
        .work("diff_documents", move |app| app.diff_documents(&request))
        .await
}

/// The identity providers that a role may trust.
#[tauri::command]
pub(crate) async fn trusted_providers(
    shell: State<'_, Shell>,
    request: AccountRequest,
) -> Result<Vec<editor::TrustedProviderView>, CommandError> {
    shell
        .work("trusted_providers", move |app| {
            app.trusted_providers(&request)
        })
        .await
}
