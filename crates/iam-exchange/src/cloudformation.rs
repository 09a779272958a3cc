//! An account as a CloudFormation template in YAML, and what a template wants of an account.
//!
//! What CloudFormation has no place for is said in notes and never left out in silence: console
//! passwords and access keys would stand readable in the template or in the stack's answers, and
//! roles of AWS's own can not be made. References within the account are `Ref`s, so that the
//! stack's order is right.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html>

mod compose;
mod intrinsic;
mod read;
mod yaml;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use iam_directory::{
    AccountSettings, Directory, InlinePolicy, PolicyDocument, PolicyRef, Role, Tags,
};
use iam_names::{EntityId, NameKey};
use serde_json::{Map, Value, json};

use crate::{reference, unique};

pub use read::read;

/// How many resources one template may hold.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>
const MOST_RESOURCES: usize = 500;

/// What is written.
#[derive(Clone, Copy)]
pub struct Template<'a> {
    /// The account.
    pub settings: &'a AccountSettings,
    /// One of its states.
    pub directory: &'a Directory,
    /// Which entities: all, or what is pending.
    pub with: &'a dyn Fn(EntityId) -> bool,
}

/// A file, and what it could not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The text.
    pub text: String,
    /// What a person should know about it, a sentence each.
    pub notes: Vec<String>,
}

/// Writes the template.
#[must_use]
pub fn write(template: &Template<'_>) -> Written {
    let mut maker = Maker::new(template);
    maker.policies();
    maker.groups();
    maker.users();
    maker.providers();
    maker.roles();
    maker.profiles();
    let count = maker.resources.len();
    if count > MOST_RESOURCES {
        maker.notes.push(format!(
            "The template has {count} resources, and CloudFormation takes {MOST_RESOURCES}: \
             divide it among several stacks."
        ));
    }
    let description = format!(
        "IAM of the AWS account {}, made by Bailiwick. Create it with the capability \
         CAPABILITY_NAMED_IAM.",
        template.settings.account_id
    );
    let mut document = Map::new();
    document.insert("AWSTemplateFormatVersion".into(), json!("2010-09-09"));
    document.insert("Description".into(), json!(description));
    document.insert("Resources".into(), Value::Object(maker.resources));
    Written {
        text: yaml::print(&Value::Object(document)),
        notes: maker.notes,
    }
}

struct Maker<'a> {
    template: &'a Template<'a>,
    /// The logical ids of what stands in the template.
    ids: BTreeMap<EntityId, String>,
    resources: Map<String, Value>,
    notes: Vec<String>,
}

impl<'a> Maker<'a> {
    fn new(template: &'a Template<'a>) -> Self {
        let directory = template.directory;
        let mut taken = BTreeSet::new();
        let mut ids = BTreeMap::new();
        let mut name = |id: EntityId, kind: &str, name: &str| {
            if (template.with)(id) {
                let letters = name.chars().filter(char::is_ascii_alphanumeric);
                let wanted: String = kind.chars().chain(letters).take(200).collect();
                ids.insert(id, unique(&mut taken, &wanted, ""));
            }
        };
        for it in directory.policies() {
            name(it.id, "Policy", it.name.as_str());
        }
        for it in directory.groups() {
            name(it.id, "Group", it.name.as_str());
        }
        for it in directory.users() {
            name(it.id, "User", it.name.as_str());
        }
        for it in directory.roles() {
            if !is_aws_own(it) {
                name(it.id, "Role", it.name.as_str());
            }
        }
        for it in directory.oidc_providers() {
            name(it.id, "OIDCProvider", it.url.host_and_path());
        }
        for it in directory.saml_providers() {
            name(it.id, "SAMLProvider", it.name.as_str());
        }
        for it in directory.instance_profiles() {
            name(it.id, "InstanceProfile", it.name.as_str());
        }
        Self {
            template,
            ids,
            resources: Map::new(),
            notes: Vec::new(),
        }
    }

    fn add(&mut self, id: EntityId, kind: &str, properties: &Map<String, Value>) {
        let Some(logical) = self.ids.get(&id).cloned() else {
            return;
        };
        self.resources.insert(
            logical,
            json!({ "Type": format!("AWS::IAM::{kind}"), "Properties": properties }),
        );
    }

    fn policies(&mut self) {
        for it in self.template.directory.policies() {
            let Some(document) = it.document().filter(|_| self.ids.contains_key(&it.id)) else {
                continue;
            };
            let mut properties = Map::new();
            properties.insert("ManagedPolicyName".into(), json!(it.name.as_str()));
            properties.insert("Path".into(), json!(it.path.as_str()));
            if !it.description.is_empty() {
                properties.insert("Description".into(), json!(it.description));
            }
            let document = self.document(document, &format!("the policy {}", it.name));
            properties.insert("PolicyDocument".into(), document);
            if it.versions.len() > 1 {
                self.notes.push(format!(
                    "The policy {} has its default version only: CloudFormation keeps no others.",
                    it.name
                ));
            }
            if !it.tags.is_empty() {
                self.notes.push(format!(
                    "The tags of the policy {} are left out: not every region takes them.",
                    it.name
                ));
            }
            self.add(it.id, "ManagedPolicy", &properties);
        }
    }

