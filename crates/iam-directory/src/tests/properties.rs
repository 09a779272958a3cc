//! What must hold whatever happens: random sets on a small account.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::support::*;
use crate::{
    AccessKeyStage, AccountFacts, AccountKind, ChangeSet, Contact, CredentialStatus, Disabled,
    Estate, Expected, Image, MfaKind, Operation, Quotas, Resource, SavedExpectation, apply, replay,
    undo,
};

/// Operations over few ids and fewer names, so that they meet.
fn operation() -> impl Strategy<Value = Operation> {
    prop_oneof![3 => identity(), 2 => credential(), 2 => beyond()]
}

/// Credentials beside password and access keys, and the person as a whole.
#[expect(clippy::too_many_lines, reason = "one entry per operation: a table")]
fn credential() -> impl Strategy<Value = Operation> {
    let (users, ids) = (10..14_u128, 60..66_u128);
    let status = prop_oneof![
        Just(CredentialStatus::Active),
        Just(CredentialStatus::Inactive)
    ];
    let serial = prop_oneof![
        Just("GAHT12345678"),
        Just("arn:aws:iam::111122223333:mfa/a")
    ];
    prop_oneof![
        (users.clone(), serial.clone(), ids.clone()).prop_map(|(user, serial, seed)| {
            Operation::EnableMfaDevice {
                user: id(user),
                serial: serial.parse().unwrap(),
                credential: Some(id(seed)),
                device: MfaKind::Virtual,
                created: Some(NOW),
            }
        }),
        (users.clone(), serial).prop_map(|(user, serial)| Operation::DeactivateMfaDevice {
            user: id(user),
            serial: serial.parse().unwrap(),
        }),
        (users.clone(), ids.clone()).prop_map(|(user, held)| {
            Operation::UploadSigningCertificate {
                user: id(user),
                credential: id(held),
                body: format!("-----BEGIN CERTIFICATE-----\n{held}\n-----END CERTIFICATE-----"),
                created: None,
            }
        }),
        (users.clone(), ids.clone(), status.clone()).prop_map(|(user, held, status)| {
            Operation::UpdateSigningCertificate {
                user: id(user),
                credential: id(held),
                status,
            }
        }),
        (users.clone(), ids.clone()).prop_map(|(user, held)| {
            Operation::DeleteSigningCertificate {
                user: id(user),
                credential: id(held),
            }
        }),
        (users.clone(), ids.clone()).prop_map(|(user, held)| {
            Operation::CreateServiceSpecificCredential {
                user: id(user),
                credential: id(held),
                service: "codecommit.amazonaws.com".into(),
                service_user_name: Some("a-at-111122223333".into()),
                created: None,
                expires: None,
            }
        }),
        (users.clone(), ids.clone(), status).prop_map(|(user, held, status)| {
            Operation::UpdateServiceSpecificCredential {
                user: id(user),
                credential: id(held),
                status,
            }
        }),
        (users.clone(), ids.clone()).prop_map(|(user, held)| {
            Operation::ResetServiceSpecificCredential {
                user: id(user),
                credential: id(held),
                created: Some(NOW),
            }
        }),
        (users.clone(), ids).prop_map(|(user, held)| {
            Operation::DeleteServiceSpecificCredential {
                user: id(user),
                credential: id(held),
            }
        }),
        (users.clone(), 50..54_u128, 0..3_usize).prop_map(|(user, key, stage)| {
            let stages = [
                AccessKeyStage::HandedOver,
                AccessKeyStage::Confirmed,
                AccessKeyStage::Retired,
            ];
            Operation::SetAccessKeyStage {
                user: id(user),
                credential: id(key),
                stage: stages[stage],
            }
        }),
        (users.clone(), any::<bool>()).prop_map(|(user, disabled)| Operation::SetUserDisabled {
            user: id(user),
            disabled: disabled.then(|| Disabled {
                since: Some(NOW),
                reason: "on leave".into(),
                credentials: [id(50)].into(),
                denied_by: Some(aws_policy("AWSDenyAll")),
            }),
        }),
        (users, any::<bool>()).prop_map(|(user, known)| Operation::SetContact {
            user: id(user),
            contact: known.then(|| Contact {
                language: Some("de".into()),
                ..Contact::default()
            }),
        }),
    ]
}

