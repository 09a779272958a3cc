//! What the simulator tries: a whole layer switched off for everybody, and temporary credentials as
//! principals. Nothing of it is recorded before somebody applies it, and then it has one undo.

use std::fs;

use bailiwick_app::contract::change::{NewUser, Proposal};
use bailiwick_app::contract::directory::{PolicyHandle, TagView};
use bailiwick_app::contract::journal::UndoRequest;
use bailiwick_app::contract::matrix::{LayerView, SandboxChange, SandboxRequest, SandboxView};
use bailiwick_app::contract::provider::AccountStep;
use bailiwick_app::contract::simulate::{
    DecisionView, SessionOperation, SessionPolicy, SessionRequest, SimulationRequest, StateView,
};

use crate::support::{Desk, aws_managed, group, named};
use DecisionView::{Allowed, ExplicitlyDenied, ImplicitlyDenied};
use LayerView::{Boundary, Group, Resource};

const NO_S3: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}"#;
const READ: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}"#;

/// An account under an organization whose one service control policy denies S3.
fn guarded() -> Desk {
    let desk = Desk::aws();
    let deny = NO_S3.replace('"', "\\\"");
    let bundle = format!(
        r#"{{"ask":"bailiwick-bundle-1","of":"2026-01-02T03:04:05Z","answer":{{"Account":"111122223333"}}}}
{{"ask":"get-account-authorization-details","of":"","answer":{{"UserDetailList":[{{"Path":"/","UserName":"alice","UserId":"AIDACKCEVSQ6C2EXAMPLE","Arn":"arn:aws:iam::111122223333:user/alice","AttachedManagedPolicies":[{{"PolicyName":"AmazonS3ReadOnlyAccess","PolicyArn":"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"}}]}}]}}}}
{{"ask":"describe-organization","of":"","answer":{{"Organization":{{"Id":"o-exampleorgid","MasterAccountId":"444455556666"}}}}}}
{{"ask":"list-roots","of":"","answer":{{"Roots":[{{"Id":"r-abcd","Name":"Root"}}]}}}}
{{"ask":"list-accounts-for-parent","of":"r-abcd","answer":{{"Accounts":[{{"Id":"111122223333","Name":"main"}}]}}}}
{{"ask":"describe-policy","of":"p-12345678","answer":{{"Policy":{{"PolicySummary":{{"Id":"p-12345678","Name":"no-s3","Type":"SERVICE_CONTROL_POLICY","AwsManaged":false}},"Content":"{deny}"}}}}}}
{{"ask":"list-targets-for-policy","of":"p-12345678","answer":{{"Targets":[{{"TargetId":"r-abcd"}}]}}}}
{{"ask":"end","of":"","answer":null}}
"#
    );
    let path = desk.scratch.path().join("bundle.ndjson");
    fs::write(&path, bundle).unwrap();
    let plan = desk.plan_any(&path).unwrap().plan;
    desk.apply(plan, &[], &[]).unwrap();
    desk
}

fn off(layer: LayerView) -> SandboxChange {
    SandboxChange::SwitchOffLayer { layer }
}

impl Desk {
    fn tried(&self, changes: &[SandboxChange]) -> SandboxView {
        let request = SandboxRequest {
            account: self.account.clone(),
            changes: changes.to_vec(),
        };
        self.app.sandbox(&request).unwrap()
    }

    fn decided(&self, request: &SimulationRequest) -> DecisionView {
        self.app.simulate(request).unwrap().answers[0].decision
    }

    /// May this principal get an object?
    fn question(&self, principal: &str) -> SimulationRequest {
        SimulationRequest {
            account: self.account.clone(),
            principal: principal.to_owned(),
            actions: vec!["s3:GetObject".to_owned()],
            resources: vec!["arn:aws:s3:::example-reports/2026.csv".to_owned()],
            context: Vec::new(),
            state: StateView::Planned,
            what_if: Vec::new(),
            session: None,
        }
    }
}

#[test]
fn without_the_guardrails_of_the_organization() {
    let desk = guarded();
    let alice = desk.user("alice").id;
    let mut question = desk.question(&alice);
    assert_eq!(desk.decided(&question), DecisionView::ExplicitlyDenied);
    question.what_if = vec![off(LayerView::ServiceControl)];
    assert_eq!(desk.decided(&question), DecisionView::Allowed);
    // One kind goes and the other stays; there is none of the other here, so nothing changes.
    question.what_if = vec![off(LayerView::ResourceControl)];
    assert_eq!(desk.decided(&question), DecisionView::ExplicitlyDenied);
    assert!(desk.tried(&question.what_if).changes.is_empty());

    // Both together, with something of the account's own: each is spelled out on what came before.
    let changes = vec![
        off(LayerView::ServiceControl),
        SandboxChange::Detach {
            holder: alice.clone(),
            policy: aws_managed("AmazonS3ReadOnlyAccess"),
        },
        off(LayerView::ServiceControl),
    ];
    let view = desk.tried(&changes);
    assert!(view.possible, "{:?}", view.errors);
    assert_eq!(view.changes.len(), 2, "{:?}", view.changes);
    // The same layer can not be switched off twice.
    assert_eq!(view.spelled, [1, 1, 0]);

    let changes = vec![off(LayerView::ServiceControl)];
    let gains = desk.tried(&changes).effects;
    assert!(gains[0].principal.name == "alice" && gains[0].gained > 0 && gains[0].lost == 0);
    let done = desk.change(Proposal::Sandbox { changes });
    question.what_if = Vec::new();
    assert_eq!(desk.decided(&question), DecisionView::Allowed);
    let undo = UndoRequest {
        sequence: done.sequence,
        reason: String::new(),
    };
    desk.app.undo(&undo).unwrap();
    assert_eq!(desk.decided(&question), DecisionView::ExplicitlyDenied);
}

