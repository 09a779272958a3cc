//! Import: a file becomes a plan, and the plan one change set.
//!
//! What a file is, its content says. Two sorts come in: what AWS was seen to have (`observed`,
//! `facts`) becomes the observed state, and what somebody wants (`wanted`) becomes planned changes.
//! Credentials are planned like everything else; their secrets wait in the kept plan.

mod expectations;
mod facts;
mod observed;
mod progress;
mod vault;
mod wanted;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use iam_directory::{Account, Change, ChangeSet, Estate, ImportRow, ImportVerdict};
use iam_exchange::authorization_details;
use iam_exchange::bundle;
use iam_exchange::recognise::{FileKind, HEAD, recognise};
use iam_exchange::refused::{FileRefused, NotTaken};
use iam_names::{EntityId, Secret};
use iam_vault::NewSecret;

use crate::App;
use crate::contract::Nothing;
use crate::contract::change::DoneView;
use crate::contract::import::{
    ApplyImportRequest, ImportCountsView, ImportPlanView, ImportProgressView, ImportRowView,
    PlanImportRequest, UnreadableView,
};
use crate::error::{Code, CommandError};
use crate::import_credentials::ImportCredentialsRequest;
use observed::{More, Observed};

pub(crate) use progress::ImportProgress;

/// The most rows that a plan shows; its counts tell the rest.
const ROWS: usize = 2_000;
/// Larger than any file but an account's: templates have at most 1 MB.
const SMALL_FILE: u64 = 64 << 20;

/// A plan kept until it is applied.
pub(crate) struct KeptPlan {
    set: ChangeSet,
    /// What is secret among it.
    secrets: Vec<NewSecret>,
    basis: Basis,
    /// The account it is about.
    account: EntityId,
    /// The estate it was made for: a change in between makes it stale.
    generation: u64,
}

/// From what a plan can be made again, with the choices of a person.
enum Basis {
    /// AWS's facts: where both sides changed, either can stand.
    Observed(Box<Observed>),
    /// What somebody wants: each entity can be left out.
    Wanted {
        account: EntityId,
        wanted: Vec<iam_directory::Wanted>,
    },
    /// Whole or not at all.
    Fixed,
}

/// A plan in the making.
#[derive(Default)]
struct Planned {
    changes: Vec<Change>,
    account: Option<EntityId>,
    account_id: String,
    other_accounts: Vec<String>,
    rows: Vec<ImportRowView>,
    counts: ImportCountsView,
}

impl Planned {
    fn row(&mut self, row: ImportRow) {
        let counts = &mut self.counts;
        match row.verdict {
            ImportVerdict::New => counts.new += 1,
            ImportVerdict::Changed => counts.changed += 1,
            ImportVerdict::Conflict => {
                counts.changed += 1;
                counts.conflicts += 1;
            }
            ImportVerdict::Gone => counts.gone += 1,
            ImportVerdict::Refused => counts.refused += 1,
        }
        self.rows.push(ImportRowView {
            id: row_id(row.kind.as_str(), &row.name),
            entity: row.kind.as_str().to_owned(),
            name: row.name,
            action: row.verdict.as_str().to_owned(),
            details: row.details,
        });
    }

    /// Something that is no entity of a directory.
    fn changed(&mut self, entity: &str, name: String, details: Vec<String>) {
        self.counts.changed += 1;
        self.rows.push(ImportRowView {
            id: row_id(entity, &name),
            entity: entity.to_owned(),
            name,
            action: ImportVerdict::Changed.as_str().to_owned(),
            details,
        });
    }
}

/// What names a row in a choice.
fn row_id(entity: &str, name: &str) -> String {
    format!("{entity} {name}")
}

