//! Questions about an estate: who may do what, and why.
