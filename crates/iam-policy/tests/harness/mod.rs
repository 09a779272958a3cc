//! What must hold of any bytes whatever: the fuzz targets of `fuzz/` call these, and the ordinary
//! tests call them with kept inputs and their mutations.

use std::sync::Arc;

use iam_policy::context::Context;
use iam_policy::evaluate::{Decision, Layers, PolicySet, Question, Simulation};
use iam_policy::explain::explain;
use iam_policy::lint::{NoKnowledge, lint};
use iam_policy::pattern::Pattern;
use iam_policy::policy::{self, Policy, PolicyType};
use iam_policy::request::{Action, Principal, Resource, Session, SessionKind};
use iam_policy::syntax;

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

/// Any text is read, lowered and linted without a panic; what is no policy is told to be none; and
/// every place that is told lies inside of the text.
pub(crate) fn parse(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for policy_type in TYPES {
        let lowered = policy::parse(&text, policy_type);
        assert!(lowered.policy.is_some() || !lowered.problems.is_empty());
        for problem in &lowered.problems {
            assert!(inside(&text, problem.at.span), "{problem:?}");
        }
        for finding in lint(&text, policy_type, &NoKnowledge) {
            assert!(inside(&text, finding.at.span), "{finding:?}");
            for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
                assert!(inside(&text, edit.span), "{finding:?}");
            }
        }
    }
}

fn inside(text: &str, span: iam_policy::problem::Span) -> bool {
    text.get(span.start as usize..span.end as usize).is_some()
}

/// What is printed reads back the same, printed wide or narrow.
pub(crate) fn print(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(node) = syntax::read(&text) else {
        return;
    };
    let compact = syntax::compact(&node);
    let again = syntax::read(&compact).map(|node| syntax::compact(&node));
    assert_eq!(again.as_ref(), Ok(&compact));
    let pretty = syntax::pretty(&node);
    let again = syntax::read(&pretty).map(|node| syntax::compact(&node));
    assert_eq!(again.as_ref(), Ok(&compact));
}

