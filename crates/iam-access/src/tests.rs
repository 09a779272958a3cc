//! Questions about a small estate: two accounts, some users, groups and roles.

use crate::{
    AccessError, AskedAction, CatalogueManagedPolicies, Extent, GivenContext, Origin,
    PolicyLibrary, PolicySource, Query, Scope, Simulated, Subject, SummaryReach, Unknown, Via,
    WhoCanQuery, cells, compare, compare_everybody, context_keys, expand_actions, fill, gather,
    gather_trust, simulate, summarize, who_can,
};
use iam_catalog::AccessLevel;
use iam_directory::{
    AccountKind, AccountSettings, Change, ChangeSet, Entity, Estate, EstateRow, Group, ImageKey,
    InlinePolicy, ManagedPolicies, ManagedPolicy, Operation, PolicyDocument, PolicyRef, Role,
    State, User, apply,
};
use iam_names::{EntityId, Path, PolicyName, Timestamp};
use iam_policy::context::ContextValue;
use iam_policy::evaluate::{Decision, Layer};
use iam_policy::policy::PolicyType;

const HOME: EntityId = EntityId::from_bytes([1; 16]);
const OTHER: EntityId = EntityId::from_bytes([2; 16]);

fn id(number: u8) -> EntityId {
    let mut bytes = [0; 16];
    bytes[0] = 0xff;
    bytes[15] = number;
    EntityId::from_bytes(bytes)
}

const ALICE: u8 = 1;
const BOB: u8 = 2;
const CAROL: u8 = 3;
const DEVELOPERS: u8 = 10;
const DEPLOY: u8 = 20;
const AUDIT: u8 = 21;
const READ_LOGS: u8 = 30;
const LIMIT: u8 = 31;

fn document(statements: &str) -> PolicyDocument {
    PolicyDocument::new(&format!(
        r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#
    ))
}

fn allow(action: &str, resource: &str) -> String {
    format!(r#"{{"Effect":"Allow","Action":"{action}","Resource":"{resource}"}}"#)
}

fn deny(action: &str, resource: &str) -> String {
    format!(r#"{{"Effect":"Deny","Action":"{action}","Resource":"{resource}"}}"#)
}

fn inline(name: &str, statements: &str) -> (iam_names::NameKey, InlinePolicy) {
    let name: PolicyName = name.parse().unwrap();
    (
        name.name_key(),
        InlinePolicy {
            name,
            document: document(statements),
        },
    )
}

fn managed(number: u8, name: &str, statements: &str) -> Entity {
    Entity::Policy(ManagedPolicy::new(
        id(number),
        name.parse().unwrap(),
        Path::root(),
        document(statements),
    ))
}

fn user(number: u8, name: &str) -> User {
    User::new(id(number), name.parse().unwrap(), Path::root())
}

fn aws(name: &str) -> PolicyRef {
    PolicyRef::Arn(format!("arn:aws:iam::aws:policy/{name}").parse().unwrap())
}

/// Alice: group Developers, an inline policy, tags. Bob: administrator under a boundary. Carol:
/// what is not known. Deploy trusts alice with MFA. The other account's Audit trusts this account.
fn estate() -> Estate {
    let mut alice = user(ALICE, "alice");
    alice.unique_id = Some("AIDAJQABLZS4A3QDU576Q".parse().unwrap());
    alice.groups.insert(id(DEVELOPERS));
    alice
        .tags
        .insert("team".parse().unwrap(), "blue".parse().unwrap());
    alice.inline.extend([inline(
        "own-folder",
        &allow("s3:*Object", "arn:aws:s3:::home/${aws:username}/*"),
    )]);
    let mut bob = user(BOB, "bob");
    bob.attached.insert(aws("AdministratorAccess"));
    bob.boundary = Some(PolicyRef::Customer(id(LIMIT)));
    let mut carol = user(CAROL, "carol");
    carol.attached.insert(PolicyRef::Arn(
        "arn:aws:iam::444455556666:policy/elsewhere"
            .parse()
            .unwrap(),
    ));
    carol.attached.insert(PolicyRef::Customer(id(99)));
    carol.groups.insert(id(98));
    carol.boundary = Some(aws("NoSuchPolicy"));
    carol.inline.extend([inline("all", &allow("*", "*"))]);
    let mut developers = Group::new(id(DEVELOPERS), "Developers".parse().unwrap(), Path::root());
    developers
        .attached
        .insert(PolicyRef::Customer(id(READ_LOGS)));
    developers.attached.insert(aws("IAMReadOnlyAccess"));
    developers
        .inline
        .extend([inline("deploy", &allow("sts:AssumeRole", "*"))]);
    let trust = r#"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/alice"},
        "Action":"sts:AssumeRole","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}"#;
    let mut deploy = Role::new(
        id(DEPLOY),
        "Deploy".parse().unwrap(),
        Path::root(),
        document(trust),
    );
    deploy.unique_id = Some("AROADBQP57FF2AEXAMPLE".parse().unwrap());
    deploy.inline.extend([inline(
        "deploy",
        &[allow("lambda:*", "*"), deny("lambda:DeleteFunction", "*")].join(","),
    )]);
    let trust =
        r#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}"#;
    let audit = Role::new(
        id(AUDIT),
        "Audit".parse().unwrap(),
        Path::root(),
        document(trust),
    );
    let home = [
        Entity::Account(AccountSettings::new(
            HOME,
            AccountKind::Aws,
            "111122223333".parse().unwrap(),
        )),
        Entity::User(alice),
        Entity::User(bob),
        Entity::User(carol),
        Entity::Group(developers),
        Entity::Role(deploy),
        managed(
            READ_LOGS,
            "ReadLogs",
            &[
                allow("logs:Get*", "arn:aws:logs:*:111122223333:log-group:app*"),
                deny(
                    "logs:GetLogEvents",
                    "arn:aws:logs:*:111122223333:log-group:app-secret*",
                ),
            ]
            .join(","),
        ),
        managed(LIMIT, "Limit", &allow("s3:*", "arn:aws:s3:::shared*")),
    ];
    let other = [
        Entity::Account(AccountSettings::new(
            OTHER,
            AccountKind::Aws,
            "444455556666".parse().unwrap(),
        )),
        Entity::Role(audit),
    ];
    let row = |account: EntityId| {
        move |entity: Entity| EstateRow {
            key: ImageKey {
                account,
                state: State::Planned,
                id: entity.id(),
            },
            entity,
        }
    };
    Estate::from_rows(
        home.into_iter()
            .map(row(HOME))
            .chain(other.into_iter().map(row(OTHER))),
    )
    .unwrap()
}

struct House {
    estate: Estate,
    managed: CatalogueManagedPolicies,
    library: PolicyLibrary,
}

impl House {
    fn new() -> Self {
        Self {
            estate: estate(),
            managed: CatalogueManagedPolicies::new(),
            library: PolicyLibrary::new(),
        }
    }

    fn scope(&self) -> Scope<'_> {
        Scope::new(
            &self.estate,
            HOME,
            State::Planned,
            &self.managed,
            &self.library,
        )
        .unwrap()
    }

    fn subject(&self, number: u8) -> Subject<'_> {
        Subject::with_id(self.scope(), id(number)).unwrap()
    }

    fn ask(&self, number: u8, action: &str, resource: Option<&str>) -> Simulated {
        self.ask_with(number, action, resource, &[])
    }

    fn ask_with(
        &self,
        number: u8,
        action: &str,
        resource: Option<&str>,
        keys: &[(&str, &str)],
    ) -> Simulated {
        let keys = keys
            .iter()
            .map(|(key, value)| ((*key).to_owned(), ContextValue::Single((*value).to_owned())))
            .collect();
        let query = Query {
            actions: vec![action.to_owned()],
            resources: resource.into_iter().map(str::to_owned).collect(),
            given: GivenContext { keys, time: None },
            limit: 0,
        };
        simulate(&self.subject(number), &query).unwrap()
    }
}

