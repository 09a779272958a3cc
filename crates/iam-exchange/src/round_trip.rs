//! Generated accounts out and in again: equal as JSON values in AWS's own form, and nothing left to
//! be done in a template.

use std::collections::BTreeSet;

use iam_directory::{
    AccountKind, AccountSettings, Directory, Entity, Estate, EstateRow, Group, ImageKey,
    InlinePolicy, InstanceProfile, ManagedPolicy, NoManagedPolicies, OidcProvider, PolicyDocument,
    PolicyRef, Role, State, Tags, User, plan_wanted,
};
use iam_names::{EntityId, Path, Timestamp};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;

use crate::cloudformation::{self, Template};
use crate::template::TemplateAccount;
use crate::{authorization_details, terraform};

const ACCOUNT: EntityId = EntityId::from_bytes([255; 16]);

fn id(number: usize) -> EntityId {
    EntityId::from_bytes((number as u128 + 1).to_be_bytes())
}

/// What one entity has: names are made distinct by its number.
#[derive(Debug, Clone)]
struct Traits {
    name: String,
    path: String,
    text: String,
    tags: Vec<(String, String)>,
    refers: BTreeSet<usize>,
    bounded: bool,
}

fn traits() -> impl Strategy<Value = Traits> {
    let name = "[a-zA-Z0-9+=,.@_-]{0,20}";
    let path = prop_oneof![
        Just("/".to_owned()),
        "/[a-z]{1,5}/",
        "/[a-z]{1,3}/[A-Z.+]{1,3}/"
    ];
    // What YAML, JSON and templates could stumble over; a `$` alone is no policy variable, and the
    // rules refuse it.
    let text = "[ -#%-~\u{a1}-\u{ff}]{0,30}";
    let tags = btree_map(
        "[a-z][a-z:/ =+@._-]{0,8}[a-z]",
        "[a-zA-Z0-9 :/=+@._-]{0,12}",
        0..3,
    );
    (
        name,
        path,
        text,
        tags,
        btree_set(0..8_usize, 0..3),
        any::<bool>(),
    )
        .prop_map(|(name, path, text, tags, refers, bounded)| Traits {
            name,
            path,
            text,
            tags: tags.into_iter().collect(),
            refers,
            bounded,
        })
}

fn document(text: &str) -> PolicyDocument {
    let value = serde_json::json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Action": ["s3:Get*", "ec2:Describe*"],
        "Resource": format!("arn:aws:s3:::b/{text}/${{aws:username}}"),
        "Condition": { "StringLike": { "aws:PrincipalTag/team": text } } }] });
    PolicyDocument::new(&value.to_string())
}

fn trust() -> PolicyDocument {
    PolicyDocument::new(
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#,
    )
}

fn tags(listed: &[(String, String)]) -> Tags {
    let pair = |(key, value): &(String, String)| (key.parse().unwrap(), value.parse().unwrap());
    listed.iter().map(pair).collect()
}

/// Policies 0.., groups 100.., users 200.., roles 300.., profiles 400..
fn directory(kinds: &[Vec<Traits>; 4]) -> Directory {
    let [policies, groups, users, roles] = kinds;
    let mut made = Directory::default();
    let named = |it: &Traits, number: usize| format!("{}{number}", it.name);
    let path = |it: &Traits| it.path.parse::<Path>().unwrap();
    let attached = |it: &Traits| -> BTreeSet<PolicyRef> {
        let own = it.refers.iter().filter(|at| **at < policies.len());
        let mut found: BTreeSet<_> = own.map(|at| PolicyRef::Customer(id(*at))).collect();
        found.insert(PolicyRef::Arn(
            "arn:aws:iam::aws:policy/ReadOnlyAccess".parse().unwrap(),
        ));
        found
    };
    let inline = |it: &Traits| {
        let policy = InlinePolicy {
            name: "own".parse().unwrap(),
            document: document(&it.text),
        };
        [(policy.name.name_key(), policy)].into()
    };
    let boundary =
        |it: &Traits| (it.bounded && !policies.is_empty()).then(|| PolicyRef::Customer(id(0)));
    for (number, it) in policies.iter().enumerate() {
        let path = if it.path.contains('.') {
            Path::root()
        } else {
            path(it)
        };
        let name = named(it, number).parse().unwrap();
        let mut policy = ManagedPolicy::new(id(number), name, path, document(&it.text));
        policy.description.clone_from(&it.text);
        made.put(Entity::Policy(policy));
    }
    for (number, it) in groups.iter().enumerate() {
        let name = named(it, number).parse().unwrap();
        let mut group = Group::new(id(100 + number), name, path(it));
        group.attached = attached(it);
        group.inline = inline(it);
        made.put(Entity::Group(group));
    }
    for (number, it) in users.iter().enumerate() {
        let name = named(it, number).parse().unwrap();
        let mut user = User::new(id(200 + number), name, path(it));
        let member = it.refers.iter().filter(|at| **at < groups.len());
        user.groups = member.map(|at| id(100 + at)).collect();
        user.attached = attached(it);
        user.inline = inline(it);
        user.boundary = boundary(it);
        user.tags = tags(&it.tags);
        made.put(Entity::User(user));
    }
    for (number, it) in roles.iter().enumerate() {
        let name = named(it, number).parse().unwrap();
        let mut role = Role::new(id(300 + number), name, path(it), trust());
        role.description.clone_from(&it.text);
        role.attached = attached(it);
        role.inline = inline(it);
        role.boundary = boundary(it);
        role.tags = tags(&it.tags);
        let name = format!("profile-{number}").parse().unwrap();
        let mut profile = InstanceProfile::new(id(400 + number), name, path(it));
        profile.role = Some(role.id);
        made.put(Entity::Role(role));
        made.put(Entity::InstanceProfile(profile));
    }
    if let Some(it) = users.first() {
        made.put(Entity::OidcProvider(OidcProvider {
            id: id(500),
            url: "https://token.actions.githubusercontent.com"
                .parse()
                .unwrap(),
            client_ids: ["sts.amazonaws.com".to_owned()].into(),
            thumbprints: ["6938fd4d98bab03faadb97b34396831e3780aea1".to_owned()].into(),
            created: None,
            tags: tags(&it.tags),
        }));
    }
    made
}

