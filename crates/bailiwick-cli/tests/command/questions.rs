//! Simulation in its four forms, and imports.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Instant;

use crate::support::{ALICE, Vault, command, run, run_in};

const CASE: &str = r#"{"id":"a","request":{"principal":"arn:aws:iam::111122223333:user/alice","action":"s3:GetObject","resource":"arn:aws:s3:::b/k","context":{}},"policies":{"identity":[{"name":"p0","doc":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}}],"resource":null,"boundary":null,"session":null,"scp":[],"rcp":[],"vpce":null},"expect":{"decision":"Allowed"}}"#;

fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared")
        .join(path);
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/account.json")
}

#[test]
fn sessions_ask_too() {
    let vault = Vault::local();
    vault
        .run(&["user", "create", "alice", "--policy", "AmazonS3FullAccess"])
        .ok();
    let policy = vault.beside("session.json");
    let document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#;
    std::fs::write(&policy, document).unwrap();
    let policy = policy.display().to_string();
    let ask = |action: &str, more: &[&str]| {
        let mut all = vec![
            "simulate",
            "--principal",
            ALICE,
            "--json",
            "--action",
            action,
        ];
        all.extend(["--resource", "arn:aws:s3:::b/k"]);
        all.extend(more);
        vault.run(&all)
    };
    let decision =
        |action: &str, more: &[&str]| ask(action, more).json()["answers"][0]["decision"].clone();
    let federated = ["--session", "federation-token", "--session-name", "bob"];
    assert_eq!(decision("s3:GetObject", &federated), "ImplicitlyDenied");
    let limited = [&federated[..], &["--session-policy", &policy]].concat();
    let answer = ask("s3:GetObject", &limited).json();
    assert_eq!(answer["answers"][0]["decision"], "Allowed");
    let name = "arn:aws:sts::111122223333:federated-user/bob";
    assert_eq!(answer["principal"], name);
    assert_eq!(decision("s3:PutObject", &limited), "ImplicitlyDenied");
    let token = ["--session", "session-token", "--mfa"];
    let answer = ask("s3:PutObject", &token).json();
    assert_eq!(answer["answers"][0]["decision"], "Allowed");
    let keys = answer["context"].as_array().unwrap();
    let mfa = keys
        .iter()
        .find(|it| it["key"] == "aws:MultiFactorAuthPresent")
        .unwrap();
    assert_eq!(mfa["values"][0], "true");
    ask("s3:GetObject", &["--session", "assume-role"]).refused(1, "no-such-session");
    ask("s3:GetObject", &["--mfa"]).refused(64, "usage");
    let odd = ["--session", "federation-token", "--session-name", "b b"];
    ask("s3:GetObject", &odd).refused(1, "invalid-field");
}

