//! Questions in an estate with an organization, resources with policies and a second account: the
//! fast ways held against the slow one, and what a Deny may do.

#![expect(clippy::unwrap_used, reason = "a test")]

mod quotas;

use iam_access::{
    CatalogueManagedPolicies, GivenContext, PolicyLibrary, Query, Scope, Subject, WhoCanQuery,
    simulate, who_can,
};
use iam_directory::{
    AccountKind, AccountSettings, Entity, Estate, EstateRow, ImageKey, InlinePolicy, Organization,
    OrganizationNode, OrganizationPlace, OrganizationPolicy, OrganizationPolicyKind,
    PolicyDocument, PolicyRef, Resource, Role, State, Tags, User,
};
use iam_names::{EntityId, Path, PolicyName};
use iam_policy::evaluate::Decision;
use quotas::{HOME, Size, account};
use std::collections::BTreeMap;

const OTHER: EntityId = EntityId::from_bytes([2; 16]);
const ORGANIZATION: EntityId = EntityId::from_bytes([99; 16]);
const ID: &str = "o-a1b2c3d4e5";

const SMALL: Size = Size {
    users: 20,
    roles: 9,
    groups: 61,
    policies: 40,
};

fn id(kind: u8, number: u8) -> EntityId {
    let mut bytes = [0; 16];
    (bytes[0], bytes[15]) = (kind, number);
    EntityId::from_bytes(bytes)
}

fn document(statements: &str) -> PolicyDocument {
    PolicyDocument::new(&format!(
        r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#
    ))
}

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

fn organization() -> Organization {
    use OrganizationPolicyKind::{ResourceControl, ServiceControl};
    let policy = |number: u8, kind, statements: &str| OrganizationPolicy {
        id: id(110, number),
        policy_id: None,
        name: format!("p{number}"),
        kind,
        description: String::new(),
        document: document(statements),
        aws_managed: false,
    };
    let node = |number: u8, parent: Option<u8>, place, attached: &[u8]| OrganizationNode {
        id: id(111, number),
        parent: parent.map(|it| id(111, it)),
        place,
        aws_id: Some(format!("ou-{number}")),
        name: format!("n{number}"),
        attached: attached.iter().map(|it| id(110, *it)).collect(),
    };
    let place = |digits: &str| OrganizationPlace::Account {
        account: digits.parse().unwrap(),
    };
    let strangers = format!(
        r#"{{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*",
            "Condition":{{"StringNotEqualsIfExists":{{"aws:PrincipalOrgID":"{ID}"}}}}}}"#
    );
    Organization {
        id: ORGANIZATION,
        organization_id: ID.parse().unwrap(),
        management_account: "999999999999".parse().unwrap(),
        observed_as_of: None,
        policies: vec![
            policy(
                1,
                ServiceControl,
                r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#,
            ),
            policy(
                2,
                ServiceControl,
                r#"{"Effect":"Deny","Action":"dynamodb:Query","Resource":"*"},
                   {"Effect":"Deny","Action":"s3:PutObject","Resource":"arn:aws:s3:::bucket-1/*"}"#,
            ),
            policy(3, ResourceControl, &strangers),
            policy(
                4,
                ServiceControl,
                r#"{"Effect":"Allow","NotAction":"lambda:*","Resource":"*"}"#,
            ),
        ],
        nodes: vec![
            node(1, None, OrganizationPlace::Root, &[1, 3]),
            node(2, Some(1), OrganizationPlace::Unit, &[1, 2]),
            node(3, Some(2), place("111122223333"), &[4]),
        ],
    }
}

