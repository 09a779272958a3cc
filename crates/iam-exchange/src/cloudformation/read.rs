//! The IAM resources of a template, as what they want of an account.
//!
//! What depends on the stack is told and not taken. Secrets of a template (a `LoginProfile`) are
//! not read.

#[cfg(test)]
mod tests;

use iam_directory::{Wanted, WantedKind};
use iam_names::GroupName;
use serde_json::Value;

use super::compose;
use super::intrinsic::{Scope, Undecided};
use crate::refused::FileRefused;
use crate::template::{
    Gathering, TemplateAccount, WantedFile, arn, document, inline, parsed, path, tags,
};

/// Reads a template, in JSON or YAML, for an account.
pub fn read(bytes: &[u8], account: TemplateAccount) -> Result<WantedFile, FileRefused> {
    let composed = compose::compose(bytes)?;
    let resources = composed.value.get("Resources").and_then(Value::as_object);
    let resources = resources.ok_or_else(|| {
        FileRefused::new(
            "the file is no template of CloudFormation: it has no `Resources`",
            "give it the template, or what `aws cloudformation get-template` answers under \
             `TemplateBody`",
        )
    })?;
    let mut reader = Reader {
        scope: Scope::new(&composed.value, account),
        gathering: Gathering::default(),
    };
    for (logical, resource) in resources {
        let at = match composed.lines.get(logical) {
            Some(line) => format!("Resources.{logical}, line {line}"),
            None => format!("Resources.{logical}"),
        };
        reader.resource(&at, logical, resource);
    }
    Ok(reader.gathering.finish())
}

struct Reader<'a> {
    scope: Scope<'a>,
    gathering: Gathering,
}

/// One resource, with its properties.
struct Resource<'a> {
    at: &'a str,
    logical: &'a str,
    whole: &'a Value,
}

impl Resource<'_> {
    fn property(&self, name: &str) -> Option<&Value> {
        self.whole.get("Properties")?.get(name)
    }
}

