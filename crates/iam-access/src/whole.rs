//! The whole matrix: everybody of an account, and every action of the catalogue.
//!
//! Actions that the same statements speak of, and that work on the same kinds of resource, have the
//! same answer. So the actions are sorted by which statements speak of them, and the engine is asked
//! once for each sort; for six thousand principals and twenty thousand actions that is some ten
//! questions a principal. [`crate::cells`] asks about every action by itself, and a test holds the
//! two to the same answers.

use crate::assume::assumable;
use crate::context::{GivenContext, fill, to_context};
use crate::extent::{Asked, Extent};
use crate::guards::{Guards, Speaking, Visitor};
use crate::simulate::{Prepared, on_any, standing_caveat};
use crate::unknown::Unknown;
use crate::{Scope, Subject};
use iam_catalog::Catalogue;
use iam_directory::AccountSettings;
use iam_names::EntityId;
use iam_policy::evaluate::{Decision, Reach, Simulation};
use iam_policy::policy::{ActionForm, ActionPattern, Actions, Policy, PolicyType};
use iam_policy::request::Action;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

/// Everybody of an account, and how far every catalogued action goes for each.
#[derive(Debug, Clone)]
pub struct WholeMatrix {
    /// Users, then roles, by id.
    pub rows: Vec<WholeRow>,
    /// What is not known and bears on the cells.
    pub unknown: Vec<Unknown>,
}

/// Somebody's row.
#[derive(Debug, Clone)]
pub struct WholeRow {
    /// The user or role.
    pub id: EntityId,
    /// Its ARN.
    pub arn: String,
    reached: Arc<Reached>,
}

/// How far every action goes: those that go all the way as bits, those that go some way by number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Reached {
    all: Vec<u64>,
    /// The number of the action, and of its extent, sorted.
    some: Vec<(u32, u32)>,
    extents: Vec<Extent>,
}

impl Reached {
    /// Lets an action go as far as it does with policies of resources, which is never everywhere.
    fn replace(&mut self, action: u32, extent: Extent) {
        unset(&mut self.all, action as usize);
        let number = short(self.extents.len());
        self.extents.push(extent);
        match self.some.binary_search_by_key(&action, |(it, _)| *it) {
            Ok(at) => self.some[at].1 = number,
            Err(at) => self.some.insert(at, (action, number)),
        }
    }
}

impl WholeRow {
    /// How far an action of the catalogue goes, by its number.
    #[must_use]
    pub fn extent(&self, action: usize) -> &Extent {
        let reached = &*self.reached;
        let word = reached.all.get(action / 64).copied().unwrap_or(0);
        if word >> (action % 64) & 1 == 1 {
            return &Extent::All;
        }
        let number = u32::try_from(action).unwrap_or(u32::MAX);
        match reached
            .some
            .binary_search_by_key(&number, |(action, _)| *action)
        {
            Ok(at) => &reached.extents[reached.some[at].1 as usize],
            Err(_) => &Extent::None,
        }
    }

    /// How many actions are allowed on every resource.
    #[must_use]
    pub fn all(&self) -> usize {
        self.reached
            .all
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }

    /// How many actions are allowed on some resources.
    #[must_use]
    pub fn some(&self) -> usize {
        self.reached.some.len()
    }
}

/// Asks how far every action of the catalogue goes for everybody of an account.
///
/// `sts:AssumeRole` goes as far as the trust policies of the estate's roles let it; the actions that
/// only come with it (`sts:TagSession` and so on) as far as the principal's own policies say.
#[must_use]
pub fn whole_matrix(scope: Scope<'_>, given: &GivenContext) -> WholeMatrix {
    let plan = Plan::new(scope.account().settings());
    let assumable = assumable(scope, given);
    let ids: Vec<EntityId> = scope.principals().collect();
    let guards = Guards::new(scope);
    let guarded = plan.guarded(&guards);
    let work = Work {
        plan,
        given,
        assumable,
        guarded,
        marks: RwLock::default(),
        shared: RwLock::default(),
    };
    let done: Vec<(WholeRow, BTreeSet<Unknown>)> = ids
        .into_par_iter()
        .map_init(
            || Scratch::new(work.plan.actions.len()),
            |scratch, id| work.row(scope, id, scratch),
        )
        .flatten()
        .collect();
    let mut unknown = BTreeSet::new();
    let mut rows = Vec::with_capacity(done.len());
    for (row, missing) in done {
        unknown.extend(missing);
        rows.push(row);
    }
    WholeMatrix {
        rows,
        unknown: unknown.into_iter().collect(),
    }
}

