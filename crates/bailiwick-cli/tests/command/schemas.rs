//! Every `--json` answer holds against its schema in `docs/json`, and none is left out.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{ALICE, PASSWORD, Vault, run_in};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/json")
}

/// Holds answers against schemas, and remembers which ones.
#[derive(Default)]
struct Held {
    names: BTreeSet<String>,
}

impl Held {
    #[track_caller]
    fn check(&mut self, name: &str, answer: &Value) {
        self.names.insert(name.to_owned());
        let path = folder().join(format!("{name}.schema.json"));
        let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let faults: Vec<String> = validator
            .iter_errors(answer)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}\n{answer:#}");
        if name != "case" {
            assert_eq!(answer["version"], 1, "{name}");
        }
    }
}

#[test]
fn every_answer_has_its_schema() {
    let mut held = Held::default();
    let vault = Vault::local();
    vaults(&mut held, &vault);
    people(&mut held, &vault);
    imported(&mut held, &vault);
    planned(&mut held);
    cases(&mut held);
    linted(&mut held);
    everybody(&mut held);
    let there: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .map(|name| name.strip_suffix(".schema.json").unwrap().to_owned())
        .collect();
    assert_eq!(there, held.names);
}

fn ask(vault: &Vault, arguments: &[&str]) -> Value {
    let mut all = arguments.to_vec();
    all.push("--json");
    vault.run(&all).json()
}

fn vaults(held: &mut Held, vault: &Vault) {
    let create = ["vault", "create", "new", "--account-id", "111122223333"];
    let create = [&create[..], &["--password-file", "-", "--json"]].concat();
    let new = run_in(vault.scratch.path(), &create, PASSWORD.as_bytes());
    held.check("vault-create", &new.json());
    held.check("vault-check", &vault.keep("check", &["--json"]).json());
    let other = Vault::local();
    fs::write(
        other.beside("next"),
        "four unusual words in a jar of marmalade",
    )
    .unwrap();
    let changed = other.keep("password", &["--new-password-file", "next", "--json"]);
    held.check("vault-password", &changed.json());
    let key = other.beside("stick.key");
    fs::copy(other.beside("next"), &other.password_file).unwrap();
    let slots = ["--add-key-file", key.to_str().unwrap(), "--json"];
    held.check("vault-slots", &other.keep("slots", &slots).json());
    held.check("vault-backup", &other.keep("backup", &["--json"]).json());
    held.check("vault-backups", &other.keep("backups", &["--json"]).json());
    held.check(
        "vault-recovery-key",
        &other.keep("recovery-key", &["--json"]).json(),
    );
    held.check("vault-rotate", &other.keep("rotate", &["--json"]).json());
    fs::write(other.beside("phrase"), "open sesame street").unwrap();
    let since = ask(&other, &["journal"])["total"].to_string();
    ask(&other, &["user", "create", "travelling"]);
    let export = [
        "changes",
        "export",
        "--since",
        &since,
        "--passphrase-file",
        "phrase",
        "--out",
        "c.age",
    ];
    held.check("changes-export", &ask(&other, &export));
    let import = ["changes", "import", "c.age", "--passphrase-file", "phrase"];
    held.check("changes", &ask(&other, &import));
    let away = other.beside("away.bailiwick-backup");
    let away = away.to_str().unwrap();
    other.keep("backup", &["--to", away]).ok();
    let preview = [
        "vault",
        "restore",
        away,
        "--preview",
        "--json",
        "--password-file",
        "password",
    ];
    let preview = run_in(other.scratch.path(), &preview, b"");
    held.check("vault-preview", &preview.json());
    let restore = ["vault", "restore", away, "--to", "restored", "--json"];
    held.check(
        "vault-restore",
        &run_in(other.scratch.path(), &restore, b"").json(),
    );
}

fn people(held: &mut Held, vault: &Vault) {
    let group = ["group", "create", "devs", "--policy", "ReadOnlyAccess"];
    held.check("change", &ask(vault, &group));
    let mut alice = vec![
        "user",
        "create",
        "alice",
        "--group",
        "devs",
        "--console",
        "--access-key",
    ];
    alice.extend([
        "--tag",
        "a=b",
        "--boundary",
        "PowerUserAccess",
        "--show",
        "--csv",
        "a.csv",
    ]);
    held.check("user-create", &ask(vault, &alice));
    held.check("user-create", &ask(vault, &["user", "create", "bob"]));
    held.check("user-list", &ask(vault, &["user", "list"]));
    held.check("user-show", &ask(vault, &["user", "show", "alice"]));
    held.check("group-list", &ask(vault, &["group", "list"]));
    held.check("group-show", &ask(vault, &["group", "show", "devs"]));
    held.check(
        "policy-list",
        &ask(vault, &["policy", "list", "--scope", "all"]),
    );
    held.check(
        "policy-show",
        &ask(vault, &["policy", "show", "PowerUserAccess"]),
    );
    for action in ["s3:GetObject", "s3:PutObject", "iam:PassRole", "s4:Odd"] {
        let simulate = ["simulate", "--principal", ALICE, "--action", action];
        held.check("simulate", &ask(vault, &simulate));
    }
    held.check(
        "export",
        &ask(
            vault,
            &["export", "email", "--user", "alice", "--out", "drafts"],
        ),
    );
    let give = ["hand-off", "give", "--user", "alice"];
    let plan = ask(vault, &[&give[..], &["--plan"]].concat());
    held.check("hand-off-plan", &plan);
    let more = ["--secrets", "encrypted", "--show", "--out", "given"];
    let given = ask(vault, &[&give[..], &more].concat());
    held.check("hand-off-give", &given);
    let list = ask(vault, &["hand-off", "list"]);
    held.check("hand-off-list", &list);
    let id = list["hand_offs"][0]["id"].as_str().unwrap();
    let mark = ["hand-off", "mark", id, "--as", "sent"];
    held.check("change", &ask(vault, &mark));
    held.check("change", &ask(vault, &["user", "disable", "alice"]));
    held.check("user-show", &ask(vault, &["user", "show", "alice"]));
    held.check("change", &ask(vault, &["user", "enable", "alice"]));
    held.check("change", &ask(vault, &["user", "delete", "alice"]));
}

