//! Would AWS take this document? Its grammar is `iam-policy`'s; here stands what AWS refuses beyond
//! it when a policy is saved, and the words in which it does.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>

use iam_policy::policy::{Actions, Policy, PolicyType, Version, parse};
use iam_policy::problem::{Problem, ProblemCode, Severity, Span};

use super::resource;
use crate::{DocumentKind, PolicyDocument, Refusal, RefusalCode};

/// The longest document on the wire, white space included (`policyDocumentType`).
const MAX_CHARACTERS: usize = 131_072;

/// Whether AWS would take the document.
pub fn check(document: &PolicyDocument, kind: DocumentKind) -> Result<(), Refusal> {
    let text = document.text();
    let document = Checked { text, kind };
    document.characters()?;
    let policy_type = match kind {
        DocumentKind::Managed | DocumentKind::Inline => PolicyType::Identity,
        DocumentKind::Trust => PolicyType::Trust,
        DocumentKind::Resource => PolicyType::Resource,
        DocumentKind::ServiceControl => PolicyType::Scp,
        DocumentKind::ResourceControl => PolicyType::Rcp,
    };
    let lowered = parse(text, policy_type);
    if let Some(problem) = lowered
        .problems
        .iter()
        .find(|problem| document.refuses(problem))
    {
        return Err(document.refusal(problem));
    }
    match &lowered.policy {
        Some(policy) => document.statements(policy),
        None => Err(malformed("the document is no policy", None)),
    }
}

/// A document in the making of its verdict.
struct Checked<'a> {
    text: &'a str,
    kind: DocumentKind,
}

