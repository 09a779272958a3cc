//! Resources: are the ARN's parts sound, does the action take such a resource, does one cover
//! another.

use super::action::covers;
use super::{Check, Fix, Linter, removal, strings};
use crate::arn;
use crate::policy::PolicyType;
use crate::syntax::Node;

const PARTITIONS: [&str; 3] = ["aws", "aws-cn", "aws-us-gov"];

impl Linter<'_> {
    pub(super) fn resources(&mut self, statement: &Node<'_>, path: &str) {
        for element in ["Resource", "NotResource"] {
            let Some(node) = statement.get(element) else {
                continue;
            };
            let path = format!("{path}.{element}");
            let named = strings(node, &path);
            for (text, item, path) in &named {
                self.arn(text, item, path);
                self.spaces(text, item, path);
            }
            for (index, (text, item, path)) in named.iter().enumerate() {
                let covering = named.iter().enumerate().find(|(other, (wider, ..))| {
                    *other != index
                        && arn_covers(wider, text)
                        && (*other < index || !arn_covers(text, wider))
                });
                if let Some((_, (wider, ..))) = covering {
                    let message = format!("`{wider}` covers `{text}`");
                    let check = Check::RedundantResource;
                    if let Some(it) = self.find(check, message, path, item.span) {
                        it.fix = removal(node, item).map(|edit| Fix {
                            title: format!("Remove `{text}`"),
                            edits: vec![edit],
                        });
                    }
                }
            }
        }
        if matches!(self.policy_type, PolicyType::Identity | PolicyType::Session) {
            self.fitting(statement, path);
        }
    }

    fn arn(&mut self, text: &str, item: &Node<'_>, path: &str) {
        let Some([_, partition, service, region, account, _]) = arn::split(text) else {
            return;
        };
        let odd = |part: &str| part.contains(['*', '?', '$']);
        if !odd(partition) && !PARTITIONS.contains(&partition) && !partition.starts_with("aws-iso")
        {
            let message = format!("there is no partition `{partition}`");
            if let Some(it) = self.find(Check::InvalidPartition, message, path, item.span) {
                it.help("the partitions are `aws`, `aws-cn` and `aws-us-gov`");
            }
        }
        if odd(service) {
            return;
        }
        if service.bytes().any(|byte| byte.is_ascii_uppercase()) {
            let lower = service.to_ascii_lowercase();
            let message = format!("the service `{service}` has capitals and matches nothing");
            let fixed = text.replacen(&format!(":{service}:"), &format!(":{lower}:"), 1);
            let check = Check::InvalidArnServiceCase;
            if let Some(it) = self.find(check, message, path, item.span) {
                it.replace(&fixed);
            }
            return;
        }
        let digits = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        if !account.is_empty() && !odd(account) && !digits && account != "aws" {
            let message = format!("`{account}` is not an account id");
            if let Some(it) = self.find(Check::InvalidArnAccount, message, path, item.span) {
                it.help("an account id has 12 digits");
            }
        }
        let forms = self.knowledge.arns(service);
        let all = |part: usize, test: fn(&str) -> bool| {
            !forms.is_empty()
                && forms
                    .iter()
                    .filter_map(|form| arn::split(form))
                    .all(|parts| test(parts[part]))
        };
        if !region.is_empty() && region != "*" && all(3, str::is_empty) {
            let message = format!("ARNs of `{service}` have no Region");
            self.find(Check::ArnRegionNotAllowed, message, path, item.span);
        } else if region.is_empty() && all(3, |region| region == "*") {
            let message = format!("ARNs of `{service}` have a Region");
            self.find(Check::MissingArnRegion, message, path, item.span);
        }
        if !region.is_empty() && !super::values::is_region(region) {
            let message = format!("there is no Region `{region}`");
            let meant = super::values::nearest_region(region);
            let fixed =
                meant.map(|it| text.replacen(&format!(":{region}:"), &format!(":{it}:"), 1));
            if let Some(it) = self.find(Check::InvalidArnRegion, message, path, item.span) {
                it.suggest(fixed);
            }
        }
        if account.is_empty() && all(4, |account| account == "*") {
            let message = format!("ARNs of `{service}` have an account id");
            self.find(Check::MissingArnAccount, message, path, item.span);
        }
        if !account.is_empty() && account != "*" && all(4, str::is_empty) {
            let message = format!("ARNs of `{service}` have no account id");
            self.find(Check::ArnAccountNotAllowed, message, path, item.span);
        }
    }

    /// Whether each action can be used on one of the resources at all.
    fn fitting(&mut self, statement: &Node<'_>, path: &str) {
        let (Some(node), Some(actions)) = (statement.get("Resource"), statement.get("Action"))
        else {
            return;
        };
        let resources = strings(node, "");
        let any = |(text, ..): &(&str, &Node<'_>, String)| text.bytes().all(|byte| byte == b'*');
        if resources.is_empty() || resources.iter().any(any) {
            return;
        }
        for (text, item, path) in strings(actions, &format!("{path}.Action")) {
            let Some(action) = self.knowledge.action(text) else {
                continue;
            };
            if action.wildcard_only {
                let message = format!("`{}` matches no resource but `*`", action.name);
                let check = Check::ActionWithoutResourceLevel;
                if let Some(it) = self.find(check, message, &path, item.span) {
                    it.help("put it into a statement of its own with `\"Resource\": \"*\"`");
                }
            } else if !action.resources.is_empty()
                && !resources
                    .iter()
                    .any(|(arn, ..)| action.resources.iter().any(|form| may_meet(arn, form)))
            {
                let message = format!("`{}` takes none of the statement's resources", action.name);
                let check = Check::ResourceTypeUnsupportedByAction;
                if let Some(it) = self.find(check, message, &path, item.span) {
                    it.help(format!("its resources look like `{}`", action.resources[0]));
                }
            }
        }
    }
}

/// Whether every resource of `text` is one of `wider`, part by part.
fn arn_covers(wider: &str, text: &str) -> bool {
    if wider == text || wider == "*" {
        return true;
    }
    let (Some(wider), Some(text)) = (arn::split(wider), arn::split(text)) else {
        return false;
    };
    // Capitals count in resources; `covers` folds them, so those that differ are left alone.
    wider.iter().zip(&text).all(|(wide, narrow)| {
        !wide.contains("${")
            && covers(wide, narrow)
            && (wide.contains('*') || wide == narrow)
            && wide.split('*').all(|piece| narrow.contains(piece))
    })
}

/// Whether two patterns may have a resource in common. Sure only when it says no.
fn may_meet(left: &str, right: &str) -> bool {
    let (Some(left), Some(right)) = (arn::split(left), arn::split(right)) else {
        return true;
    };
    left.iter()
        .zip(&right)
        .enumerate()
        .all(|(at, (left, right))| {
            let fixed = |text: &str| text.find(['*', '?', '$']).map_or(text.len(), |end| end);
            let (a, b) = (&left[..fixed(left)], &right[..fixed(right)]);
            let open = a.len() < left.len() || b.len() < right.len();
            // Form and policy may differ in whether the account of a bucket and its like is written.
            let bare = matches!(at, 3 | 4) && (left.is_empty() || right.is_empty());
            bare || a == b
                || open
                    && (b.starts_with(a) && a.len() < left.len()
                        || a.starts_with(b) && b.len() < right.len())
        })
}
