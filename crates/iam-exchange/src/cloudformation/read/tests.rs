use std::fmt::Write as _;

use super::*;
use crate::template::TemplateAccount;
use iam_directory::EntityKind;
use iam_names::Partition;

fn account() -> TemplateAccount {
    TemplateAccount {
        partition: Partition::Aws,
        account_id: "111122223333".parse().unwrap(),
    }
}

fn wanted(text: &str) -> WantedFile {
    read(text.as_bytes(), account()).unwrap()
}

#[track_caller]
fn one(file: &WantedFile, kind: EntityKind, name: &str) -> Wanted {
    let found = file
        .wanted
        .iter()
        .find(|it| it.kind() == kind && it.name() == name);
    found
        .unwrap_or_else(|| panic!("{name} in {file:#?}"))
        .clone()
}

const TEMPLATE: &str = r#"
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Team: {Type: String, Default: reports}
  Stage: {Type: String}
Conditions:
  IsReports: !Equals [!Ref Team, reports]
  IsOther: !Not [!Condition IsReports]
Mappings:
  Names: {eu: {bucket: ledger}}
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties: {BucketName: !FindInMap [Names, eu, bucket]}
  Read:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      ManagedPolicyName: !Sub "${Team}-read"
      Path: /teams/
      Description: Reads reports
      PolicyDocument:
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Action: s3:GetObject
            Resource: !Sub ["${Arn}/${!aws:username}/*", {Arn: !GetAtt Bucket.Arn}]
      Users: [!Ref Alice]
  Devs:
    Type: AWS::IAM::Group
    Condition: IsReports
    Properties:
      GroupName: !Join ["-", [!Ref Team, devs]]
      ManagedPolicyArns:
        - !Ref Read
        - !Sub arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess
        - !ImportValue other
  Other:
    Type: AWS::IAM::Group
    Condition: IsOther
  Alice:
    Type: AWS::IAM::User
    Properties:
      UserName: alice
      Groups: [!Ref Devs, !If [IsOther, other, !Ref AWS::NoValue]]
      PermissionsBoundary: !Ref Read
      LoginProfile: {Password: never-read-this}
      Tags: [{Key: team, Value: !Ref Team}]
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {AWS: !GetAtt Alice.Arn}, Action: sts:AssumeRole}]
      MaxSessionDuration: 7200
      Policies:
        - PolicyName: put
          PolicyDocument: {Statement: [{Effect: Allow, Action: "s3:Put*", Resource: "*"}]}
  Stray:
    Type: AWS::IAM::User
    Properties: {UserName: !Sub "${Stage}-x"}
  Inline:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: more
      PolicyDocument: {Statement: []}
      Groups: [!Ref Devs]
"#;

#[test]
fn a_template_with_functions() {
    let file = wanted(TEMPLATE);
    let read = one(&file, EntityKind::Policy, "reports-read");
    let WantedKind::Policy {
        document,
        description,
        ..
    } = &read.what
    else {
        panic!("{read:?}")
    };
    assert_eq!(description, "Reads reports");
    let document: Value = serde_json::from_str(document.as_ref().unwrap().text()).unwrap();
    assert_eq!(
        document["Statement"][0]["Resource"],
        "arn:aws:s3:::ledger/${aws:username}/*"
    );
    assert_eq!(document["Version"], "2012-10-17");
    let devs = one(&file, EntityKind::Group, "reports-devs");
    let attached: Vec<&str> = devs.attached.iter().map(AsRef::as_ref).collect();
    assert_eq!(
        attached,
        [
            "arn:aws:iam::111122223333:policy/teams/reports-read",
            "arn:aws:iam::aws:policy/ReadOnlyAccess"
        ]
    );
    assert_eq!(devs.inline[0].name.as_str(), "more");
    let alice = one(&file, EntityKind::User, "alice");
    assert!(matches!(&alice.what, WantedKind::User { groups, .. } if groups.len() == 1));
    assert_eq!(alice.attached.len(), 1);
    assert!(alice.boundary.is_some());
    assert_eq!(alice.tags.len(), 1);
    let role = one(&file, EntityKind::Role, "Deploy");
    let WantedKind::Role {
        trust_policy,
        max_session,
        ..
    } = &role.what
    else {
        panic!("{role:?}")
    };
    assert_eq!(max_session.unwrap().seconds(), 7200);
    let trust = trust_policy.as_ref().unwrap().text();
    assert!(
        trust.contains("arn:aws:iam::111122223333:user/alice"),
        "{trust}"
    );
    assert_eq!(file.wanted.len(), 4);
    let said: Vec<String> = file.not_taken.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "Resources.Devs, line 28, ManagedPolicyArns[2]: another stack decides it (`ImportValue`)",
            "Resources.Alice, line 40: its console password is not read: give one here",
            "Resources.Deploy, line 48: it has no name of its own, and the stack makes one up: here \
             it is called `Deploy`",
            "Resources.Stray, line 57: UserName: the parameter `Stage` has no default",
        ]
    );
    assert!(!format!("{file:?}").contains("never-read-this"));
}

#[test]
fn the_same_in_json_and_as_get_template_answers_it() {
    let json = r#"{"Resources": {"A": {"Type": "AWS::IAM::User", "Properties": {"UserName": {"Fn::Sub": "a-${AWS::AccountId}"}}}}}"#;
    for text in [
        json.to_owned(),
        format!(r#"{{"TemplateBody": {json}}}"#),
        serde_json::json!({ "TemplateBody": json }).to_string(),
        "Resources:\n  A:\n    Type: AWS::IAM::User\n    Properties:\n      UserName: !Sub a-${AWS::AccountId}\n".to_owned(),
    ] {
        one(&wanted(&text), EntityKind::User, "a-111122223333");
    }
}

#[test]
fn what_is_no_template_says_where() {
    let check = |text: &str, message: &str, at: Option<&str>| {
        let refused = read(text.as_bytes(), account()).unwrap_err();
        assert_eq!((refused.to_string().as_str(), refused.at()), (message, at));
        assert!(!refused.help().is_empty());
    };
    check("", "the file is empty", None);
    check(
        "a: 1",
        "the file is no template of CloudFormation: it has no `Resources`",
        None,
    );
    check("a: 1\na: 2", "the key `a` stands twice", Some("line 2"));
    check(
        "a: [1",
        "the file is not YAML: while parsing a flow sequence, expected ',' or ']'",
        Some("line 2"),
    );
}

#[test]
fn circles_and_bombs_end() {
    let circle = "Resources:\n  A:\n    Type: AWS::IAM::User\n    Properties: {UserName: !Ref A}\n";
    assert!(
        wanted(circle).not_taken[0]
            .reason
            .contains("refers to itself")
    );
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let below = vec![format!("*a{}", level - 1); 10].join(", ");
        writeln!(bomb, "a{level}: &a{level} [{below}]").unwrap();
    }
    let refused = read(bomb.as_bytes(), account()).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the file is larger or deeper than any template"
    );
    let deep = format!("Resources: {}{}", "[".repeat(5000), "]".repeat(5000));
    assert!(read(deep.as_bytes(), account()).is_err());
}
