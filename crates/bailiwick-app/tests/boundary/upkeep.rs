//! The upkeep of a vault through the boundary, as the window asks for it: the keychain, an older
//! folder put back, a backup that fails, settings, restoring.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bailiwick_app::contract::Nothing;
use bailiwick_app::contract::account::{AccountKindView, CreateAccountRequest};
use bailiwick_app::contract::change::{
    NewConsoleAccess, NewPassword, NewUser, Proposal, ProposalRequest,
};
use bailiwick_app::contract::journal::JournalRequest;
use bailiwick_app::contract::secret::RevealRequest;
use bailiwick_app::contract::upkeep::{
    AddKeyFileRequest, ChangeSettingsRequest, PasswordRequest, PreviewBackupRequest,
    RestoreBackupRequest, SlotKindView,
};
use bailiwick_app::contract::vault::{GateState, UnlockRequest};
use bailiwick_app::{
    App, Derivation, Environment, KdfParameters, MemoryKeychain, Secret, WindowHost,
};

const PASSWORD: &str = "an unusual sentence about nine violet llamas";

/// A person's desk: a window on a machine with a memory and a keychain.
struct Desk {
    scratch: tempfile::TempDir,
    vault: PathBuf,
    keychain: Arc<MemoryKeychain>,
    account: String,
}

impl Desk {
    fn new() -> (Self, App) {
        let scratch = tempfile::tempdir().unwrap();
        let vault = scratch.path().join("Team.bailiwick");
        let mut desk = Self {
            scratch,
            vault,
            keychain: Arc::default(),
            account: String::new(),
        };
        let app = desk.app();
        let account = CreateAccountRequest {
            kind: AccountKindView::Local,
            account_id: "111122223333".into(),
            alias: String::new(),
            partition: String::new(),
        };
        app.create_vault_with_account(&desk.vault, &Secret::new(PASSWORD.into()), &account)
            .unwrap();
        desk.account
            .clone_from(&app.accounts(&Nothing {}).unwrap()[0].id);
        (desk, app)
    }

    fn app(&self) -> App {
        let mut environment = Environment::of_this_machine(
            "ana@laptop".into(),
            Some(self.scratch.path().join("memory")),
            self.scratch.path().into(),
        );
        environment.kdf = KdfParameters::weak_for_tests().into();
        environment.keychain = Some(Box::new(Arc::clone(&self.keychain)));
        environment.window = Some(WindowHost {
            host: "laptop".into(),
        });
        App::new(environment)
    }

    fn user(&self, app: &App, name: &str) -> String {
        let done = app
            .change(&ProposalRequest {
                account: self.account.clone(),
                proposal: Proposal::CreateUser(NewUser {
                    name: name.into(),
                    console: Some(NewConsoleAccess {
                        password: NewPassword::Generated,
                        reset_required: true,
                    }),
                    ..NewUser::default()
                }),
            })
            .unwrap();
        done.credentials[0].id.clone()
    }
}

fn password() -> PasswordRequest {
    PasswordRequest {
        password: PASSWORD.into(),
    }
}

fn unlock(app: &App) {
    app.unlock(&UnlockRequest::Password {
        password: PASSWORD.into(),
    })
    .unwrap();
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
}

#[test]
fn a_keychain_opens_the_vault_and_shows_no_secret_by_itself() {
    let (desk, app) = Desk::new();
    let credential = desk.user(&app, "alice");
    let no = PasswordRequest {
        password: "no".into(),
    };
    assert_eq!(
        app.add_keychain(&no).unwrap_err().code,
        "vault-wrong-password"
    );
    assert!(app.add_keychain(&password()).unwrap().in_keychain);
    assert!(
        app.lock(&Nothing {})
            .unwrap()
            .can_open_with
            .contains(&SlotKindView::Keychain)
    );
    drop(app);

    let app = desk.app();
    assert_eq!(
        app.unlock_with_keychain(&Nothing {}).unwrap().state,
        GateState::Unlocked
    );
    let reveal = RevealRequest { credential };
    assert_eq!(app.reveal(&reveal).err().unwrap().code, "password-needed");
    drop(app);

    // Keychains forget: the password opens, and the list says that the keychain does not.
    desk.keychain.reset();
    let app = desk.app();
    let gone = app.unlock_with_keychain(&Nothing {}).unwrap_err();
    assert_eq!(gone.code, "keychain-not-available");
    assert!(
        !app.gate(&Nothing {})
            .unwrap()
            .can_open_with
            .contains(&SlotKindView::Keychain)
    );
    unlock(&app);
    assert!(!app.vault_slots(&Nothing {}).unwrap().in_keychain);
}