/// The parts of a question, one after another with a line of `---` between them: principal, action,
/// resource, context (`key=value` a line, a value with `|` is a list), then documents for identity
/// (two), resource, boundary, session, SCP, RCP and endpoint; what is missing is not there.
///
/// The decision is the same with and without a trace, a Deny more never widens it, the explanation
/// has a sentence, and any value of an absent key that changes the decision was named.
pub(crate) fn evaluate(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut parts = text.split("\n---\n");
    let mut next = || parts.next().unwrap_or("").trim();
    let (principal, action, resource, pairs) = (next(), next(), next(), next());
    let (principal, session) = principal.split_once('\n').unwrap_or((principal, ""));
    let (Ok(principal), Ok(action)) = (Principal::parse(principal), Action::parse(action)) else {
        return;
    };
    let principal = with_session(principal, session);
    let mut context = Context::default();
    for (key, value) in pairs.lines().filter_map(|line| line.split_once('=')) {
        match value.split_once('|') {
            Some(_) => context.set_many(key, value.split('|')),
            None => context.set_single(key, value),
        }
    }
    let documents: Vec<&str> = (0..8).map(|_| next()).collect();
    let read = |at: usize, policy_type| -> Option<Policy> {
        let text = documents.get(at).copied().filter(|it| !it.is_empty())?;
        policy::parse(text, policy_type).policy
    };
    let one =
        |at, policy_type| read(at, policy_type).map(|policy| Arc::new(PolicySet::of(None, policy)));
    let identity = |more: Option<Policy>| {
        let policies = [
            read(0, PolicyType::Identity),
            read(1, PolicyType::Identity),
            more,
        ];
        let named =
            policies
                .into_iter()
                .flatten()
                .map(|policy| iam_policy::evaluate::NamedPolicy {
                    name: None,
                    policy: Arc::new(policy),
                });
        Arc::new(PolicySet::new(named))
    };
    let layers = Layers {
        identity: identity(None),
        resource: one(2, PolicyType::Resource),
        boundary: one(3, PolicyType::Boundary),
        session: one(4, PolicyType::Session),
        scp: one(5, PolicyType::Scp).into_iter().collect(),
        rcp: one(6, PolicyType::Rcp).into_iter().collect(),
        vpce: one(7, PolicyType::Vpce),
        s3_block_public_access: bytes.len().is_multiple_of(2),
    };
    let resource = Resource::new(resource);
    let question = Question {
        action: &action,
        resource: &resource,
        resource_account: None,
        wildcard_only: bytes.len().is_multiple_of(3),
    };
    let simulation = Simulation::new(&layers, &principal, &context);
    let answer = simulation.answer(&question);
    assert_eq!(simulation.decide(&question), answer.decision);
    let explanation = explain(&simulation, &question, &answer);
    assert!(explanation.sentence.ends_with('.'));
    let _ = simulation.reach(&action, question.wildcard_only);

    let deny = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:Get*","Resource":"arn:aws:s3:::b/*","Condition":{"StringLike":{"aws:username":"a*"}}}}"#;
    let narrowed = Layers {
        identity: identity(policy::parse(deny, PolicyType::Identity).policy),
        ..layers.clone()
    };
    let after = Simulation::new(&narrowed, &principal, &context).decide(&question);
    assert!(after != Decision::Allowed || answer.decision == Decision::Allowed);

    for key in layers.identity.condition_keys().take(4) {
        if context.get(key) != iam_policy::context::Lookup::Absent {
            continue;
        }
        for value in ["alice", "true", "10", "2026-01-01T00:00:00Z"] {
            let mut more = context.clone();
            more.set_single(key.as_str(), value);
            let changed = Simulation::new(&layers, &principal, &more).decide(&question);
            let named = |it: &String| it.eq_ignore_ascii_case(key.as_str());
            assert!(
                changed == answer.decision || answer.missing_context.iter().any(named),
                "`{}` = `{value}` makes it {changed:?}, and it was not named",
                key.as_str()
            );
        }
    }
}

fn with_session(principal: Principal, session: &str) -> Principal {
    let (kind, issuer) = session.split_once(' ').unwrap_or((session, ""));
    let kind = match kind {
        "assumed-role" => SessionKind::AssumedRole,
        "session-token" => SessionKind::SessionToken,
        "federation-token" => SessionKind::FederationToken,
        "web-identity" => SessionKind::WebIdentity,
        "saml" => SessionKind::Saml,
        _ => return principal,
    };
    principal.with_session(Session {
        issuer: (!issuer.is_empty()).then(|| issuer.to_owned()),
        ..Session::of_kind(kind)
    })
}

/// A pattern and a text, a line each: the matcher agrees with the table that every textbook has.
pub(crate) fn pattern(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (pattern, text) = text.split_once('\n').unwrap_or((&text, ""));
    if pattern.len() > 400 || text.len() > 2_000 {
        return;
    }
    let obvious = table(&pattern.chars().collect::<Vec<_>>(), text);
    assert_eq!(
        Pattern::new(pattern).matches(text),
        obvious,
        "{pattern:?} {text:?}"
    );
}

/// Row by row: `reached[p]` says whether the first `p` characters of the pattern match the text so
/// far.
fn table(pattern: &[char], text: &str) -> bool {
    let mut reached = vec![false; pattern.len() + 1];
    reached[0] = true;
    for p in 0..pattern.len() {
        reached[p + 1] = reached[p] && pattern[p] == '*';
    }
    for character in text.chars() {
        let before = reached.clone();
        reached[0] = false;
        for p in 0..pattern.len() {
            reached[p + 1] = match pattern[p] {
                '*' => reached[p] || before[p + 1],
                '?' => before[p],
                literal => before[p] && literal == character,
            };
        }
    }
    reached[pattern.len()]
}
