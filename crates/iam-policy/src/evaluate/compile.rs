//! The compiled form: statements indexed by service and action, equal patterns and equal
//! conditions kept once.
//!
//! A [`PolicySet`] holds the policies that count together in one layer (all identity policies of a
//! principal, one level of SCPs, one resource policy). It is made once and asked often; what
//! depends on a request is in [`super::bind`].

use std::collections::HashMap;
use std::sync::Arc;

use crate::arn::Part;
use crate::condition::{Clause, Comparison, Condition, Operator, Value};
use crate::context::KeyName;
use crate::pattern::Pattern;
use crate::policy::{
    ActionForm, Actions, Effect, Policy, PrincipalEntry, PrincipalPattern, ResourceForm,
    ResourcePattern, Resources, Standing, Statement,
};
use crate::variable::Text;

/// A policy and the name it is attached under.
#[derive(Debug, Clone)]
pub struct NamedPolicy {
    /// Its name; without one, answers name it by its type.
    pub name: Option<Arc<str>>,
    /// The policy.
    pub policy: Arc<Policy>,
}

/// Compiled policies that count together in one layer.
#[derive(Debug, Default)]
pub struct PolicySet {
    policies: Vec<NamedPolicy>,
    pub(super) statements: Vec<Compiled>,
    pub(super) patterns: Vec<CompiledPattern>,
    pub(super) templates: Vec<Text>,
    /// Where the first of equal clauses stands: policy, statement, clause.
    clauses: Vec<(u32, u32, u32)>,
    /// For each statement the clauses it has, one after another.
    pub(super) clause_ids: Vec<u32>,
    index: ActionIndex,
}

/// What evaluation needs of a statement, close together.
#[derive(Debug)]
pub(super) struct Compiled {
    pub(super) policy: u32,
    pub(super) statement: u32,
    pub(super) effect: Effect,
    pub(super) standing: Stand,
    pub(super) resources: ResourceTest,
    /// A range of `clause_ids`.
    pub(super) clauses: (u32, u32),
}

/// [`Standing`] without its problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    Sound,
    Unevaluable,
    Never,
}

/// How a statement tests the resource.
#[derive(Debug)]
pub(super) enum ResourceTest {
    /// Every resource matches.
    Everything,
    /// One of these patterns must match.
    Only(Box<[u32]>),
    /// None of these patterns may match.
    AllBut(Box<[u32]>),
}

/// A resource pattern, ready to match.
#[derive(Debug)]
pub(super) struct CompiledPattern {
    pub(super) written: Box<str>,
    pub(super) form: PatternForm,
}

#[derive(Debug)]
pub(super) enum PatternForm {
    Any,
    /// Partition, service, Region, account; then the resource.
    Arn([Pattern; 4], Tail),
    Never,
    Unevaluable,
}

/// The sixth part of an ARN pattern.
#[derive(Debug)]
pub(super) enum Tail {
    Fixed(Pattern),
    /// A template, by number.
    Template(u32),
}

impl PolicySet {
    /// Compiles policies that count together; their order is the order of answers.
    #[must_use]
    pub fn new(policies: impl IntoIterator<Item = NamedPolicy>) -> Self {
        let policies: Vec<NamedPolicy> = policies.into_iter().collect();
        let mut set = Self::default();
        let mut interner = Interner::default();
        for (p, named) in policies.iter().enumerate() {
            for (s, statement) in named.policy.statements.iter().enumerate() {
                set.add(number(p), number(s), statement, &mut interner);
            }
        }
        drop(interner);
        set.policies = policies;
        set
    }

    /// A set of one policy.
    #[must_use]
    pub fn of(name: Option<&str>, policy: Policy) -> Self {
        Self::new([NamedPolicy {
            name: name.map(Into::into),
            policy: Arc::new(policy),
        }])
    }

    /// The policies, in order.
    #[must_use]
    pub fn policies(&self) -> &[NamedPolicy] {
        &self.policies
    }

    /// How many statements there are.
    #[must_use]
    pub fn statement_count(&self) -> usize {
        self.statements.len()
    }

    /// The condition keys and variables the policies ask for: what is worth telling a simulation.
    pub fn condition_keys(&self) -> impl Iterator<Item = &KeyName> {
        let clauses = (0..self.clause_count()).filter_map(|id| match self.clause(number(id)) {
            Clause::Condition(condition, _) => Some(condition),
            Clause::Unevaluable(_) => None,
        });
        let variables = self.templates.iter().flat_map(Text::variables);
        clauses
            .flat_map(Condition::keys)
            .chain(variables.map(|variable| &variable.key))
    }

