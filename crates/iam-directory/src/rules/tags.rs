//! Tags: AWS's own keys, keys without case, and how many there may be.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html>

use iam_names::EntityId;

use super::{Rules, modifiable};
use crate::{Refusal, RefusalCode, Tags};

impl<'a> Rules<'a> {
    pub(super) fn tagged(&self, id: EntityId) -> Result<&'a Tags, Refusal> {
        if let Some(user) = self.planned.user(id) {
            return Ok(&user.tags);
        }
        if let Some(role) = self.planned.role(id) {
            modifiable(role)?;
            return Ok(&role.tags);
        }
        let profile = self.planned.instance_profile(id).map(|held| &held.tags);
        let oidc = self.planned.oidc_provider(id).map(|held| &held.tags);
        let saml = self.planned.saml_provider(id).map(|held| &held.tags);
        let resource = self.planned.resource(id).map(|held| &held.tags);
        let policy = self.planned.policy(id).map(|held| &held.tags);
        policy
            .or(profile)
            .or(oidc)
            .or(saml)
            .or(resource)
            .ok_or_else(|| Refusal::no_such("entity with tags"))
    }

    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html>
    pub(super) fn tags(&self, id: EntityId, tags: &Tags) -> Result<(), Refusal> {
        let held = self.tagged(id)?;
        if let Some(key) = tags.keys().find(|key| key.is_reserved()) {
            return Err(Refusal::new(
                RefusalCode::InvalidInput,
                format!("the tag key `{key}` begins with `aws:`, which is AWS's own"),
                "choose another key",
            )
            .in_field("tags"));
        }
        let keys: Vec<_> = tags.keys().collect();
        for (index, key) in keys.iter().enumerate() {
            if keys
                .iter()
                .skip(index + 1)
                .any(|other| other.same_name(key))
            {
                return Err(Refusal::new(
                    RefusalCode::InvalidInput,
                    format!("the tag key `{key}` is given twice, and AWS compares without case"),
                    "keep one of them",
                )
                .in_field("tags"));
            }
        }
        let new = keys
            .iter()
            .filter(|key| !held.keys().any(|have| have.same_name(key)))
            .count();
        let quota = self.account.settings().quotas.tags_per_entity;
        if held.len() + new > quota as usize {
            return Err(Refusal::new(
                RefusalCode::LimitExceeded,
                format!("the quota of {quota} tags is reached"),
                "remove a tag first",
            )
            .in_field("tags"));
        }
        Ok(())
    }
}
