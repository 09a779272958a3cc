//! The exported CSV, read by the real `aws configure import` into a scratch home. Runs when
//! `BAILIWICK_AWS_CLI` names the program, as `cargo xtask test` does.

use std::ffi::OsStr;
use std::process::Command;

use bailiwick_app::contract::change::{CredentialKindView, Proposal};
use bailiwick_app::contract::secret::{CsvFormat, SaveCredentialsRequest};

use crate::support::{Desk, with_credentials};

#[test]
fn aws_configure_import() {
    let Some(aws) = std::env::var_os("BAILIWICK_AWS_CLI") else {
        println!("skipped: BAILIWICK_AWS_CLI names no program");
        return;
    };
    if version(&aws).starts_with("aws-cli/1.") {
        println!("skipped: version 1 of the AWS command line has no `configure import`");
        return;
    }
    let desk = Desk::local();
    let mut expected = Vec::new();
    let mut users = Vec::new();
    // Some secrets hold `/` or `+`; with a few keys each is met.
    for number in 0..8 {
        let name = format!("user-{number}");
        let done = desk.change(Proposal::CreateUser(with_credentials(&name)));
        let keys = done.credentials.iter();
        let key = keys
            .clone()
            .find(|it| it.kind == CredentialKindView::AccessKey)
            .unwrap();
        expected.push((
            name.clone(),
            key.access_key_id.clone(),
            desk.reveal(&key.id),
        ));
        users.push(desk.user(&name).id);
    }
    for (form, format) in [("cli", CsvFormat::AwsCli), ("legacy", CsvFormat::Legacy)] {
        let home = desk.scratch.path().join(form);
        std::fs::create_dir(&home).unwrap();
        let request = SaveCredentialsRequest {
            account: desk.account.clone(),
            users: users.clone(),
            format,
        };
        let file = desk.app.credentials_csv(&request).unwrap();
        let csv = home.join("credentials.csv");
        desk.app.write_private_file(&csv, &file).unwrap();
        let output = Command::new(&aws)
            .args(["configure", "import", "--csv"])
            .arg(format!("file://{}", csv.display()))
            .env("HOME", &home)
            .env("USERPROFILE", &home)
            .env_remove("AWS_SHARED_CREDENTIALS_FILE")
            .env_remove("AWS_CONFIG_FILE")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        let profiles = std::fs::read_to_string(home.join(".aws/credentials")).unwrap();
        for (name, id, secret) in &expected {
            let profile =
                format!("[{name}]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n");
            assert!(
                profiles.contains(&profile),
                "{form}: the profile {name} differs"
            );
        }
    }
}

fn version(aws: &OsStr) -> String {
    let said = Command::new(aws).arg("--version").output().unwrap();
    String::from_utf8(said.stdout).unwrap()
}
