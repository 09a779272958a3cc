use std::time::Instant;

use super::*;

fn stored(algorithm: &str, memory_kib: u64, passes: u64, lanes: u64) -> StoredKdf {
    StoredKdf {
        algorithm: algorithm.into(),
        memory_kib,
        passes,
        lanes,
    }
}

#[test]
fn floor_and_ceiling_are_the_documented_ones() {
    for (memory, passes, lanes) in [(65_536, 3, 4), (262_144, 3, 4), (2_097_152, 64, 16)] {
        assert!(KdfParameters::bounded(&stored("argon2id", memory, passes, lanes)).is_ok());
    }
    assert_eq!(
        KdfParameters::argon2id(262_144, 3, 4),
        Ok(KdfParameters::RECOMMENDED)
    );
}

#[test]
fn tampered_parameters_are_refused_at_once() {
    let started = Instant::now();
    for tampered in [
        stored("argon2id", 4 * 1024 * 1024 * 1024, 3, 4),
        stored("argon2id", 65_535, 3, 4),
        stored("argon2id", 262_144, 1 << 31, 4),
        stored("argon2id", 262_144, 2, 4),
        stored("argon2id", 262_144, 3, 255),
        stored("argon2id", 262_144, 3, 0),
        stored("argon2id", u64::MAX, u64::MAX, u64::MAX),
        stored("argon2d", 262_144, 3, 4),
        stored("weak-for-tests", 262_144, 3, 4),
        stored("", 262_144, 3, 4),
    ] {
        assert!(KdfParameters::bounded(&tampered).is_err(), "{tampered:?}");
    }
    assert!(started.elapsed().as_millis() < 50);
}

#[test]
fn a_derivation_at_the_floor_matches_the_reference_implementation() {
    let key = KdfParameters::argon2id(65_536, 3, 4)
        .unwrap()
        .derive_key(b"correct horse battery staple", b"sixteen byte slt")
        .unwrap();
    assert_eq!(crate::hex::text(&*key), REFERENCE);
}

/// argon2-cffi 25.1: `hash_secret_raw(…, time_cost=3, memory_cost=65536, parallelism=4,
/// hash_len=32, type=Type.ID)`.
const REFERENCE: &str = "905b4eb8ee6f8a32931b3749045b7a2499e7b9b57184975d637bd029d2b17762";