    /// Whether a statement allows everybody without narrowing it to fixed values.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html>
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.statements
            .iter()
            .filter(|it| it.effect == Effect::Allow)
            .any(|compiled| {
                let statement = self.statement(compiled);
                let everyone = statement.principals.as_ref().is_some_and(|principals| {
                    let names = |it: &PrincipalEntry| it.pattern == PrincipalPattern::Everyone;
                    principals.entries().iter().any(names)
                });
                everyone
                    && compiled.standing == Stand::Sound
                    && !statement.conditions.iter().any(narrows)
            })
    }

    pub(super) fn statement(&self, compiled: &Compiled) -> &Statement {
        &self.policies[compiled.policy as usize].policy.statements[compiled.statement as usize]
    }

    pub(super) fn clause(&self, id: u32) -> &Clause {
        let (policy, statement, clause) = self.clauses[id as usize];
        &self.policies[policy as usize].policy.statements[statement as usize].conditions
            [clause as usize]
    }

    pub(super) fn clause_count(&self) -> usize {
        self.clauses.len()
    }

    pub(super) fn clauses_of(&self, compiled: &Compiled) -> &[u32] {
        &self.clause_ids[compiled.clauses.0 as usize..compiled.clauses.1 as usize]
    }

    /// The statements whose actions match, in order, into `found`.
    pub(super) fn candidates(&self, service: &str, name: &str, found: &mut Vec<u32>) {
        found.clear();
        let index = &self.index;
        found.extend_from_slice(&index.every_action);
        if let Some(of_service) = index.services.get(service) {
            if let Some(exact) = of_service.exact.get(name) {
                found.extend_from_slice(exact);
            }
            for (pattern, statement) in &of_service.patterns {
                if pattern.matches(name) {
                    found.push(*statement);
                }
            }
        }
        for (statement, patterns) in &index.all_but {
            let excluded = patterns.iter().any(|(prefix, pattern)| {
                prefix.as_deref().is_none_or(|prefix| prefix == service) && pattern.matches(name)
            });
            if !excluded {
                found.push(*statement);
            }
        }
        found.sort_unstable();
        found.dedup();
    }

    fn add<'p>(
        &mut self,
        policy: u32,
        number_in_policy: u32,
        statement: &'p Statement,
        interner: &mut Interner<'p>,
    ) {
        let id = number(self.statements.len());
        self.index.add(id, &statement.actions);
        let first = number(self.clause_ids.len());
        for (c, clause) in statement.conditions.iter().enumerate() {
            let fresh = number(self.clauses.len());
            let at = (policy, number_in_policy, number(c));
            let clause_id = match clause {
                Clause::Condition(condition, _) => {
                    let key = (condition.operator, &condition.key, &*condition.values);
                    *interner.clauses.entry(key).or_insert(fresh)
                }
                Clause::Unevaluable(_) => fresh,
            };
            if clause_id == fresh {
                self.clauses.push(at);
            }
            self.clause_ids.push(clause_id);
        }
        let clauses = (first, number(self.clause_ids.len()));
        let resources = match &statement.resources {
            Resources::Attached => ResourceTest::Everything,
            Resources::Only(patterns) => {
                if patterns
                    .iter()
                    .any(|pattern| pattern.form == ResourceForm::Any)
                {
                    ResourceTest::Everything
                } else {
                    ResourceTest::Only(self.intern(patterns, interner))
                }
            }
            Resources::AllBut(patterns) => ResourceTest::AllBut(self.intern(patterns, interner)),
        };
        let standing = match statement.standing {
            Standing::Sound => Stand::Sound,
            Standing::Unevaluable(_) => Stand::Unevaluable,
            Standing::Never(_) => Stand::Never,
        };
        self.statements.push(Compiled {
            policy,
            statement: number_in_policy,
            effect: statement.effect,
            standing,
            resources,
            clauses,
        });
    }

    fn intern<'p>(
        &mut self,
        patterns: &'p [ResourcePattern],
        interner: &mut Interner<'p>,
    ) -> Box<[u32]> {
        patterns
            .iter()
            .map(|pattern| {
                let fresh = number(self.patterns.len());
                let key = (&*pattern.text, &pattern.form);
                let id = *interner.patterns.entry(key).or_insert(fresh);
                if id == fresh {
                    let form = self.compile(&pattern.form);
                    self.patterns.push(CompiledPattern {
                        written: pattern.text.clone(),
                        form,
                    });
                }
                id
            })
            .collect()
    }

    fn compile(&mut self, form: &ResourceForm) -> PatternForm {
        let arn = match form {
            ResourceForm::Any => return PatternForm::Any,
            ResourceForm::Never => return PatternForm::Never,
            ResourceForm::Unevaluable => return PatternForm::Unevaluable,
            ResourceForm::Arn(arn) => arn,
        };
        let fixed = |part: &Part| match part {
            Part::Fixed(pattern) => pattern.clone(),
            // Lowering lets variables stand in the sixth part only.
            Part::Variable(text) => Pattern::literal(text.source()),
        };
        let tail = match &arn.resource {
            Part::Fixed(pattern) => Tail::Fixed(pattern.clone()),
            Part::Variable(text) => {
                self.templates.push(text.clone());
                Tail::Template(number(self.templates.len() - 1))
            }
        };
        PatternForm::Arn(arn.head.each_ref().map(fixed), tail)
    }
}

