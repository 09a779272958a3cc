//! Organizations and resource policies around a small estate.

use crate::{
    AskedAction, CatalogueManagedPolicies, Extent, FilledKey, GivenContext, Origin, PolicyLibrary,
    Query, Scope, Subject, Unknown, WhoCanQuery, cells, fill, principal_can, simulate, who_can,
    whole_matrix,
};
use iam_directory::{
    AccountKind, AccountSettings, Entity, Estate, EstateRow, ImageKey, Organization,
    OrganizationNode, OrganizationPlace, OrganizationPolicy, OrganizationPolicyKind,
    PolicyDocument, PolicyRef, Resource, State, Tags, User,
};
use iam_names::{AccountId, EntityId, Path};
use iam_policy::context::ContextValue;
use iam_policy::evaluate::{Decision, Layer};

const HOME: EntityId = EntityId::from_bytes([1; 16]);
const OTHER: EntityId = EntityId::from_bytes([2; 16]);
const ALICE: EntityId = EntityId::from_bytes([3; 16]);
const BOB: EntityId = EntityId::from_bytes([4; 16]);

const ORGANIZATION: EntityId = EntityId::from_bytes([9; 16]);
const ID: &str = "o-a1b2c3d4e5";

fn row(account: EntityId, entity: Entity) -> EstateRow {
    let id = entity.id();
    let account = match entity {
        Entity::Organization(_) => id,
        _ => account,
    };
    EstateRow {
        key: ImageKey {
            account,
            state: State::Planned,
            id,
        },
        entity,
    }
}

/// Alice administers 111122223333, Bob 444455556666; around them is what is given.
fn estate(around: Vec<EstateRow>) -> Estate {
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
        rows.push(row(account, Entity::Account(settings)));
        rows.push(row(account, Entity::User(user)));
    }
    rows.extend(around);
    Estate::from_rows(rows).unwrap()
}

fn document(statement: &str) -> PolicyDocument {
    PolicyDocument::new(&format!(
        r#"{{"Version":"2012-10-17","Statement":{statement}}}"#
    ))
}

fn policy(
    number: u8,
    kind: OrganizationPolicyKind,
    name: &str,
    statement: &str,
) -> OrganizationPolicy {
    OrganizationPolicy {
        id: EntityId::from_bytes([number; 16]),
        policy_id: None,
        name: name.to_owned(),
        kind,
        description: String::new(),
        document: document(statement),
        aws_managed: false,
    }
}

fn number(digits: &str) -> AccountId {
    digits.parse().unwrap()
}

/// The root allows everything, the account's own level denies leaving and lets only S3 through; a
/// resource control policy keeps strangers out of S3. `members` stand under one unit.
fn organization(management: &str, members: &[&str]) -> Organization {
    use OrganizationPolicyKind::{ResourceControl, ServiceControl};
    let strangers = format!(
        r#"{{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*",
        "Condition":{{"StringNotEqualsIfExists":{{"aws:PrincipalOrgID":"{ID}"}}}}}}"#
    );
    let everything = r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#;
    let only = r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#;
    let keep = r#"{"Effect":"Deny","Action":"s3:DeleteBucket","Resource":"*"}"#;
    let node = |id: u8, parent: Option<u8>, place, aws_id: &str, attached: &[u8]| {
        let id_of = |id: u8| EntityId::from_bytes([id; 16]);
        OrganizationNode {
            id: id_of(id),
            parent: parent.map(id_of),
            place,
            aws_id: Some(aws_id.to_owned()),
            name: aws_id.to_owned(),
            attached: attached.iter().map(|it| id_of(*it)).collect(),
        }
    };
    let root = OrganizationPlace::Root;
    let unit = OrganizationPlace::Unit;
    let mut nodes = vec![
        node(30, None, root, "r-ab12", &[20, 21]),
        node(31, Some(30), unit, "ou-ab12-11111111", &[20]),
    ];
    for (at, digits) in members.iter().enumerate() {
        let id = 40 + u8::try_from(at).unwrap();
        let place = OrganizationPlace::Account {
            account: number(digits),
        };
        let attached: &[u8] = if at == 0 { &[22, 23] } else { &[20] };
        nodes.push(node(id, Some(31), place, digits, attached));
    }
    Organization {
        id: ORGANIZATION,
        organization_id: ID.parse().unwrap(),
        management_account: number(management),
        observed_as_of: None,
        policies: vec![
            policy(20, ServiceControl, "FullAWSAccess", everything),
            policy(21, ResourceControl, "strangers", &strangers),
            policy(22, ServiceControl, "only-s3", only),
            policy(23, ServiceControl, "keep", keep),
        ],
        nodes,
    }
}

