//! An account, or the way from one of its states to another, as a script for the AWS CLI.
//!
//! The script is what a person reads and runs: it makes sure of the account, checks before it
//! creates, stops at the first failure and can be run again. It holds no secret: console
//! passwords come to it on file descriptor 3, and what `create-access-key` answers goes into
//! `bailiwick import credentials -`. A whole account is the way from nothing; what is pending is
//! the way from the observed to the planned state; a revert is the way back.
//!
//! There is no other half: a script is not read.

mod holder;
mod keys;
mod order;
mod outside;
mod shell;
mod steps;

#[cfg(test)]
mod tests;

use iam_directory::{AccountSettings, Directory};
use iam_names::EntityId;

/// The way from one state of an account to another.
#[derive(Clone, Copy)]
pub struct Way<'a> {
    /// The account.
    pub settings: &'a AccountSettings,
    /// What AWS has when the script begins.
    pub from: &'a Directory,
    /// What it has afterwards.
    pub to: &'a Directory,
    /// Whether the vault holds the console password of a login profile, by the credential's id.
    pub has_password: &'a dyn Fn(EntityId) -> bool,
    /// Whether the account's alias and password policy are set as well.
    pub with_settings: bool,
}

/// A script, and what it could not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// The text, for `bash` 3.2 or later.
    pub text: String,
    /// How many steps it takes; none when AWS has it all already.
    pub steps: usize,
    /// Whether it wants the users' passwords on file descriptor 3.
    pub wants_passwords: bool,
    /// What a person has to do by hand, a sentence each. Stands in the script too.
    pub notes: Vec<String>,
}

/// Writes the script.
#[must_use]
pub fn write(way: &Way<'_>) -> Script {
    let mut pen = shell::Pen::default();
    steps::all(way, &mut pen);
    pen.finish(way.settings)
}

/// The roles of a directory, each after those whose ARN its trust policy names, where that can be.
pub(crate) fn roles_in_order<'a>(
    settings: &AccountSettings,
    directory: &'a Directory,
) -> Vec<&'a iam_directory::Role> {
    order::roles(settings, directory.roles().map(AsRef::as_ref))
}
