//! Lowering of one statement: its elements, what they may be in a policy of this type, and what
//! becomes of a statement that cannot be understood.

use super::lower::{Lowering, Path, unknown_element};
use super::principal::{PrincipalEntry, PrincipalPattern, Principals};
use super::{
    ActionPattern, Actions, Effect, PolicyType, ResourceForm, ResourcePattern, Resources, Standing,
    Statement, Version, principal, resource,
};
use crate::condition::{Clause, Condition, Value as ConditionValue, read_value, registry};
use crate::context::KeyName;
use crate::problem::{Problem, ProblemCode, Span, nearest};
use crate::syntax::{Member, Node, Value};

/// The elements of a statement, in the order in which AWS's documentation writes them.
pub(crate) const ELEMENTS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

/// Lowers a statement; nothing when it has no legal structure.
pub(super) fn lower(
    lowering: &mut Lowering,
    node: &Node<'_>,
    path: &Path<'_>,
) -> Option<Statement> {
    let Some(members) = node.members() else {
        lowering.wrong_type(node, path, "a statement in braces");
        return None;
    };
    let mut draft = Draft {
        lowering,
        node,
        path,
        standing: Standing::Sound,
    };
    let elements = draft.elements(members);
    let sid = draft.sid(elements.sid);
    let effect = draft.effect(elements.effect);
    let principals = draft.principals(&elements, effect);
    let actions = draft.actions(&elements);
    let resources = draft.resources(&elements);
    let conditions = elements
        .condition
        .map(|it| draft.conditions(it))
        .unwrap_or_default();
    let standing = draft.standing;
    Some(Statement {
        sid,
        effect: effect.unwrap_or(Effect::Allow),
        principals,
        // Without actions or resources the statement is unevaluable, and that has to be said
        // whatever is asked: a Deny fails closed.
        actions: actions.unwrap_or(Actions::AllBut(Vec::new())),
        resources: resources.unwrap_or(Resources::Attached),
        conditions,
        standing,
        span: node.span,
    })
}

#[derive(Default)]
struct Elements<'n, 's> {
    sid: Option<&'n Node<'s>>,
    effect: Option<&'n Node<'s>>,
    principal: Option<&'n Node<'s>>,
    not_principal: Option<&'n Node<'s>>,
    action: Option<&'n Node<'s>>,
    not_action: Option<&'n Node<'s>>,
    resource: Option<&'n Node<'s>>,
    not_resource: Option<&'n Node<'s>>,
    condition: Option<&'n Node<'s>>,
}

struct Draft<'d, 'l> {
    lowering: &'l mut Lowering,
    node: &'d Node<'d>,
    path: &'d Path<'d>,
    standing: Standing,
}

impl Draft<'_, '_> {
    /// The statement cannot be understood; the first reason stays.
    fn unevaluable(&mut self, problem: Problem) {
        if self.standing == Standing::Sound {
            self.standing = Standing::Unevaluable(Box::new(problem.clone()));
        }
        self.lowering.tell(problem);
    }

    /// AWS would refuse the statement and documents that it has no effect.
    fn never(&mut self, problem: Problem) {
        if self.standing == Standing::Sound {
            self.standing = Standing::Never(Box::new(problem.clone()));
        }
        self.lowering.tell(problem);
    }

