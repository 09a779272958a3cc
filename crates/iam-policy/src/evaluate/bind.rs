//! One layer's policies bound to one principal and one context.
//!
//! Conditions and variables depend on the context alone, so each distinct one is worked out at
//! most once, on first use, however many actions and resources are asked about.

use std::cell::{Cell, OnceCell, RefCell};

use super::Question;
use super::compile::{Compiled, PatternForm, PolicySet, ResourceTest, Stand, Tail};
use super::principal::{self, Grant};
use crate::arn::Parts;
use crate::condition::Clause;
use crate::condition::test::{Outcome, TestRule, test};
use crate::context::Context;
use crate::pattern::Pattern;
use crate::policy::Effect;
use crate::request::Principal;
use crate::variable::Text;

/// A layer of a simulation.
pub(super) struct Bound<'a> {
    pub(super) set: &'a PolicySet,
    principal: &'a Principal,
    context: &'a Context,
    bounded: bool,
    outcomes: Vec<Cell<Option<Outcome>>>,
    templates: Vec<OnceCell<Resolved>>,
    candidates: RefCell<Candidates>,
}

/// What a template stands for in this context.
struct Resolved {
    /// Nothing when a variable has no value.
    actual: Option<Pattern>,
    /// What it could match if absent keys had values, when there are any.
    possible: Option<Pattern>,
}

/// The statements about the action that was asked last.
#[derive(Default)]
struct Candidates {
    action: String,
    statements: Vec<u32>,
}

/// One test, or all tests of a statement together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and all combine"
)]
pub(crate) struct Verdict {
    /// Whether the statement applies, with what is known.
    pub(crate) holds: bool,
    /// Whether no absent key could change that.
    pub(crate) sure: bool,
    /// Whether a part of the policy that matters could not be understood.
    pub(crate) unevaluable: bool,
    /// Whether a value of the request that matters could not be read.
    pub(crate) request_unreadable: bool,
    /// The first test that failed.
    pub(crate) failed: Option<Failure>,
    /// How the principal is named.
    pub(crate) grant: Grant,
}

/// The test because of which a statement does not apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// AWS documents that the statement has no effect.
    Never,
    /// The statement, or its resource, cannot be understood.
    Unevaluable,
    Principal,
    Resource,
    /// The condition with this number within the statement.
    Condition(u32),
}

/// What a resource test says.
#[derive(Clone, Copy)]
struct ResourceVerdict {
    holds: bool,
    sure: bool,
    unevaluable: bool,
}

impl<'a> Bound<'a> {
    pub(super) fn new(
        set: &'a PolicySet,
        principal: &'a Principal,
        context: &'a Context,
        bounded: bool,
    ) -> Self {
        Self {
            set,
            principal,
            context,
            bounded,
            outcomes: vec![Cell::new(None); set.clause_count()],
            templates: set.templates.iter().map(|_| OnceCell::new()).collect(),
            candidates: RefCell::default(),
        }
    }

    /// Calls back with every statement whose actions match, in order, until told to stop.
    pub(super) fn each_candidate(
        &self,
        question: &Question<'_>,
        mut visit: impl FnMut(u32, &Compiled) -> bool,
    ) {
        let action = question.action;
        let mut candidates = self.candidates.borrow_mut();
        if candidates.action != action.folded() {
            action.folded().clone_into(&mut candidates.action);
            self.set
                .candidates(action.service(), action.name(), &mut candidates.statements);
        }
        for &id in &candidates.statements {
            if !visit(id, &self.set.statements[id as usize]) {
                return;
            }
        }
    }

    /// Whether a statement whose actions match applies: no trace, only what is known.
    pub(super) fn applies(
        &self,
        compiled: &Compiled,
        question: &Question<'_>,
        arn: Option<&Parts<'_>>,
    ) -> Option<Grant> {
        let closed = compiled.effect == Effect::Deny;
        match compiled.standing {
            Stand::Sound => {}
            Stand::Unevaluable if closed => {}
            Stand::Unevaluable | Stand::Never => return None,
        }
        for &clause in self.set.clauses_of(compiled) {
            let outcome = self.outcome(clause);
            if !(if outcome.unevaluable {
                closed
            } else {
                outcome.holds
            }) {
                return None;
            }
        }
        let resource = self.resource(compiled, question, arn, false);
        if !(if resource.unevaluable {
            closed
        } else {
            resource.holds
        }) {
            return None;
        }
        self.grant(compiled)
    }

