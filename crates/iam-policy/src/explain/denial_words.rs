//! The words for what does not allow a request, and for rules that no policy can change.

use super::condition_words::list;
use super::layer_words;
use crate::evaluate::{
    Answer, Grant, Layer, Question, Refusal, ResourceMode, Simulation, is_trust_action,
};
use crate::policy::Effect;

/// Why layers that would have to allow it do not.
pub(super) fn not_allowed(
    layers: &[Layer],
    simulation: &Simulation<'_>,
    question: &Question<'_>,
    answer: &Answer,
) -> String {
    let scope = &answer.outline.scope;
    let known = simulation.layers();
    if layers.contains(&Layer::Session) && scope.needs_session_policy && known.session.is_none() {
        return "credentials of `GetFederationToken` get nothing from identity policies without a \
                session policy"
            .to_owned();
    }
    let resource_words = resource_words(question);
    let grants = answer.outline.facts[0].grants;
    match layers {
        [] => "nothing allows it".to_owned(),
        [Layer::Scp] => format!(
            "the service control policies {} do not allow it",
            closed_levels(answer)
        ),
        [Layer::Identity] if answer.mode == ResourceMode::Cross => format!(
            "the {resource_words} allows it across accounts, yet no statement of the identity \
             policies does"
        ),
        [Layer::Identity] if grants.has(Grant::Account) => format!(
            "the {resource_words} leaves it to the account, where no statement of the identity \
             policies allows it"
        ),
        [Layer::Resource] => {
            let foreign = if answer.mode == ResourceMode::Cross {
                "the resource is another account's, and "
            } else {
                ""
            };
            if known.resource.is_some() {
                format!("{foreign}the {resource_words} does not allow it")
            } else {
                format!("{foreign}there is no {resource_words} that allows it")
            }
        }
        [only @ (Layer::Identity | Layer::Rcp)] => {
            format!("no statement of the {} allows it", layer_words(*only))
        }
        [only] => format!("the {} does not allow it", layer_words(*only)),
        several => {
            let names = several.iter().map(|layer| match layer {
                Layer::Resource => format!("the {resource_words}"),
                other => format!("the {}", layer_words(*other)),
            });
            format!("neither {} allow it", list(names, "nor"))
        }
    }
}

/// "at the root", "of the account", or both: the levels of SCPs that have no Allow.
fn closed_levels(answer: &Answer) -> String {
    let levels = answer.outline.scp_levels;
    let open = |level: u32| {
        answer.considered.iter().any(|it| {
            it.at.layer == Layer::Scp
                && it.at.level == level
                && it.effect == Effect::Allow
                && it.applies()
        })
    };
    let words = |level: u32| match level {
        0 => "at the root".to_owned(),
        last if last + 1 == levels => "of the account".to_owned(),
        between => format!("of the organizational unit at level {between}"),
    };
    list((0..levels).filter(|level| !open(*level)).map(words), "and")
}

/// What the policy on the resource is called.
pub(super) fn resource_words(question: &Question<'_>) -> &'static str {
    let key = |parts: [&str; 6]| parts[2] == "kms" && parts[5].starts_with("key/");
    if is_trust_action(question.action.folded()) {
        "role's trust policy"
    } else if question.resource.parts().is_some_and(key) {
        "key policy"
    } else {
        layer_words(Layer::Resource)
    }
}

/// Why it fails whatever policies say.
pub(super) fn refused(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::RootCannotAssumeRole => "the root user cannot assume a role",
        Refusal::SessionTokenWithoutMfa => {
            "credentials of `GetSessionToken` cannot call IAM without MFA"
        }
        Refusal::SessionTokenSts => {
            "credentials of `GetSessionToken` can call only `AssumeRole` and `GetCallerIdentity` \
             of STS"
        }
        Refusal::FederationToken => {
            "credentials of `GetFederationToken` cannot call IAM, and of STS only \
             `GetCallerIdentity`"
        }
        Refusal::RoleCannotGetToken => {
            "credentials of a role cannot call `GetSessionToken` or `GetFederationToken`"
        }
        Refusal::AwsManagedPolicy => "only AWS can change an AWS managed policy",
        Refusal::ReservedRole => {
            "only AWS can change a service-linked role or a role under `aws-reserved/`"
        }
        Refusal::ReservedAlias => "aliases that begin with `alias/aws/` belong to AWS",
        Refusal::PublicAccessBlocked => {
            "its policy is public, and Amazon S3 Block Public Access keeps out whoever does not \
             belong to the bucket's account"
        }
    }
}