/// A bucket that lets one principal read, and one without a policy; both of 111122223333.
fn buckets(principal: &str) -> Vec<EstateRow> {
    let statement = format!(
        r#"{{"Effect":"Allow","Principal":{{"AWS":"{principal}"}},"Action":"s3:GetObject","Resource":"*"}}"#
    );
    let tags: Tags = [("env".parse().unwrap(), "prod".parse().unwrap())]
        .into_iter()
        .collect();
    let resource = |id: u8, arn: &str, policy, tags| {
        let resource = Resource {
            id: EntityId::from_bytes([id; 16]),
            arn: arn.parse().unwrap(),
            policy,
            tags,
        };
        row(HOME, Entity::Resource(resource))
    };
    vec![
        resource(50, "arn:aws:s3:::ours", Some(document(&statement)), tags),
        resource(51, "arn:aws:s3:::none", None, Tags::new()),
    ]
}

const BOBS: &str = "arn:aws:iam::444455556666:user/bob";

fn within(management: &str) -> Estate {
    let organization = organization(management, &["111122223333"]);
    let mut around = buckets(BOBS);
    around.push(row(HOME, Entity::Organization(organization)));
    estate(around)
}

#[test]
fn service_control_policies_of_every_level_limit() {
    let (library, aws) = (PolicyLibrary::new(), CatalogueManagedPolicies::new());
    let (plain, member, management) = (
        estate(Vec::new()),
        within("999999999999"),
        within("111122223333"),
    );
    let ask = |estate: &Estate, action: &str| {
        let scope = Scope::new(estate, HOME, State::Planned, &aws, &library).unwrap();
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
    assert!(ask(&plain, "ec2:RunInstances").2);
    let (decision, _, open) = ask(&member, "ec2:RunInstances");
    assert_eq!((decision, open), (Decision::ImplicitlyDenied, false));
    let (decision, by, _) = ask(&member, "s3:DeleteBucket");
    assert_eq!(decision, Decision::ExplicitlyDenied);
    assert_eq!(by, [(Layer::Scp, "keep".to_owned())]);
    assert_eq!(ask(&member, "s3:ListBucket").0, Decision::Allowed);
    // The management account is not limited.
    assert_eq!(ask(&management, "ec2:RunInstances").0, Decision::Allowed);
}

#[test]
fn everybody_is_limited_alike() {
    let (library, aws) = (PolicyLibrary::new(), CatalogueManagedPolicies::new());
    let estate = within("999999999999");
    let scope = Scope::new(&estate, HOME, State::Planned, &aws, &library).unwrap();
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
    let (library, aws) = (PolicyLibrary::new(), CatalogueManagedPolicies::new());
    let ask = |estate: &Estate, resource: &str| {
        let scope = Scope::new(estate, OTHER, State::Planned, &aws, &library).unwrap();
        let query = Query {
            actions: vec!["s3:GetObject".to_owned()],
            resources: vec![resource.to_owned()],
            ..Query::default()
        };
        simulate(&Subject::with_id(scope, BOB).unwrap(), &query).unwrap()
    };
    // The owner's resource control policy keeps out whoever is not in its organization.
    let kept_out = ask(&within("999999999999"), "arn:aws:s3:::ours/key");
    assert_eq!(kept_out.answers[0].decision, Decision::ExplicitlyDenied);
    assert_eq!(kept_out.answers[0].answer.decided_by[0].layer, Layer::Rcp);
    let both = organization("999999999999", &["111122223333", "444455556666"]);
    let mut around = buckets(BOBS);
    around.push(row(HOME, Entity::Organization(both)));
    let both = estate(around);
    let seen = ask(&both, "arn:aws:s3:::ours/key");
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
    let none = ask(&both, "arn:aws:s3:::none/key");
    assert!(
        !none
            .unknown
            .iter()
            .any(|it| matches!(it, Unknown::ResourcePolicy { .. }))
    );
    // Asked from the bucket's side, Bob is among those who can.
    let scope = Scope::new(&both, HOME, State::Planned, &aws, &library).unwrap();
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
    let rows = [Entity::Account(settings), Entity::User(user)].map(|entity| row(HOME, entity));
    let estate = Estate::from_rows(rows).unwrap();
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

#[test]
fn keys_of_organization_and_resource_are_filled_in() {
    let (library, aws) = (PolicyLibrary::new(), CatalogueManagedPolicies::new());
    let estate = within("999999999999");
    let keys = |account, id, resource: &str| -> Vec<FilledKey> {
        let scope = Scope::new(&estate, account, State::Planned, &aws, &library).unwrap();
        let subject = Subject::with_id(scope, id).unwrap();
        fill(&subject, Some(resource), &GivenContext::default())
    };
    let of = |keys: &[FilledKey], key: &str| {
        let found = keys.iter().find(|it| it.key == key);
        found.map(|it| (it.value.clone(), it.origin))
    };
    let one = |text: &str| ContextValue::Single(text.to_owned());
    let mine = keys(HOME, ALICE, "arn:aws:s3:::ours");
    let organization = Some((one(ID), Origin::Organization));
    let path = ContextValue::Many(vec![format!("{ID}/r-ab12/ou-ab12-11111111/")]);
    let path = Some((path, Origin::Organization));
    assert_eq!(of(&mine, "aws:PrincipalOrgID"), organization);
    assert_eq!(of(&mine, "aws:PrincipalOrgPaths"), path);
    assert_eq!(of(&mine, "aws:ResourceOrgID"), organization);
    assert_eq!(of(&mine, "aws:ResourceOrgPaths"), path);
    assert_eq!(
        of(&mine, "aws:ResourceAccount"),
        Some((one("111122223333"), Origin::Resource))
    );
    assert_eq!(
        of(&mine, "aws:ResourceTag/env"),
        Some((one("prod"), Origin::ResourceTag))
    );
    // Bob is in no organization; the bucket is, and belongs to somebody else.
    let theirs = keys(OTHER, BOB, "arn:aws:s3:::ours");
    assert_eq!(of(&theirs, "aws:PrincipalOrgID"), None);
    assert_eq!(of(&theirs, "aws:PrincipalOrgPaths"), None);
    assert_eq!(of(&theirs, "aws:ResourceOrgID"), organization);
    assert_eq!(
        of(&theirs, "aws:ResourceAccount"),
        Some((one("111122223333"), Origin::Resource))
    );
    let unknown = keys(OTHER, BOB, "arn:aws:s3:::elsewhere");
    assert_eq!(of(&unknown, "aws:ResourceOrgID"), None);
    assert_eq!(of(&unknown, "aws:ResourceTag/env"), None);
}

#[test]
fn what_one_principal_can_do() {
    let (library, aws) = (PolicyLibrary::new(), CatalogueManagedPolicies::new());
    let mut reader = User::new(BOB, "bob".parse().unwrap(), Path::root());
    let name: iam_names::PolicyName = "reads".parse().unwrap();
    let document = document(
        r#"[{"Effect":"Allow","Action":["sqs:ReceiveMessage","iam:ListUsers"],"Resource":"*"},
            {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]"#,
    );
    let inline = iam_directory::InlinePolicy { name, document };
    reader.inline.insert(inline.name.name_key(), inline);
    let queue = |statement: &str| {
        let resource = Resource {
            id: EntityId::from_bytes([55; 16]),
            arn: "arn:aws:sqs:eu-west-1:444455556666:q".parse().unwrap(),
            policy: Some(self::document(statement)),
            tags: Tags::new(),
        };
        let rows = vec![
            row(OTHER, Entity::User(reader.clone())),
            row(OTHER, Entity::Resource(resource)),
        ];
        estate(rows)
    };
    let can = |estate: &Estate| {
        let scope = Scope::new(estate, OTHER, State::Planned, &aws, &library).unwrap();
        let bob = Subject::with_id(scope, BOB).unwrap();
        principal_can(&bob, &GivenContext::default())
    };
    let gives = queue(&format!(
        r#"{{"Effect":"Allow","Principal":{{"AWS":"{BOBS}"}},"Action":"sqs:SendMessage","Resource":"*"}}"#
    ));
    let told = can(&gives);
    let services: Vec<&str> = told.services.iter().map(|it| it.prefix).collect();
    assert_eq!(services, ["iam", "s3", "sqs", "sts"]);
    let s3 = &told.services[1].levels;
    assert_eq!(s3.len(), 1);
    assert_eq!(s3[0].actions[0].0, "s3:GetObject");
    assert_eq!(s3[0].actions[0].1.word(), "some");
    assert_eq!(told.services[0].levels[0].actions[0].1.word(), "all");
    assert_eq!(told.resources.len(), 1);
    assert_eq!(told.resources[0].given, ["sqs:SendMessage"]);
    assert!(told.resources[0].taken.is_empty());
    let takes = queue(r#"{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*"}"#);
    let told = can(&takes);
    assert!(told.resources[0].given.is_empty());
    assert_eq!(told.resources[0].taken, ["sqs:ReceiveMessage"]);
    let sqs = &told.services[2].levels[0].actions;
    let except = vec!["arn:aws:sqs:eu-west-1:444455556666:q".to_owned()];
    let all_but = Extent::Some {
        allowed: vec!["*".to_owned()],
        within: Vec::new(),
        except,
    };
    assert_eq!(sqs[0], ("sqs:ReceiveMessage".to_owned(), all_but));
}

/// Every question about any resource, asked of one user: a cell, an answer, everybody's list, the
/// whole matrix and what one principal can do say the same.
fn about_any(estate: &Estate, account: EntityId, user: EntityId, action: &str) -> (Extent, String) {
    let (library, aws) = (PolicyLibrary::new(), CatalogueManagedPolicies::new());
    let scope = Scope::new(estate, account, State::Planned, &aws, &library).unwrap();
    let subject = Subject::with_id(scope, user).unwrap();
    let given = GivenContext::default();
    let query = Query {
        actions: vec![action.to_owned()],
        ..Query::default()
    };
    let answered = simulate(&subject, &query).unwrap().answers.remove(0);
    let extent = answered.extent.unwrap();
    let query = WhoCanQuery {
        action: action.to_owned(),
        ..WhoCanQuery::default()
    };
    let who = who_can(scope, &query).unwrap();
    let row = who.rows.iter().find(|who| who.id == user).unwrap();
    assert_eq!(row.extent.as_ref(), Some(&extent), "who can {action}");
    let asked = AskedAction::new(action, scope.account().settings()).unwrap();
    let (alone, _) = cells(&subject, &given, None, [&asked]);
    assert_eq!(row.cell, alone[0], "{action}");
    assert_eq!(row.cell.decision, answered.decision, "{action}");
    assert_eq!(row.cell.some, extent.word() == "some", "{action}");
    let number = iam_catalog::Catalogue::bundled()
        .action(action)
        .unwrap()
        .number();
    let whole = whole_matrix(scope, &given);
    let row = whole.rows.iter().find(|row| row.id == user).unwrap();
    assert_eq!(row.extent(number), &extent, "the whole matrix: {action}");
    let can = principal_can(&subject, &given);
    let levels = can.services.iter().flat_map(|service| &service.levels);
    let mut actions = levels.flat_map(|level| &level.actions);
    let told = actions.find(|(name, _)| name == action);
    let told = told.map_or(&Extent::None, |(_, extent)| extent);
    assert_eq!(told, &extent, "what one can do: {action}");
    (extent, answered.explanation.sentence)
}

#[test]
fn any_resource_means_those_with_policies_of_their_own_as_well() {
    let some = |allowed: &[&str], except: &[&str]| Extent::Some {
        allowed: allowed.iter().map(|&it| it.to_owned()).collect(),
        within: Vec::new(),
        except: except.iter().map(|&it| it.to_owned()).collect(),
    };
    let carol = EntityId::from_bytes([60; 16]);
    let resource = |arn: &str, statement: &str| {
        let resource = Resource {
            id: EntityId::from_bytes([61; 16]),
            arn: arn.parse().unwrap(),
            policy: Some(document(statement)),
            tags: Tags::new(),
        };
        row(HOME, Entity::Resource(resource))
    };
    let user = row(
        HOME,
        Entity::User(User::new(carol, "carol".parse().unwrap(), Path::root())),
    );
    let with =
        |statement: &str| estate(vec![user.clone(), resource("arn:aws:s3:::ours", statement)]);
    // The bucket's policy lets carol, who has no policies, read one folder, and nobody delete.
    let ours = with(
        r#"[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/carol"},
             "Action":"s3:GetObject","Resource":"arn:aws:s3:::ours/carol/*"},
            {"Effect":"Deny","Principal":"*","Action":"s3:DeleteBucket","Resource":"*"}]"#,
    );
    let (extent, sentence) = about_any(&ours, HOME, carol, "s3:GetObject");
    assert_eq!(extent, some(&["arn:aws:s3:::ours/carol/*"], &[]));
    assert_eq!(
        sentence,
        "`s3:GetObject` is allowed on `arn:aws:s3:::ours/carol/*`."
    );
    assert_eq!(
        about_any(&ours, HOME, carol, "s3:PutObject").0,
        Extent::None
    );
    // Alice, who may do everything, is kept from deleting the bucket.
    let (extent, _) = about_any(&ours, HOME, ALICE, "s3:DeleteBucket");
    assert_eq!(extent, some(&["*"], &["arn:aws:s3:::ours"]));
    assert_eq!(about_any(&ours, HOME, ALICE, "s3:GetObject").0, Extent::All);
    // A policy that names the account only leaves it to the account's own policies.
    let delegates = with(
        r#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"}"#,
    );
    let (extent, _) = about_any(&delegates, HOME, carol, "s3:GetObject");
    assert_eq!(extent, Extent::None);
    // A key's policy has to allow it, and is known of this key.
    let key = "arn:aws:kms:eu-west-1:111122223333:key/1";
    let keys = estate(vec![resource(
        key,
        r#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:Decrypt","Resource":"*"}"#,
    )]);
    let (extent, _) = about_any(&keys, HOME, ALICE, "kms:Decrypt");
    assert_eq!(extent, some(&[key], &[]));
    assert_eq!(about_any(&keys, HOME, ALICE, "kms:Encrypt").0, Extent::None);
    // There is no role that could be assumed.
    assert_eq!(
        about_any(&keys, HOME, ALICE, "sts:AssumeRole").0,
        Extent::None
    );
}
