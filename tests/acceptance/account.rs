//! The account as a whole: its identity providers, the organization above it, its credential report,
//! and keys that are replaced in stages.

use bailiwick_app::contract::change::{FieldErrorView, Proposal, ProposalRequest};
use bailiwick_app::contract::credentials::CredentialStep;
use bailiwick_app::contract::directory::TagView;
use bailiwick_app::contract::export::{ReportRequest, SaveReportRequest};
use bailiwick_app::contract::journal::UndoRequest;
use bailiwick_app::contract::organization::{
    OrganizationPolicySort, OrganizationStep, OrganizationView,
};
use bailiwick_app::contract::posture::EndingKind;
use bailiwick_app::contract::provider::{AccountStep, ProvidersView};
use bailiwick_app::contract::rotation::{
    KeyRotationRequest, KeyRotationView, RotationStage, RotationState,
};
use bailiwick_app::contract::simulate::DecisionView;
use bailiwick_app::contract::{AccountRequest, EntityRequest};

use crate::findings::findings;
use crate::support::{Desk, aws_managed, fixture, named, with_credentials};

fn account(desk: &Desk) -> AccountRequest {
    AccountRequest {
        account: desk.account.clone(),
    }
}

fn step(desk: &Desk, step: AccountStep) -> u32 {
    desk.change(Proposal::Account { step }).sequence
}

/// What is wrong with a step, and nothing of it happens.
fn refused(desk: &Desk, step: AccountStep) -> Vec<FieldErrorView> {
    let request = ProposalRequest {
        account: desk.account.clone(),
        proposal: Proposal::Account { step },
    };
    let preview = desk.app.preview(&request).unwrap();
    assert!(!preview.possible);
    let error = desk.app.change(&request).unwrap_err();
    // Whoever carries it out all the same is told the same, of the same field.
    assert_eq!(error.at, preview.errors[0].field);
    assert_eq!(error.code, preview.errors[0].code);
    preview.errors
}

fn sentences(desk: &Desk, step: AccountStep) -> Vec<String> {
    let request = ProposalRequest {
        account: desk.account.clone(),
        proposal: Proposal::Account { step },
    };
    let preview = desk.app.preview(&request).unwrap();
    let told = preview.changes.into_iter().map(|change| change.sentence);
    told.collect()
}

fn tags(pairs: &[(&str, &str)]) -> Vec<TagView> {
    let tag = |(key, value): &(&str, &str)| TagView {
        key: (*key).to_owned(),
        value: (*value).to_owned(),
    };
    pairs.iter().map(tag).collect()
}

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

fn undo(desk: &Desk, sequence: u32) {
    desk.app
        .undo(&UndoRequest {
            sequence,
            reason: String::new(),
        })
        .unwrap();
}

fn providers(desk: &Desk) -> ProvidersView {
    desk.app.identity_providers(&account(desk)).unwrap()
}

fn json(view: &impl serde::Serialize) -> serde_json::Value {
    serde_json::to_value(view).unwrap()
}

#[test]
fn a_web_identity_provider_changes_its_audiences_thumbprints_and_tags() {
    let desk = Desk::local();
    step(
        &desk,
        AccountStep::CreateOidcProvider {
            url: "https://token.actions.githubusercontent.com".into(),
            client_ids: texts(&["sts.amazonaws.com", "old"]),
            thumbprints: Vec::new(),
        },
    );
    let before = providers(&desk);
    let update = |thumbprint: &str| AccountStep::UpdateOidcProvider {
        provider: before.oidc[0].id.clone(),
        client_ids: texts(&["sts.amazonaws.com", " new ", ""]),
        thumbprints: texts(&[thumbprint]),
        tags: tags(&[("team", "build")]),
    };
    assert_eq!(refused(&desk, update("AB:CD"))[0].field, "thumbprints");
    let thumbprint = "69:38:FD:4D:98:BA:B0:3F:AA:DB:97:B3:43:96:83:1E:37:80:AE:A1";
    assert_eq!(sentences(&desk, update(thumbprint)).len(), 4);
    let done = step(&desk, update(thumbprint));
    let after = providers(&desk).oidc.remove(0);
    assert_eq!(after.client_ids, ["new", "sts.amazonaws.com"]);
    assert_eq!(
        after.thumbprints,
        ["6938fd4d98bab03faadb97b34396831e3780aea1"]
    );
    assert_eq!(after.tags, tags(&[("team", "build")]));
    desk.app
        .undo(&UndoRequest {
            sequence: done,
            reason: String::new(),
        })
        .unwrap();
    assert_eq!(json(&providers(&desk)), json(&before));
}