/// What is the same for everybody: the actions, and which of them work on the same resources.
struct Plan {
    actions: Vec<Asked>,
    /// For each action a number that actions with the same kinds of resource share.
    kinds: Vec<u32>,
    /// The actions that take resources, and those that take none but `*`; special ones in neither.
    plain: Vec<u64>,
    wildcard: Vec<u64>,
    /// Actions with rules of their own: KMS keys, STS.
    special: Vec<u32>,
    assume_role: Option<u32>,
}

impl Plan {
    fn new(settings: &AccountSettings) -> Self {
        let known: Vec<iam_catalog::Action<'_>> = Catalogue::bundled().actions().collect();
        let mut actions: Vec<(usize, Asked)> = known
            .par_iter()
            .filter_map(|action| {
                let parsed = Action::parse(&action.full_name()).ok()?;
                Some((action.number(), Asked::new(parsed, settings)))
            })
            .collect();
        actions.sort_by_key(|(number, _)| *number);
        let actions: Vec<Asked> = actions.into_iter().map(|(_, asked)| asked).collect();
        let words = actions.len().div_ceil(64);
        let mut plan = Self {
            kinds: Vec::with_capacity(actions.len()),
            plain: vec![0; words],
            wildcard: vec![0; words],
            special: Vec::new(),
            assume_role: None,
            actions: Vec::new(),
        };
        let mut classes: HashMap<Vec<(String, bool)>, u32> = HashMap::new();
        for (number, asked) in actions.iter().enumerate() {
            let fresh = short(classes.len());
            plan.kinds
                .push(*classes.entry(asked.kinds_key()).or_insert(fresh));
            let (service, name) = (asked.action.service(), asked.action.name());
            if service == "sts" && name == "assumerole" {
                plan.assume_role = Some(short(number));
            } else if service == "sts" || service == "kms" {
                plan.special.push(short(number));
            } else if asked.wildcard_only {
                set(&mut plan.wildcard, number);
            } else {
                set(&mut plan.plain, number);
            }
        }
        plan.actions = actions;
        plan
    }

    /// The actions of which policies of resources speak.
    fn guarded<'g>(&self, guards: &'g Guards) -> Vec<Guarded<'g>> {
        let catalogue = Catalogue::bundled();
        let services = guards.services();
        let services = services
            .iter()
            .filter_map(|prefix| catalogue.service(prefix));
        services
            .flat_map(|service| service.actions().map(iam_catalog::Action::number))
            .filter_map(|number| {
                let speaking = guards.speaking_of(self.actions.get(number)?);
                (!speaking.is_empty()).then(|| Guarded {
                    action: short(number),
                    opens: speaking.iter().any(Speaking::opens),
                    speaking,
                })
            })
            .collect()
    }
}

/// What a statement's actions are, by number.
struct Mark {
    listed: Vec<u32>,
}

/// One thread's working space.
struct Scratch {
    /// For each action which statements speak of it, folded into a number.
    signatures: Vec<u64>,
    touched: Vec<u32>,
}

impl Scratch {
    fn new(actions: usize) -> Self {
        Self {
            signatures: vec![0; actions],
            touched: Vec::new(),
        }
    }

    fn clear(&mut self) {
        for action in self.touched.drain(..) {
            self.signatures[action as usize] = 0;
        }
    }

    fn toggle(&mut self, action: u32, by: u64) {
        let signature = &mut self.signatures[action as usize];
        if *signature == 0 {
            self.touched.push(action);
        }
        *signature ^= by;
    }
}

/// An action of which policies of resources speak.
struct Guarded<'g> {
    /// By its number.
    action: u32,
    speaking: Vec<Speaking<'g>>,
    /// Whether one of them may let somebody in: else there is nothing to say where nothing is
    /// allowed.
    opens: bool,
}

