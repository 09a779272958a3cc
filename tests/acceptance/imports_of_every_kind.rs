//! Every kind of file, told by its content: planned first, chosen from, applied as one change, and
//! taken back by one undo.

use std::fs;
use std::path::{Path, PathBuf};

use bailiwick_app::contract::AccountRequest;
use bailiwick_app::contract::change::Proposal;
use bailiwick_app::contract::export::SaveReportRequest;
use bailiwick_app::contract::import::{ImportPlanView, PlanVaultImportRequest};
use bailiwick_app::contract::journal::{JournalSearchRequest, UndoRequest};
use bailiwick_app::error::CommandError;
use iam_names::Secret;

use crate::support::{Desk, PASSWORD, app, fixture, named, nothing, rows, with_credentials};

const READ: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}"#;
const WRITE: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Put*","Resource":"*"}]}"#;

fn file(desk: &Desk, name: &str, text: &str) -> PathBuf {
    let path = desk.scratch.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path
}

fn actions(plan: &ImportPlanView) -> Vec<(&str, &str)> {
    let rows = plan.rows.iter();
    rows.map(|row| (row.action.as_str(), row.name.as_str()))
        .collect()
}

fn pending(desk: &Desk) -> Vec<String> {
    let request = AccountRequest {
        account: desk.account.clone(),
    };
    let rows = desk.app.pending(&request).unwrap().into_iter();
    rows.map(|row| format!("{} {}", row.action, row.name))
        .collect()
}

#[test]
fn a_folder_of_policies_with_a_choice() {
    let desk = Desk::aws();
    file(&desk, "policies/read.json", READ);
    file(&desk, "policies/more/write.json", WRITE);
    file(&desk, "policies/broken.json", "{\"Statement\": [");
    file(
        &desk,
        "policies/wrong.json",
        r#"{"Statement":[{"Effect":"Perhaps"}]}"#,
    );
    file(&desk, "policies/notes.txt", "nothing");
    let plan = desk
        .plan_any(&desk.scratch.path().join("policies"))
        .unwrap();
    assert_eq!(plan.kind, "policies");
    assert_eq!(
        actions(&plan),
        [("new", "read"), ("new", "write"), ("refused", "wrong")]
    );
    assert_eq!(plan.unreadable.len(), 1, "{:?}", plan.unreadable);
    assert!(plan.unreadable[0].at.starts_with("broken.json, line 1"));
    let done = desk.apply(plan.plan, &["policy write"], &[]).unwrap();
    assert_eq!(pending(&desk), ["create read"]);
    // The same policy again is no change; another text is a new version.
    let same = desk.plan_any(&desk.scratch.path().join("policies/read.json"));
    let same = same.unwrap();
    assert_eq!((same.kind.as_str(), same.counts.unchanged), ("policy", 1));
    assert_eq!(
        desk.apply(same.plan, &[], &[]).unwrap_err().code,
        "nothing-to-do"
    );
    let other = file(&desk, "read.json", WRITE);
    let plan = desk.plan_any(&other).unwrap();
    assert_eq!(actions(&plan), [("changed", "read")]);
    let changed = desk.apply(plan.plan, &[], &[]).unwrap();
    for sequence in [changed.sequence, done.sequence] {
        desk.app
            .undo(&UndoRequest {
                sequence,
                reason: String::new(),
            })
            .unwrap();
    }
    assert!(pending(&desk).is_empty());
}