fn decision(simulated: &Simulated) -> Decision {
    let [answered] = &simulated.answers[..] else {
        panic!("one answer was expected")
    };
    answered.decision
}

fn value(simulated: &Simulated, key: &str) -> Option<(ContextValue, Origin)> {
    simulated.answers[0]
        .context
        .iter()
        .find(|filled| filled.key == key)
        .map(|filled| (filled.value.clone(), filled.origin))
}

#[test]
fn a_user_has_its_own_policies_and_those_of_its_groups() {
    let house = House::new();
    let gathered = gather(&house.subject(ALICE));
    let group = Via::Group {
        id: id(DEVELOPERS),
        name: "Developers".parse().unwrap(),
    };
    let seen: Vec<_> = gathered
        .policies
        .iter()
        .map(|p| (p.name.as_str(), p.via.clone(), p.layer))
        .collect();
    assert_eq!(
        seen,
        [
            ("own-folder", Via::Own, PolicyType::Identity),
            ("IAMReadOnlyAccess", group.clone(), PolicyType::Identity),
            ("ReadLogs", group.clone(), PolicyType::Identity),
            ("deploy", group.clone(), PolicyType::Identity),
        ]
    );
    assert_eq!(group.to_string(), "group Developers");
    assert!(matches!(
        gathered.policies[1].source,
        PolicySource::AwsManaged(_)
    ));
    assert_eq!(
        gathered.policies[2].source,
        PolicySource::Customer(id(READ_LOGS))
    );
    assert!(gathered.unknown.is_empty() && !gathered.bounded);
}

#[test]
fn a_boundary_is_gathered_as_one() {
    let house = House::new();
    let gathered = gather(&house.subject(BOB));
    let layers: Vec<_> = gathered
        .policies
        .iter()
        .map(|p| (p.name.as_str(), p.layer))
        .collect();
    assert_eq!(
        layers,
        [
            ("AdministratorAccess", PolicyType::Identity),
            ("Limit", PolicyType::Boundary)
        ]
    );
    assert!(gathered.bounded);
}

#[test]
fn what_cannot_be_found_is_said_and_an_unknown_boundary_allows_nothing() {
    let house = House::new();
    let gathered = gather(&house.subject(CAROL));
    assert_eq!(gathered.unknown.len(), 4, "{:?}", gathered.unknown);
    assert!(gathered.bounded);
    let simulated = house.ask(CAROL, "s3:GetObject", Some("arn:aws:s3:::b/k"));
    assert_eq!(decision(&simulated), Decision::ImplicitlyDenied);
    assert_eq!(simulated.answers[0].answer.blocked_by, [Layer::Boundary]);
    let sentences: Vec<String> = simulated.unknown.iter().map(Unknown::sentence).collect();
    for part in [
        "elsewhere",
        "NoSuchPolicy",
        "group that is not known",
        "organisation",
    ] {
        assert!(
            sentences.iter().any(|s| s.contains(part)),
            "{part}: {sentences:#?}"
        );
    }
}