impl App {
    /// Plans the import of a file of any kind, or of a folder of policies: what it is, is told by
    /// its content. Nothing is changed.
    pub fn plan_import(
        &self,
        request: &PlanImportRequest,
        path: &Path,
    ) -> Result<ImportPlanView, CommandError> {
        if path.is_dir() {
            if vault::is_vault(path) {
                return Err(vault::password_wanted(path));
            }
            return self.plan_folder(request, path);
        }
        let mut head = Vec::new();
        let read = self
            .open(path)?
            .take(HEAD as u64)
            .read_to_end(&mut head)
            .map_err(|error| not_read(&error, path))?;
        let kind = recognise(head.get(..read).unwrap_or_default()).ok_or_else(|| {
            CommandError::new(
                Code::FileNotRead,
                "what kind of file this is can not be told",
            )
            .help(
                "take an account file, a bundle, a credential report, a policy, a template of \
                     CloudFormation, a plan of Terraform (`terraform show -json`), AWS's files of \
                     credentials, or a file of expectations",
            )
            .at(path.display().to_string())
        })?;
        self.plan_import_as(kind, request, path)
    }

    /// Plans the import of a file whose kind is known.
    pub fn plan_import_as(
        &self,
        kind: FileKind,
        request: &PlanImportRequest,
        path: &Path,
    ) -> Result<ImportPlanView, CommandError> {
        match kind {
            FileKind::AuthorizationDetails => self.plan_import_file(request, path),
            FileKind::Bundle => self.plan_import_bundle(request, path),
            FileKind::Credentials => self.plan_credentials_file(request, path),
            FileKind::CredentialReport | FileKind::AccountSummary | FileKind::PasswordPolicy => {
                self.plan_facts(kind, request, path)
            }
            FileKind::ResourcePolicies => self.plan_resources(request, path),
            FileKind::Expectations => self.plan_expectations(request, path),
            FileKind::Vault => Err(vault::password_wanted(path)),
            FileKind::Policy | FileKind::CloudFormation | FileKind::TerraformPlan => {
                self.plan_wanted_file(kind, request, path)
            }
        }
    }

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
        let kind = FileKind::AuthorizationDetails;
        self.plan_details(kind, request, path, details, None, Vec::new())
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
            kinds: bundle.kinds,
            summary: bundle.summary,
            report: bundle.report,
            organization: bundle.organization,
            resources: bundle.resources,
        };
        let not_taken = unreadable(bundle.not_taken);
        self.plan_details(
            FileKind::Bundle,
            request,
            path,
            bundle.details,
            Some(more),
            not_taken,
        )
    }

    fn plan_details(
        &self,
        kind: FileKind,
        request: &PlanImportRequest,
        path: &Path,
        details: authorization_details::AuthorizationDetails,
        more: Option<More>,
        mut unreadable: Vec<UnreadableView>,
    ) -> Result<ImportPlanView, CommandError> {
        if details.accounts.is_empty() {
            return Err(CommandError::new(
                Code::FileNotRead,
                "the file holds no users, groups, roles or policies",
            )
            .help("make it with `aws iam get-account-authorization-details`")
            .at(path.display().to_string()));
        }
        let own = details.unreadable.iter().map(|item| UnreadableView {
            at: item.at(),
            reason: item.message(),
        });
        unreadable.splice(0..0, own);
        let observed = Observed {
            request: request.clone(),
            seen: details.accounts,
            more,
        };
        let estate = self.session()?.estate();
        let planned = observed::plan(self, &estate, &observed, &BTreeSet::new())?;
        let basis = Basis::Observed(Box::new(observed));
        self.keep(kind.as_str(), path, planned, unreadable, basis, Vec::new())
    }

    /// AWS's files of credentials: whose they are, the file or the account says.
    fn plan_credentials_file(
        &self,
        request: &PlanImportRequest,
        path: &Path,
    ) -> Result<ImportPlanView, CommandError> {
        let bytes = Secret::new(self.small_file(path)?);
        let name = file_name(path);
        let estate = self.session()?.estate();
        let account = asked(&estate, request)?.settings();
        let (set, secrets, found) = self.plan_credentials(&ImportCredentialsRequest {
            account: account.id.to_string(),
            user: String::new(),
            files: vec![(name, bytes)],
        })?;
        let mut planned = Planned {
            account: Some(account.id),
            account_id: account.account_id.to_string(),
            changes: set.changes,
            ..Planned::default()
        };
        for row in found {
            let what = match row.kind.as_str() {
                "access_key" => format!("Access key {}: {}", row.access_key_id, row.outcome),
                "password" => format!("Console password: {}", row.outcome),
                _ => format!("That there is a console password: {}", row.outcome),
            };
            if row.outcome == "known" {
                planned.counts.unchanged += 1;
            } else {
                planned.changed("user", row.user, vec![what]);
            }
        }
        let kind = FileKind::Credentials.as_str();
        self.keep(kind, path, planned, Vec::new(), Basis::Fixed, secrets)
    }

    /// Keeps a plan in the session and shows it.
    fn keep(
        &self,
        kind: &str,
        path: &Path,
        planned: Planned,
        unreadable: Vec<UnreadableView>,
        basis: Basis,
        secrets: Vec<NewSecret>,
    ) -> Result<ImportPlanView, CommandError> {
        let session = self.session()?;
        let Planned {
            changes,
            account,
            account_id,
            other_accounts,
            mut rows,
            counts,
        } = planned;
        rows.truncate(ROWS);
        let view = ImportPlanView {
            plan: self.environment.new_id()?.to_string(),
            kind: kind.to_owned(),
            file_name: file_name(path),
            account_id,
            other_accounts,
            rows,
            counts,
            unreadable,
        };
        let kept = KeptPlan {
            set: ChangeSet::new(format!("Import {}", view.file_name), changes),
            secrets,
            basis,
            account: account.ok_or_else(|| CommandError::not_found("account"))?,
            generation: session.generation(),
        };
        session.keep_plan(view.plan.clone(), kept);
        Ok(view)
    }

    /// Carries a plan out, with a person's choices: one change set, one undo.
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
        let estate = session.estate();
        let chosen = self.as_chosen(&estate, &plan, request)?;
        let mut set = chosen.map_or(Cow::Borrowed(&plan.set), Cow::Owned);
        if set.changes.is_empty() && plan.secrets.is_empty() {
            return Err(CommandError::new(Code::NothingToDo, "nothing would change")
                .help("the account is already as the file says"));
        }
        let note = self.in_spite(&session, &estate, &set, &request.reason)?;
        if !note.is_empty() {
            set.to_mut().title.push_str(&note);
        }
        let sequence = self.record(&set, &plan.secrets)?;
        session.forget_plans();
        Ok(DoneView {
            sequence,
            sentence: plan.set.title.replacen("Import", "Imported", 1),
            undoable: true,
            entity: Some(plan.account.to_string()),
            credentials: Vec::new(),
        })
    }

    /// The changes as a person chose them; none where nothing was chosen.
    fn as_chosen(
        &self,
        estate: &Estate,
        plan: &KeptPlan,
        request: &ApplyImportRequest,
    ) -> Result<Option<ChangeSet>, CommandError> {
        if request.leave_out.is_empty() && request.take_theirs.is_empty() {
            return Ok(None);
        }
        let no_choice = |help: &str| {
            Err(
                CommandError::new(Code::InvalidField, "this plan leaves no such choice")
                    .help(help)
                    .at("leave_out"),
            )
        };
        let changes = match &plan.basis {
            Basis::Observed(observed) if request.leave_out.is_empty() => {
                let theirs = request.take_theirs.iter().cloned().collect();
                observed::plan(self, estate, observed, &theirs)?.changes
            }
            Basis::Observed(_) => {
                return no_choice("what AWS has is taken whole; apply the plan without choices");
            }
            Basis::Wanted { account, wanted } if request.take_theirs.is_empty() => {
                let left_out: BTreeSet<&String> = request.leave_out.iter().collect();
                let kept: Vec<_> = wanted
                    .iter()
                    .filter(|it| !left_out.contains(&row_id(it.kind().as_str(), it.name())))
                    .cloned()
                    .collect();
                wanted::plan(self, estate, *account, &kept)?.changes
            }
            Basis::Wanted { .. } => return no_choice("leave entities out instead"),
            Basis::Fixed => return no_choice("it is applied whole or not at all"),
        };
        Ok(Some(ChangeSet::new(plan.set.title.clone(), changes)))
    }

    /// Whether a path is another vault's folder, whose password an import needs.
    #[must_use]
    pub fn is_vault(&self, path: &Path) -> bool {
        vault::is_vault(path)
    }

    /// How far the file at hand has been read.
    pub fn import_progress(&self, _request: &Nothing) -> Result<ImportProgressView, CommandError> {
        Ok(ImportProgressView {
            percent: self.progress.percent(),
        })
    }

    /// The same for whoever draws beside the work: percent, 0 to 100.
    pub fn watch_import(&self) -> impl Fn() -> u32 + Send + 'static {
        let progress = self.progress.clone();
        move || progress.percent()
    }

    fn open(&self, path: &Path) -> Result<progress::Counted<File>, CommandError> {
        let file = File::open(path).map_err(|error| not_read(&error, path))?;
        Ok(self.progress.reading(file))
    }

    /// Opens a file and reads it with fresh ids.
    fn reading<T>(
        &self,
        path: &Path,
        read: impl FnOnce(
            progress::Counted<File>,
            &mut dyn FnMut() -> EntityId,
        ) -> Result<T, CommandError>,
    ) -> Result<T, CommandError> {
        let file = self.open(path)?;
        self.with_ids(|ids| read(file, ids))
    }

    /// Gives fresh ids to a reader that can not fail over them.
    fn with_ids<T>(
        &self,
        work: impl FnOnce(&mut dyn FnMut() -> EntityId) -> Result<T, CommandError>,
    ) -> Result<T, CommandError> {
        let mut fault = None;
        let mut ids = || {
            self.environment.new_id().unwrap_or_else(|error| {
                fault = Some(error);
                EntityId::from_bytes([0; 16])
            })
        };
        let found = work(&mut ids)?;
        fault.map_or(Ok(found), Err)
    }

    /// The bytes of a file that is read at once.
    fn small_file(&self, path: &Path) -> Result<Vec<u8>, CommandError> {
        let mut bytes = Vec::new();
        self.open(path)?
            .take(SMALL_FILE + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| not_read(&error, path))?;
        if bytes.len() as u64 > SMALL_FILE {
            return Err(CommandError::new(
                Code::FileNotRead,
                format!("the file has more than {} MiB", SMALL_FILE >> 20),
            )
            .help("no file of this kind is that large: look at it")
            .at(path.display().to_string()));
        }
        Ok(bytes)
    }
}

