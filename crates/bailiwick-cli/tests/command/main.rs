//! The command as scripts see it: processes, exit statuses, bytes on the two outputs.

#[cfg(test)]
mod aws;
#[cfg(test)]
mod changes;
#[cfg(test)]
mod everybody;
#[cfg(test)]
mod hand_off;
#[cfg(test)]
mod kills;
#[cfg(test)]
mod lint;
#[cfg(test)]
mod people;
#[cfg(test)]
mod questions;
#[cfg(test)]
mod readers;
#[cfg(test)]
mod schemas;
#[cfg(test)]
mod sockets;
#[cfg(test)]
mod support;
#[cfg(test)]
mod upkeep;
#[cfg(test)]
mod usage;
#[cfg(test)]
mod vaults;
