//! Single facts of AWS's about an account: the credential report, the summary, the password policy,
//! policies of resources. They stand beside what was observed, whose date stays: nothing else of AWS
//! was looked at.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use iam_directory::{
    Account, AccountFacts, AccountKind, AccountSettings, Change, ChangeSet, EntityKind, ImportPlan,
    Incoming, Operation, Resource, State, apply, plan_import,
};
use iam_exchange::account_facts::{self as formats, AccountSummary};
use iam_exchange::credential_report::{self, CredentialReport};
use iam_exchange::recognise::FileKind;
use iam_exchange::resource_policies::{self, ResourcePolicies};
use iam_names::Timestamp;

use super::observed::beside_known;
use super::{Basis, Planned, asked, refused, unreadable};
use crate::App;
use crate::contract::import::{ImportPlanView, PlanImportRequest, UnreadableView};
use crate::error::{Code, CommandError};
use crate::view::count;

impl App {
    pub(super) fn plan_facts(
        &self,
        kind: FileKind,
        request: &PlanImportRequest,
        path: &Path,
    ) -> Result<ImportPlanView, CommandError> {
        let bytes = self.small_file(path)?;
        let estate = self.session()?.estate();
        let account = asked(&estate, request)?;
        let mut planned = Planned::of(account.settings());
        let notes = match kind {
            FileKind::PasswordPolicy => {
                let policy =
                    formats::read_password_policy(&bytes).map_err(|error| refused(&error, path))?;
                planned.password_policy(account.settings(), policy);
                Vec::new()
            }
            FileKind::AccountSummary => {
                let summary =
                    formats::read_summary(&bytes).map_err(|error| refused(&error, path))?;
                let now = self.environment.clock.now();
                planned.summary(account, &summary, now)
            }
            _ => {
                let report =
                    credential_report::read(&bytes).map_err(|error| refused(&error, path))?;
                self.plan_report(account, &report, &mut planned)?
            }
        };
        // Refused now rather than when it is applied.
        let set = ChangeSet::new("", planned.changes.clone());
        apply(&estate, &set, &self.managed)?;
        self.keep(
            kind.as_str(),
            path,
            planned,
            notes,
            Basis::Fixed,
            Vec::new(),
        )
    }

    fn plan_report(
        &self,
        account: &Account,
        report: &CredentialReport,
        planned: &mut Planned,
    ) -> Result<Vec<UnreadableView>, CommandError> {
        let settings = account.settings();
        let wrong = |message: String, help: &str| {
            Err(CommandError::new(Code::InvalidField, message)
                .help(help)
                .at("account"))
        };
        if settings.kind == AccountKind::Local {
            return wrong(
                "a local account has no credential report of AWS's".to_owned(),
                "import it into the AWS account that it is of",
            );
        }
        if report.account_id != settings.account_id {
            return wrong(
                format!(
                    "the file is of the account {}, not of {}",
                    report.account_id, settings.account_id
                ),
                "choose that account",
            );
        }
        let Some(as_of) = settings.observed_as_of else {
            return wrong(
                "nothing was observed of this account yet".to_owned(),
                "import an account file or a bundle first: a report adds to it",
            );
        };
        let now = self.environment.clock.now();
        let mut directory = account.state(State::Observed).clone();
        let notes = self.with_ids(|ids| Ok(unreadable(report.merge(&mut directory, ids))))?;
        let incoming = Incoming {
            directory,
            as_of,
            kinds: BTreeSet::from([EntityKind::User]),
            speaks_of_credentials: true,
        };
        planned.counts.users = count(account.state(State::Observed).users().len());
        planned.take(plan_import(account, &incoming, &self.managed));
        let said = Said {
            summary: None,
            report: Some(report),
        };
        let number = settings.account_id.to_string();
        let facts = account_facts(settings, said, report.generated.unwrap_or(now));
        let kept = kept_report(self, account, report, now)?;
        let mut details = Vec::new();
        if facts.is_some() {
            details.push("what AWS says of the root user is different".to_owned());
        }
        if kept.is_some() {
            details.push("the credential report is another one".to_owned());
        }
        if !details.is_empty() {
            planned.changed("account", number, details);
        }
        if let Some(facts) = facts {
            planned.operation(Operation::SetAccountFacts { facts: Some(facts) });
        }
        if let Some(kept) = kept {
            planned.operation(kept);
        }
        Ok(notes)
    }

    /// Policies of resources: what AWS has, where the account was observed; planned otherwise.
    pub(super) fn plan_resources(
        &self,
        request: &PlanImportRequest,
        path: &Path,
    ) -> Result<ImportPlanView, CommandError> {
        let bytes = self.small_file(path)?;
        let estate = self.session()?.estate();
        let account = asked(&estate, request)?;
        let settings = account.settings();
        let said = resource_policies::read(&bytes).map_err(|error| refused(&error, path))?;
        let mut planned = Planned::of(settings);
        match (settings.kind, settings.observed_as_of) {
            (AccountKind::Aws, Some(as_of)) => {
                let mut incoming = Incoming {
                    directory: iam_directory::Directory::default(),
                    as_of,
                    kinds: BTreeSet::new(),
                    speaks_of_credentials: false,
                };
                beside_known(account, &mut incoming, &said, self)?;
                planned.take(plan_import(account, &incoming, &self.managed));
            }
            _ => self.plan_noted(account, &said, &mut planned)?,
        }
        let set = ChangeSet::new("", planned.changes.clone());
        apply(&estate, &set, &self.managed)?;
        let kind = FileKind::ResourcePolicies.as_str();
        let notes = unreadable(said.not_taken);
        self.keep(kind, path, planned, notes, Basis::Fixed, Vec::new())
    }

