//! What should be looked at in an account, and what cures it.

use iam_access::{Finding, FindingSeverity, Scope};
use iam_directory::{ChangeSet, Estate, Operation, describe_all};
use iam_names::EntityId;
use serde::Serialize;

use super::everybody::Source;
use crate::App;
use crate::contract::analyse::{
    FindingCountsView, FindingView, FindingsRequest, FindingsView, SeverityView,
};
use crate::contract::change::FindingName;
use crate::error::CommandError;

/// What should be looked at.
#[derive(Debug, Clone, Serialize)]
pub struct AccountFindings {
    /// When it was looked (ISO 8601): what is old or unused hangs on that.
    pub as_of: String,
    /// The findings, the gravest first.
    pub findings: Vec<AccountFinding>,
}

/// Something that should be looked at.
#[derive(Debug, Clone, Serialize)]
pub struct AccountFinding {
    /// The code; see docs/findings.md.
    pub code: &'static str,
    /// How grave it is.
    pub severity: FindingSeverity,
    /// `user`, `group`, `role`, `policy` or `account`.
    pub kind: &'static str,
    /// The entity's name; an account's twelve digits.
    pub name: String,
    /// Why, in a sentence.
    pub reason: String,
    /// What would cure it, in order.
    pub changes: Vec<Cure>,
}

/// A change that would help.
#[derive(Debug, Clone, Serialize)]
pub struct Cure {
    /// IAM's operation.
    pub operation: &'static str,
    /// What it does, in a sentence.
    pub sentence: String,
}

impl App {
    /// Everything that should be looked at in an account.
    pub fn account_findings(&self, source: Source<'_>) -> Result<AccountFindings, CommandError> {
        let (as_of, findings) = self.look(source, |finding, changes| AccountFinding {
            code: finding.code.as_str(),
            severity: finding.severity,
            kind: finding.kind.as_str(),
            name: finding.name,
            reason: finding.reason,
            changes,
        })?;
        Ok(AccountFindings { as_of, findings })
    }

    /// Everything that should be looked at in an account, for the window.
    pub fn findings(&self, request: &FindingsRequest) -> Result<FindingsView, CommandError> {
        let source = Source::Account(&request.account, request.state);
        let (as_of, findings) = self.look(source, |finding, changes| FindingView {
            code: finding.code.as_str().to_owned(),
            what: finding.code.what().to_owned(),
            severity: match finding.severity {
                FindingSeverity::Critical => SeverityView::Critical,
                FindingSeverity::High => SeverityView::High,
                FindingSeverity::Medium => SeverityView::Medium,
                FindingSeverity::Low => SeverityView::Low,
            },
            entity: finding.kind.as_str().to_owned(),
            id: finding.entity.to_string(),
            name: finding.name,
            reason: finding.reason,
            changes: changes.into_iter().map(|cure| cure.sentence).collect(),
        })?;
        Ok(FindingsView { as_of, findings })
    }

    /// How many findings there are, for the dashboard: what would cure them is not asked.
    pub fn finding_counts(
        &self,
        request: &FindingsRequest,
    ) -> Result<FindingCountsView, CommandError> {
        let now = self.environment.clock.now();
        let source = Source::Account(&request.account, request.state);
        self.in_source(source, |scope| {
            let mut counts = FindingCountsView::default();
            for finding in iam_access::findings(scope, now) {
                let place = match finding.severity {
                    FindingSeverity::Critical => &mut counts.critical,
                    FindingSeverity::High => &mut counts.high,
                    FindingSeverity::Medium => &mut counts.medium,
                    FindingSeverity::Low => &mut counts.low,
                };
                *place += 1;
            }
            Ok(counts)
        })
    }

    /// Looks through an account: when, and each finding as it is told, with what cures it.
    fn look<T>(
        &self,
        source: Source<'_>,
        tell: impl Fn(Finding, Vec<Cure>) -> T,
    ) -> Result<(String, Vec<T>), CommandError> {
        let now = self.environment.clock.now();
        let told = self.in_source(source, |scope| {
            let account = scope.account().settings().id;
            let found = iam_access::findings(scope, now).into_iter();
            let told = found.map(|mut finding| {
                let operations = std::mem::take(&mut finding.changes);
                let cures = cures(scope.estate(), account, operations);
                tell(finding, cures)
            });
            Ok(told.collect())
        })?;
        Ok((now.to_string(), told))
    }

    /// What cures a finding of the plan, as operations and as a title. It is looked for afresh, so
    /// that what is cured already or is gone does nothing.
    pub(crate) fn cure(
        &self,
        scope: Scope<'_>,
        name: &FindingName,
    ) -> Result<(Vec<Operation>, String), CommandError> {
        let found = iam_access::findings(scope, self.environment.clock.now());
        let finding = found
            .into_iter()
            .find(|it| {
                it.code.as_str() == name.code
                    && it.entity.to_string() == name.entity
                    && it.reason == name.reason
            })
            .ok_or_else(|| CommandError::not_found("finding"))?;
        Ok((
            finding.changes,
            format!("{} of {}", name.code, finding.name),
        ))
    }
}

fn cures(estate: &Estate, account: EntityId, operations: Vec<Operation>) -> Vec<Cure> {
    describe_all(estate, &ChangeSet::of_account("", account, operations))
        .into_iter()
        .map(|(operation, sentence)| Cure {
            operation,
            sentence,
        })
        .collect()
}
