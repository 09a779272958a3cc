//! `bailiwick lint`

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;

use bailiwick_app::command_line::LINT_TYPES;

/// Policy documents.
#[derive(Debug, Args)]
pub(crate) struct LintArguments {
    /// Policy documents in JSON; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// What the policies are attached to.
    #[arg(
        long = "type",
        value_name = "TYPE",
        default_value = "identity",
        value_parser = PossibleValuesParser::new(LINT_TYPES),
    )]
    pub(crate) policy_type: String,
}
