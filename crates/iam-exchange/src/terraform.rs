//! An account in Terraform's language, with import blocks for what AWS has already.
//!
//! Passwords and access keys are left out and noted: Terraform would keep them in its state.
//! <https://registry.terraform.io/providers/hashicorp/aws/latest/docs>

mod hcl;
mod plan;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use iam_directory::{
    AccountSettings, CredentialStatus, Directory, Entity, InlinePolicy, PolicyDocument, PolicyRef,
    Role, Tags, User,
};
use iam_names::{EntityId, NameKey, Path};

use crate::aws_cli::roles_in_order;
use crate::{reference, unique};
use hcl::{Block, Pen};

pub use crate::cloudformation::Written;
pub use plan::read as read_plan;

/// What is written.
#[derive(Clone, Copy)]
pub struct Configuration<'a> {
    /// The account.
    pub settings: &'a AccountSettings,
    /// One of its states.
    pub directory: &'a Directory,
    /// Which entities: all, or what is pending.
    pub with: &'a dyn Fn(EntityId) -> bool,
    /// What AWS has under an id: it gets an import block.
    pub in_aws: &'a dyn Fn(EntityId) -> Option<Entity>,
}

/// Writes the configuration.
#[must_use]
pub fn write(configuration: &Configuration<'_>) -> Written {
    let mut maker = Maker {
        configuration,
        taken: BTreeSet::new(),
        names: BTreeMap::new(),
        order: roles_in_order(configuration.settings, configuration.directory),
        pen: Pen::default(),
        notes: Vec::new(),
    };
    maker.name_all();
    maker.policies();
    maker.groups();
    maker.users();
    maker.providers();
    maker.roles();
    maker.profiles();
    Written {
        text: maker.pen.finish(configuration.settings),
        notes: maker.notes,
    }
}

struct Maker<'a> {
    configuration: &'a Configuration<'a>,
    taken: BTreeSet<String>,
    /// Addresses such as `aws_iam_user.alice`.
    names: BTreeMap<EntityId, String>,
    /// The roles in an order in which they can be made.
    order: Vec<&'a Role>,
    pen: Pen,
    notes: Vec<String>,
}

/// A user, group or role, as far as policies go.
struct Holder<'a> {
    id: EntityId,
    word: &'static str,
    name: &'a str,
    address: String,
    attached: &'a BTreeSet<PolicyRef>,
    inline: &'a BTreeMap<NameKey, InlinePolicy>,
}

