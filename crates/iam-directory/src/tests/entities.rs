//! Names, quotas, memberships, tags and deletions.

use super::support::*;
use crate::RefusalCode::{
    DeleteConflict, EntityAlreadyExists, InvalidInput, LimitExceeded, NoSuchEntity,
    UnmodifiableEntity,
};
use crate::{EntityKind, Operation, Quotas, Tags, clear_group, clear_user};

fn quotas(world: &mut World, edit: impl FnOnce(&mut Quotas)) {
    let mut quotas = world.account().settings().quotas.clone();
    edit(&mut quotas);
    world.does(vec![Operation::SetQuotas {
        quotas: Box::new(quotas),
    }]);
}

#[test]
fn names_are_unique_without_case_in_each_kind() {
    let mut world = World::local();
    world.does(vec![
        user(10, "alice"),
        group(20, "alice"),
        role(30, "alice"),
        policy(40, "alice"),
    ]);
    for again in [
        user(11, "ALICE"),
        group(21, "Alice"),
        role(31, "aLice"),
        policy(41, "alicE"),
    ] {
        let refusal = world.refuses(again, EntityAlreadyExists);
        assert_eq!(refusal.field, Some("name"));
        assert!(refusal.message.contains("without case"), "{refusal}");
    }
    assert!(
        !world
            .refuses(user(11, "alice"), EntityAlreadyExists)
            .message
            .contains("case")
    );
    // A rename of a user to another spelling of its own name is one.
    world.does(vec![rename_user(10, "Alice"), user(12, "bob")]);
    assert_eq!(world.names(EntityKind::User), ["Alice", "bob"]);
    world.refuses(rename_user(12, "ALICE"), EntityAlreadyExists);
    // A name is free once its holder has another one.
    world.does(vec![rename_user(10, "carol"), rename_user(12, "ALICE")]);
}

#[test]
fn an_id_is_given_once() {
    let mut world = World::local();
    world.does(vec![user(10, "alice")]);
    world.refuses(group(10, "readers"), EntityAlreadyExists);
    world.refuses(user(1, "account"), EntityAlreadyExists);
}

#[test]
fn what_is_not_there_is_not_there() {
    let world = World::local();
    for operation in [
        rename_user(10, "alice"),
        Operation::DeleteUser { user: id(10) },
        Operation::DeleteGroup { group: id(10) },
        Operation::DeleteRole { role: id(10) },
        Operation::DeletePolicy { policy: id(10) },
        tags(10, &[("a", "b")]),
        join(10, 20),
        attach(10, customer(40)),
        inline(10, "p", document(POLICY)),
        login(10, 50),
    ] {
        world.refuses(operation, NoSuchEntity);
    }
}

#[test]
fn quotas_hold_at_the_limit() {
    let mut world = World::local();
    quotas(&mut world, |quotas| {
        quotas.users = 2;
        quotas.groups = 1;
        quotas.roles = 1;
        quotas.customer_managed_policies = 1;
    });
    world.does(vec![
        user(10, "a"),
        user(11, "b"),
        group(20, "g"),
        role(30, "r"),
        policy(40, "p"),
    ]);
    for one_more in [
        user(12, "c"),
        group(21, "h"),
        role(31, "s"),
        policy(41, "q"),
    ] {
        let refusal = world.refuses(one_more, LimitExceeded);
        assert!(refusal.message.contains("quota of"), "{refusal}");
    }
    quotas(&mut world, |quotas| quotas.users = 3);
    world.does(vec![user(12, "c")]);
}

#[test]
fn ten_groups_per_user() {
    let mut world = World::local();
    let groups = (0..11_u128).map(|n| group(20 + n, &format!("g{n}")));
    world.does(std::iter::once(user(10, "a")).chain(groups).collect());
    world.does((0..10).map(|n| join(10, 20 + n)).collect());
    // Again is no more.
    assert!(world.does(vec![join(10, 20)]).is_empty());
    world.refuses(join(10, 30), LimitExceeded);
    world.does(vec![leave(10, 20), join(10, 30)]);
    world.refuses(leave(10, 20), NoSuchEntity);
    world.refuses(join(10, 99), NoSuchEntity);
}

#[test]
fn tags_have_keys_without_case_and_a_quota() {
    let mut world = World::local();
    world.does(vec![
        user(10, "a"),
        group(20, "g"),
        role(30, "r"),
        policy(40, "p"),
    ]);
    for taggable in [10, 30, 40] {
        world.does(vec![tags(taggable, &[("team", "red")])]);
    }
    world.refuses(tags(20, &[("team", "red")]), NoSuchEntity);
    assert_eq!(
        world
            .refuses(tags(10, &[("aws:team", "red")]), InvalidInput)
            .field,
        Some("tags")
    );
    world.refuses(tags(10, &[("Cost", "1"), ("cost", "2")]), InvalidInput);
    // The key keeps the spelling it was last written in.
    world.does(vec![tags(10, &[("Team", "blue")])]);
    let held: Vec<_> = match world.planned(10) {
        Some(crate::Entity::User(user)) => {
            user.tags.iter().map(|(k, v)| format!("{k}={v}")).collect()
        }
        _ => Vec::new(),
    };
    assert_eq!(held, ["Team=blue"]);
    let more: Tags = (0..49)
        .map(|n| (format!("k{n}").parse().unwrap(), "v".parse().unwrap()))
        .collect();
    world.does(vec![Operation::Tag {
        entity: id(10),
        tags: more,
    }]);
    world.does(vec![tags(10, &[("TEAM", "green")])]);
    world.refuses(tags(10, &[("one-more", "")]), LimitExceeded);
    let untag = |key: &str| Operation::Untag {
        entity: id(10),
        keys: vec![key.parse().unwrap()],
    };
    world.does(vec![untag("team"), tags(10, &[("one-more", "")])]);
}

