//! Every quota that counts things: the last one that it lets in, and the first one that it refuses
//! with AWS's own code. Sizes of documents are tested beside the documents.

use serde_json::Value;

use super::beyond::{SSH_KEY, certificate, enable, service, signing, ssh_key};
use super::support::*;
use crate::{Operation, Quotas, RefusalCode};

/// What a quota of two counts: two that are let in, and one more that is not.
type Three = fn(u128) -> Operation;

fn profile(number: u128) -> Operation {
    Operation::CreateInstanceProfile {
        profile: id(number),
        name: format!("profile-{number}").parse().unwrap(),
        path: iam_names::Path::root(),
        created: None,
    }
}

fn oidc(number: u128) -> Operation {
    Operation::CreateOpenIdConnectProvider {
        provider: id(number),
        url: format!("https://idp-{number}.example.com").parse().unwrap(),
        client_ids: ["sts.amazonaws.com".to_owned()].into(),
        thumbprints: std::collections::BTreeSet::new(),
        created: None,
    }
}

fn saml(number: u128) -> Operation {
    Operation::CreateSamlProvider {
        provider: id(number),
        name: format!("directory-{number}").parse().unwrap(),
        metadata: format!("<EntityDescriptor>{}</EntityDescriptor>", " ".repeat(1_000)).into(),
        created: None,
        valid_until: None,
    }
}

fn version(number: u128) -> Operation {
    Operation::CreatePolicyVersion {
        policy: id(40),
        document: sized(1_000 + usize::try_from(number).unwrap()),
        set_as_default: false,
        created: None,
    }
}

/// A key of another modulus.
fn another_ssh_key(number: u128) -> Operation {
    let mut operation = ssh_key(10, number);
    if let Operation::UploadSshPublicKey { body, .. } = &mut operation {
        let digit = char::from(b'A' + u8::try_from(number % 10).unwrap());
        let (kind, rest) = SSH_KEY.split_once(' ').unwrap();
        let (key, comment) = rest.split_once(' ').unwrap();
        let (head, tail) = key.split_at(key.len() - 12);
        *body = format!("{kind} {head}{digit}{} {comment}", &tail[1..])
            .parse()
            .unwrap();
    }
    operation
}

/// What each quota counts. A quota that counts things and stands here not fails the test below.
const COUNTED: [(&str, Three); 18] = [
    ("users", |number| user(number, &format!("user-{number}"))),
    ("groups", |number| group(number, &format!("group-{number}"))),
    ("roles", |number| role(number, &format!("role-{number}"))),
    ("customer_managed_policies", |number| {
        policy(number, &format!("policy-{number}"))
    }),
    ("groups_per_user", |number| join(10, number - 80)),
    ("access_keys_per_user", |number| {
        access_key(10, number, Some(&local_key(number)))
    }),
    ("managed_policies_per_user", |number| {
        attach(10, customer(number - 60))
    }),
    ("managed_policies_per_group", |number| {
        attach(20, customer(number - 60))
    }),
    ("managed_policies_per_role", |number| {
        attach(30, customer(number - 60))
    }),
    ("versions_per_policy", version),
    ("mfa_devices_per_user", |number| {
        let serial = format!("arn:aws:iam::111122223333:mfa/device{number}");
        enable(10, &serial, number)
    }),
    ("ssh_keys_per_user", another_ssh_key),
    ("signing_certificates_per_user", |number| {
        signing(10, number, &certificate(&format!("A{number}=")))
    }),
    ("service_credentials_per_service", |number| {
        service(10, number, "codecommit.amazonaws.com")
    }),
    ("instance_profiles", profile),
    ("oidc_providers", oidc),
    ("saml_providers", saml),
    ("tags_per_entity", |number| {
        let pairs: Vec<_> = ["a", "b", "c"].into_iter().map(|key| (key, "")).collect();
        tags(10, &pairs[..usize::try_from(number - 99).unwrap()])
    }),
];

/// A user, a group, a role and a policy, and three of each of which the others are made.
fn furnished() -> World {
    let mut world = World::local();
    world.does(vec![user(10, "alice")]);
    for number in 20..23 {
        world.does(vec![group(number, &format!("g{number}"))]);
    }
    world.does(vec![role(30, "builder")]);
    for number in 40..43 {
        world.does(vec![policy(number, &format!("p{number}"))]);
    }
    world
}

#[test]
fn every_quota_that_counts_things_is_held() {
    let all = serde_json::to_value(Quotas::default()).unwrap();
    let mut named: Vec<_> = COUNTED.iter().map(|(name, _)| *name).collect();
    named.sort_unstable();
    let mut counting: Vec<_> = all
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    counting.retain(|name| !name.ends_with("_characters"));
    counting.sort_unstable();
    assert_eq!(named, counting);

    for (name, three) in COUNTED {
        let mut world = furnished();
        // What is there already counts.
        let there = match name {
            "users" | "roles" | "versions_per_policy" => 1,
            "groups" | "customer_managed_policies" => 3,
            _ => 0,
        };
        let mut quotas = all.clone();
        quotas[name] = Value::from(there + 2);
        world.does(vec![Operation::SetQuotas {
            quotas: Box::new(serde_json::from_value(quotas).unwrap()),
        }]);
        world.does(vec![three(100)]);
        world.does(vec![three(101)]);
        let refusal = world.refuses(three(102), RefusalCode::LimitExceeded);
        assert!(refusal.message.contains("quota"), "{name}: {refusal}");
    }
}

#[test]
fn the_quotas_are_those_of_aws() {
    let quotas = serde_json::to_value(Quotas::default()).unwrap();
    let check = |name: &str, expected: u32| assert_eq!(quotas[name], expected, "{name}");
    // <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
    check("users", 5_000);
    check("groups", 300);
    check("roles", 1_000);
    check("customer_managed_policies", 1_500);
    check("instance_profiles", 1_000);
    check("groups_per_user", 10);
    check("access_keys_per_user", 2);
    check("mfa_devices_per_user", 8);
    check("managed_policies_per_user", 10);
    check("managed_policies_per_group", 10);
    check("managed_policies_per_role", 10);
    check("ssh_keys_per_user", 5);
    check("signing_certificates_per_user", 2);
    check("service_credentials_per_service", 2);
    check("versions_per_policy", 5);
    check("oidc_providers", 100);
    check("saml_providers", 100);
    check("tags_per_entity", 50);
    check("managed_policy_characters", 6_144);
    check("user_inline_characters", 2_048);
    check("group_inline_characters", 5_120);
    check("role_inline_characters", 10_240);
    check("trust_policy_characters", 2_048);
}
