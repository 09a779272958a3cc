//! Changes: the only thing that alters an estate, and what undoes them.
//!
//! What a change can do is the list in `operation.rs`. A [`ChangeSet`] is applied whole or not at all. Applying returns the new estate and an
//! [`Image`] of every entity it touched, before and after. Undo puts the before-images back when
//! the after-images still stand. Whether a change *may* happen is decided in `rules.rs`; what it
//! *does* in `perform.rs`.

use std::collections::BTreeMap;

use iam_names::EntityId;
use serde::{Deserialize, Serialize};

use crate::{Entity, Estate, ManagedPolicies, Operation, Refusal, RefusalCode, perform, rules};

/// Which state of an account.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// What is planned; in a local account, what is.
    #[default]
    Planned,
    /// What the last import saw.
    Observed,
}

/// One change of one account. It never carries a secret: secrets go to the vault beside it, under
/// the credential's id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The account.
    pub account: EntityId,
    /// What is done.
    #[serde(flatten)]
    pub operation: Operation,
}

/// Changes that happen together: one transaction, one journal entry, one undo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeSet {
    /// What a person calls it: `Create user alice`.
    pub title: String,
    /// The changes, in order.
    pub changes: Vec<Change>,
}

impl ChangeSet {
    /// Names a list of changes.
    pub fn new(title: impl Into<String>, changes: Vec<Change>) -> Self {
        Self {
            title: title.into(),
            changes,
        }
    }

    /// Names a list of operations on one account.
    pub fn of_account(
        title: impl Into<String>,
        account: EntityId,
        operations: Vec<Operation>,
    ) -> Self {
        let changes = operations
            .into_iter()
            .map(|operation| Change { account, operation })
            .collect();
        Self::new(title, changes)
    }
}

/// Where an entity stands: in which state of which account, under which id. The account's
/// settings stand under the account's own id in the planned state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ImageKey {
    /// The account.
    pub account: EntityId,
    /// The state.
    pub state: State,
    /// The entity.
    pub id: EntityId,
}

/// An entity before and after a change set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Where it stands.
    #[serde(flatten)]
    pub key: ImageKey,
    /// What it was; none when it was not there.
    pub before: Option<Entity>,
    /// What it is; none when it is gone.
    pub after: Option<Entity>,
}

/// What applying a set gave.
#[derive(Debug, Clone)]
pub struct Applied {
    /// The estate afterwards.
    pub estate: Estate,
    /// Every entity that became another one, in the order of their keys.
    pub images: Vec<Image>,
}

/// An estate in the making: remembers what each place held before it was first touched.
pub(crate) struct Draft {
    pub(crate) estate: Estate,
    before: BTreeMap<ImageKey, Option<Entity>>,
}

impl Draft {
    pub(crate) fn new(estate: &Estate) -> Self {
        Self {
            estate: estate.clone(),
            before: BTreeMap::new(),
        }
    }

    pub(crate) fn set(&mut self, key: ImageKey, entity: Option<Entity>) {
        if key.id == key.account && entity.is_none() {
            // What is in an account goes with it, and comes back with it.
            let rows: Vec<_> = self
                .estate
                .rows()
                .filter(|row| row.key.account == key.account)
                .collect();
            for row in rows {
                self.before.entry(row.key).or_insert(Some(row.entity));
            }
        }
        self.before
            .entry(key)
            .or_insert_with(|| self.estate.at(&key));
        self.estate.set(&key, entity);
    }

    fn finish(self) -> Applied {
        let estate = self.estate;
        let images = self
            .before
            .into_iter()
            .map(|(key, before)| Image {
                key,
                before,
                after: estate.at(&key),
            })
            .filter(|image| image.before != image.after)
            .collect();
        Applied { estate, images }
    }
}

/// Applies a set under the rules: whole, or not at all.
///
/// # Errors
/// The first change that may not happen, with AWS's error code and the change's place in the set.
pub fn apply(
    estate: &Estate,
    set: &ChangeSet,
    managed: &dyn ManagedPolicies,
) -> Result<Applied, Refusal> {
    let mut draft = Draft::new(estate);
    for (index, change) in set.changes.iter().enumerate() {
        rules::check(&draft.estate, change, managed)
            .and_then(|()| perform::perform(&mut draft, change))
            .map_err(|refusal| refusal.of_change(index))?;
    }
    Ok(draft.finish())
}

/// Applies a stored set without asking the rules, which may have changed since it was recorded.
///
/// # Errors
/// A change that names what is not there: the journal and the estate do not belong together.
pub fn replay(estate: &Estate, set: &ChangeSet) -> Result<Applied, Refusal> {
    let mut draft = Draft::new(estate);
    for (index, change) in set.changes.iter().enumerate() {
        perform::perform(&mut draft, change).map_err(|refusal| refusal.of_change(index))?;
    }
    Ok(draft.finish())
}

/// The set that takes a recorded one back, checked against the present.
///
/// # Errors
/// `ConcurrentModification` when something it touched has become another since, or is in use since:
/// undoing would take that back too. `EntityAlreadyExists` when a name has been given away since,
/// `LimitExceeded` when a place has, `NoSuchEntity` when there is nothing to undo.
pub fn undo(estate: &Estate, title: &str, images: &[Image]) -> Result<ChangeSet, Refusal> {
    let mut by_account: BTreeMap<EntityId, Vec<Image>> = BTreeMap::new();
    for image in images {
        by_account
            .entry(image.key.account)
            .or_default()
            .push(Image {
                key: image.key,
                before: image.after.clone(),
                after: image.before.clone(),
            });
    }
    if by_account.is_empty() {
        return Err(Refusal::new(
            RefusalCode::NoSuchEntity,
            "the entry changed nothing",
            "there is nothing to undo",
        ));
    }
    let mut changes = Vec::with_capacity(by_account.len());
    for (account, images) in by_account {
        rules::restorable(estate, account, &images)
            .map_err(|refusal| refusal.of_change(changes.len()))?;
        changes.push(Change {
            account,
            operation: Operation::Restore { images },
        });
    }
    Ok(ChangeSet::new(format!("Undo: {title}"), changes))
}
