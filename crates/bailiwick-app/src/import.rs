//! Import: a file becomes a plan, and the plan one change set.

use std::fs::File;
use std::path::Path;

use iam_directory::{
    Account, AccountKind, AccountSettings, Change, ChangeSet, Estate, ImportPlan, ImportVerdict,
    Operation, PasswordPolicy, apply, plan_import,
};
use iam_exchange::authorization_details::{self, AuthorizationDetails, SeenAccount};
use iam_exchange::bundle;
use iam_names::{AccountAlias, AccountId, EntityId, Timestamp};

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

/// What a bundle says beyond the authorization details.
struct More {
    account_id: AccountId,
    as_of: Timestamp,
    alias: Option<AccountAlias>,
    password_policy: Option<PasswordPolicy>,
}

impl App {
    /// Reads the answer of `aws iam get-account-authorization-details` and plans its import.
    /// Nothing is changed.
    pub fn plan_import_file(
        &self,
        request: &PlanImportRequest,
        path: &Path,
    ) -> Result<ImportPlanView, CommandError> {
        let details = self.reading(path, |file, ids| {
            authorization_details::read(file, ids).map_err(|error| {
                CommandError::coded(error.code(), error.to_string())
                    .help(error.help())
                    .at(error.at().unwrap_or_else(|| path.display().to_string()))
            })
        })?;
        self.plan_import_details(request, path, details, None)
    }

    /// Reads what the collect script gathered and plans its import. Nothing is changed.
    pub fn plan_import_bundle(
        &self,
        request: &PlanImportRequest,
        path: &Path,
    ) -> Result<ImportPlanView, CommandError> {
        let bundle = self.reading(path, |file, ids| {
            bundle::read(file, ids).map_err(|error| {
                CommandError::coded(error.code(), error.to_string())
                    .help(error.help())
                    .at(error.at().unwrap_or_else(|| path.display().to_string()))
            })
        })?;
        let more = More {
            account_id: bundle.account_id,
            as_of: bundle.as_of,
            alias: bundle.alias,
            password_policy: bundle.password_policy,
        };
        self.plan_import_details(request, path, bundle.details, Some(&more))
    }

    /// Opens a file and reads it with fresh ids.
    fn reading<T>(
        &self,
        path: &Path,
        read: impl FnOnce(File, &mut dyn FnMut() -> EntityId) -> Result<T, CommandError>,
    ) -> Result<T, CommandError> {
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
        let found = read(file, &mut ids)?;
        match fault {
            Some(error) => Err(error),
            None => Ok(found),
        }
    }

    fn plan_import_details(
        &self,
        request: &PlanImportRequest,
        path: &Path,
        details: AuthorizationDetails,
        more: Option<&More>,
    ) -> Result<ImportPlanView, CommandError> {
        let session = self.session()?;
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
            let more = more.filter(|more| more.account_id == seen.account_id);
            planner.plan(id, seen, more)?;
            if let Some(more) = more {
                planner.settings(id, more)?;
            }
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

    fn plan(
        &mut self,
        id: EntityId,
        seen: SeenAccount,
        more: Option<&More>,
    ) -> Result<(), CommandError> {
        let missing = || CommandError::not_found("account");
        let account = self.estate.account(id).ok_or_else(missing)?;
        let directory = &seen.directory;
        let counts = &mut self.view.counts;
        counts.users += count(directory.users().len());
        counts.groups += count(directory.groups().len());
        counts.roles += count(directory.roles().len());
        counts.policies += count(directory.policies().len());
        let as_of = more.map_or_else(|| self.app.environment.clock.now(), |more| more.as_of);
        let mut incoming = seen.incoming(as_of);
        incoming.speaks_of_credentials = more.is_some();
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

    /// The account's alias and password policy, as AWS has them.
    fn settings(&mut self, id: EntityId, more: &More) -> Result<(), CommandError> {
        let missing = || CommandError::not_found("account");
        let held = self.estate.account(id).ok_or_else(missing)?.settings();
        let (mut operations, mut details) = (Vec::new(), Vec::new());
        if held.alias != more.alias {
            let alias = more.alias.clone();
            details.push(match &alias {
                Some(alias) => format!("the alias is `{alias}`"),
                None => "there is no alias".to_owned(),
            });
            operations.push(Operation::SetAccountAlias { alias });
        }
        if held.password_policy != more.password_policy {
            let policy = more.password_policy.clone();
            details.push(match &policy {
                Some(_) => "the password policy is another one".to_owned(),
                None => "AWS's default password policy is in force".to_owned(),
            });
            operations.push(Operation::SetPasswordPolicy { policy });
        }
        if operations.is_empty() {
            return Ok(());
        }
        self.view.counts.changed += 1;
        self.view.rows.push(ImportRowView {
            entity: "account".to_owned(),
            name: held.account_id.to_string(),
            action: "changed".to_owned(),
            details,
        });
        let change = |operation| Change {
            account: id,
            operation,
        };
        self.take(operations.into_iter().map(change).collect())
    }

    fn take(&mut self, changes: Vec<Change>) -> Result<(), CommandError> {
        let set = ChangeSet::new("", changes);
        self.estate = apply(&self.estate, &set, &self.app.managed)?.estate;
        self.changes.extend(set.changes);
        Ok(())
    }
}
