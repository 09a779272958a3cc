//! Two admins with copies of one vault: changes travel encrypted, conflicts are decided one by one,
//! and a conflict copy is merged the same way.

use std::fs;
use std::path::{Path, PathBuf};

use bailiwick_app::contract::expect::ExpectedView;

use crate::everybody::keep;
use crate::support::{Run, Vault, run_in};

/// An identity made for this test, and its public key.
const IDENTITY: &str =
    "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX\n";
const RECIPIENT: &str = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
}

/// Another admin's copy of the vault.
fn second(vault: &Vault) -> PathBuf {
    let other = vault.beside("Berta.bailiwick");
    copy(&vault.folder, &other);
    other
}

fn on(vault: &Vault, folder: &Path, arguments: &[&str]) -> Run {
    let mut all = arguments.to_vec();
    let (folder, file) = (
        folder.to_str().unwrap(),
        vault.password_file.to_str().unwrap(),
    );
    all.extend(["--vault", folder, "--password-file", file]);
    run_in(vault.scratch.path(), &all, b"")
}

#[test]
fn changes_travel_encrypted_and_are_taken_over_as_one() {
    let vault = Vault::local();
    vault.run(&["user", "create", "alice"]).ok();
    let since = vault.run(&["journal", "--json"]).json()["total"].to_string();
    let other = second(&vault);
    vault.run(&["group", "create", "readers"]).ok();
    vault
        .run(&[
            "user",
            "create",
            "bob",
            "--group",
            "readers",
            "--access-key",
        ])
        .ok();
    fs::write(vault.beside("identity"), IDENTITY).unwrap();
    let export = [
        "changes",
        "export",
        "--since",
        &since,
        "--encrypt-to",
        RECIPIENT,
        "--out",
        "c.age",
    ];
    vault.run(&export).ok();
    let bytes = fs::read(vault.beside("c.age")).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("bob"));

    let import = ["changes", "import", "c.age", "--identity", "identity"];
    let seen = on(&vault, &other, &[&import[..], &["--json"]].concat()).json();
    assert_eq!(seen["entries"].as_array().unwrap().len(), 2);
    assert_eq!(seen["conflicts"], serde_json::json!([]));
    assert_eq!(seen["taken"], serde_json::Value::Null);
    let users = |folder: &Path| {
        let listed = on(&vault, folder, &["user", "list", "--json"]).json();
        listed["users"].as_array().unwrap().len()
    };
    assert_eq!(users(&other), 1, "looking changes nothing");
    on(&vault, &other, &[&import[..], &["--take"]].concat()).ok();
    assert_eq!(users(&other), 2);
    // The secret stayed at home.
    let credentials = [
        "export",
        "credentials",
        "--user",
        "bob",
        "--format",
        "aws-cli",
    ];
    on(&vault, &other, &credentials).refused(1, "no-secret");
    on(&vault, &other, &[&import[..], &["--take"]].concat()).refused(1, "nothing-to-do");
    fs::write(vault.beside("phrase"), "something else").unwrap();
    let wrong = ["changes", "import", "c.age", "--passphrase-file", "phrase"];
    on(&vault, &other, &wrong).refused(1, "changes-wrong-key");
}

#[test]
fn a_conflict_copy_is_merged_and_conflicts_are_decided_one_by_one() {
    let vault = Vault::local();
    vault.run(&["user", "create", "alice"]).ok();
    let other = second(&vault);
    vault.run(&["user", "delete", "alice"]).ok();
    on(&vault, &other, &["group", "create", "readers"]).ok();
    on(&vault, &other, &["user", "create", "bob"]).ok();
    let listed = on(&vault, &other, &["user", "show", "alice", "--json"]).json();
    assert_eq!(listed["user"]["name"], "alice");
    let merge = ["changes", "merge", "Berta.bailiwick"];
    let seen = vault.run(&[&merge[..], &["--json"]].concat()).json();
    assert_eq!(seen["entries"].as_array().unwrap().len(), 2, "{seen:#}");
    vault
        .run(&[&merge[..], &["--take", "--theirs", "nothing"]].concat())
        .refused(1, "invalid-field");
    vault.run(&[&merge[..], &["--take"]].concat()).ok();
    let users = vault.run(&["user", "list", "--json"]).json();
    assert_eq!(users["users"][0]["name"], "bob");
    vault.run(&["journal", "--verify"]).ok();

    // Another vault altogether is no copy.
    let stranger = Vault::local();
    copy(&stranger.folder, &vault.beside("stranger"));
    vault
        .run(&["changes", "merge", "stranger"])
        .refused(1, "not-found");
}

/// What denies S3 to the group `readers`.
const DENIES: &str = r#"
Resources:
  G:
    Type: AWS::IAM::Group
    Properties:
      GroupName: readers
      Policies:
        - PolicyName: no-s3
          PolicyDocument: {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}
"#;

/// A vault that expects alice to read S3, and another admin's copy in which she no longer may.
fn against_expectations() -> (Vault, PathBuf) {
    let vault = Vault::local();
    let group = ["group", "create", "readers", "--policy"];
    vault
        .run(&[&group[..], &["AmazonS3ReadOnlyAccess"]].concat())
        .ok();
    vault
        .run(&["user", "create", "alice", "--group", "readers"])
        .ok();
    let other = second(&vault);
    fs::write(vault.beside("stack.yaml"), DENIES).unwrap();
    on(&vault, &other, &["import", "file", "stack.yaml"]).ok();
    keep(&vault, "alice reads", ExpectedView::Allowed);
    (vault, other)
}

/// That taking over is refused for the expectation, and goes on with a reason that is kept.
fn takes_a_reason(vault: &Vault, command: &[&str]) {
    let asked = || vault.run(&["expect"]).status;
    let take = [command, &["--take"]].concat();
    vault.run(command).ok();
    vault.run(&take).refused(1, "expectations-broken");
    let reason = |why| [&take[..], &["--in-spite-of-expectations", why]].concat();
    vault.run(&reason(" ")).refused(1, "expectations-broken");
    assert_eq!(asked(), 0, "what is refused changes nothing");
    vault.run(&reason("berta moved her")).ok();
    assert_eq!(asked(), 2);
    let journal = vault.run(&["journal", "--limit", "1"]).ok();
    assert!(
        journal.contains("in spite of `alice reads`: berta moved her"),
        "{journal}"
    );
}

#[test]
fn imported_changes_that_break_an_expectation_take_a_reason() {
    let (vault, other) = against_expectations();
    let since = vault.run(&["journal", "--json"]).json()["total"]
        .as_u64()
        .unwrap()
        - 1;
    let since = since.to_string();
    fs::write(vault.beside("identity"), IDENTITY).unwrap();
    let export = ["changes", "export", "--since", &since, "--out", "c.age"];
    let export = [&export[..], &["--encrypt-to", RECIPIENT]].concat();
    on(&vault, &other, &export).ok();
    takes_a_reason(
        &vault,
        &["changes", "import", "c.age", "--identity", "identity"],
    );
}

#[test]
fn a_merged_copy_that_breaks_an_expectation_takes_a_reason() {
    let (vault, _other) = against_expectations();
    takes_a_reason(&vault, &["changes", "merge", "Berta.bailiwick"]);
}
