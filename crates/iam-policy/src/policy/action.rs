//! An action in a policy: `s3:Get*`. Prefix and name are compared without case.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html>

use std::sync::Arc;

use crate::pattern::Pattern;
use crate::problem::ProblemCode;
use crate::request::Action;

/// An action pattern of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionPattern {
    /// As it was written.
    pub text: Box<str>,
    /// What it means.
    pub form: ActionForm,
}

/// What an action pattern means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActionForm {
    /// `*`: every action of every service.
    Any,
    /// Actions of one service.
    Service {
        /// The service prefix in lower case.
        prefix: Arc<str>,
        /// The pattern of the name in lower case.
        name: Pattern,
    },
    /// No action is spelled like this.
    Never,
}

/// What is wrong with an action's text.
pub(super) type ActionMistake = (ProblemCode, String, &'static str);

impl ActionPattern {
    /// Reads an action of a policy; a mistaken one matches nothing.
    ///
    /// `known` is the prefix read before: neighbours mostly share it.
    pub(super) fn read(text: &str, known: &mut Option<Arc<str>>) -> (Self, Option<ActionMistake>) {
        let (form, mistake) = read_form(text, known);
        (
            Self {
                text: text.into(),
                form,
            },
            mistake,
        )
    }

    /// Whether a request's action matches.
    #[must_use]
    pub fn matches(&self, action: &Action) -> bool {
        match &self.form {
            ActionForm::Any => true,
            ActionForm::Service { prefix, name } => {
                **prefix == *action.service() && name.matches(action.name())
            }
            ActionForm::Never => false,
        }
    }
}

fn read_form(text: &str, known: &mut Option<Arc<str>>) -> (ActionForm, Option<ActionMistake>) {
    if matches!(text, "*" | "*:*") {
        return (ActionForm::Any, None);
    }
    let wrong = || {
        let message = format!("`{text}` is not an action");
        let help = "write the service prefix and the name, as in `s3:GetObject` or `s3:Get*`";
        (
            ActionForm::Never,
            Some((ProblemCode::BadAction, message, help)),
        )
    };
    let Some(colon) = text.bytes().position(|byte| byte == b':') else {
        return wrong();
    };
    let (prefix, name) = (&text[..colon], &text[colon + 1..]);
    if prefix.is_empty() || name.is_empty() || has_white_space(text) {
        return wrong();
    }
    if prefix.bytes().any(|byte| matches!(byte, b'*' | b'?')) {
        let message = format!("the service prefix of `{text}` has a wildcard");
        let help = "name the service, or write `*` for every action of every service";
        return (
            ActionForm::Never,
            Some((ProblemCode::WildcardInPrefix, message, help)),
        );
    }
    let name = Pattern::from_string(name.to_ascii_lowercase());
    let prefix = match known {
        Some(known) if known.eq_ignore_ascii_case(prefix) => Arc::clone(known),
        _ => {
            let folded: Arc<str> = prefix.to_ascii_lowercase().into();
            *known = Some(Arc::clone(&folded));
            folded
        }
    };
    (ActionForm::Service { prefix, name }, None)
}

fn has_white_space(text: &str) -> bool {
    // White space is a control character, a blank, or beyond ASCII: nearly no action has any.
    let suspect = |byte: &u8| !(b'!'..=b'~').contains(byte);
    text.bytes().filter(suspect).count() > 0 && text.contains(char::is_whitespace)
}