#[test]
fn a_folder_put_back_is_told_until_a_person_says_that_it_is_right() {
    let (desk, app) = Desk::new();
    let earlier = desk.scratch.path().join("earlier");
    fs::create_dir(&earlier).unwrap();
    copy(&desk.vault, &earlier);
    desk.user(&app, "alice");
    assert!(app.poll(&Nothing {}).unwrap().notices.is_empty());
    drop(app);
    copy(&earlier, &desk.vault);
    // Without the automatic backup, which would tell as well.
    fs::remove_dir_all(desk.vault.join("backups")).unwrap();

    for _ in 0..2 {
        let app = desk.app();
        unlock(&app);
        let notices = app.poll(&Nothing {}).unwrap().notices;
        assert_eq!(notices[0].code, "vault-rolled-back", "{notices:?}");
    }
    let app = desk.app();
    unlock(&app);
    app.accept_state(&Nothing {}).unwrap();
    assert!(app.poll(&Nothing {}).unwrap().notices.is_empty());
    drop(app);
    let app = desk.app();
    unlock(&app);
    assert!(app.poll(&Nothing {}).unwrap().notices.is_empty());
}

#[test]
fn a_backup_that_is_newer_than_the_vault_tells_of_the_older_folder_too() {
    let (desk, app) = Desk::new();
    let earlier = desk.scratch.path().join("earlier");
    fs::create_dir(&earlier).unwrap();
    copy(&desk.vault, &earlier);
    desk.user(&app, "alice");
    app.back_up(None).unwrap();
    drop(app);
    copy(&earlier, &desk.vault);
    fs::remove_dir_all(desk.scratch.path().join("memory")).unwrap();
    let app = desk.app();
    app.choose(&desk.vault).unwrap();
    unlock(&app);
    assert_eq!(
        app.poll(&Nothing {}).unwrap().notices[0].code,
        "vault-rolled-back"
    );
}

#[test]
fn a_failed_automatic_backup_is_told_until_one_succeeds() {
    let (desk, app) = Desk::new();
    let backups = desk.vault.join("backups");
    fs::remove_dir_all(&backups).unwrap();
    fs::write(&backups, "in the way").unwrap();
    let codes = |app: &App| -> Vec<String> {
        let notices = app.poll(&Nothing {}).unwrap().notices;
        notices.into_iter().map(|notice| notice.code).collect()
    };
    assert_eq!(codes(&app), ["backup-failed"]);
    fs::remove_file(&backups).unwrap();
    assert!(codes(&app).is_empty());
    assert_eq!(app.backups(&Nothing {}).unwrap().backups.len(), 1);
}

#[test]
fn wrong_passwords_of_somebody_else_are_told() {
    let (desk, app) = Desk::new();
    app.lock(&Nothing {}).unwrap();
    for _ in 0..2 {
        let no = Secret::new("no".to_owned());
        assert_eq!(
            app.unlock_with_password(&no).unwrap_err().code,
            "vault-wrong-password"
        );
    }
    unlock(&app);
    let notices = app.poll(&Nothing {}).unwrap().notices;
    assert_eq!(notices[0].code, "vault-wrong-tries");
    assert!(
        notices[0].message.starts_with("2 wrong passwords"),
        "{notices:?}"
    );
    drop(desk);
}

