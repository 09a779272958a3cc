//! The commands of the window, grouped by feature: each takes one request, makes one call of
//! `bailiwick-app` and passes its answer on. What they are called and carry is declared in
//! `bailiwick_app::contract`; what the page may call stands in `src-tauri/permissions/`. A test
//! holds the three lists together.

mod accounts;
mod changes;
mod directory;
mod editor;
mod expectations;
mod export;
mod handoff;
mod import;
mod people;
mod secrets;
mod share;
mod simulate;
#[cfg(test)]
mod tests;
mod upkeep;
mod vault;

/// Registers commands with Tauri and keeps their names for the test.
macro_rules! commands {
    ($($feature:ident::$name:ident,)+) => {
        /// Answers a call of the page.
        pub(crate) fn handler() -> impl Fn(tauri::ipc::Invoke) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($feature::$name),+]
        }

        /// Every registered command with its feature.
        #[cfg(test)]
        const REGISTERED: &[(&str, &str)] = &[$((stringify!($feature), stringify!($name))),+];
    };
}

commands! {
    vault::gate,
    vault::password_strength,
    vault::create_vault,
    vault::open_vault,
    vault::unlock,
    vault::confirm_password,
    vault::change_vault_password,
    vault::check_vault,
    vault::choose_vault_folder,
    vault::lock,
    vault::keep_over_lock,
    vault::kept_over_lock,
    vault::poll,
    upkeep::work,
    upkeep::give_up,
    upkeep::vault_slots,
    upkeep::add_key_file,
    upkeep::add_keychain,
    upkeep::remove_slot,
    upkeep::replace_recovery_key,
    upkeep::rotate_key,
    upkeep::unlock_with_key_file,
    upkeep::unlock_with_keychain,
    upkeep::backups,
    upkeep::back_up,
    upkeep::back_up_elsewhere,
    upkeep::choose_backup,
    upkeep::preview_backup,
    upkeep::restore_backup,
    upkeep::settings,
    upkeep::change_settings,
    upkeep::choose_breached_hashes,
    upkeep::forget_breached_hashes,
    upkeep::accept_state,
    accounts::accounts,
    accounts::create_account,
    accounts::dashboard,
    accounts::password_policy,
    accounts::pending,
    directory::users,
    directory::user,
    directory::groups,
    directory::group,
    directory::roles,
    directory::role,
    directory::policies,
    directory::policy,
    editor::policy_editor,
    editor::edit_policy,
    editor::policy_completions,
    editor::policy_services,
    editor::service_principals,
    editor::service_actions,
    editor::statement_choices,
    editor::policy_templates,
    editor::fill_template,
    editor::trusted_providers,
    editor::trust_policy,
    editor::diff_documents,
    changes::preview,
    changes::change,
    changes::effects,
    changes::check_new_password,
    changes::undo,
    changes::journal,
    changes::search_journal,
    changes::save_journal,
    share::save_changes,
    share::open_changes,
    share::compare_copy,
    share::take_changes,
    simulate::search_actions,
    simulate::search_principals,
    simulate::context_keys,
    simulate::simulate,
    simulate::matrix,
    simulate::matrix_counts,
    simulate::sandbox,
    simulate::read_denial,
    simulate::who_can,
    simulate::principal_can,
    simulate::compare_states,
    simulate::findings,
    simulate::finding_counts,
    simulate::escalations,
    simulate::account_map,
    simulate::fix,
    simulate::policy_holders,
    simulate::policy_actions,
    simulate::search_resources,
    simulate::save_matrix,
    expectations::expectations,
    expectations::read_expectations,
    expectations::save_expectations,
    secrets::reveal,
    secrets::copy_secret,
    secrets::save_credentials,
    secrets::save_email_draft,
    handoff::hand_off_people,
    handoff::read_people,
    handoff::open_people_list,
    handoff::hand_off_texts,
    handoff::preview_hand_off,
    handoff::hand_off,
    handoff::open_mail_draft,
    handoff::hand_offs,
    handoff::hand_off_reminders,
    handoff::mark_hand_offs,
    people::start_mfa,
    people::start_mfa_from_picture,
    people::mfa_qr,
    people::finish_mfa,
    people::cancel_mfa,
    people::mfa_device_qr,
    people::mfa_enable_command,
    people::offboarding,
    people::key_rotation,
    people::account_settings,
    people::identity_providers,
    people::account_resources,
    people::organization,
    people::security_checks,
    people::plan_session,
    people::try_session,
    import::plan_import,
    import::plan_import_folder,
    import::plan_import_vault,
    import::import_progress,
    import::apply_import,
    export::save_account,
    export::credential_report,
    export::save_credential_report,
    export::save_collect_script,
}
