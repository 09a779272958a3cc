//! Undo: it restores, and it takes nothing back that came later.

use super::support::*;
use crate::RefusalCode::{
    ConcurrentModification, EntityAlreadyExists, InvalidInput, LimitExceeded, NoSuchEntity,
};
use crate::{EntityKind, Image, Operation, Quotas, RefusalCode, apply, undo};

/// Undoes a set and applies the undo under the rules.
fn take_back(world: &mut World, images: &[Image]) -> Vec<Image> {
    let set = undo(&world.estate, "it", images).unwrap();
    let applied = apply(&world.estate, &set, &Library).unwrap();
    world.estate = applied.estate;
    applied.images
}

/// Asserts that the undo is refused, by `undo` and, were the set at hand already, by `apply`.
#[track_caller]
fn refused(world: &World, images: &[Image], code: RefusalCode, words: &str) {
    let before = world.estate.clone();
    let refusal = undo(&world.estate, "it", images).unwrap_err();
    assert_eq!(refusal.code, code, "{refusal}");
    assert!(refusal.message.contains(words), "{refusal}");
    let images = images
        .iter()
        .map(|image| Image {
            key: image.key,
            before: image.after.clone(),
            after: image.before.clone(),
        })
        .collect();
    world.refuses(Operation::Restore { images }, code);
    assert_eq!(world.estate, before);
}

#[test]
fn undo_and_redo() {
    let mut world = World::local();
    world.does(vec![group(20, "readers")]);
    let before = world.estate.clone();
    let images = world.does(vec![user(10, "alice"), join(10, 20), login(10, 50)]);
    let after = world.estate.clone();
    let undone = take_back(&mut world, &images);
    assert_eq!(world.estate, before);
    take_back(&mut world, &undone);
    assert_eq!(world.estate, after);
}

#[test]
fn a_deletion_comes_back_with_everything() {
    let mut world = World::local();
    world.does(vec![
        user(10, "alice"),
        group(20, "readers"),
        join(10, 20),
        access_key(10, 51, Some(&local_key(1))),
    ]);
    let before = world.estate.clone();
    let images = world.does(crate::clear_user(world.account().planned(), id(10)));
    take_back(&mut world, &images);
    assert_eq!(world.estate, before);
    // But not into a group that is gone meanwhile.
    let images = world.does(crate::clear_user(world.account().planned(), id(10)));
    world.does(vec![Operation::DeleteGroup { group: id(20) }]);
    refused(&world, &images, ConcurrentModification, "deleted since");
}

#[test]
fn what_has_changed_since_stays() {
    let mut world = World::local();
    let images = world.does(vec![user(10, "alice")]);
    world.does(vec![tags(10, &[("a", "b")])]);
    refused(
        &world,
        &images,
        ConcurrentModification,
        "the user `alice` has been changed since",
    );
    // The unrelated may have changed.
    let images = world.does(vec![user(11, "bob")]);
    world.does(vec![tags(10, &[("c", "d")])]);
    take_back(&mut world, &images);
}

#[test]
fn what_is_in_use_since_stays() {
    let mut world = World::local();
    world.does(vec![
        user(10, "alice"),
        user(11, "bob"),
        role(30, "deploy"),
        group(21, "ops"),
    ]);
    let made_group = world.does(vec![group(20, "readers")]);
    let made_policy = world.does(vec![policy(40, "read")]);
    world.does(vec![join(10, 20), join(11, 20)]);
    refused(
        &world,
        &made_group,
        ConcurrentModification,
        "the group `readers` is in use since, by the user `alice`, the user `bob`",
    );
    world.does(vec![leave(10, 20), leave(11, 20)]);
    take_back(&mut world, &made_group);
    for (holder, name) in [(10, "alice"), (21, "ops"), (30, "deploy")] {
        world.does(vec![attach(holder, customer(40))]);
        refused(&world, &made_policy, ConcurrentModification, name);
        world.does(vec![detach(holder, customer(40))]);
    }
    let limited = world.does(vec![bound(30, customer(40))]);
    refused(&world, &made_policy, ConcurrentModification, "deploy");
    take_back(&mut world, &limited);
    take_back(&mut world, &made_policy);
    assert!(world.names(EntityKind::Policy).is_empty());
}

