//! From what was written to what it means: the document and its top level.
//!
//! Lowering never stops at a mistake: it returns the policy *and* every problem, so that an editor
//! underlines all of them at once. Only a document without legal structure has no policy.
//! Statements are lowered in [`super::statement`].

use std::collections::HashSet;

use super::{Policy, PolicyType, Statement, Version, statement};
use crate::problem::{Location, Problem, ProblemCode, Severity, Span, nearest};
use crate::syntax::{self, Member, Node, Value};

/// What lowering found.
#[derive(Debug, Clone, PartialEq)]
pub struct Lowered {
    /// The policy; nothing when the document is not JSON or has no legal structure.
    pub policy: Option<Policy>,
    /// Every mistake, in the order of the text.
    pub problems: Vec<Problem>,
}

impl Lowered {
    /// The policy, or the problem because of which there is none.
    pub fn into_policy(self) -> Result<Policy, Problem> {
        let Self { policy, problems } = self;
        policy.ok_or_else(|| {
            let fatal = problems
                .into_iter()
                .find(|it| it.severity() == Severity::Fatal);
            fatal.unwrap_or_else(|| {
                let message = "the document is no policy";
                Problem::new(ProblemCode::WrongType, message, Location::default())
            })
        })
    }
}

/// Reads and lowers a policy document.
#[must_use]
pub fn parse(source: &str, policy_type: PolicyType) -> Lowered {
    match syntax::read(source) {
        Ok(node) => lower(&node, policy_type),
        Err(problem) => Lowered {
            policy: None,
            problems: vec![problem],
        },
    }
}

/// Lowers a policy document that has been read.
#[must_use]
pub fn lower(node: &Node<'_>, policy_type: PolicyType) -> Lowered {
    lower_under(node, policy_type, "")
}

/// Lowers a policy that is part of a larger document, at `path` in it.
#[must_use]
pub fn lower_under(node: &Node<'_>, policy_type: PolicyType, path: &str) -> Lowered {
    let mut lowering = Lowering {
        policy_type,
        version: Version::default(),
        problems: Vec::new(),
        fatal: false,
    };
    let policy = lowering.document(node, &Path::Base(path));
    let policy = policy.filter(|_| !lowering.fatal);
    let mut problems = lowering.problems;
    problems.sort_by_key(|problem| problem.at.span.start);
    Lowered { policy, problems }
}

