//! Who can…? The same question, asked about everybody of an account, in windows: everybody's answer
//! is found at once, and put into words where it is shown.

use std::collections::BTreeSet;

use iam_access::{
    Extent, GivenContext, Query, Scope, Subject, Unknown, Via, Who, WhoCanQuery, gather, simulate,
};
use iam_names::EntityId;

use super::matrix::{verdict, verdict_of};
use super::sandbox::principal;
use super::{HITS, answer, context};
use crate::App;
use crate::contract::analyse::{
    HoldersRequest, PolicyHolderView, WhoCanFilter, WhoCanRequest, WhoCanRowView, WhoCanView,
};
use crate::contract::matrix::VerdictView;
use crate::contract::simulate::{ContextValue, PrincipalView};
use crate::error::CommandError;
use crate::view::count;

impl App {
    /// A window of who can do something, and because of what.
    pub fn who_can(&self, request: &WhoCanRequest) -> Result<WhoCanView, CommandError> {
        let query = self.one(&request.action, &request.resource, &request.context)?;
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
            let total = asked.rows.len();
            let mut rows: Vec<(VerdictView, Who)> = asked
                .rows
                .into_iter()
                .map(|who| (verdict(with_extent(&who)), who))
                .filter(|(verdict, who)| passes(request.filter, *verdict, who))
                .collect();
            rows.sort_by_key(|(verdict, who)| (rank(*verdict, who), who.name.to_lowercase()));
            let matching = rows.len();
            let limit = (request.limit as usize).clamp(1, HITS);
            let window = rows.into_iter().skip(request.offset as usize).take(limit);
            let mut unknown: BTreeSet<Unknown> = asked.unknown.into_iter().collect();
            let mut shown = Vec::new();
            for (verdict, who) in window {
                let subject = Subject::named(scope, &who.arn)?;
                let simulated = simulate(&subject, &query)?;
                let sentence = simulated
                    .answers
                    .first()
                    .map_or_else(String::new, |it| it.explanation.sentence.clone());
                unknown.extend(simulated.unknown);
                shown.push(row(scope, verdict, who, sentence));
            }
            Ok(WhoCanView {
                total: count(total),
                matching: count(matching),
                rows: shown,
                unknown: unknown.iter().map(Unknown::sentence).collect(),
            })
        })
    }

    /// Who holds a policy, by which way, and what one of its statements gives them.
    pub fn policy_holders(
        &self,
        request: &HoldersRequest,
    ) -> Result<Vec<PolicyHolderView>, CommandError> {
        let query = self.one(&request.action, &request.resource, &request.context)?;
        self.in_scope(&request.account, request.state, &request.what_if, |scope| {
            let mut holders = Vec::new();
            for (id, subject) in everybody(scope) {
                let gathered = gather(&subject);
                let held = gathered
                    .policies
                    .iter()
                    .find(|policy| answer::handle(policy).0 == request.policy);
                let (Some(held), Some(principal)) = (held, principal(&subject, id)) else {
                    continue;
                };
                let simulated = simulate(&subject, &query)?;
                let Some(answered) = simulated.answers.first() else {
                    continue;
                };
                let decides = answered.answer.decided_by.iter().any(|at| {
                    simulated.statement(answered, at).is_some_and(|at| {
                        let policy = simulated.policies.get(at.policy);
                        at.number == request.statement as usize
                            && policy.is_some_and(|it| answer::handle(it).0 == request.policy)
                    })
                });
                holders.push(PolicyHolderView {
                    principal,
                    via: held.via.to_string(),
                    verdict: verdict_of(answered),
                    decides,
                    sentence: answered.explanation.sentence.clone(),
                });
            }
            holders.sort_by_key(|it| (!it.decides, it.principal.name.to_lowercase()));
            Ok(holders)
        })
    }

    /// A query about one action on one resource, or on any.
    fn one(
        &self,
        action: &str,
        resource: &str,
        context: &[ContextValue],
    ) -> Result<Query, CommandError> {
        let resource = resource.trim();
        Ok(Query {
            actions: vec![action.trim().to_owned()],
            resources: (!resource.is_empty())
                .then(|| resource.to_owned())
                .into_iter()
                .collect(),
            given: GivenContext {
                keys: context::given(context)?,
                time: Some(self.environment.clock.now()),
            },
            limit: 1,
        })
    }
}

/// The cell of an answer, which about any resource says whether it is allowed on some only.
fn with_extent(who: &Who) -> iam_access::Cell {
    iam_access::Cell {
        some: who.cell.some || matches!(who.extent, Some(Extent::Some { .. })),
        ..who.cell
    }
}

fn passes(filter: WhoCanFilter, verdict: VerdictView, who: &Who) -> bool {
    let denied = matches!(
        verdict,
        VerdictView::ImplicitlyDenied | VerdictView::ExplicitlyDenied
    );
    match filter {
        WhoCanFilter::All => true,
        WhoCanFilter::Can => !denied || !who.through.is_empty(),
        WhoCanFilter::Cannot => denied && who.through.is_empty(),
    }
}

/// Those who can first, then those who can become a role that can.
fn rank(verdict: VerdictView, who: &Who) -> u8 {
    match verdict {
        VerdictView::Allowed => 0,
        VerdictView::Some => 1,
        VerdictView::Depends => 2,
        _ if !who.through.is_empty() => 3,
        VerdictView::ExplicitlyDenied => 4,
        VerdictView::ImplicitlyDenied => 5,
    }
}

fn row(scope: Scope<'_>, verdict: VerdictView, who: Who, sentence: String) -> WhoCanRowView {
    WhoCanRowView {
        principal: PrincipalView {
            id: who.id.to_string(),
            entity: if who.is_role { "role" } else { "user" }.to_owned(),
            name: who.name,
            arn: who.arn,
        },
        verdict,
        sentence,
        by: who
            .by
            .iter()
            .map(|granted| match granted.via {
                Via::Own => granted.policy.clone(),
                Via::Group { .. } => format!("{} ({})", granted.policy, granted.via),
            })
            .collect(),
        through: who
            .through
            .into_iter()
            .map(|arn| role(scope, arn))
            .collect(),
    }
}

/// A role by its ARN; of one that the account does not hold, that is all there is.
fn role(scope: Scope<'_>, arn: String) -> PrincipalView {
    let id = Subject::named(scope, &arn).ok().and_then(|subject| {
        let held = match subject.held {
            iam_access::Held::Role(role) => Some(role.id),
            _ => None,
        };
        held.filter(|id| scope.directory().role(*id).is_some())
    });
    PrincipalView {
        id: id.map_or_else(|| arn.clone(), |id| id.to_string()),
        entity: "role".to_owned(),
        name: arn.rsplit('/').next().unwrap_or(&arn).to_owned(),
        arn,
    }
}

/// Every user and role of an account.
pub(super) fn everybody(scope: Scope<'_>) -> impl Iterator<Item = (EntityId, Subject<'_>)> {
    scope
        .principals()
        .filter_map(move |id| Some((id, Subject::with_id(scope, id).ok()?)))
}
