//! The estate and its accounts as values, and the changes that alter them.
