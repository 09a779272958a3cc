//! Password policies: AWS's default, an account's own, and the generator that obeys both.

use proptest::prelude::*;

use super::support::*;
use crate::PasswordViolation::{
    AccountName, Character, NoLowercase, NoNumber, NoSymbol, NoUppercase, TooFewClasses, TooLong,
    TooShort,
};
use crate::RefusalCode::{InvalidInput, NoSuchEntity};
use crate::{
    EffectivePasswordPolicy, GeneratedShape, Operation, PasswordPolicy, PasswordViolation,
    generate_password,
};

#[track_caller]
fn check(own: Option<&PasswordPolicy>, password: &str, expected: &[PasswordViolation]) {
    assert_eq!(
        EffectivePasswordPolicy::of(own).violations(password, "acme-Prod1"),
        expected
    );
}

#[test]
fn the_default_policy() {
    check(None, "Abcdefg1", &[]);
    check(None, "abcdef1!", &[]);
    check(None, "Abcdef1", &[TooShort { minimum: 8 }]);
    check(None, "abcdefg1", &[TooFewClasses]);
    check(None, "acme-Prod1", &[AccountName]);
    check(None, &format!("Aa1{}", "x".repeat(125)), &[]);
    check(None, &format!("Aa1{}", "x".repeat(126)), &[TooLong]);
    check(None, "Abcdefg1é", &[]);
    check(None, "Abcdefg1€", &[Character]);
    // A semicolon is no symbol that AWS counts.
    check(None, "abcdefg;1", &[TooFewClasses]);
}

#[test]
fn an_own_policy_replaces_the_default() {
    let lax = PasswordPolicy::default();
    check(Some(&lax), "aaaaaa", &[]);
    check(Some(&lax), "aaaaa", &[TooShort { minimum: 6 }]);
    check(Some(&lax), "acme-Prod1", &[]);
    let strict = PasswordPolicy {
        minimum_length: 12,
        require_symbols: true,
        require_numbers: true,
        require_uppercase: true,
        require_lowercase: true,
        ..lax
    };
    check(Some(&strict), "Abcdefghij1!", &[]);
    check(
        Some(&strict),
        "",
        &[
            TooShort { minimum: 12 },
            NoUppercase,
            NoLowercase,
            NoNumber,
            NoSymbol,
        ],
    );
    assert_eq!(EffectivePasswordPolicy::of(Some(&strict)).rules().len(), 5);
    assert_eq!(EffectivePasswordPolicy::of(None).rules().len(), 2);
}

#[test]
fn every_symbol_of_aws_counts() {
    let policy = PasswordPolicy {
        require_symbols: true,
        ..PasswordPolicy::default()
    };
    for symbol in "!@#$%^&*()_+-=[]{}|'".chars() {
        check(Some(&policy), &format!("aaaaaa{symbol}"), &[]);
    }
    for other in ",.;:\"?/\\<>~`".chars() {
        check(Some(&policy), &format!("aaaaaa{other}"), &[NoSymbol]);
    }
}

#[test]
fn values_of_a_policy_are_in_aws_ranges() {
    let mut world = World::local();
    let set = |policy: PasswordPolicy| Operation::SetPasswordPolicy {
        policy: Some(policy),
    };
    let base = PasswordPolicy::default();
    for (policy, field) in [
        (
            PasswordPolicy {
                minimum_length: 5,
                ..base.clone()
            },
            "minimum_length",
        ),
        (
            PasswordPolicy {
                minimum_length: 129,
                ..base.clone()
            },
            "minimum_length",
        ),
        (
            PasswordPolicy {
                max_age_days: Some(0),
                ..base.clone()
            },
            "max_age_days",
        ),
        (
            PasswordPolicy {
                max_age_days: Some(1_096),
                ..base.clone()
            },
            "max_age_days",
        ),
        (
            PasswordPolicy {
                reuse_prevention: Some(25),
                ..base.clone()
            },
            "reuse_prevention",
        ),
    ] {
        assert_eq!(world.refuses(set(policy), InvalidInput).field, Some(field));
    }
    world.refuses(Operation::SetPasswordPolicy { policy: None }, NoSuchEntity);
    let widest = PasswordPolicy {
        minimum_length: 128,
        max_age_days: Some(1_095),
        reuse_prevention: Some(24),
        ..base
    };
    world.does(vec![
        set(widest),
        Operation::SetPasswordPolicy { policy: None },
    ]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_generated_password_obeys_and_travels(
        minimum_length in 6_u32..=128,
        required in any::<[bool; 4]>(),
        own in any::<bool>(),
        seed in any::<u64>(),
    ) {
        let policy = PasswordPolicy {
            minimum_length,
            require_symbols: required[0],
            require_numbers: required[1],
            require_uppercase: required[2],
            require_lowercase: required[3],
            ..PasswordPolicy::default()
        };
        let effective = EffectivePasswordPolicy::of(own.then_some(&policy));
        let mut state = seed;
        for shape in [GeneratedShape::Random, GeneratedShape::Pronounceable] {
            let password = generate_password(effective, shape, &mut || {
                // SplitMix64: any even source will do.
                state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                mixed.to_be_bytes()[0]
            });
            prop_assert_eq!(effective.violations(&password, "acme"), vec![]);
            prop_assert_eq!(password.len(), shape.length(effective));
            prop_assert!(password.len() >= 20 && password.len() <= 128);
            prop_assert!(shape.bits(effective) > 80.0);
            prop_assert!(!password.contains([',', '"', '\'', '`', '\\', ' ']));
            prop_assert!(!password.starts_with(['=', '+', '-', '@']));
            for class in ["ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnopqrstuvwxyz", "23456789", "!@#%^*_-+="] {
                prop_assert!(password.contains(|c| class.contains(c)), "{} in {}", class, password);
            }
        }
    }
}
