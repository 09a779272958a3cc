//! The full answer: the decision, the statements behind it, and the trace explanations are read
//! from. Nothing is evaluated again once an [`Answer`] stands.

use serde::{Deserialize, Serialize};

use super::bind::{Failure, Verdict};
use super::decide::{self, Decision, Facts, Layer};
use super::principal::Grants;
use super::special::{self, Refusal, ResourceMode, Scope};
use super::{Layers, Question, Simulation, denies, speaks};
use crate::condition::Clause;
use crate::condition::test::Outcome;
use crate::context::{KeyName, Lookup};
use crate::keys::catalogue_spelling;
use crate::policy::{Effect, ResourcePattern, Resources, Standing, Statement};
use crate::variable::Text;

/// Where a statement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StatementRef {
    /// The layer.
    pub layer: Layer,
    /// The level of SCPs and RCPs, the root's being 0; 0 elsewhere.
    pub level: u32,
    /// The policy within its level.
    pub policy: u32,
    /// The statement within its policy.
    pub statement: u32,
}

/// A statement with a part that could not be evaluated, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotEvaluable {
    /// The statement.
    pub at: StatementRef,
    /// What could not be understood.
    pub reason: String,
}

/// The decision path in outline: what each gate said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outline {
    pub(crate) facts: [Facts; 3],
    pub(crate) scope: Scope,
    /// For each SCP level whether it has an Allow is read from `considered`; this is the count.
    pub(crate) scp_levels: u32,
}

/// A statement whose actions match, and what became of it.
#[derive(Debug, Clone)]
pub struct Considered {
    /// The statement.
    pub at: StatementRef,
    /// Its effect.
    pub effect: Effect,
    /// Whether its layer counts in this request.
    pub counts: bool,
    pub(crate) verdict: Verdict,
    /// The outcome of each condition, in order; empty when conditions were not reached.
    pub(crate) outcomes: Box<[Outcome]>,
}

impl Considered {
    /// Whether it applies.
    #[must_use]
    pub fn applies(&self) -> bool {
        self.verdict.holds
    }

    /// Whether no absent context key could change that.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.verdict.sure
    }
}

/// Everything about one question.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The decision.
    pub decision: Decision,
    /// The statements behind it: every Deny that matched, or every Allow that granted.
    pub decided_by: Vec<StatementRef>,
    /// The layers that were required and had no Allow.
    pub blocked_by: Vec<Layer>,
    /// Absent context keys that could change the decision, sorted.
    pub missing_context: Vec<String>,
    /// What could not be evaluated.
    pub not_evaluable: Vec<NotEvaluable>,
    /// Why the request fails although policies may allow it.
    pub refusal: Option<Refusal>,
    /// Whether no policy can forbid the action.
    pub always_allowed: bool,
    /// How much the resource policy has to say.
    pub mode: ResourceMode,
    /// Every statement whose actions match, in order.
    pub considered: Vec<Considered>,
    pub(crate) outline: Outline,
}

impl Answer {
    /// Whether everything that matters could be evaluated.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.not_evaluable.is_empty()
    }

    /// Whether the decision depends on context that is not known: the fourth answer.
    #[must_use]
    pub fn depends_on_context(&self) -> bool {
        !self.missing_context.is_empty()
    }
}

impl Layers {
    /// The statement, with its `Sid` and its place in the source text.
    #[must_use]
    pub fn statement(&self, at: &StatementRef) -> Option<&Statement> {
        let set = self.set(at.layer, at.level as usize)?;
        let named = set.policies().get(at.policy as usize)?;
        named.policy.statements.get(at.statement as usize)
    }

    /// The policy's name; one without a name is named by its layer.
    #[must_use]
    pub fn policy_name(&self, at: &StatementRef) -> &str {
        self.set(at.layer, at.level as usize)
            .and_then(|set| set.policies().get(at.policy as usize))
            .and_then(|named| named.name.as_deref())
            .unwrap_or(at.layer.as_str())
    }
}

const ACTUAL: usize = 0;
/// The least that absent keys could bring: fewest Allows, most Denies.
const WORST: usize = 1;
/// The most that absent keys could bring.
const BEST: usize = 2;