    /// How the principal is named; policies without principals name everybody.
    fn grant(&self, compiled: &Compiled) -> Option<Grant> {
        match &self.set.statement(compiled).principals {
            None => Some(Grant::Direct),
            Some(principals) => principal::names(principals, self.principal, self.bounded),
        }
    }

    /// Everything there is to say about a statement whose actions match.
    pub(super) fn judge(
        &self,
        compiled: &Compiled,
        question: &Question<'_>,
        arn: Option<&Parts<'_>>,
    ) -> Verdict {
        let closed = compiled.effect == Effect::Deny;
        let mut verdict = Verdict {
            holds: false,
            sure: true,
            unevaluable: false,
            request_unreadable: false,
            failed: None,
            grant: Grant::Direct,
        };
        if compiled.standing == Stand::Never {
            verdict.failed = Some(Failure::Never);
            return verdict;
        }
        let Some(grant) = self.grant(compiled) else {
            verdict.failed = Some(Failure::Principal);
            return verdict;
        };
        verdict.grant = grant;
        let whole = compiled.standing == Stand::Unevaluable;
        let resource = self.resource(compiled, question, arn, true);
        if !resource.holds && resource.sure && !resource.unevaluable {
            verdict.failed = Some(Failure::Resource);
            return verdict;
        }
        verdict.sure = resource.sure;
        verdict.unevaluable = resource.unevaluable || whole;
        let mut holds = resource.holds || resource.unevaluable;
        if whole || resource.unevaluable && !closed {
            verdict.failed = Some(Failure::Unevaluable);
        } else if !holds {
            verdict.failed = Some(Failure::Resource);
        }
        for (position, &clause) in self.set.clauses_of(compiled).iter().enumerate() {
            let outcome = self.outcome(clause);
            let failure = Failure::Condition(u32::try_from(position).unwrap_or(u32::MAX));
            verdict.request_unreadable |= outcome.request_unreadable;
            if !outcome.holds && outcome.sure && !outcome.unevaluable {
                // Nothing else matters; what could not be understood neither.
                if !outcome.request_unreadable {
                    verdict.request_unreadable = false;
                }
                verdict.failed = Some(failure);
                verdict.holds = false;
                verdict.sure = true;
                verdict.unevaluable = false;
                return verdict;
            }
            verdict.sure &= outcome.sure;
            verdict.unevaluable |= outcome.unevaluable;
            let passes = outcome.holds || outcome.unevaluable && closed;
            if !passes || outcome.unevaluable && !closed {
                verdict.failed.get_or_insert(failure);
            }
            holds &= passes;
        }
        verdict.holds = holds && (closed || !verdict.unevaluable);
        // What cannot be understood never allows, whatever absent keys there are.
        verdict.sure |= verdict.unevaluable && !closed;
        if verdict.holds {
            verdict.failed = None;
        }
        verdict
    }

    /// The outcome of a condition, worked out once.
    pub(super) fn outcome(&self, clause: u32) -> Outcome {
        let memo = &self.outcomes[clause as usize];
        if let Some(outcome) = memo.get() {
            return outcome;
        }
        let outcome = match self.set.clause(clause) {
            Clause::Condition(condition, _) => test(condition, self.context),
            Clause::Unevaluable(_) => Outcome {
                holds: false,
                sure: true,
                unevaluable: true,
                request_unreadable: false,
                rule: TestRule::OperatorUnknown,
            },
        };
        memo.set(Some(outcome));
        outcome
    }

