//! On which resources is an action allowed: all of them, some, or none?
//!
//! The engine says which patterns its policies allow; this page holds them against the kinds of
//! resource the action works on, which only the catalogue knows: an Allow on `arn:aws:s3:::*` is
//! every bucket, and an Allow on a bucket says nothing about a role.

use iam_catalog::Catalogue;
use iam_directory::AccountSettings;
use iam_policy::evaluate::{Reach, ResourceSet, Simulation};
use iam_policy::pattern::Pattern;
use iam_policy::request::Action;

/// On which resources an action is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Extent {
    /// On every resource it works on, in the principal's account.
    All,
    /// On some.
    Some {
        /// Patterns of resources on which it is allowed.
        allowed: Vec<String>,
        /// Each guardrail (a boundary, say) that lets only some through, as what it lets through.
        within: Vec<Vec<String>>,
        /// Patterns on which it is denied although one of `allowed` matches.
        except: Vec<String>,
    },
    /// On none.
    None,
}

impl Extent {
    /// On these and nothing else; on none when there are none.
    pub(crate) fn on<'t>(resources: impl IntoIterator<Item = &'t String>) -> Self {
        let allowed: Vec<String> = resources.into_iter().cloned().collect();
        if allowed.is_empty() {
            return Self::None;
        }
        Self::Some {
            allowed,
            within: Vec::new(),
            except: Vec::new(),
        }
    }

    /// Whether a resource, or all that a pattern stands for, is among them.
    pub(crate) fn reaches(&self, text: &str) -> bool {
        let among = |patterns: &[String]| patterns.iter().any(|it| covers(it, text));
        match self {
            Self::All => true,
            Self::None => false,
            Self::Some {
                allowed,
                within,
                except,
            } => among(allowed) && within.iter().all(|it| among(it)) && !among(except),
        }
    }

    /// Takes in what is allowed by another way, which the guardrails do not limit.
    pub(crate) fn open(&mut self, text: &str) {
        match self {
            Self::All => {}
            Self::None => *self = Self::on([&text.to_owned()]),
            Self::Some {
                allowed, within, ..
            } => {
                for patterns in std::iter::once(allowed).chain(within) {
                    if !patterns.iter().any(|it| covers(it, text)) {
                        patterns.push(text.to_owned());
                    }
                }
            }
        }
    }

    /// Takes out what is denied in another place.
    pub(crate) fn shut(&mut self, text: &str) {
        match self {
            Self::None => {}
            Self::All => {
                *self = Self::Some {
                    allowed: vec!["*".to_owned()],
                    within: Vec::new(),
                    except: vec![text.to_owned()],
                };
            }
            Self::Some { except, .. } => except.push(text.to_owned()),
        }
    }

    /// `all`, `some` or `none`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Some { .. } => "some",
            Self::None => "none",
        }
    }

    /// How far it goes, for comparing: none, some, all.
    #[must_use]
    pub fn rank(&self) -> u8 {
        match self {
            Self::None => 0,
            Self::Some { .. } => 1,
            Self::All => 2,
        }
    }
}

/// An action as questions take it: the engine's form and what the catalogue says of it.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) action: Action,
    pub(crate) wildcard_only: bool,
    /// The ARN patterns of the resources it works on; empty when the catalogue does not know it.
    kinds: Vec<Kind>,
}

#[derive(Debug, Clone)]
struct Kind {
    pattern: String,
    required: bool,
}

impl Asked {
    /// What the catalogue knows of an action, for resources of one account.
    pub(crate) fn new(action: Action, settings: &AccountSettings) -> Self {
        let Some(known) = Catalogue::bundled().action(action.as_str()) else {
            return Self {
                action,
                wildcard_only: false,
                kinds: Vec::new(),
            };
        };
        let account = settings.account_id.to_string();
        let kinds = known
            .resource_types()
            .into_iter()
            .map(|kind| Kind {
                pattern: kind
                    .resource_type
                    .arn_pattern(settings.partition, None, Some(&account)),
                required: kind.required,
            })
            .collect();
        Self {
            action,
            wildcard_only: known.wildcard_only(),
            kinds,
        }
    }

    /// A resource that stands for all it works on, for an explanation of "any resource".
    pub(crate) fn example_resource(&self) -> &str {
        let required = self.kinds.iter().find(|kind| kind.required);
        required
            .or(self.kinds.first())
            .map_or("*", |kind| &kind.pattern)
    }

    /// On which resources a simulation allows it.
    pub(crate) fn extent(&self, simulation: &Simulation<'_>) -> Extent {
        self.extent_of(simulation.reach(&self.action, self.wildcard_only))
    }

    /// The patterns of the resources that a call needs, one of each.
    pub(crate) fn required(&self) -> Vec<&str> {
        let required = self.kinds.iter().filter(|kind| kind.required);
        required.map(|kind| kind.pattern.as_str()).collect()
    }

    /// The kinds of resource it works on, for telling actions apart.
    pub(crate) fn kinds_key(&self) -> Vec<(String, bool)> {
        let kinds = self.kinds.iter();
        kinds
            .map(|kind| (kind.pattern.clone(), kind.required))
            .collect()
    }

