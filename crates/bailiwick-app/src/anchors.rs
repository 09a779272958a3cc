//! Where a vault was seen last, kept outside of its folder: on this machine, in its keychain, and
//! in the backups. An older copy of the whole folder is noticed by them, and by nothing inside it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use iam_names::{EntityId, Secret};
use iam_vault::{Anchor, Standing, Vault};

use crate::App;
use crate::contract::upkeep::NoticeView;

const FILE: &str = "anchors.json";

impl App {
    /// Looks whether the vault goes on from where it was last seen. One that does is noted; one
    /// that does not is told, and the note stays until a person says that it is right.
    pub(crate) fn look_at_anchors(&self, vault: &mut Vault) -> Option<NoticeView> {
        let mut anchors: Vec<Anchor> = self.kept_anchors(vault);
        anchors.extend(
            vault
                .backups()
                .unwrap_or_default()
                .into_iter()
                .find_map(|backup| backup.anchor),
        );
        let worst = anchors
            .iter()
            .filter_map(|anchor| vault.standing(anchor).ok())
            .find_map(told);
        if worst.is_none() {
            self.keep_anchor(vault);
        }
        worst
    }

    /// Notes how far the vault has come. That it could not be noted is no reason to refuse work.
    pub(crate) fn keep_anchor(&self, vault: &Vault) {
        let anchor = vault.anchor();
        let name = name(vault);
        if let Some(path) = self.anchors_file() {
            let mut all = read(&path);
            if all.get(&name) != Some(&anchor) {
                all.insert(name.clone(), anchor.clone());
                if let Ok(text) = serde_json::to_vec_pretty(&all) {
                    let _ = path.parent().map(std::fs::create_dir_all);
                    let _ = crate::handoff::write_private(&path, &text);
                }
            }
        }
        // Only where the keychain serves this vault already: asking may open a dialog.
        if let (Some(keychain), Some(_)) = (&self.environment.keychain, self.kept(&vault.id()))
            && let Ok(text) = serde_json::to_string(&anchor)
        {
            let _ = keychain.keep(&item(&name), &Secret::new(text));
        }
    }

    fn kept_anchors(&self, vault: &Vault) -> Vec<Anchor> {
        let name = name(vault);
        let on_disk = self
            .anchors_file()
            .and_then(|path| read(&path).remove(&name));
        let in_keychain = self
            .environment
            .keychain
            .as_ref()
            .and_then(|keychain| keychain.find(&item(&name)).ok()?)
            .and_then(|text| serde_json::from_str(text.expose()).ok());
        on_disk.into_iter().chain(in_keychain).collect()
    }

    fn anchors_file(&self) -> Option<PathBuf> {
        Some(self.environment.memory.as_ref()?.join(FILE))
    }
}

/// By id and place: a backup restored beside the vault is the same vault at an earlier day, and
/// that is no surprise.
fn name(vault: &Vault) -> String {
    let id = EntityId::from_bytes(vault.id());
    format!("{id} {}", vault.folder().display())
}

fn item(vault: &str) -> String {
    format!("anchor {vault}")
}

fn read(path: &std::path::Path) -> BTreeMap<String, Anchor> {
    std::fs::read(path)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

fn told(standing: Standing) -> Option<NoticeView> {
    let message = match standing {
        Standing::Later { .. } | Standing::Foreign => return None,
        Standing::Earlier { missing: 1 } => {
            "the vault is older than it was: its newest journal entry is missing".to_owned()
        }
        Standing::Earlier { missing } => {
            format!(
                "the vault is older than it was: its newest {missing} journal entries are missing"
            )
        }
        Standing::Forked { at } => format!(
            "the vault went another way than it had gone: its journal differs at or before entry {at}"
        ),
    };
    Some(NoticeView {
        code: crate::notices::ROLLED_BACK.to_owned(),
        message,
        help: "if nobody restored a backup on purpose, an older copy of the folder was put back: \
               look for the newer one before you go on"
            .to_owned(),
    })
}
