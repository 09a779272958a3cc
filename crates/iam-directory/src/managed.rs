//! What the directory needs to know of AWS managed policies; the catalogue's owner passes it in.

use std::sync::Arc;

use iam_names::Arn;

/// The AWS managed policies that can be attached.
pub trait ManagedPolicies {
    /// Whether there is an AWS managed policy of this ARN.
    fn knows(&self, arn: &Arn) -> bool;

    /// The default version's document.
    fn document(&self, arn: &Arn) -> Option<Arc<str>>;
}

/// No AWS managed policies at all.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoManagedPolicies;

impl ManagedPolicies for NoManagedPolicies {
    fn knows(&self, _arn: &Arn) -> bool {
        false
    }

    fn document(&self, _arn: &Arn) -> Option<Arc<str>> {
        None
    }
}

impl<T: ManagedPolicies + ?Sized> ManagedPolicies for &T {
    fn knows(&self, arn: &Arn) -> bool {
        (**self).knows(arn)
    }

    fn document(&self, arn: &Arn) -> Option<Arc<str>> {
        (**self).document(arn)
    }
}