impl Simulation<'_> {
    /// The decision with everything an output line or an explanation needs.
    #[must_use]
    pub fn answer(&self, question: &Question<'_>) -> Answer {
        let scope = self.scope(question);
        let considered = self.consider(question, scope);
        let first = self.first_facts(question, scope);
        let mut facts = self.facts(&considered, first, scope);
        for variant in &mut facts {
            variant.public_blocked = self.public_access_blocked(question, scope, variant.grants);
        }
        let refusal = special::refusal(self.principal, question).or(facts[ACTUAL]
            .public_blocked
            .then_some(Refusal::PublicAccessBlocked));
        let always_allowed = special::always_allowed(self.principal, question);
        let mut answer = Answer {
            decision: decide::decide(facts[ACTUAL], scope),
            decided_by: Vec::new(),
            blocked_by: Vec::new(),
            missing_context: Vec::new(),
            not_evaluable: Vec::new(),
            refusal,
            always_allowed,
            mode: scope.mode,
            considered,
            outline: Outline {
                facts,
                scope,
                scp_levels: u32::try_from(self.layers.scp.len()).unwrap_or(u32::MAX),
            },
        };
        if always_allowed {
            answer.decision = match refusal {
                None => Decision::Allowed,
                Some(_) => Decision::ImplicitlyDenied,
            };
            return answer;
        }
        answer.decided_by = decided_by(&answer, scope);
        if answer.decision == Decision::ImplicitlyDenied {
            answer.blocked_by = decide::blocked_by(facts[ACTUAL], scope);
        }
        answer.missing_context = self.missing_context(&answer, scope);
        answer.not_evaluable = self.not_evaluable(&answer);
        answer
    }

    fn consider(&self, question: &Question<'_>, scope: Scope) -> Vec<Considered> {
        let arn = question.resource.parts();
        let mut considered = Vec::new();
        for (layer, level, bound) in &self.bound {
            let layer_counts = speaks(*layer, scope);
            bound.each_candidate(question, |_, compiled| {
                let verdict = bound.judge(compiled, question, arn.as_ref());
                let reached = matches!(verdict.failed, None | Some(Failure::Condition(_)))
                    || verdict.unevaluable
                    || !verdict.sure;
                let clauses = if reached {
                    bound.set.clauses_of(compiled)
                } else {
                    &[]
                };
                considered.push(Considered {
                    at: StatementRef {
                        layer: *layer,
                        level: *level,
                        policy: compiled.policy,
                        statement: compiled.statement,
                    },
                    effect: compiled.effect,
                    counts: layer_counts
                        && (compiled.effect == Effect::Allow || denies(*layer, scope)),
                    verdict,
                    outcomes: clauses
                        .iter()
                        .map(|clause| bound.outcome(*clause))
                        .collect(),
                });
                true
            });
        }
        considered
    }

    /// What the layers say with what is known, at worst, and at best.
    fn facts(&self, considered: &[Considered], first: Facts, scope: Scope) -> [Facts; 3] {
        let mut facts = [first; 3];
        let mut rest = considered;
        for (layer, level, _) in &self.bound {
            let here = |it: &Considered| it.at.layer == *layer && it.at.level == *level;
            let length = rest.iter().take_while(|it| here(it)).count();
            let (of_layer, behind) = rest.split_at(length);
            rest = behind;
            if !speaks(*layer, scope) {
                continue;
            }
            let mut grants = [Grants::default(); 3];
            for it in of_layer.iter().filter(|it| it.counts) {
                let Verdict {
                    holds, sure, grant, ..
                } = it.verdict;
                let (certain, possible) = (holds && sure, holds || !sure);
                match it.effect {
                    Effect::Deny => {
                        facts[ACTUAL].denied |= holds;
                        facts[WORST].denied |= possible;
                        facts[BEST].denied |= certain;
                    }
                    Effect::Allow => {
                        let says = [holds, certain, possible];
                        for (grants, _) in grants.iter_mut().zip(says).filter(|(_, says)| *says) {
                            grants.add(grant);
                        }
                    }
                }
            }
            for (facts, grants) in facts.iter_mut().zip(grants) {
                facts.note(*layer, grants);
            }
        }
        facts
    }

    /// The absent keys of the statements because of which best and worst case differ.
    fn missing_context(&self, answer: &Answer, scope: Scope) -> Vec<String> {
        let facts = &answer.outline.facts;
        let (worst, best) = (facts[WORST], facts[BEST]);
        if worst.denied == best.denied
            && decide::decide(worst, scope) == decide::decide(best, scope)
        {
            return Vec::new();
        }
        // Denies matter when none is certain; Allows when they decide once no Deny matches.
        let quiet = Facts {
            denied: false,
            ..worst
        };
        let allows_matter = decide::decide(quiet, scope)
            != decide::decide(
                Facts {
                    denied: false,
                    ..best
                },
                scope,
            );
        let denies_matter = worst.denied != best.denied;
        let mut missing: Vec<(String, String)> = Vec::new();
        for it in &answer.considered {
            let matters = match it.effect {
                Effect::Allow => allows_matter,
                Effect::Deny => denies_matter,
            };
            if it.counts && !it.verdict.sure && matters {
                self.absent_keys(it, |key| {
                    if !missing.iter().any(|(folded, _)| folded == key.folded()) {
                        missing.push((key.folded().to_owned(), catalogue_spelling(key.as_str())));
                    }
                });
            }
        }
        let mut spelled: Vec<String> = missing.into_iter().map(|(_, spelled)| spelled).collect();
        spelled.sort_unstable();
        spelled
    }

    /// The absent keys in those tests of a statement that are not sure.
    fn absent_keys(&self, considered: &Considered, mut each: impl FnMut(&KeyName)) {
        let Some(statement) = self.layers.statement(&considered.at) else {
            return;
        };
        let mut note = |key: &KeyName| {
            if self.context.get(key) == Lookup::Absent {
                each(key);
            }
        };
        if let Resources::Only(patterns) | Resources::AllBut(patterns) = &statement.resources {
            let texts = patterns.iter().flat_map(ResourcePattern::texts);
            texts
                .flat_map(Text::variables)
                .for_each(|variable| note(&variable.key));
        }
        for (clause, outcome) in statement.conditions.iter().zip(&considered.outcomes) {
            if let (Clause::Condition(condition, _), false) = (clause, outcome.sure) {
                condition.keys().for_each(&mut note);
            }
        }
    }

    fn not_evaluable(&self, answer: &Answer) -> Vec<NotEvaluable> {
        let mut found = Vec::new();
        for it in answer.considered.iter().filter(|it| it.counts) {
            if !(it.verdict.unevaluable || it.verdict.request_unreadable) {
                continue;
            }
            let Some(statement) = self.layers.statement(&it.at) else {
                continue;
            };
            let reason = self.reason(statement, it);
            found.push(NotEvaluable { at: it.at, reason });
        }
        found
    }

    /// What of a statement could not be understood.
    fn reason(&self, statement: &Statement, considered: &Considered) -> String {
        if let Standing::Unevaluable(problem) = &statement.standing {
            return problem.message.clone();
        }
        for (clause, outcome) in statement.conditions.iter().zip(&considered.outcomes) {
            match clause {
                Clause::Unevaluable(problem) => return problem.message.clone(),
                Clause::Condition(_, Some(problem)) if outcome.unevaluable => {
                    return problem.message.clone();
                }
                Clause::Condition(condition, _) if outcome.request_unreadable => {
                    let value = match self.context.get(&condition.key) {
                        Lookup::Single(value) => value.to_owned(),
                        Lookup::Many(values) => values.join("`, `"),
                        Lookup::Absent => String::new(),
                    };
                    let (operator, key) = (condition.operator, &condition.key);
                    return format!(
                        "`{operator}` cannot read the request's value `{value}` of `{key}`"
                    );
                }
                Clause::Condition(..) => {}
            }
        }
        if let Resources::Only(patterns) | Resources::AllBut(patterns) = &statement.resources {
            let broken = patterns
                .iter()
                .find(|pattern| pattern.form == crate::policy::ResourceForm::Unevaluable);
            if let Some(pattern) = broken {
                return format!("`{}` is not an ARN that can be matched", pattern.text);
            }
        }
        "the statement cannot be understood".to_owned()
    }
}

/// Every Deny that matched, or every Allow that granted.
fn decided_by(answer: &Answer, scope: Scope) -> Vec<StatementRef> {
    let granting = decide::granting(answer.outline.facts[ACTUAL], scope);
    let decided = |it: &&Considered| match (answer.decision, it.effect, it.at.layer) {
        (Decision::ExplicitlyDenied, Effect::Deny, _) => true,
        (Decision::Allowed, Effect::Allow, Layer::Identity) => granting.identity,
        (Decision::Allowed, Effect::Allow, Layer::Resource) => granting.grant(it.verdict.grant),
        _ => false,
    };
    let applying = answer
        .considered
        .iter()
        .filter(|it| it.counts && it.verdict.holds);
    applying.filter(decided).map(|it| it.at).collect()
}
