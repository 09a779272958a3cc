//! The short form of fuzzing the envelope and the backups: what is kept in `fuzz/` and mutations of
//! it go through what the fuzz target checks.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod harness;

use std::fs;
use std::path::Path;

fn kept() -> Vec<Vec<u8>> {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let mut inputs = Vec::new();
    for folder in ["seeds/envelope", "found/envelope"] {
        let Ok(files) = fs::read_dir(fuzz.join(folder)) else {
            continue;
        };
        let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        paths.sort();
        inputs.extend(paths.iter().map(|path| fs::read(path).unwrap()));
    }
    inputs
}

#[test]
fn kept_and_mutated_envelopes_are_read_or_refused() {
    let inputs = kept();
    assert!(inputs.len() >= 2);
    // Throws the same every time.
    let mut dice = 1_u64;
    let mut below = |most: usize| {
        dice = dice
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(dice >> 33).unwrap() % most.max(1)
    };
    for input in &inputs {
        harness::envelope(input);
        for _ in 0..300 {
            let mut bytes = input.clone();
            for _ in 0..=below(4) {
                let at = below(bytes.len());
                match below(4) {
                    0 => bytes.truncate(at),
                    1 => bytes.insert(at, b"{}[]\",:09"[below(9)]),
                    2 => {
                        let part = bytes[at..].to_vec();
                        bytes.extend(part);
                    }
                    _ => {
                        if let Some(byte) = bytes.get_mut(at) {
                            *byte ^= 1 << below(8);
                        }
                    }
                }
            }
            harness::envelope(&bytes);
        }
    }
}
