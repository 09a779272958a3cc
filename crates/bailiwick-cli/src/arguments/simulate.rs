//! `bailiwick simulate`, in its four forms

use std::path::PathBuf;
use std::str::FromStr;

use clap::{ArgGroup, Args, ValueEnum};

use super::{SessionArguments, SourceArguments};

/// A question, or a file of them.
#[derive(Debug, Args)]
#[command(group(
    ArgGroup::new("source").args(["vault", "account_file", "cases", "suite"]).required(true)
))]
pub(crate) struct SimulateArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,
    /// Answer a file of cases, one JSON object a line; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) cases: Option<PathBuf>,
    /// Answer a suite: one set of policies and many requests; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) suite: Option<PathBuf>,

    /// Who asks: the ARN of a user, role, session or root user, or a service principal.
    #[arg(
        long,
        value_name = "ARN",
        conflicts_with_all = ["cases", "suite"],
        required_unless_present_any = ["cases", "suite"],
    )]
    pub(crate) principal: Option<String>,
    /// An action, or a pattern of actions; may be given several times.
    #[arg(
        long = "action",
        value_name = "ACTION",
        conflicts_with_all = ["cases", "suite"],
        required_unless_present_any = ["cases", "suite"],
    )]
    pub(crate) actions: Vec<String>,
    /// A resource; may be given several times. Without one the question is about any resource.
    #[arg(long = "resource", value_name = "ARN", conflicts_with_all = ["cases", "suite"])]
    pub(crate) resources: Vec<String>,
    /// A condition key: `KEY=VALUE`, `KEY[]=VALUE` adds to a list, `KEY[]=` is an empty list.
    #[arg(long = "context", value_name = "KEY=VALUE", conflicts_with_all = ["cases", "suite"])]
    pub(crate) context: Vec<ContextArgument>,
    #[command(flatten)]
    pub(crate) session: SessionArguments,
    /// Say more about why.
    #[arg(long, conflicts_with_all = ["cases", "suite"])]
    pub(crate) explain: bool,

    /// Compare with what the cases expect; exit status 2 when a decision differs.
    #[arg(long, requires = "cases")]
    pub(crate) check: bool,
    /// Write nothing but `id` and `decision`.
    #[arg(long, requires = "suite")]
    pub(crate) no_explain: bool,
}

/// Which state of an account answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StateArgument {
    /// What is planned here.
    Planned,
    /// What the last import saw.
    Observed,
}

/// One `--context`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ContextArgument {
    pub(crate) key: String,
    pub(crate) value: String,
    /// Written with `[]`.
    pub(crate) list: bool,
}

impl FromStr for ContextArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (key, value) = text
            .split_once('=')
            .ok_or("write `KEY=VALUE`, or `KEY[]=VALUE` for one of several values")?;
        let (key, list) = match key.strip_suffix("[]") {
            Some(key) => (key, true),
            None => (key, false),
        };
        if key.is_empty() {
            return Err("the condition key is missing before `=`".to_owned());
        }
        Ok(Self {
            key: key.to_owned(),
            value: value.to_owned(),
            list,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, key: &str, value: &str, list: bool) {
        let expected = ContextArgument {
            key: key.into(),
            value: value.into(),
            list,
        };
        assert_eq!(text.parse(), Ok(expected), "{text}");
    }

    #[test]
    fn context_is_single_or_a_list() {
        check(
            "aws:SourceIp=203.0.113.7",
            "aws:SourceIp",
            "203.0.113.7",
            false,
        );
        check("aws:TagKeys[]=env", "aws:TagKeys", "env", true);
        check("aws:TagKeys[]=", "aws:TagKeys", "", true);
        check("aws:PrincipalTag/a=b=c", "aws:PrincipalTag/a", "b=c", false);
        assert!("aws:SourceIp".parse::<ContextArgument>().is_err());
        assert!("=1".parse::<ContextArgument>().is_err());
    }
}