struct Work<'g> {
    plan: Plan,
    given: &'g GivenContext,
    assumable: BTreeMap<EntityId, BTreeSet<String>>,
    /// The actions of which policies of resources speak.
    guarded: Vec<Guarded<'g>>,
    /// The statements' actions, by policy.
    marks: RwLock<HashMap<usize, Arc<Vec<Mark>>>>,
    /// Rows that hang on nothing but the policies, by these.
    shared: RwLock<HashMap<Vec<usize>, Arc<Reached>>>,
}

impl Work<'_> {
    fn row(
        &self,
        scope: Scope<'_>,
        id: EntityId,
        scratch: &mut Scratch,
    ) -> Option<(WholeRow, BTreeSet<Unknown>)> {
        let subject = Subject::with_id(scope, id).ok()?;
        let prepared = Prepared::new(&subject);
        let mut unknown: BTreeSet<Unknown> = prepared.gathered.unknown.iter().cloned().collect();
        unknown.extend(standing_caveat(&subject));
        let roles = self.assumable.get(&id);
        let key =
            (roles.is_none() && is_context_free(&prepared)).then(|| key_of(&subject, &prepared));
        let known = key.as_ref().and_then(|key| {
            let shared = self.shared.read().unwrap_or_else(PoisonError::into_inner);
            shared.get(key).cloned()
        });
        let reached = known.unwrap_or_else(|| {
            let reached = Arc::new(self.ask(&subject, &prepared, roles, scratch));
            if let Some(key) = key {
                let mut shared = self.shared.write().unwrap_or_else(PoisonError::into_inner);
                shared.insert(key, Arc::clone(&reached));
            }
            reached
        });
        let arn = subject.name().to_owned();
        let mut row = WholeRow { id, arn, reached };
        self.regard(&subject, &prepared, &mut row);
        Some((row, unknown))
    }

    /// What resources' own policies make of a row.
    fn regard(&self, subject: &Subject<'_>, prepared: &Prepared, row: &mut WholeRow) {
        let visitor = Visitor::new(subject, &prepared.layers, self.given);
        for guarded in &self.guarded {
            let before = row.extent(guarded.action as usize);
            if *before == Extent::None && !guarded.opens {
                continue;
            }
            let asked = &self.plan.actions[guarded.action as usize];
            let after = visitor.regard_all(&guarded.speaking, asked, before.clone());
            if after != *before {
                Arc::make_mut(&mut row.reached).replace(guarded.action, after);
            }
        }
    }

    fn ask(
        &self,
        subject: &Subject<'_>,
        prepared: &Prepared,
        roles: Option<&BTreeSet<String>>,
        scratch: &mut Scratch,
    ) -> Reached {
        let context = to_context(&fill(subject, None, self.given));
        let simulation = Simulation::new(&prepared.layers, &subject.principal, &context);
        self.sort(prepared, scratch);
        let plan = &self.plan;
        let mut asking = Sorted {
            plan,
            simulation: &simulation,
            reaches: HashMap::new(),
            refined: HashMap::new(),
            reached: Reached {
                all: vec![0; plan.plain.len()],
                ..Reached::default()
            },
        };
        asking.untouched(&plan.plain, false, scratch);
        asking.untouched(&plan.wildcard, true, scratch);
        for &action in &scratch.touched {
            let number = action as usize;
            if is_set(&plan.plain, number) || is_set(&plan.wildcard, number) {
                asking.one(action, scratch.signatures[number]);
            }
        }
        for &action in &plan.special {
            asking.special(action, scratch.signatures[action as usize]);
        }
        if let (Some(action), Some(roles)) = (plan.assume_role, roles) {
            asking.put(action, Extent::on(roles));
        }
        scratch.clear();
        let mut reached = asking.reached;
        reached.some.sort_unstable();
        reached.some.shrink_to_fit();
        reached.extents.shrink_to_fit();
        reached
    }

    /// Sorts the actions by which statements speak of them.
    fn sort(&self, prepared: &Prepared, scratch: &mut Scratch) {
        let mut seed = 0;
        for layer in [PolicyType::Identity, PolicyType::Boundary] {
            for (_, gathered) in prepared.gathered.layer(layer) {
                if let Some(policy) = &gathered.reading.policy {
                    self.toggle(policy, &mut seed, scratch);
                }
            }
        }
        for set in prepared.layers.scp.iter().chain(&prepared.layers.rcp) {
            for named in set.policies() {
                self.toggle(&named.policy, &mut seed, scratch);
            }
        }
    }

    fn toggle(&self, policy: &Arc<Policy>, seed: &mut u64, scratch: &mut Scratch) {
        let marks = self.marks_of(policy);
        for mark in &*marks {
            *seed += 1;
            let by = mixed(*seed);
            for &action in &mark.listed {
                scratch.toggle(action, by);
            }
        }
    }

    fn marks_of(&self, policy: &Arc<Policy>) -> Arc<Vec<Mark>> {
        let key = Arc::as_ptr(policy) as usize;
        let known = {
            let marks = self.marks.read().unwrap_or_else(PoisonError::into_inner);
            marks.get(&key).cloned()
        };
        known.unwrap_or_else(|| {
            let made: Vec<Mark> = policy
                .statements
                .iter()
                .map(|it| mark(&it.actions))
                .collect();
            let made = Arc::new(made);
            let mut marks = self.marks.write().unwrap_or_else(PoisonError::into_inner);
            marks.insert(key, Arc::clone(&made));
            made
        })
    }
}

