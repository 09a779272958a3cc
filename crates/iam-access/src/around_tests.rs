//! Organizations and resource policies around a small estate.

use crate::{
    AskedAction, CatalogueManagedPolicies, GivenContext, KnownResource, NamedText, Organization,
    OrganizationLevel, PolicyLibrary, Query, Scope, Subject, Surroundings, Unknown, WhoCanQuery,
    cells, simulate, who_can, whole_matrix,
};
use iam_directory::{
    AccountKind, AccountSettings, Entity, Estate, EstateRow, ImageKey, PolicyRef, State, User,
};
use iam_names::{AccountId, EntityId, Path};
use iam_policy::evaluate::{Decision, Layer};
use std::sync::Arc;

const HOME: EntityId = EntityId::from_bytes([1; 16]);
const OTHER: EntityId = EntityId::from_bytes([2; 16]);
const ALICE: EntityId = EntityId::from_bytes([3; 16]);
const BOB: EntityId = EntityId::from_bytes([4; 16]);

/// Alice administers 111122223333, Bob 444455556666.
fn estate() -> Estate {
    let mut rows = Vec::new();
    for (account, number, id, name) in [
        (HOME, "111122223333", ALICE, "alice"),
        (OTHER, "444455556666", BOB, "bob"),
    ] {
        let settings = AccountSettings::new(account, AccountKind::Aws, number.parse().unwrap());
        let mut user = User::new(id, name.parse().unwrap(), Path::root());
        let administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
        user.attached
            .insert(PolicyRef::Arn(administrator.parse().unwrap()));
        for entity in [Entity::Account(settings), Entity::User(user)] {
            rows.push(EstateRow {
                key: ImageKey {
                    account,
                    state: State::Planned,
                    id: entity.id(),
                },
                entity,
            });
        }
    }
    Estate::from_rows(rows).unwrap()
}

fn text(name: &str, statement: &str) -> NamedText {
    NamedText {
        name: name.to_owned(),
        document: Arc::from(format!(
            r#"{{"Version":"2012-10-17","Statement":{statement}}}"#
        )),
    }
}

fn everything() -> NamedText {
    text(
        "FullAWSAccess",
        r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#,
    )
}

fn number(digits: &str) -> AccountId {
    digits.parse().unwrap()
}

/// The root allows everything, the account's own level denies leaving and lets only S3 through; a
/// resource control policy keeps strangers out of S3.
fn around(management: &str) -> Surroundings {
    let level = |id: &str, scps: Vec<NamedText>, rcps: Vec<NamedText>| OrganizationLevel {
        id: id.to_owned(),
        name: id.to_owned(),
        scps,
        rcps,
    };
    let strangers = r#"{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*",
        "Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-example"}}}"#;
    let organization = Organization {
        id: "o-example".to_owned(),
        management_account: number(management),
        levels: vec![
            level(
                "r-root",
                vec![everything()],
                vec![text("strangers", strangers)],
            ),
            level(
                "111122223333",
                vec![
                    text(
                        "only-s3",
                        r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#,
                    ),
                    text(
                        "keep",
                        r#"{"Effect":"Deny","Action":"s3:DeleteBucket","Resource":"*"}"#,
                    ),
                ],
                Vec::new(),
            ),
        ],
    };
    let bucket = |principal: &str| KnownResource {
        owner: Some(number("111122223333")),
        policy: Some(Arc::from(format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"{principal}"}},"Action":"s3:GetObject","Resource":"*"}}}}"#
        ))),
        tags: [("env".to_owned(), "prod".to_owned())].into(),
    };
    Surroundings {
        organizations: [(number("111122223333"), organization)].into(),
        resources: [
            (
                "arn:aws:s3:::ours".to_owned(),
                bucket("arn:aws:iam::444455556666:user/bob"),
            ),
            ("arn:aws:s3:::none".to_owned(), KnownResource::default()),
        ]
        .into(),
    }
}

