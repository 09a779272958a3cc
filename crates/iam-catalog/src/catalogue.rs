//! The catalogue: opening it and asking it by name.

use crate::action::{AccessLevel, Action};
use crate::blocks::Blocks;
use crate::condition_key::{KeyCategory, KeyType, KnownKey, find_key};
use crate::format::{DataError, Span, unpack};
use crate::managed_policy::{ManagedPolicies, ManagedPolicy};
use crate::service::{Service, ServiceDetail};
use crate::source::Sources;
use crate::wildcard::NamePattern;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

/// No part unpacks to more than this.
const LIMIT: usize = 16 << 20;
const INDEX: &str = "index";

/// The packed data a catalogue is opened from.
#[derive(Debug, Clone)]
pub struct Parts {
    /// Services with their actions' names; keys.
    pub index: Cow<'static, [u8]>,
    /// Descriptions, resource types, keys per action, dependent actions.
    pub details: Cow<'static, [u8]>,
    /// Names and versions of the AWS managed policies.
    pub policies: Cow<'static, [u8]>,
    /// Their documents.
    pub documents: Cow<'static, [u8]>,
    /// `SOURCES.json`.
    pub sources: Cow<'static, str>,
}

impl Parts {
    /// What this crate carries.
    #[must_use]
    pub fn bundled() -> Self {
        Self {
            index: Cow::Borrowed(include_bytes!("../data/index.zlib")),
            details: Cow::Borrowed(include_bytes!("../data/details.zlib")),
            policies: Cow::Borrowed(include_bytes!("../data/policies.zlib")),
            documents: Cow::Borrowed(include_bytes!("../data/documents.zlib")),
            sources: Cow::Borrowed(include_str!("../data/SOURCES.json")),
        }
    }
}

/// AWS's reference, opened. Everything it hands out borrows from it and is cheap to copy.
#[derive(Debug)]
pub struct Catalogue {
    pub(crate) text: String,
    pub(crate) services: Vec<ServiceEntry>,
    pub(crate) actions: Vec<ActionEntry>,
    pub(crate) keys: Vec<KeyEntry>,
    pub(crate) details: Blocks<Vec<ServiceDetail>>,
    pub(crate) lower: OnceLock<String>,
    policies: OnceLock<ManagedPolicies>,
    service_principals: OnceLock<Vec<String>>,
    parts: Parts,
}

#[derive(Debug)]
pub(crate) struct ServiceEntry {
    pub(crate) prefix: Span,
    pub(crate) name: Span,
    pub(crate) category: Span,
    pub(crate) block: usize,
    pub(crate) supports_rcps: bool,
    pub(crate) actions: Range<usize>,
}

#[derive(Debug)]
pub(crate) struct ActionEntry {
    pub(crate) name: Span,
    pub(crate) service: u16,
    pub(crate) level: AccessLevel,
    pub(crate) wildcard_only: bool,
}

#[derive(Debug)]
pub(crate) struct KeyEntry {
    pub(crate) name: Span,
    pub(crate) key_type: KeyType,
    pub(crate) category: Option<KeyCategory>,
    pub(crate) pattern: bool,
}

