//! Bundled AWS reference: services, actions, resource types, condition keys, managed policies.
