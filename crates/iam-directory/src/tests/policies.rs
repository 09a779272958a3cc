//! Attachments, boundaries, inline policies and the versions of managed policies.

use super::support::*;
use crate::RefusalCode::{
    DeleteConflict, InvalidInput, LimitExceeded, NoSuchEntity, PolicyNotAttachable,
};
use crate::{Entity, ManagedPolicy, Operation};

fn managed(world: &World, number: u128) -> ManagedPolicy {
    match world.planned(number) {
        Some(Entity::Policy(policy)) => policy,
        other => unreachable!("{other:?}"),
    }
}

fn version(policy: u128, set_as_default: bool) -> Operation {
    Operation::CreatePolicyVersion {
        policy: id(policy),
        document: document(POLICY),
        set_as_default,
        created: None,
    }
}

fn delete_version(policy: u128, version: &str) -> Operation {
    Operation::DeletePolicyVersion {
        policy: id(policy),
        version: version.parse().unwrap(),
    }
}

fn put_in_force(policy: u128, version: &str) -> Operation {
    Operation::SetDefaultPolicyVersion {
        policy: id(policy),
        version: version.parse().unwrap(),
    }
}

#[test]
fn attachments() {
    let mut world = World::local();
    let policies = (0..11_u128).map(|n| policy(40 + n, &format!("p{n}")));
    world.does(
        [user(10, "a"), group(20, "g"), role(30, "r")]
            .into_iter()
            .chain(policies)
            .collect(),
    );
    for holder in [10, 20, 30] {
        world.does((0..9).map(|n| attach(holder, customer(40 + n))).collect());
        world.does(vec![attach(holder, aws_policy("ReadOnlyAccess"))]);
        assert!(world.does(vec![attach(holder, customer(40))]).is_empty());
        world.refuses(attach(holder, customer(50)), LimitExceeded);
        world.does(vec![
            detach(holder, customer(40)),
            attach(holder, customer(50)),
        ]);
        world.refuses(detach(holder, customer(40)), NoSuchEntity);
    }
    world.refuses(attach(10, customer(99)), NoSuchEntity);
    world.refuses(attach(10, aws_policy("Unknown")), NoSuchEntity);
    world.refuses(attach(40, customer(41)), NoSuchEntity);
    world.refuses(
        attach(10, aws_policy("aws-service-role/X")),
        PolicyNotAttachable,
    );
}

#[test]
fn boundaries() {
    let mut world = World::local();
    world.does(vec![
        user(10, "a"),
        role(30, "r"),
        group(20, "g"),
        policy(40, "limit"),
    ]);
    let unbound = |holder| Operation::DeletePermissionsBoundary { holder: id(holder) };
    for holder in [10, 30] {
        world.refuses(unbound(holder), NoSuchEntity);
        world.does(vec![
            bound(holder, aws_policy("PowerUserAccess")),
            bound(holder, customer(40)),
        ]);
        let refusal = world.refuses(Operation::DeletePolicy { policy: id(40) }, DeleteConflict);
        assert!(
            refusal.message.contains("permissions boundary"),
            "{refusal}"
        );
        world.does(vec![unbound(holder)]);
    }
    world.refuses(bound(20, customer(40)), NoSuchEntity);
    world.refuses(bound(10, customer(41)), NoSuchEntity);
    world.refuses(
        bound(10, aws_policy("aws-service-role/X")),
        PolicyNotAttachable,
    );
    // A boundary does not stop the deletion of who has it.
    world.does(vec![
        bound(10, customer(40)),
        Operation::DeleteUser { user: id(10) },
    ]);
    world.does(vec![Operation::DeletePolicy { policy: id(40) }]);
}

#[test]
fn inline_policies_have_names_without_case() {
    let mut world = World::local();
    world.does(vec![user(10, "a"), inline(10, "own", document(POLICY))]);
    world.does(vec![inline(10, "OWN", sized(300))]);
    let Some(Entity::User(held)) = world.planned(10) else {
        unreachable!()
    };
    assert_eq!(held.inline.len(), 1);
    assert_eq!(held.inline.values().next().unwrap().name, "OWN");
    let delete = |name: &str| Operation::DeleteInlinePolicy {
        holder: id(10),
        name: name.parse().unwrap(),
    };
    world.refuses(delete("other"), NoSuchEntity);
    world.does(vec![delete("own")]);
}

#[test]
fn five_versions_and_a_number_is_never_given_twice() {
    let mut world = World::local();
    world.does(vec![policy(40, "p")]);
    world.does((0..4).map(|n| version(40, n == 3)).collect());
    assert_eq!(managed(&world, 40).default_version, "v5");
    world.refuses(version(40, false), LimitExceeded);
    world.refuses(delete_version(40, "v5"), DeleteConflict);
    world.refuses(delete_version(40, "v9"), NoSuchEntity);
    world.refuses(put_in_force(40, "v9"), NoSuchEntity);
    let refusal = world.refuses(Operation::DeletePolicy { policy: id(40) }, DeleteConflict);
    assert!(refusal.message.contains("versions beside"), "{refusal}");
    world.does(vec![
        put_in_force(40, "v2"),
        delete_version(40, "v5"),
        version(40, true),
    ]);
    let policy = managed(&world, 40);
    assert_eq!(policy.default_version, "v6");
    assert!(policy.document().is_some());
    let ids: Vec<_> = policy
        .versions
        .iter()
        .map(|version| version.id.to_string())
        .collect();
    assert_eq!(ids, ["v1", "v2", "v3", "v4", "v6"]);
}

#[test]
fn paths_of_policies_are_narrower() {
    let with = |path: &str| match policy(40, "p") {
        Operation::CreatePolicy {
            policy,
            name,
            description,
            document,
            created,
            ..
        } => {
            let path = path.parse().unwrap();
            Operation::CreatePolicy {
                policy,
                name,
                path,
                description,
                document,
                created,
            }
        }
        other => other,
    };
    let world = World::local();
    assert!(world.apply(vec![with("/team/red/")]).is_ok());
    assert_eq!(
        world.refuses(with("/team!/"), InvalidInput).field,
        Some("path")
    );
}

#[test]
fn who_has_a_policy() {
    let mut world = World::local();
    world.does(vec![
        user(10, "a"),
        group(20, "g"),
        role(30, "r"),
        policy(40, "p"),
        attach(10, customer(40)),
        attach(20, customer(40)),
        bound(30, customer(40)),
    ]);
    let names = |boundary| {
        let holders = world.account().planned().holders(&customer(40), boundary);
        holders
            .into_iter()
            .map(|(_, _, name)| name)
            .collect::<Vec<_>>()
    };
    assert_eq!(names(false), ["a", "g"]);
    assert_eq!(names(true), ["r"]);
}
