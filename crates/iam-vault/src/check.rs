//! Every check there is, each with its name and what it found.
//!
//! A check that fails does not stop the others: the report is to say what is still whole.

use std::fs;
use std::path::Path;

use crate::database::PAGE;
use crate::entities;
use crate::head::Head;
use crate::journal;
use crate::secrets;
use crate::storage::StorageError;
use crate::surroundings::{self, FolderFinding};
use crate::tables::Tables;
use crate::vault::Vault;

/// What a full check of a vault found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckReport {
    /// The checks, in the order they were done.
    pub checks: Vec<Check>,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What was checked: a stable name.
    pub name: &'static str,
    /// Whether it holds.
    pub passed: bool,
    /// What was found, in a sentence.
    pub found: String,
}

impl CheckReport {
    /// Whether everything holds.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.checks.iter().all(|check| check.passed)
    }
}

type Found = Result<String, String>;

impl Vault {
    /// Checks everything: the envelope, the files, every page, every table, the journal.
    pub fn check(&mut self) -> CheckReport {
        let mut checks = Vec::new();
        let mut note = |name: &'static str, found: Found| {
            let passed = found.is_ok();
            let found = found.unwrap_or_else(|found| found);
            checks.push(Check {
                name,
                passed,
                found,
            });
        };
        note("envelope", self.check_envelope());
        note("files", self.check_files());
        note("surroundings", self.check_surroundings());
        for (name, check) in DATABASE {
            note(name, self.read_found(check));
        }
        for (name, check) in TABLES {
            let found = self.read_found(|tables| {
                let head = Head::load(tables).map_err(|error| error.to_string())?;
                check(tables, &head).map_err(|error| error.to_string())
            });
            note(name, found);
        }
        CheckReport { checks }
    }

    fn read_found(&mut self, work: impl FnOnce(&Tables<'_>) -> Found) -> Found {
        self.read(|tables| Ok(work(tables)))
            .unwrap_or_else(|error| Err(error.to_string()))
    }

    fn check_envelope(&self) -> Found {
        let envelope = self.envelope_on_disk().map_err(|error| error.to_string())?;
        let findings: Vec<String> = envelope
            .findings()
            .iter()
            .map(ToString::to_string)
            .collect();
        if !findings.is_empty() {
            return Err(findings.join("; "));
        }
        if !envelope.is_authenticated_by(self.key()) {
            return Err("`keyslots.json` was altered by something other than Bailiwick".into());
        }
        Ok(format!(
            "{} slots, all whole",
            envelope.intact_slots().len()
        ))
    }

    /// A sync that wrote beside us. That a folder is synced is no fault, a conflict copy is one.
    fn check_surroundings(&self) -> Found {
        let database = self.database().path().file_name().unwrap_or_default();
        let found = surroundings::look(self.folder(), &database.to_string_lossy());
        let told: Vec<String> = found.iter().map(ToString::to_string).collect();
        let is_conflict = |finding| matches!(finding, &FolderFinding::ConflictCopy { .. });
        if found.iter().any(is_conflict) {
            return Err(told.join("; "));
        }
        Ok(if told.is_empty() {
            "no conflict copies, and no sync that is known".into()
        } else {
            told.join("; ")
        })
    }

    /// Rights, stray files, and the database's length.
    fn check_files(&self) -> Found {
        let folder = self.folder();
        let entries = fs::read_dir(folder).map_err(|error| error.to_string())?;
        let mut files = 0;
        for entry in entries {
            let entry = entry.map_err(|error| error.to_string())?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with("-wal") || name.ends_with("-shm") {
                return Err(format!(
                    "there is a write-ahead log, `{name}`: another program made it"
                ));
            }
            refuse_wide_rights(&entry.path(), &name)?;
            files += 1;
        }
        refuse_wide_rights(folder, "the folder")?;
        Ok(format!(
            "{files} files and folders, readable by their owner only"
        ))
    }
}

type DatabaseCheck = fn(&Tables<'_>) -> Found;
type TableCheck = fn(&Tables<'_>, &Head) -> Result<String, StorageError>;

const DATABASE: [(&str, DatabaseCheck); 4] = [
    ("database-length", check_length),
    ("database-pages", |tables| {
        check_pragma(
            tables,
            "cipher_integrity_check",
            None,
            "every page is authentic",
        )
    }),
    ("database-structure", |tables| {
        check_pragma(
            tables,
            "integrity_check",
            Some("ok"),
            "tables and indexes agree",
        )
    }),
    ("database-references", |tables| {
        check_pragma(tables, "foreign_key_check", None, "every reference holds")
    }),
];

const TABLES: [(&str, TableCheck); 6] = [
    ("head", |_, head| {
        Ok(format!("generation {}", head.generation))
    }),
    ("entities", |tables, head| {
        entities::load(tables, head)?;
        Ok(format!("{} rows, as last written", head.entities.rows))
    }),
    ("secrets", |tables, head| {
        secrets::verify(tables, head)?;
        Ok(format!("{} rows, as last written", head.secrets.rows))
    }),
    ("secret-bodies", |tables, _| {
        secrets::verify_bodies(tables).map(|checked| format!("{checked} secrets, as last written"))
    }),
    ("journal", |tables, head| {
        journal::verify(tables, head)
            .map(|report| format!("{} entries, an unbroken chain", report.entries))
    }),
    ("journal-bodies", |tables, head| {
        journal::verify_bodies(tables, head)
            .map(|(kept, purged)| format!("{kept} as written, {purged} purged"))
    }),
];

/// SQLite does not look beyond the last page that its header speaks of.
fn check_length(tables: &Tables<'_>) -> Found {
    let pages: i64 = tables
        .connection
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .map_err(|error| error.to_string())?;
    let expected = pages.cast_unsigned() * PAGE;
    let found = fs::metadata(tables.path)
        .map_err(|error| error.to_string())?
        .len();
    if found == expected {
        Ok(format!("{pages} pages"))
    } else {
        Err(format!(
            "{found} bytes, where {pages} pages have {expected}"
        ))
    }
}

/// A pragma that answers with a row for each fault, or with one row of `fine`.
fn check_pragma(
    tables: &Tables<'_>,
    name: &'static str,
    fine: Option<&str>,
    passed: &str,
) -> Found {
    let mut faults = 0;
    let mut first = None;
    tables
        .connection
        .pragma_query(None::<&str>, name, |row| {
            let text = match row.get_ref(0)? {
                rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                other => format!("{other:?}"),
            };
            if fine != Some(text.as_str()) {
                faults += 1;
                first.get_or_insert(text);
            }
            Ok(())
        })
        .map_err(|error| error.to_string())?;
    match first {
        None => Ok(passed.to_owned()),
        Some(first) => Err(format!("{faults} faults, the first: {first}")),
    }
}

#[cfg(unix)]
fn refuse_wide_rights(path: &Path, name: &str) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;

    // SQLite may remove its journal between the listing and this look.
    let Ok(metadata) = fs::symlink_metadata(path) else {
        return Ok(());
    };
    let mode = metadata.permissions().mode() & 0o7777;
    let others = mode & 0o077;
    if others == 0 {
        Ok(())
    } else {
        Err(format!(
            "`{name}` has the rights {mode:04o}: others may use it"
        ))
    }
}

/// The folder's access list is inherited by everything in it.
#[cfg(not(unix))]
fn refuse_wide_rights(_path: &Path, _name: &str) -> Result<(), String> {
    Ok(())
}

#[cfg(test)]
mod tests;
