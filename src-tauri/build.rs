//! Generates what Tauri needs at compile time: the access lists and, on Windows, the resources.
//!
//! Permissions and capabilities are written by hand under `src-tauri/`: a command that no file
//! there lists is refused at run time.

use std::path::Path;

use tauri_build::{AppManifest, Attributes};

fn main() {
    println!("cargo::rerun-if-changed=src-tauri/permissions");
    println!("cargo::rerun-if-changed=src-tauri/capabilities");
    println!("cargo::rerun-if-changed=ui/dist");
    if !Path::new("ui/dist/index.html").is_file() {
        println!("cargo::error=the user interface is not built: run `cargo xtask ui`");
        return;
    }
    let attributes = Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(AppManifest::new().permissions_path_pattern("./src-tauri/permissions/**/*"));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
