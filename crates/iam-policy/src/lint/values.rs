//! Values of conditions and parts of ARNs that AWS reads otherwise than their author may think.

use super::{Check, Linter, strings};
use crate::condition::{Comparison, Operator};
use crate::syntax::{Member, Node, Value};

/// AWS's Regions as of 2026-11.
/// <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html>
const REGIONS: [&str; 46] = [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "cn-north-1",
    "cn-northwest-1",
    "eu-central-1",
    "eu-central-2",
    "eu-isoe-west-1",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eusc-de-east-1",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-gov-east-1",
    "us-gov-west-1",
    "us-iso-east-1",
    "us-iso-west-1",
    "us-isob-east-1",
    "us-isob-west-1",
    "us-isof-east-1",
    "us-isof-south-1",
    "us-west-1",
    "us-west-2",
];

/// Keys whose value is the ARN of a KMS key.
const KMS_KEYS: [&str; 1] = ["s3:x-amz-server-side-encryption-aws-kms-key-id"];

/// Whether a text names a Region that there is, or leaves it open.
pub(super) fn is_region(text: &str) -> bool {
    text.contains(['*', '?', '$']) || REGIONS.binary_search(&text).is_ok()
}

/// The nearest Region, when a text looks like a slip.
pub(super) fn nearest_region(text: &str) -> Option<&'static str> {
    crate::problem::nearest(text, REGIONS)
}

impl Linter<'_> {
    pub(super) fn readings(&mut self, operator: Operator, key: &Member<'_>, path: &str) {
        self.kinds(key, path);
        self.one_bound(operator, key, path);
        for (text, item, path) in strings(&key.node, path) {
            if operator.comparison.is_date() {
                self.date(text, item, &path);
            }
            if key.key.eq_ignore_ascii_case("aws:RequestedRegion") && !is_region(text) {
                let message = format!("there is no Region `{text}`");
                if let Some(it) = self.find(Check::InvalidRegion, message, &path, item.span) {
                    it.suggest(nearest_region(text).map(str::to_owned));
                }
            }
            let kms = KMS_KEYS
                .iter()
                .any(|name| key.key.eq_ignore_ascii_case(name));
            let arn = text.starts_with("arn:") && text.contains(":kms:") && text.contains(":key/");
            if kms && !arn && !text.contains(['*', '?', '$']) {
                let message = format!("`{text}` is not the ARN of a KMS key");
                if let Some(it) = self.find(Check::InvalidKmsKeyValue, message, &path, item.span) {
                    it.help("Amazon S3 compares the key's ARN, not its id or alias");
                }
            }
        }
    }

    /// Values of one list are all of one kind of JSON.
    fn kinds(&mut self, key: &Member<'_>, path: &str) {
        let kind = |node: &Node<'_>| node.kind();
        let items = key.node.items().unwrap_or_default();
        let scalar = |node: &Node<'_>| {
            matches!(
                node.value,
                Value::String(_) | Value::Number(_) | Value::Bool(_)
            )
        };
        let Some(first) = items.first().filter(|first| scalar(first)) else {
            return;
        };
        let other = items
            .iter()
            .find(|it| scalar(it) && kind(it) != kind(first));
        if let Some(other) = other {
            let message = format!("the values of `{}` are of different JSON types", key.key);
            let check = Check::InvalidConditionDataType;
            if let Some(it) = self.find(check, message, path, other.span) {
                it.help("write all of them as strings");
            }
        }
    }

    /// Of several bounds one is enough: the widest.
    fn one_bound(&mut self, operator: Operator, key: &Member<'_>, path: &str) {
        use Comparison as C;
        let which = match operator.comparison {
            C::NumericLessThan | C::NumericLessThanEquals => "greatest",
            C::NumericGreaterThan | C::NumericGreaterThanEquals => "least",
            _ => return,
        };
        if key.node.items().is_some_and(|items| items.len() > 1) {
            let message = format!("one value of `{}` is enough for `{operator}`", key.key);
            let check = Check::RedundantConditionValueNum;
            if let Some(it) = self.find(check, message, path, key.node.span) {
                it.help(format!("keep the {which}"));
            }
        }
    }

    /// A date that has day and month, and a zone if it has a time.
    fn date(&mut self, text: &str, item: &Node<'_>, path: &str) {
        let seconds = text.len() > 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        let (day, time) = match text.split_once(['T', 't']) {
            Some((day, time)) => (day, Some(time)),
            None => (text, None),
        };
        let whole = day.len() == 10 && day.matches('-').count() == 2;
        let zoned = time.is_none_or(|time| {
            time.ends_with(['Z', 'z']) || time.contains('+') || time.contains('-')
        });
        // What is no date at all, lowering tells.
        let read = crate::condition::date::Instant::read(text).is_some();
        if read && !seconds && !(whole && zoned) {
            let message = format!("the date `{text}` might not be read as it is meant");
            if let Some(it) = self.find(Check::InvalidDateValue, message, path, item.span) {
                it.help("write `YYYY-MM-DD`, or `YYYY-MM-DDThh:mm:ssZ`");
            }
        }
    }

    /// White space in the key of a variable.
    pub(super) fn spaces(&mut self, text: &str, item: &Node<'_>, path: &str) {
        for piece in text.split("${").skip(1) {
            let Some((inside, _)) = piece.split_once('}') else {
                continue;
            };
            let key = inside.split(',').next().unwrap_or("");
            if key.contains(char::is_whitespace) && !key.trim().is_empty() {
                let message = format!("the variable `${{{inside}}}` has a space in its key");
                let check = Check::UnsupportedSpaceInVariable;
                self.find(check, message, path, item.span);
            }
        }
    }
}