fn imported(held: &mut Held, vault: &Vault) {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/account.json");
    let import = [
        "import",
        "authorization-details",
        fixture.to_str().unwrap(),
        "--in",
        "acme",
    ];
    held.check("import", &ask(vault, &[&import[..], &["--plan"]].concat()));
    held.check("import", &ask(vault, &import));
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#;
    fs::write(vault.beside("buckets.json"), policy).unwrap();
    let file = ["import", "file", "buckets.json", "--in", "acme"];
    held.check("import", &ask(vault, &file));
    held.check("role-list", &ask(vault, &["role", "list"]));
    held.check("role-show", &ask(vault, &["role", "show", "deploy"]));
    held.check("policy-show", &ask(vault, &["policy", "show", "guard"]));
    held.check("pending", &ask(vault, &["pending"]));
    held.check("journal", &ask(vault, &["journal"]));
    held.check("journal-verify", &ask(vault, &["journal", "--verify"]));
    let carla = "arn:aws:iam::111122223333:user/team/carla";
    for action in ["s3:DeleteBucket", "s3:GetObject"] {
        let simulate = ["simulate", "--principal", carla, "--action", action];
        held.check("simulate", &ask(vault, &simulate));
    }
}

fn planned(held: &mut Held) {
    let vault = Vault::aws();
    vault.run(&["user", "create", "alice", "--access-key"]).ok();
    held.check("pending", &ask(&vault, &["pending"]));
    let keys = "Access key ID,Secret access key\nAKIAIOSFODNN7EXAMPLE,wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n";
    fs::write(vault.beside("alice_accessKeys.csv"), keys).unwrap();
    let import = ["import", "credentials", "alice_accessKeys.csv"];
    held.check("import-credentials", &ask(&vault, &import));
    held.check("user-show", &ask(&vault, &["user", "show", "alice"]));
}

fn cases(held: &mut Held) {
    let good = r#"{"id":1,"request":{"principal":"arn:aws:iam::111122223333:user/alice","action":"s3:GetObject","resource":"*","context":{"a:b":["c"]}},"policies":{"identity":[{"name":"p","doc":{"Statement":[{"Sid":"x","Effect":"Deny","Action":"*","Resource":"*"},{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Odd":{"a:b":"c"}}}]}}],"resource":null,"boundary":null,"session":null,"scp":[],"rcp":[],"vpce":null}}"#;
    let lines = format!(
        "{good}\n{}\nnonsense\n",
        good.replace("\"Deny\"", "\"Allow\"")
    );
    let run = run_in(
        Path::new("."),
        &["simulate", "--cases", "-"],
        lines.as_bytes(),
    );
    assert_eq!(run.out.lines().count(), 3);
    for line in run.out.lines() {
        held.check("case", &serde_json::from_str(line).unwrap());
    }
}

fn linted(held: &mut Held) {
    let policy = r#"{"Statement":{"Effect":"allow","Action":"s3:GetObjct","Resource":"*"}}"#;
    let lint = ["lint", "-", "--json"];
    let run = run_in(Path::new("."), &lint, policy.as_bytes());
    held.check("lint", &serde_json::from_str(&run.out).unwrap());
}

fn everybody(held: &mut Held) {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/account.json");
    let fixture = fixture.to_str().unwrap();
    let ask = |arguments: &[&str]| run_in(Path::new("."), arguments, b"").json();
    for action in ["s3:GetObject", "sts:AssumeRole", "ec2:RunInstances"] {
        let who = [
            "who-can",
            "--account",
            fixture,
            "--action",
            action,
            "--json",
        ];
        held.check("who-can", &ask(&who));
    }
    let carla = "arn:aws:iam::111122223333:user/team/carla";
    let can = [
        "principal-can",
        "--account",
        fixture,
        "--principal",
        carla,
        "--json",
    ];
    held.check("principal-can", &ask(&can));
    let scratch = tempfile::tempdir().unwrap();
    let after = crate::everybody::after(scratch.path());
    let compare = [
        "compare",
        "--account",
        fixture,
        "--account",
        &after,
        "--json",
    ];
    held.check("compare", &ask(&compare));
    let file = crate::everybody::expectations(scratch.path());
    let expect = ["expect", "--account", fixture, &file, "--json"];
    let run = run_in(Path::new("."), &expect, b"");
    held.check("expect", &serde_json::from_str(&run.out).unwrap());
    let findings = ["findings", "--account", &after, "--json"];
    held.check("findings", &ask(&findings));
}
