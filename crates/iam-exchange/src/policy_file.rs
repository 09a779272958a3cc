//! Policy documents as files: each becomes a customer managed policy of the file's name.
//!
//! A document with a principal is a trust policy or a resource's and no policy that can be
//! attached; it is told and not taken.

use iam_directory::{PolicyDocument, WantedKind};
use serde_json::Value;

use crate::refused::{self, FileRefused};
use crate::template::{Gathering, WantedFile, parsed};

#[cfg(test)]
mod tests;

/// Files of policies. `name` is a file's name, by which messages call it.
#[derive(Default)]
pub struct PolicyFiles {
    gathering: Gathering,
}

impl PolicyFiles {
    /// Takes a file; what is wrong with it is kept beside the rest.
    pub fn take(&mut self, name: &str, bytes: &[u8]) {
        if let Err(refused) = self.try_take(name, bytes) {
            let at = refused
                .at()
                .map_or_else(|| name.to_owned(), |at| format!("{name}, {at}"));
            self.gathering
                .not_taken(&at, format!("{refused}; {}", refused.help()));
        }
    }

    /// Says that a file could not be read at all.
    pub fn unreadable(&mut self, name: &str, why: &str) {
        self.gathering
            .not_taken(name, format!("the file was not read: {why}"));
    }

    /// Takes a file, or says why not.
    pub fn try_take(&mut self, name: &str, bytes: &[u8]) -> Result<(), FileRefused> {
        let value: Value = refused::json(bytes, "a policy document")?;
        let statements = value.get("Statement").ok_or_else(|| {
            FileRefused::new(
                "the file holds no policy document: it has no `Statement`",
                "a policy document is `{\"Version\": \"2012-10-17\", \"Statement\": […]}`",
            )
        })?;
        let one = std::slice::from_ref(statements);
        let listed = statements.as_array().map_or(one, Vec::as_slice);
        if listed
            .iter()
            .any(|it| it.get("Principal").is_some() || it.get("NotPrincipal").is_some())
        {
            return Err(FileRefused::new(
                "the policy names a principal: it is a trust policy or a resource's",
                "import a role's trust policy with its role (a template or the account), and a \
                 resource's as `{\"ARN\": policy}`",
            ));
        }
        let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
        let policy = parsed("the file's name", stem).map_err(|why| {
            FileRefused::new(
                why,
                "name the file as the policy shall be called, for example `read-reports.json`",
            )
        })?;
        // The text as its author wrote it.
        let text = refused::text(bytes)?.trim();
        let document = PolicyDocument::new(text);
        if self.gathering.holds_policy(stem) {
            return Err(FileRefused::new(
                format!("another file is called `{stem}` as well, case aside"),
                "give one of the two another name",
            ));
        }
        self.gathering.made(WantedKind::Policy {
            name: policy,
            description: String::new(),
            document: Some(document),
        });
        Ok(())
    }

    /// All of them.
    #[must_use]
    pub fn finish(self) -> WantedFile {
        self.gathering.finish()
    }
}
