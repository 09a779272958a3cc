//! AWS managed policies: names and versions at once, documents when asked for.

use crate::blocks::Blocks;
use crate::catalogue::compare;
use crate::format::{DataError, Span, unpack};
use iam_names::Partition;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

const FILE: &str = "list of managed policies";
const LIMIT: usize = 16 << 20;

/// What a managed policy is made for; its path says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PolicyKind {
    /// For people and roles.
    General,
    /// For a job: `/job-function/`.
    JobFunction,
    /// For a service's role: `/service-role/`.
    ServiceRole,
    /// For service-linked roles only: `/aws-service-role/`. Nobody can attach it.
    ServiceLinkedRole,
    /// For short sessions of a member account's root user: `/root-task/`. Nobody can attach it.
    RootTask,
}

/// An AWS managed policy in its newest version.
#[derive(Clone, Copy)]
pub struct ManagedPolicy<'c> {
    policies: &'c ManagedPolicies,
    number: usize,
}

#[derive(Debug, Default)]
pub(crate) struct ManagedPolicies {
    text: String,
    pub(crate) entries: Vec<Entry>,
    documents: Blocks<String>,
}

#[derive(Debug)]
pub(crate) struct Entry {
    name: Span,
    path: Span,
    version: Span,
    created: Span,
    updated: Span,
    block: usize,
    line: usize,
}

impl ManagedPolicies {
    pub(crate) fn open(list: &[u8], documents: Cow<'static, [u8]>) -> Result<Self, DataError> {
        let mut policies = Self {
            text: String::new(),
            entries: Vec::new(),
            documents: Blocks::new(documents),
        };
        let text = unpack(list, LIMIT, FILE)?;
        let mut lines = text.lines().enumerate();
        if lines.next().map(|(_, heading)| heading) != Some("bailiwick policies 1") {
            return Err(DataError::Unknown { file: FILE });
        }
        for (number, line) in lines {
            policies.read_line(line, &text).ok_or(DataError::Line {
                file: FILE,
                line: number + 1,
            })?;
        }
        policies.text = text;
        Ok(policies)
    }

    fn read_line(&mut self, line: &str, text: &str) -> Option<()> {
        let mut fields = line.split('\t');
        match fields.next()? {
            "B" => self.documents.declare(fields)?,
            "P" => {
                let mut span = || Some(Span::of(fields.next()?, text));
                let (name, path, version) = (span()?, span()?, span()?);
                let (created, updated) = (span()?, span()?);
                let block = fields.next()?.parse().ok()?;
                let line = self
                    .entries
                    .last()
                    .filter(|last| last.block == block)
                    .map_or(0, |last| last.line + 1);
                self.entries.push(Entry {
                    name,
                    path,
                    version,
                    created,
                    updated,
                    block,
                    line,
                });
            }
            _ => return None,
        }
        Some(())
    }

    /// Names are unique among AWS managed policies, so the name finds it and the path is held
    /// against it. ARNs keep their case; account `aws` marks a policy as AWS's own.
    pub(crate) fn by_arn(&self, arn: &str) -> Option<ManagedPolicy<'_>> {
        let mut parts = arn.splitn(6, ':');
        let mut next = || parts.next();
        let head = [next()?, next()?, next()?, next()?, next()?];
        let resource = next()?.strip_prefix("policy")?;
        if head[0] != "arn" || head[2..] != ["iam", "", "aws"] {
            return None;
        }
        head[1].parse::<Partition>().ok()?;
        let (path, name) = resource.split_at(resource.rfind('/')? + 1);
        self.by_name(name)
            .filter(|policy| policy.path() == path && policy.name() == name)
    }

    pub(crate) fn by_name(&self, name: &str) -> Option<ManagedPolicy<'_>> {
        self.entries
            .binary_search_by(|entry| compare(entry.name.in_text(&self.text), name))
            .ok()
            .map(|number| ManagedPolicy::new(self, number))
    }
}

impl<'c> ManagedPolicy<'c> {
    pub(crate) fn new(policies: &'c ManagedPolicies, number: usize) -> Self {
        Self { policies, number }
    }

    fn entry(self) -> &'c Entry {
        &self.policies.entries[self.number]
    }

    fn text(self, span: Span) -> &'c str {
        span.in_text(&self.policies.text)
    }

    /// Its name: `ReadOnlyAccess`.
    #[must_use]
    pub fn name(self) -> &'c str {
        self.text(self.entry().name)
    }

    /// Its path: `/job-function/`.
    #[must_use]
    pub fn path(self) -> &'c str {
        self.text(self.entry().path)
    }

    /// Its ARN in a partition.
    #[must_use]
    pub fn arn(self, partition: Partition) -> String {
        format!(
            "arn:{}:iam::aws:policy{}{}",
            partition.as_str(),
            self.path(),
            self.name()
        )
    }

    /// The version the document is of: `v12`.
    #[must_use]
    pub fn default_version(self) -> &'c str {
        self.text(self.entry().version)
    }

    /// When AWS made it: `2019-01-23T19:03:45Z`.
    #[must_use]
    pub fn created(self) -> &'c str {
        self.text(self.entry().created)
    }

    /// When AWS last changed it.
    #[must_use]
    pub fn updated(self) -> &'c str {
        self.text(self.entry().updated)
    }

    /// What it is made for.
    #[must_use]
    pub fn kind(self) -> PolicyKind {
        match self.path() {
            "/job-function/" => PolicyKind::JobFunction,
            "/service-role/" => PolicyKind::ServiceRole,
            "/aws-service-role/" => PolicyKind::ServiceLinkedRole,
            "/root-task/" => PolicyKind::RootTask,
            _ => PolicyKind::General,
        }
    }

    /// Whether a person can attach it to a user, group or role of theirs.
    #[must_use]
    pub fn attachable(self) -> bool {
        !matches!(
            self.kind(),
            PolicyKind::ServiceLinkedRole | PolicyKind::RootTask
        )
    }

    /// Its document as AWS has it in the `aws` partition: JSON on one line. Empty only when the
    /// data is damaged.
    #[must_use]
    pub fn document(self) -> &'c str {
        let entry = self.entry();
        self.policies
            .documents
            .get(entry.block, str::to_owned)
            .and_then(|block| block.lines().nth(entry.line))
            .unwrap_or_default()
    }

    /// Its document for a partition: AWS names resources of China and `GovCloud` with their own
    /// partition. The policies there are kept by AWS separately and may lag behind.
    #[must_use]
    pub fn document_in(self, partition: Partition) -> Cow<'c, str> {
        if partition == Partition::Aws {
            return Cow::Borrowed(self.document());
        }
        let named = format!("\"arn:{}:", partition.as_str());
        Cow::Owned(self.document().replace("\"arn:aws:", &named))
    }
}

impl std::fmt::Debug for ManagedPolicy<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ManagedPolicy({})", self.name())
    }
}

impl PartialEq for ManagedPolicy<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for ManagedPolicy<'_> {}