impl Maker<'_> {
    fn name_all(&mut self) {
        let directory = self.configuration.directory;
        for it in directory.policies() {
            self.name(it.id, "aws_iam_policy", it.name.as_str());
        }
        for it in directory.groups() {
            self.name(it.id, "aws_iam_group", it.name.as_str());
        }
        for it in directory.users() {
            self.name(it.id, "aws_iam_user", it.name.as_str());
        }
        for it in directory.oidc_providers() {
            let name = it.url.host_and_path();
            self.name(it.id, "aws_iam_openid_connect_provider", name);
        }
        for it in directory.saml_providers() {
            self.name(it.id, "aws_iam_saml_provider", it.name.as_str());
        }
        for it in directory.instance_profiles() {
            self.name(it.id, "aws_iam_instance_profile", it.name.as_str());
        }
        for it in directory.roles() {
            if it.is_service_linked() || it.is_reserved() {
                if (self.configuration.with)(it.id) {
                    self.notes
                        .push(format!("The role {} is AWS's own and left out.", it.name));
                }
            } else {
                self.name(it.id, "aws_iam_role", it.name.as_str());
            }
        }
    }

    fn name(&mut self, id: EntityId, kind: &str, name: &str) {
        if (self.configuration.with)(id) {
            let address = self.address(kind, name);
            self.names.insert(id, address);
        }
    }

    /// A free address of this kind.
    fn address(&mut self, kind: &str, name: &str) -> String {
        unique(
            &mut self.taken,
            &format!("{kind}.{}", hcl::label(name)),
            "_",
        )
    }

    /// Whether AWS has the entity under this very name: only then there is something to import.
    fn is_in_aws(&self, id: EntityId) -> bool {
        (self.configuration.in_aws)(id).is_some()
    }

    fn policies(&mut self) {
        for it in self.configuration.directory.policies() {
            let Some(address) = self.names.get(&it.id).cloned() else {
                continue;
            };
            let Some(document) = it.document() else {
                continue;
            };
            let mut block = Block::new(&address);
            block.text("name", it.name.as_str());
            block.text("path", it.path.as_str());
            if !it.description.is_empty() {
                block.text("description", &it.description);
            }
            self.document(&mut block, "policy", document, it.name.as_str());
            tags(&mut block, &it.tags);
            self.pen.resource(&block);
            if self.is_in_aws(it.id) {
                let policy = PolicyRef::Customer(it.id);
                let (settings, directory) =
                    (self.configuration.settings, self.configuration.directory);
                if let Some(arn) = reference::arn(settings, directory, &policy) {
                    self.pen.import(&address, arn.as_str());
                }
            }
            if it.versions.len() > 1 {
                self.notes.push(format!(
                    "The policy {} has its default version only: Terraform keeps no others.",
                    it.name
                ));
            }
        }
    }

    fn groups(&mut self) {
        for it in self.configuration.directory.groups() {
            let Some(address) = self.names.get(&it.id).cloned() else {
                continue;
            };
            let mut block = Block::new(&address);
            block.text("name", it.name.as_str());
            block.text("path", it.path.as_str());
            self.pen.resource(&block);
            if self.is_in_aws(it.id) {
                self.pen.import(&address, it.name.as_str());
            }
            self.held(&Holder {
                id: it.id,
                word: "group",
                name: it.name.as_str(),
                address,
                attached: &it.attached,
                inline: &it.inline,
            });
        }
    }

    fn users(&mut self) {
        for it in self.configuration.directory.users() {
            let Some(address) = self.names.get(&it.id).cloned() else {
                continue;
            };
            let mut block = Block::new(&address);
            block.text("name", it.name.as_str());
            block.text("path", it.path.as_str());
            self.boundary(&mut block, it.boundary.as_ref());
            tags(&mut block, &it.tags);
            self.pen.resource(&block);
            let before = match (self.configuration.in_aws)(it.id) {
                Some(Entity::User(before)) => Some(before),
                _ => None,
            };
            if before.is_some() {
                self.pen.import(&address, it.name.as_str());
            }
            let mut groups: Vec<_> = it
                .groups
                .iter()
                .filter_map(|id| self.configuration.directory.group(*id))
                .collect();
            groups.sort_by_key(|group| group.name.name_key());
            if !groups.is_empty() {
                let membership = self.address("aws_iam_user_group_membership", it.name.as_str());
                let mut block = Block::new(&membership);
                block.expression("user", &format!("{address}.name"));
                let list = groups.iter().map(|group| match self.names.get(&group.id) {
                    Some(address) => format!("{address}.name"),
                    None => hcl::quoted(group.name.as_str()),
                });
                block.list("groups", list);
                self.pen.resource(&block);
                if before
                    .as_ref()
                    .is_some_and(|before| before.groups == it.groups)
                {
                    let names: Vec<&str> = groups.iter().map(|it| it.name.as_str()).collect();
                    let id = format!("{}/{}", it.name, names.join("/"));
                    self.pen.import(&membership, &id);
                }
            }
            let address_of_user = address.clone();
            self.held(&Holder {
                id: it.id,
                word: "user",
                name: it.name.as_str(),
                address,
                attached: &it.attached,
                inline: &it.inline,
            });
            self.user_keys(it, before.as_ref(), &address_of_user);
            if it.login_profile.is_some() || !it.access_keys.is_empty() {
                self.notes.push(format!(
                    "The password and access keys of {} are left out: Terraform would keep them \
                     in its state, and the `aws-cli` script does not.",
                    it.name
                ));
            }
        }
    }

    /// SSH keys and certificates. AWS's ids for them are known once an import has seen them.
    fn user_keys(&mut self, user: &User, before: Option<&User>, address: &str) {
        for (number, key) in (1..).zip(&user.ssh_keys) {
            let label = format!("{}_{number}", user.name);
            let own = self.address("aws_iam_user_ssh_key", &label);
            let mut block = Block::new(&own);
            block.expression("username", &format!("{address}.name"));
            block.text("encoding", "SSH");
            block.text("public_key", key.body.as_str());
            if key.status == CredentialStatus::Inactive {
                block.text("status", "Inactive");
            }
            self.pen.resource(&block);
            let mut held = before.iter().flat_map(|before| &before.ssh_keys);
            if let Some(id) = held
                .find(|it| it.id == key.id)
                .and_then(|it| it.key_id.as_ref())
            {
                self.pen.import(&own, &format!("{}:{id}:SSH", user.name));
            }
        }
        for (number, held) in (1..).zip(&user.signing_certificates) {
            let label = format!("{}_{number}", user.name);
            let own = self.address("aws_iam_signing_certificate", &label);
            let mut block = Block::new(&own);
            block.expression("user_name", &format!("{address}.name"));
            block.text("certificate_body", &held.body);
            if held.status == CredentialStatus::Inactive {
                block.text("status", "Inactive");
            }
            self.pen.resource(&block);
            let mut known = before
                .iter()
                .flat_map(|before| &before.signing_certificates);
            let id = known
                .find(|it| it.id == held.id)
                .and_then(|it| it.certificate_id.as_ref());
            if let Some(id) = id {
                self.pen.import(&own, &format!("{id}:{}", user.name));
            }
        }
    }

    fn providers(&mut self) {
        let settings = self.configuration.settings;
        let texts = |values: &BTreeSet<String>| -> Vec<String> {
            values.iter().map(|it| hcl::quoted(it)).collect()
        };
        for it in self.configuration.directory.oidc_providers() {
            let Some(address) = self.names.get(&it.id).cloned() else {
                continue;
            };
            let mut block = Block::new(&address);
            block.text("url", it.url.as_str());
            block.list("client_id_list", texts(&it.client_ids).into_iter());
            block.list("thumbprint_list", texts(&it.thumbprints).into_iter());
            tags(&mut block, &it.tags);
            self.pen.resource(&block);
            if self.is_in_aws(it.id) {
                let name = it.url.host_and_path();
                let arn = settings.arn("oidc-provider", &Path::root(), name);
                self.pen.import(&address, arn.as_str());
            }
        }
        for it in self.configuration.directory.saml_providers() {
            let Some(address) = self.names.get(&it.id).cloned() else {
                continue;
            };
            let mut block = Block::new(&address);
            block.text("name", it.name.as_str());
            block.text("saml_metadata_document", &it.metadata);
            tags(&mut block, &it.tags);
            self.pen.resource(&block);
            if self.is_in_aws(it.id) {
                let arn = settings.arn("saml-provider", &Path::root(), it.name.as_str());
                self.pen.import(&address, arn.as_str());
            }
        }
    }

    fn profiles(&mut self) {
        let directory = self.configuration.directory;
        for it in directory.instance_profiles() {
            let Some(address) = self.names.get(&it.id).cloned() else {
                continue;
            };
            let mut block = Block::new(&address);
            block.text("name", it.name.as_str());
            block.text("path", it.path.as_str());
            if let Some(role) = it.role.and_then(|role| directory.role(role)) {
                match self.names.get(&role.id) {
                    Some(role) => block.expression("role", &format!("{role}.name")),
                    None => block.text("role", role.name.as_str()),
                }
            }
            tags(&mut block, &it.tags);
            self.pen.resource(&block);
            if self.is_in_aws(it.id) {
                self.pen.import(&address, it.name.as_str());
            }
        }
    }

    fn roles(&mut self) {
        for it in self.configuration.directory.roles() {
            let Some(address) = self.names.get(&it.id).cloned() else {
                continue;
            };
            let mut block = Block::new(&address);
            block.text("name", it.name.as_str());
            block.text("path", it.path.as_str());
            if !it.description.is_empty() {
                block.text("description", &it.description);
            }
            self.document(
                &mut block,
                "assume_role_policy",
                &it.trust_policy,
                it.name.as_str(),
            );
            block.expression(
                "max_session_duration",
                &it.max_session.seconds().to_string(),
            );
            self.boundary(&mut block, it.boundary.as_ref());
            tags(&mut block, &it.tags);
            self.after_whom_it_trusts(&mut block, it);
            self.pen.resource(&block);
            let in_aws = self.is_in_aws(it.id);
            if in_aws {
                self.pen.import(&address, it.name.as_str());
            }
            self.held(&Holder {
                id: it.id,
                word: "role",
                name: it.name.as_str(),
                address,
                attached: &it.attached,
                inline: &it.inline,
            });
        }
    }

    /// AWS refuses a trust policy whose principal is not there yet. Users come from nobody; a role
    /// waits for one that does not wait for it, which Terraform would refuse as a circle.
    fn after_whom_it_trusts(&self, block: &mut Block, role: &Role) {
        let (settings, directory) = (self.configuration.settings, self.configuration.directory);
        let text = role.trust_policy.text();
        if !text.contains(":user/") && !text.contains(":role/") {
            return;
        }
        let earlier = self.order.iter().take_while(|it| it.id != role.id);
        let before = directory
            .users()
            .map(|it| (it.id, settings.arn("user", &it.path, it.name.as_str())))
            .chain(earlier.map(|it| (it.id, settings.arn("role", &it.path, it.name.as_str()))))
            .filter(|(_, arn)| text.contains(&format!("\"{arn}\"")))
            .filter_map(|(id, _)| self.names.get(&id).cloned());
        let before: Vec<String> = before.collect();
        if !before.is_empty() {
            block.list("depends_on", before.into_iter());
        }
    }

    fn held(&mut self, holder: &Holder<'_>) {
        let before = (self.configuration.in_aws)(holder.id);
        let (had, had_inline) = match &before {
            Some(Entity::User(it)) => (Some(&it.attached), Some(&it.inline)),
            Some(Entity::Group(it)) => (Some(&it.attached), Some(&it.inline)),
            Some(Entity::Role(it)) => (Some(&it.attached), Some(&it.inline)),
            _ => (None, None),
        };
        let word = holder.word;
        for (key, policy) in holder.inline {
            let label = format!("{}_{}", holder.name, policy.name);
            let address = self.address(&format!("aws_iam_{word}_policy"), &label);
            let mut block = Block::new(&address);
            block.text("name", policy.name.as_str());
            block.expression(word, &format!("{}.name", holder.address));
            self.document(&mut block, "policy", &policy.document, policy.name.as_str());
            self.pen.resource(&block);
            if had_inline.is_some_and(|had| had.contains_key(key)) {
                let id = format!("{}:{}", holder.name, policy.name);
                self.pen.import(&address, &id);
            }
        }
        for policy in holder.attached {
            let (settings, directory) = (self.configuration.settings, self.configuration.directory);
            let Some(arn) = reference::arn(settings, directory, policy) else {
                continue;
            };
            let name = arn.resource().rsplit('/').next().unwrap_or_default();
            let label = format!("{}_{name}", holder.name);
            let address = self.address(&format!("aws_iam_{word}_policy_attachment"), &label);
            let mut block = Block::new(&address);
            block.expression(word, &format!("{}.name", holder.address));
            block.expression("policy_arn", &self.policy(policy, arn.as_str()));
            self.pen.resource(&block);
            if had.is_some_and(|had| had.contains(policy)) {
                self.pen.import(&address, &format!("{}/{arn}", holder.name));
            }
        }
    }

    fn boundary(&self, block: &mut Block, boundary: Option<&PolicyRef>) {
        let (settings, directory) = (self.configuration.settings, self.configuration.directory);
        if let Some(policy) = boundary
            && let Some(arn) = reference::arn(settings, directory, policy)
        {
            block.expression("permissions_boundary", &self.policy(policy, arn.as_str()));
        }
    }

    fn policy(&self, policy: &PolicyRef, arn: &str) -> String {
        match policy {
            PolicyRef::Customer(id) if self.names.contains_key(id) => {
                format!("{}.arn", self.names[id])
            }
            _ => hcl::quoted(arn),
        }
    }

    fn document(&mut self, block: &mut Block, key: &str, document: &PolicyDocument, whose: &str) {
        if block.document(key, document.text()).is_err() {
            self.notes.push(format!(
                "The document of {whose} is no JSON: AWS is going to refuse it."
            ));
        }
    }
}

fn tags(block: &mut Block, tags: &Tags) {
    if !tags.is_empty() {
        let pairs = tags
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()));
        block.map("tags", pairs);
    }
}
