//! An account, what stands around it, and a question about one of its principals: what is filled
//! in for the request, which policies are gathered, and what the answers come to together.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use iam_access::{
    CatalogueManagedPolicies, GivenContext, PolicyLibrary, Query, Scope, Simulated, Subject,
    simulate,
};
use iam_directory::{
    AccountKind, AccountSettings, Entity, Estate, EstateRow, ImageKey, InlinePolicy, Organization,
    OrganizationNode, OrganizationPlace, OrganizationPolicy, OrganizationPolicyKind,
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

/// Local ids of one kind of thing.
fn id_of(kind: u8, number: usize) -> EntityId {
    let mut bytes = [kind; 16];
    bytes[8..].copy_from_slice(&(number as u64).to_be_bytes());
    EntityId::from_bytes(bytes)
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
        let own = entities.into_iter().map(|entity| row(HOME, entity));
        let mut rows: Vec<EstateRow> = own.collect();
        rows.extend(self.organization.as_ref().map(|around| {
            let organization = around.organization();
            row(organization.id, Entity::Organization(organization))
        }));
        self.resources(&mut rows);
        Estate::from_rows(rows).unwrap()
    }

    /// The resources, each in the account it belongs to.
    fn resources(&self, rows: &mut Vec<EstateRow>) {
        let mut owners: BTreeMap<&str, EntityId> = [(ACCOUNT, HOME)].into();
        for (at, (arn, resource)) in self.resources.iter().enumerate() {
            let owner = resource.owner.as_deref().unwrap_or(ACCOUNT);
            let account = *owners.entry(owner).or_insert_with(|| {
                let account = id_of(200, at);
                let settings = AccountSettings::new(account, AccountKind::Aws, number(owner));
                rows.push(row(account, Entity::Account(settings)));
                account
            });
            let policy = resource.policy.as_ref();
            let resource = iam_directory::Resource {
                id: id_of(201, at),
                arn: arn.parse().unwrap(),
                policy: policy.map(|it| PolicyDocument::new(&document(it).to_string())),
                tags: tags(&resource.tags),
            };
            rows.push(row(account, Entity::Resource(resource)));
        }
    }
}

fn row(account: EntityId, entity: Entity) -> EstateRow {
    EstateRow {
        key: ImageKey {
            account,
            state: State::Planned,
            id: entity.id(),
        },
        entity,
    }
}

impl Around {
    /// The root, the units and at the end the account; a level for which no service control policy
    /// is written lets everything through.
    fn organization(&self) -> Organization {
        let full = serde_json::json!([{"Effect": "Allow", "Action": "*", "Resource": "*"}]);
        let levels = self.scp.len().max(self.rcp.len()).max(2);
        let (mut policies, mut nodes) = (Vec::new(), Vec::new());
        for level in 0..levels {
            let mut attached = std::collections::BTreeSet::new();
            let open = vec![full.clone()];
            let of_all = (!self.scp.is_empty()).then_some(&open);
            let scps = self.scp.get(level).or(of_all).into_iter().flatten();
            let rcps = self.rcp.get(level).into_iter().flatten();
            let scps = scps.map(|it| (OrganizationPolicyKind::ServiceControl, it));
            let rcps = rcps.map(|it| (OrganizationPolicyKind::ResourceControl, it));
            for (kind, policy) in scps.chain(rcps) {
                let id = id_of(210, policies.len());
                attached.insert(id);
                policies.push(OrganizationPolicy {
                    id,
                    policy_id: None,
                    name: format!("{level}.{}", policies.len()),
                    kind,
                    description: String::new(),
                    document: PolicyDocument::new(&document(policy).to_string()),
                    aws_managed: false,
                });
            }
            nodes.push(OrganizationNode {
                id: id_of(211, level),
                parent: level.checked_sub(1).map(|above| id_of(211, above)),
                place: match level {
                    0 => OrganizationPlace::Root,
                    _ if level + 1 == levels => OrganizationPlace::Account {
                        account: number(ACCOUNT),
                    },
                    _ => OrganizationPlace::Unit,
                },
                aws_id: None,
                name: level.to_string(),
                attached,
            });
        }
        Organization {
            id: id_of(212, 0),
            organization_id: self.id.parse().unwrap(),
            management_account: number(&self.management_account),
            observed_as_of: None,
            policies,
            nodes,
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
        let estate = self.account.estate();
        let (library, managed) = (PolicyLibrary::new(), CatalogueManagedPolicies::new());
        let scope = Scope::new(&estate, HOME, State::Planned, &managed, &library).unwrap();
        let subject = Subject::named(scope, &self.principal).unwrap();
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
