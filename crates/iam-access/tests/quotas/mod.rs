//! An account of a given size, generated and always the same: what a large company's looks like,
//! with policies of several services, variables, conditions, boundaries and a few administrators.

use iam_directory::{
    AccountKind, AccountSettings, Entity, Estate, EstateRow, Group, ImageKey, InlinePolicy,
    ManagedPolicy, PolicyDocument, PolicyRef, Role, State, User,
};
use iam_names::{EntityId, Path, PolicyName};
use std::fmt::Write as _;

/// The account's id.
pub(crate) const HOME: EntityId = EntityId::from_bytes([1; 16]);

/// How many there are of what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) users: usize,
    pub(crate) roles: usize,
    pub(crate) groups: usize,
    pub(crate) policies: usize,
}

/// AWS's default quotas.
#[allow(
    dead_code,
    reason = "the test takes a smaller account, the benchmark this one"
)]
pub(crate) const AT_QUOTAS: Size = Size {
    users: 5_000,
    roles: 1_000,
    groups: 300,
    policies: 1_500,
};

const SERVICES: [(&str, &[&str], &str); 8] = [
    (
        "s3",
        &["GetObject", "PutObject", "List*", "DeleteObject"],
        "arn:aws:s3:::bucket-{n}/*",
    ),
    ("ec2", &["Describe*", "RunInstances", "StartInstances"], "*"),
    (
        "dynamodb",
        &["GetItem", "Query", "PutItem", "*"],
        "arn:aws:dynamodb:*:111122223333:table/t{n}",
    ),
    (
        "lambda",
        &["InvokeFunction", "UpdateFunctionCode"],
        "arn:aws:lambda:eu-west-1:111122223333:function:f{n}-*",
    ),
    (
        "sqs",
        &["SendMessage", "Receive*"],
        "arn:aws:sqs:*:111122223333:q{n}",
    ),
    ("iam", &["Get*", "List*"], "*"),
    (
        "logs",
        &["*"],
        "arn:aws:logs:*:111122223333:log-group:/app/{n}:*",
    ),
    (
        "sts",
        &["AssumeRole"],
        "arn:aws:iam::111122223333:role/role-{n}*",
    ),
];

/// A generator of numbers that are always the same (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most as u64).unwrap_or(0)
    }
}

fn id(kind: u8, number: usize) -> EntityId {
    let mut bytes = [0; 16];
    bytes[0] = kind;
    bytes[8..].copy_from_slice(&(number as u64 + 1).to_be_bytes());
    EntityId::from_bytes(bytes)
}

fn document(dice: &mut Dice, statements: usize) -> PolicyDocument {
    let mut text = String::from(r#"{"Version":"2012-10-17","Statement":["#);
    for number in 0..statements {
        let (service, actions, resource) = SERVICES[dice.below(SERVICES.len())];
        let comma = if number > 0 { "," } else { "" };
        let mut named: Vec<String> = Vec::new();
        for action in actions.iter().take(1 + dice.below(actions.len())) {
            named.push(format!("\"{service}:{action}\""));
        }
        let effect = if dice.below(12) == 0 { "Deny" } else { "Allow" };
        let resource = resource.replace("{n}", &dice.below(200).to_string());
        let condition = match dice.below(10) {
            0 => r#","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#,
            1 => r#","Condition":{"StringEquals":{"aws:PrincipalTag/team":"blue"}}"#,
            _ => "",
        };
        let actions = named.join(",");
        let _ = write!(
            text,
            r#"{comma}{{"Sid":"S{number}","Effect":"{effect}","Action":[{actions}],"Resource":"{resource}"{condition}}}"#
        );
    }
    text.push_str("]}");
    PolicyDocument::new(&text)
}

fn own_folder(number: usize) -> InlinePolicy {
    InlinePolicy {
        name: "own".parse().unwrap(),
        document: PolicyDocument::new(&format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::home-{}/${{aws:username}}/*"}}}}"#,
            number % 50
        )),
    }
}

fn aws(name: &str) -> PolicyRef {
    PolicyRef::Arn(format!("arn:aws:iam::aws:policy/{name}").parse().unwrap())
}

/// The account.
#[must_use]
pub(crate) fn account(size: Size) -> Estate {
    let mut dice = Dice(0x5eed_1234_5678_9abc);
    let mut entities = vec![Entity::Account(AccountSettings::new(
        HOME,
        AccountKind::Aws,
        "111122223333".parse().unwrap(),
    ))];
    for number in 0..size.policies {
        let statements = 2 + dice.below(6);
        entities.push(Entity::Policy(ManagedPolicy::new(
            id(1, number),
            format!("policy-{number}").parse().unwrap(),
            Path::root(),
            document(&mut dice, statements),
        )));
    }
    let some_policy = |dice: &mut Dice| PolicyRef::Customer(id(1, dice.below(size.policies)));
    for number in 0..size.groups {
        let mut group = Group::new(
            id(2, number),
            format!("group-{number}").parse().unwrap(),
            Path::root(),
        );
        for _ in 0..3 {
            group.attached.insert(some_policy(&mut dice));
        }
        match number % 60 {
            0 => drop(group.attached.insert(aws("AdministratorAccess"))),
            1 | 2 => drop(group.attached.insert(aws("ReadOnlyAccess"))),
            _ => {}
        }
        entities.push(Entity::Group(group));
    }
    for number in 0..size.users {
        let mut user = User::new(
            id(3, number),
            format!("user-{number}").parse().unwrap(),
            Path::root(),
        );
        for _ in 0..=dice.below(3) {
            user.groups.insert(id(2, dice.below(size.groups)));
        }
        if number % 3 == 0 {
            user.attached.insert(some_policy(&mut dice));
            user.attached.insert(some_policy(&mut dice));
        }
        if number % 4 == 0 {
            let name: PolicyName = "own".parse().unwrap();
            user.inline.insert(name.name_key(), own_folder(number));
        }
        if number % 10 == 0 {
            user.boundary = Some(aws("PowerUserAccess"));
        }
        if number % 5 == 0 {
            user.tags
                .insert("team".parse().unwrap(), "blue".parse().unwrap());
        }
        entities.push(Entity::User(user));
    }
    for number in 0..size.roles {
        let principal = match number % 4 {
            0 => r#"{"AWS":"111122223333"}"#.to_owned(),
            1 => r#"{"Service":"lambda.amazonaws.com"}"#.to_owned(),
            2 => r#"{"Service":"ec2.amazonaws.com"}"#.to_owned(),
            _ => format!(
                r#"{{"AWS":"arn:aws:iam::111122223333:user/user-{}"}}"#,
                number % size.users
            ),
        };
        let trust = PolicyDocument::new(&format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRole"}}}}"#
        ));
        let mut role = Role::new(
            id(4, number),
            format!("role-{number}").parse().unwrap(),
            Path::root(),
            trust,
        );
        for _ in 0..=dice.below(4) {
            role.attached.insert(some_policy(&mut dice));
        }
        let name: PolicyName = "own".parse().unwrap();
        let inline = InlinePolicy {
            name: name.clone(),
            document: document(&mut dice, 2),
        };
        role.inline.insert(name.name_key(), inline);
        if number % 100 == 0 {
            role.attached.insert(aws("AdministratorAccess"));
        }
        entities.push(Entity::Role(role));
    }
    Estate::from_rows(entities.into_iter().map(|entity| EstateRow {
        key: ImageKey {
            account: HOME,
            state: State::Planned,
            id: entity.id(),
        },
        entity,
    }))
    .unwrap()
}
