//! Vaults: made, checked, damaged, missing, their passwords, and two processes on one.

use std::fs;
use std::path::Path;

use crate::support::{PASSWORD, Vault, run_in};

#[test]
fn a_vault_is_made_and_its_recovery_key_shown_once() {
    let scratch = tempfile::tempdir().unwrap();
    let create = |arguments: &[&str], input: &[u8]| {
        let mut all = vec![
            "vault",
            "create",
            "Über uns.bailiwick",
            "--password-file",
            "-",
        ];
        all.extend(arguments);
        run_in(scratch.path(), &all, input)
    };
    create(&["--account-id", "12"], PASSWORD.as_bytes()).refused(1, "invalid-field");
    create(&["--account-id", "111122223333"], b"letmein1").refused(1, "weak-password");
    create(&["--account-id", "111122223333"], b"").refused(1, "password-unreadable");
    assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 0);

    let arguments = [
        "--account-id",
        "111122223333",
        "--local",
        "--alias",
        "acme",
        "--json",
    ];
    let made = create(&arguments, PASSWORD.as_bytes()).json();
    assert_eq!(made["version"], 1);
    assert_eq!(made["account"]["account_id"], "111122223333");
    assert_eq!(made["recovery_key"].as_str().unwrap().split('-').count(), 8);
    create(&arguments, PASSWORD.as_bytes()).refused(1, "vault-exists");

    let check = [
        "vault",
        "check",
        "Über uns.bailiwick",
        "--password-file",
        "-",
    ];
    let checked = run_in(scratch.path(), &check, format!("{PASSWORD}\r\n").as_bytes());
    assert!(checked.ok().ends_with("Every check held.\n"));
}

#[test]
fn there_is_nobody_to_ask() {
    let vault = Vault::local();
    let folder = vault.folder.to_str().unwrap();
    run_in(Path::new("."), &["journal", "--vault", folder], b"").refused(1, "password-not-given");
}

#[test]
fn what_does_not_open_says_why() {
    let vault = Vault::local();
    let folder = vault.folder.to_str().unwrap();
    let list = ["user", "list", "--vault", folder, "--password-file", "-"];
    run_in(Path::new("."), &list, b"not this one").refused(1, "vault-wrong-password");
    run_in(Path::new("."), &list, b"two\nlines").refused(1, "password-unreadable");
    run_in(Path::new("."), &list, b"\xff\xfe").refused(1, "password-unreadable");
    let missing = ["user", "list", "--vault", "nowhere", "--password-file", "-"];
    run_in(vault.scratch.path(), &missing, PASSWORD.as_bytes()).refused(1, "vault-missing");
    let no_file = [
        "user",
        "list",
        "--vault",
        folder,
        "--password-file",
        "nowhere",
    ];
    run_in(vault.scratch.path(), &no_file, b"").refused(1, "password-unreadable");
}

#[test]
fn a_damaged_vault_fails_its_check_with_2() {
    let vault = Vault::local();
    vault.run(&["user", "create", "alice"]).ok();
    let database = fs::read_dir(&vault.folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|it| it == "db"))
        .unwrap();
    let whole = fs::read(&database).unwrap();
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    fs::write(&database, &damaged).unwrap();
    let checked = vault.keep("check", &[]);
    assert_eq!(checked.status, 2, "{}{}", checked.out, checked.err);
    fs::write(&database, &whole).unwrap();
    vault.keep("check", &[]).ok();

    let envelope = vault.folder.join("keyslots.json");
    let text = fs::read_to_string(&envelope).unwrap();
    fs::write(&envelope, &text[..text.len() / 2]).unwrap();
    vault
        .keep("check", &[])
        .refused(2, "vault-envelope-damaged");
    vault
        .run(&["user", "list"])
        .refused(1, "vault-envelope-damaged");
    fs::remove_file(&envelope).unwrap();
    vault
        .run(&["user", "list"])
        .refused(1, "vault-envelope-missing");
}