#[test]
fn a_vault_answers() {
    let vault = Vault::local();
    vault
        .run(&[
            "user",
            "create",
            "alice",
            "--policy",
            "AmazonS3ReadOnlyAccess",
        ])
        .ok();
    let ask = |more: &[&str]| {
        let mut all = vec!["simulate", "--principal", ALICE];
        all.extend(more);
        vault.run(&all)
    };
    let get = ["--action", "s3:GetObject", "--resource", "arn:aws:s3:::b/k"];
    let said = ask(&get).ok();
    assert!(
        said.starts_with("Allowed           s3:GetObject on arn:aws:s3:::b/k\n"),
        "{said}"
    );
    assert!(said.contains("AmazonS3ReadOnlyAccess"), "{said}");
    let cross = ask(&[
        "--action",
        "s3:GetObject",
        "--action",
        "s3:PutObject",
        "--resource",
        "arn:aws:s3:::b/k",
        "--resource",
        "arn:aws:s3:::c/k",
        "--json",
    ])
    .json();
    let decisions: Vec<_> = cross["answers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["decision"].clone())
        .collect();
    let denied = "ImplicitlyDenied";
    assert_eq!(decisions, ["Allowed", "Allowed", denied, denied]);
    // A denial is an answer.
    assert_eq!(ask(&["--action", "s3:PutObject"]).status, 0);
    let any = ask(&["--action", "s3:Get*", "--json"]).json();
    assert_eq!(any["answers"][0]["extent"], "all");
    ask(&["--action", "s3:Gett*"]).refused(1, "no-such-action");
    ask(&["--action", "nonsense"]).refused(1, "bad-action");
    ask(&["--action", "s3:GetObject", "--resource", "b"]).refused(1, "bad-resource");
    ask(&["--action", "s3:GetObject", "--context", "x"]).refused(64, "usage");
    ask(&["--action", "s3:GetObject", "--context", "x=1"]).refused(1, "invalid-field");
    let stranger = [
        "simulate",
        "--principal",
        "arn:aws:iam::111122223333:user/bob",
    ];
    let stranger = [&stranger[..], &["--action", "s3:GetObject"]].concat();
    vault.run(&stranger).refused(1, "no-such-principal");
}

#[test]
fn a_file_answers_without_a_vault() {
    let file = fixture();
    let file = file.to_str().unwrap();
    let ask = |principal: &str, action: &str| {
        run(&[
            "simulate",
            "--account",
            file,
            "--principal",
            principal,
            "--action",
            action,
            "--json",
        ])
        .json()["answers"][0]["decision"]
            .clone()
    };
    let carla = "arn:aws:iam::111122223333:user/team/carla";
    assert_eq!(ask(carla, "s3:GetObject"), "Allowed");
    assert_eq!(ask(carla, "s3:DeleteBucket"), "ExplicitlyDenied");
    assert_eq!(ask(carla, "ec2:RunInstances"), "ImplicitlyDenied");
    assert_eq!(
        ask("arn:aws:iam::111122223333:role/deploy", "ec2:RunInstances"),
        "Allowed"
    );
    let missing = [
        "simulate",
        "--account",
        "nowhere.json",
        "--principal",
        carla,
        "--action",
        "s3:*",
    ];
    run(&missing).refused(1, "file-not-read");
}

#[test]
fn cases_stream_in_order() {
    let broken = CASE
        .replace("\"Statement\"", "\"statement\"")
        .replace("\"a\"", "\"b\"");
    let wrong = CASE.replace("\"Allowed\"", "\"ExplicitlyDenied\"");
    let cases = |lines: &[&str], more: &[&str]| {
        let mut all = vec!["simulate", "--cases", "-"];
        all.extend(more);
        run_in(Path::new("."), &all, lines.join("\n").as_bytes())
    };
    let answer = r#"{"id":"a","decision":"Allowed","decided_by":[{"policy":"p0","policy_type":"identity","statement":0,"effect":"Allow"}],"blocked_by":[],"missing_context":[],"not_evaluable":[]}"#;
    assert_eq!(
        cases(&[CASE, CASE], &["--check"]).ok(),
        format!("{answer}\n{answer}\n")
    );
    assert_eq!(cases(&[&wrong], &[]).status, 0);
    assert_eq!(cases(&[&wrong], &["--check"]).status, 2);
    let mixed = cases(&[&broken, CASE, "{", "[]", "\u{0}"], &["--check"]);
    assert_eq!(mixed.status, 1);
    let lines: Vec<serde_json::Value> = mixed
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 5);
    assert_eq!(lines[0]["id"], "b");
    assert_eq!(lines[0]["error"]["code"], "missing-statement");
    assert_eq!(lines[1]["decision"], "Allowed");
    assert_eq!(lines[2]["error"]["code"], "not-json");
    let bytes = run_in(Path::new("."), &["simulate", "--cases", "-"], b"\xff\xfe\n");
    assert_eq!((bytes.status, bytes.out.contains("UTF-8")), (1, true));
    run(&["simulate", "--cases", "nowhere"]).refused(1, "file-not-read");
}

