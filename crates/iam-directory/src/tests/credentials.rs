//! Console passwords, access keys and MFA devices.

use super::support::*;
use crate::RefusalCode::{EntityAlreadyExists, InvalidInput, LimitExceeded, NoSuchEntity};
use crate::{
    AccessKeyStage, CredentialStatus, Entity, MfaDevice, Operation, Replacement, User,
    issue_local_access_key,
};

fn held(world: &World, number: u128) -> User {
    match world.planned(number) {
        Some(Entity::User(user)) => user,
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn one_console_password() {
    let mut world = World::local();
    world.does(vec![user(10, "a"), user(11, "b")]);
    let reset = Operation::UpdateLoginProfile {
        user: id(10),
        reset_required: false,
        created: None,
    };
    world.refuses(reset.clone(), NoSuchEntity);
    world.refuses(Operation::DeleteLoginProfile { user: id(10) }, NoSuchEntity);
    world.does(vec![login(10, 50)]);
    world.refuses(login(10, 51), EntityAlreadyExists);
    // The vault keeps the secret under the credential's id.
    world.refuses(login(11, 50), EntityAlreadyExists);
    world.refuses(access_key(11, 50, Some(&local_key(1))), EntityAlreadyExists);
    world.does(vec![reset]);
    let profile = held(&world, 10).login_profile.unwrap();
    assert!(!profile.reset_required);
    assert_eq!(profile.id, id(50));
    world.does(vec![
        Operation::DeleteLoginProfile { user: id(10) },
        login(10, 51),
    ]);
}

#[test]
fn two_access_keys_active_or_not() {
    let mut world = World::local();
    world.does(vec![user(10, "a"), user(11, "b")]);
    world.does(vec![access_key(10, 50, Some(&local_key(1)))]);
    world.refuses(access_key(11, 51, Some(&local_key(1))), EntityAlreadyExists);
    world.does(vec![access_key(10, 51, Some(&local_key(2)))]);
    let deactivate = |credential| Operation::UpdateAccessKey {
        user: id(10),
        credential: id(credential),
        status: CredentialStatus::Inactive,
    };
    world.does(vec![deactivate(50)]);
    // An inactive key counts.
    world.refuses(access_key(10, 52, Some(&local_key(3))), LimitExceeded);
    world.refuses(deactivate(52), NoSuchEntity);
    let delete = |credential| Operation::DeleteAccessKey {
        user: id(10),
        credential: id(credential),
    };
    world.refuses(delete(52), NoSuchEntity);
    world.does(vec![delete(50), access_key(10, 52, Some(&local_key(3)))]);
    let keys = held(&world, 10).access_keys;
    assert_eq!(
        keys.iter().map(|key| key.id).collect::<Vec<_>>(),
        [id(51), id(52)]
    );
    assert!(keys.iter().all(crate::AccessKey::is_active));
}

#[test]
fn each_authority_issues_its_own_keys() {
    let (mut local, mut aws) = (World::local(), World::aws());
    for world in [&mut local, &mut aws] {
        world.does(vec![user(10, "a")]);
    }
    local.refuses(access_key(10, 50, None), InvalidInput);
    local.refuses(
        access_key(10, 50, Some("AKIAIOSFODNN7EXAMPLE")),
        InvalidInput,
    );
    aws.refuses(access_key(10, 50, Some(&local_key(1))), InvalidInput);
    local.does(vec![access_key(10, 50, Some(&local_key(1)))]);
    aws.does(vec![
        access_key(10, 50, None),
        access_key(10, 51, Some("AKIAIOSFODNN7EXAMPLE")),
    ]);
    assert_eq!(
        held(&local, 10).access_keys[0].stage,
        AccessKeyStage::Issued
    );
    let stages: Vec<_> = held(&aws, 10)
        .access_keys
        .iter()
        .map(|key| key.stage.as_str())
        .collect();
    assert_eq!(stages, ["requested", "issued"]);
}

#[test]
fn an_mfa_device_is_deactivated() {
    let mut world = World::aws();
    let serial: iam_names::MfaSerial = "arn:aws:iam::111122223333:mfa/alice".parse().unwrap();
    let mut alice = User::new(id(10), "alice".parse().unwrap(), iam_names::Path::root());
    alice.mfa_devices.push(MfaDevice {
        enabled: Some(NOW),
        ..MfaDevice::new(serial.clone())
    });
    let seen = vec![Replacement {
        id: id(10),
        entity: Some(Entity::User(alice)),
    }];
    world.does(vec![Operation::Observe {
        as_of: NOW,
        credentials: false,
        observed: seen.clone(),
        planned: seen,
    }]);
    let refusal = world.refuses(
        Operation::DeleteUser { user: id(10) },
        crate::RefusalCode::DeleteConflict,
    );
    assert!(refusal.message.contains("MFA devices"));
    world.does(crate::clear_user(world.account().planned(), id(10)));
    assert!(world.planned(10).is_none());
    world.does(vec![user(11, "bob")]);
    world.refuses(
        Operation::DeactivateMfaDevice {
            user: id(11),
            serial,
        },
        NoSuchEntity,
    );
}

#[test]
fn a_local_key_is_marked_and_its_secret_suits_a_spreadsheet() {
    let mut seed = 7_u8;
    for _ in 0..200 {
        let key = issue_local_access_key(&mut || {
            seed = seed.wrapping_mul(181).wrapping_add(97);
            seed
        });
        assert!(key.id.is_local() && key.id.as_str().starts_with("LKIA"));
        let secret = key.secret.expose();
        assert_eq!(secret.len(), 40);
        assert!(!secret.starts_with(['+', '/', '=', '-', '@']));
        assert!(
            secret
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/')
        );
    }
}