    fn plan_noted(
        &self,
        account: &Account,
        said: &ResourcePolicies,
        planned: &mut Planned,
    ) -> Result<(), CommandError> {
        for (arn, policy) in &said.policies {
            let held = account.planned().resource_at(arn.as_str());
            let same = |held: &Arc<Resource>| match (&held.policy, policy) {
                (Some(ours), Some(theirs)) => ours.same_value(theirs),
                (ours, theirs) => ours.is_none() && theirs.is_none(),
            };
            if held.is_some_and(same) || held.is_none() && policy.is_none() {
                planned.counts.unchanged += 1;
                continue;
            }
            let id = match held {
                Some(held) => held.id,
                None => self.environment.new_id()?,
            };
            let resource = Box::new(Resource {
                id,
                arn: arn.clone(),
                policy: policy.clone(),
                tags: held.map(|held| held.tags.clone()).unwrap_or_default(),
            });
            let details = vec!["its policy is noted".to_owned()];
            planned.changed("resource", arn.to_string(), details);
            planned.operation(Operation::PutResource { resource });
        }
        Ok(())
    }
}

impl Planned {
    pub(super) fn of(settings: &AccountSettings) -> Self {
        Self {
            account: Some(settings.id),
            account_id: settings.account_id.to_string(),
            ..Self::default()
        }
    }

    fn operation(&mut self, operation: Operation) {
        self.changes
            .extend(self.account.map(|account| Change { account, operation }));
    }

    fn take(&mut self, plan: ImportPlan) {
        self.counts.unchanged += count(plan.unchanged);
        for row in plan.rows {
            self.row(row);
        }
        self.changes.extend(plan.changes);
    }

    fn password_policy(
        &mut self,
        settings: &AccountSettings,
        policy: iam_directory::PasswordPolicy,
    ) {
        if settings.password_policy.as_ref() == Some(&policy) {
            self.counts.unchanged += 1;
            return;
        }
        let details = vec!["the password policy is another one".to_owned()];
        self.changed("account", settings.account_id.to_string(), details);
        let policy = Some(policy);
        self.operation(Operation::SetPasswordPolicy { policy });
    }

    /// Quotas and numbers; gives those in which AWS and the account do not agree.
    fn summary(
        &mut self,
        account: &Account,
        summary: &AccountSummary,
        now: Timestamp,
    ) -> Vec<UnreadableView> {
        let settings = account.settings();
        let mut details = Vec::new();
        let quotas = summary.quotas(&settings.quotas);
        if quotas != settings.quotas {
            details.push("the quotas are others".to_owned());
            let quotas = Box::new(quotas);
            self.operation(Operation::SetQuotas { quotas });
        }
        let said = Said {
            summary: Some(summary),
            report: None,
        };
        if settings.kind == AccountKind::Aws
            && let Some(facts) = account_facts(settings, said, now)
        {
            details.push("what AWS says of the account as a whole is different".to_owned());
            self.operation(Operation::SetAccountFacts { facts: Some(facts) });
        }
        if details.is_empty() {
            self.counts.unchanged += 1;
        } else {
            self.changed("account", settings.account_id.to_string(), details);
        }
        let held = account.state(match settings.kind {
            AccountKind::Aws => State::Observed,
            AccountKind::Local => State::Planned,
        });
        let known = [
            ("Users", held.users().len()),
            ("Groups", held.groups().len()),
            ("Roles", held.roles().len()),
            ("Policies", held.policies().len()),
        ];
        let differs = known.into_iter().filter_map(|(name, known)| {
            let said = summary.number(name)?;
            (said != count(known)).then(|| UnreadableView {
                at: format!("SummaryMap.{name}"),
                reason: format!("AWS has {said}, and {known} are known here: import the account"),
            })
        });
        differs.collect()
    }
}

/// What says something of an account as a whole.
#[derive(Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) summary: Option<&'a AccountSummary>,
    pub(super) report: Option<&'a CredentialReport>,
}

/// The facts as they are now, where they are others than before.
pub(super) fn account_facts(
    settings: &AccountSettings,
    said: Said<'_>,
    as_of: Timestamp,
) -> Option<AccountFacts> {
    let before = settings.facts.clone().unwrap_or_default();
    let mut facts = before.clone();
    if let Some(summary) = said.summary {
        facts.summary = summary.numbers();
    }
    if let Some(report) = said.report {
        let root = report.root();
        facts.root_mfa = root.mfa.or(facts.root_mfa);
        facts.root_access_keys = root.access_keys.or(facts.root_access_keys);
        facts.root_password_last_used = root.password_last_used.or(facts.root_password_last_used);
    }
    if facts == before {
        return None;
    }
    facts.as_of = Some(as_of);
    Some(facts)
}

/// The report itself, kept as it came, where it is another one than before.
pub(super) fn kept_report(
    app: &App,
    account: &Account,
    report: &CredentialReport,
    as_of: Timestamp,
) -> Result<Option<Operation>, CommandError> {
    let held = account.planned().credential_reports().next();
    if held.is_some_and(|held| *held.text == *report.text) {
        return Ok(None);
    }
    let id = match held {
        Some(held) => held.id,
        None => app.environment.new_id()?,
    };
    Ok(Some(Operation::PutCredentialReport {
        report: Box::new(iam_directory::CredentialReport {
            id,
            as_of: report.generated.unwrap_or(as_of),
            text: Arc::from(report.text.as_str()),
        }),
    }))
}
