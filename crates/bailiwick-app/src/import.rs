//! Import: a file becomes a plan, and the plan one change set.

use std::fs::File;
use std::path::Path;

use iam_directory::{
    Account, AccountKind, AccountSettings, Change, ChangeSet, Estate, ImportPlan, ImportVerdict,
    Operation, apply, plan_import,
};
use iam_exchange::authorization_details::{self, SeenAccount};
use iam_names::{AccountId, EntityId};

use crate::App;
use crate::contract::account::AccountKindView;
use crate::contract::change::DoneView;
use crate::contract::import::{
    ApplyImportRequest, ImportCountsView, ImportPlanView, ImportRowView, PlanImportRequest,
    UnreadableView,
};
use crate::error::{Code, CommandError};
use crate::session::account;
use crate::view::count;

/// The most rows that a plan shows; its counts tell the rest.
const ROWS: usize = 2_000;

/// A plan kept until it is applied.
pub(crate) struct KeptPlan {
    set: ChangeSet,
    /// The account it is about.
    account: EntityId,
    /// The estate it was made for: a change in between makes it stale.
    generation: u64,
}

impl App {
    /// Reads the answer of `aws iam get-account-authorization-details` and plans its import.
    /// Nothing is changed.
    pub fn plan_import_file(
        &self,
        request: &PlanImportRequest,
        path: &Path,
    ) -> Result<ImportPlanView, CommandError> {
        let session = self.session()?;
        let file = File::open(path).map_err(|error| {
            CommandError::new(Code::FileNotRead, format!("the file was not read: {error}"))
                .help("check that it is there and that you may read it")
                .at(path.display().to_string())
        })?;
        let mut fault = None;
        let mut ids = || {
            self.environment.new_id().unwrap_or_else(|error| {
                fault = Some(error);
                EntityId::from_bytes([0; 16])
            })
        };
        let details = authorization_details::read(file, &mut ids).map_err(|error| {
            CommandError::coded(error.code(), error.to_string())
                .help(error.help())
                .at(error.at().unwrap_or_else(|| path.display().to_string()))
        })?;
        if let Some(error) = fault {
            return Err(error);
        }
        let estate = session.estate();
        let mut planner = Planner {
            app: self,
            estate: (*estate).clone(),
            changes: Vec::new(),
            view: ImportPlanView {
                plan: self.environment.new_id()?.to_string(),
                file_name: path
                    .file_name()
                    .map_or_else(String::new, |name| name.to_string_lossy().into()),
                account_id: String::new(),
                other_accounts: Vec::new(),
                rows: Vec::new(),
                counts: ImportCountsView::default(),
                unreadable: details
                    .unreadable
                    .iter()
                    .map(|item| UnreadableView {
                        at: item.at(),
                        reason: item.message(),
                    })
                    .collect(),
            },
        };
        let mut about = None;
        for (index, seen) in details.accounts.into_iter().enumerate() {
            let id = if index == 0 {
                planner.view.account_id = seen.account_id.to_string();
                planner.main_account(request, &seen)?
            } else {
                planner
                    .view
                    .other_accounts
                    .push(seen.account_id.to_string());
                planner.account(&seen, kind(request.kind))?
            };
            planner.plan(id, seen)?;
            about.get_or_insert(id);
        }
        let account = about.ok_or_else(|| {
            CommandError::new(
                Code::FileNotRead,
                "the file holds no users, groups, roles or policies",
            )
            .help("make it with `aws iam get-account-authorization-details`")
            .at(path.display().to_string())
        })?;
        let Planner {
            changes, mut view, ..
        } = planner;
        view.rows.truncate(ROWS);
        let title = format!("Import {}", view.file_name);
        let kept = KeptPlan {
            set: ChangeSet::new(title, changes),
            account,
            generation: session.generation(),
        };
        session.keep_plan(view.plan.clone(), kept);
        Ok(view)
    }

