//! What stands beside users, groups, roles and policies: each kind made, refused and taken back.

use std::collections::BTreeSet;

use super::support::*;
use crate::{
    AccessKeyStage, Change, ChangeSet, CredentialStatus, MfaKind, MfaStage, Operation,
    Organization, OrganizationNode, OrganizationPlace, RefusalCode, Resource, Tags, apply, undo,
};

pub(super) const SSH_KEY: &str = include_str!("nobody.pub");

pub(super) fn certificate(body: &str) -> String {
    format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n")
}

pub(super) fn enable(user: u128, serial: &str, credential: u128) -> Operation {
    Operation::EnableMfaDevice {
        user: id(user),
        serial: serial.parse().unwrap(),
        credential: Some(id(credential)),
        device: MfaKind::Virtual,
        created: None,
    }
}

pub(super) fn ssh_key(user: u128, credential: u128) -> Operation {
    Operation::UploadSshPublicKey {
        user: id(user),
        credential: id(credential),
        body: SSH_KEY.parse().unwrap(),
        created: None,
    }
}

pub(super) fn signing(user: u128, credential: u128, body: &str) -> Operation {
    Operation::UploadSigningCertificate {
        user: id(user),
        credential: id(credential),
        body: body.into(),
        created: None,
    }
}

pub(super) fn service(user: u128, credential: u128, service: &str) -> Operation {
    Operation::CreateServiceSpecificCredential {
        user: id(user),
        credential: id(credential),
        service: service.into(),
        service_user_name: None,
        created: None,
        expires: None,
    }
}

#[test]
fn a_device_counts_once_the_authority_has_it() {
    let mut local = World::local();
    local.does(vec![
        user(10, "alice"),
        enable(10, "arn:aws:iam::111122223333:mfa/alice", 50),
    ]);
    assert!(local.account().planned().user(id(10)).unwrap().has_mfa());

    let mut aws = World::aws();
    aws.does(vec![
        user(10, "alice"),
        enable(10, "arn:aws:iam::111122223333:mfa/alice", 50),
    ]);
    let alice = aws.account().planned().user(id(10)).unwrap();
    assert_eq!(alice.mfa_devices[0].stage, MfaStage::Requested);
    assert!(!alice.has_mfa());
}

#[test]
fn credentials_have_quotas_of_their_own() {
    let mut world = World::local();
    world.does(vec![user(10, "alice")]);
    for device in 0..8 {
        let serial = format!("arn:aws:iam::111122223333:mfa/device{device}");
        world.does(vec![enable(10, &serial, 50 + device)]);
    }
    let ninth = enable(10, "arn:aws:iam::111122223333:mfa/ninth", 60);
    world.refuses(ninth, RefusalCode::LimitExceeded);
    world.does(vec![
        signing(10, 70, &certificate("AA")),
        signing(10, 71, &certificate("BB")),
    ]);
    world.refuses(
        signing(10, 72, &certificate("CC")),
        RefusalCode::LimitExceeded,
    );
    let codecommit = "codecommit.amazonaws.com";
    world.does(vec![
        service(10, 80, codecommit),
        service(10, 81, codecommit),
    ]);
    world.refuses(service(10, 82, codecommit), RefusalCode::LimitExceeded);
    world.does(vec![service(10, 82, "cassandra.amazonaws.com")]);
}

#[test]
fn what_is_there_already_is_refused_by_its_own_code() {
    let mut world = World::local();
    let serial = "arn:aws:iam::111122223333:mfa/alice";
    world.does(vec![
        user(10, "alice"),
        user(11, "bob"),
        ssh_key(10, 50),
        signing(10, 51, &certificate("AA")),
        enable(10, serial, 52),
    ]);
    world.refuses(ssh_key(10, 60), RefusalCode::DuplicateSshPublicKey);
    // Another user may have the same key.
    world.does(vec![ssh_key(11, 60)]);
    world.refuses(
        signing(11, 61, &certificate("AA")),
        RefusalCode::DuplicateCertificate,
    );
    world.refuses(signing(11, 61, "AA"), RefusalCode::MalformedCertificate);
    world.refuses(enable(11, serial, 62), RefusalCode::EntityAlreadyExists);
    world.refuses(
        service(11, 63, "s3.amazonaws.com"),
        RefusalCode::NotSupportedService,
    );
    // A secret's id is one credential's.
    world.refuses(
        service(11, 52, "codecommit.amazonaws.com"),
        RefusalCode::EntityAlreadyExists,
    );
}

