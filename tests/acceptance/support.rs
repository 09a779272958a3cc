//! A vault with an account in a scratch folder, and short ways to ask.

use std::path::{Path, PathBuf};

use bailiwick_app::contract::RowsRequest;
use bailiwick_app::contract::account::{AccountKindView, AccountView, CreateAccountRequest};
use bailiwick_app::contract::change::{
    DoneView, NewAccessKey, NewConsoleAccess, NewGroup, NewPassword, NewUser, Proposal,
    ProposalRequest,
};
use bailiwick_app::contract::directory::{PolicyHandle, UserRowView};
use bailiwick_app::contract::import::{ApplyImportRequest, ImportPlanView, PlanImportRequest};
use bailiwick_app::contract::secret::{CsvFormat, RevealRequest, SaveCredentialsRequest};
use bailiwick_app::contract::simulate::{AnswerView, SimulationRequest, StateView};
use bailiwick_app::error::CommandError;
use bailiwick_app::{App, Environment, KdfParameters, Secret};
use tempfile::TempDir;

pub(crate) const PASSWORD: &str = "nine violet llamas cross the frozen harbour";

/// The application on a scratch folder.
pub(crate) fn app(folder: &Path) -> App {
    let mut environment = Environment::of_this_machine("tester".into(), None, folder.into());
    environment.kdf = KdfParameters::weak_for_tests().into();
    App::new(environment)
}

/// An open vault with one account.
pub(crate) struct Desk {
    pub(crate) scratch: TempDir,
    pub(crate) vault: PathBuf,
    pub(crate) app: App,
    pub(crate) account: String,
}

impl Desk {
    pub(crate) fn local() -> Self {
        Self::of(AccountKindView::Local)
    }

    pub(crate) fn aws() -> Self {
        Self::of(AccountKindView::Aws)
    }

    fn of(kind: AccountKindView) -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let vault = scratch.path().join("Büro Nord.bailiwick");
        let app = app(scratch.path());
        let request = CreateAccountRequest {
            kind,
            account_id: "111122223333".into(),
            alias: "acme".into(),
            partition: String::new(),
        };
        app.create_vault_with_account(&vault, &Secret::new(PASSWORD.into()), &request)
            .unwrap();
        let account = app.accounts(&nothing()).unwrap()[0].id.clone();
        Self {
            scratch,
            vault,
            app,
            account,
        }
    }

    /// The vault opened by another process, as it were.
    pub(crate) fn opened_again(&self) -> App {
        let app = app(self.scratch.path());
        app.choose(&self.vault).unwrap();
        app.unlock_with_password(&Secret::new(PASSWORD.into()))
            .unwrap();
        app
    }

    pub(crate) fn try_change(&self, proposal: Proposal) -> Result<DoneView, CommandError> {
        self.app.change(&ProposalRequest {
            account: self.account.clone(),
            proposal,
        })
    }

    #[track_caller]
    pub(crate) fn change(&self, proposal: Proposal) -> DoneView {
        self.try_change(proposal).unwrap()
    }

    pub(crate) fn users(&self) -> Vec<UserRowView> {
        self.app.users(&rows(&self.account)).unwrap().rows
    }

    pub(crate) fn user(&self, name: &str) -> UserRowView {
        self.users()
            .into_iter()
            .find(|user| user.name == name)
            .unwrap()
    }

    pub(crate) fn ask(&self, principal: &str, action: &str, resource: &str) -> AnswerView {
        let request = SimulationRequest {
            what_if: Vec::new(),
            session: None,
            account: self.account.clone(),
            principal: principal.into(),
            actions: vec![action.into()],
            resources: vec![resource.into()],
            context: Vec::new(),
            state: StateView::Planned,
        };
        self.app.simulate(&request).unwrap().answers.remove(0)
    }

    pub(crate) fn csv(&self, user: &str, format: CsvFormat) -> Result<String, CommandError> {
        let request = SaveCredentialsRequest {
            account: self.account.clone(),
            users: vec![user.into()],
            format,
        };
        let file = self.app.credentials_csv(&request)?;
        Ok(String::from_utf8(file.bytes.expose().clone()).unwrap())
    }

    pub(crate) fn reveal(&self, credential: &str) -> String {
        self.app
            .reveal(&RevealRequest {
                credential: credential.into(),
            })
            .unwrap()
            .value
    }

    pub(crate) fn plan(&self, file: &Path) -> Result<ImportPlanView, CommandError> {
        let request = PlanImportRequest {
            account: String::new(),
            kind: AccountKindView::Aws,
        };
        self.app.plan_import_file(&request, file)
    }

    #[track_caller]
    pub(crate) fn import(&self, file: &Path) -> DoneView {
        let plan = self.plan(file).unwrap().plan;
        self.apply(plan, &[], &[]).unwrap()
    }

    /// Plans the import of a file of any kind into the account.
    pub(crate) fn plan_any(&self, file: &Path) -> Result<ImportPlanView, CommandError> {
        let request = PlanImportRequest {
            account: self.account.clone(),
            kind: AccountKindView::Aws,
        };
        self.app.plan_import(&request, file)
    }

    pub(crate) fn apply(
        &self,
        plan: String,
        leave_out: &[&str],
        take_theirs: &[&str],
    ) -> Result<DoneView, CommandError> {
        let texts = |it: &[&str]| it.iter().map(|it| (*it).to_owned()).collect();
        self.app.apply_import(&ApplyImportRequest {
            plan,
            leave_out: texts(leave_out),
            take_theirs: texts(take_theirs),
            reason: String::new(),
        })
    }

    pub(crate) fn accounts(&self) -> Vec<AccountView> {
        self.app.accounts(&nothing()).unwrap()
    }
}

pub(crate) fn nothing() -> bailiwick_app::contract::Nothing {
    bailiwick_app::contract::Nothing {}
}

/// All rows of a list.
pub(crate) fn rows(account: &str) -> RowsRequest {
    RowsRequest {
        account: account.into(),
        filter: String::new(),
        sort: String::new(),
        descending: false,
        offset: 0,
        limit: 500,
    }
}

/// A user with nothing but a name.
pub(crate) fn named(name: &str) -> NewUser {
    NewUser {
        name: name.into(),
        path: String::new(),
        console: None,
        access_key: None,
        groups: Vec::new(),
        new_groups: Vec::new(),
        policies: Vec::new(),
        boundary: None,
        tags: Vec::new(),
    }
}

/// A user who can sign in and has a key.
pub(crate) fn with_credentials(name: &str) -> NewUser {
    NewUser {
        console: Some(NewConsoleAccess {
            password: NewPassword::Generated {
                pronounceable: false,
            },
            reset_required: true,
        }),
        access_key: Some(NewAccessKey {
            description: "laptop".into(),
        }),
        ..named(name)
    }
}

pub(crate) fn group(name: &str, policies: &[&str]) -> NewGroup {
    NewGroup {
        name: name.into(),
        policies: policies.iter().copied().map(aws_managed).collect(),
        ..NewGroup::default()
    }
}

pub(crate) fn aws_managed(name: &str) -> PolicyHandle {
    PolicyHandle::Arn {
        arn: format!("arn:aws:iam::aws:policy/{name}"),
    }
}

/// A fixture of these tests.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name)
}

/// A file of the shared data, when it is there.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared")
        .join(name);
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}