fn settings() -> AccountSettings {
    AccountSettings::new(ACCOUNT, AccountKind::Aws, "111122223333".parse().unwrap())
}

fn estate(directory: &Directory) -> Estate {
    let row = |state, entity: Entity| EstateRow {
        key: ImageKey {
            account: ACCOUNT,
            state,
            id: entity.id(),
        },
        entity,
    };
    let own = row(State::Planned, Entity::Account(settings()));
    let entities = directory.ids().filter_map(|id| directory.entity(id));
    let rows = entities.map(|entity| row(State::Planned, entity));
    Estate::from_rows(std::iter::once(own).chain(rows)).unwrap()
}

fn account_file(directory: &Directory) -> serde_json::Value {
    let mut bytes = Vec::new();
    authorization_details::write(&settings(), directory, &NoManagedPolicies, &mut bytes).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_account_comes_back(
        policies in vec(traits(), 0..4),
        groups in vec(traits(), 0..4),
        users in vec(traits(), 0..4),
        roles in vec(traits(), 0..4),
    ) {
        let directory = directory(&[policies, groups, users, roles]);
        // AWS's own form: equal as JSON values. Providers and empty profiles have no place in it.
        let file = account_file(&directory);
        let mut next = 1000;
        let mut ids = || {
            next += 1;
            id(next)
        };
        let read = authorization_details::read(file.to_string().as_bytes(), &mut ids).unwrap();
        prop_assert!(read.unreadable.is_empty(), "{:?}", read.unreadable);
        if let Some(seen) = read.accounts.first() {
            prop_assert_eq!(sorted(account_file(&seen.directory)), sorted(file));
        }
        // A template: what it wants is there already.
        let template = cloudformation::write(&Template {
            settings: &settings(),
            directory: &directory,
            with: &|_| true,
        });
        let account = TemplateAccount {
            partition: settings().partition,
            account_id: settings().account_id,
        };
        let wanted = cloudformation::read(template.text.as_bytes(), account).unwrap();
        prop_assert!(wanted.not_taken.is_empty(), "{:?}\n{}", wanted.not_taken, template.text);
        let estate = estate(&directory);
        let now = Timestamp::from_unix(0);
        let held = estate.account(ACCOUNT).unwrap();
        let plan = plan_wanted(held, &wanted.wanted, &mut ids, now, &NoManagedPolicies);
        prop_assert!(plan.rows.is_empty(), "{:?}\n{}", plan.rows, template.text);
        prop_assert_eq!(plan.unchanged, directory.len());
        // Into an empty account: the same account.
        let empty = self::estate(&Directory::default());
        let held = empty.account(ACCOUNT).unwrap();
        let plan = plan_wanted(held, &wanted.wanted, &mut ids, now, &AllKnown);
        prop_assert!(
            plan.rows.iter().all(|row| row.verdict == iam_directory::ImportVerdict::New),
            "{:?}", plan.rows
        );
        let set = iam_directory::ChangeSet::new("", plan.changes);
        let made = iam_directory::apply(&empty, &set, &AllKnown).unwrap().estate;
        let made = made.account(ACCOUNT).unwrap().planned().clone();
        prop_assert_eq!(sorted(account_file(&made)), sorted(account_file(&directory)));
        // The other languages are at least written without a word lost on the way.
        let configuration = terraform::write(&terraform::Configuration {
            settings: &settings(),
            directory: &directory,
            with: &|_| true,
            in_aws: &|_| None,
        });
        prop_assert_eq!(
            configuration.text.matches("\nresource \"aws_iam_user\" ").count(),
            directory.users().len()
        );
    }
}

/// AWS's managed policies, all of which are there.
struct AllKnown;

impl iam_directory::ManagedPolicies for AllKnown {
    fn knows(&self, _: &iam_names::Arn) -> bool {
        true
    }

    fn document(&self, _: &iam_names::Arn) -> Option<std::sync::Arc<str>> {
        None
    }
}

/// Lists of entities and of what they hold come in the order of ids, which a reader makes up.
fn sorted(mut value: serde_json::Value) -> serde_json::Value {
    match &mut value {
        serde_json::Value::Array(items) => {
            for item in items.iter_mut() {
                *item = sorted(item.take());
            }
            items.sort_by_key(ToString::to_string);
        }
        serde_json::Value::Object(map) => {
            for (_, item) in map.iter_mut() {
                *item = sorted(item.take());
            }
        }
        _ => {}
    }
    value
}