#[test]
fn a_deletion_names_what_is_in_the_way() {
    let mut world = World::local();
    world.does(vec![
        user(10, "alice"),
        group(20, "readers"),
        policy(40, "read"),
        join(10, 20),
        attach(10, customer(40)),
        attach(20, aws_policy("ReadOnlyAccess")),
        inline(10, "own", document(POLICY)),
        inline(20, "own", document(POLICY)),
        login(10, 50),
        access_key(10, 51, Some(&local_key(1))),
        bound(10, aws_policy("PowerUserAccess")),
    ]);
    let user_refusal = world.refuses(Operation::DeleteUser { user: id(10) }, DeleteConflict);
    assert_eq!(
        user_refusal.message,
        "the user `alice` still has a console password, access keys, inline policies, \
         attached policies, group memberships"
    );
    let refusal = world.refuses(Operation::DeleteGroup { group: id(20) }, DeleteConflict);
    assert_eq!(
        refusal.message,
        "the group `readers` still has users, inline policies, attached policies"
    );
    let refusal = world.refuses(Operation::DeletePolicy { policy: id(40) }, DeleteConflict);
    assert!(refusal.message.contains("attachments"), "{refusal}");
}

#[test]
fn clearing_takes_everything_away_in_the_order_of_aws() {
    let mut world = World::local();
    world.does(vec![
        user(10, "alice"),
        user(11, "bob"),
        group(20, "readers"),
        policy(40, "read"),
        join(10, 20),
        join(11, 20),
        attach(10, customer(40)),
        attach(20, customer(40)),
        inline(10, "own", document(POLICY)),
        inline(20, "own", document(POLICY)),
        login(10, 50),
        access_key(10, 51, Some(&local_key(1))),
        access_key(10, 52, Some(&local_key(2))),
    ]);
    let words = |operations: &[Operation]| {
        crate::describe_all(&world.estate, &set(operations.to_vec()))
            .into_iter()
            .map(|(operation, _)| operation)
            .collect::<Vec<_>>()
    };
    let clear = clear_user(world.account().planned(), id(10));
    assert_eq!(
        words(&clear),
        [
            "DeleteLoginProfile",
            "DeleteAccessKey",
            "DeleteAccessKey",
            "DeleteUserPolicy",
            "DetachUserPolicy",
            "RemoveUserFromGroup",
            "DeleteUser"
        ]
    );
    let group_clear = clear_group(world.account().planned(), id(20));
    assert_eq!(
        words(&group_clear),
        [
            "RemoveUserFromGroup",
            "RemoveUserFromGroup",
            "DeleteGroupPolicy",
            "DetachGroupPolicy",
            "DeleteGroup"
        ]
    );
    let mut other = world.clone();
    other.does(clear);
    assert_eq!(other.names(EntityKind::User), ["bob"]);
    world.does(group_clear);
    assert!(world.names(EntityKind::Group).is_empty());
    assert!(clear_user(world.account().planned(), id(99)).is_empty());
    assert!(clear_group(world.account().planned(), id(10)).is_empty());
}

#[test]
fn roles_of_aws_are_left_alone() {
    let world = World::local();
    let path = "/aws-service-role/ec2.amazonaws.com/";
    let refusal = world.refuses(
        role_with(30, "AWSServiceRoleForX", path, TRUST),
        InvalidInput,
    );
    assert_eq!(refusal.field, Some("path"));
    world.refuses(
        role_with(30, "AWSReservedSSO_x", "/aws-reserved/sso/", TRUST),
        InvalidInput,
    );
    // What a service made for itself is its own to alter, and taken away by it.
    let mut world = world;
    world.does(vec![
        Operation::CreateServiceLinkedRole {
            role: id(30),
            name: "AWSServiceRoleForAutoScaling".parse().unwrap(),
            service: "autoscaling.amazonaws.com".into(),
            description: String::new(),
            trust_policy: document(TRUST),
            created: None,
        },
        policy(40, "p"),
    ]);
    for refused in [
        attach(30, customer(40)),
        detach(30, customer(40)),
        inline(30, "own", document(POLICY)),
        bound(30, customer(40)),
        Operation::UpdateAssumeRolePolicy {
            role: id(30),
            trust_policy: document(TRUST),
        },
        Operation::DeleteRole { role: id(30) },
    ] {
        world.refuses(refused, UnmodifiableEntity);
    }
    world.does(vec![Operation::DeleteServiceLinkedRole { role: id(30) }]);
}

#[test]
fn descriptions_are_short_and_western() {
    let world = World::local();
    let with = |description: String| match policy(40, "p") {
        Operation::CreatePolicy {
            policy,
            name,
            path,
            document,
            created,
            ..
        } => Operation::CreatePolicy {
            policy,
            name,
            path,
            description,
            document,
            created,
        },
        other => other,
    };
    assert!(world.apply(vec![with("é".repeat(1_000))]).is_ok());
    world.refuses(with("x".repeat(1_001)), InvalidInput);
    assert_eq!(
        world.refuses(with("日本".into()), InvalidInput).field,
        Some("description")
    );
}

#[test]
fn a_refused_set_alters_nothing_and_names_its_change() {
    let mut world = World::local();
    world.does(vec![user(10, "alice")]);
    let before = world.estate.clone();
    let refusal = world
        .apply(vec![user(11, "bob"), group(20, "g"), user(12, "ALICE")])
        .unwrap_err();
    assert_eq!((refusal.code, refusal.change), (EntityAlreadyExists, 2));
    assert_eq!(world.estate, before);
}