impl Reader<'_> {
    fn resource(&mut self, at: &str, logical: &str, whole: &Value) {
        let kind = whole.get("Type").and_then(Value::as_str);
        let Some(kind) = kind.and_then(|kind| kind.strip_prefix("AWS::IAM::")) else {
            return;
        };
        if let Some(condition) = whole.get("Condition").and_then(Value::as_str) {
            match self.scope.condition(condition) {
                Ok(true) => {}
                Ok(false) => return,
                Err(why) => {
                    let why = format!("the condition `{condition}` is not decided: {why}");
                    return self.gathering.not_taken(at, why);
                }
            }
        }
        let resource = Resource { at, logical, whole };
        let taken = match kind {
            "User" => self.user(&resource),
            "Group" => self.group(&resource),
            "Role" => self.role(&resource),
            "ManagedPolicy" => self.managed_policy(&resource),
            "Policy" => self.policy(&resource, "PolicyName", &["Users", "Groups", "Roles"]),
            "UserPolicy" => self.policy(&resource, "PolicyName", &["UserName"]),
            "GroupPolicy" => self.policy(&resource, "PolicyName", &["GroupName"]),
            "RolePolicy" => self.policy(&resource, "PolicyName", &["RoleName"]),
            "UserToGroupAddition" => self.additions(&resource),
            "InstanceProfile" => self.profile(&resource),
            "OIDCProvider" => self.oidc(&resource),
            "SAMLProvider" => self.saml(&resource),
            other => Err(format!("AWS::IAM::{other} is not read from templates")),
        };
        if let Err(why) = taken {
            self.gathering.not_taken(at, why);
        }
    }

    fn name(
        &mut self,
        resource: &Resource<'_>,
        kind: &str,
        property: &str,
    ) -> Result<String, Undecided> {
        if resource.property(property).is_none() {
            let why = format!(
                "it has no name of its own, and the stack makes one up: here it is called `{}`",
                resource.logical
            );
            self.gathering.not_taken(resource.at, why);
        }
        self.scope
            .name_of(resource.logical, kind, resource.whole, property)
            .map_err(|why| format!("{property}: {why}"))
    }

    fn text(&self, resource: &Resource<'_>, property: &str) -> Result<Option<String>, Undecided> {
        resource
            .property(property)
            .map(|value| {
                self.scope
                    .text(value)
                    .map_err(|why| format!("{property}: {why}"))
            })
            .transpose()
    }

    /// The elements of a list property, each decided for itself; what is not is told.
    fn list(&mut self, resource: &Resource<'_>, property: &str) -> Vec<Value> {
        let value = match resource.property(property) {
            None => return Vec::new(),
            Some(Value::Array(items)) => {
                let mut found = Vec::new();
                for (index, item) in items.iter().enumerate() {
                    match self.scope.value(item) {
                        Ok(Value::Null) => {}
                        Ok(value) => found.push(value),
                        Err(why) => {
                            let at = format!("{}, {property}[{index}]", resource.at);
                            self.gathering.not_taken(&at, why);
                        }
                    }
                }
                return found;
            }
            Some(other) => self.scope.value(other),
        };
        match value {
            Ok(Value::Array(items)) => items,
            Ok(Value::Null) => Vec::new(),
            Ok(one) => vec![one],
            Err(why) => {
                let at = format!("{}, {property}", resource.at);
                self.gathering.not_taken(&at, why);
                Vec::new()
            }
        }
    }

    fn names(&mut self, resource: &Resource<'_>, property: &str) -> Vec<String> {
        self.list(resource, property)
            .into_iter()
            .filter_map(|it| it.as_str().map(ToOwned::to_owned))
            .collect()
    }

    fn user(&mut self, resource: &Resource<'_>) -> Result<(), Undecided> {
        let name = self.name(resource, "AWS::IAM::User", "UserName")?;
        let groups = self.names(resource, "Groups");
        let groups = groups.iter().map(|it| parsed("Groups", it));
        let groups = groups.collect::<Result<_, _>>()?;
        if resource.property("LoginProfile").is_some() {
            self.gathering.not_taken(
                resource.at,
                "its console password is not read: give one here",
            );
        }
        let what = WantedKind::User {
            name: parsed("UserName", &name)?,
            groups,
        };
        self.holder(resource, what)
    }

    fn group(&mut self, resource: &Resource<'_>) -> Result<(), Undecided> {
        let name = self.name(resource, "AWS::IAM::Group", "GroupName")?;
        let name = parsed("GroupName", &name)?;
        self.holder(resource, WantedKind::Group { name })
    }

    fn role(&mut self, resource: &Resource<'_>) -> Result<(), Undecided> {
        let name = self.name(resource, "AWS::IAM::Role", "RoleName")?;
        let trust_policy = self.document(resource, "AssumeRolePolicyDocument")?;
        let max_session = self.text(resource, "MaxSessionDuration")?;
        let max_session = max_session.map(|it| parsed("MaxSessionDuration", &it));
        let what = WantedKind::Role {
            name: parsed("RoleName", &name)?,
            description: self.text(resource, "Description")?,
            trust_policy: Some(trust_policy),
            max_session: max_session.transpose()?,
        };
        self.holder(resource, what)
    }

    fn document(
        &self,
        resource: &Resource<'_>,
        property: &str,
    ) -> Result<iam_directory::PolicyDocument, Undecided> {
        let value = resource
            .property(property)
            .ok_or_else(|| format!("it has no {property}"))?;
        let value = self.scope.value(value);
        match value.map_err(|why| format!("{property}: {why}"))? {
            value @ Value::Object(_) => Ok(document(&value)),
            Value::String(text) => crate::template::document_text(property, &text),
            _ => Err(format!("{property} is no policy document")),
        }
    }

    /// What users, groups and roles have in common.
    fn holder(&mut self, resource: &Resource<'_>, what: WantedKind) -> Result<(), Undecided> {
        let own_path = path(self.text(resource, "Path")?.as_deref())?;
        let boundary = self.text(resource, "PermissionsBoundary")?;
        let boundary = boundary
            .map(|it| arn("PermissionsBoundary", &it))
            .transpose()?;
        let own_tags = self.tags(resource)?;
        let mut attached = Vec::new();
        for it in self.names(resource, "ManagedPolicyArns") {
            attached.push(arn("ManagedPolicyArns", &it)?);
        }
        let mut policies = Vec::new();
        for policy in self.list(resource, "Policies") {
            let name = policy.get("PolicyName").and_then(Value::as_str);
            let text = policy.get("PolicyDocument");
            let (Some(name), Some(text)) = (name, text) else {
                return Err("an entry of Policies has no name or no document".to_owned());
            };
            policies.push(inline(name, document(text))?);
        }
        let held: &mut Wanted = self.gathering.made(what);
        held.path = held.path.take().or(own_path);
        held.boundary = held.boundary.take().or(boundary);
        held.tags.extend(own_tags);
        held.attached.extend(attached);
        held.inline.extend(policies);
        Ok(())
    }

    fn tags(&mut self, resource: &Resource<'_>) -> Result<iam_directory::Tags, Undecided> {
        let listed = self.list(resource, "Tags");
        let pairs = listed.iter().filter_map(|tag| {
            let key = tag.get("Key")?.as_str()?;
            Some((key, tag.get("Value")?.as_str()?))
        });
        tags(pairs)
    }

    fn managed_policy(&mut self, resource: &Resource<'_>) -> Result<(), Undecided> {
        let name = self.name(resource, "AWS::IAM::ManagedPolicy", "ManagedPolicyName")?;
        let policy = self.document(resource, "PolicyDocument")?;
        let own_path = path(self.text(resource, "Path")?.as_deref())?;
        let own_tags = self.tags(resource)?;
        let description = self.text(resource, "Description")?.unwrap_or_default();
        let held = self.gathering.made(WantedKind::Policy {
            name: parsed("ManagedPolicyName", &name)?,
            description,
            document: Some(policy),
        });
        held.path = own_path;
        held.tags = own_tags;
        let itself = self
            .scope
            .value(&serde_json::json!({ "Ref": resource.logical }))?;
        let itself = arn("the policy", itself.as_str().unwrap_or_default())?;
        for property in ["Users", "Groups", "Roles"] {
            for name in self.names(resource, property) {
                let what = bare(property, &name)?;
                self.gathering.entity(what).attached.insert(itself.clone());
            }
        }
        Ok(())
    }

    fn policy(
        &mut self,
        resource: &Resource<'_>,
        named: &str,
        holders: &[&str],
    ) -> Result<(), Undecided> {
        let name = self.text(resource, named)?.ok_or("it has no PolicyName")?;
        let policy = inline(&name, self.document(resource, "PolicyDocument")?)?;
        for property in holders {
            for holder in self.names(resource, property) {
                let what = bare(property, &holder)?;
                self.gathering.entity(what).inline.push(policy.clone());
            }
        }
        Ok(())
    }

    fn profile(&mut self, resource: &Resource<'_>) -> Result<(), Undecided> {
        let name = self.name(resource, "AWS::IAM::InstanceProfile", "InstanceProfileName")?;
        let own_path = path(self.text(resource, "Path")?.as_deref())?;
        let roles = self.names(resource, "Roles");
        let role = roles
            .first()
            .map(|role| parsed("Roles", role))
            .transpose()?;
        let held = self.gathering.made(WantedKind::InstanceProfile {
            name: parsed("InstanceProfileName", &name)?,
            role,
        });
        held.path = own_path;
        Ok(())
    }

    fn oidc(&mut self, resource: &Resource<'_>) -> Result<(), Undecided> {
        let url = self.text(resource, "Url")?.ok_or("it has no Url")?;
        let client_ids = self.names(resource, "ClientIdList");
        let thumbprints = self.names(resource, "ThumbprintList");
        let own_tags = self.tags(resource)?;
        let held = self.gathering.made(WantedKind::OidcProvider {
            url: parsed("Url", &url)?,
            client_ids: client_ids.into_iter().collect(),
            thumbprints: thumbprints.into_iter().collect(),
        });
        held.tags = own_tags;
        Ok(())
    }

    fn saml(&mut self, resource: &Resource<'_>) -> Result<(), Undecided> {
        let metadata = self.text(resource, "SamlMetadataDocument")?;
        let metadata = metadata.ok_or("it has no SamlMetadataDocument")?;
        let name = self.name(resource, "AWS::IAM::SAMLProvider", "Name")?;
        let own_tags = self.tags(resource)?;
        let held = self.gathering.made(WantedKind::SamlProvider {
            name: parsed("Name", &name)?,
            metadata: metadata.into(),
        });
        held.tags = own_tags;
        Ok(())
    }

    fn additions(&mut self, resource: &Resource<'_>) -> Result<(), Undecided> {
        let group = self
            .text(resource, "GroupName")?
            .ok_or("it has no GroupName")?;
        let group: GroupName = parsed("GroupName", &group)?;
        for user in self.names(resource, "Users") {
            self.gathering.entity(WantedKind::User {
                name: parsed("Users", &user)?,
                groups: vec![group.clone()],
            });
        }
        Ok(())
    }
}

/// An entity that another place makes.
fn bare(property: &str, name: &str) -> Result<WantedKind, String> {
    Ok(match property {
        "Users" | "UserName" => WantedKind::User {
            name: parsed(property, name)?,
            groups: Vec::new(),
        },
        "Groups" | "GroupName" => WantedKind::Group {
            name: parsed(property, name)?,
        },
        _ => WantedKind::Role {
            name: parsed(property, name)?,
            description: None,
            trust_policy: None,
            max_session: None,
        },
    })
}