    /// Carries a plan out: one change set, one undo.
    pub fn apply_import(&self, request: &ApplyImportRequest) -> Result<DoneView, CommandError> {
        let session = self.session()?;
        let plan = session.plan(&request.plan)?;
        if plan.generation != session.generation() {
            session.forget_plans();
            return Err(CommandError::new(
                Code::StalePlan,
                "the vault has changed since this plan was made",
            )
            .help("choose the file again to make a new plan"));
        }
        if plan.set.changes.is_empty() {
            return Err(CommandError::new(Code::NothingToDo, "nothing would change")
                .help("the account is already as the file says"));
        }
        let sequence = self.record(&plan.set, &[])?;
        session.forget_plans();
        Ok(DoneView {
            sequence,
            sentence: plan.set.title.replacen("Import", "Imported", 1),
            undoable: true,
            entity: Some(plan.account.to_string()),
            credentials: Vec::new(),
        })
    }
}

fn kind(kind: AccountKindView) -> AccountKind {
    match kind {
        AccountKindView::Aws => AccountKind::Aws,
        AccountKindView::Local => AccountKind::Local,
    }
}

/// Collects the changes of a plan, each account planned on the estate as those before leave it.
struct Planner<'a> {
    app: &'a App,
    estate: Estate,
    changes: Vec<Change>,
    view: ImportPlanView,
}

impl Planner<'_> {
    /// The account that the file is for: the one asked for, else the one of its number.
    fn main_account(
        &mut self,
        request: &PlanImportRequest,
        seen: &SeenAccount,
    ) -> Result<EntityId, CommandError> {
        if request.account.is_empty() {
            return self.account(seen, kind(request.kind));
        }
        let settings = account(&self.estate, &request.account)?.settings();
        if settings.kind == AccountKind::Aws && settings.account_id != seen.account_id {
            return Err(CommandError::new(
                Code::InvalidField,
                format!(
                    "the file is of the account {}, not of {}",
                    seen.account_id, settings.account_id
                ),
            )
            .help("choose that account, or import into a new one")
            .at("account"));
        }
        Ok(settings.id)
    }

    /// The account of a number and kind, made when it is not there.
    fn account(&mut self, seen: &SeenAccount, kind: AccountKind) -> Result<EntityId, CommandError> {
        let number: AccountId = seen.account_id;
        let held = self
            .estate
            .accounts()
            .map(Account::settings)
            .find(|held| held.account_id == number && held.kind == kind);
        if let Some(held) = held {
            return Ok(held.id);
        }
        let id = self.app.environment.new_id()?;
        let mut settings = AccountSettings::new(id, kind, number);
        settings.partition = seen.partition;
        self.take(vec![Change {
            account: id,
            operation: Operation::CreateAccount {
                settings: Box::new(settings),
            },
        }])?;
        Ok(id)
    }

    fn plan(&mut self, id: EntityId, seen: SeenAccount) -> Result<(), CommandError> {
        let missing = || CommandError::not_found("account");
        let account = self.estate.account(id).ok_or_else(missing)?;
        let directory = &seen.directory;
        let counts = &mut self.view.counts;
        counts.users += count(directory.users().len());
        counts.groups += count(directory.groups().len());
        counts.roles += count(directory.roles().len());
        counts.policies += count(directory.policies().len());
        let incoming = seen.incoming(self.app.environment.clock.now());
        let ImportPlan {
            rows,
            unchanged,
            changes,
        } = plan_import(account, &incoming, &self.app.managed);
        let counts = &mut self.view.counts;
        counts.unchanged += count(unchanged);
        for row in rows {
            match row.verdict {
                ImportVerdict::New => counts.new += 1,
                ImportVerdict::Changed | ImportVerdict::Conflict => counts.changed += 1,
                ImportVerdict::Gone => counts.gone += 1,
                ImportVerdict::Refused => {}
            }
            self.view.rows.push(ImportRowView {
                entity: row.kind.as_str().to_owned(),
                name: row.name,
                action: row.verdict.as_str().to_owned(),
                details: row.details,
            });
        }
        self.take(changes)
    }

    fn take(&mut self, changes: Vec<Change>) -> Result<(), CommandError> {
        let set = ChangeSet::new("", changes);
        self.estate = apply(&self.estate, &set, &self.app.managed)?.estate;
        self.changes.extend(set.changes);
        Ok(())
    }
}
