//! The command opens no socket: the kernel is asked, by `strace`.

use std::fs;
use std::process::{Command, Stdio};

use crate::support::{ALICE, Vault};

#[test]
fn no_command_opens_an_internet_socket() {
    let vault = Vault::local();
    let trace = vault.beside("trace");
    let folder = vault.folder.to_str().unwrap();
    let away = vault.beside("away");
    let commands: [&[&str]; 7] = [
        &["user", "create", "alice", "--access-key", "--vault", folder],
        &[
            "export",
            "credentials",
            "--user",
            "alice",
            "--format",
            "aws-cli",
            "--vault",
            folder,
        ],
        &[
            "simulate",
            "--principal",
            ALICE,
            "--action",
            "s3:GetObject",
            "--vault",
            folder,
        ],
        &["findings", "--vault", folder],
        &["vault", "check", folder],
        &["vault", "backup", folder, "--to", away.to_str().unwrap()],
        &["vault", "rotate", folder],
    ];
    for arguments in commands {
        let status = Command::new("strace")
            .args(["-f", "-qq", "-e", "trace=%network", "-o"])
            .arg(&trace)
            .arg(env!("CARGO_BIN_EXE_bailiwick"))
            .args(arguments)
            .arg("--password-file")
            .arg(&vault.password_file)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        if !status.is_ok_and(|status| status.success()) {
            println!("skipped: strace can not trace here");
            return;
        }
        let calls = fs::read_to_string(&trace).unwrap();
        assert!(!calls.contains("AF_INET"), "{arguments:?}: {calls}");
    }
}