#[test]
fn a_corporate_directory_is_read_from_its_metadata_and_changes_it() {
    let desk = Desk::local();
    let metadata = std::fs::read_to_string(fixture("identity-provider-metadata.xml")).unwrap();
    let create = |metadata: String| AccountStep::CreateSamlProvider {
        name: "Corporate".into(),
        metadata,
    };
    // A service provider's metadata, and a page of HTML that a sign-in got in the way of.
    let other = metadata.replace("IDPSSODescriptor", "SPSSODescriptor");
    assert_eq!(refused(&desk, create(other))[0].field, "metadata");
    let page = format!("<!DOCTYPE html><html>{}</html>", " ".repeat(1_000));
    assert_eq!(refused(&desk, create(page))[0].field, "metadata");
    step(&desk, create(metadata.clone()));
    let before = providers(&desk);
    let provider = &before.saml[0];
    assert_eq!(provider.problem, "");
    assert_eq!(
        provider.entity_id,
        "https://login.example.com/saml/metadata"
    );
    assert_eq!(
        provider.sign_in_url,
        "https://login.example.com/saml/sso/post"
    );
    let dates: Vec<_> = provider
        .certificates
        .iter()
        .map(|held| (held.subject.as_str(), held.not_after.as_str()))
        .collect();
    assert_eq!(
        dates,
        [
            (
                "CN=login.example.com,O=Example GmbH,C=DE",
                "2034-01-12T08:30:00Z"
            ),
            ("CN=login.example.com (old)", "2024-03-01T00:00:00Z"),
        ]
    );
    assert!(provider.certificates[0].days_left > 0);
    assert!(provider.certificates[1].days_left < 0);
    assert_eq!(provider.valid_until, "2034-01-12T08:30:00Z");
    let ending = |desk: &Desk| desk.app.security_checks(&account(desk)).unwrap().ending;
    // The old certificate is followed by one that holds for long.
    assert_eq!(ending(&desk), []);

    let next = metadata.replace("saml/metadata", "saml/2027/metadata");
    let update = |metadata: String| AccountStep::UpdateSamlProvider {
        provider: provider.id.clone(),
        metadata,
        tags: tags(&[("owner", "it")]),
    };
    assert_eq!(refused(&desk, update("<a/>".into()))[0].field, "metadata");
    let done = step(&desk, update(next));
    let after = providers(&desk).saml.remove(0);
    assert_eq!(
        after.entity_id,
        "https://login.example.com/saml/2027/metadata"
    );
    assert_eq!(after.tags, tags(&[("owner", "it")]));
    // What is not valid any more is named, on the dashboard and among the findings.
    let old = metadata.replace("validUntil=\"2034", "validUntil=\"2024");
    let ended = step(&desk, update(old));
    let named = ending(&desk).remove(0);
    assert_eq!(
        (named.what, named.name.as_str(), named.id.as_str()),
        (EndingKind::SamlMetadata, "Corporate", provider.id.as_str())
    );
    assert!(named.days < 0);
    let found = findings(&desk);
    assert!(found.iter().any(|it| it.code == "saml-metadata-expired"));
    undo(&desk, ended);
    assert_eq!(ending(&desk), []);
    // Without metadata the tags alone change.
    step(
        &desk,
        AccountStep::UpdateSamlProvider {
            provider: provider.id.clone(),
            metadata: String::new(),
            tags: Vec::new(),
        },
    );
    let untagged = providers(&desk).saml.remove(0);
    assert_eq!(untagged.entity_id, after.entity_id);
    assert!(untagged.tags.is_empty());
    let again = step(&desk, update(metadata));
    for sequence in [again, again - 1, done] {
        undo(&desk, sequence);
    }
    assert_eq!(json(&providers(&desk)), json(&before));
}