impl Catalogue {
    /// The catalogue this crate carries, opened on first use.
    #[must_use]
    pub fn bundled() -> &'static Catalogue {
        static BUNDLED: OnceLock<Catalogue> = OnceLock::new();
        BUNDLED.get_or_init(|| {
            // INVARIANT: the bundled parts open; `tests::the_bundled_data_opens` holds it. An
            // empty catalogue is what a damaged program would show, and it shows at once.
            Self::open(Parts::bundled()).unwrap_or_else(|_| Self::empty())
        })
    }

    /// Opens a catalogue from packed parts. The index is read now, the rest when asked for.
    pub fn open(parts: Parts) -> Result<Self, DataError> {
        let mut catalogue = Self::empty();
        catalogue.details = Blocks::new(parts.details.clone());
        catalogue.text = unpack(&parts.index, LIMIT, INDEX)?;
        catalogue.parts = parts;
        catalogue.read_index()?;
        Ok(catalogue)
    }

    fn empty() -> Self {
        Self {
            text: String::new(),
            services: Vec::new(),
            actions: Vec::new(),
            keys: Vec::new(),
            details: Blocks::default(),
            lower: OnceLock::new(),
            policies: OnceLock::new(),
            service_principals: OnceLock::new(),
            parts: Parts {
                index: Cow::Borrowed(&[]),
                details: Cow::Borrowed(&[]),
                policies: Cow::Borrowed(&[]),
                documents: Cow::Borrowed(&[]),
                sources: Cow::Borrowed(""),
            },
        }
    }

    fn read_index(&mut self) -> Result<(), DataError> {
        let text = std::mem::take(&mut self.text);
        let mut lines = text.lines().enumerate();
        if lines.next().map(|(_, heading)| heading) != Some("bailiwick catalogue 1") {
            return Err(DataError::Unknown { file: INDEX });
        }
        self.actions.reserve(text.len() / 20);
        for (number, line) in lines {
            self.read_line(line, &text).ok_or(DataError::Line {
                file: INDEX,
                line: number + 1,
            })?;
        }
        self.text = text;
        Ok(())
    }

    fn read_line(&mut self, line: &str, text: &str) -> Option<()> {
        let mut fields = line.split('\t');
        match fields.next()? {
            "B" => self.details.declare(fields)?,
            "K" => {
                let name = fields.next()?;
                self.keys.push(KeyEntry {
                    name: Span::of(name, text),
                    key_type: KeyType::from_letters(fields.next()?)?,
                    category: KeyCategory::from_word(fields.next()?),
                    pattern: name.contains("${"),
                });
            }
            "S" => {
                let [prefix, name, category] = [fields.next()?, fields.next()?, fields.next()?];
                self.services.push(ServiceEntry {
                    prefix: Span::of(prefix, text),
                    name: Span::of(name, text),
                    category: Span::of(category, text),
                    block: fields.next()?.parse().ok()?,
                    supports_rcps: fields.next() == Some("rcp"),
                    actions: self.actions.len()..self.actions.len(),
                });
            }
            "A" => {
                let (name, level) = (fields.next()?, fields.next()?);
                let service = self.services.len().checked_sub(1)?;
                self.actions.push(ActionEntry {
                    name: Span::of(name, text),
                    service: u16::try_from(service).ok()?,
                    level: AccessLevel::from_letter(level.as_bytes().first().copied()?)?,
                    wildcard_only: level.ends_with('*'),
                });
                self.services.get_mut(service)?.actions.end = self.actions.len();
            }
            _ => return None,
        }
        Some(())
    }

    /// Every service, by prefix.
    pub fn services(&self) -> impl ExactSizeIterator<Item = Service<'_>> + Clone {
        (0..self.services.len()).map(|number| Service::new(self, number))
    }

    /// The service with this prefix (`iam`, `s3`), in any case.
    #[must_use]
    pub fn service(&self, prefix: &str) -> Option<Service<'_>> {
        self.services
            .binary_search_by(|entry| compare(entry.prefix.in_text(&self.text), prefix))
            .ok()
            .map(|number| Service::new(self, number))
    }

    /// Every action, by service and name. An action's [`Action::number`] is its place here.
    pub fn actions(&self) -> impl ExactSizeIterator<Item = Action<'_>> + Clone {
        (0..self.actions.len()).map(|number| Action::new(self, number))
    }

    /// The action written `service:Name`, in any case.
    #[must_use]
    pub fn action(&self, name: &str) -> Option<Action<'_>> {
        let (prefix, name) = name.split_once(':')?;
        self.service(prefix)?.action(name)
    }

    /// The action with this number.
    #[must_use]
    pub fn action_by_number(&self, number: usize) -> Option<Action<'_>> {
        (number < self.actions.len()).then(|| Action::new(self, number))
    }

    /// The actions a pattern names: `*`, or `service:` and a name in which `*` and `?` stand for
    /// others. Names are compared without case; a service is written out.
    ///
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html>
    #[must_use]
    pub fn actions_matching(&self, pattern: &str) -> Vec<Action<'_>> {
        if pattern == "*" {
            return self.actions().collect();
        }
        let Some((prefix, name)) = pattern.split_once(':') else {
            return Vec::new();
        };
        let Some(service) = self.service(prefix) else {
            return Vec::new();
        };
        if !name.contains(['*', '?']) {
            return service.action(name).into_iter().collect();
        }
        let pattern = NamePattern::new(name);
        service
            .actions()
            .filter(|action| pattern.matches(action.name()))
            .collect()
    }

    /// What is known about a condition key as somebody wrote it: in any case, and with a tag's
    /// key in place of `${TagKey}`.
    #[must_use]
    pub fn condition_key(&self, name: &str) -> Option<KnownKey<'_>> {
        find_key(self, name)
    }

    /// AWS's spelling of a condition key; what follows the `/` of a tag's key stays as written.
    #[must_use]
    pub fn canonical_key(&self, name: &str) -> Option<String> {
        self.condition_key(name).map(|known| known.spelled)
    }

    /// Every condition key once, by name; the global ones say their category.
    pub fn condition_keys(&self) -> impl Iterator<Item = (&str, KeyType, Option<KeyCategory>)> {
        self.keys
            .iter()
            .map(|key| (key.name.in_text(&self.text), key.key_type, key.category))
    }

    /// The AWS managed policies, by name; their documents are unpacked when asked for.
    pub fn managed_policies(&self) -> impl ExactSizeIterator<Item = ManagedPolicy<'_>> + Clone {
        let policies = self.policies();
        (0..policies.entries.len()).map(move |number| ManagedPolicy::new(policies, number))
    }

    /// The AWS managed policy with this ARN, in any of AWS's partitions.
    #[must_use]
    pub fn managed_policy(&self, arn: &str) -> Option<ManagedPolicy<'_>> {
        self.policies().by_arn(arn)
    }

    /// The AWS managed policy with this name; its case does not matter.
    #[must_use]
    pub fn managed_policy_by_name(&self, name: &str) -> Option<ManagedPolicy<'_>> {
        self.policies().by_name(name)
    }

    /// The service principals (`ec2.amazonaws.com`) that AWS's own managed policies name, by
    /// name: no other source of the bundled data lists them. Those of one region are left out.
    #[must_use]
    pub fn service_principals(&self) -> &[String] {
        self.service_principals.get_or_init(|| {
            let mut found = BTreeSet::new();
            for policy in self.managed_policies() {
                let strings = policy.document().split('"').skip(1).step_by(2);
                found.extend(strings.filter(|text| is_service_principal(text)));
            }
            found.into_iter().map(str::to_owned).collect()
        })
    }

    /// Where the data comes from and how much of it there is.
    #[must_use]
    pub fn sources(&self) -> Sources {
        Sources::read(&self.parts.sources)
    }

    fn policies(&self) -> &ManagedPolicies {
        self.policies.get_or_init(|| {
            ManagedPolicies::open(&self.parts.policies, self.parts.documents.clone())
                .unwrap_or_default()
        })
    }
}

/// Whether a text is a service principal that holds in every region: one or two names and AWS's
/// domain. <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services>
fn is_service_principal(text: &str) -> bool {
    let Some(name) = text.strip_suffix(".amazonaws.com") else {
        return false;
    };
    let plain = |part: &str| {
        let mut bytes = part.bytes();
        bytes.next().is_some_and(|byte| byte.is_ascii_lowercase())
            && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    // A region ends in a number: `eu-west-1`.
    let region = |part: &str| part.contains('-') && part.ends_with(|it: char| it.is_ascii_digit());
    name.split('.').count() <= 2 && name.split('.').all(|part| plain(part) && !region(part))
}

/// The order everything is kept in: by ASCII-lower-cased bytes.
pub(crate) fn compare(kept: &str, asked: &str) -> std::cmp::Ordering {
    kept.bytes()
        .map(|byte| byte.to_ascii_lowercase())
        .cmp(asked.bytes().map(|byte| byte.to_ascii_lowercase()))
}