#[test]
fn without_boundaries_without_what_groups_give_and_without_resource_policies() {
    let desk = Desk::local();
    let readers = desk.change(Proposal::CreateGroup(group(
        "readers",
        &["AmazonS3ReadOnlyAccess"],
    )));
    desk.change(Proposal::CreateUser(NewUser {
        groups: vec![readers.entity.unwrap()],
        boundary: Some(aws_managed("AmazonEC2ReadOnlyAccess")),
        ..named("alice")
    }));
    desk.change(Proposal::CreateUser(named("bob")));
    let (alice, bob) = (desk.user("alice").id, desk.user("bob").id);
    desk.change(Proposal::Account {
        step: AccountStep::PutResource {
            resource: String::new(),
            arn: "arn:aws:s3:::example-reports".into(),
            policy: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/bob"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::example-reports/*"}]}"#.into(),
            tags: Vec::new(),
        },
    });
    let check = |who: &str, layers: &[LayerView], expected: DecisionView| {
        let question = SimulationRequest {
            what_if: layers.iter().copied().map(off).collect(),
            ..desk.question(who)
        };
        assert_eq!(desk.decided(&question), expected, "{layers:?}");
    };
    check(&alice, &[], ImplicitlyDenied);
    check(&alice, &[Boundary], Allowed);
    check(&alice, &[Boundary, Group], ImplicitlyDenied);
    // What the group has been given before in the sandbox goes as well.
    let mut given = desk.question(&alice);
    given.what_if = vec![
        SandboxChange::PutInline {
            holder: desk
                .app
                .groups(&crate::support::rows(&desk.account))
                .unwrap()
                .rows[0]
                .id
                .clone(),
            name: "more".into(),
            document: READ.into(),
        },
        off(Boundary),
        off(Group),
    ];
    assert_eq!(desk.decided(&given), ImplicitlyDenied);
    assert!(desk.tried(&given.what_if).possible);
    check(&bob, &[], Allowed);
    check(&bob, &[Resource], ImplicitlyDenied);
    // A layer that is not there changes nothing.
    check(&bob, &[Boundary, Resource, Boundary], ImplicitlyDenied);
}

#[test]
fn a_principal_asks_with_temporary_credentials() {
    let desk = Desk::local();
    desk.change(Proposal::CreateUser(NewUser {
        policies: vec![aws_managed("AmazonS3ReadOnlyAccess")],
        ..named("alice")
    }));
    let alice = desk.user("alice").id;
    let session = |by, policies: &[&str]| SessionRequest {
        by,
        name: "nightly".into(),
        provider: String::new(),
        mfa: true,
        policies: policies
            .iter()
            .map(|document| SessionPolicy {
                name: "limit".into(),
                document: (*document).to_owned(),
            })
            .collect(),
        managed: Vec::new(),
        tags: Vec::new(),
        issued: String::new(),
        source_identity: String::new(),
    };
    let check = |session: SessionRequest, off_too: bool, expected: DecisionView| {
        let question = SimulationRequest {
            session: Some(session),
            what_if: off_too
                .then(|| off(LayerView::Session))
                .into_iter()
                .collect(),
            ..desk.question(&alice)
        };
        assert_eq!(desk.decided(&question), expected);
    };
    check(session(SessionOperation::SessionToken, &[]), false, Allowed);
    // A federated user has what the session policies leave, and without any nothing at all.
    let federated = |policies: &[&str]| session(SessionOperation::FederationToken, policies);
    check(federated(&[]), false, ImplicitlyDenied);
    check(federated(&[READ]), false, Allowed);
    check(federated(&[NO_S3]), false, ExplicitlyDenied);
    check(federated(&[NO_S3]), true, Allowed);
    check(federated(&[]), true, Allowed);

    // A user assumes no role as itself, and a name that STS would refuse is told beside its field.
    let refused = |session| {
        let question = SimulationRequest {
            session: Some(session),
            ..desk.question(&alice)
        };
        desk.app.simulate(&question).unwrap_err()
    };
    let wrong = refused(session(SessionOperation::AssumeRole, &[]));
    assert_eq!(wrong.code, "no-such-session", "{wrong:?}");
    let mut unnamed = federated(&[READ]);
    unnamed.name = "no spaces".into();
    assert_eq!(refused(unnamed).at, "session.name");
    let mut tagged = federated(&[READ]);
    tagged.tags = vec![TagView {
        key: String::new(),
        value: "x".into(),
    }];
    assert_eq!(refused(tagged).at, "session.tags");
    // An inline policy of the question is in no account.
    let PolicyHandle::Arn { arn } = aws_managed("AmazonS3ReadOnlyAccess") else {
        unreachable!()
    };
    let mut managed = federated(&[]);
    managed.managed = vec![arn];
    check(managed, false, Allowed);
}
