//! Fix it: the smallest changes that turn one answer round, each with its blast radius.
//!
//! Candidates are put together from what the account has (its groups, its policies, the statements
//! that decided) and from the narrowest inline policy; each is tried on a copy and asked about, and
//! only those that do turn the answer round are shown. None is made by itself.

use iam_access::{Answered, GivenContext, Query, Scope, Simulated, Via, simulate};
use iam_directory::{Estate, State};
use iam_names::EntityId;
use iam_policy::evaluate::Decision;
use iam_policy::policy::{Effect, PolicyType};

use super::sandbox::effects;
use super::{answer, context, subject};
use crate::App;
use crate::contract::analyse::{FixRequest, FixView, FixWayView};
use crate::contract::directory::PolicyHandle;
use crate::contract::matrix::SandboxChange;
use crate::error::{Code, CommandError};
use crate::session::account;

/// The most candidates that are tried.
const TRIED: usize = 400;

/// The most ways that are shown.
const SHOWN: usize = 8;

/// A way that might do.
struct Candidate {
    title: String,
    changes: Vec<SandboxChange>,
}

impl App {
    /// The smallest changes that would turn an answer round.
    pub fn fix(&self, request: &FixRequest) -> Result<FixView, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let home = account(&estate, &request.account)?;
        let id = home.settings().id;
        let base = self.tried(&estate, home, &request.what_if)?;
        let scope_of = |estate: &'_ Estate| -> Result<Answer, CommandError> {
            let account = estate
                .account(id)
                .ok_or_else(|| CommandError::not_found("account"))?;
            let scope = session
                .engine
                .scope(estate, account, State::Planned, &self.managed)?;
            Ok(Answer::of(&self.ask(scope, request)?))
        };
        let here = base
            .account(id)
            .ok_or_else(|| CommandError::not_found("account"))?;
        let scope = session
            .engine
            .scope(&base, here, State::Planned, &self.managed)?;
        let now = self.ask(scope, request)?;
        let answered = now.answers.first().ok_or_else(|| {
            CommandError::new(Code::UnknownAction, "the catalogue knows no such action")
                .help("name one action")
        })?;
        let present = Answer::of(&now);
        let candidates = if present == Answer::Allowed {
            against(&now, answered, &request.principal)
        } else {
            candidates(scope, request, &now, answered)
        };
        let given = self.given(request)?;
        let mut ways = Vec::new();
        for candidate in candidates.into_iter().take(TRIED) {
            let mut changes = request.what_if.clone();
            changes.extend(candidate.changes.iter().cloned());
            // What the rules refuse is no way.
            let Ok(tried) = self.tried(&estate, home, &changes) else {
                continue;
            };
            let turned = match (present, scope_of(&tried)?) {
                (Answer::Allowed, after) => after == Answer::Denied,
                (_, after) => after == Answer::Allowed,
            };
            if !turned {
                continue;
            }
            let Some(after) = tried.account(id) else {
                continue;
            };
            let after = session
                .engine
                .scope(&tried, after, State::Planned, &self.managed)?;
            let effects = effects(scope, after, &given);
            ways.push(FixWayView {
                width: effects
                    .iter()
                    .map(|effect| effect.gained + effect.lost + effect.moved)
                    .sum(),
                title: candidate.title,
                changes: candidate.changes,
                effects,
            });
        }
        ways.sort_by_key(|way| way.width);
        ways.truncate(SHOWN);
        Ok(FixView {
            allowed: present == Answer::Allowed,
            ways,
        })
    }

    fn given(&self, request: &FixRequest) -> Result<GivenContext, CommandError> {
        Ok(GivenContext {
            keys: context::given(&request.context)?,
            time: Some(self.environment.clock.now()),
        })
    }

    fn ask(&self, scope: Scope<'_>, request: &FixRequest) -> Result<Simulated, CommandError> {
        let resource = request.resource.trim();
        let query = Query {
            actions: vec![request.action.clone()],
            resources: (!resource.is_empty())
                .then(|| resource.to_owned())
                .into_iter()
                .collect(),
            given: self.given(request)?,
            limit: 1,
        };
        Ok(simulate(&subject(scope, &request.principal)?, &query)?)
    }
}

/// An answer, as far as turning it round goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Allowed,
    Denied,
}

impl Answer {
    fn of(simulated: &Simulated) -> Self {
        match simulated.answers.first().map(|it| it.decision) {
            Some(Decision::Allowed) => Self::Allowed,
            _ => Self::Denied,
        }
    }
}

