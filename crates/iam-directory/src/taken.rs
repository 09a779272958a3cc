//! What another vault of the same team changed, laid onto ours.
//!
//! Their changes arrive as images: each touched entity before and after. Where we still hold what
//! they began with, theirs is taken; where both moved apart, fields are merged as an import's are,
//! and what then still differs is a conflict that a person decides. Everything together is one set
//! of changes, with one undo.

use std::collections::BTreeMap;

use iam_names::EntityId;

use crate::change::{Change, ChangeSet, Image, ImageKey};
use crate::operation::Operation;
use crate::{Entity, Estate, merge};

/// Their changes against what we hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// What can be taken as it is, or merged field by field.
    pub clean: Vec<Image>,
    /// How many entities are as theirs already.
    pub already: usize,
    /// What a person decides.
    pub conflicts: Vec<Conflict>,
}

/// An entity on which both moved apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Which.
    pub key: ImageKey,
    /// What both began with; none when both made it.
    pub base: Option<Entity>,
    /// What we hold.
    pub ours: Option<Entity>,
    /// What they made of it.
    pub theirs: Option<Entity>,
    /// The fields that differ; empty when it is about being there at all.
    pub fields: Vec<&'static str>,
}

/// Whose word counts where both moved apart. Fields on which only one moved are merged either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Ours stays.
    Ours,
    /// Theirs is taken.
    Theirs,
}

/// One image for each entity: what it was before the first of several sets, and after the last.
#[must_use]
pub fn collapse<'a>(images: impl IntoIterator<Item = &'a Image>) -> Vec<Image> {
    let mut by_key: BTreeMap<ImageKey, Image> = BTreeMap::new();
    for image in images {
        by_key
            .entry(image.key)
            .and_modify(|known| known.after.clone_from(&image.after))
            .or_insert_with(|| image.clone());
    }
    by_key
        .into_values()
        .filter(|image| image.before != image.after)
        .collect()
}

/// Lays their changes onto an estate. Nothing is changed.
#[must_use]
pub fn take(estate: &Estate, theirs: &[Image]) -> Taken {
    let mut taken = Taken::default();
    for image in theirs {
        let ours = estate.at(&image.key);
        if ours == image.after {
            taken.already += 1;
        } else if ours == image.before {
            taken.clean.push(image.clone());
        } else {
            let conflict = Conflict {
                key: image.key,
                base: image.before.clone(),
                ours,
                theirs: image.after.clone(),
                fields: Vec::new(),
            };
            match conflict.merged(Side::Ours) {
                Some((merged, fields)) if fields.is_empty() => taken.clean.push(Image {
                    key: conflict.key,
                    before: conflict.ours,
                    after: Some(merged),
                }),
                Some((_, fields)) => taken.conflicts.push(Conflict { fields, ..conflict }),
                None => taken.conflicts.push(conflict),
            }
        }
    }
    taken
}

impl Conflict {
    /// Both sides' moves in one entity, one of them having the last word; none when one of the
    /// three is not there to be merged.
    fn merged(&self, word: Side) -> Option<(Entity, Vec<&'static str>)> {
        let (base, ours, theirs) = (
            self.base.as_ref()?,
            self.ours.as_ref()?,
            self.theirs.as_ref()?,
        );
        Some(match word {
            Side::Ours => merge::entity(base, ours, theirs),
            Side::Theirs => merge::entity(base, theirs, ours),
        })
    }

    /// What becomes of it when somebody has decided; none when it is gone then.
    #[must_use]
    pub fn outcome(&self, word: Side) -> Option<Entity> {
        match self.merged(word) {
            Some((merged, _)) => Some(merged),
            None => match word {
                Side::Ours => self.ours.clone(),
                Side::Theirs => self.theirs.clone(),
            },
        }
    }

    fn settled(&self, word: Side) -> Image {
        Image {
            key: self.key,
            before: self.ours.clone(),
            after: self.outcome(word),
        }
    }
}

impl Taken {
    /// One set of changes of everything that is taken; none when nothing would change.
    #[must_use]
    pub fn settle(&self, title: &str, decide: impl Fn(&Conflict) -> Side) -> Option<ChangeSet> {
        let decided = self
            .conflicts
            .iter()
            .map(|conflict| conflict.settled(decide(conflict)));
        let mut by_account: BTreeMap<EntityId, Vec<Image>> = BTreeMap::new();
        for image in self.clean.iter().cloned().chain(decided) {
            if image.before != image.after {
                by_account.entry(image.key.account).or_default().push(image);
            }
        }
        if by_account.is_empty() {
            return None;
        }
        let changes = by_account
            .into_iter()
            .map(|(account, images)| Change {
                account,
                operation: Operation::Restore { images },
            })
            .collect();
        Some(ChangeSet::new(title, changes))
    }
}
