//! Properties: the fast engine agrees with an obvious one, a Deny never widens access, what is
//! printed reads back the same, and nothing panics whatever the bytes.
//!
//! A failing case prints its seed; `PROPTEST_CASES` makes runs longer. A million cases of the fast
//! engine against the obvious one:
//! `cargo test --release -p iam-policy --test properties -- --ignored --nocapture`,
//! with `BAILIWICK_SEED=…` the same ones again.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a test stops at what it did not expect, says its seed, and reads how long to run from the environment"
)]

mod oracle;

use std::sync::Arc;

use iam_policy::context::Context;
use iam_policy::evaluate::{Decision, Layers, NamedPolicy, PolicySet, Question, Simulation};
use iam_policy::explain::explain;
use iam_policy::pattern::Pattern;
use iam_policy::policy::{self, PolicyType};
use iam_policy::request::{Action, Principal, Resource};
use iam_policy::syntax;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

const ALICE: &str = "arn:aws:iam::111122223333:user/alice";

fn set(policies: &[Value], policy_type: PolicyType) -> Arc<PolicySet> {
    let named = policies.iter().map(|document| NamedPolicy {
        name: None,
        policy: Arc::new(
            policy::parse(&document.to_string(), policy_type)
                .into_policy()
                .unwrap(),
        ),
    });
    Arc::new(PolicySet::new(named))
}

fn context(world: &World) -> Context {
    let mut context = Context::default();
    for (key, value) in &world.context {
        match value {
            Value::Array(items) => {
                context.set_many(key, items.iter().map(|it| it.as_str().unwrap()));
            }
            one => context.set_single(key, one.as_str().unwrap()),
        }
    }
    context
}

/// Everything one case needs.
#[derive(Debug, Clone)]
struct World {
    identity: Vec<Value>,
    boundary: Option<Value>,
    scp: Vec<Value>,
    resource: Option<Value>,
    context: Vec<(String, Value)>,
    action: String,
    resource_arn: String,
    cross: bool,
}

fn pick(options: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(options).prop_map(str::to_owned)
}

fn action_pattern() -> impl Strategy<Value = String> {
    pick(&[
        "*",
        "s3:*",
        "s3:Get*",
        "S3:getobject",
        "s3:Get?bject",
        "s3:PutObject",
        "ec2:*",
        "iam:Get*",
        "s3:G*t*t",
    ])
}

fn resource_pattern() -> impl Strategy<Value = String> {
    pick(&[
        "*",
        "arn:aws:s3:::b/*",
        "arn:aws:s3:::b/k",
        "arn:aws:s3:::b/K",
        "arn:aws:s3:::*",
        "arn:aws:s3:::b/${aws:username}/*",
        "arn:aws:s3:::b/${aws:PrincipalTag/t, 'k'}",
        "arn:*:s3:::?/k",
        "arn:aws:ec2:*:*:instance/*",
        "arn:aws:s3:::b",
    ])
}

fn condition() -> impl Strategy<Value = Value> {
    let operator = pick(&[
        "StringEquals",
        "StringNotEquals",
        "StringLike",
        "StringNotLikeIfExists",
        "ForAllValues:StringEquals",
        "ForAnyValue:StringLike",
        "ForAnyValue:StringNotEquals",
        "StringEqualsIfExists",
        "Null",
    ]);
    let key = pick(&["aws:username", "aws:TagKeys", "aws:PrincipalTag/t"]);
    let values = prop::collection::vec(pick(&["alice", "a*", "b", "", "k"]), 0..3);
    (operator, key, values, any::<bool>()).prop_map(|(operator, key, values, truth)| {
        let values = if operator == "Null" {
            json!([truth.to_string()])
        } else {
            json!(values)
        };
        json!({ operator: { key: values } })
    })
}

fn statement(principals: bool) -> impl Strategy<Value = Value> {
    let parts = (
        prop::bool::weighted(0.7),
        any::<bool>(),
        prop::collection::vec(action_pattern(), 1..4),
        prop::bool::weighted(0.15),
        prop::collection::vec(resource_pattern(), 1..4),
        prop::option::weighted(0.5, condition()),
        pick(&[
            "*",
            "111122223333",
            ALICE,
            "arn:aws:iam::111122223333:user/bob",
        ]),
    );
    parts.prop_map(
        move |(allow, not_action, actions, not_resource, resources, condition, who)| {
            let mut statement = json!({"Effect": if allow { "Allow" } else { "Deny" }});
            let not_action = not_action && !principals && actions.len() == 3;
            statement[if not_action { "NotAction" } else { "Action" }] = json!(actions);
            statement[if not_resource {
                "NotResource"
            } else {
                "Resource"
            }] = json!(resources);
            if let Some(condition) = condition {
                statement["Condition"] = condition;
            }
            if principals {
                statement["Principal"] = json!({"AWS": who});
            }
            statement
        },
    )
}

fn document(principals: bool) -> impl Strategy<Value = Value> {
    let version = pick(&["2012-10-17", "2012-10-17", "2012-10-17", "2008-10-17"]);
    (version, prop::collection::vec(statement(principals), 1..5))
        .prop_map(|(version, statements)| json!({"Version": version, "Statement": statements}))
}

