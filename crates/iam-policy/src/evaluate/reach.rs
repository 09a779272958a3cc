//! Any resource: not whether one resource may be used, but which.
//!
//! The answer is read off the resource patterns of the statements that apply. It covers what the
//! principal's own policies reach; resource policies belong to resources and are not asked.

use serde::Serialize;

use super::bind::Bound;
use super::compile::{Compiled, ResourceTest};
use super::{Decision, Layer, Question, Simulation, speaks};
use crate::policy::Effect;
use crate::request::{Action, Resource};

/// The resources an action may be used on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// Every resource.
    All,
    /// Some resources.
    Some(ResourceSet),
    /// None.
    None,
}

/// Resources as patterns, variables substituted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ResourceSet {
    /// What is allowed.
    pub allowed: Vec<String>,
    /// Each guardrail that lets only some resources through, as what it lets through.
    pub within: Vec<Vec<String>>,
    /// What is taken out again.
    pub except: Vec<String>,
}

/// What the Allow statements of one layer cover.
#[derive(Default)]
struct Cover {
    everything: bool,
    patterns: Vec<String>,
}

impl Simulation<'_> {
    /// The resources on which the principal's own policies allow an action.
    #[must_use]
    pub fn reach(&self, action: &Action, wildcard_only: bool) -> Reach {
        let star = Resource::new("*");
        let question = Question {
            action,
            resource: &star,
            resource_account: None,
            wildcard_only,
        };
        if wildcard_only {
            return match self.decide(&question) {
                Decision::Allowed => Reach::All,
                _ => Reach::None,
            };
        }
        let scope = self.scope(&question);
        let mut set = ResourceSet::default();
        let mut everything = scope.root;
        for (layer, _, bound) in &self.bound {
            if !speaks(*layer, scope) || *layer == Layer::Resource {
                continue;
            }
            let (denied_all, cover) = self.cover(bound, &question, &mut set.except);
            if denied_all {
                return Reach::None;
            }
            match layer {
                Layer::Rcp => {}
                Layer::Identity => {
                    everything |= cover.everything;
                    set.allowed = cover.patterns;
                }
                _ if cover.everything => {}
                _ if cover.patterns.is_empty() => return Reach::None,
                _ => set.within.push(cover.patterns),
            }
        }
        if everything {
            set.allowed = vec!["*".to_owned()];
        }
        if set.allowed.is_empty() {
            Reach::None
        } else if everything && set.within.is_empty() && set.except.is_empty() {
            Reach::All
        } else {
            Reach::Some(set)
        }
    }

    /// What a layer's statements about the action cover, and whether a Deny covers everything.
    fn cover(
        &self,
        bound: &Bound<'_>,
        question: &Question<'_>,
        except: &mut Vec<String>,
    ) -> (bool, Cover) {
        let mut cover = Cover::default();
        let mut denied_all = false;
        bound.each_candidate(question, |_, compiled| {
            if !bound.applies_to_some(compiled) {
                return true;
            }
            match (&compiled.resources, compiled.effect) {
                (ResourceTest::Everything, Effect::Allow) => cover.everything = true,
                (ResourceTest::Everything, Effect::Deny) => denied_all = true,
                (ResourceTest::Only(_), Effect::Allow) => {
                    add(&mut cover.patterns, self.patterns(bound, compiled));
                }
                (ResourceTest::Only(_), Effect::Deny) => {
                    add(except, self.patterns(bound, compiled));
                }
                (ResourceTest::AllBut(_), effect) => {
                    let others = self.patterns(bound, compiled).join(" and ");
                    let text = format!("everything but {others}");
                    let list = match effect {
                        Effect::Allow => &mut cover.patterns,
                        Effect::Deny => &mut *except,
                    };
                    add(list, vec![text]);
                }
            }
            !denied_all
        });
        (denied_all, cover)
    }

    /// The patterns of a statement with variables substituted; those without a value are left out.
    fn patterns(&self, bound: &Bound<'_>, compiled: &Compiled) -> Vec<String> {
        bound.pattern_texts(compiled, self.context)
    }
}

fn add(list: &mut Vec<String>, patterns: Vec<String>) {
    for pattern in patterns {
        if !list.contains(&pattern) {
            list.push(pattern);
        }
    }
}
