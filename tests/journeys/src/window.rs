//! The application's window, driven.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::{APPLICATION, Outcome, Place, SIZE};

/// How long something may take to appear. Key derivation is slow on purpose.
const PATIENCE: Duration = Duration::from_secs(30);

/// The open window with its driver; both end with this value.
pub struct Window {
    client: Client,
    driver: Driver,
    journey: &'static str,
    shots: u32,
}

/// `WebKitWebDriver`, which starts the application and ends it.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        // A journey that broke off leaves the application behind: it is in the driver's group.
        let group = format!("-{}", self.0.id());
        let _ = Command::new("kill")
            .args(["-KILL", "--", &group])
            .stderr(Stdio::null())
            .status();
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Window {
    /// Starts the application in a place, with what stands in for the system's dialogs.
    pub async fn open(
        journey: &'static str,
        place: &Place,
        dialogs: &[(&str, &Path)],
    ) -> Outcome<Self> {
        Self::open_through(journey, place, dialogs, &application()?).await
    }

    /// Starts a program that becomes the application, or starts and watches it.
    pub async fn open_through(
        journey: &'static str,
        place: &Place,
        environment: &[(&str, &Path)],
        application: &Path,
    ) -> Outcome<Self> {
        let port = std::net::TcpListener::bind(("127.0.0.1", 0))?
            .local_addr()?
            .port();
        let mut driver = Command::new("WebKitWebDriver");
        driver
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            // With the value that the application sets for people, taking a picture of a window
            // without a graphics card never ends.
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "0")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("HOME", place.home())
            .env("XDG_CONFIG_HOME", place.home().join(".config"))
            .env("XDG_DATA_HOME", place.home().join(".local/share"))
            .env("XDG_CACHE_HOME", place.home().join(".cache"))
            .env("XDG_STATE_HOME", place.home().join(".local/state"))
            .env("XDG_RUNTIME_DIR", place.runtime())
            .env("USER", "journey")
            .env("BAILIWICK_AUTOMATION_SAVE_DIR", place.saved())
            .env("BAILIWICK_AUTOMATION_FOLDER", place.vaults())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        for (name, path) in environment {
            driver.env(name, path);
        }
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut driver, 0);
        let driver = Driver(
            driver
                .spawn()
                .map_err(|error| format!("WebKitWebDriver did not start: {error}"))?,
        );
        let mut wanted = serde_json::Map::new();
        wanted.insert(
            "webkitgtk:browserOptions".to_owned(),
            json!({ "binary": application }),
        );
        let address = format!("http://127.0.0.1:{port}");
        let start = Instant::now();
        let client = loop {
            let session = ClientBuilder::new(HttpConnector::new())
                .capabilities(wanted.clone())
                .connect(&address)
                .await;
            match session {
                Ok(client) => break client,
                // The driver may not listen yet.
                Err(_) if start.elapsed() < Duration::from_secs(5) => {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                Err(error) => return Err(format!("the window did not open: {error}").into()),
            }
        };
        let window = Self {
            client,
            driver,
            journey,
            shots: 0,
        };
        let (width, height) = size()?;
        window.client.set_window_size(width, height).await?;
        Ok(window)
    }

    /// The processes of the application: its own first, then those of the page.
    ///
    /// # Errors
    ///
    /// The application has ended.
    #[cfg(target_os = "linux")]
    pub fn processes(&self) -> Outcome<(u32, Vec<u32>)> {
        let name = application()?;
        let mut left = vec![self.driver.0.id()];
        let (mut core, mut others) = (None, Vec::new());
        while let Some(process) = left.pop() {
            let program = fs::read_link(format!("/proc/{process}/exe")).unwrap_or_default();
            if program == fs::canonicalize(&name)? {
                core = Some(process);
            } else if program.to_string_lossy().contains("WebKitWebProcess") {
                others.push(process);
            }
            for task in fs::read_dir(format!("/proc/{process}/task"))? {
                let children = fs::read_to_string(task?.path().join("children"))?;
                left.extend(
                    children
                        .split_whitespace()
                        .filter_map(|id| id.parse::<u32>().ok()),
                );
            }
        }
        Ok((core.ok_or("the application has ended")?, others))
    }

    /// Closes the window.
    pub async fn close(self) -> Outcome {
        self.client.close().await?;
        Ok(())
    }

    /// What the content security policy refused, and what the page threw, since it opened.
    pub async fn faults(&self) -> Outcome<Vec<String>> {
        let faults = self
            .client
            .execute("return window.journeyFaults", vec![])
            .await?;
        serde_json::from_value(faults).map_err(|_| "the page was not watched".into())
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str) -> Outcome<Value> {
        Ok(self.client.execute(script, vec![]).await?)
    }

    /// Waits until a thing can be seen.
    pub async fn see(&self, testid: &str) -> Outcome<Element> {
        self.find(&format!("[data-testid='{testid}']"), testid)
            .await
    }

    /// Waits until the first thing that a selector finds can be seen.
    pub async fn find(&self, selector: &str, what: &str) -> Outcome<Element> {
        let start = Instant::now();
        loop {
            if let Ok(element) = self.client.find(Locator::Css(selector)).await
                && element.is_displayed().await.unwrap_or(false)
            {
                return Ok(element);
            }
            self.wait_for(what, start).await?;
        }
    }

    /// Waits until nothing of the kind can be seen.
    pub async fn gone(&self, testid: &str) -> Outcome {
        let selector = format!("[data-testid='{testid}']");
        let start = Instant::now();
        loop {
            // What is redrawn while it is looked for is looked for again.
            if let Ok(elements) = self.client.find_all(Locator::Css(&selector)).await {
                let mut left = false;
                for element in elements {
                    // One that was taken away in between is gone as well.
                    left |= element.is_displayed().await.unwrap_or(false);
                }
                if !left {
                    return Ok(());
                }
            }
            self.wait_for(&format!("the end of `{testid}`"), start)
                .await?;
        }
    }

    /// Clicks a thing.
    pub async fn click(&self, testid: &str) -> Outcome {
        self.press(&format!("[data-testid='{testid}']"), testid)
            .await
    }

    /// Ticks or unticks the box that a thing wraps.
    pub async fn tick(&self, testid: &str) -> Outcome {
        let start = Instant::now();
        loop {
            self.see(testid).await?;
            // The box itself is transparent, with a drawn one over it.
            let ticked = self
                .run(&format!(
                    "const box = document.querySelector(\"[data-testid='{testid}'] input\");\
                     box?.click(); return box !== null"
                ))
                .await?;
            if ticked == Value::Bool(true) {
                return Ok(());
            }
            self.wait_for(&format!("the box of `{testid}`"), start)
                .await?;
        }
    }

    /// Clicks the button or link with these words.
    pub async fn click_text(&self, words: &str) -> Outcome {
        let path = format!(
            "//*[self::button or self::a or @role='tab' or @role='menuitem' or @role='option']\
             [normalize-space(.)=\"{words}\"]"
        );
        let start = Instant::now();
        loop {
            if let Ok(elements) = self.client.find_all(Locator::XPath(&path)).await {
                for element in elements {
                    if element.is_displayed().await.unwrap_or(false) && self.reach(&element).await {
                        return Ok(());
                    }
                }
            }
            self.wait_for(words, start).await?;
        }
    }

    /// Waits until some words can be read anywhere on the page.
    pub async fn read(&self, words: &str) -> Outcome {
        let start = Instant::now();
        while !self.text().await?.contains(words) {
            self.wait_for(words, start).await?;
        }
        Ok(())
    }

    /// All words on the page.
    pub async fn text(&self) -> Outcome<String> {
        let text = self.run("return document.body.innerText").await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// The words of a thing.
    pub async fn text_of(&self, testid: &str) -> Outcome<String> {
        let start = Instant::now();
        loop {
            // It may be redrawn between looking and reading.
            if let Ok(text) = self.see(testid).await?.text().await {
                return Ok(text);
            }
            self.wait_for(&format!("the words of `{testid}`"), start)
                .await?;
        }
    }

    /// Types into the field that a thing wraps.
    pub async fn fill(&self, testid: &str, words: &str) -> Outcome {
        let selector = format!("[data-testid='{testid}'] input, input[data-testid='{testid}']");
        let start = Instant::now();
        loop {
            let input = self.find(&selector, testid).await?;
            // A field that was redrawn after it was found takes no key at all: nothing is typed twice.
            if input.click().await.is_ok() && input.send_keys(words).await.is_ok() {
                return Ok(());
            }
            self.wait_for(&format!("the field `{testid}`"), start)
                .await?;
        }
    }

    /// Types keys into whatever has the focus.
    pub async fn keys(&self, keys: &str) -> Outcome {
        let start = Instant::now();
        loop {
            if let Ok(focused) = self.client.active_element().await
                && focused.send_keys(keys).await.is_ok()
            {
                return Ok(());
            }
            self.wait_for("something that takes keys", start).await?;
        }
    }

    /// Goes to a page of the application.
    pub async fn go(&self, page: &str) -> Outcome {
        self.run(&format!("location.hash = '#{page}'")).await?;
        Ok(())
    }

    /// Clicks the first thing that a selector finds.
    pub async fn press(&self, selector: &str, what: &str) -> Outcome {
        let start = Instant::now();
        loop {
            // It may move or be redrawn between looking and clicking.
            if let Ok(element) = self.client.find(Locator::Css(selector)).await
                && element.is_displayed().await.unwrap_or(false)
                && element.is_enabled().await.unwrap_or(false)
                && self.reach(&element).await
            {
                return Ok(());
            }
            self.wait_for(what, start).await?;
        }
    }

    /// Clicks a thing, brought into the middle of the window when it can not be clicked where it is:
    /// WebKit's driver brings no inline button into view, and others no further than under a bar.
    async fn reach(&self, element: &Element) -> bool {
        if element.click().await.is_ok() {
            return true;
        }
        let Ok(target) = serde_json::to_value(element) else {
            return false;
        };
        let middle = "arguments[0].scrollIntoView({ block: 'center' })";
        self.client.execute(middle, vec![target]).await.is_ok() && element.click().await.is_ok()
    }

    /// Takes a picture in light and in dark, into `target/journeys/`.
    pub async fn picture(&mut self, name: &str) -> Outcome {
        self.shots += 1;
        let folder = shots()?.join(self.journey);
        fs::create_dir_all(&folder)?;
        for (mode, dark) in [("dark", true), ("light", false)] {
            self.run(&format!(
                "document.body.classList.toggle('awsui-dark-mode', {dark})"
            ))
            .await?;
            // Colours fade over, and a busy machine paints late; the picture shall not be of the way
            // there. The second frame begins when the first has been painted.
            tokio::time::sleep(Duration::from_millis(350)).await;
            let painted = "const done = arguments[0];\
                requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)))";
            self.client.execute_async(painted, vec![]).await?;
            let file = folder.join(format!("{:02}-{name}-{mode}.png", self.shots));
            fs::write(file, self.client.screenshot().await?)?;
        }
        Ok(())
    }

    async fn wait_for(&self, what: &str, start: Instant) -> Outcome {
        if start.elapsed() > PATIENCE {
            let file = shots()?.join(format!("{}-failed.png", self.journey));
            if let Ok(picture) = self.client.screenshot().await {
                fs::write(&file, picture)?;
            }
            let text = self.text().await.unwrap_or_default();
            return Err(format!(
                "waited in vain for `{what}` (picture: {})\nfaults: {:?}\nthe page says:\n{text}",
                file.display(),
                self.faults().await.unwrap_or_default(),
            )
            .into());
        }
        tokio::time::sleep(Duration::from_millis(60)).await;
        Ok(())
    }
}

/// How large the window is, in pixels.
fn size() -> Outcome<(u32, u32)> {
    let Some(asked) = env::var(SIZE).ok() else {
        return Ok((1320, 940));
    };
    let wrong = || format!("{SIZE} is `{asked}`; write it as `1920x1080`");
    let (width, height) = asked.split_once('x').ok_or_else(wrong)?;
    Ok((
        width.parse().map_err(|_| wrong())?,
        height.parse().map_err(|_| wrong())?,
    ))
}

/// The application to drive.
pub(crate) fn application() -> Outcome<PathBuf> {
    let path = PathBuf::from(env::var_os(APPLICATION).ok_or("no application was named")?);
    if path.is_file() {
        Ok(path)
    } else {
        Err(format!("{} is not built", path.display()).into())
    }
}

/// The folder of this profile's programs.
fn built() -> Outcome<PathBuf> {
    let this = env::current_exe()?;
    let folder = this.ancestors().nth(2).ok_or("a test without a folder")?;
    Ok(folder.to_path_buf())
}

fn shots() -> Outcome<PathBuf> {
    let folder = built()?
        .parent()
        .ok_or("no target folder")?
        .join("journeys");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
