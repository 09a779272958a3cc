//! Reads any bytes as a policy, a template or a plan.

#![no_main]

#[path = "../../crates/iam-exchange/tests/harness/mod.rs"]
#[allow(dead_code, reason = "each target calls one of them")]
mod harness;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| harness::template(bytes));
