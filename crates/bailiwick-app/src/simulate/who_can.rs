//! Who can…? The same question, asked about everybody of an account.

use std::collections::{BTreeMap, BTreeSet};

use iam_access::{
    GatheredPolicy, GivenContext, Query, Scope, Subject, Unknown, Via, WhoCanQuery, gather,
    simulate,
};
use iam_names::EntityId;

use super::matrix::verdict_of;
use super::sandbox::principal;
use super::{answer, context};
use crate::App;
use crate::contract::analyse::{
    HoldersRequest, PolicyHolderView, WhoCanRequest, WhoCanRowView, WhoCanView,
};
use crate::contract::matrix::VerdictView;
use crate::contract::simulate::StateView;
use crate::error::CommandError;

impl App {
    /// Who can do something, and because of what.
    pub fn who_can(&self, request: &WhoCanRequest) -> Result<WhoCanView, CommandError> {
        let resource = request.resource.trim();
        let query = Query {
            actions: vec![request.action.trim().to_owned()],
            resources: (!resource.is_empty())
                .then(|| resource.to_owned())
                .into_iter()
                .collect(),
            given: GivenContext {
                keys: context::given(&request.context)?,
                time: Some(self.environment.clock.now()),
            },
            limit: 1,
        };
        self.in_scope(&request.account, request.state, &request.what_if, |scope| {
            let asked = iam_access::who_can(
                scope,
                &WhoCanQuery {
                    action: query.actions.first().cloned().unwrap_or_default(),
                    resource: query.resources.first().cloned(),
                    given: query.given.clone(),
                    through_roles: true,
                },
            )?;
            let mut through: BTreeMap<EntityId, Vec<String>> = asked
                .rows
                .into_iter()
                .map(|who| (who.id, who.through))
                .collect();
            let mut unknown: BTreeSet<Unknown> = asked.unknown.into_iter().collect();
            let mut rows = Vec::new();
            for (id, subject) in everybody(scope) {
                let simulated = simulate(&subject, &query)?;
                let Some(answered) = simulated.answers.first() else {
                    continue;
                };
                let mut by: Vec<String> = Vec::new();
                for at in &answered.answer.decided_by {
                    let policy = simulated
                        .statement(answered, at)
                        .and_then(|at| simulated.policies.get(at.policy));
                    if let Some(policy) = policy.map(named)
                        && !by.contains(&policy)
                    {
                        by.push(policy);
                    }
                }
                if let Some(principal) = principal(&subject, id) {
                    rows.push(WhoCanRowView {
                        principal,
                        verdict: verdict_of(answered),
                        sentence: answered.explanation.sentence.clone(),
                        by,
                        through: through.remove(&id).unwrap_or_default(),
                    });
                }
                unknown.extend(simulated.unknown);
            }
            rows.sort_by_key(|row| {
                let rank = match row.verdict {
                    VerdictView::Allowed => 0,
                    VerdictView::Some => 1,
                    VerdictView::Depends => 2,
                    VerdictView::ExplicitlyDenied => 3,
                    VerdictView::ImplicitlyDenied => 4,
                };
                (rank, row.principal.name.to_lowercase())
            });
            Ok(WhoCanView {
                rows,
                unknown: unknown.iter().map(Unknown::sentence).collect(),
            })
        })
    }

    /// Who holds a policy, and by which way.
    pub fn policy_holders(
        &self,
        request: &HoldersRequest,
    ) -> Result<Vec<PolicyHolderView>, CommandError> {
        let state: StateView = request.state;
        self.in_scope(&request.account, state, &[], |scope| {
            Ok(everybody(scope)
                .filter_map(|(id, subject)| {
                    let gathered = gather(&subject);
                    let held = gathered
                        .policies
                        .iter()
                        .find(|policy| answer::handle(policy).0 == request.policy)?;
                    Some(PolicyHolderView {
                        principal: principal(&subject, id)?,
                        via: held.via.to_string(),
                    })
                })
                .collect())
        })
    }
}

/// Every user and role of an account.
pub(super) fn everybody(scope: Scope<'_>) -> impl Iterator<Item = (EntityId, Subject<'_>)> {
    scope
        .principals()
        .filter_map(move |id| Some((id, Subject::with_id(scope, id).ok()?)))
}

/// `ReadLogs (group ops)`.
fn named(policy: &GatheredPolicy) -> String {
    match &policy.via {
        Via::Own => policy.name.clone(),
        Via::Group { .. } => format!("{} ({})", policy.name, policy.via),
    }
}
