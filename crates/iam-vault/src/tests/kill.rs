//! Killed at any moment: nothing that was acknowledged is lost, nothing is half there.
//!
//! The writer is this test program, started again for one ignored test; it says each write on
//! its standard output once the vault has returned from it.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::{
    ACCOUNT, Counting, PASSWORD, create_key, create_user, id, made, now, record, secret, trials,
    unlock,
};
use crate::database::tests::of_version_1;
use crate::{KdfParameters, LockedVault, Vault};

const PLACE: &str = "BAILIWICK_TEST_VAULT";
const FIRST: &str = "BAILIWICK_TEST_FIRST";

/// Starts this program again to run one ignored test.
pub(super) fn start(test: &str, vault: &Path, first: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([
            test,
            "--exact",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(PLACE, vault)
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The vault that a started test works on, if it was started and not just run.
pub(super) fn started() -> Option<(std::path::PathBuf, u64)> {
    let place = std::env::var_os(PLACE)?;
    let first = std::env::var(FIRST).ok()?.parse().ok()?;
    Some((place.into(), first))
}

pub(super) fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\nsaid {text}").unwrap();
    out.flush().unwrap();
}

/// What the program has said until its end.
pub(super) fn heard(child: &mut Child) -> Vec<String> {
    BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| line.strip_prefix("said ").map(str::to_owned))
        .collect()
}

#[test]
#[ignore = "started by the tests below"]
fn writer() {
    let Some((place, first)) = started() else {
        return;
    };
    let mut vault = unlock(&place);
    for number in first.. {
        let (key, new) = create_key(2 * number, 2 * number + 1);
        let user = create_user(2 * number, &format!("user{number}"));
        record(&mut vault, "Create user", vec![user, key], &[new]);
        say(&number.to_string());
    }
}

fn kill_after(child: &mut Child, pause: u64) {
    std::thread::sleep(Duration::from_millis(pause));
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn killed_while_recording() {
    let made = made();
    let mut next = 100;
    for round in 0..trials(20, 1000) {
        let mut child = start("tests::kill::writer", &made.path, next);
        kill_after(&mut child, 60 + 7 * (round % 20));
        let acknowledged = heard(&mut child);
        let mut vault = unlock(&made.path);
        assert!(vault.check().passed(), "{:?}", vault.check());
        let users = users(&vault);
        if let Some(last) = acknowledged.last() {
            next = last.parse::<u64>().unwrap() + 1;
        }
        let expected = usize::try_from(next - 100).unwrap();
        assert!(
            users == expected || users == expected + 1,
            "{users}, {expected}"
        );
        assert_eq!(vault.secrets().unwrap().len(), users);
        next = 100 + users as u64;
    }
    assert!(
        next > 150,
        "the writer wrote too little to show anything: {next}"
    );
}

fn users(vault: &Vault) -> usize {
    let estate = vault.estate();
    estate
        .account(id(ACCOUNT))
        .unwrap()
        .planned()
        .users()
        .count()
}

#[test]
#[ignore = "started by the test below"]
fn password_changer() {
    let Some((place, first)) = started() else {
        return;
    };
    let mut vault = LockedVault::open(&place)
        .unwrap()
        .unlock_with_password(&secret(&password(first)), now())
        .unwrap();
    let mut entropy = Counting::from(first);
    for number in first.. {
        let (old, new) = (secret(&password(number)), secret(&password(number + 1)));
        let kdf = KdfParameters::weak_for_tests();
        vault
            .change_password(&old, &new, kdf, &mut entropy, "admin", now())
            .unwrap();
        say(&(number + 1).to_string());
    }
}

fn password(number: u64) -> String {
    format!("{PASSWORD} {number}")
}

#[test]
fn killed_while_changing_the_password() {
    let mut made = made();
    let mut entropy = Counting::from(1);
    let (old, new) = (secret(PASSWORD), secret(&password(0)));
    let kdf = KdfParameters::weak_for_tests();
    made.vault
        .change_password(&old, &new, kdf, &mut entropy, "admin", now())
        .unwrap();
    let mut current = 0;
    for round in 0..trials(20, 200) {
        let mut child = start("tests::kill::password_changer", &made.path, current);
        kill_after(&mut child, 60 + 7 * (round % 20));
        if let Some(last) = heard(&mut child).last() {
            current = last.parse().unwrap();
        }
        let locked = LockedVault::open(&made.path).unwrap();
        let opens = |number| locked.unlock_with_password(&secret(&password(number)), now());
        let (old, new) = (opens(current), opens(current + 1));
        assert!(old.is_ok() != new.is_ok(), "exactly one password opens");
        current += u64::from(new.is_ok());
        let mut vault = old.or(new).unwrap();
        assert!(vault.check().passed(), "{:?}", vault.check());
        assert!(
            locked
                .unlock_with_recovery_key(&made.recovery, now())
                .is_ok()
        );
    }
    assert!(current >= 10, "too few changes to show anything: {current}");
}

#[test]
#[ignore = "started by the test below"]
fn creator() {
    let Some((place, _)) = started() else {
        return;
    };
    say("begun");
    super::create(&place);
    say("done");
}

#[test]
fn killed_while_creating() {
    let folder = tempfile::tempdir().unwrap();
    killed_within_its_work("tests::kill::creator", folder.path());
}

/// Kills a program at every moment of its work: from when it says that it begins. How long the work
/// takes here and now is learned from the kills themselves, so that about half come too late, on a
/// loaded machine too.
struct WithinItsWork {
    work: Duration,
    round: u64,
}

impl WithinItsWork {
    const fn new() -> Self {
        let work = Duration::from_millis(40);
        Self { work, round: 0 }
    }

    /// Says whether the program told that it was done.
    fn kill(&mut self, test: &str, place: &Path) -> bool {
        let mut child = start(test, place, 0);
        let mut said = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok);
        assert!(said.any(|line| line == "said begun"));
        let part = u32::try_from(self.round * 7 % 20 + 1).unwrap();
        self.round += 1;
        std::thread::sleep(self.work * part / 20);
        child.kill().unwrap();
        child.wait().unwrap();
        said.any(|line| line == "said done")
    }

    /// In large steps: of twenty kills some must fall within work of a millisecond.
    fn came(&mut self, late: bool) {
        self.work = if late {
            self.work * 2 / 3
        } else {
            self.work * 3 / 2
        };
    }
}

/// Kills a program that makes a vault in a folder, often.
fn killed_within_its_work(test: &str, folder: &Path) {
    let (mut whole, mut absent) = (0, 0);
    let mut killer = WithinItsWork::new();
    for round in 0..trials(20, 200) {
        let path = folder.join(format!("{round}.bailiwick"));
        let acknowledged = killer.kill(test, &path);
        let is_whole = path.exists();
        if is_whole {
            assert!(unlock(&path).check().passed());
            whole += 1;
        } else {
            assert!(!acknowledged);
            absent += 1;
        }
        killer.came(is_whole);
    }
    println!("{whole} whole, {absent} absent");
    assert!(whole > 0 && absent > 0, "{whole} whole, {absent} absent");
}

#[test]
fn two_programs_write_at_once_and_lose_nothing() {
    let made = made();
    let mut one = start("tests::kill::writer", &made.path, 100);
    let mut other = start("tests::kill::writer", &made.path, 100_000);
    kill_after(&mut one, 700);
    kill_after(&mut other, 0);
    let acknowledged = heard(&mut one).len() + heard(&mut other).len();
    let mut vault = unlock(&made.path);
    assert!(vault.check().passed());
    let users = users(&vault);
    assert!(
        (acknowledged..=acknowledged + 2).contains(&users),
        "{users}, {acknowledged}"
    );
    assert!(acknowledged > 10, "{acknowledged}");
}

/// Every kind of write in turn: changes, an undo, a password, a backup, a rotation, a key file.
#[test]
fn killed_during_every_kind_of_write() {
    let kills = trials(30, 1000);
    let (mut killed, mut steps) = (0, 0);
    while killed < kills {
        let made = made();
        let mut first = 0;
        let mut acknowledged = String::new();
        // From where it was cut off, until the script is through: then with another vault.
        while killed < kills && first < super::script::STEPS {
            let mut child = start("tests::script::steps", &made.path, first);
            kill_after(&mut child, 30 + 13 * (killed % 17));
            let said = heard(&mut child);
            killed += 1;
            let states: Vec<&str> = said
                .iter()
                .filter_map(|line| line.strip_prefix("state "))
                .collect();
            if let Some(last) = states.last() {
                (*last).clone_into(&mut acknowledged);
            }
            let mut vault = unlock(&made.path);
            let report = vault.check();
            assert!(report.passed(), "{report:?}");
            let found = super::script::state(&mut vault);
            let generation = |text: &str| -> Option<u64> { text.split(' ').next()?.parse().ok() };
            if let Some(before) = generation(&acknowledged) {
                let there = generation(&found).unwrap();
                assert!(
                    found == acknowledged || there == before + 1,
                    "{acknowledged} became {found}"
                );
            }
            // The first state is said before any step; names are not used twice.
            let done = (states.len() as u64).saturating_sub(1);
            steps += done;
            first += done + 1;
            acknowledged = found;
        }
    }
    println!("{killed} kills, {steps} steps acknowledged");
    assert!(steps > kills / 2, "{steps}");
}

#[test]
#[ignore = "started by the test below"]
fn restorer() {
    let Some((place, _)) = started() else {
        return;
    };
    let backup = place.with_file_name("away.bailiwick-backup");
    say("begun");
    crate::restore(&backup, &place).unwrap();
    say("done");
}

#[test]
fn killed_while_restoring() {
    let mut made = made();
    let backup = made.path.with_file_name("away.bailiwick-backup");
    super::alice(&mut made.vault);
    made.vault.backup(Some(&backup), "admin", now()).unwrap();
    killed_within_its_work("tests::kill::restorer", made.path.parent().unwrap());
    assert!(unlock(&made.path).check().passed());
}

#[test]
#[ignore = "started by the test below"]
fn upgrader() {
    let Some((place, _)) = started() else {
        return;
    };
    let locked = LockedVault::open(&place).unwrap();
    say("begun");
    locked
        .unlock_with_password(&secret(PASSWORD), now())
        .unwrap();
    say("done");
}

/// At every moment of the work on a vault of version 1, which is the same before and afterwards.
#[test]
fn killed_while_bringing_tables_up_to_date() {
    let made = of_version_1();
    let estate = made.vault.estate();
    drop(made.vault);
    let scratch = tempfile::tempdir().unwrap();
    let (mut early, mut late) = (0, 0);
    let mut killer = WithinItsWork::new();
    for round in 0..trials(20, 200) {
        let path = scratch.path().join(format!("{round}.bailiwick"));
        copy_folder(&made.path, &path);
        let is_done = killer.kill("tests::kill::upgrader", &path);
        if is_done {
            late += 1;
        } else {
            early += 1;
        }
        killer.came(is_done);
        let mut vault = unlock(&path);
        assert!(vault.check().passed(), "{:?}", vault.check());
        assert_eq!(*vault.estate(), *estate);
        assert!(
            !vault.backups().unwrap().is_empty(),
            "no backup was made before"
        );
    }
    println!("{early} within the work, {late} after it");
    assert!(early > 0 && late > 0, "{early} within, {late} after");
}

fn copy_folder(from: &Path, to: &Path) {
    crate::platform::make_private_folder(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}
