//! Full disks, folders that can only be read, and paths that people really have.

use std::fs;
use std::process::{Command, Stdio};

use iam_directory::NoManagedPolicies;

use super::kill::{heard, say, started};
use super::{create, create_user, id, made, now, record, set, unlock};
use crate::{CreateOptions, KdfParameters, LockedVault};

#[test]
fn a_full_disk_refuses_the_change_and_loses_nothing() {
    let mut made = made();
    let vault = &mut made.vault;
    let pages: i64 = vault
        .connection()
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    let limit = |vault: &crate::Vault, most: i64| {
        vault
            .connection()
            .query_row(&format!("PRAGMA max_page_count = {most}"), [], |_| Ok(()))
            .unwrap();
    };
    limit(vault, pages + 4);
    let mut written = 0;
    let error = loop {
        let user = create_user(100 + written, &format!("user{written}"));
        let set = set("Create user", vec![user]);
        match vault.record(&set, &[], "admin", now(), &NoManagedPolicies) {
            Ok(_) => written += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(error.code(), "vault-disk-full");
    assert!(written > 2);
    let estate = vault.estate();
    assert_eq!(*unlock(&made.path).estate(), *estate);
    limit(&made.vault, i64::from(i32::MAX));
    record(
        &mut made.vault,
        "Room again",
        vec![create_user(7, "later")],
        &[],
    );
    assert!(made.vault.check().passed());
}

/// Fills a vault under a limit that the shell has set, and says what came of it.
#[test]
#[ignore = "started by the test below"]
fn filler() {
    let Some((place, _)) = started() else {
        return;
    };
    let mut vault = unlock(&place);
    for number in 100.. {
        let user = create_user(number, &format!("user{number}"));
        let set = set("Create user", vec![user]);
        if let Err(error) = vault.record(&set, &[], "admin", now(), &NoManagedPolicies) {
            say(error.code());
            break;
        }
        say("ok");
    }
    let estate = vault.estate();
    say(if *unlock(&place).estate() == *estate {
        "same"
    } else {
        "other"
    });
}

#[cfg(unix)]
#[test]
fn a_limit_of_the_system_refuses_the_change_and_loses_nothing() {
    let made = made();
    // Kilobytes where the shell is bash, half of them where it is dash: either is enough.
    let mut child = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 120; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().unwrap())
        .args([
            "tests::limits::filler",
            "--exact",
            "--ignored",
            "--nocapture",
        ])
        .env("BAILIWICK_TEST_VAULT", &made.path)
        .env("BAILIWICK_TEST_FIRST", "0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut said = heard(&mut child);
    child.wait().unwrap();
    assert_eq!(said.pop().as_deref(), Some("same"));
    let code = said.pop().unwrap();
    assert!(
        ["vault-disk-full", "vault-io"].contains(&code.as_str()),
        "{code}"
    );
    assert!(said.len() > 2);
    let mut vault = unlock(&made.path);
    record(&mut vault, "Room again", vec![create_user(7, "later")], &[]);
    let estate = vault.estate();
    let users = estate
        .account(id(super::ACCOUNT))
        .unwrap()
        .planned()
        .users()
        .count();
    assert_eq!(users, said.len() + 1);
    assert!(vault.check().passed());
}

#[test]
#[ignore = "started by the test below"]
fn reader() {
    let Some((place, _)) = started() else {
        return;
    };
    match LockedVault::open(&place) {
        Ok(_) => say("opened"),
        Err(error) => say(error.code()),
    }
    let options = CreateOptions {
        kdf: KdfParameters::weak_for_tests(),
        now: now(),
        who: "admin",
        entropy: &mut super::Counting::default(),
    };
    match crate::Vault::create(&place.join("inner"), &super::secret("x"), options) {
        Ok(_) => say("created"),
        Err(error) => say(error.code()),
    }
}

/// The rights of a folder bind everybody but root, so as root another user looks.
#[cfg(unix)]
#[test]
fn a_folder_that_can_only_be_read_is_refused_before_the_password() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    let made = made();
    let is_root = fs::metadata(&made.path).unwrap().uid() == 0;
    let rights = |path: &std::path::Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    for entry in fs::read_dir(&made.path).unwrap() {
        let entry = entry.unwrap();
        let narrow = if entry.file_type().unwrap().is_dir() {
            0o555
        } else {
            0o444
        };
        rights(&entry.path(), narrow);
    }
    rights(&made.path, 0o555);
    rights(made.path.parent().unwrap(), 0o755);
    // Where the program lies may be closed to another user: a copy where it is not.
    let program = made.path.parent().unwrap().join("program");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    rights(&program, 0o755);
    let mut command = Command::new(program);
    command
        .args([
            "tests::limits::reader",
            "--exact",
            "--ignored",
            "--nocapture",
        ])
        .env("BAILIWICK_TEST_VAULT", &made.path)
        .env("BAILIWICK_TEST_FIRST", "0")
        .current_dir("/")
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    if is_root {
        command.uid(65534).gid(65534);
    }
    let mut child = command.spawn().unwrap();
    let said = heard(&mut child);
    child.wait().unwrap();
    rights(&made.path, 0o700);
    assert_eq!(said, ["vault-read-only", "vault-read-only"]);
}

#[test]
fn spaces_umlauts_and_signs_in_a_path_do_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "Büro Süd.bailiwick",
        "a%20b?mode=ro#x.bailiwick",
        "日本 '\"語.bailiwick",
        "-wal",
    ] {
        let within = folder.path().join("Ordner für Tests");
        fs::create_dir_all(&within).unwrap();
        let path = within.join(name);
        create(&path);
        assert!(unlock(&path).check().passed(), "{name}");
    }
}

