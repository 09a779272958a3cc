//! One walk through the boundary, as the window takes it: make a vault, an account and a person,
//! ask what the person may do, hand the credentials over, take it back.

#![expect(clippy::too_many_lines, reason = "one walk is one story")]

use bailiwick_app::contract::account::{AccountKindView, CreateAccountRequest};
use bailiwick_app::contract::change::{
    NewAccessKey, NewConsoleAccess, NewGroup, NewPassword, NewUser, Proposal, ProposalRequest,
};
use bailiwick_app::contract::journal::{JournalRequest, UndoRequest};
use bailiwick_app::contract::secret::{CsvFormat, RevealRequest, SaveCredentialsRequest};
use bailiwick_app::contract::simulate::{DecisionView, SimulationRequest, StateView};
use bailiwick_app::contract::vault::{GateState, UnlockRequest};
use bailiwick_app::contract::{EntityRequest, Nothing, RowsRequest};
use bailiwick_app::{App, Environment, KdfParameters, Secret};

use super::support::s3_read_only;

const PASSWORD: &str = "an unusual sentence about nine violet llamas";

fn app(folder: &std::path::Path) -> App {
    let mut environment = Environment::of_this_machine("tester".into(), None, folder.to_path_buf());
    environment.kdf = KdfParameters::weak_for_tests().into();
    App::new(environment)
}

fn alice(account: &str) -> ProposalRequest {
    ProposalRequest {
        account: account.into(),
        proposal: Proposal::CreateUser(NewUser {
            name: "alice".into(),
            console: Some(NewConsoleAccess {
                password: NewPassword::Generated {
                    pronounceable: false,
                },
                reset_required: true,
            }),
            access_key: Some(NewAccessKey {
                description: "laptop".into(),
            }),
            new_groups: vec![NewGroup {
                name: "readers".into(),
                policies: vec![s3_read_only()],
                ..NewGroup::default()
            }],
            ..NewUser::default()
        }),
    }
}

fn ask(app: &App, account: &str, user: &str, action: &str) -> (DecisionView, String) {
    let answer = app
        .simulate(&SimulationRequest {
            what_if: Vec::new(),
            account: account.into(),
            principal: user.into(),
            actions: vec![action.into()],
            resources: vec!["arn:aws:s3:::example-bucket/key".into()],
            context: Vec::new(),
            state: StateView::Planned,
            session: None,
        })
        .unwrap();
    (
        answer.answers[0].decision,
        answer.answers[0].sentence.clone(),
    )
}

#[test]
fn from_an_empty_folder_to_a_hand_over_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(folder.path());
    assert_eq!(app.gate(&Nothing {}).unwrap().state, GateState::NoVault);
    let vault = folder.path().join("Büro Nord.bailiwick");
    let recovery = app
        .create_vault_at(&vault, &Secret::new(PASSWORD.into()))
        .unwrap();

    let account = app
        .create_account(&CreateAccountRequest {
            kind: AccountKindView::Local,
            account_id: "1111-2222-3333".into(),
            alias: "example-team".into(),
            partition: String::new(),
        })
        .unwrap()
        .entity
        .unwrap();

    let preview = app.preview(&alice(&account)).unwrap();
    assert!(preview.possible, "{:?}", preview.errors);
    let operations: Vec<_> = preview
        .changes
        .iter()
        .map(|it| it.operation.as_str())
        .collect();
    assert_eq!(
        operations,
        [
            "CreateUser",
            "CreateGroup",
            "AttachGroupPolicy",
            "AddUserToGroup",
            "CreateLoginProfile",
            "AttachUserPolicy",
            "CreateAccessKey",
        ]
    );
    assert!(
        preview
            .changes
            .iter()
            .all(|it| !it.sentence.contains("LKIA"))
    );
    let access = preview.access.unwrap();
    assert!(access.services.iter().any(|service| service.prefix == "s3"));
    assert!(!access.administrator);

    let done = app.change(&alice(&account)).unwrap();
    let user = done.entity.unwrap();
    assert_eq!(done.credentials.len(), 2);

    assert_eq!(
        ask(&app, &account, &user, "s3:GetObject").0,
        DecisionView::Allowed
    );
    let (denied, sentence) = ask(&app, &account, &user, "s3:PutObject");
    assert_eq!(denied, DecisionView::ImplicitlyDenied);
    assert!(!sentence.is_empty());

    let password = done
        .credentials
        .iter()
        .find(|it| it.access_key_id.is_empty())
        .map(|it| {
            app.reveal(&RevealRequest {
                credential: it.id.clone(),
            })
            .unwrap()
            .value
        })
        .unwrap();
    // The name that the save dialog suggests is known before any secret is read: a dialog that is
    // closed leaves no entry that says somebody saw one.
    let everything = JournalRequest {
        entity: String::new(),
        offset: 0,
        limit: 0,
    };
    let file = SaveCredentialsRequest {
        account: account.clone(),
        users: vec![user.clone()],
        format: CsvFormat::Console,
    };
    let before = app.journal(&everything).unwrap().total;
    let name = app.credentials_csv_name(&file).unwrap();
    assert_eq!(app.journal(&everything).unwrap().total, before);
    let csv = app.credentials_csv(&file).unwrap();
    assert_eq!(csv.suggested_name, name);
    assert_eq!(app.journal(&everything).unwrap().total, before + 1);
    let text = String::from_utf8(csv.bytes.expose().clone()).unwrap();
    assert_eq!(
        text,
        format!(
            "User name,Password,Console sign-in URL\r\nalice,{password},https://example-team.signin.aws.amazon.com/console\r\n"
        )
    );

    // Locked, nothing can be asked; the recovery key opens as well as the password.
    app.lock(&Nothing {}).unwrap();
    assert_eq!(app.accounts(&Nothing {}).unwrap_err().code, "locked");
    let key = recovery.to_printable().expose().to_lowercase();
    app.unlock(&UnlockRequest::RecoveryKey { recovery_key: key })
        .unwrap();
    let page = app
        .user(&EntityRequest {
            account: account.clone(),
            id: user.clone(),
        })
        .unwrap();
    assert_eq!(page.groups[0].name, "readers");
    assert!(page.access_keys[0].access_key_id.starts_with("LKIA"));

    app.undo(&UndoRequest {
        sequence: done.sequence,
        reason: String::new(),
    })
    .unwrap();
    let rows = RowsRequest {
        account,
        filter: String::new(),
        sort: String::new(),
        descending: false,
        offset: 0,
        limit: 0,
    };
    assert_eq!(app.users(&rows).unwrap().total, 0);
    let journal = app
        .journal(&JournalRequest {
            entity: user,
            offset: 0,
            limit: 10,
        })
        .unwrap();
    let told: Vec<_> = journal.rows.iter().map(|it| it.sentence.as_str()).collect();
    assert_eq!(told, ["Undo: Create user alice", "Create user alice"]);
    assert!(app.check_vault(&Nothing {}).unwrap().sound);
}
