//! Credentials on their way out: bytes, modes, and what is never in them.

use std::fs;

use crate::support::Vault;

#[test]
fn credentials_leave_in_three_forms() {
    let vault = Vault::local();
    let files = ["--csv", "alice.csv", "--email", "alice.eml"];
    let mut create = vec![
        "user",
        "create",
        "alice",
        "--console",
        "--access-key",
        "--show",
    ];
    create.extend(files);
    create.push("--json");
    let made = vault.run(&create).json();
    let secret = |kind: &str| {
        let secrets = made["secrets"].as_array().unwrap().iter();
        let found = secrets
            .clone()
            .find(|secret| secret["kind"] == kind)
            .unwrap();
        found["value"].as_str().unwrap().to_owned()
    };
    let (password, key) = (secret("password"), secret("access_key"));
    let id = made["credentials"].as_array().unwrap().iter();
    let id = id.clone().find(|it| it["kind"] == "access_key").unwrap()["access_key_id"].clone();
    let id = id.as_str().unwrap();
    let url = "https://acme.signin.aws.amazon.com/console";
    let export = |format: &str| {
        vault
            .run(&[
                "export",
                "credentials",
                "--user",
                "alice",
                "--format",
                format,
            ])
            .ok()
    };
    assert_eq!(
        export("aws-cli"),
        format!("User name,Access key ID,Secret access key\r\nalice,{id},{key}\r\n")
    );
    assert_eq!(
        export("console"),
        format!("User name,Password,Console sign-in URL\r\nalice,{password},{url}\r\n")
    );
    let legacy = export("legacy");
    assert!(
        legacy.ends_with(&format!("alice,{password},{id},{key},{url}\r\n")),
        "{legacy}"
    );
    assert_eq!(
        fs::read_to_string(vault.beside("alice.csv")).unwrap(),
        legacy
    );

    let draft = fs::read_to_string(vault.beside("alice.eml")).unwrap();
    assert!(draft.starts_with("X-Unsent: 1\r\n"), "{draft}");
    assert!(draft.contains(url) && !draft.contains(&password) && !draft.contains(&key));
    private(&vault.beside("alice.csv"));
    private(&vault.beside("alice.eml"));

    let written = vault
        .run(&[
            "export",
            "email",
            "--user",
            "alice",
            "--out",
            "drafts",
            "--to",
            "a@example.com",
            "--json",
        ])
        .json();
    assert_eq!(written["files"][0], "drafts/alice.eml");
    private(&vault.beside("drafts/alice.eml"));
    let journal = vault.run(&["journal"]).ok();
    assert!(journal.contains("Exported 2 secrets of alice"), "{journal}");
    assert!(!journal.contains(&password) && !journal.contains(&key));
}

#[test]
fn what_cannot_leave_says_why() {
    let vault = Vault::local();
    vault.run(&["user", "create", "a,b", "--access-key"]).ok();
    vault.run(&["user", "create", "nokeys"]).ok();
    let export = |user: &str, more: &[&str]| {
        let mut all = vec![
            "export",
            "credentials",
            "--user",
            user,
            "--format",
            "aws-cli",
        ];
        all.extend(more);
        vault.run(&all)
    };
    export("a,b", &[]).refused(1, "csv-refused");
    export("nokeys", &[]).refused(1, "no-secret");
    export("nobody", &[]).refused(1, "not-found");
    export("a,b", &["--json"]).refused(64, "usage");
    let email = [
        "export",
        "email",
        "--user",
        "nokeys",
        "--out",
        "d",
        "--to",
        "a\r\nBcc: b@c.de",
    ];
    vault.run(&email).refused(1, "invalid-email-address");
    assert!(!vault.beside("d").exists());
}

#[cfg(unix)]
fn private(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(
        fs::metadata(path).unwrap().permissions().mode() & 0o777,
        0o600
    );
}

#[cfg(not(unix))]
fn private(_path: &std::path::Path) {}