#[test]
fn a_template_and_a_plan_of_terraform() {
    let desk = Desk::aws();
    let template = "Resources:\n  A:\n    Type: AWS::IAM::User\n    Properties:\n      UserName: alice\n      Groups: [!Ref G, elsewhere]\n  G:\n    Type: AWS::IAM::Group\n    Properties: {GroupName: devs}\n";
    let template = file(&desk, "stack.txt", template);
    let plan = desk.plan_any(&template).unwrap();
    assert_eq!(plan.kind, "cloudformation");
    assert_eq!(actions(&plan), [("new", "alice"), ("new", "devs")]);
    let details = &plan.rows[0].details;
    assert!(
        details.iter().any(|it| it.contains("no group `elsewhere`")),
        "{details:?}"
    );
    desk.apply(plan.plan, &[], &[]).unwrap();
    assert_eq!(pending(&desk), ["create alice", "create devs"]);
    let terraform = r#"{"planned_values":{"root_module":{"resources":[
        {"address":"aws_iam_user.a","mode":"managed","type":"aws_iam_user","name":"a","values":{"name":"alice","path":"/","tags":{"team":"x"}}},
        {"address":"aws_iam_user_policy.p","mode":"managed","type":"aws_iam_user_policy","name":"p","values":{"user":"nobody","name":"p","policy":"{}"}}
    ]}}}"#;
    let plan = desk.plan_any(&file(&desk, "plan", terraform)).unwrap();
    assert_eq!(plan.kind, "terraform-plan");
    assert_eq!(
        actions(&plan),
        [("changed", "alice"), ("refused", "nobody")]
    );
    desk.apply(plan.plan, &[], &[]).unwrap();
}

#[test]
fn facts_of_the_account() {
    let desk = Desk::aws();
    desk.import(&fixture("account.json"));
    let policy = r#"{"PasswordPolicy": {"MinimumPasswordLength": 14, "RequireNumbers": true}}"#;
    let plan = desk.plan_any(&file(&desk, "p", policy)).unwrap();
    assert_eq!(actions(&plan), [("changed", "111122223333")]);
    desk.apply(plan.plan, &[], &[]).unwrap();
    let plan = desk.plan_any(&file(&desk, "p", policy)).unwrap();
    assert_eq!(plan.counts.unchanged, 1);
    let summary = r#"{"SummaryMap": {"Users": 7, "UsersQuota": 9000}}"#;
    let plan = desk.plan_any(&file(&desk, "s", summary)).unwrap();
    assert_eq!(plan.kind, "account-summary");
    assert_eq!(
        plan.unreadable[0].reason,
        "AWS has 7, and 2 are known here: import the account"
    );
    desk.apply(plan.plan, &[], &[]).unwrap();

    let report = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,mfa_active,access_key_1_active,access_key_1_last_rotated\n\
        <root_account>,arn:aws:iam::111122223333:root,2020-01-01T00:00:00+00:00,not_supported,N/A,N/A,true,false,N/A\n\
        carla,arn:aws:iam::111122223333:user/team/carla,2024-05-06T07:08:09+00:00,true,2026-01-02T03:04:05+00:00,2025-01-02T03:04:05+00:00,false,true,2025-06-07T08:09:10+00:00\n\
        ghost,arn:aws:iam::111122223333:user/ghost,2024-05-06T07:08:09+00:00,true,N/A,N/A,false,false,N/A";
    let path = file(&desk, "r", report);
    let plan = desk.plan_any(&path).unwrap();
    assert_eq!(plan.kind, "credential-report");
    assert_eq!(
        actions(&plan),
        [("changed", "carla"), ("changed", "111122223333")]
    );
    let told: Vec<&str> = plan.unreadable.iter().map(|it| it.at.as_str()).collect();
    assert_eq!(told, ["line 3", "line 4"]);
    desk.apply(plan.plan, &[], &[]).unwrap();
    assert!(desk.user("carla").console_access);
    assert!(pending(&desk).is_empty(), "{:?}", pending(&desk));
    let again = desk.plan_any(&path).unwrap();
    assert!(again.rows.is_empty());
    // AWS's own goes out as it came.
    let out = desk.app.credential_report(&SaveReportRequest {
        account: desk.account.clone(),
        own: false,
    });
    assert_eq!(out.unwrap().bytes.expose(), report.as_bytes());
    let other = report.replace("111122223333", "444455556666");
    let refused = desk.plan_any(&file(&desk, "r", &other)).unwrap_err();
    assert_eq!(refused.code, "invalid-field");
}

