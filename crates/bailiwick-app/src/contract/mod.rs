//! What the window may ask and what it is told: every command with its request and its answer,
//! declared once.
//!
//! Requests carry raw strings and are parsed behind this boundary into field errors, because a
//! type that refuses to deserialise would bypass our messages. Answers end in `View` and hold no
//! secret, with three exceptions that say so: [`vault::NewVaultView`], [`upkeep::RecoveryKeyView`] and
//! [`secret::RevealedView`].
//! `ui/src/ipc/contract.ts` is written from this module by `tests.rs`; a stale file fails there.

pub mod account;
pub mod analyse;
pub mod can;
pub mod change;
pub mod credentials;
pub mod directory;
pub mod editor;
pub mod escalate;
pub mod expect;
pub mod export;
pub mod handoff;
pub mod import;
pub mod journal;
pub mod matrix;
pub mod mfa;
pub mod organization;
pub mod person;
pub mod posture;
pub mod provider;
pub mod rotation;
pub mod secret;
pub mod share;
pub mod simulate;
pub mod upkeep;
pub mod vault;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// A request without content.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Nothing {}

/// Where a table looks: text to find, a column to sort by, and the window of rows.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct RowsRequest {
    /// The account whose rows are asked for.
    pub account: String,
    /// Text that a row must contain, without case, in any column; empty for all.
    #[serde(default)]
    pub filter: String,
    /// The column to sort by, as the view's field is named; unknown columns sort by name.
    #[serde(default)]
    pub sort: String,
    /// Sort the other way round.
    #[serde(default)]
    pub descending: bool,
    /// The first row of the window.
    #[serde(default)]
    pub offset: u32,
    /// How many rows at most (500 is the ceiling).
    #[serde(default)]
    pub limit: u32,
}

/// A window of rows, and how many there are.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Rows<T> {
    /// How many rows the account has.
    pub total: u32,
    /// How many of them the filter leaves.
    pub matching: u32,
    /// The window.
    pub rows: Vec<T>,
}

/// One thing of one account.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct EntityRequest {
    /// The account.
    pub account: String,
    /// The thing's local id.
    pub id: String,
}

/// One account.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct AccountRequest {
    /// The account's local id.
    pub account: String,
}

/// A list in an answer: TypeScript's generator wants a named type.
pub type List<T> = Vec<T>;

/// Declares the commands: the names in [`COMMANDS`] and, for the tests, their TypeScript.
macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident($request:ty) -> $view:ty;)+) => {
        /// The name of every command of the window, in the order of the declaration.
        pub const COMMANDS: &[&str] = &[$(stringify!($name)),+];

        #[cfg(test)]
        fn command_signatures(config: &ts_rs::Config) -> Vec<(&'static str, String, String)> {
            vec![$((stringify!($name), <$request as TS>::name(config), <$view as TS>::name(config))),+]
        }

        #[cfg(test)]
        fn command_declarations(config: &ts_rs::Config) -> std::collections::BTreeMap<String, String> {
            let mut found = std::collections::BTreeMap::new();
            $(tests::declare::<$request>(config, &mut found);
              tests::declare::<$view>(config, &mut found);)+
            tests::declare::<crate::error::CommandError>(config, &mut found);
            found
        }
    };
}

