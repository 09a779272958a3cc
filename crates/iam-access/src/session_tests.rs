//! Sessions as principals, and the trust policies by which they come to be.

use crate::{
    AccessError, CatalogueManagedPolicies, FilledKey, GivenContext, Held, PolicyLibrary, Query,
    Scope, Session, SessionBy, Simulated, Subject, Unknown, fill, simulate,
};
use iam_directory::{
    AccountKind, AccountSettings, Entity, Estate, EstateRow, ImageKey, InlinePolicy,
    PolicyDocument, PolicyRef, Role, State, User,
};
use iam_names::{EntityId, Path, PolicyName, Timestamp};
use iam_policy::context::ContextValue;
use iam_policy::evaluate::{Decision, Layer, Refusal};
use std::sync::Arc;

const HOME: EntityId = EntityId::from_bytes([1; 16]);
const ALICE: EntityId = EntityId::from_bytes([2; 16]);
const OPS: EntityId = EntityId::from_bytes([3; 16]);
const GUARDED: EntityId = EntityId::from_bytes([4; 16]);
const ROLE: &str = "arn:aws:iam::111122223333:role/team/ops";
const PROVIDER: &str =
    "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";

fn document(statements: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#)
}

fn allow(action: &str, resource: &str) -> String {
    format!(r#"{{"Effect":"Allow","Action":"{action}","Resource":"{resource}"}}"#)
}

/// Alice may do anything in S3 and IAM and assume roles; `ops` may read buckets.
fn estate() -> Estate {
    let settings = AccountSettings::new(HOME, AccountKind::Local, "111122223333".parse().unwrap());
    let inline = |statements: &str| {
        let name: PolicyName = "p".parse().unwrap();
        let document = PolicyDocument::new(&document(statements));
        (name.name_key(), InlinePolicy { name, document })
    };
    let mut alice = User::new(ALICE, "alice".parse().unwrap(), Path::root());
    alice.unique_id = Some("AIDACKCEVSQ6C2EXAMPLE".parse().unwrap());
    alice
        .tags
        .insert("team".parse().unwrap(), "red".parse().unwrap());
    alice.inline.extend([inline(
        r#"{"Effect":"Allow","Action":["s3:*","iam:*","sts:*"],"Resource":"*"}"#,
    )]);
    let trust = PolicyDocument::new(&document(&format!(
        r#"{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::111122223333:user/alice"}},
            "Action":"sts:AssumeRole","Condition":{{
            "Bool":{{"aws:MultiFactorAuthPresent":"true"}},
            "StringEquals":{{"sts:ExternalId":"k9"}},
            "IpAddress":{{"aws:SourceIp":"203.0.113.0/24"}}}}}},
           {{"Effect":"Allow","Principal":{{"Federated":"{PROVIDER}"}},
            "Action":"sts:AssumeRoleWithWebIdentity","Condition":{{
            "StringLike":{{"token.actions.githubusercontent.com:sub":"repo:acme/*"}}}}}}"#
    )));
    let mut ops = Role::new(
        OPS,
        "ops".parse().unwrap(),
        "/team/".parse().unwrap(),
        trust,
    );
    ops.unique_id = Some("AROADBQP57FF2AEXAMPLE".parse().unwrap());
    ops.tags
        .insert("team".parse().unwrap(), "blue".parse().unwrap());
    ops.inline.extend([inline(
        r#"{"Effect":"Allow","Action":["s3:Get*","sts:AssumeRole"],"Resource":"*"}"#,
    )]);
    let trust = PolicyDocument::new(&document(&format!(
        r#"{{"Effect":"Allow","Principal":{{"AWS":"{ROLE}"}},"Action":"sts:AssumeRole",
            "Condition":{{"StringEquals":{{"aws:SourceIdentity":"alice"}}}}}}"#
    )));
    let guarded = Role::new(GUARDED, "guarded".parse().unwrap(), Path::root(), trust);
    let entities = [
        Entity::Account(settings),
        Entity::User(alice),
        Entity::Role(ops),
        Entity::Role(guarded),
    ];
    Estate::from_rows(entities.map(|entity| EstateRow {
        key: ImageKey {
            account: HOME,
            state: State::Planned,
            id: entity.id(),
        },
        entity,
    }))
    .unwrap()
}

