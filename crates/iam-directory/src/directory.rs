//! One state of one account: its entities by id, and their names without case.
//!
//! INVARIANT: every entity stands in the name index under its kind and `name_key`, and nothing
//! else does. `put` and `remove` are the only ways in.

use std::collections::BTreeMap;
use std::sync::Arc;

use iam_names::{EntityId, NameKey};

use crate::{Entity, EntityKind, Group, ManagedPolicy, PolicyRef, Role, User};

/// The entities of one state of one account. Cloning copies pointers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directory {
    users: BTreeMap<EntityId, Arc<User>>,
    groups: BTreeMap<EntityId, Arc<Group>>,
    roles: BTreeMap<EntityId, Arc<Role>>,
    policies: BTreeMap<EntityId, Arc<ManagedPolicy>>,
    names: BTreeMap<(EntityKind, NameKey), EntityId>,
}

impl Directory {
    /// The users, by id.
    #[must_use]
    pub fn users(&self) -> impl ExactSizeIterator<Item = &Arc<User>> {
        self.users.values()
    }

    /// The groups, by id.
    #[must_use]
    pub fn groups(&self) -> impl ExactSizeIterator<Item = &Arc<Group>> {
        self.groups.values()
    }

    /// The roles, by id.
    #[must_use]
    pub fn roles(&self) -> impl ExactSizeIterator<Item = &Arc<Role>> {
        self.roles.values()
    }

    /// The customer managed policies, by id.
    #[must_use]
    pub fn policies(&self) -> impl ExactSizeIterator<Item = &Arc<ManagedPolicy>> {
        self.policies.values()
    }

    /// A user.
    #[must_use]
    pub fn user(&self, id: EntityId) -> Option<&Arc<User>> {
        self.users.get(&id)
    }

    /// A group.
    #[must_use]
    pub fn group(&self, id: EntityId) -> Option<&Arc<Group>> {
        self.groups.get(&id)
    }

    /// A role.
    #[must_use]
    pub fn role(&self, id: EntityId) -> Option<&Arc<Role>> {
        self.roles.get(&id)
    }

    /// A customer managed policy.
    #[must_use]
    pub fn policy(&self, id: EntityId) -> Option<&Arc<ManagedPolicy>> {
        self.policies.get(&id)
    }

    /// The id of the entity of this kind and name, without case.
    #[must_use]
    pub fn named(&self, kind: EntityKind, name: &str) -> Option<EntityId> {
        self.names.get(&(kind, NameKey::of(name))).copied()
    }

    /// A user by name, without case.
    #[must_use]
    pub fn user_named(&self, name: &str) -> Option<&Arc<User>> {
        self.user(self.named(EntityKind::User, name)?)
    }

    /// A group by name, without case.
    #[must_use]
    pub fn group_named(&self, name: &str) -> Option<&Arc<Group>> {
        self.group(self.named(EntityKind::Group, name)?)
    }

    /// A role by name, without case.
    #[must_use]
    pub fn role_named(&self, name: &str) -> Option<&Arc<Role>> {
        self.role(self.named(EntityKind::Role, name)?)
    }

    /// A customer managed policy by name, without case.
    #[must_use]
    pub fn policy_named(&self, name: &str) -> Option<&Arc<ManagedPolicy>> {
        self.policy(self.named(EntityKind::Policy, name)?)
    }

    /// The members of a group, by id.
    pub fn members(&self, group: EntityId) -> impl Iterator<Item = &Arc<User>> {
        self.users
            .values()
            .filter(move |user| user.groups.contains(&group))
    }

