//! Findings, one account with one fault each, and the cures tried out.

use super::statements::{Fault, faults, without_statement};
use super::*;
use crate::{CatalogueManagedPolicies, PolicyLibrary, Stood, broken_by, escalations, ways};
use iam_directory::{
    AccessKey, AccessKeyStage, AccountFacts, AccountKind, AccountSettings, Change, ChangeSet,
    CredentialStatus, Entity, Estate, EstateRow, Expected, Group, ImageKey, InlinePolicy,
    LoginProfile, ManagedPolicy, MfaDevice, MfaStage, OidcProvider, Organization, OrganizationNode,
    OrganizationPlace, OrganizationPolicy, OrganizationPolicyKind, PolicyDocument, PolicyRef,
    Resource, Role, SamlProvider, SavedExpectation, ServiceCredential, SigningCertificate, State,
    Tags, User, apply,
};
use iam_names::{Path, PolicyName};
use iam_policy::policy::{PolicyType, parse};

const HOME: EntityId = EntityId::from_bytes([1; 16]);

fn id(number: u8) -> EntityId {
    let mut bytes = [0; 16];
    bytes[0] = 0xff;
    bytes[15] = number;
    EntityId::from_bytes(bytes)
}

fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

fn settings() -> AccountSettings {
    AccountSettings::new(HOME, AccountKind::Aws, "111122223333".parse().unwrap())
}

fn document(statements: &str) -> PolicyDocument {
    PolicyDocument::new(&format!(
        r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#
    ))
}

