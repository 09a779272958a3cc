//! After locking, nothing of a key, a password or a revealed secret is left in the memory of the
//! process: another process looks through all of it.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};

use zeroize::Zeroizing;

use super::kill::{say, started};
use super::{Counting, create_key, create_user, id, now};
use crate::{CreateOptions, KdfParameters, LockedVault, NewSecret, SecretKind, Vault};
use iam_names::Secret;

/// Opens the vault with a password from standard input, reveals a secret, locks.
#[test]
#[ignore = "started by the test below"]
fn opener() {
    let Some((place, _)) = started() else {
        return;
    };
    // Read without a buffer of the library's, which would keep it.
    let mut line = Zeroizing::new([0; 64]);
    let length = File::open("/dev/stdin").unwrap().read(&mut *line).unwrap();
    let mut text = String::with_capacity(64);
    text.push_str(std::str::from_utf8(&line[..length]).unwrap().trim_end());
    zeroize::Zeroize::zeroize(&mut *line);
    let password = Secret::new(text);
    let locked = LockedVault::open(&place).unwrap();
    let mut vault = locked.unlock_with_password(&password, now()).unwrap();
    let revealed = vault
        .reveal(
            id(11),
            SecretKind::SecretAccessKey,
            "reveal",
            "admin",
            now(),
        )
        .unwrap();
    vault.confirm_password(&password, now()).unwrap();
    say("open");
    wait();
    drop((revealed, password));
    drop(vault.lock());
    say("locked");
    wait();
}

/// Waits for a line, one byte at a time.
fn wait() {
    let mut byte = [0];
    let mut stdin = File::open("/dev/stdin").unwrap();
    while stdin.read(&mut byte).unwrap() == 1 && byte[0] != b'\n' {}
}

/// How often each canary stands in another process's memory.
fn found(child: &Child, canaries: &[(&'static str, Vec<u8>)]) -> Vec<(&'static str, usize)> {
    let sought: Vec<&[u8]> = canaries.iter().map(|(_, bytes)| bytes.as_slice()).collect();
    let counts = bailiwick_tests::memory::count(child.id(), &sought).unwrap();
    canaries.iter().map(|(name, _)| *name).zip(counts).collect()
}

fn random_text(length: usize) -> String {
    let mut bytes = vec![0; length / 2];
    File::open("/dev/urandom")
        .unwrap()
        .read_exact(&mut bytes)
        .unwrap();
    crate::hex::text(&bytes)
}

#[cfg(target_os = "linux")]
#[test]
fn after_locking_nothing_secret_is_left_in_memory() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("team.bailiwick");
    // Made up at run time: what stands in the program's own text would always be found.
    let (password, key) = (random_text(40), random_text(40));
    let options = CreateOptions {
        kdf: KdfParameters::argon2id(64 * 1024, 3, 4).unwrap(),
        now: now(),
        who: "admin",
        entropy: &mut Counting::from(77),
    };
    let (mut vault, _) = Vault::create(&path, &Secret::new(password.clone()), options).unwrap();
    super::begin(&mut vault);
    let (operation, _) = create_key(10, 11);
    let new = NewSecret {
        credential: id(11),
        kind: SecretKind::SecretAccessKey,
        body: Secret::new(key.clone()),
    };
    super::record(
        &mut vault,
        "Create",
        vec![create_user(10, "alice"), operation],
        &[new],
    );
    let raw = vault.key().bytes().to_vec();
    let database = vault.key().derive_database_key().well_formed().unwrap()[2..66].to_vec();
    let database_raw: Vec<u8> = database
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect();
    drop(vault);
    let canaries = [
        ("the password", password.clone().into_bytes()),
        ("the revealed secret", key.into_bytes()),
        ("the data key", raw),
        ("the database's key as text", database),
        ("the database's key", database_raw),
    ];

    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "tests::memory::opener",
            "--exact",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .env("BAILIWICK_TEST_VAULT", &path)
        .env("BAILIWICK_TEST_FIRST", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    writeln!(stdin, "{password}").unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut until = |word: &str| {
        let wanted = format!("said {word}");
        assert!(out.any(|line| line.unwrap() == wanted), "{word}");
    };
    until("open");
    let open = found(&child, &canaries);
    // The looking works: an open vault has its key, and the person's secret is being shown.
    for name in ["the data key", "the revealed secret", "the password"] {
        let (_, count) = open.iter().find(|(found, _)| *found == name).unwrap();
        assert!(*count > 0, "{name}: {open:?}");
    }
    writeln!(stdin).unwrap();
    until("locked");
    let locked = found(&child, &canaries);
    println!("open: {open:?}\nlocked: {locked:?}");
    writeln!(stdin).unwrap();
    child.wait().unwrap();
    assert!(locked.iter().all(|(_, count)| *count == 0), "{locked:?}");
}
