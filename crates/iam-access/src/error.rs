//! Questions that cannot be asked.

use iam_policy::problem::Problem;
use thiserror::Error;

/// Why a question could not be answered at all. What could not be *evaluated* is part of an
/// answer and never an error.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum AccessError {
    /// The estate has no such account.
    #[error("the account is not in this vault")]
    NoAccount,
    /// The account has no such user or role.
    #[error("there is no user or role with this id in the account")]
    NoSuchPrincipal,
    /// The text names nobody who could ask.
    #[error("{}", .0.message)]
    BadPrincipal(Problem),
    /// The principal's account is known and has nobody of this name.
    #[error("`{arn}` is not in the account")]
    UnknownPrincipal {
        /// The ARN as it was written.
        arn: String,
    },
    /// The principal can not have such a session.
    #[error("`{operation}` makes no session of `{principal}`")]
    NoSuchSession {
        /// The principal's ARN.
        principal: String,
        /// The operation that was to make it.
        operation: &'static str,
    },
    /// The text is no action.
    #[error("{}", .0.message)]
    BadAction(Problem),
    /// A pattern that no action of the catalogue matches.
    #[error("`{pattern}` matches no known action")]
    NoSuchActions {
        /// The pattern as it was written.
        pattern: String,
        /// What may have been meant.
        suggestions: Vec<String>,
    },
    /// A pattern stands for several actions where one is asked about.
    #[error("`{pattern}` stands for {count} actions")]
    SeveralActions {
        /// The pattern as it was written.
        pattern: String,
        /// How many actions it matches.
        count: usize,
    },
    /// The text is neither an ARN nor `*`.
    #[error("`{text}` is neither an ARN nor `*`")]
    BadResource {
        /// The text as it was written.
        text: String,
    },
}

impl AccessError {
    /// The code a screen or script switches on.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoAccount => "no-such-account",
            Self::NoSuchPrincipal | Self::UnknownPrincipal { .. } => "no-such-principal",
            Self::BadPrincipal(_) => "bad-principal",
            Self::NoSuchSession { .. } => "no-such-session",
            Self::BadAction(_) => "bad-action",
            Self::SeveralActions { .. } => "several-actions",
            Self::NoSuchActions { .. } => "no-such-action",
            Self::BadResource { .. } => "bad-resource",
        }
    }

    /// What may help.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::NoAccount => None,
            Self::NoSuchPrincipal => Some("name a user or role of the account".to_owned()),
            Self::UnknownPrincipal { .. } => {
                Some("check the name and its path; ARNs are compared with case".to_owned())
            }
            Self::NoSuchSession { .. } => Some(
                "a role is assumed; users and the root user ask for session and federation tokens"
                    .to_owned(),
            ),
            Self::BadPrincipal(problem) | Self::BadAction(problem) => problem.help.clone(),
            Self::NoSuchActions { suggestions, .. } => (!suggestions.is_empty())
                .then(|| format!("did you mean `{}`?", suggestions.join("`, `"))),
            Self::SeveralActions { .. } => Some("name one action".to_owned()),
            Self::BadResource { .. } => {
                Some("write an ARN such as `arn:aws:s3:::bucket/key`, or `*`".to_owned())
            }
        }
    }
}