struct House {
    estate: Estate,
    library: PolicyLibrary,
    aws: CatalogueManagedPolicies,
}

impl House {
    fn new() -> Self {
        Self {
            estate: estate(),
            library: PolicyLibrary::new(),
            aws: CatalogueManagedPolicies::new(),
        }
    }

    fn scope(&self) -> Scope<'_> {
        Scope::new(&self.estate, HOME, State::Planned, &self.aws, &self.library).unwrap()
    }

    fn alice(&self) -> Subject<'_> {
        Subject::with_id(self.scope(), ALICE).unwrap()
    }

    fn ops(&self) -> Subject<'_> {
        Subject::with_id(self.scope(), OPS).unwrap()
    }
}

fn ask(subject: &Subject<'_>, action: &str, resource: &str, keys: &[(&str, &str)]) -> Simulated {
    let single = |(key, value): &(&str, &str)| {
        let value = ContextValue::Single((*value).to_owned());
        ((*key).to_owned(), value)
    };
    let query = Query {
        actions: vec![action.to_owned()],
        resources: vec![resource.to_owned()],
        given: GivenContext {
            keys: keys.iter().map(single).collect(),
            time: None,
        },
        limit: 0,
    };
    simulate(subject, &query).unwrap()
}

fn decision(simulated: &Simulated) -> Decision {
    simulated.answers[0].decision
}

fn key(subject: &Subject<'_>, name: &str) -> Option<String> {
    let given = GivenContext {
        keys: Vec::new(),
        time: Some("2026-11-27T12:00:00Z".parse().unwrap()),
    };
    let filled: Vec<FilledKey> = fill(subject, None, &given);
    let found = filled.into_iter().find(|it| it.key == name)?;
    match found.value {
        ContextValue::Single(value) => Some(value),
        ContextValue::Many(_) => None,
    }
}

fn assumed(name: &str) -> SessionBy {
    SessionBy::AssumeRole {
        name: name.parse().unwrap(),
        assumed_by: None,
    }
}

fn limited(mut session: Session, statements: &str) -> Session {
    let text = Arc::from(document(statements));
    session.policies.push(("narrow".to_owned(), text));
    session
}

const OBJECT: &str = "arn:aws:s3:::b/k";

#[test]
fn a_session_policy_limits_a_role() {
    let house = House::new();
    let plain = house.ops().in_session(Session::new(assumed("s1"))).unwrap();
    assert_eq!(
        plain.name(),
        "arn:aws:sts::111122223333:assumed-role/ops/s1"
    );
    assert_eq!(plain.principal_arn(), ROLE);
    assert_eq!(
        decision(&ask(&plain, "s3:GetObject", OBJECT, &[])),
        Decision::Allowed
    );
    let narrow = limited(
        Session::new(assumed("s1")),
        &allow("s3:GetObject", "arn:aws:s3:::other/*"),
    );
    let narrow = house.ops().in_session(narrow).unwrap();
    let denied = ask(&narrow, "s3:GetObject", OBJECT, &[]);
    assert_eq!(decision(&denied), Decision::ImplicitlyDenied);
    assert_eq!(denied.answers[0].answer.blocked_by, [Layer::Session]);
    let open = ask(&narrow, "s3:GetObject", "arn:aws:s3:::other/k", &[]);
    assert_eq!(decision(&open), Decision::Allowed);
    // A session policy never gives what the role has not.
    let wide = limited(Session::new(assumed("s1")), &allow("*", "*"));
    let wide = house.ops().in_session(wide).unwrap();
    let more = ask(&wide, "s3:PutObject", OBJECT, &[]);
    assert_eq!(decision(&more), Decision::ImplicitlyDenied);
    // A managed policy that is not known allows nothing, and that is said.
    let mut unknown = Session::new(assumed("s1"));
    let arn = "arn:aws:iam::aws:policy/NoSuchPolicy".parse().unwrap();
    unknown.managed.push(PolicyRef::Arn(arn));
    let unknown = house.ops().in_session(unknown).unwrap();
    let answer = ask(&unknown, "s3:GetObject", OBJECT, &[]);
    assert_eq!(decision(&answer), Decision::ImplicitlyDenied);
    assert!(
        answer
            .unknown
            .iter()
            .any(|it| matches!(it, Unknown::Policy { .. }))
    );
}

