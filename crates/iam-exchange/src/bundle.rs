//! The bundle: what a read-only script gathers of an account, and what the authorization details
//! leave out: access keys with their last use, console passwords' metadata, MFA devices, SSH keys,
//! certificates, credentials of services, identity providers, instance profiles, the alias, the
//! password policy, the summary, the credential report, the organization, policies and tags of resources.
//!
//! One line of JSON for each question that the script asked, with what the AWS CLI answered. The
//! first line says which account and when, the last that nothing is missing. What AWS did not answer
//! is told and not taken for nothing.

mod enrich;
mod more;
mod organization;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};

use iam_directory::{EntityKind, Organization, PasswordPolicy};
use iam_names::{AccountAlias, AccountId, EntityId, Timestamp};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::account_facts::AccountSummary;
use crate::authorization_details::{self, AuthorizationDetails, ReadDetailsError};
use crate::credential_report::CredentialReport;
use crate::refused::NotTaken;
use crate::resource_policies::ResourcePolicies;

/// The script, for `bash` 3.2 or later. It asks and changes nothing.
pub const SCRIPT: &str = include_str!("bundle/collect.sh");

/// The policy that whoever runs the script needs, and nothing more.
pub const POLICY: &str = include_str!("bundle/policy.json");

/// What a bundle holds.
#[derive(Debug)]
pub struct Bundle {
    /// The account that was asked.
    pub account_id: AccountId,
    /// When.
    pub as_of: Timestamp,
    /// Its entities, with their credentials.
    pub details: AuthorizationDetails,
    /// The alias of the sign-in page, or that there is none.
    pub alias: Option<AccountAlias>,
    /// The account's own password policy, or that there is none.
    pub password_policy: Option<PasswordPolicy>,
    /// The kinds of which it gives all.
    pub kinds: BTreeSet<EntityKind>,
    /// How many there are and how many there may be.
    pub summary: Option<AccountSummary>,
    /// AWS's credential report.
    pub report: Option<CredentialReport>,
    /// The organization, where whoever ran the script sees it.
    pub organization: Option<Organization>,
    /// The policies and tags of resources.
    pub resources: ResourcePolicies,
    /// What is not taken, or was not answered.
    pub not_taken: Vec<NotTaken>,
}

/// Why a bundle was not taken. Nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum ReadBundleError {
    /// The file could not be read.
    #[error("the file was not read: {0}")]
    Io(#[from] std::io::Error),
    /// The first line is not that of a bundle.
    #[error("the file is not a bundle of the collect script")]
    NotABundle,
    /// A line is not what the script writes.
    #[error("line {line} is not what the collect script writes")]
    Line {
        /// The line, from 1.
        line: usize,
    },
    /// The last line is missing.
    #[error("the bundle ends before its end")]
    Truncated,
    /// The authorization details are missing.
    #[error("the bundle holds no authorization details")]
    NoDetails,
    /// The authorization details can not be read.
    #[error("{0}")]
    Details(ReadDetailsError),
}

impl ReadBundleError {
    /// The code for scripts and screens.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "unreadable-file"
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Io(_) => "check that it is there and that you may read it",
            Self::NotABundle => "make it with the script of `bailiwick collect-script`",
            _ => "run the collect script again, to its end",
        }
    }

    /// Where in the file.
    #[must_use]
    pub fn at(&self) -> Option<String> {
        match self {
            Self::Line { line } => Some(format!("line {line}")),
            Self::Details(error) => error.at(),
            _ => None,
        }
    }
}

#[derive(Deserialize)]
struct Line<'a> {
    ask: &'a str,
    of: &'a str,
    #[serde(borrow)]
    answer: &'a RawValue,
    /// Why there is no answer.
    #[serde(default)]
    why: Option<&'a str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CallerIdentity {
    account: AccountId,
}

/// Reads a bundle. `ids` gives a fresh id for every entity and credential.
pub fn read(
    reader: impl Read,
    ids: &mut dyn FnMut() -> EntityId,
) -> Result<Bundle, ReadBundleError> {
    let mut reader = BufReader::new(reader);
    let mut text = String::new();
    let mut number = 0;
    let mut first = None;
    let mut details = None;
    let mut facts = enrich::Facts::default();
    let mut more = more::More::default();
    loop {
        text.clear();
        number += 1;
        let fault = || ReadBundleError::Line { line: number };
        match reader.read_line(&mut text) {
            Ok(0) if first.is_none() => return Err(ReadBundleError::NotABundle),
            Ok(0) => return Err(ReadBundleError::Truncated),
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => return Err(fault()),
            Err(error) => return Err(error.into()),
        }
        let line: Option<Line<'_>> = serde_json::from_str(&text).ok();
        if first.is_none() {
            let line = line.filter(|line| line.ask == "bailiwick-bundle-1");
            let line = line.ok_or(ReadBundleError::NotABundle)?;
            let identity: CallerIdentity =
                serde_json::from_str(line.answer.get()).map_err(|_| fault())?;
            let as_of: Timestamp = line.of.parse().map_err(|_| fault())?;
            first = Some((identity.account, as_of));
            continue;
        }
        let line = line.ok_or_else(fault)?;
        match line.ask {
            "end" => break,
            "get-account-authorization-details" => {
                let answer = line.answer.get().as_bytes();
                details = Some(
                    authorization_details::read(answer, ids).map_err(ReadBundleError::Details)?,
                );
            }
            ask if line.why == Some("denied") => more.denied(ask, line.of),
            // `null` stands where AWS had nothing.
            ask if line.answer.get() == "null" => more.nothing(ask, line.of),
            ask => {
                let of = line.of;
                let taken = more.take(ask, of, line.answer).map_err(|_| fault())?;
                if !taken {
                    facts.take(ask, of, line.answer).map_err(|_| fault())?;
                }
            }
        }
    }
    let (account_id, as_of) = first.ok_or(ReadBundleError::NotABundle)?;
    let mut details = details.ok_or(ReadBundleError::NoDetails)?;
    for seen in &mut details.accounts {
        if seen.account_id == account_id {
            facts.enrich(&mut seen.directory, ids);
            more.enrich(&mut seen.directory, ids);
        }
    }
    let kinds = more.kinds();
    let organization = more.organization(as_of, ids);
    let mut not_taken = facts.not_taken;
    not_taken.append(&mut more.not_taken);
    not_taken.extend(more.resources.not_taken.iter().cloned());
    Ok(Bundle {
        kinds,
        organization,
        not_taken,
        summary: more.summary,
        report: more.report,
        resources: more.resources,
        account_id,
        as_of,
        details,
        alias: facts.alias,
        password_policy: facts.password_policy,
    })
}