/// What would have to go for an allowed action: the policies that decided, all of them.
fn against(now: &Simulated, answered: &Answered, principal: &str) -> Vec<Candidate> {
    let mut candidates = removals(now, answered, principal, Effect::Allow);
    if candidates.len() > 1 {
        candidates.push(Candidate {
            title: "All of these together".to_owned(),
            changes: candidates
                .iter()
                .flat_map(|candidate| candidate.changes.clone())
                .collect(),
        });
    }
    candidates.push(Candidate {
        title: format!(
            "Deny `{}` to this principal by an inline policy",
            answered.action
        ),
        changes: vec![inline(principal, "Deny", answered)],
    });
    candidates
}

/// What might allow a denied action: what denies it taken away, a group joined, a policy attached
/// that the account has, or the narrowest inline policy.
fn candidates(
    scope: Scope<'_>,
    request: &FixRequest,
    now: &Simulated,
    answered: &Answered,
) -> Vec<Candidate> {
    let principal = request.principal.as_str();
    if answered.decision == Decision::ExplicitlyDenied {
        let mut candidates = removals(now, answered, principal, Effect::Deny);
        let all: Vec<SandboxChange> = candidates
            .iter()
            .flat_map(|candidate| candidate.changes.clone())
            .collect();
        if candidates.len() > 1 {
            candidates.push(Candidate {
                title: "All of these together".to_owned(),
                changes: all.clone(),
            });
        }
        let mut with = all;
        with.push(inline(principal, "Allow", answered));
        candidates.push(Candidate {
            title: "Take the denials away and allow it by an inline policy".to_owned(),
            changes: with,
        });
        return candidates;
    }
    let mut candidates = vec![Candidate {
        title: format!("Allow just `{}` by an inline policy", answered.action),
        changes: vec![inline(principal, "Allow", answered)],
    }];
    let directory = scope.directory();
    let user = principal
        .parse()
        .ok()
        .and_then(|id: EntityId| directory.user(id));
    if let Some(user) = user {
        for group in directory.groups() {
            if !user.groups.contains(&group.id) {
                candidates.push(Candidate {
                    title: format!("Add the user to the group `{}`", group.name),
                    changes: vec![SandboxChange::AddToGroup {
                        user: principal.to_owned(),
                        group: group.id.to_string(),
                    }],
                });
            }
        }
    }
    for policy in directory.policies() {
        candidates.push(Candidate {
            title: format!("Attach the policy `{}`", policy.name),
            changes: vec![SandboxChange::Attach {
                holder: principal.to_owned(),
                policy: PolicyHandle::Customer {
                    id: policy.id.to_string(),
                },
            }],
        });
    }
    for policy in &now.policies {
        if policy.layer == PolicyType::Boundary {
            candidates.push(Candidate {
                title: format!("Take the permissions boundary `{}` away", policy.name),
                changes: vec![SandboxChange::SwitchOffBoundary {
                    holder: principal.to_owned(),
                }],
            });
        }
    }
    candidates
}

/// Taking away the policies with the statements that decided, each by the way it comes.
fn removals(
    now: &Simulated,
    answered: &Answered,
    principal: &str,
    effect: Effect,
) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for at in &answered.answer.decided_by {
        let Some(found) = now.statement(answered, at) else {
            continue;
        };
        let Some(policy) = now.policies.get(found.policy) else {
            continue;
        };
        if found.statement.effect != effect {
            continue;
        }
        let (title, change) = match (&policy.layer, &policy.via) {
            (PolicyType::Boundary, _) => (
                format!("Take the permissions boundary `{}` away", policy.name),
                SandboxChange::SwitchOffBoundary {
                    holder: principal.to_owned(),
                },
            ),
            (PolicyType::Identity, Via::Own) => (
                format!("Detach `{}`", policy.name),
                SandboxChange::Detach {
                    holder: principal.to_owned(),
                    policy: answer::handle(policy).0,
                },
            ),
            (PolicyType::Identity, Via::Group { id, name }) => (
                format!("Take the user out of the group `{name}`"),
                SandboxChange::RemoveFromGroup {
                    user: principal.to_owned(),
                    group: id.to_string(),
                },
            ),
            _ => continue,
        };
        if !candidates
            .iter()
            .any(|known| known.changes == [change.clone()])
        {
            candidates.push(Candidate {
                title,
                changes: vec![change],
            });
        }
    }
    candidates
}

/// An inline policy about one action, and one resource where one was asked about.
fn inline(principal: &str, effect: &str, answered: &Answered) -> SandboxChange {
    let name: String = answered
        .action
        .chars()
        .map(|letter| if letter == ':' { '-' } else { letter })
        .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
        .collect();
    let document = serde_json::json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": effect,
            "Action": answered.action,
            "Resource": answered.resource,
        }],
    });
    SandboxChange::PutInline {
        holder: principal.to_owned(),
        name: format!("{effect}-{name}"),
        document: format!("{document:#}"),
    }
}