#[test]
fn a_place_that_is_taken_or_has_no_parent_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("team.bailiwick");
    let create = |path: &std::path::Path, password: &str| {
        let options = CreateOptions {
            kdf: KdfParameters::weak_for_tests(),
            now: now(),
            who: "admin",
            entropy: &mut super::Counting::default(),
        };
        crate::Vault::create(path, &super::secret(password), options)
            .map(drop)
            .map_err(|error| error.code())
    };
    assert_eq!(create(&path, ""), Err("vault-empty-password"));
    assert_eq!(
        create(&folder.path().join("a/b"), "x"),
        Err("vault-missing")
    );
    fs::write(folder.path().join("file"), b"x").unwrap();
    assert_eq!(
        create(&folder.path().join("file"), "x"),
        Err("vault-exists")
    );
    fs::create_dir(&path).unwrap();
    assert_eq!(create(&path, "x"), Ok(()));
    assert_eq!(create(&path, "x"), Err("vault-exists"));
    assert_eq!(create(folder.path(), "x"), Err("vault-exists"));
    let names = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 2, "nothing is left beside");
}

/// The rights come from us and not from the umask, journal included.
#[cfg(unix)]
#[test]
fn a_careless_umask_changes_nothing() {
    use std::os::unix::fs::PermissionsExt;

    for umask in ["0000", "0777"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("team.bailiwick");
        let made = Command::new("sh")
            .args(["-c", &format!("umask {umask}; exec \"$0\" \"$@\"")])
            .arg(std::env::current_exe().unwrap())
            .args(["tests::kill::creator", "--exact", "--ignored"])
            .env("BAILIWICK_TEST_VAULT", &path)
            .env("BAILIWICK_TEST_FIRST", "0")
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(made.success(), "{umask}");
        assert!(unlock(&path).check().passed(), "{umask}");
        let rights =
            |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
        assert_eq!(rights(&path), 0o700);
        for entry in fs::read_dir(&path).unwrap() {
            let entry = entry.unwrap().path();
            let expected = if entry.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(rights(&entry), expected, "{}", entry.display());
        }
    }
}
