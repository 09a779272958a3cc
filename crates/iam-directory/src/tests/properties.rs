//! What must hold whatever happens: random sets on a small account.

use proptest::prelude::*;

use super::support::*;
use crate::{
    AccountKind, ChangeSet, CredentialStatus, Estate, Image, Operation, apply, replay, undo,
};

/// Operations over few ids and fewer names, so that they meet.
fn operation() -> impl Strategy<Value = Operation> {
    let (users, groups, roles, policies) = (10..14_u128, 20..23_u128, 30..32_u128, 40..43_u128);
    let holders = prop_oneof![users.clone(), groups.clone(), roles.clone()];
    let name = prop_oneof![Just("a"), Just("A"), Just("b"), Just("c")];
    let credentials = 50..54_u128;
    prop_oneof![
        (users.clone(), name.clone()).prop_map(|(n, name)| user(n, name)),
        (users.clone(), name.clone()).prop_map(|(n, name)| rename_user(n, name)),
        users
            .clone()
            .prop_map(|n| Operation::DeleteUser { user: id(n) }),
        (groups.clone(), name.clone()).prop_map(|(n, name)| group(n, name)),
        groups
            .clone()
            .prop_map(|n| Operation::DeleteGroup { group: id(n) }),
        (policies.clone(), name.clone()).prop_map(|(n, name)| policy(n, name)),
        policies
            .clone()
            .prop_map(|n| Operation::DeletePolicy { policy: id(n) }),
        (roles.clone(), name.clone()).prop_map(|(n, name)| role(n, name)),
        roles.prop_map(|n| Operation::DeleteRole { role: id(n) }),
        (users.clone(), groups.clone()).prop_map(|(user, group)| join(user, group)),
        (users.clone(), groups).prop_map(|(user, group)| leave(user, group)),
        (holders.clone(), policies.clone()).prop_map(|(n, policy)| attach(n, customer(policy))),
        (holders.clone(), policies.clone()).prop_map(|(n, policy)| detach(n, customer(policy))),
        (holders.clone(), policies.clone()).prop_map(|(n, policy)| bound(n, customer(policy))),
        holders
            .clone()
            .prop_map(|n| Operation::DeletePermissionsBoundary { holder: id(n) }),
        (holders.clone(), name.clone()).prop_map(|(n, name)| inline(n, name, document(POLICY))),
        (holders.clone(), name.clone()).prop_map(|(holder, name)| {
            Operation::DeleteInlinePolicy {
                holder: id(holder),
                name: name.parse().unwrap(),
            }
        }),
        (holders, name).prop_map(|(n, name)| tags(n, &[(name, "v")])),
        (users.clone(), credentials.clone()).prop_map(|(user, credential)| login(user, credential)),
        users
            .clone()
            .prop_map(|user| Operation::DeleteLoginProfile { user: id(user) }),
        (users.clone(), credentials.clone()).prop_map(|(user, credential)| {
            access_key(user, credential, Some(&local_key(credential)))
        }),
        (users.clone(), credentials.clone()).prop_map(|(user, credential)| {
            let status = CredentialStatus::Inactive;
            Operation::UpdateAccessKey {
                user: id(user),
                credential: id(credential),
                status,
            }
        }),
        (users, credentials).prop_map(|(user, credential)| Operation::DeleteAccessKey {
            user: id(user),
            credential: id(credential)
        }),
        (policies, any::<bool>()).prop_map(|(policy, set_as_default)| {
            Operation::CreatePolicyVersion {
                policy: id(policy),
                document: document(POLICY),
                set_as_default,
                created: None,
            }
        }),
    ]
}

/// Every name once, every reference to something, every default version there.
fn holds_together(estate: &Estate) {
    for account in estate.accounts() {
        let planned = account.planned();
        for entity in planned.ids().filter_map(|id| planned.entity(id)) {
            assert_eq!(
                planned.named(entity.kind(), &entity.name()),
                Some(entity.id())
            );
            for reference in crate::rules::references(&entity) {
                assert!(
                    planned.kind_of(reference).is_some(),
                    "{} dangles",
                    entity.name()
                );
            }
        }
        assert!(planned.policies().all(|policy| policy.document().is_some()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_history_can_be_replayed_and_taken_back(
        sets in prop::collection::vec(prop::collection::vec(operation(), 1..4), 1..60),
        older in any::<prop::sample::Index>(),
    ) {
        let mut world = World { estate: Estate::default() };
        let settings = crate::AccountSettings::new(
            ACCOUNT,
            AccountKind::Local,
            "111122223333".parse().unwrap(),
        );
        let mut history: Vec<(Estate, ChangeSet, Vec<Image>)> = Vec::new();
        let create = vec![Operation::CreateAccount { settings: Box::new(settings) }];
        for operations in std::iter::once(create).chain(sets) {
            let set = set(operations);
            let before = world.estate.clone();
            match apply(&world.estate, &set, &Library) {
                Err(refusal) => {
                    prop_assert!(refusal.change < set.changes.len());
                    prop_assert_eq!(&world.estate, &before);
                }
                Ok(applied) => {
                    // The images are exactly what became another.
                    for image in &applied.images {
                        prop_assert_eq!(before.at(&image.key), image.before.clone());
                        prop_assert_eq!(applied.estate.at(&image.key), image.after.clone());
                        prop_assert_ne!(&image.before, &image.after);
                    }
                    holds_together(&applied.estate);
                    world.estate = applied.estate;
                    history.push((before, set, applied.images));
                }
            }
        }
        // The journal gives the same estate again, without the rules.
        let mut replayed = Estate::default();
        for (_, set, images) in &history {
            let applied = replay(&replayed, set).unwrap();
            prop_assert_eq!(&applied.images, images);
            replayed = applied.estate;
        }
        prop_assert_eq!(&replayed, &world.estate);
        // An older set is taken back whole or refused, and the estate holds together.
        let (_, _, images) = &history[older.index(history.len())];
        if let Ok(back) = undo(&world.estate, "older", images) {
            let applied = apply(&world.estate, &back, &Library).unwrap();
            holds_together(&applied.estate);
        }
        // The last set can always be taken back, so that everything can.
        for (before, set, images) in history.iter().rev() {
            if images.is_empty() {
                continue;
            }
            let back = undo(&world.estate, &set.title, images).unwrap();
            world.estate = apply(&world.estate, &back, &Library).unwrap().estate;
            prop_assert_eq!(&world.estate, before);
        }
        prop_assert_eq!(world.estate, Estate::default());
    }

    #[test]
    fn counting_takes_away_white_space_between_tokens_only(text in "[ \\n\\t\"\\\\a{}:]{0,40}") {
        let counted = document(&text).counted_characters();
        prop_assert!(counted <= text.chars().count());
        prop_assert!(counted >= text.chars().filter(|c| !c.is_whitespace()).count());
    }
}