/// An account at a tenth of a small company's size, one more that is in no organization, and
/// resources of the first that let some of both in.
fn estate() -> Estate {
    let mut rows: Vec<EstateRow> = account(SMALL).rows().collect();
    rows.push(row(HOME, Entity::Organization(organization())));
    let settings = AccountSettings::new(OTHER, AccountKind::Aws, "444455556666".parse().unwrap());
    rows.push(row(OTHER, Entity::Account(settings)));
    let mut boss = User::new(id(120, 1), "boss".parse().unwrap(), Path::root());
    let administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
    boss.attached
        .insert(PolicyRef::Arn(administrator.parse().unwrap()));
    let mut reader = User::new(id(120, 2), "reader".parse().unwrap(), Path::root());
    let name: PolicyName = "p".parse().unwrap();
    let reads = document(r#"{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}"#);
    reader.inline.insert(
        name.name_key(),
        InlinePolicy {
            name,
            document: reads,
        },
    );
    let trust = document(
        r#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}"#,
    );
    let mut guest = Role::new(id(120, 3), "guest".parse().unwrap(), Path::root(), trust);
    guest
        .attached
        .insert(PolicyRef::Arn(administrator.parse().unwrap()));
    for entity in [
        Entity::User(boss),
        Entity::User(reader),
        Entity::Role(guest),
    ] {
        rows.push(row(OTHER, entity));
    }
    let resources: [(&str, Option<&str>); 5] = [
        (
            "arn:aws:s3:::home-0",
            Some(
                r#"{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::444455556666:user/reader","arn:aws:iam::111122223333:user/user-1"]},"Action":"s3:GetObject","Resource":"arn:aws:s3:::home-0/*"},
                   {"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"blue"}}}"#,
            ),
        ),
        (
            "arn:aws:s3:::bucket-1",
            Some(
                r#"{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceOrgID":"o-a1b2c3d4e5"}}}"#,
            ),
        ),
        (
            "arn:aws:sqs:eu-west-1:111122223333:q7",
            Some(
                r#"{"Effect":"Allow","Principal":{"AWS":["444455556666","arn:aws:iam::111122223333:role/role-0"]},"Action":"sqs:*","Resource":"*"}"#,
            ),
        ),
        ("arn:aws:dynamodb:eu-west-1:111122223333:table/t7", None),
        (
            "arn:aws:kms:eu-west-1:111122223333:key/k1",
            Some(
                r#"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}"#,
            ),
        ),
    ];
    for (number, (arn, statements)) in resources.into_iter().enumerate() {
        let resource = Resource {
            id: id(130, u8::try_from(number).unwrap()),
            arn: arn.parse().unwrap(),
            policy: statements.map(document),
            tags: Tags::new(),
        };
        rows.push(row(HOME, Entity::Resource(resource)));
    }
    Estate::from_rows(rows).unwrap()
}

const QUESTIONS: [(&str, &str); 10] = [
    ("s3:GetObject", "arn:aws:s3:::home-0/user-0/x"),
    ("s3:GetObject", "arn:aws:s3:::home-3/user-3/x"),
    ("s3:PutObject", "arn:aws:s3:::bucket-1/x"),
    ("s3:ListBucket", "arn:aws:s3:::bucket-1"),
    ("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q7"),
    (
        "dynamodb:Query",
        "arn:aws:dynamodb:eu-west-1:111122223333:table/t7",
    ),
    (
        "lambda:InvokeFunction",
        "arn:aws:lambda:eu-west-1:111122223333:function:f7-x",
    ),
    ("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/k1"),
    ("sts:AssumeRole", "arn:aws:iam::111122223333:role/role-4"),
    ("sts:AssumeRole", "arn:aws:iam::444455556666:role/guest"),
];

/// Everybody of both accounts, each question asked by itself.
fn slowly(
    estate: &Estate,
    library: &PolicyLibrary,
    aws: &CatalogueManagedPolicies,
    (action, resource): (&str, &str),
) -> BTreeMap<String, Decision> {
    let query = Query {
        actions: vec![action.to_owned()],
        resources: vec![resource.to_owned()],
        given: GivenContext::default(),
        limit: 0,
    };
    let mut all = BTreeMap::new();
    for account in [HOME, OTHER] {
        let scope = Scope::new(estate, account, State::Planned, aws, library).unwrap();
        for id in scope.principals() {
            let subject = Subject::with_id(scope, id).unwrap();
            let simulated = simulate(&subject, &query).unwrap();
            all.insert(subject.name().to_owned(), simulated.answers[0].decision);
        }
    }
    all
}

#[test]
fn who_can_is_as_everybody_asked_alone() {
    let estate = estate();
    let (library, aws) = (PolicyLibrary::new(), CatalogueManagedPolicies::new());
    let (mut can, mut cannot, mut denied) = (0, 0, 0);
    for question in QUESTIONS {
        let slow = slowly(&estate, &library, &aws, question);
        for asked_in in [HOME, OTHER] {
            let scope = Scope::new(&estate, asked_in, State::Planned, &aws, &library).unwrap();
            let query = WhoCanQuery {
                action: question.0.to_owned(),
                resource: Some(question.1.to_owned()),
                ..WhoCanQuery::default()
            };
            let rows = who_can(scope, &query).unwrap().rows;
            let own = scope.account().settings().account_id.to_string();
            for who in &rows {
                assert_eq!(
                    slow[&who.arn], who.cell.decision,
                    "{question:?} {}",
                    who.arn
                );
            }
            let told = |arn: &str| rows.iter().any(|who| who.arn == arn);
            // Somebody from elsewhere is let in by a policy of the resource or of the role.
            let known = scope.resource(question.1);
            let opens = question.0 == "sts:AssumeRole"
                || known.is_some_and(|known| known.resource.policy.is_some());
            for (arn, decision) in &slow {
                let here = arn.contains(&own);
                let named = here || opens && *decision == Decision::Allowed;
                assert_eq!(
                    told(arn),
                    named,
                    "{question:?} in {own}: {arn} {decision:?}"
                );
            }
        }
        for decision in slow.values() {
            match decision {
                Decision::Allowed => can += 1,
                Decision::ImplicitlyDenied => cannot += 1,
                Decision::ExplicitlyDenied => denied += 1,
            }
        }
    }
    assert!(
        can > 30 && cannot > 30 && denied > 20,
        "{can} {cannot} {denied}"
    );
}

/// A Deny put in front of the statements of a document.
fn with_deny(document: &mut PolicyDocument, deny: &str) -> bool {
    let text = document.shared();
    let begins = r#""Statement":["#;
    let Some((before, after)) = text.split_once(begins) else {
        return false;
    };
    *document = PolicyDocument::new(&format!("{before}{begins}{deny},{after}"));
    true
}

/// The estate with a Deny in one of its policies; nothing where that one takes none.
fn denying(estate: &Estate, at: usize, action: &str, condition: &str) -> Option<Estate> {
    let deny = |principal: &str| {
        format!(r#"{{"Effect":"Deny",{principal}"Action":"{action}","Resource":"*"{condition}}}"#)
    };
    let (own, theirs) = (deny(""), deny(r#""Principal":"*","#));
    let trust =
        format!(r#"{{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole"{condition}}}"#);
    let mut rows: Vec<EstateRow> = estate.rows().collect();
    let entity = &mut rows.get_mut(at)?.entity;
    let put = match entity {
        Entity::User(user) => {
            let inline = user.inline.values_mut().next();
            inline.is_some_and(|it| with_deny(&mut it.document, &own))
        }
        Entity::Role(role) => {
            let inline = role.inline.values_mut().next();
            inline.is_some_and(|it| with_deny(&mut it.document, &own))
                | with_deny(&mut role.trust_policy, &trust)
        }
        Entity::Resource(resource) => {
            let policy = resource.policy.as_mut();
            policy.is_some_and(|it| with_deny(it, &theirs))
        }
        Entity::Organization(organization) => organization.policies.iter_mut().all(|policy| {
            let statement = match policy.kind {
                OrganizationPolicyKind::ServiceControl => &own,
                OrganizationPolicyKind::ResourceControl => &theirs,
            };
            with_deny(&mut policy.document, statement)
        }),
        _ => false,
    };
    put.then(|| Estate::from_rows(rows).unwrap())
}

#[test]
fn a_deny_never_widens() {
    let estate = estate();
    let (library, aws) = (PolicyLibrary::new(), CatalogueManagedPolicies::new());
    let before: Vec<_> = QUESTIONS
        .iter()
        .map(|question| slowly(&estate, &library, &aws, *question))
        .collect();
    let conditions = [
        "",
        r#","Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#,
        r#","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}"#,
    ];
    let (mut tried, mut narrowed) = (0, 0);
    for at in 0..estate.rows().count() {
        let action = ["s3:*", "*", "sqs:SendMessage", "kms:*"][at % 4];
        let Some(after) = denying(&estate, at, action, conditions[at % 3]) else {
            continue;
        };
        tried += 1;
        for (question, before) in QUESTIONS.iter().zip(&before) {
            for (arn, decision) in slowly(&after, &library, &aws, *question) {
                let was = before[&arn];
                let wider = decision == Decision::Allowed && was != Decision::Allowed;
                assert!(!wider, "a Deny in row {at} lets {arn} {question:?}");
                narrowed += usize::from(was == Decision::Allowed && decision != was);
            }
        }
    }
    assert!(tried > 15 && narrowed > 20, "{tried} {narrowed}");
}
