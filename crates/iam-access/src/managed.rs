//! The catalogue's AWS managed policies, as the directory wants to be told about them.

use iam_catalog::Catalogue;
use iam_directory::ManagedPolicies;
use iam_names::{Arn, Partition};
use iam_policy::syntax;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// The AWS managed policies of the bundled catalogue, for [`iam_directory::apply`] and for
/// gathering. Documents are shared: asking twice gives the same text.
#[derive(Debug, Default)]
pub struct CatalogueManagedPolicies {
    documents: RwLock<HashMap<Arn, Arc<str>>>,
}

impl CatalogueManagedPolicies {
    /// Nothing is unpacked before it is asked for.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

/// A document for reading: the catalogue keeps them without white space, and who is shown the
/// statement that decided shall see it on lines of its own.
#[must_use]
pub fn readable(document: &str) -> String {
    syntax::read(document).map_or_else(|_| document.to_owned(), |node| syntax::pretty(&node))
}

impl ManagedPolicies for CatalogueManagedPolicies {
    fn knows(&self, arn: &Arn) -> bool {
        Catalogue::bundled().managed_policy(arn.as_str()).is_some()
    }

    fn document(&self, arn: &Arn) -> Option<Arc<str>> {
        let known = self
            .documents
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(document) = known.get(arn) {
            return Some(Arc::clone(document));
        }
        drop(known);
        let policy = Catalogue::bundled().managed_policy(arn.as_str())?;
        let partition = arn.known_partition().unwrap_or(Partition::Aws);
        let document: Arc<str> = Arc::from(readable(&policy.document_in(partition)));
        let mut known = self
            .documents
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(known.entry(arn.clone()).or_insert(document)))
    }
}
