//! What the command line asks beyond the window's contract: a vault made together with its first
//! account, principals by their ARN, an account file without a vault, and the cases and suites
//! that need neither.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use iam_access::{CatalogueManagedPolicies, PolicyLibrary, Scope};
use iam_catalog::Catalogue;
use iam_directory::{
    AccountKind, AccountSettings, Change, ChangeSet, Estate, ManagedPolicies, Operation,
    PolicyDocument, State, apply, plan_import,
};
use iam_exchange::authorization_details;
use iam_exchange::simulation_cases::CaseCatalogue;
use iam_names::{AccountId, Arn, EntityId, Secret};

use crate::App;
use crate::contract::account::CreateAccountRequest;
use crate::contract::simulate::{SimulationRequest, SimulationView};
use crate::error::{Code, CommandError};

pub use iam_exchange::bundle::{POLICY as COLLECT_POLICY, SCRIPT as COLLECT_SCRIPT};
pub use iam_exchange::simulation_cases::{AnswerLine, CaseError, Suite, answer_case_line};
use iam_policy::lint::lint;
use iam_policy::policy::PolicyType;

pub use crate::propose::counted;
pub use crate::simulate::can::{
    Can, CanAction, CanInService, CanOfLevel, CanOnResource, CanRequest,
};
pub use crate::simulate::everybody::{
    ActionDifference, Differences, Different, Everybody, EverybodyRequest, Reached, Somebody,
    Source, TurnedExpectation,
};
pub use crate::simulate::expect::{
    ExpectationLine, ExpectationResult, ExpectationResults, read_expectations,
};
pub use crate::simulate::findings::{AccountFinding, AccountFindings, Cure};
pub use iam_policy::evaluate::Decision;
pub use iam_policy::lint::{Finding, FindingSeverity};

/// The codes that only the command line gives.
pub const CODES: &[&str] = &[
    USAGE,
    UNREACHABLE_PASSWORD,
    PASSWORD_NOT_GIVEN,
    PASSWORD_UNREADABLE,
    PASSWORDS_DIFFER,
    OUTPUT_LOST,
];

/// The arguments do not make a command.
pub const USAGE: &str = "usage";
/// A console password would be made that nobody could reach.
pub const UNREACHABLE_PASSWORD: &str = "unreachable-password";
/// There is no terminal to ask for the password, and no file was named.
pub const PASSWORD_NOT_GIVEN: &str = "password-not-given";
/// A password file holds no password.
pub const PASSWORD_UNREADABLE: &str = "password-unreadable";
/// The two entries of a new password are not the same.
pub const PASSWORDS_DIFFER: &str = "passwords-differ";
/// What is shown only once could not be written.
pub const OUTPUT_LOST: &str = "output-lost";

/// The bundled catalogue, as cases and suites ask it.
#[derive(Debug, Clone, Copy, Default)]
pub struct BundledCatalogue;

impl CaseCatalogue for BundledCatalogue {
    fn wildcard_only(&self, action: &str) -> Option<bool> {
        Catalogue::bundled()
            .action(action)
            .map(iam_catalog::Action::wildcard_only)
    }

    fn key_spelling(&self, key: &str) -> Option<String> {
        Catalogue::bundled().canonical_key(key)
    }
}

/// What was checked of a journal.
#[derive(Debug, Clone, Copy)]
pub struct VerifiedJournal {
    /// How many entries the chain has.
    pub entries: u64,
}

impl App {
    /// Makes a vault with its first account and opens it. A wrong account is refused before
    /// anything is made. The answer is the recovery key in its printable form, shown this once.
    pub fn create_vault_with_account(
        &self,
        folder: &Path,
        password: &Secret<String>,
        request: &CreateAccountRequest,
    ) -> Result<Secret<String>, CommandError> {
        self.new_account(request)?;
        let recovery_key = self.create_vault_at(folder, password)?;
        self.create_account(request)?;
        Ok(recovery_key.to_printable())
    }

    /// Verifies the journal's chain of headers and every body it holds.
    pub fn verify_journal(&self) -> Result<VerifiedJournal, CommandError> {
        let report = self
            .session()?
            .with_vault(iam_vault::Vault::verify_journal)?;
        Ok(VerifiedJournal {
            entries: report.entries,
        })
    }

    /// Who may do what in the account of a file, the answer of
    /// `aws iam get-account-authorization-details`. No vault is needed and nothing is kept.
    pub fn simulate_in_file(
        &self,
        path: &Path,
        request: &SimulationRequest,
    ) -> Result<SimulationView, CommandError> {
        let asked = request
            .principal
            .parse::<Arn>()
            .ok()
            .and_then(|arn| arn.account_id());
        self.in_file(path, asked, |scope| self.simulated(scope, request))
    }

