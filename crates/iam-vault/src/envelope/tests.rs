use super::*;
use crate::tests::Counting;

const PASSWORD: &str = "correct horse";
/// Written once by this module; a vault from today opens for ever.
const VECTOR: &str = include_str!("vector-1.json");

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

fn sample() -> (Envelope, DataKey, RecoveryKey) {
    let mut entropy = Counting::default();
    let key = DataKey::make(&mut entropy).unwrap();
    let recovery = RecoveryKey::make(&mut entropy).unwrap();
    let header = Header::new(
        [7; 16],
        DatabaseName::from_bytes([0xab; 8]),
        "2026-01-02T03:04:05Z".parse().unwrap(),
    );
    let envelope = Envelope::make(
        header,
        &key,
        KdfParameters::weak_for_tests(),
        &secret(PASSWORD),
        &recovery,
        &mut entropy,
    )
    .unwrap();
    (envelope, key, recovery)
}

fn read(bytes: &[u8]) -> Envelope {
    Envelope::read(bytes).unwrap()
}

#[test]
fn the_vector_is_written_and_opens_with_both_keys() {
    let (envelope, key, recovery) = sample();
    assert_eq!(String::from_utf8(envelope.to_bytes()).unwrap(), VECTOR);
    let stored = read(VECTOR.as_bytes());
    assert!(stored.findings().is_empty());
    for with in [
        OpenWith::Password(&secret(PASSWORD)),
        OpenWith::RecoveryKey(&recovery),
    ] {
        assert_eq!(stored.unwrap(with).unwrap().bytes(), key.bytes());
    }
}

#[test]
fn a_wrong_password_and_a_wrong_recovery_key_are_just_that() {
    let (envelope, ..) = sample();
    let stored = read(&envelope.to_bytes());
    let wrong = RecoveryKey::make(&mut Counting::from(99)).unwrap();
    for with in [
        OpenWith::Password(&secret("correct hors")),
        OpenWith::Password(&secret("")),
        OpenWith::RecoveryKey(&wrong),
    ] {
        assert!(matches!(stored.unwrap(with), Err(UnwrapError::WrongKey)));
    }
}

#[test]
fn a_password_is_composed_before_it_is_used() {
    let (mut envelope, key, _) = sample();
    let composed = secret("\u{fc}ber");
    let decomposed = secret("u\u{308}ber");
    envelope
        .put(
            SealWith::Password(&composed, KdfParameters::weak_for_tests()),
            &key,
            "2026-02-03T04:05:06Z".parse().unwrap(),
            &mut Counting::from(50),
        )
        .unwrap();
    let stored = read(&envelope.to_bytes());
    assert!(stored.unwrap(OpenWith::Password(&decomposed)).is_ok());
    assert!(
        stored
            .unwrap(OpenWith::Password(&secret(PASSWORD)))
            .is_err()
    );
    assert_eq!(
        stored.intact_slots(),
        [SlotKind::RecoveryKey, SlotKind::Password]
    );
}