    fn elements<'n, 's>(&mut self, members: &'n [Member<'s>]) -> Elements<'n, 's> {
        let mut elements = Elements::default();
        for member in members {
            let slot = match &*member.key {
                "Sid" => &mut elements.sid,
                "Effect" => &mut elements.effect,
                "Principal" => &mut elements.principal,
                "NotPrincipal" => &mut elements.not_principal,
                "Action" => &mut elements.action,
                "NotAction" => &mut elements.not_action,
                "Resource" => &mut elements.resource,
                "NotResource" => &mut elements.not_resource,
                "Condition" => &mut elements.condition,
                other => {
                    let at = Path::Key(self.path, other).at(member.key_span);
                    self.unevaluable(unknown_element(other, &ELEMENTS, at));
                    continue;
                }
            };
            if slot.replace(&member.node).is_some() {
                let at = Path::Key(self.path, &member.key).at(member.key_span);
                let message = format!("`{}` stands twice in the statement", member.key);
                self.unevaluable(Problem::new(ProblemCode::DuplicateKey, message, at));
            }
        }
        elements
    }

    fn sid(&mut self, node: Option<&Node<'_>>) -> Option<Box<str>> {
        let node = node?;
        if node.text().is_none() {
            self.lowering
                .wrong_type(node, &Path::Key(self.path, "Sid"), "a string");
        }
        node.text().map(Into::into)
    }

    fn effect(&mut self, node: Option<&Node<'_>>) -> Option<Effect> {
        let Some(node) = node else {
            let at = self.path.at(self.node.span);
            let message = "the statement has no `Effect`";
            self.unevaluable(Problem::new(ProblemCode::MissingEffect, message, at));
            return None;
        };
        let path = Path::Key(self.path, "Effect");
        let effect = match node.text() {
            Some("Allow") => Effect::Allow,
            Some("Deny") => Effect::Deny,
            Some(other) => {
                let message = format!("unknown effect `{other}`");
                let mut problem =
                    Problem::new(ProblemCode::UnknownEffect, message, path.at(node.span));
                if let Some(name) = nearest(other, ["Allow", "Deny"]) {
                    problem = problem.with_help(format!("did you mean `{name}`?"));
                }
                self.unevaluable(problem);
                return None;
            }
            None => {
                self.lowering.wrong_type(node, &path, "`Allow` or `Deny`");
                return None;
            }
        };
        if self.lowering.policy_type == PolicyType::Rcp && effect == Effect::Allow {
            let message = "a resource control policy can only deny";
            let at = path.at(node.span);
            self.never(
                Problem::new(ProblemCode::UnsupportedEffect, message, at)
                    .with_help("`RCPFullAWSAccess` allows everything at every level already"),
            );
        }
        Some(effect)
    }

    /// Refuses an element in a policy of this type: the statement never matches.
    fn unsupported(&mut self, element: &str, node: &Node<'_>, why: &str) {
        let at = Path::Key(self.path, element).at(node.span);
        let message = format!("`{element}` cannot be used {why}");
        self.never(Problem::new(ProblemCode::UnsupportedElement, message, at));
    }

    fn principals(
        &mut self,
        elements: &Elements<'_, '_>,
        effect: Option<Effect>,
    ) -> Option<Principals> {
        let policy_type = self.lowering.policy_type;
        let (element, node) = match (elements.principal, elements.not_principal) {
            (None, None) => {
                if policy_type.has_principals() && policy_type != PolicyType::Vpce {
                    let at = self.path.at(self.node.span);
                    let message = "the statement has no `Principal` and never matches";
                    self.never(Problem::new(ProblemCode::PrincipalElement, message, at));
                }
                return None;
            }
            (Some(_), Some(node)) => {
                let at = Path::Key(self.path, "NotPrincipal").at(node.span);
                let message = "`Principal` and `NotPrincipal` cannot stand in one statement";
                self.unevaluable(Problem::new(ProblemCode::PrincipalElement, message, at));
                return None;
            }
            (Some(node), None) => ("Principal", node),
            (None, Some(node)) => ("NotPrincipal", node),
        };
        if !policy_type.has_principals() {
            let why = format!("in {}", article(policy_type));
            self.unsupported(element, node, &why);
        } else if element == "NotPrincipal" {
            if matches!(policy_type, PolicyType::Trust | PolicyType::Rcp) {
                let why = format!("in {}", article(policy_type));
                self.unsupported(element, node, &why);
            } else if effect == Some(Effect::Allow) {
                self.unsupported(element, node, "with `Allow`");
            }
        }
        let entries = self.principal_entries(node, &Path::Key(self.path, element));
        let everyone = entries
            .iter()
            .any(|entry| entry.pattern == PrincipalPattern::Everyone);
        if policy_type == PolicyType::Rcp && !everyone {
            let at = Path::Key(self.path, element).at(node.span);
            let message = "a resource control policy names the principal `*` only";
            self.never(Problem::new(ProblemCode::UnsupportedElement, message, at));
        }
        Some(if element == "Principal" {
            Principals::Only(entries)
        } else {
            Principals::AllBut(entries)
        })
    }

    fn principal_entries(&mut self, node: &Node<'_>, path: &Path<'_>) -> Vec<PrincipalEntry> {
        let mut entries = Vec::new();
        match &node.value {
            Value::String(text) if text == "*" => {
                let pattern = PrincipalPattern::Everyone;
                entries.push(PrincipalEntry {
                    text: "*".into(),
                    pattern,
                });
            }
            Value::String(text) => {
                let message = format!("`{text}` is not a principal");
                let problem = Problem::new(ProblemCode::BadPrincipal, message, path.at(node.span))
                    .with_help("write `*` or an object such as `{\"AWS\": \"…\"}`");
                self.lowering.tell(problem);
            }
            Value::Object(members) => {
                if members.is_empty() {
                    self.lowering
                        .empty_list(node, path, "the statement names no principals");
                }
                for member in members {
                    let path = Path::Key(path, &member.key);
                    self.principals_of_type(member, &path, &mut entries);
                }
            }
            _ => self.lowering.wrong_type(node, path, "`*` or an object"),
        }
        entries
    }

    fn principals_of_type(
        &mut self,
        member: &Member<'_>,
        path: &Path<'_>,
        entries: &mut Vec<PrincipalEntry>,
    ) {
        let kind = &*member.key;
        self.lowering
            .strings(&member.node, path, |lowering, text, node, path| {
                let Some((entry, mistake)) = principal::read(kind, text) else {
                    let kinds = ["AWS", "Service", "Federated", "CanonicalUser"];
                    let message = format!("unknown principal type `{kind}`");
                    let at = path.at(member.key_span);
                    let mut problem = Problem::new(ProblemCode::UnknownPrincipalType, message, at);
                    if let Some(name) = nearest(kind, kinds) {
                        problem = problem.with_help(format!("did you mean `{name}`?"));
                    }
                    lowering.tell(problem);
                    return;
                };
                entries.push(entry);
                if let Some((code, message, help)) = mistake {
                    let at = path.at(node.span);
                    lowering.tell(Problem::new(code, message, at).with_help(help));
                }
            });
    }

    fn actions(&mut self, elements: &Elements<'_, '_>) -> Option<Actions> {
        let (element, node) = self.one_of(
            ("Action", elements.action),
            ("NotAction", elements.not_action),
            ProblemCode::ActionElement,
        )?;
        if self.lowering.policy_type == PolicyType::Rcp && element == "NotAction" {
            self.unsupported(element, node, "in a resource control policy");
        }
        let path = Path::Key(self.path, element);
        let mut known = None;
        let mut patterns = Vec::with_capacity(node.items().map_or(1, <[_]>::len));
        self.lowering
            .strings(node, &path, |lowering, text, node, path| {
                let (pattern, mistake) = ActionPattern::read(text, &mut known);
                patterns.push(pattern);
                if let Some((code, message, help)) = mistake {
                    let at = path.at(node.span);
                    lowering.tell(Problem::new(code, message, at).with_help(help));
                }
            });
        if is_empty_list(node) {
            self.lowering
                .empty_list(node, &path, "the statement names no actions");
        }
        let not = element == "NotAction";
        Some(if not {
            Actions::AllBut(patterns)
        } else {
            Actions::Only(patterns)
        })
    }

    fn resources(&mut self, elements: &Elements<'_, '_>) -> Option<Resources> {
        let policy_type = self.lowering.policy_type;
        let missing = elements.resource.is_none() && elements.not_resource.is_none();
        if missing && matches!(policy_type, PolicyType::Trust | PolicyType::Resource) {
            return Some(Resources::Attached);
        }
        let (element, node) = self.one_of(
            ("Resource", elements.resource),
            ("NotResource", elements.not_resource),
            ProblemCode::ResourceElement,
        )?;
        let path = Path::Key(self.path, element);
        if policy_type == PolicyType::Trust {
            let message = format!("`{element}` cannot be used in a trust policy");
            let at = path.at(node.span);
            self.lowering
                .tell(Problem::new(ProblemCode::UnsupportedElement, message, at));
        }
        let version = self.lowering.version;
        let mut known = None;
        let mut patterns: Vec<ResourcePattern> =
            Vec::with_capacity(node.items().map_or(1, <[_]>::len));
        self.lowering
            .strings(node, &path, |lowering, text, node, path| {
                let mut mistakes = Vec::new();
                let pattern = resource::read(text, policy_type, version, &mut known, &mut mistakes);
                debug_assert!(pattern.form != ResourceForm::Unevaluable || !mistakes.is_empty());
                patterns.push(pattern);
                for (code, message, help) in mistakes {
                    let mut problem = Problem::new(code, message, path.at(node.span));
                    problem.help = help.map(str::to_owned);
                    lowering.tell(problem);
                }
            });
        if is_empty_list(node) {
            self.lowering
                .empty_list(node, &path, "the statement names no resources");
        }
        let not = element == "NotResource";
        Some(if not {
            Resources::AllBut(patterns)
        } else {
            Resources::Only(patterns)
        })
    }

    /// Exactly one of two elements; both or neither and the statement cannot be understood.
    fn one_of<'e, 'n, 's>(
        &mut self,
        (name, node): (&'e str, Option<&'n Node<'s>>),
        (not_name, not_node): (&'e str, Option<&'n Node<'s>>),
        code: ProblemCode,
    ) -> Option<(&'e str, &'n Node<'s>)> {
        match (node, not_node) {
            (Some(node), None) => Some((name, node)),
            (None, Some(node)) => Some((not_name, node)),
            (Some(_), Some(node)) => {
                let message = format!("`{name}` and `{not_name}` cannot stand in one statement");
                let at = Path::Key(self.path, not_name).at(node.span);
                self.unevaluable(Problem::new(code, message, at));
                None
            }
            (None, None) => {
                let message = format!("the statement has neither `{name}` nor `{not_name}`");
                let at = self.path.at(self.node.span);
                self.unevaluable(Problem::new(code, message, at));
                None
            }
        }
    }

    fn conditions(&mut self, node: &Node<'_>) -> Vec<Clause> {
        let path = Path::Key(self.path, "Condition");
        let Some(operators) = node.members() else {
            self.lowering.wrong_type(node, &path, "an object");
            return Vec::new();
        };
        let mut clauses = Vec::new();
        for (position, member) in operators.iter().enumerate() {
            let path = Path::Key(&path, &member.key);
            if operators[..position]
                .iter()
                .any(|earlier| earlier.key == member.key)
            {
                let message = format!("the operator `{}` stands twice", member.key);
                let at = path.at(member.key_span);
                self.unevaluable(Problem::new(ProblemCode::DuplicateKey, message, at));
            }
            self.operator(member, &path, &mut clauses);
        }
        clauses
    }

    fn operator(&mut self, member: &Member<'_>, path: &Path<'_>, clauses: &mut Vec<Clause>) {
        let Some(keys) = member.node.members() else {
            self.lowering
                .wrong_type(&member.node, path, "an object of condition keys");
            return;
        };
        let Some((operator, spelled)) = registry::find(&member.key) else {
            let message = format!("unknown condition operator `{}`", member.key);
            let at = path.at(member.key_span);
            let mut problem = Problem::new(ProblemCode::UnknownOperator, message, at);
            if let Some(name) = registry::suggestion(&member.key) {
                problem = problem.with_help(format!("did you mean `{name}`?"));
            }
            clauses.push(Clause::Unevaluable(Box::new(problem.clone())));
            self.lowering.tell(problem);
            return;
        };
        if !spelled {
            let message = format!("the operator is written `{operator}`");
            let at = path.at(member.key_span);
            self.lowering
                .tell(Problem::new(ProblemCode::OperatorSpelling, message, at));
        }
        for (position, key) in keys.iter().enumerate() {
            let path = Path::Key(path, &key.key);
            let earlier = &keys[..position];
            if earlier
                .iter()
                .any(|earlier| earlier.key.eq_ignore_ascii_case(&key.key))
            {
                let message = format!("the condition key `{}` stands twice", key.key);
                let at = path.at(key.key_span);
                self.unevaluable(Problem::new(ProblemCode::DuplicateKey, message, at));
            }
            clauses.push(self.condition(operator, key, &path));
        }
    }

    fn condition(
        &mut self,
        operator: crate::condition::Operator,
        member: &Member<'_>,
        path: &Path<'_>,
    ) -> Clause {
        let variables = self.lowering.version == Version::V2012;
        let mut unreadable: Option<Box<Problem>> = None;
        let mut values = Vec::with_capacity(member.node.items().map_or(1, <[_]>::len));
        self.values(&member.node, path, |lowering, text, node, path| {
            let mut mistakes = Vec::new();
            let read = read_value(operator.comparison, text, variables, &mut mistakes);
            let mut told = |code, message, help: Option<&str>| {
                let mut problem = Problem::new(code, message, path.at(node.span));
                problem.help = help.map(str::to_owned);
                lowering.tell(problem.clone());
                problem
            };
            for (code, message, help) in mistakes {
                told(code, message, help);
            }
            let read = match read {
                Ok(read) => Some(read),
                Err((code, message)) => {
                    let variable = text.contains("${") && !operator.comparison.allows_variables();
                    let help = variable
                        .then_some("variables can be used with string and ARN operators only");
                    let problem = told(code, message, help);
                    unreadable.get_or_insert_with(|| Box::new(problem));
                    None
                }
            };
            values.push(ConditionValue {
                written: text.into(),
                read,
            });
        });
        if is_empty_list(&member.node) {
            let message = format!("the condition key `{}` has no values", member.key);
            self.lowering.empty_list(&member.node, path, &message);
        }
        let span = Span {
            start: member.key_span.start,
            end: member.node.span.end,
        };
        let key = KeyName::new(&member.key);
        Clause::Condition(
            Condition {
                operator,
                key,
                values: values.into(),
                span,
            },
            unreadable,
        )
    }

    /// The values of a condition key: strings, numbers and booleans, one or a list.
    fn values(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        mut each: impl FnMut(&mut Lowering, &str, &Node<'_>, &Path<'_>),
    ) {
        let mut one = |lowering: &mut Lowering, node: &Node<'_>, path: &Path<'_>| match &node.value
        {
            Value::String(text) => each(lowering, text, node, path),
            Value::Number(digits) => each(lowering, digits, node, path),
            Value::Bool(true) => each(lowering, "true", node, path),
            Value::Bool(false) => each(lowering, "false", node, path),
            _ => lowering.wrong_type(node, path, "a string, a number or a boolean"),
        };
        match node.items() {
            None => one(self.lowering, node, path),
            Some(items) => {
                for (index, item) in items.iter().enumerate() {
                    one(self.lowering, item, &Path::Index(path, index));
                }
            }
        }
    }
}

fn is_empty_list(node: &Node<'_>) -> bool {
    node.items().is_some_and(<[_]>::is_empty)
}

/// The policy type with its article, for sentences.
fn article(policy_type: PolicyType) -> &'static str {
    match policy_type {
        PolicyType::Identity => "an identity policy",
        PolicyType::Resource => "a resource policy",
        PolicyType::Trust => "a trust policy",
        PolicyType::Boundary => "a permissions boundary",
        PolicyType::Session => "a session policy",
        PolicyType::Scp => "a service control policy",
        PolicyType::Rcp => "a resource control policy",
        PolicyType::Vpce => "a VPC endpoint policy",
    }
}