    /// Works in the account of a file: the one with this number where the file has it, else the
    /// first one.
    pub(crate) fn in_file<T>(
        &self,
        path: &Path,
        number: Option<AccountId>,
        work: impl FnOnce(Scope<'_>) -> Result<T, CommandError>,
    ) -> Result<T, CommandError> {
        let file = File::open(path).map_err(|error| {
            CommandError::new(Code::FileNotRead, format!("the file was not read: {error}"))
                .help("check that it is there and that you may read it")
                .at(path.display().to_string())
        })?;
        let estate = self.estate_of_file(file, path)?;
        let empty = || {
            CommandError::new(
                Code::FileNotRead,
                "the file holds no users, groups, roles or policies",
            )
            .help("make it with `aws iam get-account-authorization-details`")
            .at(path.display().to_string())
        };
        let account = number
            .and_then(|number| estate.estate.account_numbered(number))
            .or_else(|| estate.estate.account(estate.first?))
            .ok_or_else(empty)?;
        let library = PolicyLibrary::default();
        let id = account.settings().id;
        work(Scope::new(
            &estate.estate,
            id,
            State::Planned,
            &estate.managed,
            &library,
        )?)
    }

    fn estate_of_file(
        &self,
        file: impl Read + Send,
        path: &Path,
    ) -> Result<FileEstate, CommandError> {
        let mut fault = None;
        let mut ids = || {
            self.environment.new_id().unwrap_or_else(|error| {
                fault = Some(error);
                EntityId::from_bytes([0; 16])
            })
        };
        let details = authorization_details::read(file, &mut ids).map_err(|error| {
            let at = error.at().map_or_else(
                || path.display().to_string(),
                |at| format!("{}, {at}", path.display()),
            );
            CommandError::coded(error.code(), error.to_string())
                .help(error.help())
                .at(at)
        })?;
        if let Some(error) = fault {
            return Err(error);
        }
        let mut made = FileEstate {
            estate: Estate::default(),
            first: None,
            managed: FileManagedPolicies {
                file: details.aws_managed,
                catalogue: CatalogueManagedPolicies::new(),
            },
        };
        for seen in details.accounts {
            let id = self.environment.new_id()?;
            let mut settings = AccountSettings::new(id, AccountKind::Aws, seen.account_id);
            settings.partition = seen.partition;
            let operation = Operation::CreateAccount {
                settings: Box::new(settings),
            };
            made.take(vec![Change {
                account: id,
                operation,
            }])?;
            let incoming = seen.incoming(self.environment.clock.now());
            let held = made
                .estate
                .account(id)
                .ok_or_else(|| CommandError::not_found("account"))?;
            let plan = plan_import(held, &incoming, &made.managed);
            made.take(plan.changes)?;
            made.first.get_or_insert(id);
        }
        Ok(made)
    }
}

/// The accounts of a file, held in memory only.
struct FileEstate {
    estate: Estate,
    first: Option<EntityId>,
    managed: FileManagedPolicies,
}

impl FileEstate {
    fn take(&mut self, changes: Vec<Change>) -> Result<(), CommandError> {
        let set = ChangeSet::new("", changes);
        self.estate = apply(&self.estate, &set, &self.managed)?.estate;
        Ok(())
    }
}

/// The AWS managed policies as a file has them, before those of the catalogue: the file is the
/// account's own word and may be older or newer.
struct FileManagedPolicies {
    file: BTreeMap<Arn, PolicyDocument>,
    catalogue: CatalogueManagedPolicies,
}

impl ManagedPolicies for FileManagedPolicies {
    fn knows(&self, arn: &Arn) -> bool {
        self.file.contains_key(arn) || self.catalogue.knows(arn)
    }

    fn document(&self, arn: &Arn) -> Option<std::sync::Arc<str>> {
        match self.file.get(arn) {
            Some(document) => Some(document.shared()),
            None => self.catalogue.document(arn),
        }
    }
}

/// The types of policy that lint knows, by the words of the command line.
pub const LINT_TYPES: [&str; 8] = [
    "identity", "resource", "trust", "scp", "rcp", "session", "boundary", "vpce",
];

/// Checks a policy document against AWS's rules and the bundled catalogue. An unknown type counts
/// as `identity`.
#[must_use]
pub fn lint_policy(source: &str, policy_type: &str) -> Vec<Finding> {
    let policy_type = match policy_type {
        "resource" => PolicyType::Resource,
        "trust" => PolicyType::Trust,
        "scp" => PolicyType::Scp,
        "rcp" => PolicyType::Rcp,
        "session" => PolicyType::Session,
        "boundary" => PolicyType::Boundary,
        "vpce" => PolicyType::Vpce,
        _ => PolicyType::Identity,
    };
    lint(source, policy_type, &iam_access::CatalogueKnowledge)
}
