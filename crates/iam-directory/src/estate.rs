//! The estate: the accounts a vault holds, each planned and perhaps observed.

use std::collections::BTreeMap;
use std::sync::Arc;

use iam_names::{AccountId, EntityId};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::change::{ImageKey, State};
use crate::{AccountKind, AccountSettings, Directory, Entity, Organization};

/// One account: its settings, what is planned, and what was last observed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub(crate) settings: Arc<AccountSettings>,
    pub(crate) planned: Arc<Directory>,
    pub(crate) observed: Arc<Directory>,
}

impl Account {
    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &AccountSettings {
        &self.settings
    }

    /// What is planned. In a local account, this is what is.
    #[must_use]
    pub fn planned(&self) -> &Directory {
        &self.planned
    }

    /// What the last import saw; none in a local account and before the first import.
    #[must_use]
    pub fn observed(&self) -> Option<&Directory> {
        self.settings.observed_as_of.map(|_| &*self.observed)
    }

    /// One of the two states. Without an import, what was observed is nothing.
    #[must_use]
    pub fn state(&self, state: State) -> &Directory {
        match state {
            State::Planned => &self.planned,
            State::Observed => &self.observed,
        }
    }

    /// Whether what is said of passwords, access keys and MFA devices is all there is. An account
    /// file is silent about them: in an AWS account they are known once an import has brought any
    /// in, or AWS's credential report.
    #[must_use]
    pub fn knows_credentials(&self) -> bool {
        self.settings.kind == AccountKind::Local
            || self.observed().is_none_or(Directory::is_empty)
            || self.observed.has_credentials()
            || self.planned.credential_reports().len() > 0
    }
}

/// What a vault holds. Cloning copies pointers, so that a preview is cheap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Estate {
    pub(crate) accounts: BTreeMap<EntityId, Account>,
    pub(crate) organizations: BTreeMap<EntityId, Arc<Organization>>,
}

/// One stored entity: a row of the vault's `entity` table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EstateRow {
    /// Where it stands.
    #[serde(flatten)]
    pub key: ImageKey,
    /// What it is.
    pub entity: Entity,
}

/// Stored rows do not make an estate.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RowsError {
    /// An entity of an account that has no settings.
    #[error("an entity belongs to the account {account}, which has no settings")]
    NoAccount {
        /// The account's local id.
        account: EntityId,
    },
    /// An entity under a key that is not its own.
    #[error("the entity {entity} stands in the place of another one")]
    Misplaced {
        /// The entity's local id.
        entity: EntityId,
    },
}

impl Estate {
    /// The accounts, by id.
    #[must_use]
    pub fn accounts(&self) -> impl ExactSizeIterator<Item = &Account> {
        self.accounts.values()
    }

    /// An account.
    #[must_use]
    pub fn account(&self, id: EntityId) -> Option<&Account> {
        self.accounts.get(&id)
    }

    /// The organizations that are known, by id.
    #[must_use]
    pub fn organizations(&self) -> impl ExactSizeIterator<Item = &Arc<Organization>> {
        self.organizations.values()
    }

    /// An organization.
    #[must_use]
    pub fn organization(&self, id: EntityId) -> Option<&Arc<Organization>> {
        self.organizations.get(&id)
    }

    /// The organization that an account stands in.
    #[must_use]
    pub fn organization_of(&self, account: AccountId) -> Option<&Arc<Organization>> {
        self.organizations()
            .find(|organization| organization.account(account).is_some())
    }

    /// An account by AWS's twelve digits. The first one, when a rehearsal copy shares them.
    #[must_use]
    pub fn account_numbered(&self, number: AccountId) -> Option<&Account> {
        self.accounts()
            .find(|account| account.settings.account_id == number)
    }

