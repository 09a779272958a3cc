//! Expectations: questions with the answers they shall have.
//!
//! They are asked as [`crate::simulate`] asks; nothing of an expectation is decided here but
//! whether the answer is the one that was expected.

use crate::context::GivenContext;
use crate::simulate::{Query, simulate};
use crate::{AccessError, Scope, Subject};
use iam_directory::Expected;
use iam_names::Timestamp;
use iam_policy::context::ContextValue;
use iam_policy::evaluate::Decision;

/// A question and the answer it shall have.
#[derive(Debug, Clone, PartialEq)]
pub struct Expectation {
    /// The principal's ARN, or a service principal.
    pub principal: String,
    /// The action.
    pub action: String,
    /// The resource; any without one.
    pub resource: Option<String>,
    /// Condition keys with their values.
    pub context: Vec<(String, ContextValue)>,
    /// The answer it shall have.
    pub expected: Expected,
}

/// What became of an expectation.
#[derive(Debug, Clone, PartialEq)]
pub struct Met {
    /// Whether it holds.
    pub holds: bool,
    /// The answer that was found; none when the question could not be asked.
    pub found: Option<Decision>,
    /// Why, in a sentence.
    pub sentence: String,
}

/// Asks whether an expectation holds. What cannot be asked does not hold: a principal that is gone
/// is no proof of anything.
#[must_use]
pub fn expect(scope: Scope<'_>, expectation: &Expectation, now: Timestamp) -> Met {
    match ask(scope, expectation, now) {
        Ok((found, sentence)) => Met {
            holds: expectation.expected.is(found),
            found: Some(found),
            sentence,
        },
        Err(error) => Met {
            holds: false,
            found: None,
            sentence: format!("It cannot be asked: {error}."),
        },
    }
}

/// The answers to an expectation at two moments, where they differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Turned {
    /// What is found at the first moment.
    pub before: Met,
    /// What is found at the second one, and why.
    pub after: Met,
}

/// Asks an expectation at two moments; nothing where the answer is the same at both.
#[must_use]
pub fn turned(
    before: Scope<'_>,
    after: Scope<'_>,
    expectation: &Expectation,
    now: Timestamp,
) -> Option<Turned> {
    let turned = Turned {
        before: expect(before, expectation, now),
        after: expect(after, expectation, now),
    };
    (turned.before.found != turned.after.found).then_some(turned)
}

fn ask(
    scope: Scope<'_>,
    expectation: &Expectation,
    now: Timestamp,
) -> Result<(Decision, String), AccessError> {
    let subject = Subject::named(scope, &expectation.principal)?;
    let query = Query {
        actions: vec![expectation.action.clone()],
        resources: expectation.resource.clone().into_iter().collect(),
        given: GivenContext {
            keys: expectation.context.clone(),
            time: Some(now),
        },
        limit: 0,
    };
    let simulated = simulate(&subject, &query)?;
    match &simulated.answers[..] {
        [answered] => Ok((answered.decision, answered.explanation.sentence.clone())),
        several => Err(AccessError::SeveralActions {
            pattern: expectation.action.clone(),
            count: several.len(),
        }),
    }
}
