//! What the tests through the boundary share: a vault with one local account, and proposals made
//! real.

use std::fs;
use std::ops::Deref;
use std::path::Path;

use bailiwick_app::contract::account::{AccountKindView, CreateAccountRequest};
use bailiwick_app::contract::change::{NewGroup, NewUser, Proposal, ProposalRequest};
use bailiwick_app::contract::directory::PolicyHandle;
use bailiwick_app::{App, Environment, KdfParameters, Secret};

/// The folder of a team's vault.
const VAULT: &str = "house.bailiwick";

fn password() -> Secret<String> {
    Secret::new("an unusual sentence about nine violet llamas".into())
}

fn app_in(folder: &Path) -> App {
    let mut environment = Environment::of_this_machine("tester".into(), None, folder.to_path_buf());
    environment.kdf = KdfParameters::weak_for_tests().into();
    App::new(environment)
}

/// An open vault with one local account.
pub(crate) struct Team {
    pub(crate) app: App,
    pub(crate) account: String,
    pub(crate) folder: tempfile::TempDir,
}

impl Team {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = app_in(folder.path());
        app.create_vault_at(&folder.path().join(VAULT), &password())
            .unwrap();
        let account = app
            .create_account(&CreateAccountRequest {
                kind: AccountKindView::Local,
                account_id: "111122223333".into(),
                alias: "example-team".into(),
                partition: String::new(),
            })
            .unwrap()
            .entity
            .unwrap();
        Self {
            app,
            account,
            folder,
        }
    }

    /// Another admin's copy of the vault, as it is now, open.
    pub(crate) fn copied(&self, name: &str) -> App {
        let copy = self.folder.path().join(name);
        fs::create_dir(&copy).unwrap();
        for entry in fs::read_dir(self.folder.path().join(VAULT)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                fs::copy(&path, copy.join(path.file_name().unwrap())).unwrap();
            }
        }
        let app = app_in(self.folder.path());
        app.choose(&copy).unwrap();
        app.unlock_with_password(&password()).unwrap();
        app
    }

    pub(crate) fn request(&self, proposal: Proposal) -> ProposalRequest {
        ProposalRequest {
            account: self.account.clone(),
            proposal,
        }
    }

    /// The id of what a proposal makes.
    pub(crate) fn made(&self, proposal: Proposal) -> String {
        let done = self.app.change(&self.request(proposal)).unwrap();
        done.entity.unwrap()
    }

    /// A person without credentials, in groups.
    pub(crate) fn person(&self, name: &str, groups: Vec<String>) -> String {
        self.made(Proposal::CreateUser(NewUser {
            name: name.into(),
            groups,
            ..NewUser::default()
        }))
    }

    /// The group `readers`, which may read S3.
    pub(crate) fn readers(&self) -> String {
        self.made(Proposal::CreateGroup(NewGroup {
            name: "readers".into(),
            policies: vec![s3_read_only()],
            ..NewGroup::default()
        }))
    }
}

/// An AWS managed policy.
pub(crate) fn s3_read_only() -> PolicyHandle {
    PolicyHandle::Arn {
        arn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess".into(),
    }
}

/// A team with alice, who reads S3 by the group `readers`, and bob, who may do nothing.
pub(crate) struct House {
    pub(crate) team: Team,
    pub(crate) alice: String,
    pub(crate) bob: String,
    pub(crate) readers: String,
}

impl House {
    pub(crate) fn new() -> Self {
        let team = Team::new();
        let readers = team.readers();
        let alice = team.person("alice", vec![readers.clone()]);
        let bob = team.person("bob", Vec::new());
        Self {
            team,
            alice,
            bob,
            readers,
        }
    }
}

impl Deref for House {
    type Target = Team;

    fn deref(&self) -> &Team {
        &self.team
    }
}