fn not_read(error: &std::io::Error, path: &Path) -> CommandError {
    CommandError::new(Code::FileNotRead, format!("the file was not read: {error}"))
        .help("check that it is there and that you may read it")
        .at(path.display().to_string())
}

/// The account that a file without one of its own is for: the one asked for, or the only one.
fn asked<'a>(estate: &'a Estate, request: &PlanImportRequest) -> Result<&'a Account, CommandError> {
    if !request.account.is_empty() {
        return crate::session::account(estate, &request.account);
    }
    let mut accounts = estate.accounts();
    match (accounts.next(), accounts.next()) {
        (Some(only), None) => Ok(only),
        _ => Err(CommandError::new(
            Code::InvalidField,
            "the file does not say of which account it is",
        )
        .help("choose the account; on the command line with `--in ACCOUNT`")
        .at("account")),
    }
}

/// A reader's refusal, with the file in its place.
pub(crate) fn refused(error: &FileRefused, path: &Path) -> CommandError {
    let file = path.display();
    CommandError::coded(error.code(), error.to_string())
        .help(error.help())
        .at(error
            .at()
            .map_or_else(|| file.to_string(), |at| format!("{file}, {at}")))
}

fn unreadable(not_taken: Vec<NotTaken>) -> Vec<UnreadableView> {
    let view = |NotTaken { at, reason }| UnreadableView { at, reason };
    not_taken.into_iter().map(view).collect()
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into())
}