#[test]
fn a_list_of_people_is_handed_over() {
    let vault = Vault::local();
    let list = "User name,Name,E-mail,Language\nalice,Alice Smith,alice@example.com,en\n\
                bruno,\"Müller, Bruno\",bruno@example.com,de\n";
    fs::write(vault.beside("people.csv"), list).unwrap();
    let give = |more: &[&str]| {
        let all = [&["hand-off", "give", "--people", "people.csv"][..], more].concat();
        vault.run(&all)
    };
    give(&["--plan"]).refused(1, "not-found");
    let encrypted = ["--create", "--secrets", "encrypted", "--out", "out"];
    give(&encrypted).refused(64, "usage");
    let given = give(&[&encrypted[..], &["--show", "--json"]].concat()).json();
    assert_eq!(
        given["files"],
        serde_json::json!(["alice.eml", "bruno.eml"])
    );
    let passphrases = given["passphrases"].as_object().unwrap();
    assert_eq!(passphrases.len(), 2);
    let password = |name: &str| {
        let csv = vault
            .run(&[
                "export",
                "credentials",
                "--user",
                name,
                "--format",
                "console",
            ])
            .ok();
        csv.lines()
            .nth(1)
            .unwrap()
            .split(',')
            .nth(1)
            .unwrap()
            .to_owned()
    };
    let draft = fs::read_to_string(vault.beside("out/bruno.eml")).unwrap();
    assert!(draft.contains("bruno_credentials.csv.age"), "{draft}");
    assert!(draft.contains("Content-Language: de\r\n"), "{draft}");
    assert!(!draft.contains(&password("bruno")));
    assert!(!draft.contains(passphrases["bruno"].as_str().unwrap()));
    private(&vault.beside("out/bruno.eml"));

    fs::write(
        vault.beside("letter"),
        "Welcome {person}\n\nYour name is {user_name}.\n{password}\n",
    )
    .unwrap();
    let sheet = [
        "--secrets",
        "sheet",
        "--template",
        "letter",
        "--out",
        "sheets",
    ];
    give(&sheet).ok();
    let letter = fs::read_to_string(vault.beside("sheets/alice.eml")).unwrap();
    assert!(
        letter.contains("Subject: Welcome Alice Smith\r\n"),
        "{letter}"
    );
    let sheets = fs::read_to_string(vault.beside("sheets/hand-off-sheets.html")).unwrap();
    assert_eq!(sheets.matches("<section lang=").count(), 2);
    fs::write(vault.beside("letter"), "Hi\n{secret}\n").unwrap();
    give(&sheet).refused(1, "invalid-template");

    let list = vault.run(&["hand-off", "list", "--json"]).json();
    let records = list["hand_offs"].as_array().unwrap();
    assert_eq!(records.len(), 6, "two encrypted, two letters, two sheets");
    let of_sheet = records.iter().find(|it| it["channel"] == "sheet").unwrap();
    let id = of_sheet["id"].as_str().unwrap();
    let mark = |what: &str| vault.run(&["hand-off", "mark", id, "--as", what]);
    mark("confirmed").ok();
    mark("file-deleted").ok();
    mark("file-deleted").refused(1, "nothing-to-do");
    let table = vault.run(&["hand-off", "list"]).ok();
    assert!(table.contains("confirmed"), "{table}");
}

#[test]
fn an_account_comes_back_as_it_went() {
    let vault = Vault::local();
    vault
        .run(&["user", "create", "alice", "--policy", "ReadOnlyAccess"])
        .ok();
    let account =
        |vault: &Vault, format: &str| vault.run(&["export", "account", "--format", format]).ok();
    let details = account(&vault, "authorization-details");
    std::fs::write(vault.beside("account.json"), &details).unwrap();
    let file = vault.beside("account.json");
    let plan = vault.run(&[
        "import",
        "authorization-details",
        file.to_str().unwrap(),
        "--in",
        "acme",
        "--plan",
        "--json",
    ]);
    assert_eq!(plan.json()["plan"]["counts"]["unchanged"], 1);
    assert_eq!(plan.json()["plan"]["rows"].as_array().unwrap().len(), 0);
    for (format, holds) in [
        ("cloudformation", "AWS::IAM::User"),
        ("terraform", "resource \"aws_iam_user\" \"alice\""),
        ("aws-cli", "aws iam create-user --user-name=alice --path=/"),
    ] {
        assert!(account(&vault, format).contains(holds), "{format}");
    }
    let pending = ["export", "account", "--format", "aws-cli", "--pending"];
    vault.run(&pending).refused(1, "invalid-field");
}

#[test]
fn a_script_holds_no_password() {
    let vault = Vault::aws();
    vault
        .run(&["user", "create", "alice", "--console", "--csv", "a.csv"])
        .ok();
    let csv = std::fs::read_to_string(vault.beside("a.csv")).unwrap();
    let password = csv.lines().nth(1).unwrap().split(',').nth(1).unwrap();
    let pending = ["export", "account", "--format", "aws-cli", "--pending"];
    let run = vault.run(&pending);
    assert!(run.err.contains("file descriptor 3"));
    let script = run.ok();
    assert!(script.contains("\nset_password alice true\n"));
    assert!(!script.contains(password));
    let revert = ["export", "account", "--format", "aws-cli", "--revert"];
    let revert = vault.run(&revert).ok();
    assert!(revert.contains("aws iam delete-user --user-name=alice"));
}

#[test]
fn a_draft_carries_credentials_only_encrypted() {
    let vault = Vault::local();
    let create = ["user", "create", "alice", "--console", "--access-key"];
    vault.run(&[&create[..], &["--csv", "a.csv"]].concat()).ok();
    let csv = fs::read_to_string(vault.beside("a.csv")).unwrap();
    let cells: Vec<&str> = csv.lines().nth(1).unwrap().split(',').collect();
    fs::write(vault.beside("phrase"), "four words for one file\n").unwrap();
    let email = ["export", "email", "--user", "alice", "--out", "drafts"];
    let age_key = "age1lvyvwawkr0mcnnnncaghunadrqkmuf9e6507x9y920xxpp866cnql7dp2z";
    for how in [["--passphrase-file", "phrase"], ["--encrypt-to", age_key]] {
        vault.run(&[&email[..], &how].concat()).ok();
        let draft = fs::read_to_string(vault.beside("drafts/alice.eml")).unwrap();
        assert!(draft.contains("multipart/mixed"), "{draft}");
        assert!(draft.contains("alice_credentials.csv.age"), "{draft}");
        // The file begins with `age-encryption.org/v1`.
        assert!(
            draft.contains("\r\nYWdlLWVuY3J5cHRpb24ub3JnL3Yx"),
            "{draft}"
        );
        for secret in [cells[1], cells[3]] {
            assert!(!draft.contains(secret));
        }
    }
    let wrong = [&email[..], &["--encrypt-to", "alice"]].concat();
    vault.run(&wrong).refused(1, "invalid-field");
}