#[test]
fn service_control_policies_of_every_level_limit() {
    let (estate, library, aws) = (
        estate(),
        PolicyLibrary::new(),
        CatalogueManagedPolicies::new(),
    );
    let plain = Scope::new(&estate, HOME, State::Planned, &aws, &library).unwrap();
    let member = around("999999999999");
    let management = around("111122223333");
    let ask = |scope: Scope<'_>, action: &str| {
        let query = Query {
            actions: vec![action.to_owned()],
            resources: vec!["*".to_owned()],
            ..Query::default()
        };
        let simulated = simulate(&Subject::with_id(scope, ALICE).unwrap(), &query).unwrap();
        let answered = simulated.answers[0].clone();
        let by: Vec<(Layer, String)> = answered
            .answer
            .decided_by
            .iter()
            .map(|at| {
                let found = simulated.statement(&answered, at).unwrap();
                (at.layer, simulated.policies[found.policy].name.clone())
            })
            .collect();
        let open = simulated.unknown.contains(&Unknown::Organization);
        (answered.decision, by, open)
    };
    assert!(ask(plain, "ec2:RunInstances").2);
    let (decision, _, open) = ask(plain.within(&member), "ec2:RunInstances");
    assert_eq!((decision, open), (Decision::ImplicitlyDenied, false));
    let (decision, by, _) = ask(plain.within(&member), "s3:DeleteBucket");
    assert_eq!(decision, Decision::ExplicitlyDenied);
    assert_eq!(by, [(Layer::Scp, "keep".to_owned())]);
    assert_eq!(
        ask(plain.within(&member), "s3:ListBucket").0,
        Decision::Allowed
    );
    // The management account is not limited.
    assert_eq!(
        ask(plain.within(&management), "ec2:RunInstances").0,
        Decision::Allowed
    );
}

#[test]
fn everybody_is_limited_alike() {
    let (estate, library, aws) = (
        estate(),
        PolicyLibrary::new(),
        CatalogueManagedPolicies::new(),
    );
    let around = around("999999999999");
    let scope = Scope::new(&estate, HOME, State::Planned, &aws, &library)
        .unwrap()
        .within(&around);
    let alice = Subject::with_id(scope, ALICE).unwrap();
    let given = GivenContext::default();
    let whole = whole_matrix(scope, &given);
    for action in [
        "s3:GetObject",
        "s3:DeleteBucket",
        "ec2:RunInstances",
        "s3:ListAllMyBuckets",
    ] {
        let asked = AskedAction::new(action, scope.account().settings()).unwrap();
        let (alone, _) = cells(&alice, &given, None, [&asked]);
        let query = WhoCanQuery {
            action: action.to_owned(),
            ..WhoCanQuery::default()
        };
        assert_eq!(
            who_can(scope, &query).unwrap().rows[0].cell,
            alone[0],
            "{action}"
        );
        let known = iam_catalog::Catalogue::bundled()
            .action(action)
            .unwrap()
            .number();
        let all = whole.rows[0].extent(known).word() == "all";
        assert_eq!(all, alone[0].decision == Decision::Allowed, "{action}");
    }
}

