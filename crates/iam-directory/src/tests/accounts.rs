//! Accounts and their settings.

use iam_names::Partition;

use super::support::*;
use crate::RefusalCode::{EntityAlreadyExists, InvalidInput, NoSuchEntity};
use crate::{AccountKind, AccountSettings, Change, ChangeSet, Estate, Operation, apply};

fn settings(number: u128, kind: AccountKind, digits: &str) -> AccountSettings {
    AccountSettings::new(id(number), kind, digits.parse().unwrap())
}

fn add(settings: AccountSettings) -> ChangeSet {
    let account = settings.id;
    let operation = Operation::CreateAccount {
        settings: Box::new(settings),
    };
    ChangeSet::new("Add", vec![Change { account, operation }])
}

#[test]
fn an_account_stands_once_beside_its_rehearsal_copy() {
    let world = World::aws();
    let refused = |settings| apply(&world.estate, &add(settings), &Library).unwrap_err();
    let taken = |settings| apply(&world.estate, &add(settings), &Library).is_ok();
    assert_eq!(
        refused(settings(2, AccountKind::Aws, "111122223333")).code,
        EntityAlreadyExists
    );
    assert_eq!(
        refused(settings(1, AccountKind::Aws, "444455556666")).code,
        EntityAlreadyExists
    );
    assert!(taken(settings(2, AccountKind::Local, "111122223333")));
    assert!(taken(settings(2, AccountKind::Aws, "444455556666")));
    let mut china = settings(2, AccountKind::Aws, "111122223333");
    china.partition = Partition::AwsCn;
    assert!(taken(china));
    let mut seen = settings(2, AccountKind::Aws, "444455556666");
    seen.observed_as_of = Some(NOW);
    assert_eq!(refused(seen).code, InvalidInput);
}

#[test]
fn nothing_happens_in_an_account_that_is_not_there() {
    let refusal = apply(&Estate::default(), &set(vec![user(10, "a")]), &Library).unwrap_err();
    assert_eq!(refusal.code, NoSuchEntity);
    assert!(crate::replay(&Estate::default(), &set(vec![user(10, "a")])).is_err());
}

#[test]
fn sign_in_pages_by_partition() {
    let mut account = settings(1, AccountKind::Aws, "111122223333");
    let mut check = |partition, alias: Option<&str>, expected: &str| {
        account.partition = partition;
        account.alias = alias.map(|alias| alias.parse().unwrap());
        assert_eq!(account.sign_in_url(), expected);
    };
    check(
        Partition::Aws,
        None,
        "https://111122223333.signin.aws.amazon.com/console",
    );
    check(
        Partition::Aws,
        Some("acme"),
        "https://acme.signin.aws.amazon.com/console",
    );
    check(
        Partition::AwsCn,
        Some("acme"),
        "https://acme.signin.amazonaws.cn/console",
    );
    check(
        Partition::AwsUsGov,
        None,
        "https://111122223333.signin.amazonaws-us-gov.com/console",
    );
    account.partition = Partition::AwsCn;
    let arn = account.arn("user", &"/team/".parse().unwrap(), "alice");
    assert_eq!(arn.as_str(), "arn:aws-cn:iam::111122223333:user/team/alice");
}

#[test]
fn an_alias_is_set_and_removed() {
    let mut world = World::local();
    world.refuses(Operation::SetAccountAlias { alias: None }, NoSuchEntity);
    world.does(vec![Operation::SetAccountAlias {
        alias: Some("acme".parse().unwrap()),
    }]);
    assert_eq!(world.account().settings().name(), "acme");
    world.does(vec![Operation::SetAccountAlias { alias: None }]);
    assert_eq!(world.account().settings().name(), "111122223333");
}

#[test]
fn only_aws_is_observed() {
    let world = World::local();
    let observe = Operation::Observe {
        as_of: NOW,
        credentials: false,
        observed: Vec::new(),
        planned: Vec::new(),
    };
    world.refuses(observe, InvalidInput);
    assert!(world.account().observed().is_none());
}