#[test]
fn a_name_given_away_since_stays_given() {
    let mut world = World::local();
    world.does(vec![user(10, "alice")]);
    let renamed = world.does(vec![rename_user(10, "alicia")]);
    world.does(vec![user(11, "ALICE")]);
    refused(
        &world,
        &renamed,
        EntityAlreadyExists,
        "the name of the user `alice`",
    );
    let deleted = world.does(vec![Operation::DeleteUser { user: id(11) }]);
    take_back(&mut world, &renamed);
    refused(&world, &deleted, EntityAlreadyExists, "ALICE");
    // Two who swap their names come back together.
    world.does(vec![user(12, "bob")]);
    let swap = world.does(vec![
        rename_user(10, "x"),
        rename_user(12, "alice"),
        rename_user(10, "bob"),
    ]);
    take_back(&mut world, &swap);
    assert_eq!(
        world.account().planned().user_named("alice").unwrap().id,
        id(10)
    );
    assert_eq!(
        world.account().planned().user_named("bob").unwrap().id,
        id(12)
    );
}

#[test]
fn a_place_taken_since_stays_taken() {
    let mut world = World::local();
    let quotas = Quotas {
        users: 1,
        ..Quotas::default()
    };
    world.does(vec![
        user(10, "alice"),
        Operation::SetQuotas {
            quotas: Box::new(quotas),
        },
    ]);
    let deleted = world.does(vec![Operation::DeleteUser { user: id(10) }]);
    world.does(vec![user(11, "bob")]);
    refused(&world, &deleted, LimitExceeded, "quota of 1 users");
}

#[test]
fn an_account_goes_only_with_all_that_is_in_it() {
    let mut world = World {
        estate: crate::Estate::default(),
    };
    let settings = crate::AccountSettings::new(
        ACCOUNT,
        crate::AccountKind::Local,
        "111122223333".parse().unwrap(),
    );
    // Ids on both sides of the account's own: the order must not matter.
    let create = Operation::CreateAccount {
        settings: Box::new(settings),
    };
    let made = world.does(vec![create, user(0, "first"), user(10, "last")]);
    let before = world.estate.clone();
    let later = world.does(vec![group(20, "readers")]);
    refused(
        &world,
        &made,
        ConcurrentModification,
        "has the group `readers` since",
    );
    take_back(&mut world, &later);
    let undone = take_back(&mut world, &made);
    assert_eq!(world.estate.accounts().len(), 0);
    assert_eq!(undone.len(), 3);
    take_back(&mut world, &undone);
    assert_eq!(world.estate, before);
}

#[test]
fn nothing_is_nothing_and_nothing_is_smuggled() {
    let mut world = World::local();
    assert_eq!(
        undo(&world.estate, "it", &[]).unwrap_err().code,
        NoSuchEntity
    );
    let mut images = world.does(vec![user(10, "alice")]);
    images[0].key.id = id(11);
    let restore = |image: &Image| Operation::Restore {
        images: vec![Image {
            key: image.key,
            before: image.after.clone(),
            after: image.before.clone(),
        }],
    };
    world.refuses(restore(&images[0]), InvalidInput);
    images[0].key = crate::ImageKey {
        account: id(2),
        state: crate::State::Planned,
        id: id(10),
    };
    world.refuses(restore(&images[0]), InvalidInput);
}

#[test]
fn an_access_key_given_to_another_since_stays_there() {
    let mut world = World::local();
    world.does(vec![user(10, "alice"), user(11, "bob")]);
    world.does(vec![access_key(10, 50, Some(&local_key(1)))]);
    let cleared = world.does(crate::clear_user(world.account().planned(), id(10)));
    let given = world.does(vec![access_key(11, 51, Some(&local_key(1)))]);
    refused(
        &world,
        &cleared,
        EntityAlreadyExists,
        "an access key of `alice` is `bob`'s since",
    );
    take_back(&mut world, &given);
    take_back(&mut world, &cleared);
}

#[test]
fn an_import_is_taken_back_as_long_as_nobody_built_on_it() {
    let mut world = World::aws();
    let empty = world.estate.clone();
    let readers = crate::Group::new(id(20), "readers".parse().unwrap(), iam_names::Path::root());
    let seen = vec![crate::Replacement {
        id: id(20),
        entity: Some(crate::Entity::Group(readers)),
    }];
    let observe = Operation::Observe {
        as_of: NOW,
        credentials: false,
        observed: seen.clone(),
        planned: seen,
    };
    let imported = world.does(vec![observe]);
    assert!(world.account().observed().is_some());
    let built = world.does(vec![user(10, "alice"), join(10, 20)]);
    refused(
        &world,
        &imported,
        ConcurrentModification,
        "the group `readers` is in use since",
    );
    take_back(&mut world, &built);
    take_back(&mut world, &imported);
    assert_eq!(world.estate, empty);
    assert!(world.account().observed().is_none());
}