#[test]
fn credentials_wait_in_the_plan() {
    let desk = Desk::aws();
    desk.import(&fixture("account.json"));
    let key = r#"{"AccessKey": {"UserName": "dario", "AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "Status": "Active", "SecretAccessKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}}"#;
    let plan = desk.plan_any(&file(&desk, "key.json", key)).unwrap();
    assert_eq!(plan.kind, "credentials");
    let shown = format!("{plan:?}");
    assert!(shown.contains("AKIAIOSFODNN7EXAMPLE") && !shown.contains("wJalr"));
    assert_eq!(desk.user("dario").active_keys, 0);
    desk.apply(plan.plan, &[], &[]).unwrap();
    assert_eq!(desk.user("dario").active_keys, 1);
}

#[test]
fn a_conflict_is_a_persons_to_decide() {
    let desk = Desk::aws();
    let path = fixture("account.json");
    desk.import(&path);
    let text = fs::read_to_string(&path).unwrap();
    let planned = text.replace("ec2:RunInstances", "ec2:StopInstances");
    // What is planned here: another inline policy of the role.
    let template = "Resources:\n  R:\n    Type: AWS::IAM::RolePolicy\n    Properties:\n      PolicyName: run\n      RoleName: deploy\n      PolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: 'ec2:Describe*', Resource: '*'}]}\n";
    let plan = desk.plan_any(&file(&desk, "t.yaml", template)).unwrap();
    assert_eq!(actions(&plan), [("changed", "deploy")]);
    desk.apply(plan.plan, &[], &[]).unwrap();
    let theirs = file(&desk, "theirs.json", &planned);
    let plan = desk.plan_any(&theirs).unwrap();
    assert_eq!(
        (plan.counts.conflicts, plan.rows[0].id.as_str()),
        (1, "role deploy")
    );
    let refused = desk.apply(plan.plan.clone(), &["role deploy"], &[]);
    assert_eq!(refused.unwrap_err().code, "invalid-field");
    let done = desk.apply(plan.plan, &[], &["role deploy"]).unwrap();
    assert!(
        pending(&desk).is_empty(),
        "AWS's stands: {:?}",
        pending(&desk)
    );
    let undone = UndoRequest {
        sequence: done.sequence,
        reason: String::new(),
    };
    desk.app.undo(&undone).unwrap();
    assert_eq!(pending(&desk), ["update deploy"]);
    let plan = desk.plan_any(&theirs).unwrap();
    desk.apply(plan.plan, &[], &[]).unwrap();
    assert_eq!(pending(&desk), ["update deploy"]);
}

#[test]
fn what_is_not_known_changes_nothing() {
    let desk = Desk::aws();
    desk.change(Proposal::CreateUser(named("alice")));
    let folder = desk.scratch.path().join("empty");
    fs::create_dir(&folder).unwrap();
    let mut refused = vec![desk.plan_any(&folder).unwrap_err()];
    for text in [
        "",
        "hello",
        "{\"a\": 1}",
        "{\"SummaryMap\": 1}",
        "Resources: [1",
        "user,arn,x\n",
    ] {
        refused.push(desk.plan_any(&file(&desk, "f", text)).unwrap_err());
    }
    for error in refused {
        assert!(
            ["file-not-read", "unreadable-file"].contains(&error.code.as_str()),
            "{error:?}"
        );
        assert!(!error.help.is_empty() && !error.at.is_empty(), "{error:?}");
    }
    assert_eq!(desk.app.users(&rows(&desk.account)).unwrap().total, 1);
    let unplanned = desk.apply("nothing".into(), &[], &[]).unwrap_err();
    assert_eq!(unplanned.code, "stale-plan");
}

#[test]
fn a_report_of_our_own_says_that_it_is_ours() {
    let desk = Desk::local();
    desk.change(Proposal::CreateUser(named("alice")));
    let request = SaveReportRequest {
        account: desk.account.clone(),
        own: false,
    };
    let report = desk.app.credential_report(&request).unwrap();
    let text = String::from_utf8(report.bytes.expose().clone()).unwrap();
    let mut lines = text.lines();
    assert!(
        lines
            .next()
            .unwrap()
            .ends_with(",cert_2_last_rotated,made_by")
    );
    let row = lines.next().unwrap();
    assert!(
        row.starts_with("alice,arn:aws:iam::111122223333:user/alice,")
            && row.contains(",bailiwick "),
        "{row}"
    );
}

