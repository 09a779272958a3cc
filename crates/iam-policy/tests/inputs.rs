//! The short form of fuzzing: every kept input (`fuzz/seeds`, `fuzz/found`) and mutations of them
//! go through what the fuzz targets check. `PROPTEST_CASES` makes it longer.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stops at what it did not expect, and reads kept inputs and how long to run"
)]

mod harness;

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;

type Target = (&'static str, fn(&[u8]));

const TARGETS: [Target; 4] = [
    ("parse", harness::parse),
    ("print", harness::print),
    ("evaluate", harness::evaluate),
    ("pattern", harness::pattern),
];

/// The kept inputs of each target.
static INPUTS: LazyLock<Vec<Vec<Vec<u8>>>> = LazyLock::new(|| {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let of = |target: &str| {
        let mut inputs = Vec::new();
        for folder in ["seeds", "found"] {
            let Ok(files) = std::fs::read_dir(fuzz.join(folder).join(target)) else {
                continue;
            };
            let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
            paths.sort();
            inputs.extend(paths.iter().map(|path| std::fs::read(path).unwrap()));
        }
        inputs
    };
    TARGETS.iter().map(|(target, _)| of(target)).collect()
});

#[test]
fn kept_inputs_still_hold() {
    for ((target, check), inputs) in TARGETS.iter().zip(INPUTS.iter()) {
        assert!(inputs.len() > 5, "{target} has {} inputs", inputs.len());
        for input in inputs {
            check(input);
        }
    }
}

/// A change of an input: bytes put in the place of others, or a stretch of another input.
#[derive(Debug, Clone)]
enum Mutation {
    Put(prop::sample::Index, usize, Vec<u8>),
    Splice(
        prop::sample::Index,
        prop::sample::Index,
        prop::sample::Index,
    ),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let index = any::<prop::sample::Index>;
    let words = prop::sample::select(vec![
        "*",
        "?",
        "${",
        "}",
        "\"",
        "\\u0000",
        "[]",
        "{}",
        "null",
        "Deny",
        "Allow",
        "Not",
        "IfExists",
        "ForAnyValue:",
        ":",
        "arn:aws:",
        "/",
        "é",
        "\n---\n",
        "|",
        "=",
        ", ''",
    ]);
    let bytes = prop_oneof![
        words.prop_map(|word| word.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop_oneof![
        (index(), 0_usize..9, bytes).prop_map(|(at, long, put)| Mutation::Put(at, long, put)),
        (index(), index(), index()).prop_map(|(at, of, from)| Mutation::Splice(at, of, from)),
    ]
}

fn mutate(mut bytes: Vec<u8>, mutation: &Mutation, others: &[Vec<u8>]) -> Vec<u8> {
    match mutation {
        Mutation::Put(at, long, put) => {
            let start = at.index(bytes.len() + 1);
            let end = (start + long).min(bytes.len());
            bytes.splice(start..end, put.iter().copied());
        }
        Mutation::Splice(at, of, from) => {
            let other = &others[of.index(others.len())];
            let (start, begin) = (at.index(bytes.len() + 1), from.index(other.len() + 1));
            bytes.truncate(start);
            bytes.extend_from_slice(&other[begin..]);
        }
    }
    bytes
}

fn settings() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: cases.and_then(|it| it.parse().ok()).unwrap_or(500),
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn mutated_inputs_hold(
        which in any::<prop::sample::Index>(),
        mutations in prop::collection::vec(mutation(), 1..6),
    ) {
        for ((_, check), inputs) in TARGETS.iter().zip(INPUTS.iter()) {
            let start = inputs[which.index(inputs.len())].clone();
            let bytes = mutations.iter().fold(start, |bytes, it| mutate(bytes, it, inputs));
            check(&bytes);
        }
    }

    #[test]
    fn any_bytes_hold(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for (_, check) in TARGETS {
            check(&bytes);
        }
    }
}
