use std::sync::Arc;

use super::*;
use crate::policy::{PolicyType, parse};

fn set(statements: &str, policy_type: PolicyType) -> Arc<PolicySet> {
    let source = format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#);
    Arc::new(PolicySet::of(
        None,
        parse(&source, policy_type).into_policy().unwrap(),
    ))
}

fn reach(identity: &str, boundary: Option<&str>) -> Reach {
    let layers = Layers {
        identity: set(identity, PolicyType::Identity),
        boundary: boundary.map(|it| set(it, PolicyType::Boundary)),
        ..Layers::default()
    };
    let principal = Principal::parse("arn:aws:iam::111122223333:user/alice").unwrap();
    let mut context = Context::default();
    context.set_single("aws:username", "alice");
    let simulation = Simulation::new(&layers, &principal, &context);
    simulation.reach(&Action::parse("s3:GetObject").unwrap(), false)
}

const ALL: &str = r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#;
const HOME: &str =
    r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/${aws:username}/*"}"#;

#[test]
fn reach_is_read_off_the_patterns() {
    assert_eq!(reach(ALL, None), Reach::All);
    assert_eq!(reach("", None), Reach::None);
    let deny = r#"{"Effect": "Deny", "Action": "s3:Get*", "Resource": "*"}"#;
    assert_eq!(reach(&format!("{ALL},{deny}"), None), Reach::None);
    let home = vec!["arn:aws:s3:::b/alice/*".to_owned()];
    let some = ResourceSet {
        allowed: home.clone(),
        ..ResourceSet::default()
    };
    assert_eq!(reach(HOME, None), Reach::Some(some.clone()));
    assert_eq!(reach(HOME, Some(ALL)), Reach::Some(some));
    let within = ResourceSet {
        allowed: vec!["*".to_owned()],
        within: vec![home],
        ..ResourceSet::default()
    };
    assert_eq!(reach(ALL, Some(HOME)), Reach::Some(within));
}

#[test]
fn equal_conditions_are_kept_once() {
    let condition = r#""Condition": {"Bool": {"aws:SecureTransport": "true"}}"#;
    let one = format!(r#"{{"Effect": "Allow", "Action": "s3:*", "Resource": "*", {condition}}}"#);
    let other = format!(r#"{{"Effect": "Deny", "Action": "ec2:*", "Resource": "*", {condition}}}"#);
    let set = set(&format!("{one},{other}"), PolicyType::Identity);
    assert_eq!(set.statement_count(), 2);
    assert_eq!(set.condition_keys().count(), 1);
}

#[test]
fn rcp_services_are_sorted() {
    assert!(rcp_services::RCP_SERVICES.is_sorted());
}

#[test]
fn public_policies_are_recognised() {
    let public = |rest: &str| {
        let statement = format!(
            r#"{{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"{rest}}}"#
        );
        set(&statement, PolicyType::Resource).is_public()
    };
    assert!(public(""));
    assert!(!public(
        r#", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}"#
    ));
    assert!(public(
        r#", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}"#
    ));
    assert!(public(
        r#", "Condition": {"Bool": {"aws:SecureTransport": "true"}}"#
    ));
}
