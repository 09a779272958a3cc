//! What tests of several crates share; the tests of this package are in `acceptance/`,
//! `architecture/` and `scenarios/`.

#[cfg(target_os = "linux")]
pub mod memory;