#[test]
fn an_organization_comes_with_the_bundle() {
    let desk = Desk::aws();
    let allow = r#"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}"#;
    let bundle = format!(
        r#"{{"ask":"bailiwick-bundle-1","of":"2026-01-02T03:04:05Z","answer":{{"Account":"111122223333"}}}}
{{"ask":"get-account-authorization-details","of":"","answer":{{"UserDetailList":[{{"Path":"/","UserName":"alice","UserId":"AIDACKCEVSQ6C2EXAMPLE","Arn":"arn:aws:iam::111122223333:user/alice"}}]}}}}
{{"ask":"describe-organization","of":"","answer":{{"Organization":{{"Id":"o-exampleorgid","MasterAccountId":"111122223333"}}}}}}
{{"ask":"list-roots","of":"","answer":{{"Roots":[{{"Id":"r-abcd","Name":"Root"}}]}}}}
{{"ask":"list-accounts-for-parent","of":"r-abcd","answer":{{"Accounts":[{{"Id":"111122223333","Name":"main"}}]}}}}
{{"ask":"describe-policy","of":"p-RCPFullAWSAccess","answer":{{"Policy":{{"PolicySummary":{{"Id":"p-RCPFullAWSAccess","Name":"RCPFullAWSAccess","Type":"RESOURCE_CONTROL_POLICY","AwsManaged":true}},"Content":"{allow}"}}}}}}
{{"ask":"list-targets-for-policy","of":"p-RCPFullAWSAccess","answer":{{"Targets":[{{"TargetId":"r-abcd"}}]}}}}
{{"ask":"end","of":"","answer":null}}
"#
    );
    let path = file(&desk, "b.ndjson", &bundle);
    let plan = desk.plan_any(&path).unwrap();
    assert_eq!(plan.kind, "bundle");
    assert!(
        actions(&plan).contains(&("changed", "o-exampleorgid")),
        "{:?}",
        actions(&plan)
    );
    desk.apply(plan.plan, &[], &[]).unwrap();
    let again = desk.plan_any(&path).unwrap();
    assert!(again.rows.is_empty(), "{:?}", again.rows);
    assert!(pending(&desk).is_empty());
}

#[test]
fn tags_of_resources_come_with_the_bundle_and_what_aws_has_no_more_goes() {
    let desk = Desk::aws();
    let bundle = |rest: &str| {
        format!(
            r#"{{"ask":"bailiwick-bundle-1","of":"2026-01-02T03:04:05Z","answer":{{"Account":"111122223333"}}}}
{{"ask":"get-account-authorization-details","of":"","answer":{{"UserDetailList":[{{"Path":"/","UserName":"alice","UserId":"AIDACKCEVSQ6C2EXAMPLE","Arn":"arn:aws:iam::111122223333:user/alice"}}]}}}}
{rest}
{{"ask":"end","of":"","answer":null}}
"#
        )
    };
    let take = |name: &str, rest: &str| {
        let path = file(&desk, name, &bundle(rest));
        let plan = desk.plan_any(&path).unwrap();
        assert!(plan.unreadable.is_empty(), "{:?}", plan.unreadable);
        desk.apply(plan.plan, &[], &[]).unwrap();
        let again = desk.plan_any(&path).unwrap();
        assert!(again.rows.is_empty(), "{:?}", again.rows);
        assert!(pending(&desk).is_empty());
        let request = AccountRequest {
            account: desk.account.clone(),
        };
        let held = desk.app.account_resources(&request).unwrap().into_iter();
        held.map(|it| {
            let tags: Vec<String> = it.tags.iter().map(|tag| tag.value.clone()).collect();
            (it.arn, !it.policy.is_empty(), tags.join(" "))
        })
        .collect::<Vec<_>>()
    };
    let (bucket, key) = (
        "arn:aws:s3:::ledger",
        "arn:aws:kms:eu-central-1:111122223333:key/k",
    );
    let first = take(
        "first.ndjson",
        &format!(
            r#"{{"ask":"get-bucket-policy","of":"{bucket}","answer":{{"Policy":"{{\"Version\":\"2012-10-17\",\"Statement\":[]}}"}}}}
{{"ask":"get-bucket-tagging","of":"{bucket}","answer":{{"TagSet":[{{"Key":"team","Value":"books"}}]}}}}
{{"ask":"list-resource-tags","of":"{key}","answer":{{"Tags":[{{"TagKey":"team","TagValue":"vault"}}]}}}}"#
        ),
    );
    let row = |arn: &str, policy: bool, tag: &str| (arn.to_owned(), policy, tag.to_owned());
    assert_eq!(
        first,
        [row(key, false, "vault"), row(bucket, true, "books")]
    );
    let second = take(
        "second.ndjson",
        &format!(
            r#"{{"ask":"get-bucket-policy","of":"{bucket}","answer":null,"why":"nothing"}}
{{"ask":"get-bucket-tagging","of":"{bucket}","answer":null,"why":"nothing"}}"#
        ),
    );
    assert_eq!(second, [row(key, false, "vault"), row(bucket, false, "")]);
}

