//! A resource in a policy: `*` or an ARN pattern, and what becomes of short ARNs.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html>

use std::sync::Arc;

use super::{PolicyType, Version};
use crate::arn::{ArnPattern, Part, split_pattern};
use crate::context::Context;
use crate::pattern::Pattern;
use crate::problem::ProblemCode;
use crate::request::Resource;
use crate::variable::{Text, VariableMistake, has_variable};

/// A resource pattern of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourcePattern {
    /// As it was written.
    pub text: Box<str>,
    /// What it means.
    pub form: ResourceForm,
}

/// What a resource pattern means.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ResourceForm {
    /// `*`: every resource, and what has none.
    Any,
    /// ARNs of six parts.
    Arn(Box<ArnPattern>),
    /// It can be read and matches nothing.
    Never,
    /// It is no ARN: whether it would match cannot be said.
    Unevaluable,
}

impl ResourcePattern {
    /// Whether it matches a request's resource, variables standing for their values.
    ///
    /// With `wildcard_only` the action supports no resource-level permission, and only `*` does.
    #[must_use]
    pub fn matches(&self, resource: &Resource, wildcard_only: bool, context: &Context) -> bool {
        match &self.form {
            ResourceForm::Any => true,
            ResourceForm::Arn(pattern) if !wildcard_only => resource
                .parts()
                .is_some_and(|arn| pattern.matches(&arn, context)),
            _ => false,
        }
    }

    /// Whether it could match if every absent variable had some value.
    #[must_use]
    pub fn could_match(&self, resource: &Resource, wildcard_only: bool, context: &Context) -> bool {
        match &self.form {
            ResourceForm::Any => true,
            ResourceForm::Arn(pattern) if !wildcard_only => resource
                .parts()
                .is_some_and(|arn| pattern.could_match(&arn, context)),
            _ => false,
        }
    }

    /// The variables it names.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let arn = match &self.form {
            ResourceForm::Arn(pattern) => Some(pattern),
            _ => None,
        };
        arn.into_iter().flat_map(|pattern| pattern.texts())
    }
}