fn world() -> impl Strategy<Value = World> {
    let username = prop::option::of(pick(&["alice", "b", ""]));
    let tag = prop::option::of(pick(&["k", "alice", "*"]));
    let keys = prop::option::of(prop::collection::vec(pick(&["alice", "b", "", "k"]), 0..3));
    let parts = (
        prop::collection::vec(document(false), 0..4),
        prop::option::weighted(0.3, document(false)),
        prop::collection::vec(document(false), 0..3),
        prop::option::weighted(0.5, document(true)),
        (username, tag, keys),
        pick(&["s3:GetObject", "s3:PutObject", "iam:GetUser"]),
        pick(&[
            "arn:aws:s3:::b/k",
            "arn:aws:s3:::b/alice/x",
            "arn:aws:s3:::b",
            "*",
        ]),
        prop::bool::weighted(0.3),
    );
    parts.prop_map(
        |(identity, boundary, scp, resource, (username, tag, keys), action, arn, cross)| {
            let mut context = Vec::new();
            context.extend(username.map(|it| ("aws:username".to_owned(), json!(it))));
            context.extend(tag.map(|it| ("aws:PrincipalTag/t".to_owned(), json!(it))));
            context.extend(keys.map(|it| ("aws:TagKeys".to_owned(), json!(it))));
            World {
                identity,
                boundary,
                scp,
                resource,
                context,
                action,
                resource_arn: arn,
                cross,
            }
        },
    )
}

fn layers(world: &World) -> Layers {
    let one = |document: &Option<Value>, policy_type| {
        document
            .as_ref()
            .map(|it| set(std::slice::from_ref(it), policy_type))
    };
    Layers {
        identity: set(&world.identity, PolicyType::Identity),
        boundary: one(&world.boundary, PolicyType::Boundary),
        resource: one(&world.resource, PolicyType::Resource),
        scp: world
            .scp
            .iter()
            .map(|it| set(std::slice::from_ref(it), PolicyType::Scp))
            .collect(),
        ..Layers::default()
    }
}

/// The decision, checked to be the same with and without a trace.
fn decide(world: &World, layers: &Layers) -> Decision {
    let principal = Principal::parse(ALICE).unwrap();
    let context = context(world);
    let action = Action::parse(&world.action).unwrap();
    let resource = Resource::new(&world.resource_arn);
    let account = if world.cross {
        "444455556666"
    } else {
        "111122223333"
    };
    let question = Question {
        action: &action,
        resource: &resource,
        resource_account: Some(account),
        wildcard_only: false,
    };
    let simulation = Simulation::new(layers, &principal, &context);
    let answer = simulation.answer(&question);
    assert_eq!(
        simulation.decide(&question),
        answer.decision,
        "with and without a trace"
    );
    let explanation = explain(&simulation, &question, &answer);
    assert_eq!(explanation.decision, answer.decision);
    assert!(explanation.sentence.ends_with('.'));
    answer.decision
}

fn settings(cases: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(cases);
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Asks both engines about so many generated worlds; the seed makes them again.
fn agree(cases: u32) {
    let seed: u64 = std::env::var("BAILIWICK_SEED").map_or_else(
        |_| std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), cases),
        |it| it.parse().unwrap(),
    );
    let config = settings(cases);
    let cases = config.cases;
    println!("{cases} cases, BAILIWICK_SEED={seed}");
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut decided = std::collections::BTreeMap::<&str, u32>::new();
    let counted = std::cell::RefCell::new(&mut decided);
    let outcome = TestRunner::new_with_rng(config, rng).run(&world(), |world| {
        let expected = oracle::decide(&oracle::World {
            principal: ALICE,
            account: "111122223333",
            identity: &world.identity,
            boundary: world.boundary.as_ref(),
            scp: &world.scp,
            resource: world.resource.as_ref(),
            context: &world.context,
            action: &world.action,
            resource_arn: &world.resource_arn,
            cross: world.cross,
        });
        *counted.borrow_mut().entry(expected).or_default() += 1;
        prop_assert_eq!(decide(&world, &layers(&world)).as_str(), expected);
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("with BAILIWICK_SEED={seed}: {error}");
    }
    println!("{decided:?}");
    // A generator that only ever denies would show nothing.
    assert!(
        decided.values().all(|times| *times > cases / 50) && decided.len() == 3,
        "{decided:?}"
    );
}

#[test]
fn the_fast_engine_agrees_with_the_obvious_one() {
    agree(3_000);
}

#[test]
#[ignore = "takes minutes; the run before a release"]
fn the_fast_engine_agrees_a_million_times() {
    agree(1_000_000);
}