#[test]
fn another_vault_comes_whole_with_its_secrets_and_goes_with_one_undo() {
    let theirs = Desk::local();
    let done = theirs.change(Proposal::CreateUser(with_credentials("alice")));
    let password = done.credentials[0].id.clone();
    let secret = theirs.reveal(&password);
    drop(theirs.app);

    let ours = Desk::aws();
    let wrong = plan_vault(&ours, "no", &theirs.vault).unwrap_err();
    assert_eq!(wrong.code, "vault-wrong-password");
    // A folder that is a vault is known as one, whatever was expected of it.
    let without = ours.plan_any(&theirs.vault).unwrap_err();
    assert!(without.message.contains("is a vault"), "{without:?}");
    let envelope = ours
        .plan_any(&theirs.vault.join("keyslots.json"))
        .unwrap_err();
    assert!(envelope.message.contains("is a vault"), "{envelope:?}");

    let plan = plan_vault(&ours, PASSWORD, &theirs.vault).unwrap();
    assert_eq!(
        (plan.kind.as_str(), plan.account_id.as_str()),
        ("vault", "111122223333")
    );
    assert!(
        plan.rows[0].details[0].contains("2 secrets"),
        "{:?}",
        plan.rows[0]
    );
    assert!(actions(&plan).contains(&("new", "alice")));
    let held = || ours.app.accounts(&nothing()).unwrap().len();
    assert_eq!(held(), 1, "looking changes nothing");
    let imported = ours.apply(plan.plan, &[], &[]).unwrap();
    assert_eq!(held(), 2);
    assert_eq!(ours.reveal(&password), secret);
    let again = plan_vault(&ours, PASSWORD, &theirs.vault).unwrap_err();
    assert_eq!(again.code, "nothing-to-do");
    ours.app
        .undo(&UndoRequest {
            sequence: imported.sequence,
            reason: String::new(),
        })
        .unwrap();
    assert_eq!(held(), 1);

    // The other vault's journal says that its secrets were given out.
    let other = theirs_again(&theirs.vault, theirs.scratch.path());
    let journal = other
        .search_journal(&JournalSearchRequest {
            kind: "access".into(),
            ..JournalSearchRequest::default()
        })
        .unwrap();
    assert!(journal.total > 0 && journal.matching >= 1);
    // A copy of the same vault is no other one.
    let copy = plan_vault(&ours, PASSWORD, &ours.vault).unwrap_err();
    assert!(copy.help.contains("changes merge"), "{copy:?}");
}

fn theirs_again(vault: &Path, folder: &Path) -> bailiwick_app::App {
    let app = app(folder);
    app.choose(vault).unwrap();
    app.unlock_with_password(&Secret::new(PASSWORD.into()))
        .unwrap();
    app
}

fn plan_vault(desk: &Desk, password: &str, folder: &Path) -> Result<ImportPlanView, CommandError> {
    let password = password.to_owned();
    desk.app
        .plan_import_vault(&PlanVaultImportRequest { password }, folder)
}