/// Providers, profiles, resources, expectations, the account's facts.
fn beyond() -> impl Strategy<Value = Operation> {
    let (profiles, oidc, resources, roles) = (70..72_u128, 72..74_u128, 74..76_u128, 30..32_u128);
    let name = prop_oneof![Just("a"), Just("A"), Just("b")];
    let arn = prop_oneof![Just("arn:aws:s3:::a"), Just("arn:aws:s3:::A")];
    prop_oneof![
        (profiles.clone(), name.clone()).prop_map(|(profile, name)| {
            Operation::CreateInstanceProfile {
                profile: id(profile),
                name: name.parse().unwrap(),
                path: iam_names::Path::root(),
                created: None,
            }
        }),
        (profiles.clone(), roles.clone()).prop_map(|(profile, role)| {
            Operation::AddRoleToInstanceProfile {
                profile: id(profile),
                role: id(role),
            }
        }),
        (profiles.clone(), roles).prop_map(|(profile, role)| {
            Operation::RemoveRoleFromInstanceProfile {
                profile: id(profile),
                role: id(role),
            }
        }),
        profiles.prop_map(|profile| Operation::DeleteInstanceProfile {
            profile: id(profile)
        }),
        (oidc.clone(), name.clone()).prop_map(|(provider, host)| {
            Operation::CreateOpenIdConnectProvider {
                provider: id(provider),
                url: format!("https://{host}.example.com").parse().unwrap(),
                client_ids: ["sts.amazonaws.com".to_owned()].into(),
                thumbprints: BTreeSet::new(),
                created: None,
            }
        }),
        (oidc.clone(), name.clone()).prop_map(|(provider, client_id)| {
            Operation::AddClientIdToOpenIdConnectProvider {
                provider: id(provider),
                client_id: client_id.into(),
            }
        }),
        (oidc.clone(), name.clone()).prop_map(|(provider, client_id)| {
            Operation::RemoveClientIdFromOpenIdConnectProvider {
                provider: id(provider),
                client_id: client_id.into(),
            }
        }),
        oidc.prop_map(|provider| Operation::DeleteOpenIdConnectProvider {
            provider: id(provider)
        }),
        (resources.clone(), arn).prop_map(|(resource, arn)| Operation::PutResource {
            resource: Box::new(Resource {
                id: id(resource),
                arn: arn.parse().unwrap(),
                policy: None,
                tags: crate::Tags::new(),
            }),
        }),
        resources.prop_map(|resource| Operation::DeleteResource {
            resource: id(resource)
        }),
        (76..78_u128, name).prop_map(|(expectation, name)| Operation::PutExpectation {
            expectation: Box::new(SavedExpectation {
                id: id(expectation),
                name: name.into(),
                principal: "arn:aws:iam::111122223333:user/a".into(),
                action: "s3:GetObject".into(),
                resource: None,
                context: BTreeMap::new(),
                expected: Expected::Allowed,
                note: String::new(),
            }),
        }),
        (76..78_u128).prop_map(|expectation| Operation::DeleteExpectation {
            expectation: id(expectation)
        }),
        any::<bool>().prop_map(|known| Operation::SetAccountFacts {
            facts: known.then(|| AccountFacts {
                root_mfa: Some(true),
                ..AccountFacts::default()
            }),
        }),
        (1..30_u32).prop_map(|groups| Operation::SetQuotas {
            quotas: Box::new(Quotas {
                groups_per_user: groups,
                ..Quotas::default()
            }),
        }),
    ]
}

/// Users, groups, roles, policies, passwords and access keys.
fn identity() -> impl Strategy<Value = Operation> {
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

/// What a history begins with: on an empty account the rules refuse nearly everything, and a
/// property of refusals says little.
fn furnished() -> Vec<Operation> {
    vec![
        user(10, "u10"),
        user(11, "u11"),
        user(12, "u12"),
        group(20, "g20"),
        group(21, "g21"),
        role(30, "r30"),
        policy(40, "p40"),
        policy(41, "p41"),
        access_key(10, 50, Some(&local_key(50))),
        access_key(11, 51, Some(&local_key(51))),
        login(12, 52),
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
        sets in prop::collection::vec(prop::collection::vec(operation(), 1..3), 1..120),
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
        for operations in [create, furnished()].into_iter().chain(sets) {
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
