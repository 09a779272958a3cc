//! An account at AWS's quotas: one change copies pointers, not the account.

use std::sync::Arc;

use super::support::*;
use crate::{
    AccountKind, AccountSettings, Entity, Estate, EstateRow, Group, ImageKey, Incoming,
    ManagedPolicy, PolicyRef, Role, State, User, pending, plan_import,
};

/// 5,000 users, 1,000 roles, 300 groups and 1,500 policies, each with something.
fn at_the_quotas(kind: AccountKind, observed: bool) -> Estate {
    let mut settings = AccountSettings::new(ACCOUNT, kind, "111122223333".parse().unwrap());
    settings.observed_as_of = observed.then_some(NOW);
    let mut entities = Vec::new();
    for n in 0..1_500 {
        entities.push(Entity::Policy(ManagedPolicy::new(
            id(40_000 + n),
            format!("policy-{n}").parse().unwrap(),
            iam_names::Path::root(),
            sized(1_000),
        )));
    }
    let policy = |n: u128| PolicyRef::Customer(id(40_000 + n % 1_500));
    for n in 0..300 {
        let name = format!("group-{n}").parse().unwrap();
        let mut group = Group::new(id(20_000 + n), name, iam_names::Path::root());
        group.attached = (0..5).map(|m| policy(n * 5 + m)).collect();
        entities.push(Entity::Group(group));
    }
    for n in 0..1_000 {
        let name = format!("role-{n}").parse().unwrap();
        let path = iam_names::Path::root();
        let mut role = Role::new(id(30_000 + n), name, path, document(TRUST));
        role.attached = (0..3).map(|m| policy(n * 3 + m)).collect();
        entities.push(Entity::Role(role));
    }
    for n in 0..5_000 {
        let name = format!("user-{n}").parse().unwrap();
        let mut user = User::new(id(10_000 + n), name, iam_names::Path::root());
        user.groups = (0..5).map(|m| id(20_000 + (n + m * 60) % 300)).collect();
        user.attached.insert(policy(n));
        user.tags
            .insert("team".parse().unwrap(), "red".parse().unwrap());
        entities.push(Entity::User(user));
    }
    let states: &[State] = if observed {
        &[State::Planned, State::Observed]
    } else {
        &[State::Planned]
    };
    let rows = states.iter().flat_map(|state| {
        entities.iter().map(|entity| EstateRow {
            key: ImageKey {
                account: ACCOUNT,
                state: *state,
                id: entity.id(),
            },
            entity: entity.clone(),
        })
    });
    let settings = EstateRow {
        key: ImageKey {
            account: ACCOUNT,
            state: State::Planned,
            id: ACCOUNT,
        },
        entity: Entity::Account(settings),
    };
    Estate::from_rows(std::iter::once(settings).chain(rows)).unwrap()
}

#[test]
fn one_change_copies_pointers() {
    let world = World {
        estate: at_the_quotas(AccountKind::Local, false),
    };
    let applied = world
        .apply(vec![tags(10_007, &[("team", "blue")])])
        .unwrap();
    assert_eq!(applied.images.len(), 1);
    let (before, after) = (
        world.account().planned(),
        applied.estate.account(ACCOUNT).unwrap(),
    );
    let copied = after
        .planned()
        .users()
        .zip(before.users())
        .filter(|(a, b)| !Arc::ptr_eq(a, b))
        .count();
    assert_eq!(copied, 1);
    assert!(
        after
            .planned()
            .policies()
            .zip(before.policies())
            .all(|(a, b)| Arc::ptr_eq(a, b))
    );
    // A refusal at the quota is found without copying anything either.
    world.refuses(user(9, "one-more"), crate::RefusalCode::LimitExceeded);
}

#[test]
fn changes_are_cheap_at_the_quotas() {
    let local = World {
        estate: at_the_quotas(AccountKind::Local, false),
    };
    let aws = World {
        estate: at_the_quotas(AccountKind::Aws, true),
    };
    // Wide bounds, for a debug build on a busy machine: measured there were 13, 42, 45, 24, 8, 50,
    // 990 and 1,430 ms.
    let one = elapsed(|| {
        local
            .apply(vec![tags(10_007, &[("team", "blue")])])
            .unwrap()
    });
    let many: Vec<_> = (0..1_000)
        .map(|n| tags(10_000 + n, &[("team", "blue")]))
        .collect();
    let thousand = elapsed(|| local.apply(many.clone()).unwrap());
    let told = elapsed(|| crate::describe_all(&local.estate, &set(many.clone())));
    let deleted = elapsed(|| {
        local
            .apply(crate::clear_group(local.account().planned(), id(20_000)))
            .unwrap();
    });
    let key = access_key(10_007, 50, Some(&local_key(1)));
    let issued = elapsed(|| local.apply(vec![key]).unwrap());
    let nothing = elapsed(|| assert!(pending(aws.account()).is_empty()));
    let seen = aws.account().planned().clone();
    let incoming = Incoming {
        directory: seen,
        as_of: NOW,
        kinds: Incoming::authorization_details_kinds(),
        speaks_of_credentials: false,
    };
    let planned = elapsed(|| {
        assert!(
            plan_import(aws.account(), &incoming, &Library)
                .rows
                .is_empty()
        );
    });
    let empty = World::local();
    let rehearsed = elapsed(|| {
        let planned = plan_import(empty.account(), &incoming, &Library);
        assert_eq!(planned.rows.len(), 7_800);
    });
    let all = [
        one, thousand, told, deleted, issued, nothing, planned, rehearsed,
    ];
    let limits = [0.3, 2.0, 2.0, 2.0, 0.5, 0.5, 4.0, 15.0];
    for (index, (took, limit)) in all.iter().zip(limits).enumerate() {
        assert!(*took < limit, "step {index} took {took} s: {all:?}");
    }
}

/// Seconds.
#[expect(clippy::disallowed_methods, reason = "a test of speed needs a clock")]
fn elapsed<T>(work: impl FnOnce() -> T) -> f64 {
    let start = std::time::Instant::now();
    let result = work();
    let took = start.elapsed().as_secs_f64();
    drop(result);
    took
}