/// Keys whose fixed values make a policy not public.
const NARROWING_KEYS: [&str; 13] = [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceip",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
];

/// Whether a condition limits a statement to fixed values of such a key.
fn narrows(clause: &Clause) -> bool {
    let Clause::Condition(condition, None) = clause else {
        return false;
    };
    let fixed = |value: &Value| &*value.written != "*" && !value.written.contains("${");
    NARROWING_KEYS.contains(&condition.key.folded())
        && !condition.operator.negated
        && !condition.operator.if_exists
        && condition.operator.comparison != Comparison::Null
        && condition.values.iter().all(fixed)
}

/// Finds equal clauses and patterns while a set is compiled.
#[derive(Default)]
struct Interner<'p> {
    clauses: HashMap<(Operator, &'p KeyName, &'p [Value]), u32>,
    patterns: HashMap<(&'p str, &'p ResourceForm), u32>,
}

/// An action that `NotAction` excludes: its service, or every one, and its name.
type Excluded = (Option<Arc<str>>, Pattern);

/// Which statements speak about an action.
#[derive(Debug, Default)]
struct ActionIndex {
    services: HashMap<Box<str>, ServiceIndex>,
    /// Statements with `Action: "*"`.
    every_action: Vec<u32>,
    /// Statements with `NotAction`, and what they exclude; no prefix means every service.
    all_but: Vec<(u32, Vec<Excluded>)>,
}

#[derive(Debug, Default)]
struct ServiceIndex {
    exact: HashMap<Box<str>, Vec<u32>>,
    patterns: Vec<(Pattern, u32)>,
}

impl ActionIndex {
    fn add(&mut self, statement: u32, actions: &Actions) {
        match actions {
            Actions::Only(patterns) => {
                for pattern in patterns {
                    self.add_pattern(statement, &pattern.form);
                }
            }
            Actions::AllBut(patterns) => {
                let excluded = patterns.iter().filter_map(|pattern| match &pattern.form {
                    ActionForm::Any => Some((None, Pattern::any())),
                    ActionForm::Service { prefix, name } => {
                        Some((Some(prefix.clone()), name.clone()))
                    }
                    ActionForm::Never => None,
                });
                self.all_but.push((statement, excluded.collect()));
            }
        }
    }

    fn add_pattern(&mut self, statement: u32, form: &ActionForm) {
        match form {
            ActionForm::Any => self.every_action.push(statement),
            ActionForm::Never => {}
            ActionForm::Service { prefix, name } => {
                let of_service = match self.services.get_mut(&**prefix) {
                    Some(of_service) => of_service,
                    None => self.services.entry((&**prefix).into()).or_default(),
                };
                match name.as_exact() {
                    Some(name) => match of_service.exact.get_mut(name) {
                        Some(statements) => statements.push(statement),
                        None => {
                            of_service.exact.insert(name.into(), vec![statement]);
                        }
                    },
                    None => of_service.patterns.push((name.clone(), statement)),
                }
            }
        }
    }
}

/// A count as the compact number used inside a set; no account has four thousand million of them.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
