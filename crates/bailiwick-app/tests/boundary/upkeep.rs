//! The upkeep of a vault through the boundary, as the window asks for it: the keychain, an older
//! folder put back, a backup that fails, settings, restoring.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bailiwick_app::contract::account::{AccountKindView, CreateAccountRequest};
use bailiwick_app::contract::change::{
    CheckPasswordRequest, NewConsoleAccess, NewPassword, NewUser, Proposal, ProposalRequest,
};
use bailiwick_app::contract::directory::TagView;
use bailiwick_app::contract::journal::{JournalRequest, JournalSearchRequest, UndoRequest};
use bailiwick_app::contract::secret::RevealRequest;
use bailiwick_app::contract::share::{
    CompareCopyRequest, OpenChangesRequest, SaveChangesRequest, TakeChangesRequest,
};
use bailiwick_app::contract::upkeep::{
    AddKeyFileRequest, ChangeSettingsRequest, PasswordRequest, PreviewBackupRequest,
    RestoreBackupRequest, SlotKindView,
};
use bailiwick_app::contract::vault::{
    GateState, KeepRequest, OpenVaultRequest, PasswordStrengthRequest, UnlockRequest,
};
use bailiwick_app::contract::{EntityRequest, Nothing, RowsRequest};
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
                        password: NewPassword::Generated {
                            pronounceable: false,
                        },
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

/// The SHA-1 of `PASSWORD` and of `correct horse battery staple`, as the list has them.
const BREACHED: &str = "ABF7AAD6438836DBE526AA231ABDE2D0EEF74D42:124\n";

#[test]
fn a_breached_password_is_told_and_makes_no_vault() {
    let (desk, app) = Desk::new();
    let list = desk.scratch.path().join("hashes.txt");
    fs::write(&list, BREACHED).unwrap();
    let said = |password: &str| {
        let password = password.to_owned();
        app.password_strength(&PasswordStrengthRequest { password })
            .unwrap()
    };
    assert_eq!(said("correct horse battery staple").breaches, None);
    let chosen = app.choose_breached_hashes(&list).unwrap();
    assert_eq!(chosen.breached_hashes, list.display().to_string());
    let breached = said("correct horse battery staple");
    assert_eq!((breached.breaches, breached.accepted), (Some(124), false));
    assert!(
        breached.warning.contains("124 times"),
        "{}",
        breached.warning
    );
    let sound = said(PASSWORD);
    assert_eq!((sound.breaches, sound.accepted), (Some(0), true));
    let refused = app
        .change_password(
            &Secret::new(PASSWORD.into()),
            &Secret::new("correct horse battery staple".into()),
        )
        .unwrap_err();
    assert_eq!(refused.code, "weak-password");
    let checked = app
        .check_new_password(&CheckPasswordRequest {
            account: desk.account.clone(),
            password: "correct horse battery staple".into(),
        })
        .unwrap();
    assert!(checked.warnings[0].contains("124 times"), "{checked:?}");

    // Another start of the window knows it still; a list that is gone is said and stops nothing.
    drop(app);
    let app = desk.app();
    assert_eq!(
        app.settings(&Nothing {}).unwrap().breached_hashes,
        list.display().to_string()
    );
    fs::remove_file(&list).unwrap();
    let request = PasswordStrengthRequest {
        password: PASSWORD.into(),
    };
    let unread = app.password_strength(&request).unwrap();
    assert!(
        unread.accepted && unread.warning.contains("not looked up"),
        "{}",
        unread.warning
    );
    app.forget_breached_hashes(&Nothing {}).unwrap();
    assert_eq!(app.password_strength(&request).unwrap().warning, "");
    fs::write(&list, "no list at all\n").unwrap();
    assert_eq!(
        app.choose_breached_hashes(&list).unwrap_err().code,
        "unreadable-file"
    );
}

/// An identity made for these tests, and its public key.
const IDENTITY: &str =
    "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX\n";
const RECIPIENT: &str = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

fn tag(desk: &Desk, app: &App, user: &str, value: &str) {
    app.change(&ProposalRequest {
        account: desk.account.clone(),
        proposal: Proposal::SetTags {
            user: user.to_owned(),
            tags: vec![TagView {
                key: "team".into(),
                value: value.into(),
            }],
        },
    })
    .unwrap();
}

