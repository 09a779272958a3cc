//! Questions of the command line about everybody of an account, in a vault or in a file.

use std::path::Path;

use iam_access::{
    Comparison, Extent, GivenContext, Scope, Turned, Unknown, Via, WhoCanQuery, who_can,
};
use iam_names::Arn;
use iam_policy::evaluate::Decision;
use serde::Serialize;

use super::context;
use super::expect::{ExpectationLine, expectation};
use super::expectations::line;
use crate::App;
use crate::contract::simulate::{ContextValue, StateView};
use crate::error::CommandError;

/// Where a question is asked.
#[derive(Debug, Clone, Copy)]
pub enum Source<'p> {
    /// An account of the open vault, by its local id.
    Account(&'p str, StateView),
    /// The answer of `aws iam get-account-authorization-details`.
    File(&'p Path),
}

/// A question about everybody.
#[derive(Debug, Clone, Default)]
pub struct EverybodyRequest {
    /// The action.
    pub action: String,
    /// The resource; empty asks about any.
    pub resource: String,
    /// Condition keys with their values.
    pub context: Vec<ContextValue>,
}

/// Who can.
#[derive(Debug, Clone, Serialize)]
pub struct Everybody {
    /// The action in AWS's spelling.
    pub action: String,
    /// The resource; empty for any.
    pub resource: String,
    /// How many principals were asked.
    pub asked: usize,
    /// Those who can, those who can by assuming roles, and those of whom it hangs on a key.
    pub who: Vec<Somebody>,
    /// What the answers do not take into account, a sentence each.
    pub unknown: Vec<String>,
}

/// Somebody who can, perhaps.
#[derive(Debug, Clone, Serialize)]
pub struct Somebody {
    /// The ARN.
    pub principal: String,
    /// `user` or `role`.
    pub kind: &'static str,
    /// The name.
    pub name: String,
    /// The decision for the principal itself.
    pub decision: Decision,
    /// `all`, `some` or `none` where any resource was asked about.
    pub extent: Option<&'static str>,
    /// The patterns where the extent is `some`.
    pub allowed_patterns: Vec<String>,
    /// Whether an absent condition key could change the decision.
    pub depends: bool,
    /// The policies that decided.
    pub by: Vec<Granted>,
    /// The roles to assume, one after another, where only they can.
    pub through: Vec<String>,
}

/// A policy that decided.
#[derive(Debug, Clone, Serialize)]
pub struct Granted {
    /// Its name.
    pub policy: String,
    /// `directly`, or `group ops`.
    pub via: String,
}

/// Who gains and who loses what.
#[derive(Debug, Clone, Serialize)]
pub struct Differences {
    /// Those whose access differs.
    pub principals: Vec<Different>,
    /// The expectations whose answer differs, in the order they were given.
    pub expectations: Vec<TurnedExpectation>,
    /// What this does not take into account, a sentence each.
    pub unknown: Vec<String>,
}

/// An expectation whose answer differs.
#[derive(Debug, Clone, Serialize)]
pub struct TurnedExpectation {
    /// What it is called.
    pub name: String,
    /// The answer it shall have.
    pub expected: &'static str,
    /// The answer before; none where it could not be asked.
    pub before: Option<Decision>,
    /// The answer afterwards.
    pub after: Option<Decision>,
    /// Whether it held before.
    pub held: bool,
    /// Whether it holds afterwards.
    pub holds: bool,
    /// Why the answer afterwards is what it is, in a sentence.
    pub sentence: String,
}

/// Somebody whose access differs.
#[derive(Debug, Clone, Serialize)]
pub struct Different {
    /// The ARN.
    pub principal: String,
    /// `user` or `role`.
    pub kind: &'static str,
    /// The name.
    pub name: String,
    /// `added`, `removed` or `changed`.
    pub change: &'static str,
    /// Actions that go further afterwards.
    pub gained: Vec<ActionDifference>,
    /// Actions that go less far.
    pub lost: Vec<ActionDifference>,
    /// Actions allowed on other resources than before.
    pub moved: Vec<ActionDifference>,
}

/// An action whose extent differs.
#[derive(Debug, Clone, Serialize)]
pub struct ActionDifference {
    /// The action.
    pub action: String,
    /// On which resources it was allowed.
    pub before: Reached,
    /// On which it is afterwards.
    pub after: Reached,
}

/// On which resources an action is allowed.
#[derive(Debug, Clone, Serialize)]
pub struct Reached {
    /// `all`, `some` or `none`.
    pub extent: &'static str,
    /// The patterns allowed, where it is some.
    pub allowed: Vec<String>,
    /// What guardrails let through.
    pub within: Vec<Vec<String>>,
    /// What is denied again.
    pub except: Vec<String>,
}

impl From<&Extent> for Reached {
    fn from(extent: &Extent) -> Self {
        let (allowed, within, except) = match extent {
            Extent::Some {
                allowed,
                within,
                except,
            } => (allowed.clone(), within.clone(), except.clone()),
            Extent::All | Extent::None => Default::default(),
        };
        Self {
            extent: extent.word(),
            allowed,
            within,
            except,
        }
    }
}

impl App {
    /// Who can do something, themselves or by becoming a role that can.
    pub fn everybody(
        &self,
        source: Source<'_>,
        request: &EverybodyRequest,
    ) -> Result<Everybody, CommandError> {
        let resource = request.resource.trim();
        let query = WhoCanQuery {
            action: request.action.clone(),
            resource: (!resource.is_empty()).then(|| resource.to_owned()),
            given: GivenContext {
                keys: context::given(&request.context)?,
                time: Some(self.environment.clock.now()),
            },
            through_roles: true,
        };
        let answer = self.in_source(source, |scope| Ok(who_can(scope, &query)?))?;
        Ok(Everybody {
            action: answer.action,
            resource: resource.to_owned(),
            asked: answer.rows.len(),
            who: answer
                .rows
                .iter()
                .filter(|who| who.can() || who.cell.depends || !who.through.is_empty())
                .map(somebody)
                .collect(),
            unknown: answer.unknown.iter().map(Unknown::sentence).collect(),
        })
    }

    /// Who gains and who loses what from one account or state to another, and which of these
    /// expectations, and of those that the second one keeps, have another answer there.
    pub fn compare_sources(
        &self,
        before: Source<'_>,
        after: Source<'_>,
        lines: &[ExpectationLine],
    ) -> Result<Differences, CommandError> {
        let now = self.environment.clock.now();
        let given = GivenContext {
            keys: Vec::new(),
            time: Some(now),
        };
        let (changes, unknown, expectations) = self.in_source(before, |was| {
            self.in_source(after, |is| {
                let kept = is.directory().expectations().map(|it| line(it));
                let mut all: Vec<ExpectationLine> = kept.collect();
                all.sort_by_key(|line| line.name.to_lowercase());
                all.extend(lines.iter().cloned());
                let turned = all.iter().filter_map(|line| {
                    let turned = iam_access::turned(was, is, &expectation(line), now)?;
                    Some(turned_expectation(line, turned))
                });
                let turned = turned.collect();
                let (changes, unknown) = iam_access::compare_everybody(was, is, &given);
                Ok((changes, unknown, turned))
            })
        })?;
        Ok(Differences {
            expectations,
            principals: changes
                .iter()
                .map(|change| Different {
                    principal: change.arn.clone(),
                    kind: kind(change.is_role),
                    name: change.name.clone(),
                    change: match (change.before, change.after) {
                        (false, _) => "added",
                        (_, false) => "removed",
                        _ => "changed",
                    },
                    gained: actions(&change.comparison, |it| &it.gained),
                    lost: actions(&change.comparison, |it| &it.lost),
                    moved: actions(&change.comparison, |it| &it.moved),
                })
                .collect(),
            unknown: unknown.iter().map(Unknown::sentence).collect(),
        })
    }

    /// Works in an account of the vault, or in the one of a file.
    pub(crate) fn in_source<T>(
        &self,
        source: Source<'_>,
        work: impl FnOnce(Scope<'_>) -> Result<T, CommandError>,
    ) -> Result<T, CommandError> {
        match source {
            Source::Account(id, state) => self.in_scope(id, state, &[], work),
            Source::File(path) => self.in_file(path, None, work),
        }
    }

    /// The same, for a question about one principal: of a file with several accounts it is that
    /// principal's.
    pub(crate) fn in_source_for<T>(
        &self,
        source: Source<'_>,
        principal: &str,
        work: impl FnOnce(Scope<'_>) -> Result<T, CommandError>,
    ) -> Result<T, CommandError> {
        match source {
            Source::Account(..) => self.in_source(source, work),
            Source::File(path) => {
                let arn: Option<Arn> = principal.parse().ok();
                self.in_file(path, arn.and_then(|arn| arn.account_id()), work)
            }
        }
    }
}

fn turned_expectation(line: &ExpectationLine, turned: Turned) -> TurnedExpectation {
    TurnedExpectation {
        name: line.name.clone(),
        expected: line.expect.as_str(),
        before: turned.before.found,
        after: turned.after.found,
        held: turned.before.holds,
        holds: turned.after.holds,
        sentence: turned.after.sentence,
    }
}

fn kind(is_role: bool) -> &'static str {
    if is_role { "role" } else { "user" }
}

fn somebody(who: &iam_access::Who) -> Somebody {
    let allowed_patterns = match &who.extent {
        Some(Extent::Some { allowed, .. }) => allowed.clone(),
        _ => Vec::new(),
    };
    Somebody {
        principal: who.arn.clone(),
        kind: kind(who.is_role),
        name: who.name.clone(),
        decision: who.cell.decision,
        extent: who.extent.as_ref().map(Extent::word),
        allowed_patterns,
        depends: who.cell.depends,
        by: who
            .by
            .iter()
            .map(|granted| Granted {
                policy: granted.policy.clone(),
                via: Via::to_string(&granted.via),
            })
            .collect(),
        through: who.through.clone(),
    }
}

fn actions(
    comparison: &Comparison,
    list: impl Fn(&Comparison) -> &Vec<iam_access::ActionChange>,
) -> Vec<ActionDifference> {
    list(comparison)
        .iter()
        .map(|change| ActionDifference {
            action: change.action.clone(),
            before: (&change.before).into(),
            after: (&change.after).into(),
        })
        .collect()
}
