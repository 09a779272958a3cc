//! Single facts of AWS's about an account: the credential report, the summary, the password policy.
//! They stand beside what was observed, whose date stays: nothing else of AWS was looked at.

use std::path::Path;

use iam_directory::{
    AccountKind, Change, ChangeSet, ImportPlan, Incoming, Operation, State, apply, plan_import,
};
use iam_exchange::recognise::FileKind;
use iam_exchange::{account_facts, credential_report};

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
        let settings = account.settings();
        let mut planned = Planned {
            account: Some(settings.id),
            account_id: settings.account_id.to_string(),
            ..Planned::default()
        };
        let number = planned.account_id.clone();
        let mut notes = Vec::new();
        match kind {
            FileKind::PasswordPolicy => {
                let policy = account_facts::read_password_policy(&bytes)
                    .map_err(|error| refused(&error, path))?;
                if settings.password_policy.as_ref() == Some(&policy) {
                    planned.counts.unchanged += 1;
                } else {
                    let details = vec!["the password policy is another one".to_owned()];
                    planned.changed("account", number, details);
                    let policy = Some(policy);
                    planned.operation(Operation::SetPasswordPolicy { policy });
                }
            }
            FileKind::AccountSummary => {
                let summary =
                    account_facts::read_summary(&bytes).map_err(|error| refused(&error, path))?;
                let quotas = summary.quotas(&settings.quotas);
                if quotas == settings.quotas {
                    planned.counts.unchanged += 1;
                } else {
                    let details = vec!["the quotas are others".to_owned()];
                    planned.changed("account", number, details);
                    let quotas = Box::new(quotas);
                    planned.operation(Operation::SetQuotas { quotas });
                }
                let held = account.state(if settings.kind == AccountKind::Aws {
                    State::Observed
                } else {
                    State::Planned
                });
                for (name, known) in [
                    ("Users", held.users().len()),
                    ("Groups", held.groups().len()),
                    ("Roles", held.roles().len()),
                    ("Policies", held.policies().len()),
                ] {
                    let said = summary.number(name).unwrap_or(count(known));
                    if said != count(known) {
                        notes.push(UnreadableView {
                            at: format!("SummaryMap.{name}"),
                            reason: format!(
                                "AWS has {said}, and {known} are known here: import the account"
                            ),
                        });
                    }
                }
            }
            _ => {
                let report =
                    credential_report::read(&bytes).map_err(|error| refused(&error, path))?;
                if settings.kind == AccountKind::Local {
                    return Err(CommandError::new(
                        Code::InvalidField,
                        "a local account has no credential report of AWS's",
                    )
                    .help("import it into the AWS account that it is of")
                    .at("account"));
                }
                if report.account_id != settings.account_id {
                    return Err(CommandError::new(
                        Code::InvalidField,
                        format!(
                            "the file is of the account {}, not of {}",
                            report.account_id, settings.account_id
                        ),
                    )
                    .help("choose that account")
                    .at("account"));
                }
                let Some(as_of) = settings.observed_as_of else {
                    return Err(CommandError::new(
                        Code::InvalidField,
                        "nothing was observed of this account yet",
                    )
                    .help("import an account file or a bundle first: a report adds to it")
                    .at("account"));
                };
                let mut directory = account.state(State::Observed).clone();
                notes = self.with_ids(|ids| Ok(unreadable(report.merge(&mut directory, ids))))?;
                let incoming = Incoming {
                    directory,
                    as_of,
                    speaks_of_credentials: true,
                };
                let ImportPlan {
                    rows,
                    unchanged,
                    changes,
                } = plan_import(account, &incoming, &self.managed);
                planned.counts.users = count(account.state(State::Observed).users().len());
                planned.counts.unchanged = count(unchanged);
                for row in rows {
                    planned.row(row);
                }
                planned.changes = changes;
            }
        }
        // Refused now rather than when it is applied.
        apply(
            &estate,
            &ChangeSet::new("", planned.changes.clone()),
            &self.managed,
        )?;
        self.keep(
            kind.as_str(),
            path,
            planned,
            notes,
            Basis::Fixed,
            Vec::new(),
        )
    }
}

impl Planned {
    fn operation(&mut self, operation: Operation) {
        self.changes
            .extend(self.account.map(|account| Change { account, operation }));
    }
}