/// Somebody's actions, sorted, and the answer for each sort as it is found.
struct Sorted<'a> {
    plan: &'a Plan,
    simulation: &'a Simulation<'a>,
    /// By signature, and whether the action takes no resource but `*`.
    reaches: HashMap<(u64, bool), Reach>,
    /// By signature and kinds of resource; nothing where it is no extent between all and none.
    refined: HashMap<(u64, u32), Known>,
    reached: Reached,
}

#[derive(Clone, Copy)]
enum Known {
    All,
    None,
    Some(u32),
}

impl Sorted<'_> {
    /// Every action of which no statement speaks by name.
    fn untouched(&mut self, actions: &[u64], wildcard_only: bool, scratch: &Scratch) {
        let rest = |scratch: &Scratch| {
            let mut rest = actions.to_vec();
            for &action in &scratch.touched {
                if scratch.signatures[action as usize] != 0 {
                    rest[action as usize / 64] &= !(1 << (action % 64));
                }
            }
            rest
        };
        let first = numbers(&rest(scratch)).next();
        let Some(first) = first else { return };
        let asked = &self.plan.actions[first as usize];
        match self.simulation.reach(&asked.action, wildcard_only) {
            Reach::None => {}
            Reach::All => {
                for (word, more) in self.reached.all.iter_mut().zip(rest(scratch)) {
                    *word |= more;
                }
            }
            reach @ Reach::Some(_) => {
                self.reaches.insert((0, wildcard_only), reach);
                for action in numbers(&rest(scratch)) {
                    self.one(action, 0);
                }
            }
        }
    }

    fn one(&mut self, action: u32, signature: u64) {
        let asked = &self.plan.actions[action as usize];
        let kinds = self.plan.kinds[action as usize];
        let wildcard_only = asked.wildcard_only;
        let reach = self
            .reaches
            .entry((signature, wildcard_only))
            .or_insert_with(|| self.simulation.reach(&asked.action, wildcard_only));
        let known = match reach {
            Reach::None => Known::None,
            Reach::All => Known::All,
            Reach::Some(set) => {
                let refined = self.refined.get(&(signature, kinds)).copied();
                refined.unwrap_or_else(|| {
                    let extent = asked.extent_of(Reach::Some(set.clone()));
                    let known = known(&mut self.reached, extent);
                    self.refined.insert((signature, kinds), known);
                    known
                })
            }
        };
        self.mark(action, known);
    }

    /// An action with rules of its own; of KMS, equal ones are asked about once.
    fn special(&mut self, action: u32, signature: u64) {
        let asked = &self.plan.actions[action as usize];
        let kinds = self.plan.kinds[action as usize];
        let key = (signature, u32::MAX - kinds);
        let shares = asked.action.service() == "kms" && !asked.wildcard_only;
        if let (true, Some(known)) = (shares, self.refined.get(&key).copied()) {
            return self.mark(action, known);
        }
        let (cell, _, extent) = on_any(self.simulation, asked);
        let known = match (cell.decision, cell.some) {
            (Decision::Allowed, false) => Known::All,
            (Decision::Allowed, true) => known(&mut self.reached, extent),
            _ => Known::None,
        };
        if shares {
            self.refined.insert(key, known);
        }
        self.mark(action, known);
    }

    fn put(&mut self, action: u32, extent: Extent) {
        let known = known(&mut self.reached, extent);
        self.mark(action, known);
    }

    fn mark(&mut self, action: u32, known: Known) {
        match known {
            Known::None => {}
            Known::All => set(&mut self.reached.all, action as usize),
            Known::Some(extent) => self.reached.some.push((action, extent)),
        }
    }
}