#[test]
fn a_variable_stands_for_the_users_own_name() {
    let house = House::new();
    let ask = |key: &str| decision(&house.ask(ALICE, "s3:GetObject", Some(key)));
    assert_eq!(ask("arn:aws:s3:::home/alice/notes"), Decision::Allowed);
    assert_eq!(
        ask("arn:aws:s3:::home/bob/notes"),
        Decision::ImplicitlyDenied
    );
}

#[test]
fn an_explicit_deny_of_a_group_names_its_statement_in_the_gathered_policies() {
    let house = House::new();
    let resource = "arn:aws:logs:eu-west-1:111122223333:log-group:app-secret:log-stream:x";
    let simulated = house.ask(ALICE, "logs:GetLogEvents", Some(resource));
    assert_eq!(decision(&simulated), Decision::ExplicitlyDenied);
    let answered = &simulated.answers[0];
    let at = simulated
        .statement(answered, &answered.answer.decided_by[0])
        .unwrap();
    assert_eq!(
        (simulated.policies[at.policy].name.as_str(), at.number),
        ("ReadLogs", 1)
    );
    let lit = at
        .statement
        .span
        .text(&simulated.policies[at.policy].document);
    assert!(lit.starts_with(r#"{"Effect":"Deny""#), "{lit}");
    assert!(!answered.explanation.sentence.is_empty());
}

#[test]
fn a_boundary_limits_an_administrator() {
    let house = House::new();
    let ask = |action: &str, resource: &str| decision(&house.ask(BOB, action, Some(resource)));
    assert_eq!(
        ask("s3:GetObject", "arn:aws:s3:::shared/x"),
        Decision::Allowed
    );
    assert_eq!(
        ask("s3:GetObject", "arn:aws:s3:::other/x"),
        Decision::ImplicitlyDenied
    );
    let extent = |action: &str| {
        house.ask(BOB, action, None).answers[0]
            .extent
            .clone()
            .unwrap()
    };
    assert_eq!(extent("ec2:RunInstances"), Extent::None);
    let Extent::Some { within, .. } = extent("s3:GetObject") else {
        panic!("some was expected")
    };
    assert_eq!(within, [["arn:aws:s3:::shared*"]]);
}

#[test]
fn any_resource_is_all_some_or_none() {
    let house = House::new();
    let ask = |action: &str| {
        let simulated = house.ask(ALICE, action, None);
        (
            decision(&simulated),
            simulated.answers[0].extent.clone().unwrap(),
        )
    };
    assert_eq!(ask("iam:ListUsers"), (Decision::Allowed, Extent::All));
    assert_eq!(
        ask("iam:CreateUser"),
        (Decision::ImplicitlyDenied, Extent::None)
    );
    let (decided, extent) = ask("s3:GetObject");
    assert_eq!(decided, Decision::Allowed);
    let some = |allowed: &str, except: &[&str]| Extent::Some {
        allowed: vec![allowed.to_owned()],
        within: Vec::new(),
        except: except.iter().map(|text| (*text).to_owned()).collect(),
    };
    assert_eq!(extent, some("arn:aws:s3:::home/alice/*", &[]));
    let secret = "arn:aws:logs:*:111122223333:log-group:app-secret*";
    let logs = "arn:aws:logs:*:111122223333:log-group:app*";
    assert_eq!(ask("logs:GetLogEvents").1, some(logs, &[secret]));
    // A delivery is no log group, so the Allow on log groups says nothing about it.
    assert_eq!(ask("logs:GetDelivery").1, Extent::None);
}

#[test]
fn patterns_of_actions_are_expanded_and_the_ceiling_is_said() {
    let house = House::new();
    let query = Query {
        actions: vec!["iam:Get*".to_owned(), "iam:getuser".to_owned()],
        resources: vec![
            "*".to_owned(),
            "arn:aws:iam::111122223333:user/alice".to_owned(),
        ],
        limit: 7,
        ..Query::default()
    };
    let simulated = simulate(&house.subject(ALICE), &query).unwrap();
    assert!(simulated.truncated);
    assert_eq!(simulated.answers.len(), 7);
    let first: Vec<_> = simulated
        .answers
        .iter()
        .take(3)
        .map(|answered| (answered.action.as_str(), answered.resource.as_str()))
        .collect();
    assert_eq!(first[0].0, first[1].0);
    assert_ne!(first[1].0, first[2].0);
    assert_eq!(
        (first[0].1, first[1].1),
        ("*", "arn:aws:iam::111122223333:user/alice")
    );
}

#[test]
fn a_trust_policy_is_asked_with_its_conditions() {
    let house = House::new();
    let role = "arn:aws:iam::111122223333:role/Deploy";
    let without = house.ask(ALICE, "sts:AssumeRole", Some(role));
    assert_eq!(decision(&without), Decision::ImplicitlyDenied);
    assert_eq!(
        without.answers[0].answer.missing_context,
        ["aws:MultiFactorAuthPresent"]
    );
    let with = house.ask_with(
        ALICE,
        "sts:AssumeRole",
        Some(role),
        &[("aws:multifactorauthpresent", "true")],
    );
    assert_eq!(decision(&with), Decision::Allowed);
    assert!(
        with.policies
            .iter()
            .any(|p| p.source == PolicySource::Trust { role: id(DEPLOY) })
    );
    let given = value(&with, "aws:MultiFactorAuthPresent").unwrap();
    assert_eq!(
        given,
        (ContextValue::Single("true".to_owned()), Origin::Given)
    );
    // Bob is not trusted, however much he may do.
    assert_eq!(
        decision(&house.ask(BOB, "sts:AssumeRole", Some(role))),
        Decision::ImplicitlyDenied
    );
}

#[test]
fn a_role_of_another_account_of_the_estate_is_asked_too() {
    let house = House::new();
    let audit = "arn:aws:iam::444455556666:role/Audit";
    assert!(gather_trust(house.scope(), audit).is_some());
    assert_eq!(
        decision(&house.ask(ALICE, "sts:AssumeRole", Some(audit))),
        Decision::Allowed
    );
    let stranger = "arn:aws:iam::777788889999:role/Audit";
    let simulated = house.ask(ALICE, "sts:AssumeRole", Some(stranger));
    assert_eq!(decision(&simulated), Decision::ImplicitlyDenied);
    assert!(simulated.unknown.contains(&Unknown::TrustPolicy {
        role: stranger.to_owned()
    }));
}

#[test]
fn keys_are_filled_in_with_their_origin() {
    let house = House::new();
    let filled = fill(
        &house.subject(ALICE),
        Some("arn:aws:iam::111122223333:user/alice"),
        &GivenContext {
            keys: vec![(
                "AWS:USERNAME".to_owned(),
                ContextValue::Single("eve".to_owned()),
            )],
            time: Some(Timestamp::from_unix(0)),
        },
    );
    let of = |key: &str| {
        let filled = filled.iter().find(|filled| filled.key == key)?;
        match &filled.value {
            ContextValue::Single(value) => Some((value.as_str(), filled.origin)),
            ContextValue::Many(_) => None,
        }
    };
    let arn = "arn:aws:iam::111122223333:user/alice";
    assert_eq!(of("aws:PrincipalArn"), Some((arn, Origin::Principal)));
    assert_eq!(
        of("aws:userid"),
        Some(("AIDAJQABLZS4A3QDU576Q", Origin::Principal))
    );
    assert_eq!(
        of("aws:PrincipalAccount"),
        Some(("111122223333", Origin::Principal))
    );
    assert_eq!(of("aws:PrincipalType"), Some(("User", Origin::Principal)));
    assert_eq!(
        of("aws:PrincipalTag/team"),
        Some(("blue", Origin::PrincipalTag))
    );
    assert_eq!(
        of("aws:ResourceTag/team"),
        Some(("blue", Origin::ResourceTag))
    );
    assert_eq!(
        of("aws:ResourceAccount"),
        Some(("111122223333", Origin::Resource))
    );
    assert_eq!(of("aws:username"), Some(("eve", Origin::Given)));
    assert_eq!(
        of("aws:CurrentTime"),
        Some(("1970-01-01T00:00:00Z", Origin::Time))
    );
    assert_eq!(of("aws:EpochTime"), Some(("0", Origin::Time)));
    assert_eq!(of("aws:MultiFactorAuthPresent"), None);
    assert_eq!(
        filled
            .iter()
            .filter(|it| it.key.eq_ignore_ascii_case("aws:username"))
            .count(),
        1
    );
}

#[test]
fn a_session_is_known_by_its_role() {
    let house = House::new();
    let arn = "arn:aws:sts::111122223333:assumed-role/Deploy/build-7";
    let session = Subject::named(house.scope(), arn).unwrap();
    assert_eq!(session.name(), arn);
    let filled = fill(&session, Some("*"), &GivenContext::default());
    let of = |key: &str| {
        filled
            .iter()
            .find(|filled| filled.key == key)
            .map(|filled| filled.value.clone())
    };
    let single = |text: &str| Some(ContextValue::Single(text.to_owned()));
    assert_eq!(
        of("aws:PrincipalArn"),
        single("arn:aws:iam::111122223333:role/Deploy")
    );
    assert_eq!(of("aws:userid"), single("AROADBQP57FF2AEXAMPLE:build-7"));
    assert_eq!(of("aws:username"), None);
    let query = Query {
        actions: vec![
            "lambda:InvokeFunction".to_owned(),
            "lambda:DeleteFunction".to_owned(),
        ],
        ..Query::default()
    };
    let simulated = simulate(&session, &query).unwrap();
    let decisions: Vec<_> = simulated.answers.iter().map(|it| it.decision).collect();
    assert_eq!(decisions, [Decision::Allowed, Decision::ExplicitlyDenied]);
}

#[test]
fn principals_are_found_by_arn_or_refused() {
    let house = House::new();
    let named = |arn: &str| Subject::named(house.scope(), arn);
    assert_eq!(
        named("arn:aws:iam::111122223333:user/alice")
            .unwrap()
            .name(),
        house.subject(ALICE).name()
    );
    assert_eq!(
        named("arn:aws:iam::444455556666:role/Audit")
            .unwrap()
            .scope
            .account()
            .settings()
            .id,
        OTHER
    );
    for arn in [
        "arn:aws:iam::111122223333:user/nobody",
        "arn:aws:iam::111122223333:user/Alice",
        "arn:aws:iam::111122223333:user/team/alice",
        "arn:aws:sts::111122223333:assumed-role/Nothing/s",
    ] {
        let error = named(arn).unwrap_err();
        assert_eq!(error.code(), "no-such-principal", "{arn}");
    }
    assert_eq!(named("alice").unwrap_err().code(), "bad-principal");
    let stranger = named("arn:aws:iam::777788889999:user/eve").unwrap();
    assert!(matches!(
        &gather(&stranger).unknown[..],
        [Unknown::Stranger { .. }]
    ));
    let root = named("arn:aws:iam::111122223333:root").unwrap();
    let query = Query {
        actions: vec!["iam:CreateUser".to_owned()],
        ..Query::default()
    };
    assert_eq!(
        decision(&simulate(&root, &query).unwrap()),
        Decision::Allowed
    );
}

#[test]
fn what_is_no_question_is_an_error() {
    let house = House::new();
    let ask = |action: &str, resource: &str| {
        let query = Query {
            actions: vec![action.to_owned()],
            resources: vec![resource.to_owned()],
            ..Query::default()
        };
        simulate(&house.subject(ALICE), &query).unwrap_err()
    };
    assert_eq!(ask("s3", "*").code(), "bad-action");
    assert_eq!(ask("s3:GetObject", "bucket").code(), "bad-resource");
    assert_eq!(ask("s3:Zzz*", "*").code(), "no-such-action");
    assert_eq!(
        Scope::new(
            &house.estate,
            id(1),
            State::Planned,
            &house.managed,
            &house.library
        )
        .unwrap_err(),
        AccessError::NoAccount
    );
    assert_eq!(
        Subject::with_id(house.scope(), id(77)).unwrap_err(),
        AccessError::NoSuchPrincipal
    );
    let simulated = house.ask(ALICE, "s3:GetObjcet", Some("*"));
    assert!(
        simulated
            .unknown
            .iter()
            .any(|it| it.sentence().contains("s3:GetObject"))
    );
}

#[test]
fn other_actions_that_are_needed_are_said() {
    let house = House::new();
    let estate = &house.estate;
    let mut alice = User::clone(
        estate
            .account(HOME)
            .unwrap()
            .planned()
            .user(id(ALICE))
            .unwrap(),
    );
    alice
        .inline
        .extend([inline("compute", &allow("ec2:*", "*"))]);
    let estate = with(&house.estate, Entity::User(alice));
    let scope = Scope::new(
        &estate,
        HOME,
        State::Planned,
        &house.managed,
        &house.library,
    )
    .unwrap();
    let query = Query {
        actions: vec!["ec2:RunInstances".to_owned()],
        ..Query::default()
    };
    let simulated = simulate(&Subject::with_id(scope, id(ALICE)).unwrap(), &query).unwrap();
    let needs = &simulated.answers[0].also_needs;
    let of = |action: &str| {
        needs
            .iter()
            .find(|it| it.action == action)
            .map(|it| &it.extent)
    };
    assert_eq!(of("iam:PassRole"), Some(&Extent::None));
    assert_eq!(of("ec2:CreateTags"), Some(&Extent::All));
}

fn with(estate: &Estate, entity: Entity) -> Estate {
    let replaced = entity.id();
    let rows: Vec<EstateRow> = estate.rows().filter(|row| row.key.id != replaced).collect();
    let key = ImageKey {
        account: HOME,
        state: State::Planned,
        id: replaced,
    };
    Estate::from_rows(rows.into_iter().chain([EstateRow { key, entity }])).unwrap()
}

#[test]
fn the_summary_says_full_limited_or_nothing() {
    let house = House::new();
    let summary = summarize(&house.subject(ALICE), &GivenContext::default());
    let prefixes: Vec<_> = summary
        .services
        .iter()
        .map(|service| service.prefix)
        .collect();
    for prefix in ["iam", "logs", "s3", "sts"] {
        assert!(prefixes.contains(&prefix), "{prefixes:?}");
    }
    assert!(!prefixes.contains(&"ec2") && !summary.everything);
    let level = |prefix: &str, level: AccessLevel| {
        let service = summary
            .services
            .iter()
            .find(|it| it.prefix == prefix)
            .unwrap();
        service
            .levels
            .iter()
            .find(|it| it.level == level)
            .unwrap()
            .reach()
    };
    assert_eq!(level("s3", AccessLevel::Read), SummaryReach::Limited);
    assert_eq!(level("s3", AccessLevel::List), SummaryReach::None);
    assert_eq!(level("iam", AccessLevel::Write), SummaryReach::None);
    assert!(level("iam", AccessLevel::List) > SummaryReach::None);
    assert!(summary.unknown.contains(&Unknown::Organization));
}

#[test]
fn an_administrator_may_do_everything() {
    let house = House::new();
    let mut root = user(40, "root-like");
    root.attached.insert(aws("AdministratorAccess"));
    let estate = with(&house.estate, Entity::User(root));
    let scope = Scope::new(
        &estate,
        HOME,
        State::Planned,
        &house.managed,
        &house.library,
    )
    .unwrap();
    let subject = Subject::with_id(scope, id(40)).unwrap();
    let summary = summarize(&subject, &GivenContext::default());
    let partly: Vec<_> = summary
        .services
        .iter()
        .filter(|it| it.reach() < SummaryReach::Full)
        .collect();
    assert!(summary.everything, "{partly:#?}");
    assert_eq!(summary.services.len(), summary.services_known);
}

#[test]
fn before_and_after_a_change_are_compared() {
    let house = House::new();
    let change = |operation| Change {
        account: HOME,
        operation,
    };
    let set = ChangeSet::new(
        "What if",
        vec![
            change(Operation::RemoveUserFromGroup {
                user: id(ALICE),
                group: id(DEVELOPERS),
            }),
            change(Operation::AttachPolicy {
                holder: id(ALICE),
                policy: aws("AmazonSQSReadOnlyAccess"),
            }),
        ],
    );
    let after = apply(&house.estate, &set, &house.managed).unwrap().estate;
    let scope = Scope::new(&after, HOME, State::Planned, &house.managed, &house.library).unwrap();
    let after = Subject::with_id(scope, id(ALICE)).unwrap();
    let before = house.subject(ALICE);
    let comparison = compare(Some(&before), Some(&after), &GivenContext::default());
    let names = |changes: &[crate::ActionChange]| {
        changes
            .iter()
            .map(|change| change.action.clone())
            .collect::<Vec<_>>()
    };
    assert!(names(&comparison.gained).contains(&"sqs:ListQueues".to_owned()));
    assert!(
        names(&comparison.gained)
            .iter()
            .all(|name| name.starts_with("sqs:"))
    );
    assert!(names(&comparison.lost).contains(&"iam:ListUsers".to_owned()));
    assert!(!names(&comparison.lost).contains(&"s3:GetObject".to_owned()));
    assert!(compare(Some(&before), Some(&before), &GivenContext::default()).is_empty());
    let gone = compare(Some(&before), None, &GivenContext::default());
    assert!(gone.gained.is_empty() && !gone.lost.is_empty());
}

#[test]
fn the_keys_worth_telling_are_those_the_policies_name() {
    let house = House::new();
    let role = "arn:aws:iam::111122223333:role/Deploy".to_owned();
    let keys = context_keys(
        &house.subject(ALICE),
        &["sts:AssumeRole".to_owned()],
        &[role],
    )
    .unwrap();
    let names: Vec<_> = keys.iter().map(|key| key.name.as_str()).collect();
    assert_eq!(names, ["aws:MultiFactorAuthPresent"]);
    let keys = context_keys(&house.subject(ALICE), &["s3:GetObject".to_owned()], &[]).unwrap();
    let [key] = &keys[..] else {
        panic!("one key was expected: {keys:?}")
    };
    assert_eq!(key.name, "aws:username");
    assert_eq!(
        key.filled.as_ref().map(|filled| filled.value.clone()),
        Some(ContextValue::Single("alice".to_owned()))
    );
}

#[test]
fn the_catalogues_documents_are_shared() {
    let managed = CatalogueManagedPolicies::new();
    let arn = "arn:aws:iam::aws:policy/ReadOnlyAccess".parse().unwrap();
    assert!(managed.knows(&arn));
    let (one, two) = (
        managed.document(&arn).unwrap(),
        managed.document(&arn).unwrap(),
    );
    assert!(std::sync::Arc::ptr_eq(&one, &two));
    let unknown = "arn:aws:iam::aws:policy/Nope".parse().unwrap();
    assert!(!managed.knows(&unknown) && managed.document(&unknown).is_none());
    let china = "arn:aws-cn:iam::aws:policy/AWSLambdaExecute"
        .parse()
        .unwrap();
    assert!(managed.document(&china).unwrap().contains("arn:aws-cn:s3"));
}

#[test]
fn patterns_of_resources_overlap_or_do_not() {
    use crate::extent::overlap;
    let yes = [
        ("*", "arn:aws:s3:::b/k"),
        ("arn:aws:s3:::b*", "arn:aws:s3:::*/k"),
        ("arn:aws:s3:::b?", "arn:aws:s3:::bc"),
        (
            "arn:aws:logs:*:1:log-group:a*",
            "arn:aws:logs:eu-west-1:*:log-group:*b",
        ),
        ("a*c", "ab*"),
        ("", ""),
        ("**", "?"),
    ];
    let no = [
        ("arn:aws:s3:::a*", "arn:aws:s3:::b*"),
        (
            "arn:aws:logs:*:1:log-group:a*",
            "arn:aws:logs:*:1:delivery:*",
        ),
        ("arn:aws:s3:::b?", "arn:aws:s3:::b"),
        ("a", ""),
        ("*a", "*b"),
    ];
    for (one, other) in yes {
        assert!(overlap(one, other) && overlap(other, one), "{one} {other}");
    }
    for (one, other) in no {
        assert!(
            !overlap(one, other) && !overlap(other, one),
            "{one} {other}"
        );
    }
}

/// The catalogue has a matcher of its own, because it may not know the policy language.
#[test]
fn the_catalogue_and_the_engine_agree_on_patterns_of_actions() {
    let catalogue = iam_catalog::Catalogue::bundled();
    for pattern in [
        "*",
        "s3:*",
        "S3:get*",
        "iam:*AccessKey",
        "ec2:?un*s",
        "iam:Get**r",
        "i*:Get",
    ] {
        let policy = document(&allow(pattern, "*"));
        let read = PolicyLibrary::new().read(&policy.shared(), PolicyType::Identity);
        let statement = &read.policy.as_ref().unwrap().statements[0];
        let iam_policy::policy::Actions::Only(patterns) = &statement.actions else {
            panic!()
        };
        let by_engine: Vec<usize> = catalogue
            .actions()
            .filter(|action| {
                let action = iam_policy::request::Action::parse(&action.full_name()).unwrap();
                patterns.iter().any(|pattern| pattern.matches(&action))
            })
            .map(iam_catalog::Action::number)
            .collect();
        let by_catalogue: Vec<usize> = catalogue
            .actions_matching(pattern)
            .into_iter()
            .map(iam_catalog::Action::number)
            .collect();
        assert_eq!(by_engine, by_catalogue, "{pattern}");
    }
}

#[test]
fn any_role_is_asked_with_its_own_trust_policy() {
    let house = House::new();
    let audit = "arn:aws:iam::444455556666:role/Audit".to_owned();
    let deploy = "arn:aws:iam::111122223333:role/Deploy".to_owned();
    let some = |allowed: Vec<String>| {
        Some(Extent::Some {
            allowed,
            within: Vec::new(),
            except: Vec::new(),
        })
    };
    let simulated = house.ask(ALICE, "sts:AssumeRole", None);
    let [answered] = &simulated.answers[..] else {
        panic!("one answer was expected")
    };
    assert_eq!(
        (answered.decision, &answered.extent),
        (Decision::Allowed, &some(vec![audit.clone()]))
    );
    assert!(simulated.unknown.contains(&Unknown::OtherRoles));
    let sources: Vec<_> = answered
        .answer
        .decided_by
        .iter()
        .map(|at| &simulated.policies[simulated.statement(answered, at).unwrap().policy].source)
        .collect();
    assert!(
        sources.contains(&&PolicySource::Trust { role: id(AUDIT) }),
        "{sources:?}"
    );
    let mfa = [("aws:MultiFactorAuthPresent", "true")];
    let with = house.ask_with(ALICE, "sts:AssumeRole", None, &mfa);
    assert_eq!(with.answers[0].extent, some(vec![deploy, audit]));
    assert_eq!(
        house.ask(BOB, "sts:AssumeRole", None).answers[0].extent,
        Some(Extent::None)
    );
}

#[test]
fn a_keys_own_policy_is_not_taken_for_granted() {
    let house = House::new();
    let mut admin = user(41, "admin");
    admin.attached.insert(aws("AdministratorAccess"));
    let estate = with(&house.estate, Entity::User(admin));
    let scope = Scope::new(
        &estate,
        HOME,
        State::Planned,
        &house.managed,
        &house.library,
    )
    .unwrap();
    let query = Query {
        actions: vec!["kms:Decrypt".to_owned()],
        ..Query::default()
    };
    let subject = Subject::with_id(scope, id(41)).unwrap();
    let simulated = simulate(&subject, &query).unwrap();
    assert_eq!(simulated.answers[0].extent, Some(Extent::None));
    assert_eq!(simulated.answers[0].answer.blocked_by, [Layer::Resource]);
    assert!(simulated.unknown.contains(&Unknown::KeyPolicy));
    assert!(
        summarize(&subject, &GivenContext::default())
            .unknown
            .contains(&Unknown::KeyPolicy)
    );
}

#[test]
fn the_sentence_about_any_resource_says_which() {
    let house = House::new();
    let say = |number: u8, action: &str| {
        house.ask(number, action, None).answers[0]
            .explanation
            .sentence
            .clone()
    };
    assert_eq!(
        say(ALICE, "logs:GetLogEvents"),
        "`logs:GetLogEvents` is allowed on `arn:aws:logs:*:111122223333:log-group:app*`, and not on \
         `arn:aws:logs:*:111122223333:log-group:app-secret*`."
    );
    assert_eq!(
        say(BOB, "s3:GetObject"),
        "`s3:GetObject` is allowed on some resources, but only within `arn:aws:s3:::shared*`."
    );
    assert_eq!(
        say(ALICE, "iam:CreateUser"),
        "`iam:CreateUser` on any resource is implicitly denied: no statement of the identity \
         policies allows it."
    );
    assert!(say(ALICE, "iam:ListUsers").starts_with("`iam:ListUsers` is allowed by "));
    // What is shown of a guardrail's limit is a resource that is allowed.
    let simulated = house.ask(BOB, "s3:GetObject", None);
    assert_eq!(simulated.answers[0].answer.decision, Decision::Allowed);
}

/// A cell of a matrix and the answer that explains it are the same.
#[test]
fn cells_agree_with_answers() {
    let house = House::new();
    let patterns: Vec<String> = [
        "s3:*Object",
        "logs:Get*",
        "iam:Get*",
        "lambda:*Function",
        "sts:*",
    ]
    .map(str::to_owned)
    .into();
    let (names, _) = expand_actions(&patterns).unwrap();
    let settings = house.scope().account().settings();
    let actions: Vec<AskedAction> = names
        .iter()
        .map(|action| AskedAction::new(&action.name, settings).unwrap())
        .collect();
    let given = GivenContext::default();
    for number in [ALICE, BOB, CAROL, DEPLOY] {
        for resource in [
            None,
            Some("arn:aws:s3:::home/alice/x"),
            Some("arn:aws:iam::111122223333:role/Deploy"),
        ] {
            let subject = house.subject(number);
            let query = Query {
                actions: patterns.clone(),
                resources: resource.into_iter().map(str::to_owned).collect(),
                given: given.clone(),
                limit: 0,
            };
            let answers = simulate(&subject, &query).unwrap();
            let (found, unknown) = cells(&subject, &given, resource, &actions);
            assert_eq!(found.len(), answers.answers.len());
            assert_eq!(unknown.into_iter().collect::<Vec<_>>(), answers.unknown);
            for (cell, answered) in found.iter().zip(&answers.answers) {
                let some = matches!(answered.extent, Some(Extent::Some { .. }));
                assert_eq!(
                    (cell.decision, cell.some, cell.depends),
                    (
                        answered.decision,
                        some,
                        answered.answer.depends_on_context()
                    ),
                    "{} {resource:?}",
                    answered.action
                );
            }
        }
    }
}

#[test]
fn everybody_is_answered_as_each_is_alone() {
    let (estate, library, aws) = (
        estate(),
        PolicyLibrary::new(),
        CatalogueManagedPolicies::new(),
    );
    let scope = Scope::new(&estate, HOME, State::Planned, &aws, &library).unwrap();
    let resources = [
        None,
        Some("arn:aws:s3:::home/alice/x"),
        Some("arn:aws:iam::111122223333:role/Deploy"),
        Some("arn:aws:iam::444455556666:role/Audit"),
    ];
    for action in [
        "s3:GetObject",
        "iam:ListUsers",
        "lambda:DeleteFunction",
        "sts:AssumeRole",
        "ec2:RunInstances",
    ] {
        for resource in resources {
            let query = WhoCanQuery {
                action: action.into(),
                resource: resource.map(str::to_owned),
                given: GivenContext::default(),
                through_roles: false,
            };
            let everybody = who_can(scope, &query).unwrap();
            assert!(everybody.rows.len() >= 4);
            for who in everybody.rows {
                let subject = Subject::with_id(scope, who.id).unwrap();
                let asked = AskedAction::new(action, scope.account().settings()).unwrap();
                let (alone, _) = cells(&subject, &GivenContext::default(), resource, [&asked]);
                // Of any role only whether it is allowed is told, not what it hangs on.
                if resource.is_none() && action == "sts:AssumeRole" {
                    assert_eq!(who.cell.decision, alone[0].decision, "{} {action}", who.arn);
                } else {
                    assert_eq!(who.cell, alone[0], "{} {action} {resource:?}", who.arn);
                }
            }
        }
    }
}

#[test]
fn a_role_that_can_is_a_way() {
    let (estate, library, aws) = (
        estate(),
        PolicyLibrary::new(),
        CatalogueManagedPolicies::new(),
    );
    let scope = Scope::new(&estate, HOME, State::Planned, &aws, &library).unwrap();
    let ask = |mfa: bool| {
        let mut given = GivenContext::default();
        if mfa {
            let present = ContextValue::Single("true".into());
            given
                .keys
                .push(("aws:MultiFactorAuthPresent".into(), present));
        }
        let query = WhoCanQuery {
            action: "lambda:CreateFunction".into(),
            through_roles: true,
            given,
            ..WhoCanQuery::default()
        };
        let rows = who_can(scope, &query).unwrap().rows;
        rows.into_iter().find(|who| who.name == "alice").unwrap()
    };
    assert!(ask(false).through.is_empty() && !ask(false).can());
    assert_eq!(ask(true).through, ["arn:aws:iam::111122223333:role/Deploy"]);
    let several = WhoCanQuery {
        action: "s3:Get*".into(),
        ..WhoCanQuery::default()
    };
    assert_eq!(
        who_can(scope, &several).unwrap_err().code(),
        "several-actions"
    );
}

#[test]
fn a_trust_policy_that_changes_is_a_difference() {
    let (before, library, aws) = (
        estate(),
        PolicyLibrary::new(),
        CatalogueManagedPolicies::new(),
    );
    let mut rows: Vec<EstateRow> = before.rows().collect();
    for row in &mut rows {
        if let Entity::Role(role) = &mut row.entity
            && role.name.as_str() == "Deploy"
        {
            role.trust_policy = document(
                r#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}"#,
            );
        }
    }
    let after = Estate::from_rows(rows).unwrap();
    let scope = |estate| Scope::new(estate, HOME, State::Planned, &aws, &library).unwrap();
    let (none, _) = compare_everybody(scope(&before), scope(&before), &GivenContext::default());
    assert!(none.is_empty());
    let (changes, _) = compare_everybody(scope(&before), scope(&after), &GivenContext::default());
    let alice = changes
        .iter()
        .find(|change| change.name == "alice")
        .unwrap();
    let gained: Vec<&str> = alice
        .comparison
        .gained
        .iter()
        .map(|it| it.action.as_str())
        .collect();
    assert_eq!(gained, ["sts:AssumeRole"]);
    assert!(alice.comparison.lost.is_empty() && alice.comparison.moved.is_empty());
}
