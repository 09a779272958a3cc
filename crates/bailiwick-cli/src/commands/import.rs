//! `bailiwick import file`, `authorization-details`, `bundle`, and the script that makes a bundle

use std::path::Path;

use bailiwick_app::command_line::{COLLECT_POLICY, COLLECT_SCRIPT, counted};
use bailiwick_app::contract::account::AccountKindView;
use bailiwick_app::contract::change::DoneView;
use bailiwick_app::contract::import::{
    ApplyImportRequest, ImportPlanView, PlanImportRequest, PlanVaultImportRequest,
};
use bailiwick_app::error::CommandError;
use bailiwick_app::{PrivateFile, Secret};
use serde::Serialize;

use super::Page;
use crate::arguments::{CollectArguments, ImportAccount};
use crate::failure::{Failure, warn};
use crate::{open, output, password, progress};

/// How many rows of a plan a person is shown without `--plan`.
const SHOWN: usize = 20;

#[derive(Serialize)]
struct Imported<'a> {
    plan: &'a ImportPlanView,
    /// What was recorded; nothing with `--plan`, and nothing where nothing would change.
    done: Option<DoneView>,
}

/// Which file it is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    /// Whatever its content says.
    Any,
    /// The answer of `get-account-authorization-details`.
    AuthorizationDetails,
    /// What the collect script gathered.
    Bundle,
}

pub(super) fn collect_script(collect: &CollectArguments) -> Result<(), Failure> {
    if collect.policy {
        return output::raw(COLLECT_POLICY.as_bytes());
    }
    let Some(path) = &collect.out else {
        return output::raw(COLLECT_SCRIPT.as_bytes());
    };
    let file = PrivateFile {
        suggested_name: String::new(),
        bytes: Secret::new(COLLECT_SCRIPT.as_bytes().to_vec()),
        notes: Vec::new(),
    };
    open::app().write_private_file(path, &file)?;
    output::text(&format!("Written: {}", path.display()))
}

pub(super) fn run(import: &ImportAccount, form: Form, json: bool) -> Result<(), Failure> {
    let reason = import.place.in_spite_of_expectations.as_ref();
    let app = open::vault_in_spite(&import.place.vault, reason)?;
    let account = match &import.place.account {
        Some(named) => open::find_account(&app, Some(named))?.id,
        None => String::new(),
    };
    let kind = if import.local {
        AccountKindView::Local
    } else {
        AccountKindView::Aws
    };
    let other = matches!(form, Form::Any) && app.is_vault(&import.file);
    let other = other
        .then(|| password::existing(import.other_password_file.as_deref()))
        .transpose()?;
    let plan = {
        let _progress = progress::counting("reading the file", app.watch_import());
        let request = PlanImportRequest { account, kind };
        match (form, other) {
            (Form::Any, Some(password)) => {
                // It opens the other vault, which this process reads itself.
                let password = password.expose().clone();
                app.plan_import_vault(&PlanVaultImportRequest { password }, &import.file)
            }
            (Form::Any, None) => app.plan_import(&request, &import.file),
            (Form::AuthorizationDetails, _) => app.plan_import_file(&request, &import.file),
            (Form::Bundle, _) => app.plan_import_bundle(&request, &import.file),
        }
        .map_err(|error| in_file(error, &import.file))?
    };
    let done = if import.plan {
        None
    } else {
        apply(&app, &plan, import)?
    };
    if json {
        return output::json(&Imported { plan: &plan, done });
    }
    for unreadable in &plan.unreadable {
        warn(&format!("{} (at {})", unreadable.reason, unreadable.at));
    }
    let mut page = headline(&plan);
    let shown = if import.plan { usize::MAX } else { SHOWN };
    for row in plan.rows.iter().take(shown) {
        page.line(&format!("{:<8} {:<6} {}", row.action, row.entity, row.name));
        for detail in &row.details {
            page.line(&format!("         {detail}"));
        }
    }
    // A plan of a very large account lists its first rows only; the counts know better.
    let counts = &plan.counts;
    let all = (counts.new + counts.changed + counts.gone) as usize;
    let all = all.max(plan.rows.len());
    let listed = plan.rows.len().min(shown);
    if all > listed {
        page.line(&format!("… and {} more", all - listed));
    }
    page.line(&match (&done, import.plan) {
        (Some(done), _) => format!("{}.", done.sentence),
        (None, true) => "Nothing was changed: this is only the plan.".to_owned(),
        (None, false) => "Nothing to do: the account is already as the file says.".to_owned(),
    });
    output::text(&page.text)
}

/// The position in a file, with the file before it.
fn in_file(mut error: CommandError, file: &Path) -> CommandError {
    if error.code == "unreadable-file" {
        let file = file.display().to_string();
        error.at = match error.at {
            at if at.starts_with(&file) => at,
            at if at.is_empty() => file,
            at => format!("{file}, {at}"),
        };
    }
    error
}

fn apply(
    app: &bailiwick_app::App,
    plan: &ImportPlanView,
    import: &ImportAccount,
) -> Result<Option<DoneView>, Failure> {
    let _progress = progress::doing("recording the account");
    match app.apply_import(&ApplyImportRequest {
        plan: plan.plan.clone(),
        leave_out: import.leave_out.clone(),
        take_theirs: import.take_aws.clone(),
        reason: String::new(),
    }) {
        Ok(done) => Ok(Some(done)),
        // That the file says what is known already is no failure of a script.
        Err(error) if error.code == "nothing-to-do" => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn headline(plan: &ImportPlanView) -> Page {
    let counts = &plan.counts;
    let mut page = Page::default();
    page.line(&format!(
        "Account {} in {} ({}): {}, {}, {}, {}.",
        plan.account_id,
        plan.file_name,
        plan.kind,
        counted(counts.users as usize, "user"),
        counted(counts.groups as usize, "group"),
        counted(counts.roles as usize, "role"),
        counted(counts.policies as usize, "policy")
    ));
    if !plan.other_accounts.is_empty() {
        page.line(&format!(
            "The file also speaks of {}, each kept as an account of its own.",
            plan.other_accounts.join(", ")
        ));
    }
    page.line(&format!(
        "{} new, {} changed, {} gone, {} unchanged.",
        counts.new, counts.changed, counts.gone, counts.unchanged
    ));
    if counts.conflicts + counts.refused > 0 {
        page.line(&format!(
            "{} in conflict, {} refused.",
            counts.conflicts, counts.refused
        ));
    }
    page
}
