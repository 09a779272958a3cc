//! What we write, read by others: templates by cfn-lint, configurations by python-hcl2, drafts by
//! Python's mail reader. Runs when `BAILIWICK_PYTHON` names a Python that has them, as
//! `cargo xtask test` does; with moto's server, a stack is made of the template as well.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::aws::Aws;
use crate::support::Vault;

fn python(script: &str, arguments: &[&Path]) -> Option<String> {
    let Some(python) = std::env::var_os("BAILIWICK_PYTHON") else {
        println!("skipped: BAILIWICK_PYTHON names no program");
        return None;
    };
    let output = Command::new(python)
        .args(["-c", script])
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    Some(String::from_utf8(output.stdout).unwrap())
}

/// An account with something of everything that templates hold.
fn account() -> Vault {
    let vault = Vault::aws();
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::ledger/${aws:username}/*"}]}"#;
    std::fs::create_dir(vault.beside("policies")).unwrap();
    std::fs::write(vault.beside("policies/read-ledger.json"), policy).unwrap();
    vault.run(&["import", "file", "policies"]).ok();
    let template = "Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      RoleName: deploy\n      Description: \"Says \\\"${hello}\\\" & more\"\n      AssumeRolePolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}]}\n      ManagedPolicyArns: [arn:aws:iam::111122223333:policy/read-ledger]\n";
    std::fs::write(vault.beside("role.yaml"), template).unwrap();
    vault.run(&["import", "file", "role.yaml"]).ok();
    let group = ["group", "create", "devs", "--policy", "ReadOnlyAccess"];
    vault.run(&group).ok();
    let alice = [
        "user", "create", "alice", "--group", "devs", "--path", "/a/",
    ];
    let more = ["--tag", "team=a b:c", "--boundary", "PowerUserAccess"];
    vault.run(&[&alice[..], &more].concat()).ok();
    vault.run(&["user", "create", "=+,.@_-"]).ok();
    vault
}

fn export(vault: &Vault, format: &str, name: &str) {
    let export = ["export", "account", "--format", format, "--out", name];
    vault.run(&export).ok();
}

#[test]
fn cfn_lint_finds_nothing() {
    let vault = account();
    export(&vault, "cloudformation", "stack.yaml");
    let lint = "import sys; sys.argv = ['cfn-lint', '--format', 'json', sys.argv[1]]\n\
                from cfnlint.runner import main\n\
                sys.exit(main())";
    let Some(found) = python(lint, &[&vault.beside("stack.yaml")]) else {
        return;
    };
    assert!(matches!(found.trim(), "" | "[]"), "cfn-lint says: {found}");
}

#[test]
fn the_template_makes_a_stack() {
    let vault = account();
    let Some(aws) = Aws::start(vault.scratch.path()) else {
        return;
    };
    export(&vault, "cloudformation", "stack.yaml");
    let body = format!("file://{}", vault.beside("stack.yaml").display());
    let create = ["cloudformation", "create-stack", "--stack-name", "iam"];
    let more = [
        "--capabilities",
        "CAPABILITY_NAMED_IAM",
        "--template-body",
        &body,
    ];
    aws.ask(&[&create[..], &more].concat());
    let users = aws.ask(&["iam", "list-users", "--query", "Users[].UserName"]);
    let mut users: Vec<String> = serde_json::from_str(&users).unwrap();
    users.sort();
    assert_eq!(users, ["=+,.@_-", "alice"]);
    // The imitation makes no groups in a stack: cfn-lint alone is asked of them.
    // Nor does it attach a role's managed policies there: that the role is made is what it shows.
    aws.ask(&["iam", "get-role", "--role-name", "deploy"]);
}

#[test]
fn python_hcl2_reads_the_configuration() {
    let vault = account();
    export(&vault, "terraform", "iam.tf");
    let load = "import hcl2, json, sys\n\
                with open(sys.argv[1]) as file: print(json.dumps(hcl2.load(file)))";
    let Some(read) = python(load, &[&vault.beside("iam.tf")]) else {
        return;
    };
    let read: Value = serde_json::from_str(&read).unwrap();
    let resources = read["resource"].as_array().unwrap();
    let mut kinds: Vec<String> = resources
        .iter()
        .flat_map(|it| it.as_object().unwrap().keys())
        .map(|it| it.trim_matches('"').to_owned())
        .collect();
    kinds.sort();
    kinds.dedup();
    let expected = [
        "aws_iam_group",
        "aws_iam_group_policy_attachment",
        "aws_iam_policy",
        "aws_iam_role",
        "aws_iam_role_policy_attachment",
        "aws_iam_user",
        "aws_iam_user_group_membership",
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn pythons_mail_reader_finds_no_defect() {
    let vault = Vault::local();
    let create = ["user", "create", "alice", "--console", "--csv", "a.csv"];
    vault.run(&create).ok();
    std::fs::write(vault.beside("phrase"), "four words for one file\n").unwrap();
    let email = ["export", "email", "--user", "alice", "--out", "drafts"];
    let more = ["--to", "alice@example.com", "--passphrase-file", "phrase"];
    vault.run(&[&email[..], &more].concat()).ok();
    let read = "import email, email.policy, json, sys\n\
                strict = email.policy.default.clone(raise_on_defect=True)\n\
                message = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=strict)\n\
                parts = list(message.walk())\n\
                defects = [str(d) for p in parts for d in p.defects]\n\
                body = message.get_body(('plain',)).get_content()\n\
                files = [p.get_filename() for p in message.iter_attachments()]\n\
                data = [len(p.get_content()) for p in message.iter_attachments()]\n\
                print(json.dumps([defects, message['subject'], message['to'], body, files, data]))";
    let Some(read) = python(read, &[&vault.beside("drafts/alice.eml")]) else {
        return;
    };
    let read: Value = serde_json::from_str(&read).unwrap();
    assert_eq!(read[0], serde_json::json!([]));
    assert!(!read[1].as_str().unwrap().is_empty());
    assert!(read[2].as_str().unwrap().contains("alice@example.com"));
    assert!(read[3].as_str().unwrap().contains("alice"));
    assert_eq!(read[4][0], "alice_credentials.csv.age");
    assert!(read[5][0].as_u64().unwrap() > 100);
}

/// The reference implementation opens what we encrypt to a key. Runs where `age` is on the path.
#[test]
fn age_opens_the_attachment() {
    let has = |program: &str| Command::new(program).arg("--version").output().is_ok();
    if !has("age") || !has("age-keygen") || std::env::var_os("BAILIWICK_PYTHON").is_none() {
        println!("skipped: age is not on the path, or BAILIWICK_PYTHON names no program");
        return;
    }
    let vault = Vault::local();
    let create = ["user", "create", "alice", "--console", "--access-key"];
    vault.run(&[&create[..], &["--csv", "a.csv"]].concat()).ok();
    let key = vault.beside("key");
    let made = Command::new("age-keygen").arg("-o").arg(&key).output();
    assert!(made.unwrap().status.success());
    let text = std::fs::read_to_string(&key).unwrap();
    let (_, recipient) = text.split_once("public key: ").unwrap();
    let recipient = recipient.lines().next().unwrap();
    let email = ["export", "email", "--user", "alice", "--out", "drafts"];
    let more = ["--encrypt-to", recipient];
    vault.run(&[&email[..], &more].concat()).ok();
    let take = "import email, email.policy, sys\n\
                with open(sys.argv[1], 'rb') as file:\n\
                \x20   message = email.message_from_binary_file(file, policy=email.policy.default)\n\
                [part] = message.iter_attachments()\n\
                open(sys.argv[2], 'wb').write(part.get_content())";
    let file = vault.beside("credentials.age");
    python(take, &[&vault.beside("drafts/alice.eml"), &file]).unwrap();
    let opened = Command::new("age")
        .args(["--decrypt", "-i"])
        .arg(&key)
        .arg(&file)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&opened.stderr);
    assert!(opened.status.success(), "{said}");
    let csv = std::fs::read(vault.beside("a.csv")).unwrap();
    assert_eq!(opened.stdout, csv);
}
