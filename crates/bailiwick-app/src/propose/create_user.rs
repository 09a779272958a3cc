//! The *Create user* wizard as one change set: user, groups, policies, boundary, tags, password
//! and access key, whole or not at all.

use iam_directory::{Operation, User};
use iam_names::Path;

use super::Maker;
use crate::contract::change::NewUser;
use crate::error::CommandError;

impl Maker<'_> {
    pub(super) fn create_user(&mut self, new: &NewUser) -> Result<(), CommandError> {
        self.titled(
            format!("Create user {}", new.name),
            format!("User {} created", new.name),
        );
        let name = self.fields.parse(&new.name, "name");
        let path = self.path(&new.path, "path");
        let id = self.environment.new_id()?;
        // Go on with stand-ins, so that the mistakes of the later fields are said as well.
        let stand_in = || {
            "unnamed"
                .parse()
                .map_err(|error| CommandError::field("name", &error))
        };
        let name = name.map_or_else(stand_in, Ok)?;
        let user = User::new(id, name, path.unwrap_or_else(Path::root));
        self.entity = Some(id);
        self.subject = Some(id);
        self.operations.push(Operation::CreateUser {
            user: id,
            name: user.name.clone(),
            path: user.path.clone(),
            created: self.created(),
        });
        self.tags(id, &new.tags);
        for group in &new.groups {
            let group = self.fields.id(group, "group")?;
            self.operations
                .push(Operation::AddUserToGroup { user: id, group });
        }
        for (index, group) in new.new_groups.iter().enumerate() {
            if let Some(group) = self.create_group(group, &format!("new_groups[{index}]."))? {
                self.operations
                    .push(Operation::AddUserToGroup { user: id, group });
            }
        }
        self.attach(id, &new.policies)?;
        if let Some(boundary) = &new.boundary {
            let policy = self.policy_ref(boundary)?;
            self.operations
                .push(Operation::PutPermissionsBoundary { holder: id, policy });
        }
        if let Some(console) = &new.console {
            self.give_password(&user, &console.password, console.reset_required, "password")?;
        }
        if let Some(key) = &new.access_key {
            self.give_access_key(&user, &key.description)?;
        }
        if new.console.is_none() && new.access_key.is_none() {
            self.warn(
                "console",
                "this user can neither sign in nor use an access key",
                "you can add it later on the user's page",
            );
        }
        let can_do_nothing =
            new.groups.is_empty() && new.new_groups.is_empty() && new.policies.is_empty();
        if can_do_nothing {
            self.warn(
                "groups",
                "this user has no permissions",
                "you can add it later on the user's page",
            );
        }
        Ok(())
    }
}
