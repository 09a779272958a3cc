//! Formats in and out, one file each with both halves.
//!
//! Bytes and readers are taken, values are given, and the other way round; files and dialogs are
//! the caller's. What could not be read is always said, with its place.

pub mod authorization_details;
pub mod credentials_csv;
pub mod email_draft;
pub mod simulation_cases;
