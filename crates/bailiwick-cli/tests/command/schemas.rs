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
    let ask = |arguments: &[&str]| {
        let mut all = arguments.to_vec();
        all.push("--json");
        vault.run(&all).json()
    };
    let create = [
        "vault",
        "create",
        "new",
        "--account-id",
        "111122223333",
        "--password-file",
        "-",
    ];
    let new = run_in(
        vault.scratch.path(),
        &[&create[..], &["--json"]].concat(),
        PASSWORD.as_bytes(),
    );
    held.check("vault-create", &new.json());
    held.check("vault-check", &vault.keep("check", &["--json"]).json());

    held.check(
        "change",
        &ask(&["group", "create", "devs", "--policy", "ReadOnlyAccess"]),
    );
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
    held.check("user-create", &ask(&alice));
    held.check("user-create", &ask(&["user", "create", "bob"]));
    held.check("user-list", &ask(&["user", "list"]));
    held.check("user-show", &ask(&["user", "show", "alice"]));
    held.check("group-list", &ask(&["group", "list"]));
    held.check("group-show", &ask(&["group", "show", "devs"]));
    held.check("policy-list", &ask(&["policy", "list", "--scope", "all"]));
    held.check("policy-show", &ask(&["policy", "show", "PowerUserAccess"]));

    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/account.json");
    let import = [
        "import",
        "authorization-details",
        fixture.to_str().unwrap(),
        "--in",
        "acme",
    ];
    held.check("import", &ask(&[&import[..], &["--plan"]].concat()));
    held.check("import", &ask(&import));
    held.check("role-list", &ask(&["role", "list"]));
    held.check("role-show", &ask(&["role", "show", "deploy"]));
    held.check("policy-show", &ask(&["policy", "show", "guard"]));
    held.check("pending", &ask(&["pending"]));
    held.check("journal", &ask(&["journal"]));
    held.check("journal-verify", &ask(&["journal", "--verify"]));
    for action in ["s3:GetObject", "s3:PutObject", "iam:PassRole", "s4:Odd"] {
        held.check(
            "simulate",
            &ask(&["simulate", "--principal", ALICE, "--action", action]),
        );
    }
    let carla = "arn:aws:iam::111122223333:user/team/carla";
    for action in ["s3:DeleteBucket", "s3:GetObject"] {
        held.check(
            "simulate",
            &ask(&["simulate", "--principal", carla, "--action", action]),
        );
    }
    held.check(
        "export",
        &ask(&["export", "email", "--user", "alice", "--out", "drafts"]),
    );
    held.check("change", &ask(&["user", "delete", "alice"]));

    let planned = Vault::aws();
    planned
        .run(&["user", "create", "alice", "--access-key"])
        .ok();
    held.check("pending", &planned.run(&["pending", "--json"]).json());
    held.check(
        "user-show",
        &planned.run(&["user", "show", "alice", "--json"]).json(),
    );

    fs::write(
        vault.beside("next"),
        "four unusual words in a jar of marmalade",
    )
    .unwrap();
    let changed = vault.keep("password", &["--new-password-file", "next", "--json"]);
    held.check("vault-password", &changed.json());
    cases(&mut held);

    let there: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .map(|name| name.strip_suffix(".schema.json").unwrap().to_owned())
        .collect();
    assert_eq!(there, held.names);
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