#[test]
fn a_bucket_policy_opens_and_a_resource_control_policy_shuts() {
    let (estate, library, aws) = (
        estate(),
        PolicyLibrary::new(),
        CatalogueManagedPolicies::new(),
    );
    let mut around = around("999999999999");
    let ask = |around: &Surroundings, resource: &str| {
        let scope = Scope::new(&estate, OTHER, State::Planned, &aws, &library)
            .unwrap()
            .within(around);
        let query = Query {
            actions: vec!["s3:GetObject".to_owned()],
            resources: vec![resource.to_owned()],
            ..Query::default()
        };
        simulate(&Subject::with_id(scope, BOB).unwrap(), &query).unwrap()
    };
    // The owner's resource control policy keeps out whoever is not in its organization.
    let kept_out = ask(&around, "arn:aws:s3:::ours/key");
    assert_eq!(kept_out.answers[0].decision, Decision::ExplicitlyDenied);
    assert_eq!(kept_out.answers[0].answer.decided_by[0].layer, Layer::Rcp);
    let own = around.organizations[&number("111122223333")].clone();
    let theirs = Organization {
        levels: own.levels[..1].to_vec(),
        ..own
    };
    around.organizations.insert(number("444455556666"), theirs);
    let seen = ask(&around, "arn:aws:s3:::ours/key");
    assert_eq!(seen.answers[0].decision, Decision::Allowed);
    let named = |simulated: &crate::Simulated| {
        let unknown = Unknown::ResourcePolicy {
            resource: "arn:aws:s3:::ours/key".to_owned(),
        };
        (
            simulated
                .policies
                .iter()
                .any(|it| it.name == "arn:aws:s3:::ours"),
            simulated.unknown.contains(&unknown),
        )
    };
    assert_eq!(named(&seen), (true, false));
    let tag = seen.answers[0]
        .context
        .iter()
        .find(|it| it.key == "aws:ResourceTag/env");
    assert!(tag.is_none(), "a bucket's tags are not its objects'");
    // Of a resource that is known to have no policy, nothing is open.
    let none = ask(&around, "arn:aws:s3:::none/key");
    assert!(
        !none
            .unknown
            .iter()
            .any(|it| matches!(it, Unknown::ResourcePolicy { .. }))
    );
    // Asked from the bucket's side, Bob is among those who can.
    let scope = Scope::new(&estate, HOME, State::Planned, &aws, &library)
        .unwrap()
        .within(&around);
    let query = WhoCanQuery {
        action: "s3:GetObject".to_owned(),
        resource: Some("arn:aws:s3:::ours/key".to_owned()),
        ..WhoCanQuery::default()
    };
    let rows = who_can(scope, &query).unwrap().rows;
    let can: Vec<&str> = rows
        .iter()
        .filter(|who| who.can())
        .map(|who| who.name.as_str())
        .collect();
    assert_eq!(can, ["alice", "bob"]);
}

#[test]
fn a_call_on_several_resources_is_put_together() {
    let mut user = User::new(ALICE, "alice".parse().unwrap(), Path::root());
    let name: iam_names::PolicyName = "run".parse().unwrap();
    let document = r#"{"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":"ec2:RunInstances","Resource":["arn:aws:ec2:*:*:instance/*","arn:aws:ec2:*:*:subnet/s-1"]},
        {"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"#;
    user.inline.insert(
        name.name_key(),
        iam_directory::InlinePolicy {
            name,
            document: iam_directory::PolicyDocument::new(document),
        },
    );
    let settings = AccountSettings::new(HOME, AccountKind::Local, number("111122223333"));
    let estate = Estate::from_rows(
        [Entity::Account(settings), Entity::User(user)].map(|entity| EstateRow {
            key: ImageKey {
                account: HOME,
                state: State::Planned,
                id: entity.id(),
            },
            entity,
        }),
    )
    .unwrap();
    let (library, aws) = (PolicyLibrary::new(), CatalogueManagedPolicies::new());
    let scope = Scope::new(&estate, HOME, State::Planned, &aws, &library).unwrap();
    let alice = Subject::with_id(scope, ALICE).unwrap();
    let ask = |resources: &[&str]| {
        let query = Query {
            actions: vec!["ec2:RunInstances".to_owned(), "s3:GetObject".to_owned()],
            resources: resources.iter().map(|&it| it.to_owned()).collect(),
            ..Query::default()
        };
        simulate(&alice, &query).unwrap().together
    };
    let any = ask(&[]);
    assert_eq!(any.len(), 1);
    assert_eq!(any[0].decision, Decision::ImplicitlyDenied);
    assert!(
        any[0].lacking.iter().any(|it| it.contains("image/")),
        "{any:?}"
    );
    assert!(
        !any[0].lacking.iter().any(|it| it.contains("subnet/")),
        "{any:?}"
    );
    let subnet = |name: &str| format!("arn:aws:ec2:eu-west-1:111122223333:subnet/{name}");
    let instance = "arn:aws:ec2:eu-west-1:111122223333:instance/i-1";
    let named = ask(&[instance, &subnet("s-1")]);
    assert_eq!(
        (named[0].decision, named[0].denied.len()),
        (Decision::Allowed, 0)
    );
    assert!(
        named[0]
            .sentence()
            .contains("needs more than these resources"),
        "{named:?}"
    );
    let denied = ask(&[instance, &subnet("s-2")]);
    assert_eq!(denied[0].decision, Decision::ImplicitlyDenied);
    assert_eq!(denied[0].denied, [subnet("s-2")]);
}
