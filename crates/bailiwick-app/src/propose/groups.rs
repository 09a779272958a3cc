//! Groups: made with members and policies, renamed, filled and emptied.

use std::collections::BTreeSet;

use iam_directory::{Group, Operation};
use iam_names::EntityId;

use super::Maker;
use crate::contract::change::NewGroup;
use crate::error::CommandError;

impl Maker<'_> {
    /// A group with its members and policies; none when its name or path is none.
    pub(super) fn create_group(
        &mut self,
        new: &NewGroup,
        place: &str,
    ) -> Result<Option<EntityId>, CommandError> {
        let name = self.fields.parse(&new.name, &format!("{place}name"));
        let path = self.path(&new.path, &format!("{place}path"));
        let (Some(name), Some(path)) = (name, path) else {
            return Ok(None);
        };
        let group = self.environment.new_id()?;
        self.operations.push(Operation::CreateGroup {
            group,
            name,
            path,
            created: self.created(),
        });
        for user in &new.members {
            let user = self.user(user)?.id;
            self.operations
                .push(Operation::AddUserToGroup { user, group });
        }
        self.attach(group, &new.policies)?;
        Ok(Some(group))
    }

    pub(super) fn update_group(
        &mut self,
        group: &str,
        name: &str,
        path: &str,
    ) -> Result<(), CommandError> {
        let group = self.group(group)?;
        self.titled(
            format!("Edit group {}", group.name),
            format!("Group {name} edited"),
        );
        let name = self.fields.parse(name, "name");
        let path = self.path(path, "path");
        if let (Some(name), Some(path)) = (name, path)
            && (name != group.name || path != group.path)
        {
            self.operations.push(Operation::UpdateGroup {
                group: group.id,
                name,
                path,
            });
        }
        Ok(())
    }

    /// Those who are missing come in, those who are too many go.
    pub(super) fn set_members(
        &mut self,
        group: &str,
        users: &[String],
    ) -> Result<(), CommandError> {
        let group = self.group(group)?;
        let mut wanted = BTreeSet::new();
        for user in users {
            wanted.insert(self.user(user)?.id);
        }
        let members: BTreeSet<EntityId> = self
            .account
            .planned()
            .members(group.id)
            .map(|user| user.id)
            .collect();
        let leave = members.difference(&wanted);
        self.operations
            .extend(leave.map(|&user| Operation::RemoveUserFromGroup {
                user,
                group: group.id,
            }));
        let join = wanted.difference(&members);
        self.operations
            .extend(join.map(|&user| Operation::AddUserToGroup {
                user,
                group: group.id,
            }));
        self.titled(
            format!("Set the members of group {}", group.name),
            format!("Members of group {} set", group.name),
        );
        Ok(())
    }

    fn group(&mut self, id: &str) -> Result<Group, CommandError> {
        let id = self.fields.id(id, "group")?;
        self.entity = Some(id);
        self.account
            .planned()
            .group(id)
            .map(|group| Group::clone(group))
            .ok_or_else(|| CommandError::not_found("group"))
    }
}