/// Forty stars against ten thousand characters, both where they fit and where they do not.
#[test]
fn the_matcher_is_linear_on_hostile_patterns() {
    for end in ["", "b"] {
        let pattern = Pattern::new(&format!("{}a{end}", "*a".repeat(40)));
        let text = "a".repeat(10_000);
        let started = std::time::Instant::now();
        assert_eq!(pattern.matches(&text), end.is_empty());
        let took = started.elapsed();
        // 10 ms is the promise; a debug build on a busy machine gets ten times that.
        assert!(took.as_millis() < 100, "{took:?}");
    }
}

proptest! {
    #![proptest_config(settings(3_000))]

    #[test]
    fn a_deny_never_widens_access(world in world(), mut deny in statement(false)) {
        deny["Effect"] = json!("Deny");
        let before = decide(&world, &layers(&world));
        let mut narrowed = world.clone();
        narrowed.identity.push(json!({"Version": "2012-10-17", "Statement": deny}));
        let after = decide(&narrowed, &layers(&narrowed));
        prop_assert!(after != Decision::Allowed || before == Decision::Allowed);
        prop_assert!(before != Decision::ExplicitlyDenied || after == before);
    }

    #[test]
    fn a_key_that_changes_the_decision_is_named(world in world(), value in pick(&["alice", "b", "k"])) {
        let layers = layers(&world);
        let principal = Principal::parse(ALICE).unwrap();
        let action = Action::parse(&world.action).unwrap();
        let resource = Resource::new(&world.resource_arn);
        let question = Question {
            action: &action,
            resource: &resource,
            resource_account: Some("111122223333"),
            wildcard_only: false,
        };
        let known = context(&world);
        let answer = Simulation::new(&layers, &principal, &known).answer(&question);
        for key in ["aws:username", "aws:PrincipalTag/t"] {
            if world.context.iter().any(|(known, _)| known == key) {
                continue;
            }
            let mut more = known.clone();
            more.set_single(key, value.as_str());
            let changed = Simulation::new(&layers, &principal, &more).decide(&question);
            if changed != answer.decision {
                prop_assert!(answer.missing_context.iter().any(|it| it == key), "{key}");
            }
        }
    }

    #[test]
    fn what_is_printed_reads_back_the_same(document in document(true)) {
        let source = document.to_string();
        let node = syntax::read(&source).unwrap();
        prop_assert_eq!(&syntax::compact(&node), &source);
        let pretty = syntax::pretty(&node);
        prop_assert_eq!(&syntax::compact(&syntax::read(&pretty).unwrap()), &source);
    }

    #[test]
    fn nothing_panics_on_any_text(text in ".*", policy_type in 0_usize..8) {
        let _ = policy::parse(&text, TYPES[policy_type]);
        let _ = Pattern::new(&text).matches(&text);
        let _ = Principal::parse(&text);
        let _ = Action::parse(&text);
        let _ = Resource::new(&text).parts();
    }

    #[test]
    fn nothing_panics_on_damaged_policies(
        document in document(true),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        policy_type in 0_usize..8,
    ) {
        let mut bytes = document.to_string().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let text = String::from_utf8_lossy(&bytes);
        let lowered = policy::parse(&text, TYPES[policy_type]);
        prop_assert!(lowered.policy.is_some() || !lowered.problems.is_empty());
    }

    #[test]
    fn a_pattern_matches_as_the_obvious_matcher_does(pattern in "[ab*?é]{0,8}", text in "[abé]{0,8}") {
        prop_assert_eq!(
            Pattern::new(&pattern).matches(&text),
            oracle::glob(&pattern.chars().collect::<Vec<_>>(), &text.chars().collect::<Vec<_>>())
        );
    }
}

const TYPES: [PolicyType; 8] = [
    PolicyType::Identity,
    PolicyType::Resource,
    PolicyType::Trust,
    PolicyType::Boundary,
    PolicyType::Session,
    PolicyType::Scp,
    PolicyType::Rcp,
    PolicyType::Vpce,
];

proptest! {
    #![proptest_config(settings(2_000))]

    /// Lint says something or nothing of any text whatever, and a fix stays inside of it.
    #[test]
    fn lint_never_panics(
        at in 0usize..400,
        length in 0usize..12,
        put in "[ -~]{0,8}|\\PC{0,3}",
    ) {
        use iam_policy::lint::{NoKnowledge, lint};
        use iam_policy::policy::PolicyType;
        let sound = r#"{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow",
            "Principal":{"AWS":["*","111122223333"]},"Action":["s3:Get*","iam:PassRole"],
            "Resource":["arn:aws:s3:::b/${aws:username}/*","*"],"Condition":{
            "IpAddress":{"aws:SourceIp":["10.0.0.0/8","2001:db8::/32"]},
            "ForAllValues:StringLike":{"aws:TagKeys":["a*"]}}}]}"#;
        let start = at.min(sound.len());
        let end = (start + length).min(sound.len());
        let text = format!("{}{put}{}", &sound[..start], &sound[end..]);
        for policy_type in [PolicyType::Identity, PolicyType::Trust, PolicyType::Rcp] {
            for finding in lint(&text, policy_type, &NoKnowledge) {
                for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
                    let range = edit.span.start as usize..edit.span.end as usize;
                    prop_assert!(text.get(range).is_some());
                }
            }
        }
    }
}
