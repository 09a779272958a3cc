//! `who-can` and `compare`: everybody of an account, in a vault and in a file.

use std::path::Path;

use bailiwick_app::contract::Nothing;
use bailiwick_app::contract::change::{Proposal, ProposalRequest};
use bailiwick_app::contract::expect::{ExpectedView, NewExpectation};
use bailiwick_app::{App, Environment, KdfParameters, Secret};

use crate::support::{ALICE, PASSWORD, Vault, run};

fn fixture() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/account.json");
    path.to_str().unwrap().to_owned()
}

/// The fixture with the role `deploy` trusting the account, carla allowed to assume roles, and
/// dario gone.
pub(crate) fn after(folder: &Path) -> String {
    let mut account: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(fixture()).unwrap()).unwrap();
    account["RoleDetailList"][0]["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] =
        serde_json::json!({"AWS": "111122223333"});
    account["UserDetailList"][0]["UserPolicyList"][0]["PolicyDocument"]["Statement"] = serde_json::json!([
        {"Effect": "Allow", "Action": ["s3:*", "sts:AssumeRole"], "Resource": "*"}
    ]);
    account["UserDetailList"].as_array_mut().unwrap().remove(1);
    let path = folder.join("after.json");
    std::fs::write(&path, account.to_string()).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn who_can_in_a_file() {
    let scratch = tempfile::tempdir().unwrap();
    let after = after(scratch.path());
    let ask = |file: &str, more: &[&str]| {
        let who = ["who-can", "--account", file];
        run(&[&who[..], more].concat())
    };
    let get = ["--action", "s3:GetObject", "--resource", "arn:aws:s3:::b/k"];
    let who = ask(&fixture(), &[&get[..], &["--json"]].concat()).json();
    assert_eq!(who["asked"], 3);
    assert_eq!(who["who"].as_array().unwrap().len(), 1);
    assert_eq!(who["who"][0]["name"], "carla");
    assert_eq!(who["who"][0]["by"][0]["via"], "group readers");
    // Carla cannot herself, and can become a role that can.
    let run_instances = ["--action", "ec2:RunInstances"];
    let said = ask(&after, &run_instances).ok();
    assert!(said.contains("in 1 hop "), "{said}");
    assert!(
        said.contains("assumes arn:aws:iam::111122223333:role/deploy"),
        "{said}"
    );
    assert!(
        said.contains("2 of 2 principals can do ec2:RunInstances on any resource"),
        "{said}"
    );
    // Nobody can: that is an answer.
    assert_eq!(ask(&fixture(), &["--action", "kms:Decrypt"]).status, 0);
    ask(&fixture(), &["--action", "s3:Get*"]).refused(1, "several-actions");
    ask(&fixture(), &["--action", "s3:Gett*"]).refused(1, "no-such-action");
    ask(&fixture(), &[&get[..3], &["b"]].concat()).refused(1, "bad-resource");
    ask("nowhere.json", &get).refused(1, "file-not-read");
    run(&["who-can", "--action", "s3:GetObject"]).refused(64, "usage");
}

#[test]
fn who_can_in_a_vault() {
    let vault = Vault::local();
    let alice = [
        "user",
        "create",
        "alice",
        "--policy",
        "AmazonS3ReadOnlyAccess",
    ];
    vault.run(&alice).ok();
    let said = vault.run(&["who-can", "--action", "s3:GetObject"]).ok();
    assert!(said.contains("user/alice"), "{said}");
    assert!(said.contains("AmazonS3ReadOnlyAccess (directly)"), "{said}");
}

#[test]
fn principal_can_in_a_file() {
    let carla = "arn:aws:iam::111122223333:user/team/carla";
    let file = fixture();
    let can = ["principal-can", "--account", &file, "--principal", carla];
    let ask = |more: &[&str]| run(&[&can[..], more].concat());
    let told = ask(&["--action", "s3:*", "--json"]).json();
    assert_eq!(told["principal"], carla);
    let services = told["services"].as_array().unwrap();
    assert_eq!(services.len(), 1);
    let actions = |service: &serde_json::Value| -> Vec<String> {
        let levels = service["levels"].as_array().unwrap();
        let actions = levels
            .iter()
            .flat_map(|it| it["actions"].as_array().unwrap());
        actions
            .map(|it| it["action"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(actions(&services[0]).contains(&"s3:GetObject".to_owned()));
    // Who can and what one can do say the same.
    let who = ["who-can", "--account", &file, "--action", "s3:GetObject"];
    let who = run(&[&who[..], &["--json"]].concat()).json();
    let row = who["who"].as_array().unwrap();
    let row = row.iter().find(|it| it["name"] == "carla").unwrap();
    let levels = services[0]["levels"].as_array().unwrap();
    let mut all = levels
        .iter()
        .flat_map(|it| it["actions"].as_array().unwrap());
    let get = all.find(|it| it["action"] == "s3:GetObject").unwrap();
    assert_eq!(get["extent"], row["extent"]);
    assert_eq!(get["allowed"], row["allowed_patterns"]);
    let said = ask(&["--action", "s3:GetObject"]).ok();
    assert!(said.contains("can do 1 action in 1 service."), "{said}");
    assert_eq!(ask(&["--action", "kms:Encrypt"]).status, 0);
    ask(&["--action", "s3:Gett*"]).refused(1, "no-such-action");
    let nobody = "arn:aws:iam::111122223333:user/nobody";
    run(&["principal-can", "--account", &file, "--principal", nobody])
        .refused(1, "no-such-principal");
    run(&["principal-can", "--principal", carla]).refused(64, "usage");
}

#[test]
fn compare_tells_expectations_whose_answer_differs() {
    let scratch = tempfile::tempdir().unwrap();
    let (before, after) = (fixture(), after(scratch.path()));
    let file = scratch.path().join("expectations.json");
    let line = |name: &str, action: &str, expect: &str| {
        serde_json::json!({
            "name": name,
            "principal": "arn:aws:iam::111122223333:user/team/carla",
            "action": action,
            "resource": "arn:aws:s3:::b/k",
            "expect": expect,
        })
    };
    let lines = [
        line("Carla deletes nothing", "s3:DeleteObject", "Denied"),
        line("Carla reads", "s3:GetObject", "Allowed"),
    ];
    let text = serde_json::json!({"version": 1, "expectations": lines});
    std::fs::write(&file, text.to_string()).unwrap();
    let file = file.to_str().unwrap();
    let compare = |one: &str, other: &str, more: &[&str]| {
        let all = ["compare", "--account", one, "--account", other];
        run(&[&all[..], &["--expectations", file], more].concat())
    };
    let told = compare(&before, &after, &["--json"]).json();
    let turned = told["expectations"].as_array().unwrap();
    assert_eq!(turned.len(), 1, "what answers the same is not told");
    assert_eq!(turned[0]["name"], "Carla deletes nothing");
    assert_eq!(turned[0]["after"], "Allowed");
    assert_eq!(
        (&turned[0]["held"], &turned[0]["holds"]),
        (&true.into(), &false.into())
    );
    let said = compare(&before, &after, &[]).ok();
    assert!(said.contains("BREAKS: Carla deletes nothing"), "{said}");
    let back = compare(&after, &before, &[]).ok();
    assert!(back.contains("now holds: Carla deletes nothing"), "{back}");
    run(&["compare", "--account", &before]).refused(64, "usage");
}

#[test]
fn compare_the_plan_of_a_vault() {
    let vault = Vault::local();
    // A local account has no state in AWS.
    vault.run(&["compare"]).refused(64, "usage");
}

#[test]
fn compare_two_files() {
    let scratch = tempfile::tempdir().unwrap();
    let (before, after) = (fixture(), after(scratch.path()));
    let compare = |one: &str, other: &str, more: &[&str]| {
        let files = ["compare", "--account", one, "--account", other];
        run(&[&files[..], more].concat())
    };
    let none = compare(&before, &before, &[]).ok();
    assert!(
        none.starts_with("Nobody gains or loses anything."),
        "{none}"
    );
    let all = compare(&before, &after, &["--json"]).json();
    let names: Vec<_> = all["principals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (&it["name"], &it["change"]))
        .collect();
    assert_eq!(
        names,
        [
            (&"carla".into(), &"changed".into()),
            (&"dario".into(), &"removed".into())
        ]
    );
    let gained = all["principals"][0]["gained"].as_array().unwrap();
    let roles = gained
        .iter()
        .find(|it| it["action"] == "sts:AssumeRole")
        .unwrap();
    let deploy = serde_json::json!(["arn:aws:iam::111122223333:role/deploy"]);
    assert_eq!(
        (&roles["before"]["extent"], &roles["after"]["allowed"]),
        (&"none".into(), &deploy)
    );
    let said = compare(&before, &after, &[]).ok();
    assert!(said.contains("gains s3:CreateJob: none -> all"), "{said}");
    run(&["compare", "--account", &before]).refused(64, "usage");
}

#[test]
fn findings_of_a_file_and_of_a_vault() {
    let all = run(&["findings", "--account", &fixture(), "--json"]).json();
    let codes: Vec<_> = all["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["role-unused"], "{all:#}");
    let vault = Vault::local();
    vault
        .run(&[
            "user",
            "create",
            "alice",
            "--policy",
            "AdministratorAccess",
            "--console",
            "--show",
        ])
        .ok();
    let said = vault.run(&["findings"]).ok();
    assert!(said.contains("high[administrator-user]: user alice: `alice` is an administrator by `AdministratorAccess` (directly).\n  help: "), "{said}");
    assert!(
        said.contains("high[console-without-mfa]: user alice"),
        "{said}"
    );
    assert!(said.ends_with("2 findings.\n"), "{said}");
}

#[test]
fn findings_of_a_real_account() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/account-authorization-details.json");
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return;
    }
    let all = run(&["findings", "--account", path.to_str().unwrap(), "--json"]).json();
    let found = all["findings"].as_array().unwrap();
    let count = |code: &str| found.iter().filter(|it| it["code"] == code).count();
    println!("{} findings", found.len());
    for code in [
        "escalation",
        "escalation-possible",
        "administrator-role",
        "statement-shadowed",
        "external-trust",
    ] {
        println!("{code}: {}", count(code));
        assert!(count(code) > 0, "{code}");
    }
}

/// Two that hold, one that does not, one that cannot be asked.
pub(crate) fn expectations(folder: &Path) -> String {
    let carla = "arn:aws:iam::111122223333:user/team/carla";
    let one = |name: &str, principal: &str, action: &str, expect: &str| serde_json::json!({"name": name, "principal": principal, "action": action, "expect": expect});
    let mut reads = one("reads", carla, "s3:GetObject", "Allowed");
    reads["resource"] = "arn:aws:s3:::b/k".into();
    reads["context"] = serde_json::json!({"aws:SourceIp": "203.0.113.7", "aws:TagKeys": ["a"]});
    reads["note"] = "every day".into();
    let all = [
        reads,
        one("keeps", carla, "s3:DeleteBucket", "ExplicitlyDenied"),
        one("runs", carla, "ec2:RunInstances", "Allowed"),
        one(
            "gone",
            "arn:aws:iam::111122223333:user/nobody",
            "ec2:RunInstances",
            "Denied",
        ),
    ];
    let path = folder.join("expectations.json");
    std::fs::write(
        &path,
        serde_json::json!({"version": 1, "expectations": all}).to_string(),
    )
    .unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn expectations_hold_or_not() {
    let scratch = tempfile::tempdir().unwrap();
    let file = expectations(scratch.path());
    let ask = |file: &str, more: &[&str]| {
        let fixture = fixture();
        run(&[&["expect", "--account", &fixture, file][..], more].concat())
    };
    let answer = ask(&file, &["--json"]);
    assert_eq!(answer.status, 2);
    let json: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    let holds: Vec<_> = json["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["holds"].as_bool().unwrap())
        .collect();
    assert_eq!(holds, [true, true, false, false]);
    assert_eq!(json["results"][3]["found"], serde_json::Value::Null);
    let words = ask(&file, &[]);
    assert!(
        words
            .out
            .contains("FAILED  runs: expected Allowed, found ImplicitlyDenied"),
        "{}",
        words.out
    );
    assert!(
        words.out.contains("2 of 4 expectations hold."),
        "{}",
        words.out
    );
    let good = scratch.path().join("good.json");
    std::fs::write(&good, r#"{"version":1,"expectations":[]}"#).unwrap();
    assert_eq!(ask(good.to_str().unwrap(), &[]).status, 0);
    std::fs::write(&good, r#"{"version":1,"expectations":[{"name":"x"}]}"#).unwrap();
    ask(good.to_str().unwrap(), &[]).refused(1, "not-expectations");
    std::fs::write(&good, r#"{"version":2,"expectations":[]}"#).unwrap();
    ask(good.to_str().unwrap(), &[]).refused(1, "not-expectations");
    ask("nowhere.json", &[]).refused(1, "file-not-read");
}

/// Saves an expectation about alice in the vault.
pub(crate) fn keep(vault: &Vault, name: &str, expected: ExpectedView) {
    let mut environment =
        Environment::of_this_machine("tester".into(), None, vault.scratch.path().into());
    environment.kdf = KdfParameters::weak_for_tests().into();
    let app = App::new(environment);
    app.choose(&vault.folder).unwrap();
    app.unlock_with_password(&Secret::new(PASSWORD.into()))
        .unwrap();
    let account = app.accounts(&Nothing {}).unwrap()[0].id.clone();
    let expectation = NewExpectation {
        id: String::new(),
        name: name.into(),
        principal: ALICE.into(),
        action: "s3:GetObject".into(),
        resource: String::new(),
        context: Vec::new(),
        expected,
        note: String::new(),
    };
    app.change(&ProposalRequest {
        account,
        proposal: Proposal::SaveExpectations {
            expectations: vec![expectation],
        },
    })
    .unwrap();
}

#[test]
fn without_a_file_the_expectations_of_the_vault_are_asked() {
    let vault = Vault::local();
    vault.run(&["user", "create", "alice"]).ok();
    let none = vault.run(&["expect"]).ok();
    assert!(none.contains("0 of 0 expectations hold."), "{none}");
    keep(&vault, "alice can not", ExpectedView::Denied);
    let json = vault.run(&["expect", "--json"]).json();
    assert_eq!((&json["held"], &json["failed"]), (&1.into(), &0.into()));
    keep(&vault, "alice can", ExpectedView::Allowed);
    let words = vault.run(&["expect"]);
    assert_eq!(words.status, 2);
    assert!(
        words
            .out
            .starts_with("FAILED  alice can: expected Allowed, found ImplicitlyDenied"),
        "{}",
        words.out
    );
    // A file of an account keeps none: there has to be one of expectations beside it.
    run(&["expect", "--account", &fixture()]).refused(64, "usage");
}

#[test]
fn expectations_travel_in_a_file() {
    let vault = Vault::aws();
    vault.run(&["user", "create", "alice"]).ok();
    keep(&vault, "alice can not", ExpectedView::Denied);
    vault
        .run(&["export", "expectations", "--out", "expected.json"])
        .ok();
    let asked = vault.run(&["expect", "expected.json"]).ok();
    assert!(asked.contains("1 of 1 expectations hold."), "{asked}");

    let other = Vault::aws();
    other.run(&["user", "create", "alice"]).ok();
    let file = vault.beside("expected.json");
    let file = file.to_str().unwrap();
    let planned = other.run(&["import", "file", file, "--plan", "--json"]);
    let planned = &planned.json()["plan"];
    assert_eq!(planned["kind"], "expectations");
    assert_eq!(planned["counts"]["new"], 1);
    other.run(&["import", "file", file]).ok();
    let back = other.run(&["export", "expectations"]).ok();
    assert_eq!(back, std::fs::read_to_string(file).unwrap());
    // Nothing of it is for AWS, and a second time there is nothing to do.
    let again = other.run(&["import", "file", file, "--plan", "--json"]);
    assert_eq!(again.json()["plan"]["counts"]["unchanged"], 1);
    let pending = other.run(&["pending", "--json"]).json();
    let pending = pending["pending"].as_array().unwrap();
    assert!(
        pending.iter().all(|row| row["name"] == "alice"),
        "{pending:?}"
    );
    std::fs::write(file, r#"{"version":3,"expectations":[]}"#).unwrap();
    let refused = other.run(&["import", "file", file]);
    refused.refused(1, "not-expectations");
}
