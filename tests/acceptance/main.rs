//! Acceptance: `bailiwick-app` on real vaults in scratch folders, as the window and the command
//! line drive it. No Tauri, nothing mocked; only the key derivation is quick.

#[cfg(test)]
mod account;
#[cfg(test)]
mod awkward_input;
#[cfg(test)]
mod aws_cli;
#[cfg(test)]
mod canary;
#[cfg(test)]
mod findings;
#[cfg(test)]
mod hand_off;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod imports_of_every_kind;
#[cfg(test)]
mod main_job;
#[cfg(test)]
mod people;
#[cfg(test)]
mod sandbox;
#[cfg(test)]
mod support;
#[cfg(test)]
mod vault_faults;
