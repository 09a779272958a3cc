//! Formats in and out, one file each with both halves.
//!
//! Bytes and readers are taken, values are given, and the other way round; files and dialogs are
//! the caller's. What could not be read is always said, with its place.

use std::collections::BTreeSet;

pub mod account_facts;
pub mod authorization_details;
pub mod aws_cli;
pub mod aws_profile;
pub mod breached_hashes;
pub mod bundle;
pub mod change_file;
pub mod cloudformation;
pub mod credential_report;
pub mod credentials_csv;
pub mod email_draft;
pub mod encrypted;
pub mod handoff_sheet;
mod html;
pub mod instructions;
pub mod issued_credentials;
pub mod otpauth;
pub mod people_list;
pub mod policy_file;
pub mod qr;
pub mod recognise;
mod reference;
pub mod refused;
pub mod resource_policies;
#[cfg(test)]
mod round_trip;
pub mod simulation_cases;
pub mod template;
pub mod terraform;

/// A name that is not taken yet: the wanted one, or with a number behind it. Compared without
/// case, for readers that do so.
fn unique(taken: &mut BTreeSet<String>, wanted: &str, between: &str) -> String {
    let mut name = wanted.to_owned();
    let mut number = 2;
    while !taken.insert(name.to_ascii_lowercase()) {
        name = format!("{wanted}{between}{number}");
        number += 1;
    }
    name
}
