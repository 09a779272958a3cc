//! How far the rotation of an access key has come. Nothing of it is kept: it is read off the two
//! keys, so that a rotation may be left and taken up again, here or by another person.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html>

use iam_directory::{AccessKey, AccessKeyStage, Account, AccountKind};
use iam_names::EntityId;

use crate::App;
use crate::contract::rotation::{
    KeyRotationRequest, KeyRotationView, RotationStage, RotationStageView, RotationState,
};
use crate::error::CommandError;
use crate::session::account;
use crate::view::user::access_key;

impl App {
    /// How far the rotation of an access key has come, and what is next.
    pub fn key_rotation(
        &self,
        request: &KeyRotationRequest,
    ) -> Result<KeyRotationView, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let user = request
            .user
            .parse()
            .ok()
            .and_then(|id| account.planned().user(id))
            .ok_or_else(|| CommandError::not_found("user"))?;
        let key: Option<EntityId> = request.key.parse().ok();
        let old = user
            .access_keys
            .iter()
            .find(|held| Some(held.id) == key)
            .ok_or_else(|| CommandError::not_found("access key"))?;
        let new = user.access_keys.iter().find(|held| held.id != old.id);
        let now = self.environment.clock.now();
        let view = |key: &AccessKey| access_key(key, now, |id| session.has_secret(id));
        let next = next(old, new);
        Ok(KeyRotationView {
            user_name: user.name.to_string(),
            old: view(old),
            new: new.map(view),
            next,
            stages: stages(account, old, new, next),
            warnings: warnings(account, old, new),
        })
    }
}

/// The first stage that is not behind us.
fn next(old: &AccessKey, new: Option<&AccessKey>) -> RotationStage {
    let Some(new) = new else {
        return RotationStage::Make;
    };
    if new.access_key_id.is_none() {
        return RotationStage::Issue;
    }
    if !is_handed_over(new) {
        return RotationStage::HandOver;
    }
    if !has_moved(old, new) {
        return RotationStage::Move;
    }
    if old.is_active() {
        return RotationStage::Deactivate;
    }
    if old.stage != AccessKeyStage::Retired {
        return RotationStage::Wait;
    }
    RotationStage::Delete
}

/// What is in use is in its owner's hands, whoever brought it there.
fn is_handed_over(key: &AccessKey) -> bool {
    key.stage >= AccessKeyStage::HandedOver || key.last_used.is_some()
}

/// Whether the new key is used and the old one no more: as AWS says, or as a person has noted.
fn has_moved(old: &AccessKey, new: &AccessKey) -> bool {
    let at = |key: &AccessKey| key.last_used.as_ref().map(|used| used.at);
    new.stage == AccessKeyStage::Confirmed || (at(new).is_some() && at(new) > at(old))
}

fn stages(
    account: &Account,
    old: &AccessKey,
    new: Option<&AccessKey>,
    next: RotationStage,
) -> Vec<RotationStageView> {
    let all = [
        RotationStage::Make,
        RotationStage::Issue,
        RotationStage::HandOver,
        RotationStage::Move,
        RotationStage::Deactivate,
        RotationStage::Wait,
        RotationStage::Delete,
    ];
    let aws = account.settings().kind == AccountKind::Aws;
    all.into_iter()
        .filter(|stage| aws || *stage != RotationStage::Issue)
        .map(|stage| RotationStageView {
            stage,
            state: match stage.cmp(&next) {
                std::cmp::Ordering::Less => RotationState::Done,
                std::cmp::Ordering::Equal => RotationState::Current,
                std::cmp::Ordering::Greater => RotationState::Waiting,
            },
            found: found(account, stage, old, new),
        })
        .collect()
}

/// What is known of a stage, in a sentence.
fn found(
    account: &Account,
    stage: RotationStage,
    old: &AccessKey,
    new: Option<&AccessKey>,
) -> String {
    let used = |key: &AccessKey, which: &str| {
        key.last_used.as_ref().map_or_else(
            || format!("No use of the {which} key is known."),
            |used| format!("The {which} key was last used at {}.", used.at),
        )
    };
    match (stage, new) {
        (RotationStage::Make | RotationStage::Issue, Some(new)) => new
            .access_key_id
            .as_ref()
            .map_or_else(String::new, |id| format!("The new key is {id}.")),
        (RotationStage::Move, Some(_)) if account.settings().kind == AccountKind::Local => {
            "A local account sees no uses: ask whoever uses the key.".to_owned()
        }
        (RotationStage::Move, Some(new)) => {
            format!("{} {}", used(new, "new"), used(old, "old"))
        }
        (RotationStage::Deactivate, _) if !old.is_active() => "The old key is inactive.".to_owned(),
        _ => String::new(),
    }
}

fn warnings(account: &Account, old: &AccessKey, new: Option<&AccessKey>) -> Vec<String> {
    let mut warnings = Vec::new();
    if let Some(new) = new
        && new.access_key_id.is_some()
        && new.created < old.created
    {
        warnings.push(
            "The other key is older than this one: it is rather that one that should go."
                .to_owned(),
        );
    }
    let settings = account.settings();
    if settings.kind == AccountKind::Aws {
        warnings.push(settings.observed_as_of.map_or_else(
            || "AWS has not been looked at: import the account to see when keys are used.".into(),
            |at| format!("When keys are used is known as of {at}: import again to see what moved."),
        ));
    }
    warnings
}
