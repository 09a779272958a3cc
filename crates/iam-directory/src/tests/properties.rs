//! What must hold whatever happens: random sets on a small account.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::chosen::{Bytes, change};
use super::golden;
use super::support::*;
use crate::{AccountKind, ChangeSet, Estate, Image, Operation, apply, replay, undo};

/// What a history begins with: on an empty account the rules refuse nearly everything, and a
/// property of refusals says little.
fn furnished(kind: AccountKind) -> Vec<Operation> {
    let key = |number| (kind == AccountKind::Local).then(|| local_key(number));
    vec![
        user(10, "u10"),
        user(11, "u11"),
        user(12, "u12"),
        group(20, "g20"),
        group(21, "g21"),
        role(30, "r30"),
        policy(40, "p40"),
        policy(41, "p41"),
        access_key(10, 50, key(50).as_deref()),
        access_key(11, 51, key(51).as_deref()),
        login(12, 52),
    ]
}

/// Every name once, every reference to something, every default version there.
fn holds_together(estate: &Estate) {
    for account in estate.accounts() {
        let planned = account.planned();
        for entity in planned.ids().filter_map(|id| planned.entity(id)) {
            assert_eq!(
                planned.named(entity.kind(), &entity.name()),
                Some(entity.id())
            );
            for reference in crate::rules::references(&entity) {
                assert!(
                    planned.kind_of(reference).is_some(),
                    "{} dangles",
                    entity.name()
                );
            }
        }
        assert!(planned.policies().all(|policy| policy.document().is_some()));
    }
}

/// A history with everything that is needed to replay it and to take it back.
struct History {
    estate: Estate,
    entries: Vec<Entry>,
    /// The kinds of the operations that were accepted.
    accepted: BTreeSet<&'static str>,
}

/// The estate before a set, the set, and what it did.
type Entry = (Estate, ChangeSet, Vec<Image>);

impl History {
    /// An account with something in it.
    fn of(kind: AccountKind) -> Self {
        let number = "111122223333".parse().unwrap();
        let settings = Box::new(crate::AccountSettings::new(ACCOUNT, kind, number));
        let mut history = Self {
            estate: Estate::default(),
            entries: Vec::new(),
            accepted: BTreeSet::new(),
        };
        history.offer(set(vec![Operation::CreateAccount { settings }]));
        let furniture = furnished(kind);
        let pieces = furniture.len() + 1;
        for operation in furniture {
            history.offer(set(vec![operation]));
        }
        assert_eq!(history.entries.len(), pieces, "the furniture was refused");
        history
    }

    /// Offers a set to the rules; what they refuse leaves everything as it was.
    fn offer(&mut self, set: ChangeSet) {
        let before = self.estate.clone();
        match apply(&before, &set, &Library) {
            Err(refusal) => {
                assert!(refusal.change < set.changes.len());
                assert_eq!(self.estate, before);
            }
            Ok(applied) => {
                // The images are exactly what became another.
                for image in &applied.images {
                    assert_eq!(before.at(&image.key), image.before);
                    assert_eq!(applied.estate.at(&image.key), image.after);
                    assert_ne!(image.before, image.after);
                }
                holds_together(&applied.estate);
                let kinds = set.changes.iter();
                self.accepted
                    .extend(kinds.map(|change| golden::name(&change.operation)));
                self.estate = applied.estate;
                self.entries.push((before, set, applied.images));
            }
        }
    }

    /// Offers what some bytes choose.
    fn choose(&mut self, bytes: &[Bytes]) {
        let mut draft = self.estate.clone();
        let mut changes = Vec::new();
        for bytes in bytes {
            let change = change(&draft, *bytes);
            // What comes next is chosen on what this one leaves behind.
            if let Ok(applied) = replay(&draft, &ChangeSet::new("", vec![change.clone()])) {
                draft = applied.estate;
            }
            changes.push(change);
        }
        self.offer(ChangeSet::new("Random", changes));
    }

    /// Takes an older entry back, which is itself an entry, or is refused.
    fn take_back(&mut self, older: usize) {
        let (_, _, images) = &self.entries[older % self.entries.len()];
        if let Ok(back) = undo(&self.estate, "older", images) {
            self.offer(back);
        }
    }

    /// The journal gives the same estate again, without the rules.
    fn replays(&self) {
        let mut replayed = Estate::default();
        for (_, set, images) in &self.entries {
            let applied = replay(&replayed, set).unwrap();
            assert_eq!(applied.images, *images);
            replayed = applied.estate;
        }
        assert_eq!(replayed, self.estate);
    }

    /// The last set can always be taken back, so that everything can.
    fn goes_back_to_nothing(mut self) {
        for (before, set, images) in self.entries.iter().rev() {
            if images.is_empty() {
                continue;
            }
            let back = undo(&self.estate, &set.title, images).unwrap();
            self.estate = apply(&self.estate, &back, &Library).unwrap().estate;
            assert_eq!(self.estate, *before);
        }
        assert_eq!(self.estate, Estate::default());
    }
}

/// One history of `changes` sets, chosen by numbers that are always the same, with older sets taken
/// back in between.
fn long_history(kind: AccountKind, mut seed: u64, changes: usize) -> History {
    let mut history = History::of(kind);
    let mut next = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed.to_be_bytes()
    };
    for _ in 0..changes {
        let [two, older, rest @ ..] = next();
        let [_, _, more @ ..] = next();
        if two.is_multiple_of(32) {
            history.take_back(usize::from(older));
        } else if two.is_multiple_of(4) {
            history.choose(&[rest, more]);
        } else {
            history.choose(&[rest]);
        }
    }
    history
}

/// Every kind of operation is accepted somewhere, in one of the two kinds of account, and all of it
/// can be replayed and taken back.
fn of_every_kind(seeds: u64, changes: usize) {
    let mut accepted = BTreeSet::new();
    for seed in 1..=seeds {
        for kind in [AccountKind::Local, AccountKind::Aws] {
            let history = long_history(kind, seed, changes);
            history.replays();
            accepted.extend(history.accepted.iter().copied());
            history.goes_back_to_nothing();
        }
    }
    let all: BTreeSet<_> = golden::names().collect();
    let never: Vec<_> = all.difference(&accepted).collect();
    assert!(never.is_empty(), "never accepted: {never:?}");
}

#[test]
fn every_kind_of_change_is_accepted_replayed_and_taken_back() {
    of_every_kind(2, 1_000);
}

/// The long form: `cargo test -p iam-directory -- --ignored histories`.
#[test]
#[ignore = "takes minutes; the test above is its short form"]
fn long_histories_of_every_kind_of_change() {
    of_every_kind(200, 1_000);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_history_can_be_replayed_and_taken_back(
        sets in prop::collection::vec(prop::collection::vec(any::<Bytes>(), 1..3), 1..60),
        aws in any::<bool>(),
        older in any::<usize>(),
    ) {
        let mut history = History::of(if aws { AccountKind::Aws } else { AccountKind::Local });
        for bytes in &sets {
            history.choose(bytes);
        }
        history.replays();
        history.take_back(older);
        history.goes_back_to_nothing();
    }

    #[test]
    fn counting_takes_away_white_space_between_tokens_only(text in "[ \\n\\t\"\\\\a{}:]{0,40}") {
        let counted = document(&text).counted_characters();
        prop_assert!(counted <= text.chars().count());
        prop_assert!(counted >= text.chars().filter(|c| !c.is_whitespace()).count());
    }
}
