//! What the script asked of the account as a whole: providers, instance profiles, what roles are
//! for, the summary, the report, the organization, policies of resources.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use iam_directory::{
    Directory, Entity, EntityKind, InstanceProfile, OidcProvider, Organization, Role, SamlProvider,
    Tags,
};
use iam_names::{Arn, EntityId, OidcUrl, Timestamp};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::organization::Tree;
use crate::account_facts::{self, AccountSummary};
use crate::credential_report::{self, CredentialReport};
use crate::refused::NotTaken;
use crate::resource_policies::{ResourcePolicies, policy_of, tags_of};

/// What is asked for the policy of a resource.
const POLICIES: [&str; 7] = [
    "get-bucket-policy",
    "get-key-policy",
    "get-policy",
    "get-queue-attributes",
    "get-repository-policy",
    "get-resource-policy",
    "get-topic-attributes",
];
/// What is asked for its tags.
const TAGS: [&str; 6] = [
    "describe-secret",
    "get-bucket-tagging",
    "list-queue-tags",
    "list-resource-tags",
    "list-tags",
    "list-tags-for-resource",
];

/// Answers about the account as a whole.
#[derive(Default)]
pub(super) struct More {
    roles: Vec<RoleFacts>,
    profiles: Option<Vec<Profile>>,
    profile_tags: BTreeMap<String, Tags>,
    oidc: Option<BTreeSet<String>>,
    oidc_facts: BTreeMap<String, Oidc>,
    saml: Option<BTreeSet<String>>,
    saml_facts: BTreeMap<String, Saml>,
    pub(super) summary: Option<AccountSummary>,
    pub(super) report: Option<CredentialReport>,
    pub(super) resources: ResourcePolicies,
    /// The ARNs of queues, which are asked for by their URLs.
    queues: BTreeMap<String, Arn>,
    tree: Tree,
    pub(super) not_taken: Vec<NotTaken>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Roles {
    roles: Vec<RoleFacts>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct RoleFacts {
    role_name: String,
    #[serde(default)]
    description: Option<String>,
    max_session_duration: Option<u32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Profiles {
    instance_profiles: Vec<Profile>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Profile {
    path: Option<String>,
    instance_profile_name: String,
    instance_profile_id: Option<String>,
    create_date: Option<String>,
    #[serde(default)]
    roles: Vec<NamedRole>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct NamedRole {
    role_name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct TagList {
    #[serde(default)]
    tags: Vec<TagFields>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct TagFields {
    key: String,
    value: String,
}

#[derive(Deserialize)]
struct Listed {
    #[serde(rename = "Arn")]
    arn: String,
}

#[derive(Deserialize)]
struct OidcList {
    #[serde(rename = "OpenIDConnectProviderList")]
    list: Vec<Listed>,
}

#[derive(Deserialize)]
struct SamlList {
    #[serde(rename = "SAMLProviderList")]
    list: Vec<Listed>,
}

#[derive(Deserialize)]
struct Oidc {
    #[serde(rename = "Url")]
    url: String,
    #[serde(rename = "ClientIDList", default)]
    client_ids: BTreeSet<String>,
    #[serde(rename = "ThumbprintList", default)]
    thumbprints: BTreeSet<String>,
    #[serde(rename = "CreateDate")]
    created: Option<String>,
    #[serde(rename = "Tags", default)]
    tags: Vec<TagFields>,
}

#[derive(Deserialize)]
struct Saml {
    #[serde(rename = "SAMLMetadataDocument")]
    metadata: String,
    #[serde(rename = "CreateDate")]
    created: Option<String>,
    #[serde(rename = "ValidUntil")]
    valid_until: Option<String>,
    #[serde(rename = "Tags", default)]
    tags: Vec<TagFields>,
}

impl More {
    /// One answer; whether it is one of these.
    pub(super) fn take(
        &mut self,
        ask: &str,
        of: &str,
        answer: &RawValue,
    ) -> Result<bool, serde_json::Error> {
        let text = answer.get();
        match ask {
            "list-roles" => self.roles = serde_json::from_str::<Roles>(text)?.roles,
            "list-instance-profiles" => {
                self.profiles = Some(serde_json::from_str::<Profiles>(text)?.instance_profiles);
            }
            "list-instance-profile-tags" => {
                let list: TagList = serde_json::from_str(text)?;
                let tags = self.tags(of, list.tags);
                self.profile_tags.insert(of.to_owned(), tags);
            }
            "list-open-id-connect-providers" => {
                let list: OidcList = serde_json::from_str(text)?;
                self.oidc = Some(list.list.into_iter().map(|it| it.arn).collect());
            }
            "get-open-id-connect-provider" => {
                self.oidc_facts
                    .insert(of.to_owned(), serde_json::from_str(text)?);
            }
            "list-saml-providers" => {
                let list: SamlList = serde_json::from_str(text)?;
                self.saml = Some(list.list.into_iter().map(|it| it.arn).collect());
            }
            "get-saml-provider" => {
                self.saml_facts
                    .insert(of.to_owned(), serde_json::from_str(text)?);
            }
            "get-account-summary" => match account_facts::read_summary(text.as_bytes()) {
                Ok(summary) => self.summary = Some(summary),
                Err(refused) => self.note(ask, refused.to_string()),
            },
            "get-credential-report" => match credential_report::read(text.as_bytes()) {
                Ok(report) => self.report = Some(report),
                Err(refused) => self.note(ask, refused.to_string()),
            },
            _ if POLICIES.contains(&ask) => {
                self.resource(ask, of, &serde_json::from_str(text)?);
            }
            _ if TAGS.contains(&ask) => self.resource_tags(ask, of, &serde_json::from_str(text)?),
            _ => return self.tree.take(ask, of, text),
        }
        Ok(true)
    }

    /// Something that was asked and of which AWS has nothing: a bucket without a policy has none,
    /// whatever was known before.
    pub(super) fn nothing(&mut self, ask: &str, of: &str) {
        let Some(arn) = self.arn(of) else { return };
        if TAGS.contains(&ask) {
            self.resources.tags.insert(arn, Tags::new());
        } else if POLICIES.contains(&ask) {
            self.resources.policies.insert(arn, None);
        }
    }

    /// Something that was asked and not answered.
    pub(super) fn denied(&mut self, ask: &str, of: &str) {
        let at = if of.is_empty() {
            ask.to_owned()
        } else {
            format!("{ask} {of}")
        };
        self.note(
            &at,
            "AWS did not answer this to whoever ran the script".to_owned(),
        );
    }

    fn note(&mut self, at: &str, why: String) {
        self.not_taken.push(NotTaken::new(at, why));
    }

    fn resource(&mut self, ask: &str, of: &str, answer: &Value) {
        let said = answer.get("Attributes").and_then(|it| it.get("QueueArn"));
        let arn = said.and_then(Value::as_str).unwrap_or(of);
        let at = format!("{ask} {of}");
        match (arn.parse::<Arn>(), policy_of(answer)) {
            (Ok(arn), policy) => {
                if said.is_some() {
                    self.queues.insert(of.to_owned(), arn.clone());
                }
                if let Some(policy) = policy {
                    self.resources.take(&at, arn, policy);
                }
            }
            (Err(error), _) => self.note(&at, error.message()),
        }
    }

    fn resource_tags(&mut self, ask: &str, of: &str, answer: &Value) {
        let Some(arn) = self.arn(of) else { return };
        let listed = tags_of(answer).unwrap_or_default();
        let listed = listed.into_iter().map(|(key, value)| TagFields {
            key: key.to_owned(),
            value: value.to_owned(),
        });
        let tags = self.tags(&format!("{ask} {of}"), listed.collect());
        self.resources.tags.insert(arn, tags);
    }

    /// The resource that was asked about: by its ARN, or by a queue's URL.
    fn arn(&self, of: &str) -> Option<Arn> {
        of.parse().ok().or_else(|| self.queues.get(of).cloned())
    }

    fn tags(&mut self, whose: &str, listed: Vec<TagFields>) -> Tags {
        let mut tags = Tags::new();
        for tag in listed {
            match (tag.key.parse(), tag.value.parse()) {
                (Ok(key), Ok(value)) => drop(tags.insert(key, value)),
                (Err(error), _) | (_, Err(error)) => {
                    self.note(&format!("{whose}, tag `{}`", tag.key), error.message());
                }
            }
        }
        tags
    }

    /// The kinds of which the script gathered all.
    pub(super) fn kinds(&self) -> BTreeSet<EntityKind> {
        let mut kinds = iam_directory::Incoming::authorization_details_kinds();
        if self.oidc.is_some() {
            kinds.insert(EntityKind::OidcProvider);
        }
        if self.saml.is_some() {
            kinds.insert(EntityKind::SamlProvider);
        }
        kinds
    }

    /// The organization, where the script saw it.
    pub(super) fn organization(
        &mut self,
        as_of: Timestamp,
        ids: &mut dyn FnMut() -> EntityId,
    ) -> Option<Organization> {
        let tree = std::mem::take(&mut self.tree);
        let (organization, notes) = tree.build(as_of, ids);
        self.not_taken.extend(notes);
        organization
    }

    /// Puts what belongs to the account's directory there.
    pub(super) fn enrich(&mut self, directory: &mut Directory, ids: &mut dyn FnMut() -> EntityId) {
        for facts in std::mem::take(&mut self.roles) {
            let Some(mut role) = directory
                .role_named(&facts.role_name)
                .map(|it| Role::clone(it))
            else {
                continue;
            };
            if let Some(description) = facts.description {
                role.description = description;
            }
            let seconds = facts.max_session_duration;
            if let Some(Ok(session)) = seconds.map(|it| it.to_string().parse()) {
                role.max_session = session;
            }
            directory.put(Entity::Role(role));
        }
        self.enrich_profiles(directory, ids);
        self.enrich_providers(directory, ids);
    }

    fn enrich_profiles(&mut self, directory: &mut Directory, ids: &mut dyn FnMut() -> EntityId) {
        for listed in self.profiles.take().unwrap_or_default() {
            let name = match listed.instance_profile_name.parse() {
                Ok(name) => name,
                Err(error) => {
                    let error: iam_names::ParseNameError = error;
                    self.note("list-instance-profiles", error.message());
                    continue;
                }
            };
            let kind = EntityKind::InstanceProfile;
            let held = directory
                .named(kind, &listed.instance_profile_name)
                .and_then(|id| directory.instance_profile(id));
            let mut profile = held.map_or_else(
                || {
                    let path = listed.path.and_then(|it| it.parse().ok());
                    InstanceProfile::new(ids(), name, path.unwrap_or_default())
                },
                |held| InstanceProfile::clone(held),
            );
            profile.unique_id = listed
                .instance_profile_id
                .and_then(|it| it.parse().ok())
                .or(profile.unique_id);
            profile.created = date(listed.create_date.as_deref()).or(profile.created);
            let role = listed.roles.first();
            profile.role = role.and_then(|it| directory.named(EntityKind::Role, &it.role_name));
            if let Some(tags) = self.profile_tags.remove(&listed.instance_profile_name) {
                profile.tags = tags;
            }
            directory.put(Entity::InstanceProfile(profile));
        }
    }

    fn enrich_providers(&mut self, directory: &mut Directory, ids: &mut dyn FnMut() -> EntityId) {
        for (arn, facts) in std::mem::take(&mut self.oidc_facts) {
            let url = format!("https://{}", facts.url.trim_start_matches("https://"));
            match url.parse::<OidcUrl>() {
                Ok(url) => {
                    let tags = self.tags(&arn, facts.tags);
                    directory.put(Entity::OidcProvider(OidcProvider {
                        id: ids(),
                        url,
                        client_ids: facts.client_ids,
                        thumbprints: facts.thumbprints,
                        created: date(facts.created.as_deref()),
                        tags,
                    }));
                }
                Err(error) => self.note(&arn, error.message()),
            }
        }
        for (arn, facts) in std::mem::take(&mut self.saml_facts) {
            let name = arn.rsplit('/').next().unwrap_or_default().parse();
            match name {
                Ok(name) => {
                    let tags = self.tags(&arn, facts.tags);
                    directory.put(Entity::SamlProvider(SamlProvider {
                        id: ids(),
                        name,
                        metadata: Arc::from(facts.metadata),
                        created: date(facts.created.as_deref()),
                        valid_until: date(facts.valid_until.as_deref()),
                        tags,
                    }));
                }
                Err(error) => {
                    let error: iam_names::ParseNameError = error;
                    self.note(&arn, error.message());
                }
            }
        }
    }
}

fn date(text: Option<&str>) -> Option<Timestamp> {
    text.and_then(|text| text.parse().ok())
}
