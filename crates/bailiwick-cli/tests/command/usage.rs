//! The grammar: exit status 64, help, completions, closed pipes.

use std::process::Stdio;

use crate::support::{Vault, command, run};

#[test]
fn usage_errors_exit_64_in_the_documented_form() {
    for arguments in [
        &["frobnicate"][..],
        &["user", "list"],
        &["simulate"],
        &["simulate", "--cases", "x", "--suite", "y"],
        &["simulate", "--cases", "x", "--principal", "y"],
        &[
            "export",
            "credentials",
            "--vault",
            "v",
            "--user",
            "u",
            "--format",
            "xlsx",
        ],
        &["vault", "create", "v"],
        &[],
    ] {
        let run = run(arguments);
        assert_eq!(run.status, 64, "{arguments:?}: {}", run.err);
        if !arguments.is_empty() {
            run.refused(64, "usage");
        }
    }
}

#[test]
fn a_password_is_no_argument() {
    run(&["vault", "check", "v", "--password", "secret"]).refused(64, "usage");
}

#[test]
fn help_and_version_are_answers() {
    assert!(run(&["--help"]).ok().contains("simulate"));
    assert!(run(&["simulate", "--help"]).ok().contains("KEY[]="));
    assert!(run(&["--version"]).ok().starts_with("bailiwick "));
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(
            run(&["generate-completions", shell])
                .ok()
                .contains("simulate"),
            "{shell}"
        );
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let vault = Vault::local();
    let mut child = command(vault.scratch.path())
        .args(["policy", "list", "--scope", "all", "--vault"])
        .arg(&vault.folder)
        .arg("--password-file")
        .arg(&vault.password_file)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