    /// Every entity with its place: what the vault stores.
    pub fn rows(&self) -> impl Iterator<Item = EstateRow> {
        let organizations = self.organizations.iter().map(|(&id, held)| EstateRow {
            key: ImageKey {
                account: id,
                state: State::Planned,
                id,
            },
            entity: Entity::Organization(Organization::clone(held)),
        });
        let accounts = self.accounts.iter().flat_map(|(&account, held)| {
            let settings = EstateRow {
                key: ImageKey {
                    account,
                    state: State::Planned,
                    id: account,
                },
                entity: Entity::Account(AccountSettings::clone(&held.settings)),
            };
            let of = move |state: State, directory: &Directory| {
                directory
                    .ids()
                    .filter_map(|id| directory.entity(id))
                    .map(|entity| EstateRow {
                        key: ImageKey {
                            account,
                            state,
                            id: entity.id(),
                        },
                        entity,
                    })
                    .collect::<Vec<_>>()
            };
            std::iter::once(settings)
                .chain(of(State::Planned, &held.planned))
                .chain(of(State::Observed, &held.observed))
        });
        accounts.chain(organizations)
    }

    /// Builds an estate from stored rows, in any order.
    pub fn from_rows(rows: impl IntoIterator<Item = EstateRow>) -> Result<Self, RowsError> {
        let mut estate = Self::default();
        let mut later = Vec::new();
        for row in rows {
            let EstateRow { key, entity } = &row;
            let is_top = entity.is_top();
            if entity.id() != key.id
                || is_top != (key.id == key.account)
                || is_top && key.state == State::Observed
            {
                return Err(RowsError::Misplaced { entity: key.id });
            }
            match row.entity {
                Entity::Account(settings) => estate.put_settings(settings),
                Entity::Organization(organization) => estate.put_organization(organization),
                _ => later.push(row),
            }
        }
        for row in later {
            let account =
                estate
                    .accounts
                    .get_mut(&row.key.account)
                    .ok_or(RowsError::NoAccount {
                        account: row.key.account,
                    })?;
            let directory = Arc::make_mut(account.directory_mut(row.key.state));
            directory.put(row.entity);
        }
        Ok(estate)
    }

    pub(crate) fn put_settings(&mut self, settings: AccountSettings) {
        let id = settings.id;
        let settings = Arc::new(settings);
        if let Some(account) = self.accounts.get_mut(&id) {
            account.settings = settings;
        } else {
            self.accounts.insert(
                id,
                Account {
                    settings,
                    planned: Arc::default(),
                    observed: Arc::default(),
                },
            );
        }
    }

    pub(crate) fn put_organization(&mut self, organization: Organization) {
        self.organizations
            .insert(organization.id, Arc::new(organization));
    }

    /// What stands at a place.
    #[must_use]
    pub fn at(&self, key: &ImageKey) -> Option<Entity> {
        if key.id == key.account
            && let Some(held) = self.organizations.get(&key.id)
        {
            return Some(Entity::Organization(Organization::clone(held)));
        }
        let account = self.accounts.get(&key.account)?;
        if key.id == key.account {
            return Some(Entity::Account(AccountSettings::clone(&account.settings)));
        }
        account.state(key.state).entity(key.id)
    }

    /// Makes a place hold an entity, or nothing. No rule is asked: see [`crate::apply`].
    pub(crate) fn set(&mut self, key: &ImageKey, entity: Option<Entity>) {
        match entity {
            Some(Entity::Account(settings)) => self.put_settings(settings),
            Some(Entity::Organization(organization)) => self.put_organization(organization),
            None if key.id == key.account => {
                self.accounts.remove(&key.account);
                self.organizations.remove(&key.account);
            }
            entity => {
                if let Some(account) = self.accounts.get_mut(&key.account) {
                    let directory = Arc::make_mut(account.directory_mut(key.state));
                    match entity {
                        Some(entity) => directory.put(entity),
                        None => drop(directory.remove(key.id)),
                    }
                }
            }
        }
    }
}

impl Account {
    fn directory_mut(&mut self, state: State) -> &mut Arc<Directory> {
        match state {
            State::Planned => &mut self.planned,
            State::Observed => &mut self.observed,
        }
    }
}
