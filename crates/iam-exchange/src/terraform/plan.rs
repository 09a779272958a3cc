//! The IAM resources of a Terraform plan or state, as `terraform show -json` prints it.
//!
//! A value that is known only after the plan is carried out is looked for in the configuration:
//! where it is one reference to another resource of the plan, that resource's name decides it.
//! What is still unknown is told and not taken.
//! <https://developer.hashicorp.com/terraform/internals/json-format>

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use iam_directory::{PolicyDocument, Tags, WantedKind};
use iam_names::Arn;
use serde_json::Value;

use crate::refused::{self, FileRefused};
use crate::template::{
    Gathering, TemplateAccount, WantedFile, arn, document_text, inline, parsed, path, tags,
};

/// More modules in each other than anybody writes.
const DEPTH: usize = 60;

/// Reads a plan or state for an account.
pub fn read(bytes: &[u8], account: TemplateAccount) -> Result<WantedFile, FileRefused> {
    let plan: Value = refused::json(bytes, "a plan of Terraform")?;
    let values = plan.get("planned_values").or_else(|| plan.get("values"));
    let root = values.and_then(|it| it.get("root_module"));
    let root = root.ok_or_else(|| {
        FileRefused::new(
            "the file is no plan of Terraform: it has no `planned_values.root_module`",
            "make it with `terraform plan -out FILE` and `terraform show -json FILE`",
        )
    })?;
    let mut reader = Reader {
        account,
        resources: BTreeMap::new(),
        gathering: Gathering::default(),
    };
    let configuration = plan
        .get("configuration")
        .and_then(|it| it.get("root_module"));
    reader.collect("", root, configuration, DEPTH);
    let addresses: Vec<String> = reader.resources.keys().cloned().collect();
    for address in addresses {
        reader.resource(&address);
    }
    Ok(reader.gathering.finish())
}

struct Reader<'a> {
    account: TemplateAccount,
    resources: BTreeMap<String, Resource<'a>>,
    gathering: Gathering,
}

/// One managed resource.
#[derive(Clone, Copy)]
struct Resource<'a> {
    kind: &'a str,
    values: &'a Value,
    /// The expressions of its configuration.
    expressions: Option<&'a Value>,
    /// How long the part of its address is that names the module, with its dot.
    module: usize,
}

impl<'a> Resource<'a> {
    fn text(&self, field: &str) -> Option<&'a str> {
        self.values.get(field)?.as_str()
    }
}