#[test]
fn a_signing_certificate_shows_its_dates() {
    let desk = Desk::local();
    desk.change(Proposal::CreateUser(named("alice")));
    let user = desk.user("alice").id;
    let body = std::fs::read_to_string(fixture("signing-certificate.pem")).unwrap();
    desk.change(Proposal::Credential {
        user: user.clone(),
        step: CredentialStep::UploadSigningCertificate { body },
    });
    let request = EntityRequest {
        account: desk.account.clone(),
        id: user,
    };
    let held = desk.app.user(&request).unwrap().signing_certificates;
    let read = held[0].certificate.as_ref().unwrap();
    assert_eq!(read.subject, "CN=sign.example.com,O=Example GmbH");
    assert_eq!(read.not_before, "2025-01-01T00:00:00Z");
    // After 2049 a certificate writes its years with four digits.
    assert_eq!(read.not_after, "2055-12-31T23:59:59Z");
}

fn organization(desk: &Desk) -> OrganizationView {
    desk.app.organization(&account(desk)).unwrap().unwrap()
}

fn organize(step: OrganizationStep) -> AccountStep {
    AccountStep::Organization { step }
}

fn node(view: &OrganizationView, name: &str) -> String {
    let mut nodes = view.nodes.iter();
    nodes.find(|node| node.name == name).unwrap().id.clone()
}

#[test]
#[expect(clippy::too_many_lines, reason = "one walk is one story")]
fn an_organization_is_typed_altered_and_taken_back() {
    let desk = Desk::local();
    let mut alice = named("alice");
    alice.policies.push(aws_managed("AmazonS3FullAccess"));
    desk.change(Proposal::CreateUser(alice));
    let delete = || {
        let bucket = "arn:aws:s3:::example-reports";
        let answer = desk.ask(
            "arn:aws:iam::111122223333:user/alice",
            "s3:DeleteBucket",
            bucket,
        );
        answer.decision
    };
    let put = |id: &str, management: &str| {
        organize(OrganizationStep::Put {
            organization_id: id.into(),
            management_account: management.into(),
        })
    };
    assert!(desk.app.organization(&account(&desk)).unwrap().is_none());
    let mistakes = refused(&desk, put("example", "12"));
    let fields: Vec<_> = mistakes.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["organization_id", "management_account"]);
    let noted = step(&desk, put("o-exampleorg1", "999988887777"));
    // With what AWS attaches everywhere, nothing is taken away.
    assert_eq!(delete(), DecisionView::Allowed);
    let fresh = organization(&desk);
    assert_eq!(fresh.levels.len(), 2);
    let full = fresh.policies[0].id.clone();

    // A unit between the root and the account, with a policy that is written for it.
    let put_node = |node: &str, name: &str, parent: &str, policies: &[&str]| {
        organize(OrganizationStep::PutNode {
            node: node.into(),
            name: name.into(),
            parent: parent.into(),
            account: String::new(),
            policies: texts(policies),
        })
    };
    let root = node(&fresh, "Root");
    step(&desk, put_node("", "Sandboxes", &root, &[&full]));
    step(
        &desk,
        organize(OrganizationStep::PutPolicy {
            policy: String::new(),
            name: "NoBucketsAway".into(),
            kind: OrganizationPolicySort::Scp,
            description: "Buckets stay".into(),
            document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:DeleteBucket","Resource":"*"}]}"#.into(),
        }),
    );
    let view = organization(&desk);
    let unit = node(&view, "Sandboxes");
    let own = node(&view, &view.levels[1].name);
    let deny = view.policies.iter().find(|it| it.name == "NoBucketsAway");
    let deny = deny.unwrap().id.clone();
    let own_name = view.levels[1].name.clone();
    let moves = put_node(&own, &own_name, &unit, &[&full]);
    assert_eq!(
        sentences(&desk, moves.clone()),
        [format!(
            "Move the account {own_name} (111122223333) under the unit Sandboxes"
        )]
    );
    step(&desk, moves);
    assert_eq!(delete(), DecisionView::Allowed);
    let attach = put_node(&unit, "Sandboxes", &root, &[&full, &deny]);
    assert_eq!(
        sentences(&desk, attach.clone()),
        ["Attach NoBucketsAway to the unit Sandboxes"]
    );
    let attached = step(&desk, attach);
    assert_eq!(delete(), DecisionView::ExplicitlyDenied);
    assert_eq!(organization(&desk).levels[1].scps.len(), 2);

    // What can not be.
    let circle = refused(&desk, put_node(&unit, "Sandboxes", &unit, &[&full]));
    assert_eq!(circle[0].field, "parent");
    let held = organize(OrganizationStep::DeleteNode { node: unit.clone() });
    assert_eq!(refused(&desk, held)[0].code, "DeleteConflict");
    let twice = organize(OrganizationStep::PutNode {
        node: String::new(),
        name: "again".into(),
        parent: root.clone(),
        account: "111122223333".into(),
        policies: Vec::new(),
    });
    assert_eq!(refused(&desk, twice)[0].field, "account");
    let kept = organize(OrganizationStep::PutPolicy {
        policy: full,
        name: "Mine".into(),
        kind: OrganizationPolicySort::Scp,
        description: String::new(),
        document: "{}".into(),
    });
    assert_eq!(refused(&desk, kept)[0].code, "UnmodifiableEntity");

    // The management account is not limited; a policy that goes is detached first.
    step(&desk, put("o-exampleorg1", "111122223333"));
    assert!(organization(&desk).is_management);
    assert_eq!(delete(), DecisionView::Allowed);
    let last = step(
        &desk,
        organize(OrganizationStep::DeletePolicy { policy: deny }),
    );
    assert_eq!(organization(&desk).policies.len(), 1);
    for sequence in ((noted + 1)..=last).rev() {
        desk.app
            .undo(&UndoRequest {
                sequence,
                reason: String::new(),
            })
            .unwrap();
        if sequence == attached + 1 {
            assert_eq!(delete(), DecisionView::ExplicitlyDenied);
        }
    }
    assert_eq!(json(&organization(&desk)), json(&fresh));
    step(&desk, organize(OrganizationStep::Forget));
    assert!(desk.app.organization(&account(&desk)).unwrap().is_none());
}

