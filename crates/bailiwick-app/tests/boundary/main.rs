//! The application through the boundary that the window and the command line talk to.

#[cfg(test)]
mod codes;
#[cfg(test)]
mod editor;
#[cfg(test)]
mod expectations;
#[cfg(test)]
mod quotas;
#[cfg(test)]
mod simulator;
#[cfg(test)]
mod support;
#[cfg(test)]
mod upkeep;
#[cfg(test)]
mod walk;