/// Every bit of every byte: never a panic, never unnoticed, never a key that is not the vault's.
#[test]
fn every_flipped_bit_is_noticed() {
    let (envelope, key, recovery) = sample();
    let bytes = envelope.to_bytes();
    for place in 0..bytes.len() {
        for bit in 0..8 {
            let mut flipped = bytes.clone();
            flipped[place] ^= 1 << bit;
            let Ok(stored) = Envelope::read(&flipped) else {
                continue;
            };
            assert!(!stored.findings().is_empty(), "byte {place} bit {bit}");
            // A slot that damage has spared still opens, with the right key and no other.
            if bit == 0 {
                let password = secret(PASSWORD);
                let opened = [
                    stored.unwrap(OpenWith::Password(&password)),
                    stored.unwrap(OpenWith::RecoveryKey(&recovery)),
                ];
                assert!(opened.iter().any(Result::is_ok), "byte {place}");
                for found in opened {
                    match found {
                        Ok(found) => assert_eq!(found.bytes(), key.bytes()),
                        Err(error) => {
                            assert!(
                                matches!(error, UnwrapError::Damaged),
                                "byte {place} {error:?}"
                            );
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn every_truncation_is_damage() {
    let (envelope, ..) = sample();
    let bytes = envelope.to_bytes();
    for length in 0..bytes.len() - 1 {
        let damaged = Envelope::read(&bytes[..length]);
        assert!(
            matches!(damaged, Err(EnvelopeError::Damaged { .. })),
            "{length}"
        );
    }
    let without_end = read(&bytes[..bytes.len() - 1]);
    assert_eq!(without_end.findings(), [EnvelopeFinding::Rewritten]);
    let longer = [bytes, b" ".to_vec()].concat();
    assert_eq!(read(&longer).findings(), [EnvelopeFinding::Rewritten]);
}

#[test]
fn a_newer_format_is_not_damage() {
    let newer = br#"{"format":"bailiwick-keyslots/2","version":2,"anything":[1]}"#;
    assert_eq!(
        Envelope::read(newer).unwrap_err(),
        EnvelopeError::Newer { version: 2 }
    );
    // One of the two versions alone is a flipped bit.
    let flipped = VECTOR.replacen("\"version\": 1", "\"version\": 3", 1);
    assert!(matches!(
        Envelope::read(flipped.as_bytes()),
        Err(EnvelopeError::Damaged { .. })
    ));
}

/// Somebody who can write files and compute checksums, but has no key.
#[test]
fn an_envelope_altered_with_care_is_tampered() {
    let (envelope, _, recovery) = sample();
    let mut fewer = read(&envelope.to_bytes());
    fewer.slots.remove(0);
    let stored = read(&fewer.to_bytes());
    assert!(stored.findings().is_empty());
    assert!(matches!(
        stored.unwrap(OpenWith::RecoveryKey(&recovery)),
        Err(UnwrapError::Tampered)
    ));

    let mut elsewhere = read(&envelope.to_bytes());
    elsewhere.header.database = DatabaseName::from_bytes([0xcd; 8]);
    let stored = read(&elsewhere.to_bytes());
    assert!(matches!(
        stored.unwrap(OpenWith::RecoveryKey(&recovery)),
        Err(UnwrapError::Tampered)
    ));

    let mut another_vault = read(&envelope.to_bytes());
    another_vault.header.vault = Hex([8; 16]);
    let stored = read(&another_vault.to_bytes());
    assert!(matches!(
        stored.unwrap(OpenWith::RecoveryKey(&recovery)),
        Err(UnwrapError::WrongKey)
    ));
}

#[test]
fn tampered_derivation_parameters_are_refused_before_any_work() {
    let (envelope, _, recovery) = sample();
    for (memory_kib, passes, lanes) in [
        (4 << 30, 3, 4),
        (1024, 3, 4),
        (262_144, 1 << 31, 4),
        (262_144, 3, 255),
    ] {
        let mut tampered = read(&envelope.to_bytes());
        let Entry::Intact(slot) = &mut tampered.slots[0] else {
            panic!("the slot is intact");
        };
        slot.tamper(memory_kib, passes, lanes);
        let stored = read(&tampered.to_bytes());
        let started = std::time::Instant::now();
        assert!(matches!(
            stored.unwrap(OpenWith::Password(&secret(PASSWORD))),
            Err(UnwrapError::Kdf(_))
        ));
        assert!(started.elapsed().as_millis() < 50);
        assert!(matches!(
            stored.unwrap(OpenWith::RecoveryKey(&recovery)),
            Err(UnwrapError::Tampered)
        ));
    }
}

#[test]
fn a_database_name_never_leads_out_of_the_folder() {
    for name in [
        "../x.db",
        "vault-00.db",
        "vault-ABABABABABABABAB.db",
        "/etc/passwd",
        "",
    ] {
        assert!(DatabaseName::try_from(name.to_owned()).is_err(), "{name}");
    }
}

/// The operating system's generator, as the application hands it in.
#[cfg(unix)]
struct Urandom(std::fs::File);

#[cfg(unix)]
impl Entropy for Urandom {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), crate::EntropyFailure> {
        std::io::Read::read_exact(&mut self.0, bytes).map_err(|_| crate::EntropyFailure)
    }
}

#[cfg(unix)]
fn wrap_often(times: usize) {
    let (envelope, key, recovery) = sample();
    let mut entropy = Urandom(std::fs::File::open("/dev/urandom").unwrap());
    let mut nonces = std::collections::HashSet::with_capacity(times);
    let made = envelope.header().made;
    for _ in 0..times {
        let with = SealWith::RecoveryKey(&recovery);
        let slot = Slot::seal(&envelope.binding(), with, &key, made, &mut entropy).unwrap();
        assert!(nonces.insert(slot.nonce()), "a nonce came twice");
    }
}

#[cfg(unix)]
#[test]
fn nonces_do_not_repeat() {
    wrap_often(5_000);
}

#[cfg(unix)]
#[test]
#[ignore = "takes minutes; the short form runs always"]
fn a_million_nonces_do_not_repeat() {
    wrap_often(1_000_000);
}

/// A generator that fails makes nothing: no slot with a nonce of zeros.
#[test]
fn a_failing_generator_makes_no_slot() {
    struct Dry;
    impl Entropy for Dry {
        fn fill(&mut self, _: &mut [u8]) -> Result<(), crate::EntropyFailure> {
            Err(crate::EntropyFailure)
        }
    }
    let (mut envelope, key, recovery) = sample();
    let before = envelope.to_bytes();
    let with = SealWith::RecoveryKey(&recovery);
    let made = envelope.header().made;
    assert!(envelope.put(with, &key, made, &mut Dry).is_err());
    assert_eq!(envelope.to_bytes(), before);
}