#[test]
fn an_answer_comes_before_the_next_question() {
    let mut child = command(Path::new("."))
        .args(["simulate", "--cases", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..3 {
        writeln!(stdin, "{CASE}").unwrap();
        let mut line = String::new();
        answers.read_line(&mut line).unwrap();
        assert!(line.contains("Allowed"), "{line}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn every_documented_case_holds() {
    let Some(file) = shared("cases/documented.ndjson") else {
        return;
    };
    let run = run(&["simulate", "--cases", file.to_str().unwrap(), "--check"]);
    assert_eq!(
        (run.status, run.out.lines().count()),
        (0, 56),
        "{}",
        run.err
    );
}

#[test]
fn suites_answer_every_request() {
    let suite = r#"{"principal":"arn:aws:iam::111122223333:user/alice","context":{},"policies":{"identity":[{"name":"p","doc":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}}],"resource":null,"boundary":null,"session":null,"scp":[],"rcp":[],"vpce":null},"requests":[{"action":"s3:GetObject","resource":"arn:aws:s3:::b/k"},{"action":"nonsense","resource":"*"},{"action":"ec2:RunInstances","resource":"*"}]}"#;
    let short = run_in(
        Path::new("."),
        &["simulate", "--suite", "-", "--no-explain"],
        suite.as_bytes(),
    );
    assert_eq!(short.status, 1);
    let lines: Vec<&str> = short.out.lines().collect();
    assert_eq!(lines[0], r#"{"id":0,"decision":"Allowed"}"#);
    assert!(
        lines[1].starts_with(r#"{"id":1,"error":{"code":"bad-action""#),
        "{}",
        lines[1]
    );
    assert_eq!(lines[2], r#"{"id":2,"decision":"ImplicitlyDenied"}"#);
    let full = run_in(
        Path::new("."),
        &["simulate", "--suite", "-"],
        suite.as_bytes(),
    );
    assert!(full.out.lines().next().unwrap().contains("decided_by"));
    run_in(Path::new("."), &["simulate", "--suite", "-"], b"{").refused(1, "not-json");
    let Some(file) = shared("bench/large.json") else {
        return;
    };
    let start = Instant::now();
    let large = run(&[
        "simulate",
        "--suite",
        file.to_str().unwrap(),
        "--no-explain",
    ])
    .ok();
    println!("large.json in {:?}", start.elapsed());
    let count = |word: &str| large.lines().filter(|line| line.contains(word)).count();
    let counts = (count("\"Allowed"), count("Explicitly"), count("Implicitly"));
    assert_eq!(counts, (405, 126, 469));
}

#[test]
fn an_account_is_imported() {
    let vault = Vault::aws();
    let file = fixture();
    let import = ["import", "authorization-details", file.to_str().unwrap()];
    let plan = vault.run(&[&import[..], &["--plan"]].concat()).ok();
    assert!(plan.ends_with("this is only the plan.\n"), "{plan}");
    assert_eq!(
        vault.run(&["user", "list", "--json"]).json()["users"][0],
        serde_json::Value::Null
    );
    let done = vault.run(&[&import[..], &["--json"]].concat()).json();
    assert_eq!(done["plan"]["counts"]["users"], 2);
    assert!(
        vault
            .run(&["user", "show", "carla"])
            .ok()
            .contains("in AWS")
    );
    assert!(
        vault
            .run(&["role", "show", "deploy"])
            .ok()
            .contains("ec2.amazonaws.com")
    );
    assert!(
        vault
            .run(&["pending"])
            .ok()
            .starts_with("Nothing is pending")
    );

    let text = std::fs::read_to_string(&file).unwrap();
    let bad = vault.beside("bad.json");
    std::fs::write(&bad, &text[..text.len() - 40]).unwrap();
    let import = ["import", "authorization-details", bad.to_str().unwrap()];
    let cut = vault.run(&import);
    cut.refused(1, "unreadable-file");
    assert!(
        cut.err.contains("at: ") && cut.err.contains("bad.json, Policies[0], byte"),
        "{}",
        cut.err
    );
    std::fs::write(&bad, "{\"UserDetailList\": 7}").unwrap();
    vault.run(&import).refused(1, "unreadable-file");
    let missing = ["import", "authorization-details", "nowhere.json"];
    vault.run(&missing).refused(1, "file-not-read");
}

#[test]
fn the_example_account_is_imported() {
    let Some(file) = shared("data/account-authorization-details.json") else {
        return;
    };
    let vault = Vault::local();
    let file = file.to_str().unwrap();
    vault.run(&["import", "authorization-details", file]).ok();
    vault.run(&["user", "list"]).refused(1, "not-found");
    let users = vault
        .run(&["user", "list", "--in", "200611803367", "--json"])
        .json();
    assert_eq!(users["users"].as_array().unwrap().len(), 41);
    assert!(
        vault
            .run(&["pending", "--in", "acme"])
            .ok()
            .contains("local account")
    );
    vault
        .run(&["pending", "--in", "nobody"])
        .refused(1, "not-found");
    vault.keep("check", &[]).ok();
}