    /// The users, groups and roles to which a policy is attached, as `(kind, id, name)`; `boundary`
    /// chooses those that have it as their permissions boundary instead.
    #[must_use]
    pub fn holders(
        &self,
        policy: &PolicyRef,
        boundary: bool,
    ) -> Vec<(EntityKind, EntityId, String)> {
        let has = |attached: &std::collections::BTreeSet<PolicyRef>, limit: Option<&PolicyRef>| {
            if boundary {
                limit == Some(policy)
            } else {
                attached.contains(policy)
            }
        };
        let mut found = Vec::new();
        for user in self.users() {
            if has(&user.attached, user.boundary.as_ref()) {
                found.push((EntityKind::User, user.id, user.name.to_string()));
            }
        }
        for group in self.groups() {
            if has(&group.attached, None) {
                found.push((EntityKind::Group, group.id, group.name.to_string()));
            }
        }
        for role in self.roles() {
            if has(&role.attached, role.boundary.as_ref()) {
                found.push((EntityKind::Role, role.id, role.name.to_string()));
            }
        }
        found
    }

    /// Any entity, copied. Account settings are not part of a directory.
    #[must_use]
    pub fn entity(&self, id: EntityId) -> Option<Entity> {
        if let Some(user) = self.users.get(&id) {
            return Some(Entity::User(User::clone(user)));
        }
        if let Some(group) = self.groups.get(&id) {
            return Some(Entity::Group(Group::clone(group)));
        }
        if let Some(role) = self.roles.get(&id) {
            return Some(Entity::Role(Role::clone(role)));
        }
        self.policies
            .get(&id)
            .map(|policy| Entity::Policy(ManagedPolicy::clone(policy)))
    }

    /// The kind of an entity.
    #[must_use]
    pub fn kind_of(&self, id: EntityId) -> Option<EntityKind> {
        if self.users.contains_key(&id) {
            Some(EntityKind::User)
        } else if self.groups.contains_key(&id) {
            Some(EntityKind::Group)
        } else if self.roles.contains_key(&id) {
            Some(EntityKind::Role)
        } else if self.policies.contains_key(&id) {
            Some(EntityKind::Policy)
        } else {
            None
        }
    }

    /// Whether an entity is the same in another directory, or in neither. Copies nothing.
    pub(crate) fn agrees_with(&self, other: &Self, id: EntityId) -> bool {
        self.users.get(&id) == other.users.get(&id)
            && self.groups.get(&id) == other.groups.get(&id)
            && self.roles.get(&id) == other.roles.get(&id)
            && self.policies.get(&id) == other.policies.get(&id)
    }

    /// The ids of all entities.
    pub fn ids(&self) -> impl Iterator<Item = EntityId> {
        self.users
            .keys()
            .chain(self.groups.keys())
            .chain(self.roles.keys())
            .chain(self.policies.keys())
            .copied()
    }

    /// Puts an entity in, over the one of the same id. Account settings are ignored: the account
    /// keeps them.
    pub fn put(&mut self, entity: Entity) {
        self.remove(entity.id());
        let key = (entity.kind(), entity.name_key());
        let id = entity.id();
        match entity {
            Entity::Account(_) => return,
            Entity::User(user) => drop(self.users.insert(id, Arc::new(user))),
            Entity::Group(group) => drop(self.groups.insert(id, Arc::new(group))),
            Entity::Role(role) => drop(self.roles.insert(id, Arc::new(role))),
            Entity::Policy(policy) => drop(self.policies.insert(id, Arc::new(policy))),
        }
        self.names.insert(key, id);
    }

    /// Takes an entity out.
    pub fn remove(&mut self, id: EntityId) -> Option<Entity> {
        let entity = self.entity(id)?;
        self.users.remove(&id);
        self.groups.remove(&id);
        self.roles.remove(&id);
        self.policies.remove(&id);
        let key = (entity.kind(), entity.name_key());
        if self.names.get(&key) == Some(&id) {
            self.names.remove(&key);
        }
        Some(entity)
    }

    /// How many entities there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.users.len() + self.groups.len() + self.roles.len() + self.policies.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl FromIterator<Entity> for Directory {
    fn from_iter<I: IntoIterator<Item = Entity>>(entities: I) -> Self {
        let mut directory = Self::default();
        for entity in entities {
            directory.put(entity);
        }
        directory
    }
}