#[test]
fn a_statement_of_a_session_policy_is_found_again() {
    let house = House::new();
    let deny = r#"{"Effect":"Deny","Action":"*","Resource":"*"}"#;
    let session = limited(Session::new(assumed("s1")), deny);
    let subject = house.ops().in_session(session).unwrap();
    let denied = ask(&subject, "s3:GetObject", OBJECT, &[]);
    assert_eq!(decision(&denied), Decision::ExplicitlyDenied);
    let answered = &denied.answers[0];
    let at = &answered.answer.decided_by[0];
    let found = denied.statement(answered, at).unwrap();
    assert_eq!(denied.policies[found.policy].name, "narrow");
}

#[test]
fn session_tokens_are_the_same_user() {
    let house = House::new();
    let token = |mfa| {
        let session = Session::new(SessionBy::SessionToken { mfa });
        house.alice().in_session(session).unwrap()
    };
    let (with, without) = (token(true), token(false));
    assert_eq!(with.name(), "arn:aws:iam::111122223333:user/alice");
    assert_eq!(
        decision(&ask(&without, "s3:PutObject", OBJECT, &[])),
        Decision::Allowed
    );
    // Without MFA they can not call IAM.
    let user = "arn:aws:iam::111122223333:user/alice";
    assert_eq!(
        decision(&ask(&with, "iam:GetUser", user, &[])),
        Decision::Allowed
    );
    let refused = ask(&without, "iam:GetUser", user, &[]);
    assert_eq!(decision(&refused), Decision::ImplicitlyDenied);
    assert_eq!(
        refused.answers[0].answer.refusal,
        Some(Refusal::SessionTokenWithoutMfa)
    );
    assert_eq!(
        key(&with, "aws:MultiFactorAuthPresent").as_deref(),
        Some("true")
    );
    assert_eq!(
        key(&without, "aws:MultiFactorAuthPresent").as_deref(),
        Some("false")
    );
    assert_eq!(key(&house.alice(), "aws:MultiFactorAuthPresent"), None);
    assert_eq!(key(&with, "aws:username").as_deref(), Some("alice"));
    assert_eq!(
        key(&with, "aws:userid").as_deref(),
        Some("AIDACKCEVSQ6C2EXAMPLE")
    );
}

#[test]
fn federated_users_have_what_their_session_policy_leaves() {
    let house = House::new();
    let session = || {
        let name = "bob".parse().unwrap();
        Session::new(SessionBy::FederationToken { name })
    };
    let none = house.alice().in_session(session()).unwrap();
    assert_eq!(none.name(), "arn:aws:sts::111122223333:federated-user/bob");
    let denied = ask(&none, "s3:GetObject", OBJECT, &[]);
    assert_eq!(decision(&denied), Decision::ImplicitlyDenied);
    let some = limited(session(), &allow("s3:Get*", "*"));
    let some = house.alice().in_session(some).unwrap();
    assert_eq!(
        decision(&ask(&some, "s3:GetObject", OBJECT, &[])),
        Decision::Allowed
    );
    assert_eq!(
        decision(&ask(&some, "s3:PutObject", OBJECT, &[])),
        Decision::ImplicitlyDenied
    );
    assert_eq!(key(&some, "aws:username"), None);
    assert_eq!(
        key(&some, "aws:userid").as_deref(),
        Some("111122223333:bob")
    );
    assert_eq!(
        key(&some, "aws:PrincipalType").as_deref(),
        Some("FederatedUser")
    );
    assert_eq!(key(&some, "aws:PrincipalTag/team").as_deref(), Some("red"));
    // Named by its ARN alone, whose session it is is not known.
    let named = Subject::named(house.scope(), some.name()).unwrap();
    let answer = ask(&named, "s3:GetObject", OBJECT, &[]);
    let arn = some.name().to_owned();
    assert!(answer.unknown.contains(&Unknown::FederatedBy { arn }));
}