#[test]
fn a_user_with_any_credential_can_not_be_deleted_and_clearing_takes_them_all() {
    let mut world = World::local();
    world.does(vec![
        user(10, "alice"),
        ssh_key(10, 50),
        signing(10, 51, &certificate("AA")),
        enable(10, "arn:aws:iam::111122223333:mfa/alice", 52),
        service(10, 53, "codecommit.amazonaws.com"),
    ]);
    world.refuses(
        Operation::DeleteUser { user: id(10) },
        RefusalCode::DeleteConflict,
    );
    let clear = crate::clear_user(world.account().planned(), id(10));
    world.does(clear);
    assert!(world.account().planned().user(id(10)).is_none());
}

#[test]
fn a_key_goes_through_its_stages() {
    let mut world = World::aws();
    world.does(vec![user(10, "alice"), access_key(10, 50, None)]);
    let stage = |stage| Operation::SetAccessKeyStage {
        user: id(10),
        credential: id(50),
        stage,
    };
    world.refuses(stage(AccessKeyStage::HandedOver), RefusalCode::InvalidInput);
    let issue = |key: &str| Operation::IssueAccessKey {
        user: id(10),
        credential: id(50),
        access_key_id: key.parse().unwrap(),
        created: None,
    };
    world.refuses(issue("LKIAEXAMPLE000000001"), RefusalCode::InvalidInput);
    world.does(vec![issue("AKIAIOSFODNN7EXAMPLE")]);
    world.refuses(
        issue("AKIAIOSFODNN7EXAMPLE"),
        RefusalCode::EntityAlreadyExists,
    );
    // Forward, one after the other, and never back.
    let forward = [
        AccessKeyStage::Issued,
        AccessKeyStage::HandedOver,
        AccessKeyStage::Confirmed,
        AccessKeyStage::Retired,
    ];
    for (at, reached) in forward.into_iter().enumerate() {
        world.does(vec![stage(reached)]);
        world.refuses(stage(AccessKeyStage::Requested), RefusalCode::InvalidInput);
        for before in &forward[..at] {
            world.refuses(stage(*before), RefusalCode::InvalidInput);
        }
    }
    let key = &world.account().planned().user(id(10)).unwrap().access_keys[0];
    assert_eq!(key.stage, AccessKeyStage::Retired);
    assert_eq!(key.status, CredentialStatus::Active);
}

#[test]
fn an_instance_profile_holds_one_role_and_stops_its_deletion() {
    let mut world = World::local();
    let profile = |number: u128, name: &str| Operation::CreateInstanceProfile {
        profile: id(number),
        name: name.parse().unwrap(),
        path: iam_names::Path::root(),
        created: None,
    };
    let add = |number: u128, role: u128| Operation::AddRoleToInstanceProfile {
        profile: id(number),
        role: id(role),
    };
    world.does(vec![
        role(30, "web"),
        role(31, "db"),
        profile(60, "web"),
        add(60, 30),
    ]);
    world.refuses(add(60, 31), RefusalCode::LimitExceeded);
    world.refuses(profile(61, "WEB"), RefusalCode::EntityAlreadyExists);
    world.refuses(
        Operation::DeleteRole { role: id(30) },
        RefusalCode::DeleteConflict,
    );
    world.refuses(
        Operation::DeleteInstanceProfile { profile: id(60) },
        RefusalCode::DeleteConflict,
    );
    let clear = crate::clear_role(world.account().planned(), id(30));
    world.does(clear);
    world.does(vec![Operation::DeleteInstanceProfile { profile: id(60) }]);
}

#[test]
fn a_resource_is_named_by_its_arn_with_case() {
    let mut world = World::local();
    let put = |number: u128, arn: &str, policy: Option<&str>| Operation::PutResource {
        resource: Box::new(Resource {
            id: id(number),
            arn: arn.parse().unwrap(),
            policy: policy.map(document),
            tags: Tags::new(),
        }),
    };
    let queue = "arn:aws:sqs:eu-central-1:111122223333:Orders";
    world.does(vec![
        put(60, queue, None),
        put(61, &queue.to_lowercase(), None),
    ]);
    world.refuses(put(62, queue, None), RefusalCode::EntityAlreadyExists);
    // The same id is the same resource, with another policy.
    let policy = r#"{"Version":"2012-10-17","Statement":{"Sid":"let them in","Effect":"Allow",
        "Principal":"*","Action":"sqs:SendMessage","Resource":"*"}}"#;
    world.does(vec![put(60, queue, Some(policy))]);
    world.refuses(
        put(60, queue, Some("{}")),
        RefusalCode::MalformedPolicyDocument,
    );
    let held = world.account().planned().resource_at(queue).unwrap();
    assert_eq!(held.policy.as_ref().unwrap().text(), policy);
}