/// What is wrong with a resource's text.
pub(super) type ResourceMistake = (ProblemCode, String, Option<&'static str>);

/// Reads a resource of a policy; mistakes are added to the list.
pub(super) fn read(
    text: &str,
    policy_type: PolicyType,
    version: Version,
    known: &mut Option<Head>,
    mistakes: &mut Vec<ResourceMistake>,
) -> ResourcePattern {
    ResourcePattern {
        text: text.into(),
        form: read_form(text, policy_type, version, known, mistakes),
    }
}

/// The first five parts of the ARN read before, as they were written: neighbours mostly share them.
pub(super) struct Head {
    written: Box<str>,
    parts: Arc<[Part; 4]>,
}

impl Head {
    /// The parts before the last of `parts`, shared with the ARN before where they are the same.
    fn of(text: &str, parts: &[&str], known: &mut Option<Self>) -> Arc<[Part; 4]> {
        let resource = parts[5];
        let written = text.strip_suffix(resource).unwrap_or(text);
        if let Some(known) = known.as_ref().filter(|known| *known.written == *written) {
            return Arc::clone(&known.parts);
        }
        let fixed = |at: usize| Part::Fixed(Pattern::new(parts[at]));
        let head = Arc::new([fixed(1), fixed(2), fixed(3), fixed(4)]);
        *known = Some(Self {
            written: written.into(),
            parts: Arc::clone(&head),
        });
        head
    }
}

fn read_form(
    text: &str,
    policy_type: PolicyType,
    version: Version,
    known: &mut Option<Head>,
    mistakes: &mut Vec<ResourceMistake>,
) -> ResourceForm {
    if text.bytes().all(|byte| byte == b'*') && !text.is_empty() {
        return ResourceForm::Any;
    }
    let variables = has_variable(text);
    let mut parts = if version == Version::V2012 && variables {
        split_pattern(text)
    } else {
        let mut parts = Vec::with_capacity(6);
        parts.extend(text.splitn(6, ':'));
        parts
    };
    // The first part is `arn`; a `*` that ends a part may reach over the colons behind it.
    if parts[0] != "arn" && !Pattern::new(parts[0]).matches("arn")
        || parts.len() == 1 && !text.ends_with('*')
    {
        mistakes.push((
            ProblemCode::BadResource,
            format!("`{text}` is neither an ARN nor `*`"),
            Some("begin with `arn:`"),
        ));
        return ResourceForm::Unevaluable;
    }
    let short = parts.len() < 6;
    let open_ended = short && text.ends_with('*');
    if short && !open_ended {
        match short_arn(text, policy_type, mistakes) {
            None => parts.resize(6, "*"),
            Some(form) => return form,
        }
    }
    if open_ended {
        parts.resize(6, "*");
    }
    if let Some(form) = refused_wildcard(text, &parts, open_ended, mistakes) {
        return form;
    }
    if version == Version::V2012 && variables && parts[..5].iter().any(|it| has_variable(it)) {
        mistakes.push((
            ProblemCode::MisplacedVariable,
            format!("`{text}` has a variable before its fifth colon"),
            Some("variables stand in the resource part of an ARN only"),
        ));
        return ResourceForm::Never;
    }
    if version == Version::V2008 && variables {
        mistakes.push((
            ProblemCode::VariableNeedsVersion,
            format!("`{text}` has a variable, which is literal text in this version"),
            Some("write `\"Version\": \"2012-10-17\"`"),
        ));
    }
    let fixed = || Part::Fixed(Pattern::new(parts[5]));
    let resource = if version == Version::V2012 {
        let mut variable_mistakes: Vec<VariableMistake> = Vec::new();
        let part = if variables {
            Part::new(Text::parse(parts[5], &mut variable_mistakes))
        } else {
            fixed()
        };
        mistakes.extend(variable_mistakes);
        part
    } else {
        fixed()
    };
    // What stands for missing parts is not in the text, so a short ARN shares nothing.
    let mut nothing = None;
    let known = if short { &mut nothing } else { known };
    let head = Head::of(text, &parts, known);
    ResourceForm::Arn(Box::new(ArnPattern { head, resource }))
}

/// An ARN of fewer than six parts that does not end in `*`: what it means depends on the policy.
/// Nothing means that it goes on with `*`.
fn short_arn(
    text: &str,
    policy_type: PolicyType,
    mistakes: &mut Vec<ResourceMistake>,
) -> Option<ResourceForm> {
    let help = Some("write all six parts: `arn:partition:service:region:account:resource`");
    match policy_type {
        PolicyType::Scp | PolicyType::Rcp => {
            mistakes.push((
                ProblemCode::BadResource,
                format!("`{text}` is a short ARN"),
                help,
            ));
            Some(ResourceForm::Unevaluable)
        }
        PolicyType::Resource | PolicyType::Trust | PolicyType::Vpce => {
            let message = format!("`{text}` is a short ARN and matches nothing");
            mistakes.push((ProblemCode::ShortArn, message, help));
            Some(ResourceForm::Never)
        }
        PolicyType::Identity | PolicyType::Boundary | PolicyType::Session => {
            let message = format!("`{text}` is a short ARN: AWS reads `*` for what is missing");
            mistakes.push((ProblemCode::ShortArn, message, help));
            None
        }
    }
}

/// Wildcards that AWS documents as not allowed, in the service and in the resource type.
fn refused_wildcard(
    text: &str,
    parts: &[&str],
    open_ended: bool,
    mistakes: &mut Vec<ResourceMistake>,
) -> Option<ResourceForm> {
    if !open_ended && parts[2].contains(['*', '?']) {
        mistakes.push((
            ProblemCode::WildcardInService,
            format!("the service of `{text}` has a wildcard, so it matches nothing"),
            Some("name the service, or write `*` for every resource"),
        ));
        return Some(ResourceForm::Never);
    }
    // Only where every resource begins with its type can the type be told from a name.
    let word = parts[5].split(['/', ':']).next().unwrap_or("");
    let typed = matches!(parts[2], "iam" | "sts");
    if typed && word.contains(['*', '?']) && parts[5] != "*" && !has_variable(word) {
        mistakes.push((
            ProblemCode::WildcardInResourceType,
            format!("the resource type of `{text}` has a wildcard, so it matches nothing"),
            Some("write the type, as in `user/*`"),
        ));
        return Some(ResourceForm::Never);
    }
    None
}
