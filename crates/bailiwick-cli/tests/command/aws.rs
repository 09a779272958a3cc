//! The script for real: the AWS CLI against an imitation of AWS on this machine. Runs when
//! `BAILIWICK_AWS_CLI` names the one and `BAILIWICK_MOTO_SERVER` the other (moto's server, from
//! `PyPI`: `pip install 'moto[server]==5.2.5'`).

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Vault, run_in};

/// The imitation, stopped when it is dropped.
pub(crate) struct Aws {
    server: Child,
    port: u16,
    cli: PathBuf,
}

impl Aws {
    pub(crate) fn start(folder: &Path) -> Option<Self> {
        let (Some(cli), Some(moto)) = (
            std::env::var_os("BAILIWICK_AWS_CLI"),
            std::env::var_os("BAILIWICK_MOTO_SERVER"),
        ) else {
            println!("skipped: BAILIWICK_AWS_CLI and BAILIWICK_MOTO_SERVER name no programs");
            return None;
        };
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let log = fs::File::create(folder.join("moto.log")).unwrap();
        let server = Command::new(moto)
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .env("MOTO_ACCOUNT_ID", "111122223333")
            .env("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        let aws = Self {
            server,
            port,
            cli: cli.into(),
        };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begun.elapsed() < Duration::from_mins(1), "moto is silent");
            std::thread::sleep(Duration::from_millis(100));
        }
        Some(aws)
    }

    fn set(&self, command: &mut Command) {
        let folder = self.cli.parent().unwrap().display();
        let path = std::env::var("PATH").unwrap();
        command
            .env("PATH", format!("{folder}:{path}"))
            .env(
                "AWS_ENDPOINT_URL",
                format!("http://127.0.0.1:{}", self.port),
            )
            .env("AWS_REGION", "us-east-1")
            .env("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
            .env(
                "AWS_SECRET_ACCESS_KEY",
                "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            );
    }

    /// What the AWS CLI answers.
    pub(crate) fn ask(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(&self.cli);
        self.set(&mut command);
        let output = command.args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a script with the passwords of a CSV file.
    fn run(&self, vault: &Vault, script: &str, csv: Option<&str>) -> Output {
        let mut command = Command::new("bash");
        self.set(&mut command);
        let line = match csv {
            Some(csv) => format!("exec bash '{script}' 3< '{csv}'"),
            None => format!("exec bash '{script}'"),
        };
        command
            .args(["-c", &line])
            .current_dir(vault.scratch.path())
            .env("BAILIWICK", env!("CARGO_BIN_EXE_bailiwick"))
            .env("BAILIWICK_VAULT", &vault.folder)
            .env("BAILIWICK_PASSWORD_FILE", &vault.password_file)
            .output()
            .unwrap()
    }
}

impl Drop for Aws {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn script(vault: &Vault, name: &str, more: &[&str]) -> String {
    let export = ["export", "account", "--format", "aws-cli", "--out", name];
    vault.run(&[&export[..], more].concat()).ok();
    fs::read_to_string(vault.beside(name)).unwrap()
}

/// Runs a command that needs no vault, in the vault's scratch folder.
fn vault_free(vault: &Vault, arguments: &[&str]) {
    run_in(vault.scratch.path(), arguments, b"").ok();
}

/// What the collect script asks for tags, and the tag that each is told.
const RESOURCE_TAGS: [(&str, &str); 4] = [
    ("get-bucket-tagging", "books"),
    ("list-queue-tags", "billing"),
    ("list-tags-for-resource", "news"),
    ("list-resource-tags", "vault"),
];

/// Resources of other services, each with a tag.
fn make_resources(aws: &Aws) {
    aws.ask(&["s3api", "create-bucket", "--bucket", "ledger"]);
    let tags = ["--tagging", "TagSet=[{Key=team,Value=books}]"];
    aws.ask(
        &[
            &["s3api", "put-bucket-tagging", "--bucket", "ledger"],
            &tags[..],
        ]
        .concat(),
    );
    let queue = ["sqs", "create-queue", "--queue-name", "jobs"];
    aws.ask(&[&queue[..], &["--tags", "team=billing"]].concat());
    let topic = ["sns", "create-topic", "--name", "news"];
    aws.ask(&[&topic[..], &["--tags", "Key=team,Value=news"]].concat());
    let key = ["kms", "create-key", "--tags", "TagKey=team,TagValue=vault"];
    aws.ask(&key);
}

/// A role with an instance profile, a provider and a policy.
const TEMPLATE: &str = r#"
Resources:
  Provider:
    Type: AWS::IAM::OIDCProvider
    Properties:
      Url: https://token.actions.githubusercontent.com
      ClientIdList: [sts.amazonaws.com]
      ThumbprintList: [6938fd4d98bab03faadb97b34396831e3780aea1]
      Tags: [{Key: team, Value: ci}]
  Read:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      ManagedPolicyName: read
      PolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: s3:GetObject, Resource: "*"}]}
  Web:
    Type: AWS::IAM::Role
    Properties:
      RoleName: web
      Description: Serves the pages
      MaxSessionDuration: 7200
      AssumeRolePolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}]}
      ManagedPolicyArns: [!Ref Read]
      Tags: [{Key: team, Value: web}]
  Profile:
    Type: AWS::IAM::InstanceProfile
    Properties: {InstanceProfileName: web, Path: /, Roles: [!Ref Web]}
