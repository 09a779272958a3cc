//! The one window, made in Rust so that what it refuses stands in one place.

use tauri::webview::NewWindowResponse;
use tauri::{App, AppHandle, Manager as _, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

use crate::automation;

/// The window's label; the capability file grants its rights to this name.
pub(crate) const MAIN: &str = "main";

/// Nothing may add to what every object inherits. (`freezePrototype` goes further and breaks the
/// charts and the map, which assign to inherited properties.)
const SEAL_PROTOTYPE: &str = "Object.seal(Object.prototype);";

/// Opens the main window: own pages only, no new windows, no downloads, nothing kept on disk.
pub(crate) fn open(app: &App) -> tauri::Result<WebviewWindow> {
    let mut window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::App("index.html".into()))
        .title("Bailiwick")
        .inner_size(1280.0, 860.0)
        .min_inner_size(800.0, 600.0)
        .initialization_script(SEAL_PROTOTYPE)
        // WebDriver cannot open a session in a private window; a build for people always is one.
        .incognito(!automation::is_on())
        .content_protected(true)
        .devtools(false)
        .disable_drag_drop_handler()
        .browser_extensions_enabled(false)
        .general_autofill_enabled(false)
        .on_navigation(is_own_page)
        .on_new_window(|_url, _features| NewWindowResponse::Deny)
        .on_download(|_webview, _event| false)
        .on_permission_request(|_webview, _kind| tauri::webview::PermissionResponse::Deny);
    if automation::is_on() {
        window = window.initialization_script(automation::WATCH);
    }
    window.build()
}

/// Loads the page anew in a new process, so that what it showed and what was typed is gone with the
/// old one's memory: the strings of a page can not be wiped.
#[cfg(target_os = "linux")]
pub(crate) fn forget(app: &AppHandle) {
    use webkit2gtk::WebViewExt as _;

    if let Some(window) = app.get_webview_window(MAIN) {
        // A window that is being closed shows nothing any more.
        let _ = window.with_webview(|view| {
            let view = view.inner();
            if automation::may_end_page() {
                view.terminate_web_process();
            }
            view.reload();
        });
    }
}

/// Loads the page anew, so that what it showed is gone with its memory.
#[cfg(not(target_os = "linux"))]
pub(crate) fn forget(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        // A window that is being closed shows nothing any more.
        let _ = window.reload();
    }
}

/// Whether an address is one of the pages inside the application.
///
/// The whole host is compared: `tauri.localhost.example.com` is somebody else's.
fn is_own_page(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")) => true,
        // `cargo tauri dev` serves the pages from Vite.
        ("http", Some("localhost")) => cfg!(dev) && url.port() == Some(5173),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, own: bool) {
        assert_eq!(is_own_page(&url.parse().unwrap()), own, "{url}");
    }

    #[test]
    fn only_our_own_pages_are_ours() {
        check("tauri://localhost/index.html", true);
        check("http://tauri.localhost/", true);
        check("https://tauri.localhost/", true);
        check("http://tauri.localhost.example.com/", false);
        check("http://app.tauri.localhost/", false);
        check("tauri://evil/", false);
        check("https://example.com/", false);
        check("file:///etc/passwd", false);
        check("data:text/html,hello", false);
        check("about:blank", false);
    }
}
