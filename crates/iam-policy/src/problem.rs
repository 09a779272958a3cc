//! A mistake in a policy or in a request: what is wrong, what may help, and where it stands.
//!
//! The parts are kept apart so that an editor can underline, a terminal can print and a test can
//! compare codes. Codes are never renamed; wording may improve.

use std::fmt;

use serde::Serialize;

/// A stretch of the source text, in bytes, the end not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from two offsets.
    pub(crate) fn new(start: usize, end: usize) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self {
            start: clamp(start),
            end: clamp(end),
        }
    }

    /// The text the span covers, empty when it lies outside of `source`.
    #[must_use]
    pub fn text<'s>(&self, source: &'s str) -> &'s str {
        source
            .get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }

    /// The line and column (both counted from 1, columns in characters) of the first byte.
    #[must_use]
    pub fn line_column(&self, source: &str) -> (usize, usize) {
        let mut end = (self.start as usize).min(source.len());
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        let before = source.get(..end).unwrap_or("");
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }
}

/// Where a problem stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Location {
    /// The element, as `Statement[0].Condition`; empty for the whole document.
    pub path: String,
    /// The bytes of the source text.
    pub span: Span,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}, ", self.path)?;
        }
        write!(f, "bytes {}–{}", self.span.start, self.span.end)
    }
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The document means something, yet likely not what its author intended.
    Warning,
    /// AWS would refuse to save it, or the part can never have an effect.
    Error,
    /// The document has no legal structure: there is nothing to evaluate.
    Fatal,
}

macro_rules! problem_codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal, $severity:ident;)+) => {
        /// What kind of mistake it is. The text form is stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ProblemCode {
            $($(#[$doc])* $variant,)+
        }

        impl ProblemCode {
            /// Every code there is, for the registry's snapshot.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code as it is written in output.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// How bad a problem of this kind is.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }
        }
    };
}

problem_codes! {
    /// The text is not JSON.
    NotJson = "not-json", Fatal;
    /// Values are nested deeper than any policy needs.
    TooDeep = "too-deep", Fatal;
    /// A value has a type the grammar does not allow at its place.
    WrongType = "wrong-type", Fatal;
    /// The document has no `Statement`.
    MissingStatement = "missing-statement", Fatal;
    /// A statement has neither or both of two elements of which the grammar wants exactly one.
    ActionElement = "action-element", Error;
    /// The same key stands twice in one object.
    DuplicateKey = "duplicate-key", Error;
    /// Two statements have the same `Sid`.
    DuplicateSid = "duplicate-sid", Error;
    /// An element the grammar does not know.
    UnknownElement = "unknown-element", Error;
    /// `Version` is neither `2012-10-17` nor `2008-10-17`.
    UnknownVersion = "unknown-version", Error;
    /// No `Version`: it counts as `2008-10-17`, in which variables are literal text.
    MissingVersion = "missing-version", Warning;
    /// `Effect` is missing.
    MissingEffect = "missing-effect", Error;
    /// `Effect` is neither `Allow` nor `Deny`.
    UnknownEffect = "unknown-effect", Error;
    /// `Resource` and `NotResource` are missing or both there.
    ResourceElement = "resource-element", Error;
    /// `Principal` and `NotPrincipal` are missing or both there.
    PrincipalElement = "principal-element", Error;
    /// The element cannot be used in a policy of this type.
    UnsupportedElement = "unsupported-element", Error;
    /// The effect cannot be used in a policy of this type.
    UnsupportedEffect = "unsupported-effect", Error;
    /// A condition operator that does not exist.
    UnknownOperator = "unknown-operator", Error;
    /// A condition operator in other capitals than AWS writes it.
    OperatorSpelling = "operator-spelling", Warning;
    /// A condition value that its operator cannot read.
    BadConditionValue = "bad-condition-value", Error;
    /// An action that is not `prefix:name`.
    BadAction = "bad-action", Error;
    /// A wildcard in the service prefix of an action.
    WildcardInPrefix = "wildcard-in-prefix", Error;
    /// A resource that is no ARN and not `*`.
    BadResource = "bad-resource", Error;
    /// An ARN with fewer than six parts.
    ShortArn = "short-arn", Warning;
    /// A wildcard in the service part of an ARN.
    WildcardInService = "wildcard-in-service", Error;
    /// A wildcard in the resource type of an ARN.
    WildcardInResourceType = "wildcard-in-resource-type", Error;
    /// A policy variable where none is allowed.
    MisplacedVariable = "misplaced-variable", Error;
    /// A policy variable that is not closed, or whose default is not quoted.
    BadVariable = "bad-variable", Error;
    /// A variable in a policy whose version has none.
    VariableNeedsVersion = "variable-needs-version", Warning;
    /// A principal of a type that does not exist.
    UnknownPrincipalType = "unknown-principal-type", Error;
    /// A principal that cannot be read.
    BadPrincipal = "bad-principal", Error;
    /// A wildcard in a principal that is not the whole of it.
    WildcardInPrincipal = "wildcard-in-principal", Error;
    /// A list without members.
    EmptyList = "empty-list", Warning;
}

impl fmt::Display for ProblemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for ProblemCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The kind of mistake; screens switch on this.
    pub code: ProblemCode,
    /// What is wrong: lower-case, no full stop, the author's text in backticks.
    pub message: String,
    /// What may help.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Where it stands.
    pub at: Location,
}

impl Problem {
    /// A problem without help.
    pub fn new(code: ProblemCode, message: impl Into<String>, at: Location) -> Self {
        Self {
            code,
            message: message.into(),
            help: None,
            at,
        }
    }

    /// The same problem with a line of help.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

/// The candidate nearest to `word` when it is near enough to be a slip of the keyboard.
pub(crate) fn nearest<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (edit_distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 6)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein's distance; words longer than a name are not compared.
fn edit_distance(left: &str, right: &str) -> usize {
    if left.len() > 80 || right.len() > 80 {
        return usize::MAX;
    }
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, from) in left.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, to) in right.iter().enumerate() {
            let substituted = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}
