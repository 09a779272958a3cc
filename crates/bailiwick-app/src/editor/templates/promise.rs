//! A promise of a template: a question to the simulator, asked of the document alone.

use std::sync::Arc;

use iam_policy::context::Context;
use iam_policy::evaluate::{Decision, Layers, PolicySet, Question, Simulation};
use iam_policy::policy::{self, PolicyType};
use iam_policy::request::{Action, Principal, Resource};

use super::filled;

/// A promise. Blanks stand in all of its texts as `<Name>`.
pub(super) struct Promise {
    /// What is promised.
    pub(super) sentence: &'static str,
    /// The action.
    pub(super) action: &'static str,
    /// The resource.
    pub(super) resource: &'static str,
    /// Condition keys of the request.
    pub(super) context: &'static [(&'static str, &'static str)],
    /// What the document says by itself.
    pub(super) answer: Answer,
}

/// What a document says of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// It allows it.
    Allows,
    /// It does not allow it.
    DoesNotAllow,
    /// It denies it, whatever else allows it.
    Denies,
    /// It does not deny it: other policies decide.
    DoesNotDeny,
}

impl Promise {
    /// Whether the document keeps it.
    pub(super) fn holds(&self, document: &str, blanks: &[(&str, String)]) -> bool {
        let decision = self.decision(document, blanks);
        match self.answer {
            Answer::Allows => decision == Some(Decision::Allowed),
            Answer::DoesNotAllow => decision.is_some_and(|it| it != Decision::Allowed),
            Answer::Denies => decision == Some(Decision::ExplicitlyDenied),
            Answer::DoesNotDeny => decision.is_some_and(|it| it != Decision::ExplicitlyDenied),
        }
    }

    fn decision(&self, document: &str, blanks: &[(&str, String)]) -> Option<Decision> {
        let policy = policy::parse(document, PolicyType::Identity)
            .into_policy()
            .ok()?;
        let layers = Layers {
            identity: Arc::new(PolicySet::of(Some("template"), policy)),
            ..Layers::default()
        };
        let arn = filled("arn:<Partition>:iam::<Account>:user/alice", blanks);
        let alice = Principal::parse(&arn).ok()?;
        let mut context = Context::default();
        context.set_single("aws:username", "alice");
        for (key, value) in self.context {
            context.set_single(&filled(key, blanks), filled(value, blanks));
        }
        let action = Action::parse(self.action).ok()?;
        let resource = Resource::new(&filled(self.resource, blanks));
        let wildcard_only = self.resource == "*";
        let simulation = Simulation::new(&layers, &alice, &context);
        Some(simulation.decide(&Question {
            action: &action,
            resource: &resource,
            resource_account: None,
            wildcard_only,
        }))
    }
}