/// Keeps an extent that is neither all nor none.
fn known(reached: &mut Reached, extent: Extent) -> Known {
    match extent {
        Extent::All => Known::All,
        Extent::None => Known::None,
        extent @ Extent::Some { .. } => {
            let number = short(reached.extents.len());
            reached.extents.push(extent);
            Known::Some(number)
        }
    }
}

/// The actions a statement speaks of; of those it leaves out, the ones it names, since the rest are
/// told apart from them just as well.
fn mark(actions: &Actions) -> Mark {
    let (Actions::Only(patterns) | Actions::AllBut(patterns)) = actions;
    if patterns.iter().any(|it| it.form == ActionForm::Any) {
        return Mark { listed: Vec::new() };
    }
    let mut listed: Vec<u32> = patterns.iter().flat_map(listed).collect();
    listed.sort_unstable();
    listed.dedup();
    Mark { listed }
}

fn listed(pattern: &ActionPattern) -> Vec<u32> {
    let ActionForm::Service { prefix, name } = &pattern.form else {
        return Vec::new();
    };
    let Some(service) = Catalogue::bundled().service(prefix) else {
        return Vec::new();
    };
    service
        .actions()
        .filter(|action| name.is_any() || name.matches(&action.name().to_ascii_lowercase()))
        .map(|action| short(action.number()))
        .collect()
}

/// Whether nothing of the policies hangs on who asks.
fn is_context_free(prepared: &Prepared) -> bool {
    let layers = &prepared.layers;
    let boundary = layers.boundary.iter();
    let sets = boundary.chain(&layers.scp).chain(&layers.rcp);
    std::iter::once(&layers.identity)
        .chain(sets)
        .all(|set| set.condition_keys().next().is_none())
        && layers.resource.is_none()
}

/// The policies by their places in memory, the library keeps them there; and who asks, as far as
/// rules beside the policies care.
fn key_of(subject: &Subject<'_>, prepared: &Prepared) -> Vec<usize> {
    let mut key = vec![
        usize::from(subject.is_role()),
        usize::from(prepared.gathered.bounded),
    ];
    key.push(usize::from(subject.principal.is_service_linked_role()));
    for layer in [PolicyType::Identity, PolicyType::Boundary] {
        let policies = prepared.gathered.layer(layer);
        key.extend(
            policies
                .filter_map(|(_, gathered)| gathered.reading.policy.as_ref())
                .map(|policy| Arc::as_ptr(policy) as usize),
        );
        key.push(usize::MAX);
    }
    key
}

/// A number that looks like no other one (`SplitMix64`'s finisher).
fn mixed(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

fn set(bits: &mut [u64], number: usize) {
    if let Some(word) = bits.get_mut(number / 64) {
        *word |= 1 << (number % 64);
    }
}

fn unset(bits: &mut [u64], number: usize) {
    if let Some(word) = bits.get_mut(number / 64) {
        *word &= !(1 << (number % 64));
    }
}

fn is_set(bits: &[u64], number: usize) -> bool {
    bits.get(number / 64)
        .is_some_and(|word| word >> (number % 64) & 1 == 1)
}

/// The numbers of the bits that are set.
fn numbers(bits: &[u64]) -> impl Iterator<Item = u32> {
    bits.iter().enumerate().flat_map(|(at, &word)| {
        let first = short(at * 64);
        (0..64)
            .filter(move |bit| word >> bit & 1 == 1)
            .map(move |bit| first + bit)
    })
}

fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
