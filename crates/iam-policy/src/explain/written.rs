//! What a policy says, and what it stands for in this request.

use std::fmt;

use serde::Serialize;

use crate::context::Context;
use crate::variable::{Text, Variable};

/// A text of a policy in which variables may stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Written {
    /// As it was written.
    pub text: String,
    /// What it stands for, where it has variables and all of them have values.
    pub stands_for: Option<String>,
    /// The keys of its variables that stand for no value, being absent, empty or multivalued: it
    /// matches nothing because of them.
    pub without_value: Vec<String>,
}

impl Written {
    /// A text with the variables that count in it.
    pub(super) fn new<'v>(
        text: &str,
        variables: impl Iterator<Item = &'v Variable>,
        context: &Context,
    ) -> Self {
        let mut without_value: Vec<String> = Vec::new();
        let mut any = false;
        for variable in variables {
            any = true;
            let key = variable.key.as_str();
            if variable.value(context).is_none() && !without_value.iter().any(|it| it == key) {
                without_value.push(key.to_owned());
            }
        }
        let stands_for = (any && without_value.is_empty())
            .then(|| Text::parse(text, &mut Vec::new()))
            .and_then(|parsed| parsed.exact(context).map(std::borrow::Cow::into_owned));
        Self {
            text: text.to_owned(),
            stands_for,
            without_value,
        }
    }

    /// What is held against the request.
    #[must_use]
    pub fn meant(&self) -> &str {
        self.stands_for.as_deref().unwrap_or(&self.text)
    }

    /// The same for a sentence, quoted.
    pub(super) fn quoted(&self) -> String {
        match (&self.stands_for, &self.without_value[..]) {
            (Some(stands_for), _) => format!("`{stands_for}` (from `{}`)", self.text),
            (None, []) if self.text.is_empty() => "empty".to_owned(),
            (None, []) => format!("`{}`", self.text),
            (None, keys) => {
                let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
                let stand = if keys.len() == 1 { "stands" } else { "stand" };
                let keys = keys.join(" and ");
                format!("`{}` ({keys} {stand} for no value)", self.text)
            }
        }
    }
}

/// `alice (from ${aws:username})`: what it stands for, and the text where that is another.
impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.stands_for {
            Some(stands_for) => write!(f, "{stands_for} (from {})", self.text),
            None => f.write_str(&self.text),
        }
    }
}
