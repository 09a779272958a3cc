//! Reads any bytes as a vault's envelope and as a backup.

#![no_main]

#[path = "../../crates/iam-vault/tests/harness/mod.rs"]
#[allow(dead_code, reason = "each target calls one of them")]
mod harness;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| harness::envelope(bytes));
