//! What somebody wants: a template, a plan of Terraform's, a policy or a folder of them becomes
//! planned changes of an account, under the rules.

use std::path::{Path, PathBuf};

use iam_directory::{Estate, ImportPlan, Wanted, plan_wanted};
use iam_exchange::policy_file::PolicyFiles;
use iam_exchange::recognise::FileKind;
use iam_exchange::template::{TemplateAccount, WantedFile};
use iam_exchange::{cloudformation, terraform};
use iam_names::EntityId;

use super::{Basis, Planned, asked, not_read, refused, unreadable};
use crate::App;
use crate::contract::import::{ImportPlanView, PlanImportRequest};
use crate::error::{Code, CommandError};
use crate::view::count;

/// More files than anybody keeps in a folder of policies.
const MOST_FILES: usize = 10_000;

impl App {
    pub(super) fn plan_wanted_file(
        &self,
        kind: FileKind,
        request: &PlanImportRequest,
        path: &Path,
    ) -> Result<ImportPlanView, CommandError> {
        let estate = self.session()?.estate();
        let settings = asked(&estate, request)?.settings();
        let bytes = self.small_file(path)?;
        let of = TemplateAccount {
            partition: settings.partition,
            account_id: settings.account_id,
        };
        let read = match kind {
            FileKind::CloudFormation => cloudformation::read(&bytes, of),
            FileKind::TerraformPlan => terraform::read_plan(&bytes, of),
            _ => {
                let mut files = PolicyFiles::default();
                files
                    .try_take(&super::file_name(path), &bytes)
                    .map(|()| files.finish())
            }
        };
        let file = read.map_err(|error| refused(&error, path))?;
        self.keep_wanted(kind.as_str(), settings.id, path, file)
    }

    /// A folder with policy documents, in folders of it as well.
    pub(super) fn plan_folder(
        &self,
        request: &PlanImportRequest,
        folder: &Path,
    ) -> Result<ImportPlanView, CommandError> {
        let estate = self.session()?.estate();
        let settings = asked(&estate, request)?.settings();
        let mut paths = Vec::new();
        json_files(folder, &mut paths, 0).map_err(|error| not_read(&error, folder))?;
        if paths.is_empty() || paths.len() > MOST_FILES {
            let message = if paths.is_empty() {
                "the folder holds no `.json` files".to_owned()
            } else {
                format!("the folder holds more than {MOST_FILES} `.json` files")
            };
            return Err(CommandError::new(Code::FileNotRead, message)
                .help("choose a folder with policy documents, one policy a file")
                .at(folder.display().to_string()));
        }
        paths.sort();
        let mut files = PolicyFiles::default();
        for path in paths {
            let name = path.strip_prefix(folder).unwrap_or(&path);
            let name = name.display().to_string();
            match self.small_file(&path) {
                Ok(bytes) => files.take(&name, &bytes),
                Err(error) => files.unreadable(&name, &error.message),
            }
        }
        self.keep_wanted("policies", settings.id, folder, files.finish())
    }

    fn keep_wanted(
        &self,
        kind: &str,
        account: EntityId,
        path: &Path,
        file: WantedFile,
    ) -> Result<ImportPlanView, CommandError> {
        let estate = self.session()?.estate();
        let planned = plan(self, &estate, account, &file.wanted)?;
        let wanted = file.wanted;
        let basis = Basis::Wanted { account, wanted };
        let not_taken = unreadable(file.not_taken);
        self.keep(kind, path, planned, not_taken, basis, Vec::new())
    }
}

/// Plans what is wanted of an account.
pub(super) fn plan(
    app: &App,
    estate: &Estate,
    id: EntityId,
    wanted: &[Wanted],
) -> Result<Planned, CommandError> {
    let account = estate
        .account(id)
        .ok_or_else(|| CommandError::not_found("account"))?;
    let now = app.environment.clock.now();
    let ImportPlan {
        rows,
        unchanged,
        changes,
    } = app.with_ids(|ids| Ok(plan_wanted(account, wanted, ids, now, &app.managed)))?;
    let mut planned = Planned {
        account: Some(id),
        account_id: account.settings().account_id.to_string(),
        changes,
        ..Planned::default()
    };
    let of = |kind| count(wanted.iter().filter(|it| it.kind() == kind).count());
    planned.counts.users = of(iam_directory::EntityKind::User);
    planned.counts.groups = of(iam_directory::EntityKind::Group);
    planned.counts.roles = of(iam_directory::EntityKind::Role);
    planned.counts.policies = of(iam_directory::EntityKind::Policy);
    planned.counts.unchanged = count(unchanged);
    for row in rows {
        planned.row(row);
    }
    Ok(planned)
}

/// Folders in each other, as deep as people make them. A link to a folder is not followed: it
/// could lead round in a circle.
fn json_files(folder: &Path, found: &mut Vec<PathBuf>, depth: usize) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            if depth < 16 && found.len() <= MOST_FILES {
                json_files(&path, found, depth + 1)?;
            }
        } else if path
            .extension()
            .is_some_and(|it| it.eq_ignore_ascii_case("json"))
        {
            found.push(path);
        }
    }
    Ok(())
}
