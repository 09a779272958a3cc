//! Users, groups, roles and policies, and every awkward name.

use crate::support::Vault;

#[test]
fn a_person_is_made_shown_and_deleted() {
    let vault = Vault::local();
    let group = ["group", "create", "devs", "--policy", "ReadOnlyAccess"];
    assert_eq!(vault.run(&group).ok(), "Group devs created.\n");
    let made = vault
        .run(&[
            "user",
            "create",
            "alice",
            "--group",
            "DEVS",
            "--tag",
            "team=platform",
            "--policy",
            "arn:aws:iam::aws:policy/IAMReadOnlyAccess",
            "--boundary",
            "PowerUserAccess",
            "--access-key",
            "--show",
            "--json",
        ])
        .json();
    assert!(
        made["credentials"][0]["access_key_id"]
            .as_str()
            .unwrap()
            .starts_with("LKIA")
    );
    assert_eq!(made["secrets"][0]["value"].as_str().unwrap().len(), 40);
    let user = &vault.run(&["user", "show", "Alice", "--json"]).json()["user"];
    assert_eq!(user["arn"], "arn:aws:iam::111122223333:user/alice");
    assert_eq!(user["groups"][0]["name"], "devs");
    assert_eq!(user["boundary"]["name"], "PowerUserAccess");
    assert_eq!(user["tags"][0]["value"], "platform");
    assert!(
        vault
            .run(&["user", "show", "alice"])
            .ok()
            .contains("(group devs)")
    );
    assert!(vault.run(&["group", "show", "devs"]).ok().contains("alice"));
    assert!(
        vault
            .run(&["policy", "show", "ReadOnlyAccess"])
            .ok()
            .contains("group devs")
    );
    assert_eq!(
        vault.run(&["role", "list"]).ok(),
        "NAME  PATH  STANDING  TRUSTED\n"
    );
    vault
        .run(&["user", "disable", "alice", "--reason", "on leave"])
        .ok();
    assert!(
        vault
            .run(&["user", "show", "alice"])
            .ok()
            .contains("AWSDenyAll")
    );
    vault
        .run(&["user", "disable", "alice"])
        .refused(1, "nothing-to-do");
    vault.run(&["user", "enable", "alice"]).ok();
    assert!(
        !vault
            .run(&["user", "show", "alice"])
            .ok()
            .contains("AWSDenyAll")
    );
    vault.run(&["user", "delete", "alice"]).ok();
    vault
        .run(&["user", "show", "alice"])
        .refused(1, "not-found");
    vault.run(&["group", "delete", "devs"]).ok();
    assert!(vault.run(&["journal"]).ok().contains("Create user alice"));
}

#[test]
fn a_password_nobody_could_reach_is_not_made() {
    let vault = Vault::local();
    vault
        .run(&["user", "create", "bob", "--console"])
        .refused(1, "unreachable-password");
    vault.run(&["user", "show", "bob"]).refused(1, "not-found");
    let shown = vault
        .run(&["user", "create", "bob", "--console", "--show"])
        .ok();
    assert!(
        shown.contains("https://acme.signin.aws.amazon.com/console"),
        "{shown}"
    );
    let nowhere = [
        "user",
        "create",
        "eve",
        "--console",
        "--csv",
        "nowhere/eve.csv",
    ];
    vault.run(&nowhere).refused(1, "file-not-written");
    vault.run(&["user", "show", "eve"]).refused(1, "not-found");
}

#[test]
fn awkward_names() {
    let vault = Vault::local();
    let long = "x".repeat(65);
    for name in [
        "",
        "a b",
        "a\"b",
        "a\tb",
        "a\u{1b}[31mb",
        "ünal",
        "a/b",
        &long,
    ] {
        vault
            .run(&["user", "create", name])
            .refused(1, "invalid-field");
        vault
            .run(&["group", "create", &format!("{name} ")])
            .refused(1, "invalid-field");
    }
    vault.run(&["user", "create", "a,b=c@d+e"]).ok();
    vault.run(&["user", "create", &"x".repeat(64)]).ok();
    vault.run(&["user", "create", "Alice"]).ok();
    vault
        .run(&["user", "create", "ALICE"])
        .refused(1, "EntityAlreadyExists");
    let twice = [
        "user", "create", "bob", "--tag", "Team=a", "--tag", "team=b",
    ];
    vault.run(&twice).refused(1, "invalid-field");
    vault
        .run(&["user", "create", "bob", "--tag", "team"])
        .refused(64, "usage");
    vault
        .run(&["user", "create", "bob", "--group", "nobody"])
        .refused(1, "not-found");
    let policy = [
        "user",
        "create",
        "bob",
        "--policy",
        "arn:aws:iam::aws:policy/Nothing",
    ];
    vault.run(&policy).refused(1, "not-found");
    // Whole or not at all: none of the refused ones is there.
    assert_eq!(
        vault.run(&["user", "list", "--json"]).json()["users"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[test]
fn an_aws_account_plans() {
    let vault = Vault::aws();
    let made = vault.run(&["user", "create", "alice", "--access-key"]).ok();
    assert!(made.contains("planned and not in AWS yet"), "{made}");
    assert!(made.contains("only requested"), "{made}");
    let pending = vault.run(&["pending"]).ok();
    assert!(pending.starts_with("create user alice\n"), "{pending}");
    assert!(
        Vault::local()
            .run(&["pending"])
            .ok()
            .contains("local account")
    );
}
