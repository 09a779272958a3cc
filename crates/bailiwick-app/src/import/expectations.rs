//! A file of expectations: each is saved over the one of its name, by the same proposal as by hand.

use std::path::Path;

use iam_directory::{ImportRow, ImportVerdict, Operation};
use iam_exchange::recognise::FileKind;

use super::{Basis, Planned, asked};
use crate::App;
use crate::contract::change::Proposal;
use crate::contract::import::{ImportPlanView, PlanImportRequest};
use crate::error::CommandError;
use crate::propose::ProposalFault;

impl App {
    pub(super) fn plan_expectations(
        &self,
        request: &PlanImportRequest,
        path: &Path,
    ) -> Result<ImportPlanView, CommandError> {
        let read = self.read_expectations_file(path)?.expectations;
        let session = self.session()?;
        let estate = session.estate();
        let account = asked(&estate, request)?;
        let all = read.len();
        let proposal = Proposal::SaveExpectations { expectations: read };
        let proposed = match self.proposed(&session, &estate, account, &proposal) {
            Ok(proposed) => proposed,
            Err(ProposalFault::Other(error)) => return Err(error),
            Err(ProposalFault::Fields(errors)) => return Err(CommandError::of_fields(errors)),
        };
        let mut planned = Planned::of(account.settings());
        for change in &proposed.set.changes {
            let Operation::PutExpectation { expectation } = &change.operation else {
                continue;
            };
            let known = account.planned().expectation(expectation.id).is_some();
            planned.row(ImportRow {
                kind: iam_directory::EntityKind::Expectation,
                name: expectation.name.clone(),
                verdict: if known {
                    ImportVerdict::Changed
                } else {
                    ImportVerdict::New
                },
                details: Vec::new(),
            });
        }
        planned.counts.unchanged += crate::view::count(all - planned.rows.len());
        planned.changes = proposed.set.changes;
        let kind = FileKind::Expectations.as_str();
        self.keep(kind, path, planned, Vec::new(), Basis::Fixed, Vec::new())
    }
}