#[test]
fn two_admins_exchange_changes_and_decide_each_conflict() {
    let (desk, app) = Desk::new();
    desk.user(&app, "alice");
    let alice = user_named(&desk, &app, "alice");
    let journal = |app: &App| {
        app.search_journal(&JournalSearchRequest::default())
            .unwrap()
            .total
    };
    let since = journal(&app);
    // Berta works on a copy.
    let copied = desk.scratch.path().join("Berta.bailiwick");
    fs::create_dir(&copied).unwrap();
    copy(&desk.vault, &copied);
    tag(&desk, &app, &alice, "data");

    app.lock(&Nothing {}).unwrap();
    app.choose(&copied).unwrap();
    unlock(&app);
    tag(&desk, &app, &alice, "platform");
    desk.user(&app, "bob");
    let save = |recipients: &str, passphrase: &str| {
        app.save_changes(&SaveChangesRequest {
            since,
            recipients: recipients.into(),
            passphrase: passphrase.into(),
        })
    };
    assert_eq!(save("", "").err().unwrap().at, "recipients");
    assert_eq!(save("nobody", "").err().unwrap().at, "recipients");
    assert_eq!(save("", "llama").err().unwrap().at, "passphrase");
    let file = save(&format!("# Ana\n{RECIPIENT}\n"), "").unwrap();
    let (sent, identity) = (
        desk.scratch.path().join("changes.age"),
        desk.scratch.path().join("identity"),
    );
    app.write_private_file(&sent, &file).unwrap();
    fs::write(&identity, IDENTITY).unwrap();

    app.lock(&Nothing {}).unwrap();
    app.choose(&desk.vault).unwrap();
    unlock(&app);
    let request = OpenChangesRequest {
        passphrase: String::new(),
    };
    let open = || app.open_changes(&request, &sent, Some(&identity)).unwrap();
    let offered = open();
    assert_eq!(offered.conflicts.len(), 1, "{offered:?}");
    let conflict = &offered.conflicts[0];
    assert_eq!(conflict.what, "user alice");
    let [value] = &conflict.values[..] else {
        panic!("one value differs: {conflict:?}");
    };
    assert_eq!(value.field, "tags");
    assert!(
        value.here.contains("data") && value.there.contains("platform"),
        "{value:?}"
    );
    assert!(
        offered.clean.contains(&"new: user bob".to_owned()),
        "{offered:?}"
    );

    // What was compared with an older state is not taken over.
    let take = |offer: &str, theirs: &[&str]| {
        app.take_offer(&TakeChangesRequest {
            offer: offer.into(),
            theirs: theirs.iter().map(|id| (*id).to_owned()).collect(),
            reason: String::new(),
        })
    };
    desk.user(&app, "carol");
    assert_eq!(take(&offered.offer, &[]).unwrap_err().code, "stale-plan");
    let offered = open();
    let done = take(&offered.offer, &[&offered.conflicts[0].id]).unwrap();
    let tags = |app: &App| {
        let id = alice.clone();
        let account = desk.account.clone();
        app.user(&EntityRequest { account, id }).unwrap().tags[0]
            .value
            .clone()
    };
    assert_eq!(tags(&app), "platform");
    assert_eq!(take(&offered.offer, &[]).unwrap_err().code, "stale-plan");
    app.undo(&UndoRequest {
        sequence: done.sequence,
        reason: String::new(),
    })
    .unwrap();
    assert_eq!(tags(&app), "data");

    // A conflict copy is compared the same way.
    let compared = app
        .compare_copy(
            &CompareCopyRequest {
                password: PASSWORD.into(),
            },
            &copied,
        )
        .unwrap();
    assert_eq!(compared.conflicts.len(), 1, "{compared:?}");
    take(&compared.offer, &[]).unwrap();
    assert_eq!(tags(&app), "data", "what nobody decides stays");
    user_named(&desk, &app, "bob");
}

fn user_named(desk: &Desk, app: &App, name: &str) -> String {
    let rows = app
        .users(&RowsRequest {
            account: desk.account.clone(),
            filter: name.into(),
            sort: String::new(),
            descending: false,
            offset: 0,
            limit: 10,
        })
        .unwrap()
        .rows;
    rows[0].id.clone()
}

fn keep(app: &App, place: &str, value: &str) -> Result<Nothing, String> {
    app.keep_over_lock(&KeepRequest {
        place: place.into(),
        value: value.into(),
    })
    .map_err(|error| error.message)
}

fn kept(app: &App) -> Vec<(String, String)> {
    let kept = app.kept_over_lock(&Nothing {}).unwrap();
    kept.into_iter()
        .map(|kept| (kept.place, kept.value))
        .collect()
}

#[test]
fn a_draft_outlives_a_lock_and_is_told_to_nobody_before_the_password() {
    let (desk, app) = Desk::new();
    keep(&app, "create user", "alice").unwrap();
    keep(&app, "create group", "readers").unwrap();
    keep(&app, "create group", "").unwrap();
    app.lock(&Nothing {}).unwrap();
    assert_eq!(
        app.kept_over_lock(&Nothing {}).unwrap_err().code.as_str(),
        "locked"
    );
    assert!(keep(&app, "create user", "mallory").is_err());
    app.unlock(&UnlockRequest::Password {
        password: PASSWORD.into(),
    })
    .unwrap();
    let alice = ("create user".to_owned(), "alice".to_owned());
    assert_eq!(kept(&app), vec![alice.clone()]);

    // More than a person's drafts is refused, and costs none of them.
    keep(&app, "create user", &"a".repeat(2 << 20)).unwrap_err();
    assert_eq!(kept(&app), vec![alice]);

    // Another vault knows nothing of it, and coming back neither.
    app.create_vault_at(
        &desk.scratch.path().join("Other.bailiwick"),
        &Secret::new(PASSWORD.into()),
    )
    .unwrap();
    assert_eq!(kept(&app), vec![]);
    app.open_vault(&OpenVaultRequest {
        folder: desk.vault.display().to_string(),
    })
    .unwrap();
    app.unlock(&UnlockRequest::Password {
        password: PASSWORD.into(),
    })
    .unwrap();
    assert_eq!(kept(&app), vec![]);
}
