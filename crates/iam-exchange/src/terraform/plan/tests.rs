use super::*;
use iam_directory::EntityKind;
use iam_names::Partition;
use serde_json::json;

fn account() -> TemplateAccount {
    TemplateAccount {
        partition: Partition::Aws,
        account_id: "111122223333".parse().unwrap(),
    }
}

fn plan() -> Value {
    let statement = r#"{"Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}"#;
    let resource = |address: &str, values: Value| {
        let (kind, name) = address.rsplit_once('.').unwrap();
        let kind = kind.rsplit('.').next().unwrap();
        json!({ "address": address, "mode": "managed", "type": kind,
                "name": name.split('[').next().unwrap(), "values": values })
    };
    let configured = |address: &str, expressions: Value| {
        let (kind, name) = address.split_once('.').unwrap();
        json!({ "address": address, "mode": "managed", "type": kind, "name": name,
                "expressions": expressions })
    };
    json!({
        "format_version": "1.2",
        "planned_values": { "root_module": {
            "resources": [
                resource("aws_iam_user.alice", json!({ "name": "alice", "path": "/a/", "tags": {"team": "x"} })),
                resource("aws_iam_group.devs", json!({ "name": "devs", "path": "/" })),
                resource("aws_iam_policy.read", json!({ "name": "read", "path": "/t/", "policy": statement })),
                resource("aws_iam_user_policy_attachment.a", json!({ "user": "alice" })),
                resource("aws_iam_user_group_membership.a", json!({ "groups": null })),
                resource("aws_iam_access_key.a", json!({ "user": "alice" })),
                resource("aws_s3_bucket.b", json!({ "bucket": "b" })),
                resource("aws_iam_policy.late", json!({ "name": "late" })),
            ],
            "child_modules": [{
                "address": "module.ci[\"eu\"]",
                "resources": [
                    resource("module.ci[\"eu\"].aws_iam_role.ci", json!({
                        "name": "ci", "path": "/", "assume_role_policy": statement,
                        "max_session_duration": 3600, "description": "CI" })),
                    resource("module.ci[\"eu\"].aws_iam_role_policy.ci", json!({
                        "name": "put", "policy": statement })),
                ],
            }],
        } },
        "configuration": { "root_module": {
            "resources": [
                configured("aws_iam_user_policy_attachment.a", json!({
                    "policy_arn": { "references": ["aws_iam_policy.read.arn", "aws_iam_policy.read"] } })),
                configured("aws_iam_user_group_membership.a", json!({
                    "user": { "references": ["aws_iam_user.alice.name", "aws_iam_user.alice"] },
                    "groups": { "references": ["aws_iam_group.devs.name", "aws_iam_group.devs"] } })),
            ],
            "module_calls": { "ci": { "module": { "resources": [
                configured("aws_iam_role_policy.ci", json!({
                    "role": { "references": ["aws_iam_role.ci.id", "aws_iam_role.ci"] } })),
            ] } } },
        } },
    })
}

#[test]
fn a_plan_with_references() {
    let file = read(plan().to_string().as_bytes(), account()).unwrap();
    let one = |kind, name: &str| {
        let found = file
            .wanted
            .iter()
            .find(|it| it.kind() == kind && it.name() == name);
        found
            .unwrap_or_else(|| panic!("{name} in {file:#?}"))
            .clone()
    };
    let alice = one(EntityKind::User, "alice");
    let attached: Vec<&str> = alice.attached.iter().map(Arn::as_str).collect();
    assert_eq!(attached, ["arn:aws:iam::111122223333:policy/t/read"]);
    assert!(matches!(&alice.what, WantedKind::User { groups, .. } if groups[0].as_str() == "devs"));
    assert_eq!(alice.path.unwrap().as_str(), "/a/");
    assert!(alice.made);
    let ci = one(EntityKind::Role, "ci");
    assert_eq!(ci.inline[0].name.as_str(), "put");
    let said: Vec<String> = file.not_taken.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "aws_iam_access_key.a: aws_iam_access_key is not read from plans",
            "aws_iam_policy.late: its policy is known only after the plan is carried out",
        ]
    );
}

#[test]
fn what_is_no_plan_says_so() {
    let refused = read(b"{}", account()).unwrap_err();
    assert!(
        refused
            .to_string()
            .starts_with("the file is no plan of Terraform")
    );
    assert!(refused.help().contains("terraform show -json"));
}
