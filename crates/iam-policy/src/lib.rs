//! The policy language of AWS: parse, lower, evaluate, explain.

pub mod arn;
pub mod condition;
pub mod context;
pub mod evaluate;
pub mod keys;
pub mod pattern;
pub mod policy;
pub mod problem;
pub mod request;
pub mod syntax;
pub mod variable;
