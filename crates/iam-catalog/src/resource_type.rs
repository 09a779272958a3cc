//! A type of resource and the form of its ARNs.

use crate::action::keys_of;
use crate::condition_key::ConditionKey;
use crate::service::Service;
use iam_names::Partition;

/// A type of resource as a service's reference lists it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ResourceType<'c> {
    service: Service<'c>,
    number: usize,
}

impl<'c> ResourceType<'c> {
    pub(crate) fn new(service: Service<'c>, number: usize) -> Self {
        Self { service, number }
    }

    /// Its name: `user`.
    #[must_use]
    pub fn name(self) -> &'c str {
        self.field(0)
    }

    /// Whose type it is.
    #[must_use]
    pub fn service(self) -> Service<'c> {
        self.service
    }

    /// The form of its ARNs: `arn:${Partition}:iam::${Account}:user/${UserNameWithPath}`.
    #[must_use]
    pub fn arn_format(self) -> &'c str {
        self.field(1)
    }

    /// The condition keys that go with resources of this type.
    #[must_use]
    pub fn condition_keys(self) -> Vec<ConditionKey<'c>> {
        keys_of(self.service, self.field(2))
    }

    /// A pattern for all of them in one account: the form with what is known filled in and `*`
    /// for the rest. Without an account or a region those too are `*`.
    #[must_use]
    pub fn arn_pattern(
        self,
        partition: Partition,
        region: Option<&str>,
        account: Option<&str>,
    ) -> String {
        let mut pattern = String::new();
        let mut rest = self.arn_format();
        while let Some((before, after)) = rest.split_once("${") {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            pattern.push_str(before);
            pattern.push_str(match name {
                "Partition" => partition.as_str(),
                "Region" => region.unwrap_or("*"),
                "Account" => account.unwrap_or("*"),
                _ => "*",
            });
            rest = after;
        }
        pattern + rest
    }

    fn field(self, number: usize) -> &'c str {
        self.service
            .detail()
            .and_then(|detail| {
                let line = detail.resource_types.get(self.number)?;
                line.in_text(&detail.text).split('\t').nth(number)
            })
            .unwrap_or_default()
    }
}

impl std::fmt::Debug for ResourceType<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ResourceType({}:{})", self.service.prefix(), self.name())
    }
}