    fn resource(
        &self,
        compiled: &Compiled,
        question: &Question<'_>,
        arn: Option<&Parts<'_>>,
        thorough: bool,
    ) -> ResourceVerdict {
        let (patterns, not) = match &compiled.resources {
            ResourceTest::Everything => {
                return ResourceVerdict {
                    holds: true,
                    sure: true,
                    unevaluable: false,
                };
            }
            ResourceTest::Only(patterns) => (patterns, false),
            ResourceTest::AllBut(patterns) => (patterns, true),
        };
        let arn = if question.wildcard_only { None } else { arn };
        let mut could = false;
        let mut actual = false;
        let mut unevaluable = false;
        for &id in patterns {
            let pattern = &self.set.patterns[id as usize];
            let (matches, possible) = match &pattern.form {
                PatternForm::Any => (true, false),
                PatternForm::Never => (false, false),
                PatternForm::Unevaluable => {
                    unevaluable = true;
                    (false, false)
                }
                PatternForm::Arn(head, tail) => match arn {
                    None => (false, false),
                    Some(arn) => self.arn_matches(head, tail, arn, thorough),
                },
            };
            if matches && !possible {
                return ResourceVerdict {
                    holds: !not,
                    sure: true,
                    unevaluable: false,
                };
            }
            actual |= matches;
            could |= possible;
        }
        ResourceVerdict {
            holds: actual != not,
            sure: !could,
            unevaluable,
        }
    }

    /// Whether an ARN matches, and whether absent variables could change that.
    #[inline]
    fn arn_matches(
        &self,
        head: &[Pattern; 4],
        tail: &Tail,
        arn: &Parts<'_>,
        thorough: bool,
    ) -> (bool, bool) {
        let [partition, service, region, account] = head;
        if !(service.matches(arn[2])
            && account.matches(arn[4])
            && region.matches(arn[3])
            && partition.matches(arn[1]))
        {
            return (false, false);
        }
        match tail {
            Tail::Fixed(pattern) => (pattern.matches(arn[5]), false),
            Tail::Template(template) => {
                let resolved = self.resolved(*template);
                let matches = resolved
                    .actual
                    .as_ref()
                    .is_some_and(|pattern| pattern.matches(arn[5]));
                let possible = thorough
                    && resolved
                        .possible
                        .as_ref()
                        .is_some_and(|pattern| pattern.matches(arn[5]));
                (matches, possible)
            }
        }
    }

    /// Whether a statement applies to the resources it names, whichever they are.
    pub(super) fn applies_to_some(&self, compiled: &Compiled) -> bool {
        let closed = compiled.effect == Effect::Deny;
        let stands = match compiled.standing {
            Stand::Sound => true,
            Stand::Unevaluable => closed,
            Stand::Never => false,
        };
        stands
            && self.grant(compiled).is_some()
            && self.set.clauses_of(compiled).iter().all(|&clause| {
                let outcome = self.outcome(clause);
                if outcome.unevaluable {
                    closed
                } else {
                    outcome.holds
                }
            })
    }

    /// The resource patterns of a statement, variables substituted; what can match nothing is
    /// left out.
    pub(super) fn pattern_texts(&self, compiled: &Compiled, context: &Context) -> Vec<String> {
        let (ResourceTest::Only(ids) | ResourceTest::AllBut(ids)) = &compiled.resources else {
            return vec!["*".to_owned()];
        };
        ids.iter()
            .map(|id| &self.set.patterns[*id as usize])
            .filter(|pattern| matches!(pattern.form, PatternForm::Any | PatternForm::Arn(..)))
            .filter_map(|pattern| match &pattern.form {
                PatternForm::Arn(_, Tail::Template(_)) => {
                    Text::parse(&pattern.written, &mut Vec::new())
                        .exact(context)
                        .map(std::borrow::Cow::into_owned)
                }
                _ => Some(pattern.written.to_string()),
            })
            .collect()
    }

    fn resolved(&self, template: u32) -> &Resolved {
        self.templates[template as usize].get_or_init(|| {
            let text = &self.set.templates[template as usize];
            Resolved {
                actual: text.pattern(self.context),
                possible: text.possible(self.context, true),
            }
        })
    }
}
