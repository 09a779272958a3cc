//! Twenty times SIGKILL while people are made: what was acknowledged is there.

use std::process::Stdio;
use std::time::Instant;

use crate::support::{Vault, command};

#[test]
fn nothing_acknowledged_is_lost() {
    let vault = Vault::local();
    let mut acknowledged = Vec::new();
    let mut killed = 0;
    // How long a whole run takes here and now: a loaded machine is slower, and the kills follow it.
    let started = Instant::now();
    vault
        .run(&["user", "create", "measured", "--access-key"])
        .ok();
    let mut whole = started.elapsed();
    acknowledged.push("measured".to_owned());
    for round in 0..400_u32 {
        if killed == 20 {
            break;
        }
        let name = format!("user-{round}");
        let started = Instant::now();
        let mut child = command(vault.scratch.path())
            .args(["user", "create", &name, "--access-key", "--vault"])
            .arg(&vault.folder)
            .arg("--password-file")
            .arg(&vault.password_file)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // From before the unlocking to just after the commit, in steps of a twentieth.
        std::thread::sleep(whole * (round * 7 % 20 + 1) / 20);
        let _ = child.kill();
        match child.wait().unwrap().code() {
            Some(0) => {
                // It had ended by itself: a run takes no longer than this.
                whole = whole.min(started.elapsed());
                acknowledged.push(name);
            }
            Some(status) => panic!("{name} ended with {status}"),
            None => killed += 1,
        }
    }
    assert_eq!(killed, 20, "the kills came too late");
    vault.run(&["user", "create", "after", "--access-key"]).ok();
    acknowledged.push("after".to_owned());
    let users = vault.run(&["user", "list", "--json"]).json();
    let names: Vec<&str> = users["users"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect();
    for name in &acknowledged {
        assert!(
            names.contains(&name.as_str()),
            "{name} was acknowledged and is lost"
        );
        vault
            .run(&[
                "export",
                "credentials",
                "--user",
                name,
                "--format",
                "aws-cli",
            ])
            .ok();
    }
    vault.run(&["journal", "--verify"]).ok();
    vault.keep("check", &[]).ok();
    println!(
        "{killed} kills, {} acknowledged, {} there",
        acknowledged.len(),
        names.len()
    );
}
