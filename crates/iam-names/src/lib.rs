//! Every AWS identifier, parsed once.
