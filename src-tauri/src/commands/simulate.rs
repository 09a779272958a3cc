//! The simulator: who may do what, and why.

use bailiwick_app::contract::analyse::{self, ReportFormat};
use bailiwick_app::contract::{can, escalate, matrix, secret, simulate};
use bailiwick_app::error::CommandError;
use tauri::{State, WebviewWindow};

use crate::dialogs;
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

/// A message or an event, read into a question.
#[tauri::command]
pub(crate) async fn read_denial(
    shell: State<'_, Shell>,
    request: analyse::ReadDenialRequest,
) -> Result<analyse::DenialView, CommandError> {
    shell
        .work("read_denial", move |app| app.read_denial(&request))
        .await
}

/// Who can do something, and because of what.
#[tauri::command]
pub(crate) async fn who_can(
    shell: State<'_, Shell>,
    request: analyse::WhoCanRequest,
) -> Result<analyse::WhoCanView, CommandError> {
    shell
        .work("who_can", move |app| app.who_can(&request))
        .await
}

/// What one principal can do, and on which resources.
#[tauri::command]
pub(crate) async fn principal_can(
    shell: State<'_, Shell>,
    request: can::PrincipalCanRequest,
) -> Result<can::PrincipalCanView, CommandError> {
    shell
        .work("principal_can", move |app| app.principal_can(&request))
        .await
}

/// What the plan changes for everybody.
#[tauri::command]
pub(crate) async fn compare_states(
    shell: State<'_, Shell>,
    request: analyse::CompareRequest,
) -> Result<analyse::CompareView, CommandError> {
    shell
        .work("compare_states", move |app| app.compare_states(&request))
        .await
}

/// What should be looked at in an account.
#[tauri::command]
pub(crate) async fn findings(
    shell: State<'_, Shell>,
    request: analyse::FindingsRequest,
) -> Result<analyse::FindingsView, CommandError> {
    shell
        .work("findings", move |app| app.findings(&request))
        .await
}

/// How many findings there are.
#[tauri::command]
pub(crate) async fn finding_counts(
    shell: State<'_, Shell>,
    request: analyse::FindingsRequest,
) -> Result<analyse::FindingCountsView, CommandError> {
    shell
        .work("finding_counts", move |app| app.finding_counts(&request))
        .await
}

/// Who can become an administrator, and how.
#[tauri::command]
pub(crate) async fn escalations(
    shell: State<'_, Shell>,
    request: escalate::EscalationsRequest,
) -> Result<escalate::EscalationsView, CommandError> {
    shell
        .work("escalations", move |app| app.escalations(&request))
        .await
}

/// The map of an account.
#[tauri::command]
pub(crate) async fn account_map(
    shell: State<'_, Shell>,
    request: analyse::MapRequest,
) -> Result<analyse::MapView, CommandError> {
    shell
        .work("account_map", move |app| app.account_map(&request))
        .await
}

/// The smallest changes that would turn an answer round.
#[tauri::command]
pub(crate) async fn fix(
    shell: State<'_, Shell>,
    request: analyse::FixRequest,
) -> Result<analyse::FixView, CommandError> {
    shell.work("fix", move |app| app.fix(&request)).await
}

/// Who holds a policy, and by which way.
#[tauri::command]
pub(crate) async fn policy_holders(
    shell: State<'_, Shell>,
    request: analyse::HoldersRequest,
) -> Result<Vec<analyse::PolicyHolderView>, CommandError> {
    shell
        .work("policy_holders", move |app| app.policy_holders(&request))
        .await
}

/// The actions that a policy names.
#[tauri::command]
pub(crate) async fn policy_actions(
    shell: State<'_, Shell>,
    request: analyse::PolicyActionsRequest,
) -> Result<Vec<String>, CommandError> {
    shell
        .work("policy_actions", move |app| app.policy_actions(&request))
        .await
}

/// Resources that the account knows of.
#[tauri::command]
pub(crate) async fn search_resources(
    shell: State<'_, Shell>,
    request: analyse::SearchResourcesRequest,
) -> Result<Vec<analyse::ResourceView>, CommandError> {
    shell
        .work("search_resources", move |app| {
            app.search_resources(&request)
        })
        .await
}

/// Saves a matrix, where the system's dialog says. `null` when it was closed.
#[tauri::command]
pub(crate) async fn save_matrix(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: analyse::SaveMatrixRequest,
) -> Result<Option<secret::SavedView>, CommandError> {
    let kind = match request.format {
        ReportFormat::Html => dialogs::REPORT,
        ReportFormat::Csv => dialogs::TABLE,
        ReportFormat::Json => dialogs::DATA,
    };
    let file = shell
        .work("save_matrix", move |app| app.matrix_file(&request))
        .await?;
    dialogs::save(&shell, &window, file, kind).await
}
