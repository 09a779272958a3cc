//! The account in a form that other programs read: a file to look at, to keep, or to carry out.

use std::sync::Arc;

use iam_directory::{Account, AccountKind, Directory, State};
use iam_exchange::cloudformation::Template;
use iam_exchange::terraform::Configuration;
use iam_exchange::{
    authorization_details, aws_cli, bundle, cloudformation, credential_report, terraform,
};
use iam_names::{EntityId, Secret, Timestamp};

use crate::contract::RowsRequest;
pub use crate::contract::export::{
    AccountExtent, AccountFormat, SaveAccountRequest as ExportAccountRequest,
};
use crate::contract::export::{
    CredentialReportView, ReportRequest, SaveCollectScriptRequest, SaveReportRequest,
};
use crate::error::{Code, CommandError};
use crate::session::account;
use crate::view::rows::{self, Key, Made};
use crate::{App, PrivateFile};

impl AccountFormat {
    fn file_ending(self) -> &'static str {
        match self {
            Self::AuthorizationDetails => ".json",
            Self::CloudFormation => ".yaml",
            Self::Terraform => ".tf",
            Self::AwsCli => ".sh",
        }
    }
}

impl App {
    /// An account as a file. It holds no secret.
    pub fn export_account(
        &self,
        request: &ExportAccountRequest,
    ) -> Result<PrivateFile, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let settings = account.settings();
        let states = States::of(account, request.extent)?;
        let changed = |id: EntityId| states.from.entity(id) != states.to.entity(id);
        let whole = matches!(
            request.extent,
            AccountExtent::Planned | AccountExtent::Observed
        );
        let with = |id: EntityId| whole || changed(id);
        let in_aws = |id: EntityId| match settings.kind {
            AccountKind::Local => None,
            AccountKind::Aws => account.state(State::Observed).entity(id),
        };
        let mut notes = Vec::new();
        let bytes = match request.format {
            AccountFormat::AuthorizationDetails if whole => {
                let mut bytes = Vec::new();
                authorization_details::write(settings, states.to, &self.managed, &mut bytes)
                    .map_err(|error| CommandError::new(Code::Internal, error.to_string()))?;
                bytes
            }
            AccountFormat::AuthorizationDetails => {
                return Err(CommandError::new(
                    Code::InvalidField,
                    "AWS's own form speaks of a whole account, not of changes",
                )
                .help("export the whole of it, or choose the script for the AWS CLI")
                .at("format"));
            }
            AccountFormat::CloudFormation => {
                let made = cloudformation::write(&Template {
                    settings,
                    directory: states.to,
                    with: &with,
                });
                notes.extend(made.notes);
                made.text.into_bytes()
            }
            AccountFormat::Terraform => {
                let made = terraform::write(&Configuration {
                    settings,
                    directory: states.to,
                    with: &with,
                    in_aws: &in_aws,
                });
                notes.extend(made.notes);
                made.text.into_bytes()
            }
            AccountFormat::AwsCli => {
                let script = aws_cli::write(&aws_cli::Way {
                    settings,
                    from: states.from,
                    to: states.to,
                    has_password: &|id| session.has_secret(id),
                    with_settings: whole,
                });
                notes.extend(script.notes);
                if script.wants_passwords {
                    notes.push(
                        "The script takes the users' passwords on file descriptor 3: it says how."
                            .to_owned(),
                    );
                }
                script.text.into_bytes()
            }
        };
        if !whole
            && matches!(
                request.format,
                AccountFormat::CloudFormation | AccountFormat::Terraform
            )
        {
            notes.extend(gone(&states));
        }
        Ok(PrivateFile {
            suggested_name: format!(
                "{}{}{}",
                settings.name(),
                match request.extent {
                    AccountExtent::Planned | AccountExtent::Observed => "",
                    AccountExtent::Pending => "-pending",
                    AccountExtent::Revert => "-revert",
                },
                request.format.file_ending()
            ),
            bytes: Secret::new(bytes),
            notes,
        })
    }
}