#[test]
fn keys_of_role_sessions() {
    let house = House::new();
    let issued: Timestamp = "2026-11-27T11:00:00Z".parse().unwrap();
    let mut session = Session::new(SessionBy::WebIdentity {
        name: "run-7".parse().unwrap(),
        provider: PROVIDER.to_owned(),
    });
    session.issued = Some(issued);
    session.source_identity = Some("alice".parse().unwrap());
    session
        .tags
        .insert("team".parse().unwrap(), "green".parse().unwrap());
    let subject = house.ops().in_session(session).unwrap();
    for (name, value) in [
        ("aws:FederatedProvider", PROVIDER),
        ("aws:TokenIssueTime", "2026-11-27T11:00:00Z"),
        ("aws:SourceIdentity", "alice"),
        ("aws:PrincipalTag/team", "green"),
        ("aws:userid", "AROADBQP57FF2AEXAMPLE:run-7"),
        ("aws:PrincipalArn", ROLE),
        ("aws:PrincipalType", "AssumedRole"),
    ] {
        assert_eq!(key(&subject, name).as_deref(), Some(value), "{name}");
    }
    assert_eq!(key(&subject, "aws:MultiFactorAuthPresent"), None);
    let plain = house.ops().in_session(Session::new(assumed("s1"))).unwrap();
    for name in [
        "aws:FederatedProvider",
        "aws:TokenIssueTime",
        "aws:SourceIdentity",
    ] {
        assert_eq!(key(&plain, name), None, "{name}");
    }
    assert_eq!(
        key(&plain, "aws:PrincipalTag/team").as_deref(),
        Some("blue")
    );
    let token = SessionBy::SessionToken { mfa: true };
    let mut token = Session::new(token);
    token.issued = Some(issued);
    let token = house.alice().in_session(token).unwrap();
    assert_eq!(
        key(&token, "aws:MultiFactorAuthAge").as_deref(),
        Some("3600")
    );
}

