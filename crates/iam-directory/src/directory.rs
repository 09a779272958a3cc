//! One state of one account: its entities by id, and their names without case.
//!
//! INVARIANT: every entity stands in the name index under its kind and `name_key`, and nothing
//! else does. `put` and `remove` are the only ways in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use iam_names::{EntityId, NameKey};

use crate::{
    CredentialReport, Entity, EntityKind, Group, HandOff, InstanceProfile, ManagedPolicy,
    OidcProvider, PolicyRef, Resource, Role, SamlProvider, SavedExpectation, User,
};

/// Declares the kinds of entities that a directory holds: a map each, with what every kind needs.
macro_rules! kinds {
    ($($kind:ident($type:ty) $many:ident $one:ident $what:literal;)+) => {
        /// The entities of one state of one account. Cloning copies pointers.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct Directory {
            $($many: BTreeMap<EntityId, Arc<$type>>,)+
            names: BTreeMap<(EntityKind, NameKey), EntityId>,
        }

        impl Directory {
            $(
                #[doc = concat!("The ", $what, "s, by id.")]
                #[must_use]
                pub fn $many(&self) -> impl ExactSizeIterator<Item = &Arc<$type>> {
                    self.$many.values()
                }

                #[doc = concat!("One ", $what, ".")]
                #[must_use]
                pub fn $one(&self, id: EntityId) -> Option<&Arc<$type>> {
                    self.$many.get(&id)
                }
            )+

            /// Any entity, copied. Account settings are not part of a directory.
            #[must_use]
            pub fn entity(&self, id: EntityId) -> Option<Entity> {
                $(if let Some(found) = self.$many.get(&id) {
                    return Some(Entity::$kind(<$type>::clone(found)));
                })+
                None
            }

            /// The kind of an entity.
            #[must_use]
            pub fn kind_of(&self, id: EntityId) -> Option<EntityKind> {
                $(if self.$many.contains_key(&id) {
                    return Some(EntityKind::$kind);
                })+
                None
            }

            /// Whether an entity is the same in another directory, or in neither. Copies nothing.
            pub(crate) fn agrees_with(&self, other: &Self, id: EntityId) -> bool {
                $(self.$many.get(&id) == other.$many.get(&id))&&+
            }

            /// The ids of all entities.
            pub fn ids(&self) -> impl Iterator<Item = EntityId> {
                std::iter::empty()$(.chain(self.$many.keys()))+.copied()
            }

            /// Puts an entity in, over the one of the same id. Account settings and organizations
            /// are ignored: the estate keeps them.
            pub fn put(&mut self, entity: Entity) {
                self.remove(entity.id());
                let key = (entity.kind(), entity.name_key());
                let id = entity.id();
                match entity {
                    $(Entity::$kind(held) => drop(self.$many.insert(id, Arc::new(held))),)+
                    Entity::Account(_) | Entity::Organization(_) => return,
                }
                self.names.insert(key, id);
            }

            /// Takes an entity out.
            pub fn remove(&mut self, id: EntityId) -> Option<Entity> {
                let entity = self.entity(id)?;
                $(self.$many.remove(&id);)+
                let key = (entity.kind(), entity.name_key());
                if self.names.get(&key) == Some(&id) {
                    self.names.remove(&key);
                }
                Some(entity)
            }

            /// How many entities there are.
            #[must_use]
            pub fn len(&self) -> usize {
                0 $(+ self.$many.len())+
            }
        }
    };
}

kinds! {
    User(User) users user "user";
    Group(Group) groups group "group";
    Role(Role) roles role "role";
    Policy(ManagedPolicy) policies policy "customer managed policy";
    InstanceProfile(InstanceProfile) instance_profiles instance_profile "instance profile";
    OidcProvider(OidcProvider) oidc_providers oidc_provider "OpenID Connect provider";
    SamlProvider(SamlProvider) saml_providers saml_provider "SAML provider";
    Resource(Resource) resources resource "resource";
    Expectation(SavedExpectation) expectations expectation "expectation";
    HandOff(HandOff) hand_offs hand_off "hand-off";
    CredentialReport(CredentialReport) credential_reports credential_report "credential report";
}

impl Directory {
    /// The id of the entity of this kind and name, compared as AWS compares it.
    #[must_use]
    pub fn named(&self, kind: EntityKind, name: &str) -> Option<EntityId> {
        self.names.get(&(kind, kind.name_key(name))).copied()
    }

    /// The resource of this ARN, with its case.
    #[must_use]
    pub fn resource_at(&self, arn: &str) -> Option<&Arc<Resource>> {
        self.resource(self.named(EntityKind::Resource, arn)?)
    }

    /// The instance profiles that hold a role, by id.
    pub fn profiles_of(&self, role: EntityId) -> impl Iterator<Item = &Arc<InstanceProfile>> {
        self.instance_profiles
            .values()
            .filter(move |profile| profile.role == Some(role))
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
        let has = |attached: &BTreeSet<PolicyRef>, limit: Option<&PolicyRef>| {
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

    /// Whether any user has something to sign in with.
    #[must_use]
    pub fn has_credentials(&self) -> bool {
        self.users().any(|user| {
            user.login_profile.is_some()
                || user.has_mfa()
                || user.access_keys.iter().any(|it| it.access_key_id.is_some())
        })
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
