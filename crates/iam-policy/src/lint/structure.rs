//! The mistakes that lowering told, under AWS's codes.

use super::{Check, Edit, Fix, Linter};
use crate::policy::PolicyType;
use crate::problem::{Problem, ProblemCode as P, Span};

impl Linter<'_> {
    /// A problem as a finding.
    pub(super) fn problem(&mut self, problem: &Problem) {
        let path = problem.at.path.clone();
        let check = self.check_of(problem);
        let written = problem.at.span.text(self.source).to_owned();
        let Some(finding) = self.find(check, problem.message.clone(), &path, problem.at.span)
        else {
            return;
        };
        finding.help.clone_from(&problem.help);
        let meant = problem
            .help
            .as_deref()
            .and_then(|help| help.strip_prefix("did you mean `"))
            .and_then(|rest| rest.strip_suffix("`?"))
            .map(str::to_owned);
        match problem.code {
            // The place is the string itself, quotes included.
            P::UnknownEffect | P::UnknownElement | P::UnknownOperator | P::UnknownPrincipalType => {
                if let Some(meant) = meant.filter(|_| written.starts_with('"')) {
                    finding.replace(&meant);
                }
            }
            P::OperatorSpelling => {
                let known = problem.message.split('`').nth(1).unwrap_or_default();
                finding.replace(known);
            }
            P::UnknownVersion => {
                finding.replace("2012-10-17");
            }
            P::MissingVersion => {
                let at = problem.at.span.end;
                finding.fix = Some(Fix {
                    title: "Add the version".to_owned(),
                    edits: vec![Edit {
                        span: Span { start: at, end: at },
                        replacement: "\n  \"Version\": \"2012-10-17\",".to_owned(),
                    }],
                });
            }
            _ => {}
        }
    }

    fn check_of(&self, problem: &Problem) -> Check {
        let path = problem.at.path.as_str();
        let written = problem.at.span.text(self.source);
        let last = path.rsplit('.').next().unwrap_or_default();
        let both = last.starts_with("Not");
        match problem.code {
            P::NotJson | P::TooDeep => Check::JsonSyntaxError,
            P::WrongType => Check::DataTypeMismatch,
            P::MissingStatement => Check::MissingStatement,
            P::ActionElement | P::ResourceElement | P::PrincipalElement if both => {
                Check::UnsupportedElementCombination
            }
            P::ActionElement => Check::MissingAction,
            P::ResourceElement => Check::MissingResource,
            P::PrincipalElement => Check::MissingPrincipal,
            P::DuplicateKey if path.contains(".Condition.") => Check::DuplicateKeys,
            P::DuplicateKey => Check::DuplicateElement,
            P::DuplicateSid => match self.policy_type {
                PolicyType::Resource | PolicyType::Vpce => Check::UniqueSidsRecommended,
                _ => Check::UniqueSidsRequired,
            },
            P::UnknownElement => Check::InvalidPolicyElement,
            P::UnknownVersion => Check::InvalidVersion,
            P::MissingVersion => Check::MissingVersion,
            P::MissingEffect => Check::MissingEffect,
            P::UnknownEffect => Check::InvalidEffect,
            P::UnsupportedElement => self.unsupported(last),
            P::UnsupportedEffect => Check::RcpSyntaxErrorAllow,
            P::UnknownOperator => {
                let folded = written.to_ascii_lowercase();
                if folded.ends_with("nullifexists\"") {
                    Check::NullWithIfExists
                } else {
                    Check::InvalidConditionOperator
                }
            }
            P::OperatorSpelling => Check::OperatorSpelling,
            P::BadConditionValue if written.contains("${") => Check::InvalidVariableForOperator,
            P::BadConditionValue => unreadable(path),
            P::BadAction => Check::InvalidAction,
            P::WildcardInPrefix => Check::WildcardInServiceName,
            P::BadResource if written.starts_with("\"arn:") => Check::MissingArnField,
            P::BadResource => Check::InvalidArnPrefix,
            P::ShortArn => Check::MissingArnField,
            P::WildcardInService => Check::WildcardInArnService,
            P::WildcardInResourceType => Check::InvalidArnResource,
            P::MisplacedVariable => Check::VariableUnsupportedInElement,
            P::BadVariable if problem.message.contains("not closed") => {
                Check::MissingBraceInVariable
            }
            P::BadVariable if problem.message.contains("quotes") => Check::MissingQuoteInVariable,
            P::BadVariable => Check::EmptyVariable,
            P::VariableNeedsVersion => Check::VariableUnsupportedInVersion,
            P::UnknownPrincipalType => Check::InvalidPrincipalKey,
            P::BadPrincipal => Check::InvalidPrincipalFormat,
            P::WildcardInPrincipal => Check::UnsupportedWildcardInPrincipal,
            P::EmptyList => empty(path, last),
        }
    }

    fn unsupported(&self, element: &str) -> Check {
        match (self.policy_type, element) {
            (PolicyType::Scp, _) => Check::ScpSyntaxErrorPrincipal,
            (PolicyType::Rcp, "NotAction") => Check::RcpSyntaxErrorNotAction,
            (PolicyType::Rcp, _) => Check::RcpSyntaxErrorPrincipal,
            (PolicyType::Trust, "NotPrincipal") => Check::TrustNotPrincipal,
            (PolicyType::Trust, _) => Check::TrustResource,
            (PolicyType::Resource | PolicyType::Vpce, _) => Check::AllowWithNotPrincipal,
            _ => Check::UnsupportedPrincipal,
        }
    }
}

/// A value its operator cannot read; the operator stands behind `Condition` in the path.
fn unreadable(path: &str) -> Check {
    let operator = path.split(".Condition.").nth(1).unwrap_or_default();
    let operator = operator.split('.').next().unwrap_or_default();
    let operator = operator.rsplit(':').next().unwrap_or_default();
    let operator = operator.to_ascii_lowercase();
    if operator.starts_with("numeric") {
        Check::TypeMismatchNumber
    } else if operator.starts_with("date") {
        Check::TypeMismatchDate
    } else if operator.ends_with("ipaddress") || operator.ends_with("ipaddressifexists") {
        Check::TypeMismatchIpRange
    } else if operator.starts_with("binary") {
        Check::TypeMismatchString
    } else if operator.starts_with("arn") {
        Check::TypeMismatch
    } else {
        Check::TypeMismatchBoolean
    }
}

fn empty(path: &str, last: &str) -> Check {
    if let Some(condition) = path.split(".Condition.").nth(1) {
        let operator = condition.split('.').next().unwrap_or_default();
        return if operator.starts_with("ForAllValues:") {
            Check::EmptyArrayConditionForAllValues
        } else if operator.starts_with("ForAnyValue:") {
            Check::EmptyArrayConditionForAnyValue
        } else if operator.ends_with("IfExists") {
            Check::EmptyArrayConditionIfExists
        } else {
            Check::EmptyArrayCondition
        };
    }
    match last {
        "Action" | "NotAction" => Check::EmptyArrayAction,
        "Resource" | "NotResource" => Check::EmptyArrayResource,
        "Principal" | "NotPrincipal" => Check::EmptyObjectPrincipal,
        _ => Check::MissingStatement,
    }
}