#[test]
fn the_password_is_changed() {
    let vault = Vault::local();
    let new = vault.beside("new password");
    fs::write(&new, "four unusual words in a jar of marmalade").unwrap();
    let new = new.to_str().unwrap();
    vault
        .keep("password", &["--new-password-file", "-"])
        .refused(1, "password-unreadable");
    fs::write(vault.beside("weak"), "password1").unwrap();
    vault
        .keep("password", &["--new-password-file", "weak"])
        .refused(1, "weak-password");
    fs::write(
        vault.beside("hashes"),
        // `four unusual words in a jar of marmalade`
        "B0AFC8AA946FDC909CFB71BFD171F39E7AD16AD2:3\n",
    )
    .unwrap();
    vault
        .keep(
            "password",
            &["--new-password-file", new, "--breached-hashes", "hashes"],
        )
        .refused(1, "weak-password");
    let changed = vault
        .keep("password", &["--new-password-file", new, "--json"])
        .json();
    assert_eq!(changed["changed"], true);
    vault
        .run(&["user", "list"])
        .refused(1, "vault-wrong-password");
    fs::copy(new, &vault.password_file).unwrap();
    vault.run(&["user", "list"]).ok();
    let twice = [
        "vault",
        "password",
        "v",
        "--password-file",
        "-",
        "--new-password-file",
        "-",
    ];
    run_in(Path::new("."), &twice, b"").refused(64, "usage");
}

#[test]
fn processes_side_by_side_lose_nothing() {
    let vault = Vault::local();
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let vault = &vault;
            scope.spawn(move || {
                for number in 0..3 {
                    let name = format!("user-{worker}-{number}");
                    // A busy vault may say so; whoever asked asks again.
                    while let run = vault.run(&["user", "create", &name])
                        && run.status != 0
                    {
                        run.refused(1, "vault-busy");
                    }
                }
            });
        }
    });
    let users = vault.run(&["user", "list", "--json"]).json();
    assert_eq!(users["users"].as_array().unwrap().len(), 12);
    vault.run(&["journal", "--verify"]).ok();
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let vault = Vault::local();
    let closed = vault.beside("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o500)).unwrap();
    if fs::write(closed.join("probe"), "").is_ok() {
        println!("skipped: this user may write everywhere");
        return;
    }
    let arguments = [
        "vault",
        "create",
        "closed/v",
        "--account-id",
        "111122223333",
        "--password-file",
        "-",
    ];
    let run = run_in(vault.scratch.path(), &arguments, PASSWORD.as_bytes());
    run.refused(1, "vault-read-only");
}

#[test]
fn another_vault_is_imported_with_its_own_password() {
    let theirs = Vault::local();
    theirs.run(&["user", "create", "alice"]).ok();
    let scratch = Vault::local();
    let ours = scratch.beside("Ours.bailiwick");
    let (folder, password) = (
        ours.to_str().unwrap(),
        scratch.password_file.to_str().unwrap(),
    );
    let create = ["vault", "create", folder, "--account-id", "444455556666"];
    let place = ["--password-file", password];
    run_in(scratch.scratch.path(), &[&create[..], &place].concat(), b"").ok();
    let import = [
        "import",
        "file",
        theirs.folder.to_str().unwrap(),
        "--vault",
        folder,
    ];
    let other = theirs.password_file.to_str().unwrap();
    let with = ["--other-password-file", other, "--json"];
    let answer = run_in(
        scratch.scratch.path(),
        &[&import[..], &place, &with].concat(),
        b"",
    )
    .json();
    assert_eq!(answer["plan"]["kind"], "vault");
    let list = [
        "user",
        "list",
        "--vault",
        folder,
        "--in",
        "111122223333",
        "--json",
    ];
    let listed = run_in(scratch.scratch.path(), &[&list[..], &place].concat(), b"").json();
    assert_eq!(listed["users"][0]["name"], "alice");
}