fn report(desk: &Desk, own: bool) -> ReportRequest {
    ReportRequest {
        account: desk.account.clone(),
        own,
        filter: String::new(),
        offset: 0,
        limit: 0,
    }
}

#[test]
fn a_report_of_our_own_says_so_and_is_shown_as_it_is_saved() {
    let desk = Desk::local();
    desk.change(Proposal::CreateUser(with_credentials("alice")));
    desk.change(Proposal::CreateUser(named("bob")));
    let shown = desk
        .app
        .credential_report_rows(&report(&desk, false))
        .unwrap();
    assert!(!shown.from_aws && !shown.has_aws);
    assert_eq!(shown.columns.len(), 23);
    assert_eq!(shown.columns[22], "made_by");
    let cells = |row: usize| shown.rows.rows[row].clone();
    assert_eq!(
        (cells(0)[0].as_str(), cells(0)[3].as_str()),
        ("alice", "true")
    );
    assert_eq!(
        (cells(1)[0].as_str(), cells(1)[3].as_str()),
        ("bob", "false")
    );
    assert!(cells(1)[22].starts_with("bailiwick "));
    let found = desk
        .app
        .credential_report_rows(&ReportRequest {
            filter: "USER/BOB".into(),
            ..report(&desk, false)
        })
        .unwrap();
    assert_eq!((found.rows.total, found.rows.matching), (2, 1));
}

