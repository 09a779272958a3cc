//! Every write, sync, rename and removal fails once: by `strace`, which has the kernel answer with
//! an error of our choice at the so-manieth call. Nothing acknowledged is lost, the message says
//! what happened, and the vault goes on afterwards.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::kill::heard;
use super::script::{STEPS, state};
use super::{made, trials, unlock};

/// Calls that alter the disk, and the errors that disks answer with.
const CALLS: &[(&str, &[&str])] = &[
    ("pwrite64", &["EIO", "ENOSPC"]),
    ("write", &["EIO", "ENOSPC"]),
    ("fsync", &["EIO"]),
    ("fdatasync", &["EIO"]),
    ("ftruncate", &["EIO"]),
    ("unlink", &["EIO"]),
    ("rename", &["EIO", "ENOSPC"]),
];

pub(super) fn can_trace() -> bool {
    Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "true"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Runs the script with a call failing; says what it said.
fn failing(vault: &Path, first: u64, call: &str, error: &str, when: usize) -> Vec<String> {
    let mut child = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "-e"])
        .arg(format!("trace={call}"))
        .arg("-e")
        .arg(format!("inject={call}:error={error}:when={when}"))
        // The test harness writes to its outputs, too: only files of the vault are meant.
        .args(["-P"])
        .arg(vault)
        .args(paths(vault))
        .arg(std::env::current_exe().unwrap())
        .args([
            "tests::script::steps",
            "--exact",
            "--ignored",
            "--nocapture",
        ])
        .env("BAILIWICK_TEST_VAULT", vault)
        .env("BAILIWICK_TEST_FIRST", first.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let said = heard(&mut child);
    child.wait().unwrap();
    said
}

/// The files of the vault, as strace's filter wants them: those that are there, and those that
/// writing makes beside them.
fn paths(vault: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut add = |path: &Path| found.extend(["-P".to_owned(), path.display().to_string()]);
    add(&vault.join("backups"));
    add(&vault.join("keyslots.json.tmp"));
    for entry in fs::read_dir(vault).unwrap() {
        let path = entry.unwrap().path();
        add(&path);
        let mut journal = path.into_os_string();
        journal.push("-journal");
        add(Path::new(&journal));
    }
    found
}

fn copy(from: &Path, to: &Path) {
    crate::platform::make_private_folder(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn every_failing_write_is_refused_and_loses_nothing() {
    if !can_trace() {
        println!("skipped: strace can not trace here");
        return;
    }
    let made = made();
    // Every step from here on is one of each kind, rotation included.
    let first = STEPS - 10;
    let (mut failed, mut codes) = (0, std::collections::BTreeSet::new());
    for (call, errors) in CALLS {
        for error in *errors {
            // The long form fails each call in turn; the short one takes steps.
            let mut when = 1;
            loop {
                let scratch = tempfile::tempdir().unwrap();
                let path = scratch.path().join("team.bailiwick");
                copy(&made.path, &path);
                let said = failing(&path, first, call, error, when);
                let last = said.last().map(String::as_str).unwrap_or_default();
                let acknowledged = said
                    .iter()
                    .rev()
                    .find_map(|line| line.strip_prefix("state "));
                let mut vault = unlock(&path);
                let report = vault.check();
                assert!(report.passed(), "{call} {error} {when}: {report:?}");
                // What was acknowledged is there; the step that failed is there whole or not at all.
                let found = state(&mut vault);
                if let Some(acknowledged) = acknowledged {
                    let generation =
                        |text: &str| -> u64 { text.split(' ').next().unwrap().parse().unwrap() };
                    let (there, before) = (generation(&found), generation(acknowledged));
                    assert!(
                        found == acknowledged || there == before + 1,
                        "{call} {error} {when}: {acknowledged} became {found}"
                    );
                }
                if last == "ended" {
                    break;
                }
                let code = last.strip_prefix("refused ");
                codes.insert(code.unwrap_or("a crash").to_owned());
                assert!(
                    code.is_some_and(|code| code.starts_with("vault-")),
                    "{call} {when}: {said:?}"
                );
                // The disk is well again: the next change is made.
                super::record(
                    &mut vault,
                    "Well again",
                    vec![super::create_user(7, "well")],
                    &[],
                );
                failed += 1;
                when += usize::try_from(trials(7, 1)).unwrap();
            }
        }
    }
    println!("{failed} failures, told as {codes:?}");
    assert!(failed > 20, "{failed}");
}
