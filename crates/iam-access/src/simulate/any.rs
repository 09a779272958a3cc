//! Any resource: on which is it allowed, and what shows it?

use super::{Answered, Asking, on_resource};
use crate::assume::roles_of_the_estate;
use crate::context::{fill, to_context};
use crate::extent::{Asked, Extent};
use crate::gather::{GatheredPolicy, gather_trust};
use crate::guards::Visitor;
use crate::unknown::Unknown;
use iam_policy::evaluate::{Decision, Reach, ResourceMode, Simulation};
use iam_policy::request::Resource;
use std::fmt::Write as _;

impl Asking<'_, '_> {
    /// Any resource: how far it goes, and the explanation for a resource that shows it. Where it
    /// is allowed on some, that is one of those; where on none, one that stands for all. Known
    /// resources have a say by their own policies.
    pub(super) fn on_any(&mut self, asked: &Asked, simulation: &Simulation<'_>) -> Answered {
        let extent = asked.extent(simulation);
        let answered = on_resource(simulation, asked, shown(asked, &extent, simulation), None);
        let must = answered.answer.mode == ResourceMode::Must;
        let mut extent = if must && answered.decision != Decision::Allowed {
            // Each key's own policy has to allow it as well, and not every one is held here.
            if extent != Extent::None {
                self.unknown.insert(Unknown::KeyPolicy);
            }
            Extent::None
        } else {
            extent
        };
        let guards = self.guards();
        let mut opened = None;
        let visitor = Visitor::new(self.subject, &self.prepared.layers, &self.query.given);
        for speaking in guards.speaking_of(asked) {
            let nothing = extent == Extent::None;
            let regarded = speaking.regard(&visitor, asked, extent);
            extent = regarded.extent;
            if nothing && opened.is_none() {
                opened = regarded.given.into_iter().next();
            }
        }
        match opened {
            Some(text) => self.by_its_policy(asked, &text).about_any(extent),
            None => answered.about_any(extent),
        }
    }

    /// The answer for a resource that lets the principal in by its own policy.
    fn by_its_policy(&mut self, asked: &Asked, text: &str) -> Answered {
        let (layers, numbers) = self.about(text);
        let context = to_context(&fill(self.subject, Some(text), &self.query.given));
        let simulation = Simulation::new(&layers, &self.subject.principal, &context);
        let owner = self.subject.scope.owner(text);
        Answered {
            numbers,
            ..on_resource(&simulation, asked, text, owner.as_ref())
        }
    }

    /// Any role: those of the estate are asked one by one, each with its own trust policy.
    pub(super) fn on_any_role(&mut self, asked: &Asked, plain: &Simulation<'_>) -> Answered {
        let mut allowed: Vec<(String, GatheredPolicy)> = Vec::new();
        for arn in roles_of_the_estate(self.subject.scope) {
            let Some(trust) = gather_trust(self.subject.scope, &arn) else {
                continue;
            };
            let layers = self.with_trust(&trust);
            let simulation = Simulation::new(&layers, plain.principal(), plain.context());
            let resource = Resource::new(&arn);
            if simulation.decide(&asked.question(&resource)) == Decision::Allowed {
                allowed.push((arn, trust));
            }
        }
        let extent = Extent::on(allowed.iter().map(|(arn, _)| arn));
        if plain.reach(&asked.action, asked.wildcard_only) != Reach::None {
            self.unknown.insert(Unknown::OtherRoles);
        }
        let Some((arn, trust)) = allowed.into_iter().next() else {
            return on_resource(plain, asked, asked.example_resource(), None).about_any(extent);
        };
        let layers = self.with_trust(&trust);
        let simulation = Simulation::new(&layers, plain.principal(), plain.context());
        let answered = on_resource(&simulation, asked, &arn, None).about_any(extent);
        Answered {
            numbers: self.adopt(trust),
            ..answered
        }
    }
}

impl Answered {
    /// The answer for one resource as the answer for any.
    fn about_any(mut self, extent: Extent) -> Self {
        let said = self
            .explanation
            .sentence
            .strip_prefix(&about(&self.action, &self.resource));
        self.explanation.sentence = match (&extent, said) {
            (Extent::Some { .. }, _) => some_sentence(&self.action, &extent),
            (_, Some(rest)) => format!("`{}` on any resource {rest}", self.action),
            _ => self.explanation.sentence,
        };
        "*".clone_into(&mut self.resource);
        if extent != Extent::None {
            self.decision = Decision::Allowed;
        } else if self.decision == Decision::Allowed {
            self.decision = Decision::ImplicitlyDenied;
        }
        self.extent = Some(extent);
        self
    }
}

/// The resource that shows an extent: one of those on which it is allowed, else one that stands
/// for all.
pub(super) fn shown<'t>(
    asked: &'t Asked,
    extent: &'t Extent,
    simulation: &Simulation<'_>,
) -> &'t str {
    let allowed = |text: &&String| {
        let resource = Resource::new(text);
        simulation.decide(&asked.question(&resource)) == Decision::Allowed
    };
    let example = asked.example_resource();
    match extent {
        Extent::Some {
            allowed: patterns,
            within,
            ..
        } => patterns
            .iter()
            .chain(within.iter().flatten())
            .find(allowed)
            .map_or(example, String::as_str),
        _ => example,
    }
}

/// How the engine begins its sentence about an action on a resource.
fn about(action: &str, resource: &str) -> String {
    format!("`{action}` on `{resource}` ")
}

/// `s3:GetObject` is allowed on `…`, but only within `…`, and not on `…`.
pub(super) fn some_sentence(action: &str, extent: &Extent) -> String {
    let Extent::Some {
        allowed,
        within,
        except,
    } = extent
    else {
        return String::new();
    };
    let mut sentence = if allowed.iter().all(|text| text == "*") {
        format!("`{action}` is allowed on some resources")
    } else {
        format!("`{action}` is allowed on {}", listed(allowed))
    };
    for limit in within {
        let _ = write!(sentence, ", but only within {}", listed(limit));
    }
    if !except.is_empty() {
        let _ = write!(sentence, ", and not on {}", listed(except));
    }
    sentence + "."
}

/// The first three, and how many more there are.
fn listed(patterns: &[String]) -> String {
    const SHOWN: usize = 3;
    let shown: Vec<String> = patterns
        .iter()
        .take(SHOWN)
        .map(|it| format!("`{it}`"))
        .collect();
    let more = patterns.len().saturating_sub(SHOWN);
    match (&shown[..], more) {
        ([], _) => String::new(),
        ([one], _) => one.clone(),
        ([first @ .., last], 0) => format!("{} and {last}", first.join(", ")),
        (all, more) => format!("{} and {more} more", all.join(", ")),
    }
}
