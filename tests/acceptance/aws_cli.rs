//! The exported CSV, read by the real `aws configure import` into a scratch home. Runs when
//! `BAILIWICK_AWS_CLI` names the program, as `cargo xtask test` does.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use bailiwick_app::contract::change::{CredentialKindView, Proposal};
use bailiwick_app::contract::secret::{CsvFormat, SaveCredentialsRequest};
use iam_exchange::credentials_csv::{AccessKeyPair, CredentialsFormat, CredentialsRow, write};
use iam_names::Secret;

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
        configure_import(&aws, &home, &csv);
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

/// Ten thousand random credentials, five hundred a file: the command rewrites its file for each.
#[test]
fn ten_thousand_keys_byte_for_byte() {
    let Some(aws) = std::env::var_os("BAILIWICK_AWS_CLI") else {
        println!("skipped: BAILIWICK_AWS_CLI names no program");
        return;
    };
    if version(&aws).starts_with("aws-cli/1.") {
        println!("skipped: version 1 of the AWS command line has no `configure import`");
        return;
    }
    let scratch = tempfile::tempdir().unwrap();
    let mut random = Xorshift(0x9e37_79b9_7f4a_7c15);
    for file in 0..20 {
        let rows: Vec<CredentialsRow> = (0..500).map(|number| random.row(number)).collect();
        let expected: Vec<String> = rows
            .iter()
            .map(|row| {
                let key = row.access_key.as_ref().unwrap();
                format!(
                    "[{}]\naws_access_key_id = {}\naws_secret_access_key = {}\n",
                    row.user_name.as_ref().unwrap(),
                    key.id,
                    key.secret.expose()
                )
            })
            .collect();
        let format = if file % 2 == 0 {
            CredentialsFormat::AwsCli
        } else {
            CredentialsFormat::Legacy
        };
        let written = write(format, &rows).unwrap();
        let home = scratch.path().join(file.to_string());
        std::fs::create_dir(&home).unwrap();
        let csv = home.join("credentials.csv");
        std::fs::write(&csv, written.bytes.expose()).unwrap();
        configure_import(&aws, &home, &csv);
        let profiles = std::fs::read_to_string(home.join(".aws/credentials")).unwrap();
        assert_eq!(profiles, expected.concat());
    }
}

/// Random enough, and the same in every run.
struct Xorshift(u64);

impl Xorshift {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }

    fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        let mut letter = || char::from(alphabet[self.below(alphabet.len())]);
        (0..length).map(|_| letter()).collect()
    }

    fn row(&mut self, number: usize) -> CredentialsRow {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        const CAPITALS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let name_letters = [LETTERS, b"_=.@-+"].concat();
        let secret_letters = [LETTERS, b"/+"].concat();
        let length = self.below(40);
        let name = format!("u{number}{}", self.text(&name_letters, length));
        let secret = self.text(&secret_letters, 40);
        let password = self.text(LETTERS, 20);
        CredentialsRow {
            user_name: Some(name.parse().unwrap()),
            password: Some(Secret::new(password)),
            access_key: Some(AccessKeyPair {
                id: format!("AKIA{}", self.text(CAPITALS, 16)).parse().unwrap(),
                secret: Secret::new(secret),
            }),
            sign_in_url: Some("https://acme.signin.aws.amazon.com/console".into()),
        }
    }
}

fn configure_import(aws: &OsStr, home: &Path, csv: &Path) {
    let output = Command::new(aws)
        .args(["configure", "import", "--csv"])
        .arg(format!("file://{}", csv.display()))
        .env("HOME", home)
        .env("USERPROFILE", home)
        .env_remove("AWS_SHARED_CREDENTIALS_FILE")
        .env_remove("AWS_CONFIG_FILE")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

fn version(aws: &OsStr) -> String {
    let said = Command::new(aws).arg("--version").output().unwrap();
    String::from_utf8(said.stdout).unwrap()
}