#[test]
fn a_device_that_is_anothers_since_does_not_come_back() {
    let mut world = World::local();
    let serial = "arn:aws:iam::111122223333:mfa/shared";
    world.does(vec![
        user(10, "alice"),
        user(11, "bob"),
        enable(10, serial, 50),
        signing(10, 51, &certificate("AA")),
    ]);
    let taken = world.does(vec![
        Operation::DeactivateMfaDevice {
            user: id(10),
            serial: serial.parse().unwrap(),
        },
        Operation::DeleteSigningCertificate {
            user: id(10),
            credential: id(51),
        },
    ]);
    // With neither given away, both come back.
    assert!(undo(&world.estate, "Take away", &taken).is_ok());
    for given in [enable(11, serial, 60), signing(11, 61, &certificate("AA"))] {
        let mut world = world.clone();
        world.does(vec![given]);
        let refusal = undo(&world.estate, "Take away", &taken).unwrap_err();
        assert_eq!(refusal.code, RefusalCode::EntityAlreadyExists);
        assert!(
            refusal.message.ends_with("of `alice` is `bob`'s since"),
            "{refusal}"
        );
    }
}

fn organization(parent: Option<u128>) -> Organization {
    let node = |number: u128, parent: Option<u128>, place| OrganizationNode {
        id: id(number),
        parent: parent.map(id),
        place,
        aws_id: None,
        name: number.to_string(),
        attached: BTreeSet::new(),
    };
    let account = OrganizationPlace::Account {
        account: "111122223333".parse().unwrap(),
    };
    Organization {
        id: id(90),
        organization_id: "o-exampleorgid".parse().unwrap(),
        management_account: "999988887777".parse().unwrap(),
        observed_as_of: None,
        policies: Vec::new(),
        nodes: vec![
            node(91, None, OrganizationPlace::Root),
            node(92, parent, OrganizationPlace::Unit),
            node(93, Some(92), account),
        ],
    }
}

#[test]
fn an_organization_is_a_tree_and_comes_back_by_undo() {
    let world = World::local();
    let put = |organization: Organization| {
        ChangeSet::new(
            "Note the organization",
            vec![Change {
                account: organization.id,
                operation: Operation::PutOrganization {
                    organization: Box::new(organization),
                },
            }],
        )
    };
    for wrong in [None, Some(92), Some(93), Some(99)] {
        let refusal = apply(&world.estate, &put(organization(wrong)), &Library).unwrap_err();
        assert_eq!(refusal.code, RefusalCode::InvalidInput, "{wrong:?}");
    }
    let noted = apply(&world.estate, &put(organization(Some(91))), &Library).unwrap();
    let account = "111122223333".parse().unwrap();
    let held = noted.estate.organization_of(account).unwrap();
    let levels: Vec<_> = held.levels(account).iter().map(|node| node.id).collect();
    assert_eq!(levels, [id(91), id(92), id(93)]);
    let rows: Vec<_> = noted.estate.rows().collect();
    assert_eq!(crate::Estate::from_rows(rows).unwrap(), noted.estate);

    let delete = ChangeSet::new(
        "Forget it",
        vec![Change {
            account: id(90),
            operation: Operation::DeleteOrganization {},
        }],
    );
    let gone = apply(&noted.estate, &delete, &Library).unwrap();
    assert_eq!(gone.estate, world.estate);
    let back = undo(&gone.estate, "Forget it", &gone.images).unwrap();
    assert_eq!(
        apply(&gone.estate, &back, &Library).unwrap().estate,
        noted.estate
    );
    let never = undo(&noted.estate, "Note it", &noted.images).unwrap();
    assert_eq!(
        apply(&noted.estate, &never, &Library).unwrap().estate,
        world.estate
    );
}
