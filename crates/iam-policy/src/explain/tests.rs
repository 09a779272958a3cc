use std::fmt::Write as _;
use std::sync::Arc;

use super::*;
use crate::evaluate::{Layers, PolicySet};
use crate::policy::{PolicyType, parse};
use crate::request::{Action, Principal, Resource};

/// One question, its policies, and everything the explanation says.
struct Case<'c> {
    principal: &'c str,
    action: &'c str,
    resource: &'c str,
    context: &'c [(&'c str, &'c str)],
    identity: &'c str,
    boundary: Option<&'c str>,
    scp: &'c [&'c str],
    resource_policy: Option<&'c str>,
}

const ALICE: &str = "arn:aws:iam::111122223333:user/alice";

impl Default for Case<'_> {
    fn default() -> Self {
        Self {
            principal: ALICE,
            action: "s3:GetObject",
            resource: "arn:aws:s3:::b/log/x",
            context: &[],
            identity: "",
            boundary: None,
            scp: &[],
            resource_policy: None,
        }
    }
}

fn set(name: &str, statements: &str, policy_type: PolicyType) -> Arc<PolicySet> {
    let source = format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#);
    Arc::new(PolicySet::of(
        Some(name),
        parse(&source, policy_type).into_policy().unwrap(),
    ))
}

fn told(case: &Case<'_>) -> String {
    let layers = Layers {
        identity: set("readers", case.identity, PolicyType::Identity),
        boundary: case
            .boundary
            .map(|it| set("limits", it, PolicyType::Boundary)),
        scp: case
            .scp
            .iter()
            .map(|it| set("guard", it, PolicyType::Scp))
            .collect(),
        resource: case
            .resource_policy
            .map(|it| set("resource", it, PolicyType::Resource)),
        ..Layers::default()
    };
    let principal = Principal::parse(case.principal).unwrap();
    let mut context = Context::default();
    for (key, value) in case.context {
        context.set_single(key, *value);
    }
    let action = Action::parse(case.action).unwrap();
    let resource = Resource::new(case.resource);
    let question = Question {
        action: &action,
        resource: &resource,
        resource_account: None,
        wildcard_only: false,
    };
    let simulation = Simulation::new(&layers, &principal, &context);
    let explanation = explain(&simulation, &question, &simulation.answer(&question));
    let mut text = format!("{}\n", explanation.sentence);
    for gate in &explanation.gates {
        let _ = write!(text, "{:?}={:?} ", gate.kind, gate.state);
    }
    text.push('\n');
    for statement in &explanation.statements {
        let _ = writeln!(
            text,
            "{} {} {}: {}",
            statement.policy, statement.at.statement, statement.effect, statement.note
        );
    }
    text
}

const READ: &str = r#"{"Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}"#;

#[test]
fn sentences_for_decisions() {
    let office = r#"{"Sid": "Office", "Effect": "Deny", "Action": "*", "Resource": "*",
        "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}"#;
    let both = format!("{READ},{office}");
    let mfa = r#"{"Sid": "Mfa", "Effect": "Allow", "Action": "s3:*", "Resource": "*",
        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}"#;
    let logs = r#"{"Effect": "Allow", "Action": "s3:Get*", "Resource": ["arn:aws:s3:::b/logs/*", "arn:aws:s3:::c/*"]}"#;
    let odd = r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*",
        "Condition": {"StringEqual": {"aws:username": "alice"}}}"#;
    let compute = r#"{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}"#;
    let cases = [
        Case {
            identity: READ,
            ..Case::default()
        },
        Case {
            identity: &both,
            context: &[("aws:SourceIp", "198.51.100.7")],
            ..Case::default()
        },
        Case {
            identity: &both,
            context: &[("aws:SourceIp", "203.0.113.7")],
            ..Case::default()
        },
        Case {
            identity: &both,
            ..Case::default()
        },
        Case {
            identity: mfa,
            ..Case::default()
        },
        Case {
            identity: mfa,
            context: &[("aws:MultiFactorAuthPresent", "false")],
            ..Case::default()
        },
        Case {
            identity: logs,
            ..Case::default()
        },
        Case {
            identity: odd,
            ..Case::default()
        },
        Case {
            identity: READ,
            boundary: Some(compute),
            ..Case::default()
        },
        Case {
            identity: READ,
            scp: &[READ, compute],
            ..Case::default()
        },
        Case {
            identity: "",
            boundary: Some(compute),
            scp: &[compute],
            ..Case::default()
        },
        Case {
            principal: "arn:aws:iam::111122223333:root",
            ..Case::default()
        },
        Case {
            action: "sts:GetCallerIdentity",
            resource: "*",
            ..Case::default()
        },
        Case {
            principal: "arn:aws:iam::111122223333:root",
            action: "sts:AssumeRole",
            resource: "arn:aws:iam::111122223333:role/app",
            ..Case::default()
        },
        Case {
            resource_policy: Some(
                r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/bob"}, "Action": "s3:*", "Resource": "*"}"#,
            ),
            ..Case::default()
        },
    ];
    let all: Vec<String> = cases.iter().map(told).collect();
    insta::assert_snapshot!(all.join("\n"));
}