/// Where lowering is; turned into text only when there is a problem.
pub(super) enum Path<'p> {
    Base(&'p str),
    Key(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

impl Path<'_> {
    fn render(&self) -> String {
        match self {
            Self::Base(base) => (*base).to_owned(),
            Self::Key(parent, key) => {
                let mut path = parent.render();
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
                path
            }
            Self::Index(parent, index) => format!("{}[{index}]", parent.render()),
        }
    }

    pub(super) fn at(&self, span: Span) -> Location {
        Location {
            path: self.render(),
            span,
        }
    }
}

/// What is collected while lowering one document.
pub(super) struct Lowering {
    pub(super) policy_type: PolicyType,
    pub(super) version: Version,
    pub(super) problems: Vec<Problem>,
    pub(super) fatal: bool,
}

const DOCUMENT_ELEMENTS: [&str; 3] = ["Version", "Id", "Statement"];

impl Lowering {
    pub(super) fn tell(&mut self, problem: Problem) {
        self.fatal |= problem.severity() == Severity::Fatal;
        self.problems.push(problem);
    }

    pub(super) fn wrong_type(&mut self, node: &Node<'_>, path: &Path<'_>, expected: &str) {
        let message = format!("{expected} was expected, not {}", node.kind());
        self.tell(Problem::new(
            ProblemCode::WrongType,
            message,
            path.at(node.span),
        ));
    }

    fn document(&mut self, node: &Node<'_>, path: &Path<'_>) -> Option<Policy> {
        let Some(members) = node.members() else {
            self.wrong_type(node, path, "a policy document in braces");
            return None;
        };
        self.version = self.version_of(node, members, path);
        self.top_level(members, path);
        let mut id = None;
        if let Some(value) = node.get("Id") {
            match value.text() {
                Some(text) => id = Some(text.into()),
                None => self.wrong_type(value, &Path::Key(path, "Id"), "a string"),
            }
        }
        let Some(value) = node.get("Statement") else {
            let mut problem = Problem::new(
                ProblemCode::MissingStatement,
                "the policy has no `Statement`",
                path.at(node.span),
            );
            if members
                .iter()
                .any(|member| member.key.eq_ignore_ascii_case("Statement"))
            {
                problem = problem.with_help("elements are written with capitals: `Statement`");
            }
            self.tell(problem);
            return None;
        };
        let path = Path::Key(path, "Statement");
        let statements = match &value.value {
            Value::Object(_) => vec![statement::lower(self, value, &path)],
            Value::Array(items) => {
                if items.is_empty() {
                    self.empty_list(value, &path, "the policy has no statements");
                }
                items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| statement::lower(self, item, &Path::Index(&path, index)))
                    .collect()
            }
            _ => {
                self.wrong_type(value, &path, "a statement or a list of statements");
                return None;
            }
        };
        let statements = statements.into_iter().collect::<Option<Vec<_>>>()?;
        self.repeated_sids(&statements, value, &path);
        Some(Policy {
            policy_type: self.policy_type,
            version: self.version,
            id,
            statements,
        })
    }

    /// AWS wants every `Sid` of a policy to be unique; evaluation does not care.
    fn repeated_sids(&mut self, statements: &[Statement], node: &Node<'_>, path: &Path<'_>) {
        let mut seen: HashSet<&str> = HashSet::new();
        for (index, statement) in statements.iter().enumerate() {
            let Some(sid) = statement.sid.as_deref().filter(|sid| !sid.is_empty()) else {
                continue;
            };
            if !seen.insert(sid) {
                let item = node.items().and_then(|items| items.get(index));
                let span = item
                    .and_then(|it| it.get("Sid"))
                    .map_or(statement.span, |it| it.span);
                let at = Path::Key(&Path::Index(path, index), "Sid").at(span);
                let message = format!("the `Sid` `{sid}` stands in an earlier statement");
                self.tell(Problem::new(ProblemCode::DuplicateSid, message, at));
            }
        }
    }

    fn version_of(&mut self, node: &Node<'_>, members: &[Member<'_>], path: &Path<'_>) -> Version {
        let Some(value) = node.get("Version") else {
            let end = node.span.start + 1;
            let at = path.at(Span {
                start: node.span.start,
                end,
            });
            let mut problem = Problem::new(
                ProblemCode::MissingVersion,
                "the policy has no `Version` and counts as `2008-10-17`",
                at,
            )
            .with_help("write `\"Version\": \"2012-10-17\"`");
            if members
                .iter()
                .any(|member| member.key.eq_ignore_ascii_case("Version"))
            {
                problem = problem.with_help("elements are written with capitals: `Version`");
            }
            self.tell(problem);
            return Version::V2008;
        };
        match value.text() {
            Some("2012-10-17") => Version::V2012,
            Some("2008-10-17") => Version::V2008,
            Some(other) => {
                let message = format!("unknown version `{other}`");
                let at = Path::Key(path, "Version").at(value.span);
                self.tell(
                    Problem::new(ProblemCode::UnknownVersion, message, at)
                        .with_help("the versions are `2012-10-17` and `2008-10-17`"),
                );
                Version::V2008
            }
            None => {
                self.wrong_type(value, &Path::Key(path, "Version"), "a string");
                Version::V2008
            }
        }
    }

    fn top_level(&mut self, members: &[Member<'_>], path: &Path<'_>) {
        for (position, member) in members.iter().enumerate() {
            let at = || Path::Key(path, &member.key).at(member.key_span);
            if members[..position]
                .iter()
                .any(|earlier| earlier.key == member.key)
            {
                let message = format!("`{}` stands twice", member.key);
                let code = match &*member.key {
                    // Which of two lists of statements counts cannot be said.
                    "Statement" | "Version" => ProblemCode::WrongType,
                    _ => ProblemCode::DuplicateKey,
                };
                self.tell(Problem::new(code, message, at()));
            }
            if !DOCUMENT_ELEMENTS.contains(&&*member.key) {
                self.tell(unknown_element(&member.key, &DOCUMENT_ELEMENTS, at()));
            }
        }
    }

    pub(super) fn empty_list(&mut self, node: &Node<'_>, path: &Path<'_>, message: &str) {
        self.tell(Problem::new(
            ProblemCode::EmptyList,
            message,
            path.at(node.span),
        ));
    }

    /// A string or a list of strings, as most elements allow; the callback gets each with its path.
    pub(super) fn strings(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        mut each: impl FnMut(&mut Self, &str, &Node<'_>, &Path<'_>),
    ) {
        match &node.value {
            Value::String(text) => each(self, text, node, path),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let path = Path::Index(path, index);
                    match item.text() {
                        Some(text) => each(self, text, item, &path),
                        None => self.wrong_type(item, &path, "a string"),
                    }
                }
            }
            _ => self.wrong_type(node, path, "a string or a list of strings"),
        }
    }
}

pub(super) fn unknown_element(key: &str, known: &[&str], at: Location) -> Problem {
    let message = format!("unknown element `{key}`");
    let problem = Problem::new(ProblemCode::UnknownElement, message, at);
    match nearest(key, known.iter().copied()) {
        Some(name) => problem.with_help(format!("did you mean `{name}`?")),
        None => problem,
    }
}