#[test]
fn the_report_of_aws_is_shown_and_saved_unchanged() {
    let desk = Desk::aws();
    desk.import(&fixture("account.json"));
    let known = || {
        desk.app
            .dashboard(&account(&desk))
            .unwrap()
            .credentials_known
    };
    // An account file says nothing of passwords, keys and devices; AWS's report does.
    assert!(!known());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.csv");
    let text = "user,arn,user_creation_time,password_enabled,something_new\r\n<root_account>,arn:aws:iam::111122223333:root,2020-01-01T00:00:00+00:00,not_supported,x\r\n";
    std::fs::write(&file, text).unwrap();
    let plan = desk.plan_any(&file).unwrap();
    desk.apply(plan.plan, &[], &[]).unwrap();
    assert!(known());
    let shown = desk
        .app
        .credential_report_rows(&report(&desk, false))
        .unwrap();
    assert!(shown.from_aws);
    assert_eq!(shown.columns[4], "something_new");
    assert_eq!(shown.rows.rows[0][0], "<root_account>");
    let save = |own| {
        let request = SaveReportRequest {
            account: desk.account.clone(),
            own,
        };
        let file = desk.app.credential_report(&request).unwrap();
        String::from_utf8(file.bytes.expose().clone()).unwrap()
    };
    assert_eq!(save(false), text);
    // Ours can be seen beside it, and says whose it is.
    let ours = desk
        .app
        .credential_report_rows(&report(&desk, true))
        .unwrap();
    assert!(!ours.from_aws && ours.has_aws);
    assert!(save(true).starts_with("user,arn,"));
    assert!(save(true).lines().next().unwrap().ends_with(",made_by"));
}

fn rotation(desk: &Desk, user: &str, key: &str) -> KeyRotationView {
    let request = KeyRotationRequest {
        account: desk.account.clone(),
        user: user.into(),
        key: key.into(),
    };
    desk.app.key_rotation(&request).unwrap()
}

#[test]
fn a_key_is_replaced_in_stages_and_nothing_goes_first() {
    let desk = Desk::local();
    desk.change(Proposal::CreateUser(with_credentials("alice")));
    let user = desk.user("alice").id;
    let page = || {
        desk.app
            .user(&EntityRequest {
                account: desk.account.clone(),
                id: user.clone(),
            })
            .unwrap()
    };
    let old = page().access_keys[0].id.clone();
    let next = |expected: RotationStage| {
        let view = rotation(&desk, &user, &old);
        assert_eq!(view.next, expected);
        let done = |stage: RotationStage| stage < expected;
        for one in &view.stages {
            assert_eq!(one.state == RotationState::Done, done(one.stage));
        }
        view
    };
    let note = |credential: &str, stage: &str| {
        desk.change(Proposal::Credential {
            user: user.clone(),
            step: CredentialStep::SetAccessKeyStage {
                credential: credential.into(),
                stage: stage.into(),
            },
        });
    };
    let view = next(RotationStage::Make);
    // A local account issues at once.
    assert!(view.new.is_none() && view.stages.len() == 6);
    desk.change(Proposal::CreateAccessKey {
        user: user.clone(),
        description: "the second".into(),
    });
    let new = next(RotationStage::HandOver).new.unwrap().id;
    note(&new, "handed_over");
    next(RotationStage::Move);
    note(&new, "confirmed");
    next(RotationStage::Deactivate);
    desk.change(Proposal::SetAccessKeyActive {
        user: user.clone(),
        credential: old.clone(),
        active: false,
    });
    next(RotationStage::Wait);
    note(&old, "retired");
    next(RotationStage::Delete);
    desk.change(Proposal::DeleteAccessKey {
        user: user.clone(),
        credential: old.clone(),
    });
    let left = page().access_keys;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].id, new);
    let gone = desk.app.key_rotation(&KeyRotationRequest {
        account: desk.account.clone(),
        user,
        key: old,
    });
    assert_eq!(gone.unwrap_err().code, "not-found");
}

#[test]
fn a_key_of_aws_is_issued_before_it_is_handed_over() {
    let desk = Desk::aws();
    desk.change(Proposal::CreateUser(with_credentials("alice")));
    let user = desk.user("alice").id;
    let request = EntityRequest {
        account: desk.account.clone(),
        id: user.clone(),
    };
    desk.change(Proposal::CreateAccessKey {
        user: user.clone(),
        description: String::new(),
    });
    let keys = desk.app.user(&request).unwrap().access_keys;
    let view = rotation(&desk, &user, &keys[0].id);
    assert_eq!(view.next, RotationStage::Issue);
    assert_eq!(view.stages.len(), 7);
    assert!(view.warnings[0].starts_with("AWS has not been looked at"));
}