"#;

#[test]
fn a_plan_reaches_aws_and_a_key_comes_back() {
    let vault = Vault::aws();
    let Some(aws) = Aws::start(vault.scratch.path()) else {
        return;
    };
    let group = ["group", "create", "devs", "--policy", "ReadOnlyAccess"];
    vault.run(&group).ok();
    let alice = ["user", "create", "alice", "--group", "devs", "--console"];
    let more = ["--access-key", "--tag", "team=file://x", "--csv", "a.csv"];
    vault.run(&[&alice[..], &more].concat()).ok();
    vault
        .run(&["user", "create", "=+,.@_-", "--path", "/a/b/"])
        .ok();
    fs::write(vault.beside("more.yaml"), TEMPLATE).unwrap();
    vault.run(&["import", "file", "more.yaml"]).ok();
    script(&vault, "pending.sh", &["--pending"]);
    script(&vault, "revert.sh", &["--revert"]);
    let passwords = ["export", "credentials", "--format", "console"];
    let passwords = [&passwords[..], &["--user", "alice", "--out", "p.csv"]].concat();
    vault.run(&passwords).ok();

    // Without the passwords nothing is begun.
    let output = aws.run(&vault, "pending.sh", None);
    assert!(said(&output).contains("passwords are missing"));
    assert!(!aws.ask(&["iam", "list-users"]).contains("alice"));

    for _ in 0..2 {
        let output = aws.run(&vault, "pending.sh", Some("p.csv"));
        assert!(output.status.success(), "{}", said(&output));
    }
    let attached = ["iam", "list-attached-user-policies", "--user-name", "alice"];
    assert!(aws.ask(&attached).contains("IAMUserChangePassword"));
    let tags = aws.ask(&["iam", "list-user-tags", "--user-name", "alice"]);
    assert!(tags.contains("file://x"));
    let profile = ["iam", "get-login-profile", "--user-name", "alice"];
    aws.ask(&profile);
    // One key, though the script ran twice, and its secret is in the vault.
    let keys = aws.ask(&["iam", "list-access-keys", "--user-name", "alice"]);
    let keys: serde_json::Value = serde_json::from_str(&keys).unwrap();
    let keys = keys["AccessKeyMetadata"].as_array().unwrap().clone();
    assert_eq!(keys.len(), 1);
    let export = ["export", "credentials", "--format", "aws-cli", "--user"];
    let csv = vault.run(&[&export[..], &["alice"]].concat()).ok();
    let id = keys[0]["AccessKeyId"].as_str().unwrap();
    assert!(csv.contains(&format!("alice,{id},")), "{csv}");

    // What the collect script gathers leaves nothing to be done.
    make_resources(&aws);
    vault_free(&vault, &["collect-script", "--out", "collect.sh"]);
    let output = aws.run(&vault, "collect.sh", None);
    assert!(output.status.success(), "{}", said(&output));
    fs::write(vault.beside("bundle.ndjson"), &output.stdout).unwrap();
    let bundle = String::from_utf8(output.stdout).unwrap();
    for (ask, tag) in RESOURCE_TAGS {
        let line = bundle
            .lines()
            .find(|line| line.contains(ask) && line.contains(tag));
        assert!(line.is_some(), "{ask}: {bundle}");
    }
    vault.run(&["import", "bundle", "bundle.ndjson"]).ok();
    let pending = vault.run(&["pending", "--json"]).json();
    assert_eq!(pending["pending"], serde_json::json!([]));
    // The key and its secret are still the same.
    assert_eq!(vault.run(&[&export[..], &["alice"]].concat()).ok(), csv);

    let provider = aws.ask(&["iam", "list-open-id-connect-providers"]);
    assert!(provider.contains("token.actions.githubusercontent.com"));
    let profile = [
        "iam",
        "get-instance-profile",
        "--instance-profile-name",
        "web",
    ];
    assert!(aws.ask(&profile).contains("\"RoleName\": \"web\""));
    // A change of what is there already, carried out as well.
    fs::write(vault.beside("more.yaml"), TEMPLATE.replace("7200", "3600")).unwrap();
    vault.run(&["import", "file", "more.yaml"]).ok();
    assert!(script(&vault, "again.sh", &["--pending"]).contains("update-role --role-name=web"));
    let output = aws.run(&vault, "again.sh", None);
    assert!(output.status.success(), "{}", said(&output));

    let output = aws.run(&vault, "revert.sh", None);
    assert!(output.status.success(), "{}", said(&output));
    let provider = aws.ask(&["iam", "list-open-id-connect-providers"]);
    assert!(!provider.contains("token.actions"), "{provider}");
    assert!(!aws.ask(&["iam", "list-instance-profiles"]).contains("web"));
    assert!(!aws.ask(&["iam", "list-roles"]).contains("\"web\""));
    assert!(!aws.ask(&["iam", "list-users"]).contains("alice"));
    assert!(!aws.ask(&["iam", "list-groups"]).contains("devs"));
}