#[test]
fn the_name_and_the_minutes_of_this_machine_are_kept() {
    let (desk, app) = Desk::new();
    let settings = app.settings(&Nothing {}).unwrap();
    assert_eq!(
        (settings.operator.as_str(), settings.machine.as_str()),
        ("ana", "laptop")
    );
    let change = |idle_lock_minutes, operator: &str| {
        app.change_settings(&ChangeSettingsRequest {
            idle_lock_minutes,
            operator: operator.into(),
        })
    };
    assert_eq!(change(0, "Ana").unwrap_err().at, "idle_lock_minutes");
    for name in ["", "  ", "a@b", "two\nlines"] {
        assert_eq!(change(5, name).unwrap_err().at, "operator", "{name:?}");
    }
    change(5, "Ana Example").unwrap();
    desk.user(&app, "alice");
    let newest = JournalRequest {
        entity: String::new(),
        offset: 0,
        limit: 1,
    };
    assert_eq!(
        app.journal(&newest).unwrap().rows[0].who,
        "Ana Example@laptop"
    );
    drop(app);
    let app = desk.app();
    assert_eq!(app.gate(&Nothing {}).unwrap().idle_lock_minutes, 5);
    assert_eq!(app.settings(&Nothing {}).unwrap().operator, "Ana Example");
    // What somebody wrote into the file by hand is taken only where it can be chosen.
    let file = desk.scratch.path().join("memory/settings.json");
    fs::write(file, r#"{"idle_lock_minutes": 100000}"#).unwrap();
    assert_eq!(desk.app().gate(&Nothing {}).unwrap().idle_lock_minutes, 10);
}

#[test]
fn a_restore_says_what_would_be_lost_and_writes_nothing_over() {
    let (desk, app) = Desk::new();
    app.back_up(None).unwrap();
    desk.user(&app, "alice");
    let before = fs::read(desk.vault.join("keyslots.json")).unwrap();
    let backup = app.backups(&Nothing {}).unwrap().backups.remove(0);
    assert_eq!(backup.entries_since, Some(2));
    let look = |backup: &str, password: &str| {
        app.preview_backup(&PreviewBackupRequest {
            backup: backup.into(),
            password: password.into(),
        })
    };
    assert_eq!(
        look(&backup.backup, "no").unwrap_err().code,
        "vault-wrong-password"
    );
    // The page chooses no paths.
    assert_eq!(look("/etc/passwd", PASSWORD).unwrap_err().code, "not-found");
    let preview = look(&backup.backup, PASSWORD).unwrap();
    assert!(preview.comparable);
    assert_eq!(preview.lost_total, 2);
    assert_eq!(preview.lost[0].sentence, "Create user alice");
    assert_eq!(preview.accounts[0].users, 0);
    let restore = RestoreBackupRequest {
        backup: backup.backup,
    };
    let gate = app.restore_backup(&restore).unwrap();
    assert_eq!(gate.state, GateState::Locked);
    assert!(gate.vault.unwrap().name.starts_with("Team restored "));
    unlock(&app);
    // Restored on purpose, at another place: that is no surprise.
    assert!(app.poll(&Nothing {}).unwrap().notices.is_empty());
    assert_eq!(app.dashboard(&account(&app)).unwrap().users, 0);
    assert_eq!(fs::read(desk.vault.join("keyslots.json")).unwrap(), before);
}

fn account(app: &App) -> bailiwick_app::contract::AccountRequest {
    bailiwick_app::contract::AccountRequest {
        account: app.accounts(&Nothing {}).unwrap()[0].id.clone(),
    }
}

#[test]
fn a_rotation_elsewhere_closes_the_window_on_the_old_key() {
    let (desk, app) = Desk::new();
    let mut environment =
        Environment::of_this_machine("cli".into(), None, desk.scratch.path().into());
    environment.kdf = Derivation::Fixed(KdfParameters::weak_for_tests());
    let other = App::new(environment);
    other.choose(&desk.vault).unwrap();
    unlock(&other);
    other.rotate_key(&password()).unwrap();
    assert_eq!(app.poll(&Nothing {}).unwrap_err().code, "vault-moved");
    assert_eq!(app.gate(&Nothing {}).unwrap().state, GateState::Locked);
    unlock(&app);
}

#[test]
fn a_key_file_that_can_not_be_written_leaves_no_slot() {
    let (desk, app) = Desk::new();
    let request = AddKeyFileRequest {
        label: "USB stick".into(),
        password: PASSWORD.into(),
    };
    let nowhere = desk.scratch.path().join("nowhere/at/all.key");
    assert_eq!(
        app.add_key_file(&request, &nowhere).unwrap_err().code,
        "file-not-written"
    );
    assert_eq!(app.vault_slots(&Nothing {}).unwrap().slots.len(), 2);
    let file = desk.scratch.path().join("stick.key");
    app.add_key_file(&request, &file).unwrap();
    app.lock(&Nothing {}).unwrap();
    assert_eq!(
        app.unlock_with_key_file(&file).unwrap().state,
        GateState::Unlocked
    );
}

#[test]
fn the_journal_is_searched_by_words_person_and_kind_and_saved() {
    use bailiwick_app::contract::journal::JournalSearchRequest;

    let (desk, app) = Desk::new();
    let credential = desk.user(&app, "alice");
    desk.user(&app, "bob");
    app.reveal(&RevealRequest { credential }).unwrap();
    let sentences = |kind: &str, text: &str| -> Vec<String> {
        let request = JournalSearchRequest {
            kind: kind.into(),
            text: text.into(),
            ..JournalSearchRequest::default()
        };
        let found = app.search_journal(&request).unwrap();
        assert_eq!(found.matching as usize, found.rows.len());
        found.rows.into_iter().map(|row| row.sentence).collect()
    };
    assert_eq!(
        sentences("access", ""),
        ["Showed the password of user alice"]
    );
    assert_eq!(sentences("", "ALICE").len(), 2);
    assert_eq!(sentences("changes", "bob"), ["Create user bob"]);
    assert_eq!(sentences("", "ana@laptop").len(), 5);
    assert!(sentences("", "nobody").is_empty());
    let file = app.journal_file(&JournalSearchRequest::default()).unwrap();
    let text = String::from_utf8(file.bytes.expose().clone()).unwrap();
    assert_eq!(text.lines().count(), 5);
    assert!(text.lines().next().unwrap().contains("The vault was made"));
}
