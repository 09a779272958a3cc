//! What a page wants back after a lock: the drafts of wizards, the account that was shown. The lock
//! ends the page with all its memory, so it is held here, in this process's memory and nowhere else,
//! until the window closes or another vault is chosen. No secret is in it: the page takes those out.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::App;
use crate::contract::Nothing;
use crate::contract::vault::{KeepRequest, KeptView};
use crate::error::{Code, CommandError};
use crate::session::held;

/// The most that is held, in bytes: a hundred drafts with a policy of full size each.
const MOST: usize = 1024 * 1024;

/// What is held, and for which vault.
#[derive(Default)]
pub(crate) struct Kept {
    vault: Option<PathBuf>,
    values: BTreeMap<String, String>,
}

impl App {
    /// Keeps something for the page over a lock.
    pub fn keep_over_lock(&self, request: &KeepRequest) -> Result<Nothing, CommandError> {
        self.with_kept(|values| {
            let before = values.remove(&request.place);
            let size: usize = values
                .iter()
                .map(|(place, kept)| place.len() + kept.len())
                .sum();
            if size + request.place.len() + request.value.len() > MOST {
                values.extend(before.map(|before| (request.place.clone(), before)));
                return Err(
                    CommandError::new(Code::InvalidField, "too much is kept over a lock")
                        .help("finish or cancel the wizards that are half done")
                        .at("value"),
                );
            }
            if !request.value.is_empty() {
                values.insert(request.place.clone(), request.value.clone());
            }
            Ok(Nothing {})
        })?
    }

    /// Everything kept for the page of this vault.
    pub fn kept_over_lock(&self, _request: &Nothing) -> Result<Vec<KeptView>, CommandError> {
        self.with_kept(|values| {
            values
                .iter()
                .map(|(place, value)| KeptView {
                    place: place.clone(),
                    value: value.clone(),
                })
                .collect()
        })
    }

    /// What is kept for the vault that is open; what belongs to another one goes.
    fn with_kept<T>(
        &self,
        work: impl FnOnce(&mut BTreeMap<String, String>) -> T,
    ) -> Result<T, CommandError> {
        self.session()?;
        let chosen = held(&self.state).chosen.clone();
        let mut kept = held(&self.kept);
        if kept.vault != chosen {
            *kept = Kept {
                vault: chosen,
                values: BTreeMap::new(),
            };
        }
        Ok(work(&mut kept.values))
    }
}
