//! An account, what stands around it, and a question about one of its principals: what is filled
//! in for the request, which policies are gathered, and what the answers come to together.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use iam_access::{
    CatalogueManagedPolicies, GivenContext, KnownResource, NamedText, Organization,
    OrganizationLevel, PolicyLibrary, Query, Scope, Simulated, Subject, Surroundings, simulate,
};
use iam_directory::{
    AccountKind, AccountSettings, Entity, Estate, EstateRow, ImageKey, InlinePolicy,
    PolicyDocument, PolicyRef, Role, State, Tags, User,
};
use iam_names::{EntityId, Path};
use iam_policy::context::ContextValue;
use serde::Deserialize;
use serde_json::Value;

use super::request::document;

const ACCOUNT: &str = "111122223333";
const HOME: EntityId = EntityId::from_bytes([1; 16]);

/// A question about an account.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scenario {
    account: Account,
    principal: String,
    action: String,
    /// The resources of the call; none asks about any.
    #[serde(default)]
    resources: Vec<String>,
    /// What is said about the call.
    #[serde(default)]
    context: BTreeMap<String, Value>,
    expect: Expectation,
}

/// Account 111122223333.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Account {
    users: BTreeMap<String, Holder>,
    roles: BTreeMap<String, Holder>,
    organization: Option<Around>,
    /// By ARN.
    resources: BTreeMap<String, Resource>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Holder {
    id: Option<String>,
    inline: Vec<Value>,
    attached: Vec<String>,
    boundary: Option<String>,
    trust: Option<Value>,
    tags: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Around {
    id: String,
    management_account: String,
    /// Levels from the root, each a list of policies.
    #[serde(default)]
    scp: Vec<Vec<Value>>,
    #[serde(default)]
    rcp: Vec<Vec<Value>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Resource {
    owner: Option<String>,
    policy: Option<Value>,
    tags: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expectation {
    /// One for each resource.
    decisions: Vec<String>,
    /// Keys that are filled in for the first answer; null for a key that is not.
    #[serde(default)]
    filled: BTreeMap<String, Option<String>>,
    /// Actions that are needed as well, and on how many resources they are allowed.
    #[serde(default)]
    also_needs: BTreeMap<String, String>,
    /// The decision about the call as a whole, for actions that work on several resources.
    together: Option<String>,
    /// Resources because of which the call as a whole is denied.
    #[serde(default)]
    denied: Vec<String>,
    /// Kinds of resources that were not named, or of which none is allowed, each by a part of its
    /// pattern.
    #[serde(default)]
    lacking: Vec<String>,
}

fn number(digits: &str) -> iam_names::AccountId {
    digits.parse().unwrap()
}

fn tags(tags: &BTreeMap<String, String>) -> Tags {
    let pair = |(key, value): (&String, &String)| (key.parse().unwrap(), value.parse().unwrap());
    tags.iter().map(pair).collect()
}

fn text(document: &Value) -> Arc<str> {
    Arc::from(document.to_string())
}

fn levels(levels: &[Vec<Value>], level: usize) -> Vec<NamedText> {
    let policies = levels.get(level).into_iter().flatten().enumerate();
    let named = policies.map(|(index, policy)| NamedText {
        name: format!("{level}.{index}"),
        document: text(&document(policy)),
    });
    named.collect()
}

impl Holder {
    fn inline(&self) -> impl Iterator<Item = (iam_names::NameKey, InlinePolicy)> {
        self.inline.iter().enumerate().map(|(index, policy)| {
            let name: iam_names::PolicyName = format!("p{index}").parse().unwrap();
            let document = PolicyDocument::new(&document(policy).to_string());
            (name.name_key(), InlinePolicy { name, document })
        })
    }

    fn attached(&self) -> impl Iterator<Item = PolicyRef> {
        self.attached
            .iter()
            .map(|arn| PolicyRef::Arn(arn.parse().unwrap()))
    }

    fn boundary(&self) -> Option<PolicyRef> {
        self.boundary
            .as_ref()
            .map(|arn| PolicyRef::Arn(arn.parse().unwrap()))
    }
}

impl Account {
    fn estate(&self) -> Estate {
        let settings = AccountSettings::new(HOME, AccountKind::Aws, number(ACCOUNT));
        let mut entities = vec![Entity::Account(settings)];
        let mut ids = 2..;
        let mut id = || EntityId::from_bytes([ids.next().unwrap_or(255); 16]);
        for (name, holder) in &self.users {
            let mut user = User::new(id(), name.parse().unwrap(), Path::root());
            user.unique_id = holder.id.as_ref().map(|it| it.parse().unwrap());
            user.inline.extend(holder.inline());
            user.attached.extend(holder.attached());
            user.boundary = holder.boundary();
            user.tags = tags(&holder.tags);
            entities.push(Entity::User(user));
        }
        for (name, holder) in &self.roles {
            let trust = document(holder.trust.as_ref().unwrap_or(&Value::Array(Vec::new())));
            let trust = PolicyDocument::new(&trust.to_string());
            let mut role = Role::new(id(), name.parse().unwrap(), Path::root(), trust);
            role.unique_id = holder.id.as_ref().map(|it| it.parse().unwrap());
            role.inline.extend(holder.inline());
            role.attached.extend(holder.attached());
            role.boundary = holder.boundary();
            role.tags = tags(&holder.tags);
            entities.push(Entity::Role(role));
        }
        let row = |entity: Entity| EstateRow {
            key: ImageKey {
                account: HOME,
                state: State::Planned,
                id: entity.id(),
            },
            entity,
        };
        Estate::from_rows(entities.into_iter().map(row)).unwrap()
    }

    fn around(&self) -> Surroundings {
        let organization = self.organization.as_ref().map(|around| {
            let deepest = around.scp.len().max(around.rcp.len());
            let level = |level: usize| OrganizationLevel {
                id: level.to_string(),
                name: level.to_string(),
                scps: levels(&around.scp, level),
                rcps: levels(&around.rcp, level),
            };
            let organization = Organization {
                id: around.id.clone(),
                management_account: number(&around.management_account),
                levels: (0..deepest).map(level).collect(),
            };
            (number(ACCOUNT), organization)
        });
        let resources = self.resources.iter().map(|(arn, resource)| {
            let known = KnownResource {
                owner: resource.owner.as_deref().map(number),
                policy: resource.policy.as_ref().map(|it| text(&document(it))),
                tags: resource.tags.clone(),
            };
            (arn.clone(), known)
        });
        Surroundings {
            organizations: organization.into_iter().collect(),
            resources: resources.collect(),
        }
    }
}

impl Scenario {
    pub(super) fn expects_access(&self) -> bool {
        let whole = self.expect.together.as_ref().into_iter();
        whole
            .chain(&self.expect.decisions)
            .all(|it| it == "Allowed")
            && self
                .expect
                .also_needs
                .values()
                .all(|extent| extent != "none")
    }

    pub(super) fn run(&self) -> Option<String> {
        let (estate, around) = (self.account.estate(), self.account.around());
        let (library, managed) = (PolicyLibrary::new(), CatalogueManagedPolicies::new());
        let scope = Scope::new(&estate, HOME, State::Planned, &managed, &library).unwrap();
        let subject = Subject::named(scope.within(&around), &self.principal).unwrap();
        let given = |(key, value): (&String, &Value)| (key.clone(), given(value));
        let query = Query {
            actions: vec![self.action.clone()],
            resources: self.resources.clone(),
            given: GivenContext {
                keys: self.context.iter().map(given).collect(),
                time: None,
            },
            limit: 0,
        };
        let faults = self.faults(&simulate(&subject, &query).unwrap());
        (!faults.is_empty()).then_some(faults)
    }

    fn faults(&self, simulated: &Simulated) -> String {
        let (expect, mut faults) = (&self.expect, String::new());
        let answers = &simulated.answers;
        let decisions: Vec<&str> = answers.iter().map(|it| it.decision.as_str()).collect();
        if decisions != expect.decisions {
            let expected = &expect.decisions;
            let _ = writeln!(
                faults,
                "  decisions are {decisions:?}, expected {expected:?}"
            );
        }
        for (key, expected) in &expect.filled {
            let filled = answers[0].context.iter().find(|it| it.key == *key);
            let is = filled.map(|it| match &it.value {
                ContextValue::Single(value) => value.clone(),
                ContextValue::Many(values) => values.join(", "),
            });
            if is != *expected {
                let _ = writeln!(faults, "  `{key}` is {is:?}, expected {expected:?}");
            }
        }
        for (action, expected) in &expect.also_needs {
            let needed = answers[0].also_needs.iter().find(|it| it.action == *action);
            let is = needed.map(|it| it.extent.word());
            if is != Some(expected) {
                let _ = writeln!(faults, "  `{action}` is {is:?}, expected {expected:?}");
            }
        }
        let whole = simulated.together.first();
        let is = whole.map(|it| it.decision.as_str());
        if is != expect.together.as_deref() {
            let expected = &expect.together;
            let _ = writeln!(faults, "  together it is {is:?}, expected {expected:?}");
        }
        let denied = whole.map_or(&[][..], |it| &it.denied);
        if *denied != *expect.denied {
            let _ = writeln!(
                faults,
                "  denied are {denied:?}, expected {:?}",
                expect.denied
            );
        }
        let lacking = whole.map_or(&[][..], |it| &it.lacking);
        for part in &expect.lacking {
            if !lacking.iter().any(|it| it.contains(part.as_str())) {
                let _ = writeln!(faults, "  lacking are {lacking:?}, not `{part}`");
            }
        }
        faults
    }
}

fn given(value: &Value) -> ContextValue {
    let one = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    match value {
        Value::Array(values) => ContextValue::Many(values.iter().map(one).collect()),
        single => ContextValue::Single(one(single)),
    }
}