fn allow(actions: &str, resource: &str) -> String {
    format!(r#"{{"Effect":"Allow","Action":{actions},"Resource":"{resource}"}}"#)
}

fn user(number: u8, name: &str, statements: &str) -> User {
    let mut user = User::new(id(number), name.parse().unwrap(), Path::root());
    if !statements.is_empty() {
        let name: PolicyName = "p".parse().unwrap();
        let document = document(statements);
        user.inline
            .insert(name.name_key(), InlinePolicy { name, document });
    }
    user
}

fn role(number: u8, name: &str, principal: &str, policy: Option<&str>) -> Role {
    let trust = document(&format!(
        r#"{{"Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRole"}}"#
    ));
    let mut role = Role::new(id(number), name.parse().unwrap(), Path::root(), trust);
    role.attached.extend(policy.map(aws));
    role
}

fn aws(name: &str) -> PolicyRef {
    PolicyRef::Arn(format!("arn:aws:iam::aws:policy/{name}").parse().unwrap())
}

fn policy(number: u8, name: &str, statements: &str) -> ManagedPolicy {
    ManagedPolicy::new(
        id(number),
        name.parse().unwrap(),
        Path::root(),
        document(statements),
    )
}

fn estate(entities: Vec<Entity>) -> Estate {
    let given = |it: &Entity| matches!(it, Entity::Account(_));
    let settings = (!entities.iter().any(given)).then(|| Entity::Account(settings()));
    let all = settings.into_iter().chain(entities);
    Estate::from_rows(all.map(|entity| EstateRow {
        key: ImageKey {
            account: match &entity {
                Entity::Organization(organization) => organization.id,
                _ => HOME,
            },
            state: State::Planned,
            id: entity.id(),
        },
        entity,
    }))
    .unwrap()
}

/// An organization whose root has one service control policy, with the account under it.
fn organization(statement: &str) -> Organization {
    let everything = document(&allow(r#""*""#, "*"));
    let policy = |number: u8, document: PolicyDocument| OrganizationPolicy {
        id: id(number),
        policy_id: None,
        name: format!("scp-{number}"),
        kind: OrganizationPolicyKind::ServiceControl,
        description: String::new(),
        document,
        aws_managed: false,
    };
    let node = |number: u8, parent: Option<u8>, place, attached: u8| OrganizationNode {
        id: id(number),
        parent: parent.map(id),
        place,
        aws_id: None,
        name: format!("node-{number}"),
        attached: [id(attached)].into(),
    };
    let account = OrganizationPlace::Account {
        account: settings().account_id,
    };
    Organization {
        id: id(90),
        organization_id: "o-a1b2c3d4e5".parse().unwrap(),
        management_account: "999999999999".parse().unwrap(),
        observed_as_of: None,
        policies: vec![policy(91, document(statement)), policy(92, everything)],
        nodes: vec![
            node(93, None, OrganizationPlace::Root, 91),
            node(94, Some(93), account, 92),
        ],
    }
}

/// The findings as `code name`, and every cure applied by itself.
fn check(entities: Vec<Entity>, expected: &[&str]) -> Vec<Finding> {
    let estate = estate(entities);
    let (library, aws) = (PolicyLibrary::new(), CatalogueManagedPolicies::new());
    let scope = Scope::new(&estate, HOME, State::Planned, &aws, &library).unwrap();
    let found = findings(scope, now());
    let told: Vec<String> = found
        .iter()
        .map(|it| format!("{} {}", it.code.as_str(), it.name))
        .collect();
    assert_eq!(told, expected, "{found:#?}");
    for finding in &found {
        let changes = finding.changes.iter().cloned();
        let changes: Vec<Change> = changes
            .map(|operation| Change {
                account: HOME,
                operation,
            })
            .collect();
        if changes.is_empty() {
            continue;
        }
        let applied = apply(&estate, &ChangeSet::new("cure", changes), &aws);
        let after = applied
            .unwrap_or_else(|refusal| panic!("{finding:?}: {refusal:?}"))
            .estate;
        let scope = Scope::new(&after, HOME, State::Planned, &aws, &library).unwrap();
        let again = findings(scope, now());
        let same = |it: &Finding| it.code == finding.code && it.reason == finding.reason;
        assert!(!again.iter().any(same), "not cured: {finding:?}");
    }
    found
}

#[test]
fn credentials() {
    let key = |number: u8, created: &str, used: Option<&str>| AccessKey {
        id: id(number),
        access_key_id: None,
        status: CredentialStatus::Active,
        stage: AccessKeyStage::Issued,
        created: Some(created.parse().unwrap()),
        last_used: used.map(|at| iam_directory::LastUsed {
            at: at.parse().unwrap(),
            region: String::new(),
            service: String::new(),
        }),
        description: String::new(),
    };
    let mut alice = user(1, "alice", "");
    alice.access_keys = vec![
        key(50, "2026-01-01T00:00:00Z", None),
        key(51, "2026-01-01T00:00:00Z", Some("2026-11-23T00:00:00Z")),
    ];
    alice.login_profile = Some(LoginProfile {
        id: id(52),
        created: Some("2026-01-01T00:00:00Z".parse().unwrap()),
        reset_required: false,
    });
    let mut fresh = user(2, "fresh", "");
    fresh.access_keys = vec![key(53, "2026-11-01T00:00:00Z", None)];
    check(
        vec![Entity::User(alice), Entity::User(fresh)],
        &[
            "console-without-mfa alice",
            "access-key-unused alice",
            "access-key-old alice",
            "password-unused alice",
            "two-active-keys alice",
        ],
    );
}

#[test]
fn administrators_and_their_way() {
    let mut group = Group::new(id(10), "ops".parse().unwrap(), Path::root());
    group.attached.insert(aws("AdministratorAccess"));
    let mut alice = user(1, "alice", "");
    alice.groups.insert(id(10));
    let mut bounded = user(2, "bounded", "");
    bounded.attached.insert(aws("AdministratorAccess"));
    bounded.boundary = Some(aws("ReadOnlyAccess"));
    let found = check(
        vec![
            Entity::Group(group),
            Entity::User(alice),
            Entity::User(bounded),
        ],
        &["administrator-user alice"],
    );
    assert_eq!(
        found[0].reason,
        "`alice` is an administrator by `AdministratorAccess` (group ops)."
    );
}

#[test]
fn trust() {
    let open = role(20, "open", r#"{"AWS":"*"}"#, None);
    let partner = role(21, "partner", r#"{"AWS":"999988887777"}"#, None);
    let service = role(22, "service", r#"{"Service":"ec2.amazonaws.com"}"#, None);
    check(
        vec![
            Entity::Role(open),
            Entity::Role(partner),
            Entity::Role(service),
        ],
        &["wildcard-trust open", "external-trust partner"],
    );
}

#[test]
fn statements_without_effect() {
    let statements = [
        allow(r#""s3:GetObject""#, "arn:aws:s3:::b/*"),
        allow(r#"["s3:GetObject","s3:PutObject"]"#, "arn:aws:s3:::b/*"),
        r#"{"Effect":"Deny","Action":"s3:Put*","Resource":"*"}"#.to_owned(),
        allow(r#""s3:PutObjectAcl""#, "arn:aws:s3:::b/x"),
        allow(r#""s3:Frobnicate""#, "*"),
        allow(r#""s3:ListAllMyBuckets""#, "arn:aws:s3:::b"),
    ];
    let document = document(&statements.join(","));
    let read = parse(document.text(), PolicyType::Identity).policy.unwrap();
    let found = faults(&read, &settings());
    let never = |why: &str| Fault::Never(why.to_owned());
    assert_eq!(
        found,
        [
            (0, Fault::Redundant(1)),
            (3, Fault::Shadowed(2)),
            (4, never("AWS has no action `s3:Frobnicate`")),
            (5, never("its actions take no resource but `*`")),
        ]
    );
    for (number, _) in found {
        let shorter = without_statement(document.text(), &read, number).unwrap();
        let again = parse(&shorter, PolicyType::Identity);
        assert!(again.problems.is_empty(), "{shorter}");
        assert_eq!(again.policy.unwrap().statements.len(), 5);
    }
    let held = policy(30, "held", &statements.join(","));
    let mut alice = user(1, "alice", "");
    alice.attached.insert(PolicyRef::Customer(id(30)));
    check(
        vec![
            Entity::Policy(held),
            Entity::User(alice),
            Entity::Policy(policy(31, "loose", &allow(r#""s3:*""#, "*"))),
        ],
        &[
            "statement-never-matches held",
            "statement-never-matches held",
            "statement-shadowed held",
            "statement-redundant held",
            "policy-unattached loose",
        ],
    );
}

#[test]
fn escalation_honours_boundaries_and_conditions() {
    let own = r#""iam:PutUserPolicy""#;
    let alice = user(1, "alice", &allow(own, "*"));
    let mut bounded = user(
        2,
        "bounded",
        &allow(own, "arn:aws:iam::111122223333:user/bounded"),
    );
    bounded.boundary = Some(aws("PowerUserAccess"));
    let passing = |service: &str| {
        format!(
            r#"{},{{"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{{"StringEquals":{{"iam:PassedToService":"{service}"}}}}}}"#,
            allow(r#"["lambda:CreateFunction","lambda:InvokeFunction"]"#, "*")
        )
    };
    let carol = user(3, "carol", &passing("lambda.amazonaws.com"));
    let dave = user(4, "dave", &passing("ec2.amazonaws.com"));
    let erin = user(5, "erin", &allow(r#""sts:AssumeRole""#, "*"));
    let deploy = role(20, "deploy", r#"{"AWS":"111122223333"}"#, None);
    let mut deploy = deploy;
    let name: PolicyName = "p".parse().unwrap();
    let document = document(&passing("lambda.amazonaws.com"));
    deploy
        .inline
        .insert(name.name_key(), InlinePolicy { name, document });
    let admin = role(
        21,
        "admin",
        r#"{"Service":"lambda.amazonaws.com"}"#,
        Some("AdministratorAccess"),
    );
    let found = check(
        vec![
            Entity::User(alice),
            Entity::User(bounded),
            Entity::User(carol),
            Entity::User(dave),
            Entity::User(erin),
            Entity::Role(deploy),
            Entity::Role(admin),
        ],
        &[
            "escalation alice",
            "escalation carol",
            "escalation erin",
            "escalation deploy",
            "administrator-role admin",
        ],
    );
    let erin = found.iter().find(|it| it.name == "erin").unwrap();
    assert!(erin.reason.contains("in 2 steps"), "{}", erin.reason);
    assert!(
        erin.reason.contains("(sts-001)") && erin.reason.contains("(lambda-001)"),
        "{}",
        erin.reason
    );
}

#[test]
fn what_is_not_known_to_exist_is_possible() {
    let alice = user(
        1,
        "alice",
        &allow(
            r#"["lambda:UpdateFunctionCode","lambda:InvokeFunction"]"#,
            "*",
        ),
    );
    let admin = role(
        21,
        "admin",
        r#"{"Service":"lambda.amazonaws.com"}"#,
        Some("AdministratorAccess"),
    );
    let found = check(
        vec![Entity::User(alice), Entity::Role(admin)],
        &["escalation-possible alice", "administrator-role admin"],
    );
    assert!(
        found[0]
            .reason
            .contains("if there is a function with that role"),
        "{}",
        found[0].reason
    );
}

#[test]
fn over_quota() {
    let mut alice = user(1, "alice", "");
    for name in [
        "ReadOnlyAccess",
        "SecurityAudit",
        "ViewOnlyAccess",
        "AWSLambda_FullAccess",
        "AmazonS3FullAccess",
        "AmazonEC2FullAccess",
        "AmazonSQSFullAccess",
        "AmazonSNSFullAccess",
        "AmazonRDSFullAccess",
        "CloudWatchFullAccess",
        "AmazonVPCFullAccess",
    ] {
        alice.attached.insert(aws(name));
    }
    let found = check(vec![Entity::User(alice)], &["over-quota alice"]);
    assert_eq!(
        found[0].reason,
        "`alice` has 11 attached policies; the quota is 10."
    );
}

#[test]
fn ways_name_actions_that_exist() {
    let mut ids: Vec<&str> = ways().iter().map(|way| way.id).collect();
    assert!(ids.is_sorted() && ids.len() == 65, "{}", ids.len());
    ids.dedup();
    assert_eq!(ids.len(), 65);
    for action in ways().iter().flat_map(|way| way.actions) {
        let known = iam_catalog::Catalogue::bundled().action(action);
        assert_eq!(
            known.map(iam_catalog::Action::full_name).as_deref(),
            Some(*action)
        );
    }
}

#[test]
fn nobody_escalates_in_an_empty_account() {
    let estate = estate(Vec::new());
    let (library, aws) = (PolicyLibrary::new(), CatalogueManagedPolicies::new());
    let scope = Scope::new(&estate, HOME, State::Planned, &aws, &library).unwrap();
    let none = escalations(scope, &crate::GivenContext::default());
    assert!(none.found.is_empty() && none.steps.is_empty() && none.administrators.is_empty());
}

/// Whether alice can become an administrator, and by which published way.
fn ways_of_alice(statements: &str, more: Vec<Entity>, scp: Option<&str>) -> Vec<&'static str> {
    let mut alice = user(1, "alice", statements);
    alice.groups.extend(more.iter().filter_map(|it| match it {
        Entity::Group(group) if group.name.as_str() == "own" => Some(group.id),
        _ => None,
    }));
    alice.attached.extend(more.iter().filter_map(|it| match it {
        Entity::Policy(policy) if policy.name.as_str() == "own" => {
            Some(PolicyRef::Customer(policy.id))
        }
        _ => None,
    }));
    let (library, aws) = (PolicyLibrary::new(), CatalogueManagedPolicies::new());
    let organization = scp.map(|statement| Entity::Organization(organization(statement)));
    let entities = more.into_iter().chain([Entity::User(alice)]);
    let estate = estate(entities.chain(organization).collect());
    let scope = Scope::new(&estate, HOME, State::Planned, &aws, &library).unwrap();
    let all = escalations(scope, &crate::GivenContext::default());
    let found = all.found.iter().find(|it| it.name == "alice");
    found
        .map(|it| it.steps.iter().map(|step| step.way.id).collect())
        .unwrap_or_default()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn every_form_of_escalation() {
    let group = |name: &str, policy: Option<&str>| {
        let mut group = Group::new(id(60), name.parse().unwrap(), Path::root());
        group.attached.extend(policy.map(aws));
        Entity::Group(group)
    };
    let boss = || {
        let mut boss = user(61, "boss", "");
        boss.attached.insert(aws("AdministratorAccess"));
        Entity::User(boss)
    };
    let admin =
        |principal: &str| Entity::Role(role(62, "admin", principal, Some("AdministratorAccess")));
    let plain = |principal: &str| Entity::Role(role(63, "plain", principal, None));
    let everybody = r#"{"AWS":"111122223333"}"#;
    let (nobody, lambda) = (
        r#"{"Service":"x.amazonaws.com"}"#,
        r#"{"Service":"lambda.amazonaws.com"}"#,
    );
    let on = |action: &str| allow(action, "*");
    let cases: Vec<(String, Vec<Entity>, &[&str])> = vec![
        (on(r#""iam:AttachUserPolicy""#), vec![], &["iam-008"]),
        (
            on(r#""iam:PutGroupPolicy""#),
            vec![group("own", None)],
            &["iam-011"],
        ),
        (
            on(r#""iam:PutGroupPolicy""#),
            vec![group("other", None)],
            &[],
        ),
        (
            on(r#""iam:AddUserToGroup""#),
            vec![group("ops", Some("AdministratorAccess"))],
            &["iam-013"],
        ),
        (
            on(r#""iam:AddUserToGroup""#),
            vec![group("ops", Some("ReadOnlyAccess"))],
            &[],
        ),
        (
            on(r#""iam:CreatePolicyVersion""#),
            vec![Entity::Policy(policy(64, "own", &on(r#""s3:*""#)))],
            &["iam-001"],
        ),
        (
            on(r#""iam:CreatePolicyVersion""#),
            vec![Entity::Policy(policy(64, "loose", &on(r#""s3:*""#)))],
            &[],
        ),
        (on(r#""iam:CreateAccessKey""#), vec![boss()], &["iam-002"]),
        (
            on(r#""iam:CreateLoginProfile""#),
            vec![boss()],
            &["iam-004"],
        ),
        (on(r#""iam:UpdateLoginProfile""#), vec![boss()], &[]),
        (
            allow(
                r#""iam:CreateAccessKey""#,
                "arn:aws:iam::111122223333:user/alice",
            ),
            vec![boss()],
            &[],
        ),
        (
            on(r#""sts:AssumeRole""#),
            vec![admin(everybody)],
            &["sts-001"],
        ),
        (on(r#""sts:AssumeRole""#), vec![admin(nobody)], &[]),
        (
            on(r#""iam:UpdateAssumeRolePolicy""#),
            vec![admin(nobody)],
            &["iam-012"],
        ),
        (
            on(r#"["iam:PutRolePolicy","sts:AssumeRole"]"#),
            vec![plain(everybody)],
            &["iam-017"],
        ),
        (
            on(r#"["iam:PutRolePolicy","iam:UpdateAssumeRolePolicy"]"#),
            vec![plain(nobody)],
            &["iam-021"],
        ),
        (
            on(r#"["iam:AttachUserPolicy","iam:CreateAccessKey"]"#)
                .replace(r#""*""#, r#""arn:aws:iam::111122223333:user/boss2""#),
            vec![Entity::User(user(65, "boss2", ""))],
            &["iam-015"],
        ),
        (
            on(r#"["iam:PassRole","lambda:CreateFunction","lambda:InvokeFunction"]"#),
            vec![admin(lambda)],
            &["lambda-001"],
        ),
        (
            on(r#"["iam:PassRole","lambda:CreateFunction","lambda:InvokeFunction"]"#),
            vec![admin(nobody)],
            &[],
        ),
        (
            on(r#"["lambda:CreateFunction","lambda:InvokeFunction"]"#),
            vec![admin(lambda)],
            &[],
        ),
    ];
    for (statements, more, expected) in cases {
        assert_eq!(
            ways_of_alice(&statements, more, None),
            expected,
            "{statements}"
        );
    }
}

#[test]
fn an_organization_stands_in_the_way() {
    let own = allow(r#""iam:PutUserPolicy""#, "*");
    let with = |deny: &str| {
        format!(
            r#"{{"Effect":"Allow","Action":"*","Resource":"*"}},{{"Effect":"Deny","Action":"{deny}","Resource":"*"}}"#
        )
    };
    let ask = |scp: &str| ways_of_alice(&own, Vec::new(), Some(scp));
    assert_eq!(ask(&with("organizations:LeaveOrganization")), ["iam-007"]);
    // Where nobody can stop CloudTrail, an administrator is one without.
    assert_eq!(ask(&with("cloudtrail:StopLogging")), ["iam-007"]);
    assert!(ask(&with("iam:PutUserPolicy")).is_empty());
    let but = r#"{"Effect":"Allow","NotAction":"iam:Put*","Resource":"*"}"#;
    assert!(ask(but).is_empty());
}

#[test]
fn the_root_user() {
    let with = |keys, mfa| {
        let mut settings = settings();
        settings.facts = Some(AccountFacts {
            root_access_keys: keys,
            root_mfa: mfa,
            ..AccountFacts::default()
        });
        vec![Entity::Account(settings)]
    };
    check(
        with(Some(true), Some(false)),
        &[
            "root-access-keys 111122223333",
            "root-without-mfa 111122223333",
        ],
    );
    check(with(Some(false), Some(true)), &[]);
    check(with(None, None), &[]);
}

#[test]
fn a_device_that_is_not_enabled_is_no_mfa() {
    let with = |stage| {
        let mut user = user(1, "alice", "");
        user.login_profile = Some(LoginProfile {
            id: id(52),
            created: Some("2026-11-01T00:00:00Z".parse().unwrap()),
            reset_required: false,
        });
        let serial = "arn:aws:iam::111122223333:mfa/alice".parse().unwrap();
        let mut device = MfaDevice::new(serial);
        device.stage = stage;
        user.mfa_devices.push(device);
        vec![Entity::User(user)]
    };
    check(with(MfaStage::Enabled), &[]);
    check(with(MfaStage::Requested), &["console-without-mfa alice"]);
}

#[test]
fn old_certificates_and_service_credentials() {
    let with = |at: &str, status| {
        let mut user = user(1, "alice", "");
        let at: Option<Timestamp> = Some(at.parse().unwrap());
        user.signing_certificates.push(SigningCertificate {
            id: id(70),
            certificate_id: None,
            body: String::new(),
            status,
            uploaded: at,
        });
        user.service_credentials.push(ServiceCredential {
            id: id(71),
            service: "codecommit.amazonaws.com".to_owned(),
            credential_id: None,
            service_user_name: None,
            status,
            created: at,
            expires: None,
        });
        vec![Entity::User(user)]
    };
    check(
        with("2026-01-01T00:00:00Z", CredentialStatus::Active),
        &[
            "signing-certificate-old alice",
            "service-credential-old alice",
        ],
    );
    check(with("2026-11-01T00:00:00Z", CredentialStatus::Active), &[]);
    check(
        with("2026-01-01T00:00:00Z", CredentialStatus::Inactive),
        &[],
    );
}

fn resource(statements: &str) -> Entity {
    Entity::Resource(Resource {
        id: id(80),
        arn: "arn:aws:s3:::b".parse().unwrap(),
        policy: Some(document(statements)),
        tags: Tags::new(),
    })
}

#[test]
fn public_resources_and_principals_that_are_gone() {
    let allow = |principal: &str, condition: &str| {
        resource(&format!(
            r#"{{"Effect":"Allow","Principal":{principal},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"{condition}}}"#
        ))
    };
    check(
        vec![allow(r#""*""#, "")],
        &["public-resource arn:aws:s3:::b"],
    );
    let narrowed = r#","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#;
    check(vec![allow(r#""*""#, narrowed)], &[]);
    let gone = r#"{"AWS":"arn:aws:iam::111122223333:user/gone"}"#;
    check(vec![allow(gone, "")], &["principal-gone arn:aws:s3:::b"]);
    check(
        vec![allow(r#"{"AWS":"AIDACKCEVSQ6C2EXAMPLE"}"#, "")],
        &["principal-gone arn:aws:s3:::b"],
    );
    let mut alice = user(1, "gone", "");
    alice.unique_id = Some("AIDACKCEVSQ6C2EXAMPLE".parse().unwrap());
    for principal in [gone, r#"{"AWS":"AIDACKCEVSQ6C2EXAMPLE"}"#] {
        check(vec![Entity::User(alice.clone()), allow(principal, "")], &[]);
    }
    // Of an account that is not held here nothing is said.
    check(
        vec![allow(r#"{"AWS":"arn:aws:iam::999999999999:user/x"}"#, "")],
        &[],
    );
    let trust = role(
        2,
        "ops",
        r#"{"AWS":"arn:aws:iam::111122223333:role/gone"}"#,
        None,
    );
    check(vec![Entity::Role(trust)], &["principal-gone ops"]);
}

#[test]
fn identity_providers() {
    let host = "token.actions.githubusercontent.com";
    let provider = |thumbprints: &[&str]| {
        Entity::OidcProvider(OidcProvider {
            id: id(81),
            url: format!("https://{host}").parse().unwrap(),
            client_ids: ["sts.amazonaws.com".to_owned()].into(),
            thumbprints: thumbprints.iter().map(|it| (*it).to_owned()).collect(),
            created: None,
            tags: Tags::new(),
        })
    };
    check(
        vec![provider(&[])],
        &[&format!("provider-without-thumbprint {host}")],
    );
    check(
        vec![provider(&["6938fd4d98bab03faadb97b34396831e3780aea1"])],
        &[],
    );
    let trusting = |conditions: &str| {
        let trust = document(&format!(
            r#"{{"Effect":"Allow","Principal":{{"Federated":"arn:aws:iam::111122223333:oidc-provider/{host}"}},
                "Action":"sts:AssumeRoleWithWebIdentity","Condition":{{{conditions}}}}}"#
        ));
        let role = Role::new(id(3), "deploy".parse().unwrap(), Path::root(), trust);
        vec![Entity::Role(role)]
    };
    let audience = format!(r#""StringEquals":{{"{host}:aud":"sts.amazonaws.com"}}"#);
    let sub = |operator: &str, value: &str| {
        format!(r#"{audience},"{operator}":{{"{host}:sub":"{value}"}}"#)
    };
    let open = &["provider-trust-open deploy"];
    check(trusting(&audience), open);
    check(trusting(&sub("StringLike", "*")), open);
    check(trusting(&sub("StringLike", "repo:*")), open);
    check(trusting(&sub("StringNotEquals", "repo:acme/app")), open);
    check(
        trusting(&sub("StringEqualsIfExists", "repo:acme/app:x")),
        open,
    );
    check(trusting(&sub("StringLike", "repo:acme/*")), &[]);
    check(
        trusting(&sub("ForAnyValue:StringLike", "repo:acme/app:*")),
        &[],
    );
    let saml = |until: &str| {
        vec![Entity::SamlProvider(SamlProvider {
            id: id(82),
            name: "corp".parse().unwrap(),
            metadata: "<x/>".into(),
            created: None,
            valid_until: Some(until.parse().unwrap()),
            tags: Tags::new(),
        })]
    };
    check(
        saml("2026-01-01T00:00:00Z"),
        &["saml-metadata-expired corp"],
    );
    check(saml("2027-01-01T00:00:00Z"), &[]);
    check(
        saml(&now().plus_days(29).to_string()),
        &["saml-metadata-ending corp"],
    );
    check(saml(&now().plus_days(30).to_string()), &[]);
}

fn expecting(expected: Expected) -> SavedExpectation {
    SavedExpectation {
        id: id(85),
        name: "alice reads".to_owned(),
        principal: "arn:aws:iam::111122223333:user/alice".to_owned(),
        action: "s3:GetObject".to_owned(),
        resource: Some("arn:aws:s3:::b/k".to_owned()),
        context: [("aws:SourceIp".to_owned(), vec!["203.0.113.7".to_owned()])].into(),
        expected,
        note: String::new(),
    }
}

#[test]
fn expectations_that_fail() {
    let statement = r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*",
        "Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}"#;
    let with = |expected| {
        let alice = Entity::User(user(1, "alice", statement));
        vec![alice, Entity::Expectation(expecting(expected))]
    };
    check(with(Expected::Allowed), &[]);
    check(with(Expected::Denied), &["expectation-fails alice reads"]);
}

#[test]
fn changes_that_break_expectations() {
    let statement = allow(r#""s3:GetObject""#, "arn:aws:s3:::b/*");
    let alice = user(1, "alice", &statement);
    let inline = alice.inline.values().next().unwrap().name.clone();
    let estate = estate(vec![
        Entity::User(alice),
        Entity::Expectation(expecting(Expected::Allowed)),
    ]);
    let (library, managed) = (PolicyLibrary::new(), CatalogueManagedPolicies::new());
    let broken = |estate: &Estate, operation: Operation| {
        let set = ChangeSet::of_account("change", HOME, vec![operation]);
        broken_by(estate, &set, &managed, &library, now())
    };
    let take = Operation::DeleteInlinePolicy {
        holder: id(1),
        name: inline,
    };
    let found = broken(&estate, take.clone()).unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].account, found[0].before), (HOME, Stood::Held));
    assert_eq!(found[0].expectation.name, "alice reads");
    assert!(!found[0].after.holds && !found[0].after.sentence.is_empty());
    // What does not bear on it breaks nothing.
    let tag = Operation::AddUserToGroup {
        user: id(1),
        group: id(9),
    };
    assert!(broken(&estate, tag).is_err(), "there is no such group");
    let attach = Operation::AttachPolicy {
        holder: id(1),
        policy: aws("ReadOnlyAccess"),
    };
    assert_eq!(broken(&estate, attach).unwrap(), []);
    // One that failed already is told apart, and so is one that the change brings.
    let set = ChangeSet::of_account("change", HOME, vec![take]);
    let after = apply(&estate, &set, &managed).unwrap().estate;
    let attach = Operation::AttachPolicy {
        holder: id(1),
        policy: aws("IAMReadOnlyAccess"),
    };
    assert_eq!(broken(&after, attach).unwrap()[0].before, Stood::Failed);
    let put = Operation::PutExpectation {
        expectation: Box::new(expecting(Expected::Denied)),
    };
    assert_eq!(broken(&estate, put).unwrap()[0].before, Stood::New);
}