impl Checked<'_> {
    /// `policyDocumentType`: 1 to 131,072 characters, TAB, LF, CR and U+0020 to U+00FF.
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html>
    fn characters(&self) -> Result<(), Refusal> {
        if self.text.chars().count() > MAX_CHARACTERS {
            return Err(malformed(
                "a policy document has at most 131,072 characters",
                None,
            ));
        }
        let taken = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{ff}');
        match self.text.char_indices().find(|(_, c)| !taken(*c)) {
            None => Ok(()),
            Some((at, found)) => {
                let start = u32::try_from(at).unwrap_or(u32::MAX);
                let place = self.place("", Span { start, end: start });
                let message = format!(
                    "a policy document can not hold `{}` ({place})",
                    found.escape_default()
                );
                Err(malformed(
                    &message,
                    Some("The specified value for policyDocument is invalid."),
                ))
            }
        }
    }

    /// Whether AWS refuses to save a document because of this problem.
    fn refuses(&self, problem: &Problem) -> bool {
        match problem.code {
            // A managed policy must say the current version; inline and trust policies may be old.
            ProblemCode::MissingVersion => self.kind == DocumentKind::Managed,
            // An empty list of values is a condition that never holds, which AWS takes.
            ProblemCode::EmptyList => !problem.at.path.contains("].Condition."),
            _ => problem.severity() >= Severity::Error,
        }
    }

    /// What AWS asks of statements that the grammar does not.
    fn statements(&self, policy: &Policy) -> Result<(), Refusal> {
        if self.kind == DocumentKind::Managed && policy.version == Version::V2008 {
            return Err(malformed(
                "a managed policy must have `\"Version\": \"2012-10-17\"`",
                Some(CURRENT_VERSION),
            ));
        }
        for (index, statement) in policy.statements.iter().enumerate() {
            let place = || self.place(&format!("Statement[{index}]"), statement.span);
            let broken = |sid: &&str| !sid.bytes().all(|byte| byte.is_ascii_alphanumeric());
            // Services that keep resource policies take more in a Sid, S3 even spaces.
            let strict = !matches!(self.kind, DocumentKind::Resource);
            if let Some(sid) = statement.sid.as_deref().filter(|sid| strict && broken(sid)) {
                return Err(malformed(
                    &format!(
                        "the `Sid` `{sid}` has other than letters and digits ({})",
                        place()
                    ),
                    Some("Statement IDs (SID) must be alpha-numeric."),
                ));
            }
            let (Actions::Only(patterns) | Actions::AllBut(patterns)) = &statement.actions;
            if let Some(pattern) = patterns
                .iter()
                .find(|pattern| pattern.text.matches(':').count() > 1)
            {
                return Err(malformed(
                    &format!("the action `{}` has two colons ({})", pattern.text, place()),
                    Some("Actions/Condition can contain only one colon."),
                ));
            }
            if self.kind == DocumentKind::Trust {
                let foreign = patterns.iter().find(|pattern| {
                    pattern
                        .text
                        .get(..4)
                        .is_none_or(|head| !head.eq_ignore_ascii_case("sts:"))
                });
                if let Some(pattern) = foreign {
                    return Err(malformed(
                        &format!("`{}` is no action of `sts` ({})", pattern.text, place()),
                        Some("AssumeRole policy may only specify STS AssumeRole actions."),
                    ));
                }
            }
        }
        self.resources(policy)
    }

    fn resources(&self, policy: &Policy) -> Result<(), Refusal> {
        let identity = matches!(self.kind, DocumentKind::Managed | DocumentKind::Inline);
        match resource::first_refused(policy).filter(|_| identity) {
            None => Ok(()),
            Some(refused) => {
                let (index, statement) = refused.statement;
                let place = self.place(&format!("Statement[{index}]"), statement.span);
                let message = format!("{} ({place})", refused.message);
                Err(malformed(&message, Some(&refused.words_of_aws)))
            }
        }
    }

    /// The element, and the line and column of its first character.
    fn place(&self, path: &str, span: Span) -> String {
        let (line, column) = span.line_column(self.text);
        let separator = if path.is_empty() { "" } else { ", " };
        format!("{path}{separator}line {line}, column {column}")
    }

    fn refusal(&self, problem: &Problem) -> Refusal {
        let message = format!(
            "{} ({})",
            problem.message,
            self.place(&problem.at.path, problem.at.span)
        );
        let mut refusal = malformed(&message, self.words_of_aws(problem).as_deref());
        if let Some(help) = &problem.help {
            refusal.help = format!("{help}; {}", refusal.help);
        }
        refusal
    }

    /// What AWS answers to this mistake, where that is known.
    fn words_of_aws(&self, problem: &Problem) -> Option<String> {
        let trust = self.kind == DocumentKind::Trust;
        let written = problem.at.span.text(self.text).trim_matches('"');
        Some(match problem.code {
            ProblemCode::NotJson if trust => "This policy contains invalid Json".to_owned(),
            ProblemCode::MissingVersion => CURRENT_VERSION.to_owned(),
            ProblemCode::DuplicateSid => {
                "Statement IDs (SID) in a single policy must be unique.".to_owned()
            }
            ProblemCode::UnsupportedElement if problem.message.contains("Principal") && !trust => {
                "Policy document should not specify a principal.".to_owned()
            }
            ProblemCode::UnsupportedElement if problem.message.contains("Resource") => {
                "Has prohibited field Resource".to_owned()
            }
            ProblemCode::ActionElement if problem.message.contains("neither") => {
                "Policy statement must contain actions.".to_owned()
            }
            ProblemCode::ResourceElement if problem.message.contains("neither") => {
                "Policy statement must contain resources.".to_owned()
            }
            ProblemCode::EmptyList if problem.at.path.ends_with("Action") => {
                "Policy statement must contain actions.".to_owned()
            }
            ProblemCode::EmptyList if problem.at.path.ends_with("Resource") => {
                "Policy statement must contain resources.".to_owned()
            }
            ProblemCode::BadAction => {
                "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
                    .to_owned()
            }
            ProblemCode::WildcardInPrefix => {
                format!(
                    "Vendor {} is not valid",
                    written.split(':').next().unwrap_or(written)
                )
            }
            ProblemCode::BadResource => {
                format!("Resource {written} must be in ARN format or \"*\".")
            }
            ProblemCode::WildcardInService => {
                "Resource vendor must be fully qualified and cannot contain regexes.".to_owned()
            }
            ProblemCode::BadPrincipal
            | ProblemCode::UnknownPrincipalType
            | ProblemCode::WildcardInPrincipal => "Invalid principal in policy".to_owned(),
            ProblemCode::NotJson
            | ProblemCode::TooDeep
            | ProblemCode::WrongType
            | ProblemCode::MissingStatement
            | ProblemCode::ActionElement
            | ProblemCode::ResourceElement
            | ProblemCode::DuplicateKey
            | ProblemCode::UnknownElement
            | ProblemCode::UnknownVersion
            | ProblemCode::MissingEffect
            | ProblemCode::UnknownEffect
            | ProblemCode::UnknownOperator
            | ProblemCode::EmptyList => "Syntax errors in policy.".to_owned(),
            _ => return None,
        })
    }
}

const CURRENT_VERSION: &str = "Policy document must be version 2012-10-17 or greater.";

/// The refusal; the help says AWS's own words, which the person would meet there.
fn malformed(message: &str, words_of_aws: Option<&str>) -> Refusal {
    let help = words_of_aws.map_or_else(
        || "correct the document".to_owned(),
        |words| format!("correct the document: AWS would answer `{words}`"),
    );
    Refusal::new(RefusalCode::MalformedPolicyDocument, message, help).in_field("document")
}
