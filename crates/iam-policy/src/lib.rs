//! The policy language of AWS: parse, lower, evaluate, explain.