    fn groups(&mut self) {
        for it in self.template.directory.groups() {
            let mut properties = Map::new();
            properties.insert("GroupName".into(), json!(it.name.as_str()));
            properties.insert("Path".into(), json!(it.path.as_str()));
            self.held(
                &mut properties,
                &it.attached,
                &it.inline,
                "group",
                it.name.as_str(),
            );
            self.add(it.id, "Group", &properties);
        }
    }

    fn users(&mut self) {
        for it in self.template.directory.users() {
            if !self.ids.contains_key(&it.id) {
                continue;
            }
            let mut properties = Map::new();
            properties.insert("UserName".into(), json!(it.name.as_str()));
            properties.insert("Path".into(), json!(it.path.as_str()));
            let groups: Vec<Value> = it
                .groups
                .iter()
                .filter_map(|id| {
                    let group = self.template.directory.group(*id)?;
                    Some(match self.ids.get(id) {
                        Some(logical) => json!({ "Ref": logical }),
                        None => json!(group.name.as_str()),
                    })
                })
                .collect();
            if !groups.is_empty() {
                properties.insert("Groups".into(), Value::Array(groups));
            }
            self.held(
                &mut properties,
                &it.attached,
                &it.inline,
                "user",
                it.name.as_str(),
            );
            self.bounded(&mut properties, it.boundary.as_ref());
            tags(&mut properties, &it.tags);
            if it.login_profile.is_some() || !it.access_keys.is_empty() {
                self.notes.push(format!(
                    "The password and access keys of {} are not in the template: the `aws-cli` \
                     script makes them without showing them.",
                    it.name
                ));
            }
            if !it.ssh_keys.is_empty() || !it.signing_certificates.is_empty() {
                self.notes.push(format!(
                    "The SSH keys and certificates of {} are not in the template: CloudFormation \
                     has no resource for them, and the `aws-cli` script uploads them.",
                    it.name
                ));
            }
            self.add(it.id, "User", &properties);
        }
    }

    fn roles(&mut self) {
        for it in self.template.directory.roles() {
            if is_aws_own(it) {
                if (self.template.with)(it.id) {
                    self.notes
                        .push(format!("The role {} is AWS's own and left out.", it.name));
                }
                continue;
            }
            if !self.ids.contains_key(&it.id) {
                continue;
            }
            let mut properties = Map::new();
            properties.insert("RoleName".into(), json!(it.name.as_str()));
            properties.insert("Path".into(), json!(it.path.as_str()));
            if !it.description.is_empty() {
                properties.insert("Description".into(), json!(it.description));
            }
            let trust = self.document(&it.trust_policy, &format!("the role {}", it.name));
            properties.insert("AssumeRolePolicyDocument".into(), trust);
            properties.insert("MaxSessionDuration".into(), json!(it.max_session.seconds()));
            self.held(
                &mut properties,
                &it.attached,
                &it.inline,
                "role",
                it.name.as_str(),
            );
            self.bounded(&mut properties, it.boundary.as_ref());
            tags(&mut properties, &it.tags);
            self.add(it.id, "Role", &properties);
            self.after_whom_it_trusts(it);
        }
    }

    fn providers(&mut self) {
        for it in self.template.directory.oidc_providers() {
            let mut properties = Map::new();
            properties.insert("Url".into(), json!(it.url.as_str()));
            if !it.client_ids.is_empty() {
                properties.insert("ClientIdList".into(), json!(it.client_ids));
            }
            if !it.thumbprints.is_empty() {
                properties.insert("ThumbprintList".into(), json!(it.thumbprints));
            }
            tags(&mut properties, &it.tags);
            self.add(it.id, "OIDCProvider", &properties);
        }
        for it in self.template.directory.saml_providers() {
            let mut properties = Map::new();
            properties.insert("Name".into(), json!(it.name.as_str()));
            properties.insert("SamlMetadataDocument".into(), json!(&*it.metadata));
            tags(&mut properties, &it.tags);
            self.add(it.id, "SAMLProvider", &properties);
        }
    }

    fn profiles(&mut self) {
        for it in self.template.directory.instance_profiles() {
            if !self.ids.contains_key(&it.id) {
                continue;
            }
            let role = it.role.and_then(|role| self.template.directory.role(role));
            let roles: Vec<Value> = role
                .iter()
                .map(|role| match self.ids.get(&role.id) {
                    Some(logical) => json!({ "Ref": logical }),
                    None => json!(role.name.as_str()),
                })
                .collect();
            let mut properties = Map::new();
            properties.insert("InstanceProfileName".into(), json!(it.name.as_str()));
            properties.insert("Path".into(), json!(it.path.as_str()));
            properties.insert("Roles".into(), Value::Array(roles));
            if !it.tags.is_empty() {
                self.notes.push(format!(
                    "The tags of the instance profile {} are left out: CloudFormation has no place \
                     for them.",
                    it.name
                ));
            }
            self.add(it.id, "InstanceProfile", &properties);
        }
    }

