//! What is pending, in words.

use super::support::*;
use crate::{Operation, Replacement, clear_group, pending};

/// An AWS account in which everything planned has been carried out.
fn carried_out(operations: Vec<Operation>) -> World {
    let mut world = World::aws();
    world.does(operations);
    let planned = world.account().planned();
    let observed = planned
        .ids()
        .map(|id| Replacement {
            id,
            entity: planned.entity(id),
        })
        .collect();
    world.does(vec![Operation::Observe {
        as_of: NOW,
        credentials: false,
        observed,
        planned: Vec::new(),
    }]);
    assert_eq!(pending(world.account()), []);
    world
}

fn told(world: &World) -> Vec<String> {
    pending(world.account())
        .into_iter()
        .map(|it| {
            let what = format!("{} {} {}", it.action.as_str(), it.kind.as_str(), it.name);
            std::iter::once(what)
                .chain(it.details)
                .collect::<Vec<_>>()
                .join("; ")
        })
        .collect()
}

#[test]
fn the_difference_of_the_two_states() {
    let mut world = carried_out(vec![
        user(10, "alice"),
        user(11, "bob"),
        group(20, "readers"),
        policy(40, "read"),
        join(11, 20),
    ]);
    world.does(clear_group(world.account().planned(), id(20)));
    world.does(vec![
        group(21, "writers"),
        join(10, 21),
        attach(10, aws_policy("job-function/ViewOnlyAccess")),
        tags(10, &[("team", "red")]),
        bound(10, customer(40)),
        login(10, 50),
        access_key(10, 51, None),
        inline(11, "own", document(POLICY)),
        Operation::CreatePolicyVersion {
            policy: id(40),
            document: sized(300),
            set_as_default: true,
            created: None,
        },
    ]);
    assert_eq!(
        told(&world),
        [
            "update user alice; Group writers added; Policy ViewOnlyAccess added; \
             Permissions boundary: read; Tag team: red; \
             Console password: 2023-11-14T22:13:20Z, must be changed; Access key requested: active",
            "update user bob; Inline policy own added; Group readers removed",
            "delete group readers",
            "create group writers",
            "update policy read; Default version: v1 → v2; Version v2 added",
        ]
    );
}

#[test]
fn a_renamed_group_is_no_other_group() {
    let mut world = carried_out(vec![
        user(10, "alice"),
        group(20, "readers"),
        policy(40, "read"),
        join(10, 20),
    ]);
    world.does(vec![
        Operation::UpdateGroup {
            group: id(20),
            name: "lectors".parse().unwrap(),
            path: iam_names::Path::root(),
        },
        tags(10, &[("team", "red")]),
    ]);
    assert_eq!(
        told(&world),
        [
            "update user alice; Tag team: red",
            "update group lectors; Name: readers → lectors"
        ]
    );
}

#[test]
fn nothing_is_pending_in_a_local_account() {
    let mut world = World::local();
    world.does(vec![user(10, "alice")]);
    assert_eq!(pending(world.account()), []);
}