commands! {
    // The gate.
    gate(Nothing) -> vault::GateView;
    choose_vault_folder(vault::ChooseFolderRequest) -> Option<vault::FolderView>;
    password_strength(vault::PasswordStrengthRequest) -> vault::StrengthView;
    create_vault(vault::CreateVaultRequest) -> vault::NewVaultView;
    open_vault(vault::OpenVaultRequest) -> vault::GateView;
    unlock(vault::UnlockRequest) -> vault::GateView;
    lock(Nothing) -> vault::GateView;
    confirm_password(vault::ConfirmPasswordRequest) -> Nothing;
    change_vault_password(vault::ChangePasswordRequest) -> Nothing;
    check_vault(Nothing) -> vault::CheckView;
    poll(Nothing) -> vault::PollView;
    keep_over_lock(vault::KeepRequest) -> Nothing;
    kept_over_lock(Nothing) -> Vec<vault::KeptView>;

    // The vault's upkeep, and this machine's settings.
    work(Nothing) -> upkeep::WorkView;
    give_up(Nothing) -> Nothing;
    vault_slots(Nothing) -> upkeep::SlotsView;
    add_key_file(upkeep::AddKeyFileRequest) -> Option<secret::SavedView>;
    add_keychain(upkeep::PasswordRequest) -> upkeep::SlotsView;
    remove_slot(upkeep::RemoveSlotRequest) -> upkeep::SlotsView;
    replace_recovery_key(upkeep::PasswordRequest) -> upkeep::RecoveryKeyView;
    rotate_key(upkeep::PasswordRequest) -> upkeep::RecoveryKeyView;
    unlock_with_key_file(Nothing) -> Option<vault::GateView>;
    unlock_with_keychain(Nothing) -> vault::GateView;
    backups(Nothing) -> upkeep::BackupsView;
    back_up(Nothing) -> secret::SavedView;
    back_up_elsewhere(Nothing) -> Option<secret::SavedView>;
    choose_backup(Nothing) -> Option<upkeep::BackupView>;
    preview_backup(upkeep::PreviewBackupRequest) -> upkeep::BackupPreviewView;
    restore_backup(upkeep::RestoreBackupRequest) -> vault::GateView;
    settings(Nothing) -> upkeep::SettingsView;
    change_settings(upkeep::ChangeSettingsRequest) -> upkeep::SettingsView;
    choose_breached_hashes(Nothing) -> Option<upkeep::SettingsView>;
    forget_breached_hashes(Nothing) -> upkeep::SettingsView;
    accept_state(Nothing) -> Nothing;

    // Accounts.
    accounts(Nothing) -> List<account::AccountView>;
    create_account(account::CreateAccountRequest) -> change::DoneView;
    dashboard(AccountRequest) -> account::DashboardView;
    password_policy(AccountRequest) -> account::PasswordPolicyView;

    // The directory.
    users(RowsRequest) -> Rows<directory::UserRowView>;
    user(EntityRequest) -> directory::UserView;
    groups(RowsRequest) -> Rows<directory::GroupRowView>;
    group(EntityRequest) -> directory::GroupView;
    roles(RowsRequest) -> Rows<directory::RoleRowView>;
    role(EntityRequest) -> directory::RoleView;
    policies(directory::PoliciesRequest) -> Rows<directory::PolicyRowView>;
    policy(directory::PolicyRequest) -> directory::PolicyView;

    // Changes.
    preview(change::ProposalRequest) -> change::PreviewView;
    change(change::ProposalRequest) -> change::DoneView;
    effects(change::ProposalRequest) -> List<matrix::EffectView>;
    check_new_password(change::CheckPasswordRequest) -> change::PasswordCheckView;
    undo(journal::UndoRequest) -> change::DoneView;
    journal(journal::JournalRequest) -> Rows<journal::JournalEntryView>;
    search_journal(journal::JournalSearchRequest) -> Rows<journal::JournalEntryView>;
    save_journal(journal::JournalSearchRequest) -> Option<secret::SavedView>;
    pending(AccountRequest) -> List<account::PendingView>;

    // Several admins.
    save_changes(share::SaveChangesRequest) -> Option<secret::SavedView>;
    open_changes(share::OpenChangesRequest) -> Option<share::OfferedChangesView>;
    compare_copy(share::CompareCopyRequest) -> Option<share::OfferedChangesView>;
    take_changes(share::TakeChangesRequest) -> change::DoneView;

    // The policy editor.
    policy_editor(editor::PolicyText) -> editor::PolicyEditorView;
    edit_policy(editor::EditPolicyRequest) -> editor::EditedPolicyView;
    policy_completions(editor::CompletionsRequest) -> editor::CompletionsView;
    policy_services(Nothing) -> List<editor::ServiceNameView>;
    service_principals(Nothing) -> List<String>;
    service_actions(editor::ServiceActionsRequest) -> editor::ServiceActionsView;
    statement_choices(editor::StatementChoicesRequest) -> editor::StatementChoicesView;
    policy_templates(AccountRequest) -> List<editor::TemplateView>;
    fill_template(editor::FillTemplateRequest) -> editor::FilledTemplateView;
    trusted_providers(AccountRequest) -> List<editor::TrustedProviderView>;
    trust_policy(editor::TrustPolicyRequest) -> editor::TrustPolicyView;
    diff_documents(editor::TextDiffRequest) -> editor::TextDiffView;

    // Secrets and the hand-off.
    reveal(secret::RevealRequest) -> secret::RevealedView;
    copy_secret(secret::RevealRequest) -> secret::CopiedView;
    save_credentials(secret::SaveCredentialsRequest) -> Option<secret::SavedView>;
    save_email_draft(secret::SaveDraftRequest) -> Option<secret::SavedView>;

    // People, letters and the records of what was handed over.
    hand_off_people(handoff::HandOffPeopleRequest) -> List<handoff::HandOffPersonView>;
    read_people(handoff::ReadPeopleRequest) -> handoff::PeopleListView;
    open_people_list(AccountRequest) -> Option<handoff::PeopleListView>;
    hand_off_texts(Nothing) -> handoff::HandOffTextsView;
    preview_hand_off(handoff::PreviewHandOffRequest) -> handoff::HandOffPreviewView;
    hand_off(handoff::HandOffRequest) -> Option<handoff::HandOffDoneView>;
    open_mail_draft(handoff::MailtoRequest) -> Nothing;
    hand_offs(RowsRequest) -> Rows<handoff::HandOffRowView>;
    hand_off_reminders(AccountRequest) -> handoff::HandOffRemindersView;
    mark_hand_offs(handoff::MarkHandOffsRequest) -> change::DoneView;
    // Multi-factor authentication.
    start_mfa(mfa::StartMfaRequest) -> mfa::MfaSetupView;
    start_mfa_from_picture(mfa::StartMfaRequest) -> Option<mfa::MfaSetupView>;
    mfa_qr(mfa::MfaSetupRequest) -> mfa::MfaQrView;
    finish_mfa(mfa::MfaCodesRequest) -> mfa::MfaDoneView;
    cancel_mfa(mfa::MfaSetupRequest) -> Nothing;
    mfa_device_qr(secret::RevealRequest) -> mfa::MfaQrView;
    mfa_enable_command(secret::RevealRequest) -> mfa::MfaCommandView;

    // The whole person.
    offboarding(EntityRequest) -> person::OffboardingView;
    key_rotation(rotation::KeyRotationRequest) -> rotation::KeyRotationView;

    // The account, its providers, resources and organization.
    account_settings(AccountRequest) -> provider::AccountSettingsView;
    identity_providers(AccountRequest) -> provider::ProvidersView;
    account_resources(AccountRequest) -> List<provider::AccountResourceView>;
    organization(AccountRequest) -> Option<organization::OrganizationView>;

    // What stands out.
    security_checks(AccountRequest) -> posture::PostureView;
    plan_session(posture::PlanSessionRequest) -> posture::SessionView;
    try_session(posture::TrySessionRequest) -> List<posture::SessionAnswerView>;

    // Import.
    plan_import(import::PlanImportRequest) -> Option<import::ImportPlanView>;
    plan_import_folder(import::PlanImportRequest) -> Option<import::ImportPlanView>;
    plan_import_vault(import::PlanVaultImportRequest) -> Option<import::ImportPlanView>;
    import_progress(Nothing) -> import::ImportProgressView;
    apply_import(import::ApplyImportRequest) -> change::DoneView;

    // Export.
    save_account(export::SaveAccountRequest) -> Option<secret::SavedView>;
    credential_report(export::ReportRequest) -> export::CredentialReportView;
    save_credential_report(export::SaveReportRequest) -> Option<secret::SavedView>;
    save_collect_script(export::SaveCollectScriptRequest) -> Option<secret::SavedView>;

    // The simulator.
    search_actions(simulate::SearchActionsRequest) -> List<simulate::ActionView>;
    search_principals(simulate::SearchPrincipalsRequest) -> List<simulate::PrincipalView>;
    context_keys(simulate::ContextKeysRequest) -> List<simulate::ContextKeyView>;
    simulate(simulate::SimulationRequest) -> simulate::SimulationView;
    matrix(matrix::MatrixRequest) -> matrix::MatrixView;
    matrix_counts(matrix::MatrixQuestion) -> matrix::MatrixCountsView;
    sandbox(matrix::SandboxRequest) -> matrix::SandboxView;
    read_denial(analyse::ReadDenialRequest) -> analyse::DenialView;
    who_can(analyse::WhoCanRequest) -> analyse::WhoCanView;
    principal_can(can::PrincipalCanRequest) -> can::PrincipalCanView;
    compare_states(analyse::CompareRequest) -> analyse::CompareView;
    findings(analyse::FindingsRequest) -> analyse::FindingsView;
    finding_counts(analyse::FindingsRequest) -> analyse::FindingCountsView;
    escalations(escalate::EscalationsRequest) -> escalate::EscalationsView;
    expectations(expect::ExpectationsRequest) -> expect::ExpectationsView;
    read_expectations(Nothing) -> Option<expect::ReadExpectationsView>;
    save_expectations(AccountRequest) -> Option<secret::SavedView>;
    account_map(analyse::MapRequest) -> analyse::MapView;
    fix(analyse::FixRequest) -> analyse::FixView;
    policy_holders(analyse::HoldersRequest) -> List<analyse::PolicyHolderView>;
    policy_actions(analyse::PolicyActionsRequest) -> List<String>;
    search_resources(analyse::SearchResourcesRequest) -> List<analyse::ResourceView>;
    save_matrix(analyse::SaveMatrixRequest) -> Option<secret::SavedView>;
}