    /// AWS refuses a trust policy whose principal is not there yet.
    fn after_whom_it_trusts(&mut self, role: &Role) {
        let (settings, directory) = (self.template.settings, self.template.directory);
        let text = role.trust_policy.text();
        let users = directory
            .users()
            .map(|it| (it.id, settings.arn("user", &it.path, it.name.as_str())));
        let roles = directory
            .roles()
            .map(|it| (it.id, settings.arn("role", &it.path, it.name.as_str())))
            // A circle has no right order, and CloudFormation refuses the whole of it.
            .filter(|(id, _)| !self.trusts_back(*id, role));
        if !text.contains(":user/") && !text.contains(":role/") {
            return;
        }
        let before: Vec<&String> = users
            .chain(roles)
            .filter(|(id, arn)| *id != role.id && text.contains(&format!("\"{arn}\"")))
            .filter_map(|(id, _)| self.ids.get(&id))
            .collect();
        let (before, logical) = (json!(before), self.ids.get(&role.id).cloned());
        if before.as_array().is_some_and(|list| !list.is_empty())
            && let Some(Value::Object(resource)) =
                logical.and_then(|logical| self.resources.get_mut(&logical))
        {
            resource.insert("DependsOn".into(), before);
        }
    }

    /// Whether a role waits, by one or many steps, for `role`.
    fn trusts_back(&self, id: EntityId, role: &Role) -> bool {
        let (settings, directory) = (self.template.settings, self.template.directory);
        let mut seen = BTreeSet::new();
        let mut to_look_at = vec![id];
        while let Some(id) = to_look_at.pop() {
            if id == role.id {
                return true;
            }
            let Some(looked_at) = directory.role(id).filter(|_| seen.insert(id)) else {
                continue;
            };
            let text = looked_at.trust_policy.text();
            if !text.contains(":role/") {
                continue;
            }
            to_look_at.extend(
                directory
                    .roles()
                    .filter(|other| {
                        let arn = settings.arn("role", &other.path, other.name.as_str());
                        text.contains(&format!("\"{arn}\""))
                    })
                    .map(|other| other.id),
            );
        }
        false
    }

    fn held(
        &mut self,
        properties: &mut Map<String, Value>,
        attached: &BTreeSet<PolicyRef>,
        inline: &BTreeMap<NameKey, InlinePolicy>,
        word: &str,
        name: &str,
    ) {
        let arns: Vec<Value> = attached.iter().filter_map(|it| self.policy(it)).collect();
        if !arns.is_empty() {
            properties.insert("ManagedPolicyArns".into(), Value::Array(arns));
        }
        let mut policies = Vec::new();
        for policy in inline.values() {
            let whose = format!("the inline policy {} of the {word} {name}", policy.name);
            let document = self.document(&policy.document, &whose);
            policies
                .push(json!({ "PolicyName": policy.name.as_str(), "PolicyDocument": document }));
        }
        if !policies.is_empty() {
            properties.insert("Policies".into(), Value::Array(policies));
        }
    }

    fn bounded(&self, properties: &mut Map<String, Value>, boundary: Option<&PolicyRef>) {
        if let Some(arn) = boundary.and_then(|it| self.policy(it)) {
            properties.insert("PermissionsBoundary".into(), arn);
        }
    }

    fn policy(&self, policy: &PolicyRef) -> Option<Value> {
        if let PolicyRef::Customer(id) = policy
            && let Some(logical) = self.ids.get(id)
        {
            return Some(json!({ "Ref": logical }));
        }
        let arn = reference::arn(self.template.settings, self.template.directory, policy)?;
        Some(json!(arn.as_str()))
    }

    fn document(&mut self, document: &PolicyDocument, whose: &str) -> Value {
        serde_json::from_str(document.text()).unwrap_or_else(|_| {
            self.notes.push(format!(
                "The document of {whose} is no JSON: CloudFormation is going to refuse it."
            ));
            json!(document.text())
        })
    }
}

fn is_aws_own(role: &Role) -> bool {
    role.is_service_linked() || role.is_reserved()
}

fn tags(properties: &mut Map<String, Value>, tags: &Tags) {
    let list: Vec<Value> = tags
        .iter()
        .map(|(key, value)| json!({ "Key": key.as_str(), "Value": value.as_str() }))
        .collect();
    if !list.is_empty() {
        properties.insert("Tags".into(), Value::Array(list));
    }
}
