//! Multi-factor authentication, the whole person, the account as a whole, what stands out.

use bailiwick_app::contract::{
    AccountRequest, EntityRequest, Nothing, mfa, organization, person, posture, provider, rotation,
    secret,
};
use bailiwick_app::error::CommandError;
use tauri::{State, WebviewWindow};

use crate::dialogs;
use crate::shell::Shell;

/// Begins to set up an MFA device with the seed out of a picture that the system's dialog opens.
/// `null` when it was closed.
#[tauri::command]
pub(crate) async fn start_mfa_from_picture(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    request: mfa::StartMfaRequest,
) -> Result<Option<mfa::MfaSetupView>, CommandError> {
    let Some(path) = dialogs::open(&window, dialogs::QR_PICTURE).await? else {
        return Ok(None);
    };
    shell
        .work("start_mfa_from_picture", move |app| {
            app.start_mfa_from_picture(&request, &path).map(Some)
        })
        .await
}

/// Begins to set up an MFA device.
#[tauri::command]
pub(crate) async fn start_mfa(
    shell: State<'_, Shell>,
    request: mfa::StartMfaRequest,
) -> Result<mfa::MfaSetupView, CommandError> {
    shell
        .work("start_mfa", move |app| app.start_mfa(&request))
        .await
}

/// The QR code of a device being set up.
#[tauri::command]
pub(crate) async fn mfa_qr(
    shell: State<'_, Shell>,
    request: mfa::MfaSetupRequest,
) -> Result<mfa::MfaQrView, CommandError> {
    shell.work("mfa_qr", move |app| app.mfa_qr(&request)).await
}

/// Checks two codes and records the device.
#[tauri::command]
pub(crate) async fn finish_mfa(
    shell: State<'_, Shell>,
    request: mfa::MfaCodesRequest,
) -> Result<mfa::MfaDoneView, CommandError> {
    shell
        .work("finish_mfa", move |app| app.finish_mfa(&request))
        .await
}

/// Forgets a device that was not set up.
#[tauri::command]
pub(crate) async fn cancel_mfa(
    shell: State<'_, Shell>,
    request: mfa::MfaSetupRequest,
) -> Result<Nothing, CommandError> {
    shell
        .work("cancel_mfa", move |app| app.cancel_mfa(&request))
        .await
}

/// The QR code of a device that is set up, for its owner.
#[tauri::command]
pub(crate) async fn mfa_device_qr(
    shell: State<'_, Shell>,
    request: secret::RevealRequest,
) -> Result<mfa::MfaQrView, CommandError> {
    shell
        .work("mfa_device_qr", move |app| app.mfa_device_qr(&request))
        .await
}

/// The command that enables a device in AWS, with fresh codes.
#[tauri::command]
pub(crate) async fn mfa_enable_command(
    shell: State<'_, Shell>,
    request: secret::RevealRequest,
) -> Result<mfa::MfaCommandView, CommandError> {
    shell
        .work("mfa_enable_command", move |app| {
            app.mfa_enable_command(&request)
        })
        .await
}

/// What a person has, before the person leaves.
#[tauri::command]
pub(crate) async fn offboarding(
    shell: State<'_, Shell>,
    request: EntityRequest,
) -> Result<person::OffboardingView, CommandError> {
    shell
        .work("offboarding", move |app| app.offboarding(&request))
        .await
}

/// Alias, password policy and quotas.
#[tauri::command]
pub(crate) async fn account_settings(
    shell: State<'_, Shell>,
    request: AccountRequest,
) -> Result<provider::AccountSettingsView, CommandError> {
    shell
        .work("account_settings", move |app| {
            app.account_settings(&request)
        })
        .await
}

/// What a planned session could do.
#[tauri::command]
pub(crate) async fn try_session(
    shell: State<'_, Shell>,
    request: posture::TrySessionRequest,
) -> Result<Vec<posture::SessionAnswerView>, CommandError> {
    shell
        .work("try_session", move |app| app.try_session(&request))
        .await
}

/// How far the rotation of an access key has come.
#[tauri::command]
pub(crate) async fn key_rotation(
    shell: State<'_, Shell>,
    request: rotation::KeyRotationRequest,
) -> Result<rotation::KeyRotationView, CommandError> {
    shell
        .work("key_rotation", move |app| app.key_rotation(&request))
        .await
}

/// Who else signs people and programs in.
#[tauri::command]
pub(crate) async fn identity_providers(
    shell: State<'_, Shell>,
    request: AccountRequest,
) -> Result<provider::ProvidersView, CommandError> {
    shell
        .work("identity_providers", move |app| {
            app.identity_providers(&request)
        })
        .await
}

/// The resources whose policies and tags matter.
#[tauri::command]
pub(crate) async fn account_resources(
    shell: State<'_, Shell>,
    request: AccountRequest,
) -> Result<Vec<provider::AccountResourceView>, CommandError> {
    shell
        .work("account_resources", move |app| {
            app.account_resources(&request)
        })
        .await
}

/// The organization above the account.
#[tauri::command]
pub(crate) async fn organization(
    shell: State<'_, Shell>,
    request: AccountRequest,
) -> Result<Option<organization::OrganizationView>, CommandError> {
    shell
        .work("organization", move |app| app.organization(&request))
        .await
}

/// The security checks.
#[tauri::command]
pub(crate) async fn security_checks(
    shell: State<'_, Shell>,
    request: AccountRequest,
) -> Result<posture::PostureView, CommandError> {
    shell
        .work("security_checks", move |app| app.security_checks(&request))
        .await
}

/// A plan for temporary credentials.
#[tauri::command]
pub(crate) async fn plan_session(
    shell: State<'_, Shell>,
    request: posture::PlanSessionRequest,
) -> Result<posture::SessionView, CommandError> {
    shell
        .work("plan_session", move |app| app.plan_session(&request))
        .await
}