impl<'a> Reader<'a> {
    fn collect(
        &mut self,
        prefix: &str,
        module: &'a Value,
        configuration: Option<&'a Value>,
        depth: usize,
    ) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        let list = |value: &'a Value, key: &str| -> &'a [Value] {
            value
                .get(key)
                .and_then(Value::as_array)
                .map_or(&[], Vec::as_slice)
        };
        for it in list(module, "resources") {
            let text = |key| it.get(key).and_then(Value::as_str);
            let (Some(address), Some(kind)) = (text("address"), text("type")) else {
                continue;
            };
            if text("mode") == Some("data") || !kind.starts_with("aws_iam_") {
                continue;
            }
            let Some(values) = it.get("values") else {
                continue;
            };
            let expressions = configuration.and_then(|module| {
                let same = |held: &&Value| {
                    held.get("type") == it.get("type") && held.get("name") == it.get("name")
                };
                list(module, "resources")
                    .iter()
                    .find(same)?
                    .get("expressions")
            });
            let resource = Resource {
                kind,
                values,
                expressions,
                module: prefix.len(),
            };
            self.resources.insert(address.to_owned(), resource);
        }
        for child in list(module, "child_modules") {
            let Some(address) = child.get("address").and_then(Value::as_str) else {
                continue;
            };
            // `module.people["a"].module.x`: the last call without its index.
            let own = address.strip_prefix(prefix).unwrap_or(address);
            let call = own.strip_prefix("module.").unwrap_or(own);
            let call = call.split('[').next().unwrap_or(call);
            let configuration = configuration
                .and_then(|module| module.get("module_calls")?.get(call)?.get("module"));
            self.collect(&format!("{address}."), child, configuration, depth);
        }
    }

    /// A field's text: what the plan says, or the one resource that the configuration refers to.
    fn known(&self, address: &str, resource: &Resource<'a>, field: &str) -> Result<String, String> {
        if let Some(text) = resource.text(field) {
            return Ok(text.to_owned());
        }
        let unknown = || format!("{field} is known only after the plan is carried out");
        let expression = resource.expressions.and_then(|all| all.get(field));
        self.referred(address, resource, expression)
            .ok_or_else(unknown)
    }

    /// The attribute of a resource that an expression names: `aws_iam_user.alice.name`.
    fn referred(
        &self,
        address: &str,
        resource: &Resource<'a>,
        expression: Option<&Value>,
    ) -> Option<String> {
        let references = expression?.get("references")?.as_array()?;
        let reference = references.first()?.as_str()?;
        // Only the longest one and its shorter forms: anything else is an expression of several.
        if !references
            .iter()
            .all(|it| it.as_str().is_some_and(|it| reference.starts_with(it)))
        {
            return None;
        }
        let (of, attribute) = reference.rsplit_once('.')?;
        let module = address.get(..resource.module)?;
        let other = self.resources.get(&format!("{module}{of}"))?;
        match attribute {
            "name" | "id" if other.kind != "aws_iam_policy" => {
                other.text("name").map(ToOwned::to_owned)
            }
            "name" => other.text("name").map(ToOwned::to_owned),
            "arn" | "id" => self.arn_of(other),
            _ => None,
        }
    }

    fn arn_of(&self, resource: &Resource<'_>) -> Option<String> {
        if let Some(arn) = resource.text("arn") {
            return Some(arn.to_owned());
        }
        let word = resource.kind.strip_prefix("aws_iam_")?;
        let word = matches!(word, "user" | "group" | "role" | "policy").then_some(word)?;
        let path = resource.text("path").unwrap_or("/").parse().ok()?;
        let TemplateAccount {
            partition,
            account_id,
        } = self.account;
        let arn = Arn::iam(&partition, &account_id, word, &path, resource.text("name")?);
        Some(arn.to_string())
    }

    fn resource(&mut self, address: &str) {
        let Some(resource) = self.resources.get(address).copied() else {
            return;
        };
        let taken = match resource.kind {
            "aws_iam_user" | "aws_iam_group" | "aws_iam_role" => self.holder(address, &resource),
            "aws_iam_policy" => self.managed_policy(&resource),
            "aws_iam_user_policy" | "aws_iam_group_policy" | "aws_iam_role_policy" => {
                self.inline_policy(address, &resource)
            }
            "aws_iam_user_policy_attachment"
            | "aws_iam_group_policy_attachment"
            | "aws_iam_role_policy_attachment" => self.attachment(address, &resource),
            "aws_iam_policy_attachment" => self.attachments(address, &resource),
            "aws_iam_user_group_membership" => self.memberships(address, &resource),
            "aws_iam_group_membership" => self.members(address, &resource),
            "aws_iam_instance_profile" => self.profile(address, &resource),
            "aws_iam_openid_connect_provider" => self.oidc(&resource),
            "aws_iam_saml_provider" => self.saml(&resource),
            other => Err(format!("{other} is not read from plans")),
        };
        if let Err(why) = taken {
            self.gathering.not_taken(address, why);
        }
    }

    /// A user, group or role that is named by a field of another resource.
    fn bare(word: &str, name: &str) -> Result<WantedKind, String> {
        Ok(match word {
            "user" | "users" => WantedKind::User {
                name: parsed("user", name)?,
                groups: Vec::new(),
            },
            "group" | "groups" => WantedKind::Group {
                name: parsed("group", name)?,
            },
            _ => WantedKind::Role {
                name: parsed("role", name)?,
                description: None,
                trust_policy: None,
                max_session: None,
            },
        })
    }

    fn holder(&mut self, address: &str, resource: &Resource<'a>) -> Result<(), String> {
        let word = resource.kind.trim_start_matches("aws_iam_");
        let name = self.known(address, resource, "name")?;
        let mut what = Self::bare(word, &name)?;
        if let WantedKind::Role {
            description,
            trust_policy,
            max_session,
            ..
        } = &mut what
        {
            let text = self.known(address, resource, "assume_role_policy")?;
            *trust_policy = Some(document_text("assume_role_policy", &text)?);
            *description = resource.text("description").map(ToOwned::to_owned);
            let seconds = resource.values.get("max_session_duration");
            *max_session = seconds
                .and_then(Value::as_u64)
                .map(|it| parsed("max_session_duration", &it.to_string()))
                .transpose()?;
        }
        let own_path = path(resource.text("path"))?;
        let own_tags = tags_of(resource)?;
        let boundary = self.known(address, resource, "permissions_boundary").ok();
        let boundary = boundary.filter(|it| !it.is_empty());
        let boundary = boundary
            .map(|it| arn("permissions_boundary", &it))
            .transpose()?;
        let mut policies = Vec::new();
        for it in elements(resource, "inline_policy") {
            let text = |key| it.get(key).and_then(Value::as_str);
            if let (Some(name), Some(text)) = (text("name"), text("policy")) {
                policies.push(inline(name, document_text("inline_policy", text)?)?);
            }
        }
        let mut attached = Vec::new();
        for it in elements(resource, "managed_policy_arns") {
            attached.push(arn("managed_policy_arns", it.as_str().unwrap_or_default())?);
        }
        let held = self.gathering.made(what);
        held.path = own_path;
        held.tags = own_tags;
        held.boundary = boundary;
        held.inline.extend(policies);
        held.attached.extend(attached);
        Ok(())
    }

    fn managed_policy(&mut self, resource: &Resource<'a>) -> Result<(), String> {
        let name = resource.text("name").ok_or("AWS makes up its name")?;
        let own_tags = tags_of(resource)?;
        let held = self.gathering.made(WantedKind::Policy {
            name: parsed("name", name)?,
            description: resource.text("description").unwrap_or_default().to_owned(),
            document: Some(policy(resource)?),
        });
        held.path = path(resource.text("path"))?;
        held.tags = own_tags;
        Ok(())
    }

    fn inline_policy(&mut self, address: &str, resource: &Resource<'a>) -> Result<(), String> {
        let word = resource.kind.trim_start_matches("aws_iam_");
        let word = word.trim_end_matches("_policy");
        let holder = self.known(address, resource, word)?;
        let name = resource.text("name").ok_or("AWS makes up its name")?;
        let policy = inline(name, policy(resource)?)?;
        let what = Self::bare(word, &holder)?;
        self.gathering.entity(what).inline.push(policy);
        Ok(())
    }

    fn attachment(&mut self, address: &str, resource: &Resource<'a>) -> Result<(), String> {
        let word = resource.kind.trim_start_matches("aws_iam_");
        let word = word.trim_end_matches("_policy_attachment");
        let holder = self.known(address, resource, word)?;
        let policy = arn("policy_arn", &self.known(address, resource, "policy_arn")?)?;
        let what = Self::bare(word, &holder)?;
        self.gathering.entity(what).attached.insert(policy);
        Ok(())
    }

    fn attachments(&mut self, address: &str, resource: &Resource<'a>) -> Result<(), String> {
        let policy = arn("policy_arn", &self.known(address, resource, "policy_arn")?)?;
        for word in ["users", "groups", "roles"] {
            for name in self.several(address, resource, word)? {
                let what = Self::bare(word, &name)?;
                self.gathering.entity(what).attached.insert(policy.clone());
            }
        }
        Ok(())
    }

    fn memberships(&mut self, address: &str, resource: &Resource<'a>) -> Result<(), String> {
        let user = self.known(address, resource, "user")?;
        let groups = self.several(address, resource, "groups")?;
        let groups = groups.iter().map(|it| parsed("groups", it));
        self.gathering.entity(WantedKind::User {
            name: parsed("user", &user)?,
            groups: groups.collect::<Result<_, _>>()?,
        });
        Ok(())
    }

    fn members(&mut self, address: &str, resource: &Resource<'a>) -> Result<(), String> {
        let group = self.known(address, resource, "group")?;
        let group: iam_names::GroupName = parsed("group", &group)?;
        for user in self.several(address, resource, "users")? {
            self.gathering.entity(WantedKind::User {
                name: parsed("users", &user)?,
                groups: vec![group.clone()],
            });
        }
        Ok(())
    }

    fn profile(&mut self, address: &str, resource: &Resource<'a>) -> Result<(), String> {
        let name = resource.text("name").ok_or("AWS makes up its name")?;
        let role = self.known(address, resource, "role").ok();
        let role = role.map(|role| parsed("role", &role)).transpose()?;
        let own_tags = tags_of(resource)?;
        let held = self.gathering.made(WantedKind::InstanceProfile {
            name: parsed("name", name)?,
            role,
        });
        held.path = path(resource.text("path"))?;
        held.tags = own_tags;
        Ok(())
    }

    fn oidc(&mut self, resource: &Resource<'a>) -> Result<(), String> {
        let url = resource.text("url").ok_or("its url is not known yet")?;
        let texts = |field| {
            let texts = elements(resource, field).iter().filter_map(Value::as_str);
            texts.map(ToOwned::to_owned).collect()
        };
        let own_tags = tags_of(resource)?;
        let held = self.gathering.made(WantedKind::OidcProvider {
            url: parsed("url", url)?,
            client_ids: texts("client_id_list"),
            thumbprints: texts("thumbprint_list"),
        });
        held.tags = own_tags;
        Ok(())
    }

    fn saml(&mut self, resource: &Resource<'a>) -> Result<(), String> {
        let name = resource.text("name").ok_or("its name is not known yet")?;
        let metadata = resource.text("saml_metadata_document");
        let metadata = metadata.ok_or("its metadata is not known yet")?;
        let own_tags = tags_of(resource)?;
        let held = self.gathering.made(WantedKind::SamlProvider {
            name: parsed("name", name)?,
            metadata: metadata.into(),
        });
        held.tags = own_tags;
        Ok(())
    }

    /// A list of names. Where the plan does not know it, each reference must be one name.
    fn several(
        &self,
        address: &str,
        resource: &Resource<'a>,
        field: &str,
    ) -> Result<Vec<String>, String> {
        match resource.values.get(field) {
            Some(Value::Array(items)) if items.iter().all(Value::is_string) => {
                let texts = items.iter().filter_map(Value::as_str);
                Ok(texts.map(ToOwned::to_owned).collect())
            }
            Some(Value::Null) | None
                if resource.expressions.and_then(|it| it.get(field)).is_none() =>
            {
                Ok(Vec::new())
            }
            _ => self
                .known(address, resource, field)
                .map(|one| vec![one])
                .map_err(|_| format!("{field} is known only after the plan is carried out")),
        }
    }
}

fn elements<'a>(resource: &Resource<'a>, field: &str) -> &'a [Value] {
    resource
        .values
        .get(field)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn policy(resource: &Resource<'_>) -> Result<PolicyDocument, String> {
    let text = resource
        .text("policy")
        .ok_or("its policy is known only after the plan is carried out")?;
    document_text("policy", text)
}

fn tags_of(resource: &Resource<'_>) -> Result<Tags, String> {
    let all = resource
        .values
        .get("tags_all")
        .filter(|it| it.is_object())
        .or_else(|| resource.values.get("tags"));
    let Some(all) = all.and_then(Value::as_object) else {
        return Ok(Tags::new());
    };
    tags(
        all.iter()
            .filter_map(|(key, value)| Some((key.as_str(), value.as_str()?))),
    )
}
