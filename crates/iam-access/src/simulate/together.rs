//! Actions that work on several resources at once: the whole call succeeds only when every one of
//! them is allowed.
//!
//! `ec2:RunInstances` needs an image, a subnet, a volume and more; each is asked about by itself,
//! and here they are put together.
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-supported-iam-actions-resources.html>

use super::Answered;
use crate::extent::{Asked, Extent, touches};
use iam_policy::evaluate::Decision;

/// The answers for one action put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// The action in AWS's spelling.
    pub action: String,
    /// The decision as far as it was asked.
    pub decision: Decision,
    /// Resources that were asked about and are not allowed.
    pub denied: Vec<String>,
    /// Patterns of resources that the call needs: asked about any resource, none like it is
    /// allowed; asked about named ones, none like it was named.
    pub lacking: Vec<String>,
    /// Whether named resources were asked about.
    pub named: bool,
}

impl Together {
    /// What it comes to, in a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let list = |texts: &[String]| -> String {
            let quoted: Vec<String> = texts.iter().map(|text| format!("`{text}`")).collect();
            quoted.join(", ")
        };
        let action = &self.action;
        if !self.denied.is_empty() {
            let denied = list(&self.denied);
            return format!("`{action}` as a whole is denied: it is not allowed on {denied}.");
        }
        match (self.lacking.is_empty(), self.named) {
            (true, _) => format!("`{action}` as a whole is allowed."),
            (false, true) => format!(
                "`{action}` needs more than these resources to be allowed: something like {} as well.",
                list(&self.lacking)
            ),
            (false, false) => format!(
                "`{action}` as a whole is denied: nothing like {} is allowed.",
                list(&self.lacking)
            ),
        }
    }
}

/// Puts the answers for one action together; nothing for actions that need one resource or none.
pub(super) fn together(asked: &Asked, answers: &[&Answered]) -> Option<Together> {
    let required = asked.required();
    if required.len() < 2
        || answers
            .iter()
            .any(|it| it.extent.is_none() && it.resource == "*")
    {
        return None;
    }
    let action = answers.first()?.action.clone();
    let mut whole = Together {
        action,
        decision: Decision::Allowed,
        denied: Vec::new(),
        lacking: Vec::new(),
        named: true,
    };
    if let [only] = answers
        && let Some(extent) = &only.extent
    {
        whole.named = false;
        match extent {
            Extent::All => {}
            // That nothing is allowed says its own answer.
            Extent::None => return None,
            Extent::Some { allowed, .. } => {
                whole.lacking = lacking(&required, allowed);
                if !whole.lacking.is_empty() {
                    whole.decision = Decision::ImplicitlyDenied;
                }
            }
        }
        return Some(whole);
    }
    let named: Vec<String> = answers.iter().map(|it| it.resource.clone()).collect();
    whole.lacking = lacking(&required, &named);
    for answered in answers {
        let needed = required
            .iter()
            .any(|kind| touches(&answered.resource, kind));
        if needed && answered.decision != Decision::Allowed {
            whole.denied.push(answered.resource.clone());
            if whole.decision != Decision::ExplicitlyDenied {
                whole.decision = answered.decision;
            }
        }
    }
    Some(whole)
}

/// The kinds that none of these resources is of.
fn lacking(required: &[&str], resources: &[String]) -> Vec<String> {
    let missing = |kind: &&&str| !resources.iter().any(|it| touches(it, kind));
    let missing = required.iter().filter(missing);
    missing.map(|kind| (*kind).to_owned()).collect()
}
