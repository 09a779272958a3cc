//! Asks the engine about policies and requests that nobody would write.

#![no_main]

#[path = "../../crates/iam-policy/tests/harness/mod.rs"]
#[allow(dead_code, reason = "each target calls one of them")]
mod harness;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| harness::evaluate(bytes));
