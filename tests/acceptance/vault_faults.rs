//! What a vault says when it cannot be made or opened: each fault its own code, help and place.

use std::fs;
use std::path::{Path, PathBuf};

use bailiwick_app::Secret;
use bailiwick_app::contract::vault::OpenVaultRequest;
use bailiwick_app::error::CommandError;

use crate::support::{Desk, PASSWORD, app, named, nothing};
use bailiwick_app::contract::change::Proposal;

fn open(folder: &Path, password: &str) -> Result<(), CommandError> {
    let app = app(folder.parent().unwrap());
    app.open_vault(&OpenVaultRequest {
        folder: folder.to_str().unwrap().into(),
    })?;
    app.unlock_with_password(&Secret::new(password.into()))
}

#[track_caller]
fn check(folder: &Path, code: &str) {
    let error = open(folder, PASSWORD).unwrap_err();
    assert_eq!(error.code, code, "{error:?}");
    assert!(
        !error.message.is_empty() && !error.help.is_empty(),
        "{error:?}"
    );
    assert!(!error.message.contains(PASSWORD) && !error.help.contains(PASSWORD));
}

/// A vault at rest.
fn vault() -> (Desk, PathBuf) {
    let desk = Desk::local();
    desk.change(Proposal::CreateUser(named("alice")));
    desk.app.lock(&nothing()).unwrap();
    let folder = desk.vault.clone();
    (desk, folder)
}

fn database(folder: &Path) -> PathBuf {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|extension| extension == "db"))
        .unwrap()
}

#[test]
fn a_wrong_password() {
    let (_desk, folder) = vault();
    let error = open(&folder, "not this one, surely").unwrap_err();
    assert_eq!(error.code, "vault-wrong-password");
    assert!(open(&folder, PASSWORD).is_ok());
}

#[test]
fn a_damaged_envelope() {
    let (_desk, folder) = vault();
    let envelope = folder.join("keyslots.json");
    let text = fs::read_to_string(&envelope).unwrap();
    fs::write(&envelope, &text[..text.len() - 9]).unwrap();
    check(&folder, "vault-envelope-damaged");
    fs::write(&envelope, "").unwrap();
    check(&folder, "vault-envelope-damaged");
    fs::remove_file(&envelope).unwrap();
    check(&folder, "vault-envelope-missing");
    fs::write(&envelope, text).unwrap();
    open(&folder, PASSWORD).unwrap();
}

#[test]
fn a_newer_version() {
    let (_desk, folder) = vault();
    let envelope = folder.join("keyslots.json");
    let text = fs::read_to_string(&envelope).unwrap();
    let newer = text.replacen("\"version\": 1", "\"version\": 2", 1);
    let newer = newer.replacen("bailiwick-keyslots/1", "bailiwick-keyslots/2", 1);
    assert_ne!(newer, text);
    fs::write(&envelope, newer).unwrap();
    check(&folder, "vault-newer-version");
}

#[test]
fn a_damaged_database() {
    let (_desk, folder) = vault();
    let database = database(&folder);
    let whole = fs::read(&database).unwrap();
    fs::write(&database, &whole[..whole.len() / 2]).unwrap();
    check(&folder, "vault-database-damaged");
    fs::write(&database, b"").unwrap();
    check(&folder, "vault-database-damaged");
    fs::remove_file(&database).unwrap();
    check(&folder, "vault-database-missing");
    fs::write(&database, whole).unwrap();
    open(&folder, PASSWORD).unwrap();
}

#[test]
fn no_vault_there() {
    let scratch = tempfile::tempdir().unwrap();
    check(&scratch.path().join("nowhere"), "vault-missing");
    let file = scratch.path().join("file");
    fs::write(&file, "text").unwrap();
    check(&file, "vault-not-a-vault");
}

#[test]
fn a_vault_is_not_made_over_another() {
    let (desk, folder) = vault();
    let error = desk
        .app
        .create_vault_at(&folder, &Secret::new(PASSWORD.into()))
        .map(drop);
    assert_eq!(error.unwrap_err().code, "vault-exists");
    open(&folder, PASSWORD).unwrap();
    let error = desk
        .app
        .create_vault_at(&desk.scratch.path().join("new"), &Secret::new("abc".into()));
    assert_eq!(error.map(drop).unwrap_err().code, "weak-password");
    assert!(!desk.scratch.path().join("new").exists());
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let (desk, folder) = vault();
    let permit = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    permit(desk.scratch.path(), 0o500);
    let probe = fs::write(desk.scratch.path().join("probe"), "").is_ok();
    let made = desk
        .app
        .create_vault_at(
            &desk.scratch.path().join("new"),
            &Secret::new(PASSWORD.into()),
        )
        .map(drop);
    permit(desk.scratch.path(), 0o700);
    if probe {
        println!("skipped: this user may write everywhere");
        return;
    }
    assert_eq!(made.unwrap_err().code, "vault-read-only");
    open(&folder, PASSWORD).unwrap();
}

#[test]
fn a_second_process_sees_what_the_first_wrote() {
    let desk = Desk::local();
    let second = desk.opened_again();
    desk.change(Proposal::CreateUser(named("alice")));
    second.poll(&nothing()).unwrap();
    assert_eq!(
        second
            .users(&crate::support::rows(&desk.account))
            .unwrap()
            .total,
        1
    );
}