    /// What the engine found, held against the kinds of resource it works on.
    pub(crate) fn extent_of(&self, reach: Reach) -> Extent {
        match reach {
            Reach::None => Extent::None,
            Reach::All => Extent::All,
            Reach::Some(set) => self.refine(set),
        }
    }

    /// Leaves out what the action does not work on, and sees when what is left is everything or
    /// nothing.
    fn refine(&self, set: ResourceSet) -> Extent {
        let ResourceSet {
            mut allowed,
            mut within,
            mut except,
        } = set;
        if !self.kinds.is_empty() {
            let concerns =
                |text: &String| self.kinds.iter().any(|kind| touches(text, &kind.pattern));
            allowed.retain(concerns);
            except.retain(concerns);
            for limit in &mut within {
                limit.retain(concerns);
            }
        }
        allowed.retain(|text| !except.iter().any(|taken| covers(taken, text)));
        except.retain(|taken| allowed.iter().any(|text| touches(text, taken)));
        let all_taken = !self.kinds.is_empty()
            && self
                .kinds
                .iter()
                .all(|kind| except.iter().any(|it| covers(it, &kind.pattern)));
        if allowed.is_empty() || all_taken || within.iter().any(Vec::is_empty) {
            return Extent::None;
        }
        within.retain(|limit| !self.is_everything(limit));
        if except.is_empty() && within.is_empty() && self.is_everything(&allowed) {
            return Extent::All;
        }
        Extent::Some {
            allowed,
            within,
            except,
        }
    }

    /// Whether patterns cover every kind of resource that the action needs; where it needs none
    /// in particular, every kind it works on.
    fn is_everything(&self, patterns: &[String]) -> bool {
        let required = self.kinds.iter().any(|kind| kind.required);
        let mut kinds = self.kinds.iter().filter(|kind| kind.required || !required);
        let known = !self.kinds.is_empty();
        patterns.iter().any(|text| text == "*")
            || known && kinds.all(|kind| patterns.iter().any(|text| covers(text, &kind.pattern)))
    }
}

/// How the engine words the complement of patterns.
const COMPLEMENT: &str = "everything but ";

/// Whether one pattern matches whatever the other one does. A `?` may be taken for fitting a `*`
/// of the other one, which no resource of AWS tells apart.
pub(crate) fn covers(pattern: &str, other: &str) -> bool {
    if let Some(rest) = pattern.strip_prefix(COMPLEMENT) {
        return !other.starts_with(COMPLEMENT)
            && rest.split(" and ").all(|taken| !overlap(taken, other));
    }
    // Most patterns differ in what stands before their first wildcard.
    let stem = pattern.split(['*', '?']).next().unwrap_or_default();
    other.starts_with(stem)
        && pairs(pattern, other).all(|(part, other)| Pattern::new(part).matches(other))
}

/// The parts of two ARN patterns side by side: wildcards stay inside of their part, but for the
/// sixth. What has no six parts is compared as a whole.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html>
fn pairs<'t>(one: &'t str, other: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
    let whole = one.splitn(6, ':').count() < 6 || other.splitn(6, ':').count() < 6;
    let most = if whole { 1 } else { 6 };
    one.splitn(most, ':').zip(other.splitn(most, ':'))
}

/// Whether something may match both patterns.
pub(crate) fn touches(one: &str, other: &str) -> bool {
    match (one.strip_prefix(COMPLEMENT), other.strip_prefix(COMPLEMENT)) {
        (None, None) => overlap(one, other),
        (Some(rest), None) => !rest.split(" and ").any(|taken| covers(taken, other)),
        (None, Some(rest)) => !rest.split(" and ").any(|taken| covers(taken, one)),
        (Some(_), Some(_)) => true,
    }
}

/// Whether some ARN matches both patterns.
pub(crate) fn overlap(one: &str, other: &str) -> bool {
    pairs(one, other).all(|(one, other)| parts_overlap(one, other))
}

/// Whether some text matches both patterns. The places of `*` and `?` are walked like the states
/// of two machines, so the work is the product of their lengths.
fn parts_overlap(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let width = other.len() + 1;
    let mut reached = vec![false; (one.len() + 1) * width];
    reached[0] = true;
    for i in 0..=one.len() {
        for j in 0..=other.len() {
            if !reached[i * width + j] {
                continue;
            }
            let (a, b) = (one.get(i), other.get(j));
            let (star_a, star_b) = (a == Some(&b'*'), b == Some(&b'*'));
            if star_a {
                reached[(i + 1) * width + j] = true;
            }
            if star_b {
                reached[i * width + j + 1] = true;
            }
            let (Some(a), Some(b)) = (a, b) else { continue };
            if star_a && !star_b {
                reached[i * width + j + 1] = true;
            } else if star_b && !star_a {
                reached[(i + 1) * width + j] = true;
            } else if !star_a && (a == b || *a == b'?' || *b == b'?') {
                reached[(i + 1) * width + j + 1] = true;
            }
        }
    }
    reached[one.len() * width + other.len()]
}
