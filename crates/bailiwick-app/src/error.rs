//! The registry of error codes: what the window, the command line and the cases may act on.
//!
//! A code exists when a screen does something different because of it. Codes are never renamed;
//! `tests.rs` holds the list as a snapshot. Sentences may be reworded at any time.

use serde::Serialize;
#[cfg(test)]
use ts_rs::TS;

/// What a command answers when it does not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct CommandError {
    /// The code, in `snake_case`, or AWS's own error code for a refusal of IAM's rules.
    pub code: String,
    /// What happened.
    pub message: String,
    /// What to do about it, or empty.
    pub help: String,
    /// Where: a file and position, or a field; empty when there is no place.
    pub at: String,
}