impl App {
    /// AWS's credential report as it came in, where there is one and it is not our `own` that is
    /// asked for; else what the vault knows, and blanks for the rest.
    pub fn credential_report(
        &self,
        request: &SaveReportRequest,
    ) -> Result<PrivateFile, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let name = account.settings().name();
        let report = self.report(account, request.own);
        Ok(if report.from_aws {
            PrivateFile {
                suggested_name: format!("{name}-credential-report.csv"),
                bytes: Secret::new(report.text.as_bytes().to_vec()),
                notes: vec![format!(
                    "AWS's own, as it came in: made at {}.",
                    report.as_of
                )],
            }
        } else {
            PrivateFile {
                suggested_name: format!("{name}-bailiwick-report.csv"),
                bytes: Secret::new(report.text.as_bytes().to_vec()),
                notes: vec![
                    "Made by Bailiwick and not by AWS: a blank cell is not known here.".to_owned(),
                ],
            }
        })
    }

    /// The same report, cell by cell, for the page.
    pub fn credential_report_rows(
        &self,
        request: &ReportRequest,
    ) -> Result<CredentialReportView, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let report = self.report(account, request.own);
        let (columns, rows) = credential_report::cells(&report.text);
        let window = RowsRequest {
            account: request.account.clone(),
            filter: request.filter.clone(),
            sort: String::new(),
            descending: false,
            offset: request.offset,
            limit: request.limit,
        };
        let list = Made {
            text: Vec::clone,
            column: |row: &Vec<String>, _: &str| Key::text(row.first().map_or("", |it| it)),
            name: |row: &Vec<String>| row.first().map_or("", |it| it),
        };
        Ok(CredentialReportView {
            from_aws: report.from_aws,
            has_aws: account.planned().credential_reports().len() > 0,
            as_of: report.as_of.to_string(),
            columns,
            rows: rows::window(&list, rows, &window),
        })
    }

    /// AWS's own where there is one and ours is not asked for.
    fn report(&self, account: &Account, own: bool) -> Report {
        let held = account.planned().credential_reports().next();
        if let Some(held) = held.filter(|_| !own) {
            return Report {
                from_aws: true,
                as_of: held.as_of,
                text: Arc::clone(&held.text),
            };
        }
        let settings = account.settings();
        let state = match settings.kind {
            AccountKind::Aws => State::Observed,
            AccountKind::Local => State::Planned,
        };
        let as_of = self.environment.clock.now();
        Report {
            from_aws: false,
            as_of,
            text: credential_report::write(settings, account.state(state), as_of).into(),
        }
    }

    /// The read-only script that gathers a bundle, or the policy that whoever runs it needs.
    #[must_use]
    pub fn collect_script(&self, request: &SaveCollectScriptRequest) -> PrivateFile {
        let (name, text) = if request.policy {
            ("bailiwick-collect-policy.json", bundle::POLICY)
        } else {
            ("bailiwick-collect.sh", bundle::SCRIPT)
        };
        PrivateFile {
            suggested_name: name.to_owned(),
            bytes: Secret::new(text.as_bytes().to_vec()),
            notes: Vec::new(),
        }
    }
}

/// A credential report, and whose it is.
struct Report {
    from_aws: bool,
    as_of: Timestamp,
    text: Arc<str>,
}

/// From what to what.
struct States<'a> {
    from: &'a Directory,
    to: &'a Directory,
}

impl<'a> States<'a> {
    fn of(account: &'a Account, extent: AccountExtent) -> Result<Self, CommandError> {
        static NOTHING: std::sync::LazyLock<Directory> =
            std::sync::LazyLock::new(Directory::default);
        let aws = account.settings().kind == AccountKind::Aws;
        if !aws && extent != AccountExtent::Planned {
            return Err(CommandError::new(
                Code::InvalidField,
                "a local account has one state, and nothing of it is pending",
            )
            .help("export the whole of it")
            .at("state"));
        }
        let (planned, observed) = (account.planned(), account.state(State::Observed));
        Ok(match extent {
            AccountExtent::Planned => Self {
                from: &NOTHING,
                to: planned,
            },
            AccountExtent::Observed => Self {
                from: &NOTHING,
                to: observed,
            },
            AccountExtent::Pending => Self {
                from: observed,
                to: planned,
            },
            AccountExtent::Revert => Self {
                from: planned,
                to: observed,
            },
        })
    }
}

/// What a template or configuration of the changed entities can not say.
fn gone(states: &States<'_>) -> Vec<String> {
    let gone = states
        .from
        .ids()
        .filter(|id| states.to.kind_of(*id).is_none());
    gone.filter_map(|id| states.from.entity(id))
        .map(|entity| {
            format!(
                "The {} {} shall go: the file can not say so, the `aws-cli` script does.",
                entity.kind().as_str(),
                entity.name()
            )
        })
        .collect()
}