#[test]
fn trust_policies_are_evaluated_with_what_the_call_brings() {
    let house = House::new();
    let alice = house.alice();
    let all = [
        ("aws:MultiFactorAuthPresent", "true"),
        ("sts:ExternalId", "k9"),
        ("aws:SourceIp", "203.0.113.7"),
    ];
    assert_eq!(
        decision(&ask(&alice, "sts:AssumeRole", ROLE, &all)),
        Decision::Allowed
    );
    for (left_out, (key, wrong)) in [
        ("aws:MultiFactorAuthPresent", "false"),
        ("sts:ExternalId", "k8"),
        ("aws:SourceIp", "198.51.100.7"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut keys = all;
        keys[left_out] = (key, wrong);
        let denied = ask(&alice, "sts:AssumeRole", ROLE, &keys);
        assert_eq!(decision(&denied), Decision::ImplicitlyDenied, "{key}");
        let rest: Vec<_> = all.into_iter().filter(|it| it.0 != key).collect();
        let open = ask(&alice, "sts:AssumeRole", ROLE, &rest);
        assert_eq!(decision(&open), Decision::ImplicitlyDenied, "{key}");
        let missing = &open.answers[0].answer.missing_context;
        assert!(
            missing.iter().any(|it| it.eq_ignore_ascii_case(key)),
            "{missing:?}"
        );
    }
    // MFA of the session that asks is filled in by itself.
    let token = Session::new(SessionBy::SessionToken { mfa: true });
    let token = house.alice().in_session(token).unwrap();
    let entered = ask(&token, "sts:AssumeRole", ROLE, &all[1..]);
    assert_eq!(decision(&entered), Decision::Allowed);
}

#[test]
fn whom_an_identity_provider_vouches_for() {
    let house = House::new();
    let caller = Subject::named(house.scope(), PROVIDER).unwrap();
    let sub = "token.actions.githubusercontent.com:sub";
    let call = |keys: &[(&str, &str)]| {
        let answer = ask(&caller, "sts:AssumeRoleWithWebIdentity", ROLE, keys);
        assert!(
            !answer
                .unknown
                .iter()
                .any(|it| matches!(it, Unknown::Stranger { .. }))
        );
        decision(&answer)
    };
    assert_eq!(
        call(&[(sub, "repo:acme/app:ref:refs/heads/main")]),
        Decision::Allowed
    );
    assert_eq!(call(&[(sub, "repo:other/app")]), Decision::ImplicitlyDenied);
    assert_eq!(call(&[]), Decision::ImplicitlyDenied);
}

#[test]
fn chained_roles_keep_their_source_identity() {
    let house = House::new();
    let guarded = "arn:aws:iam::111122223333:role/guarded";
    let session = |identity: Option<&str>| {
        let mut session = Session::new(SessionBy::AssumeRole {
            name: "s1".parse().unwrap(),
            assumed_by: Some("arn:aws:sts::111122223333:assumed-role/first/s0".to_owned()),
        });
        session.source_identity = identity.map(|it| it.parse().unwrap());
        house.ops().in_session(session).unwrap()
    };
    let call = |identity| decision(&ask(&session(identity), "sts:AssumeRole", guarded, &[]));
    assert_eq!(call(Some("alice")), Decision::Allowed);
    assert_eq!(call(Some("mallory")), Decision::ImplicitlyDenied);
    assert_eq!(call(None), Decision::ImplicitlyDenied);
    // Credentials of a role ask for no other tokens.
    let refused = ask(&session(None), "sts:GetFederationToken", "*", &[]);
    assert_eq!(decision(&refused), Decision::ImplicitlyDenied);
}

#[test]
fn sessions_that_there_are_not() {
    let house = House::new();
    let token = || Session::new(SessionBy::SessionToken { mfa: true });
    let refused = |subject: Subject<'_>, session: Session| {
        let error = subject.in_session(session).unwrap_err();
        assert!(
            matches!(error, AccessError::NoSuchSession { .. }),
            "{error:?}"
        );
    };
    refused(house.ops(), token());
    refused(house.alice(), Session::new(assumed("s1")));
    let stranger = Subject::named(house.scope(), "arn:aws:iam::999999999999:user/eve").unwrap();
    refused(stranger, token());
    let root = Subject::named(house.scope(), "111122223333").unwrap();
    assert!(matches!(root.held, Held::Root));
    assert_eq!(
        root.in_session(token()).unwrap().name(),
        "arn:aws:iam::111122223333:root"
    );
}

#[test]
fn anybody_a_service_and_another_account() {
    let house = House::new();
    for (text, name) in [
        ("*", "anonymous"),
        ("ec2.amazonaws.com", "ec2.amazonaws.com"),
        ("999999999999", "arn:aws:iam::999999999999:root"),
    ] {
        let subject = Subject::named(house.scope(), text).unwrap();
        assert_eq!(subject.name(), name);
        let answer = ask(&subject, "s3:GetObject", "arn:aws:s3:::b/k", &[]);
        let stranger = answer
            .unknown
            .iter()
            .any(|it| matches!(it, Unknown::Stranger { .. }));
        assert!(!stranger, "{text}: {:?}", answer.unknown);
    }
}
