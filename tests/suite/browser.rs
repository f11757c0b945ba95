//! The site in a real browser, and its pages against HTML's rules.
//!
//! `scripts/browser/setup` fetches what is used. One Chromium, started without a window and with nothing of anybody's in it, opens
//! the pages from the disk (`tests/browser/sider.mjs`): accessibility by WCAG 2.2 AA in light, dark and narrow, search,
//! filters and trees with the keyboard only, no fetching from elsewhere, no error in the console, and pages without scripts.
//! The checker of the W3C reads every page.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use noegle::engine::library::cache_folder;
use noegle::site::Settings;

use crate::sites::{project, site, write};

const SET_UP: &str = "Kør scripts/browser/setup";

/// So many faults are told.
const TOLD: usize = 40;

fn packages() -> PathBuf {
    let folder = cache_folder().expect("cachemappen").join("browser");
    assert!(folder.is_dir(), "{} mangler. {SET_UP}", folder.display());
    folder
}

/// A package's folder, `vnu-jar-26.9.27`; the newest.
fn package(name: &str) -> PathBuf {
    let entries = std::fs::read_dir(packages()).expect("mappen kan læses").flatten();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    found.retain(|path| path.file_name().is_some_and(|own| own.to_string_lossy().starts_with(&format!("{name}-"))));
    found.sort();
    found.pop().unwrap_or_else(|| panic!("{name} mangler. {SET_UP}"))
}

fn chromium() -> PathBuf {
    if let Some(path) = env::var_os("NOEGLE_CHROMIUM") {
        return path.into();
    }
    let usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].map(PathBuf::from);
    usual.into_iter().find(|path| path.exists()).unwrap_or_else(|| panic!("Chromium mangler. {SET_UP}"))
}

fn java() -> PathBuf {
    env::var_os("JAVA_HOME").map_or_else(|| PathBuf::from("java"), |home| PathBuf::from(home).join("bin/java"))
}

/// Each fault once, by what is wrong; the place of the first.
fn told(output: &Output, folder: &Path) -> String {
    let all = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let all = all.replace(&*folder.to_string_lossy(), "");
    let mut seen = std::collections::BTreeSet::new();
    let what = |line: &str| line.rsplit(": ").next().unwrap_or(line).to_owned();
    let lines: Vec<&str> = all.lines().filter(|line| seen.insert(what(line))).take(TOLD).collect();
    lines.join("\n")
}

#[test]
fn the_pages_work_in_a_browser_and_are_valid_html() {
    let folder = tempfile::tempdir().expect("en mappe kan laves");
    let settings = Settings { title: "Nøgletal".to_owned(), ..Settings::default() };
    let compilation = project("flis");
    write(&site(&compilation, settings), folder.path());

    let runner = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/sider.mjs");
    let mut node = Command::new("node");
    let in_browser = node.arg(runner).arg(folder.path()).arg(packages()).arg(chromium()).output();
    let in_browser = in_browser.expect("Node.js mangler. Installer det (Debian: apt-get install nodejs)");

    let mut checker = Command::new(java());
    checker.args(["-Xss4m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar"]);
    checker.arg(package("vnu-jar").join("build/dist/vnu.jar")).args([
        "--skip-non-html",
        "--errors-only",
        "--format",
        "gnu",
    ]);
    let checked = checker.arg(folder.path()).output().unwrap_or_else(|_| panic!("Java mangler. {SET_UP}"));

    let told = [told(&in_browser, folder.path()), told(&checked, folder.path())];
    assert_eq!(told.concat(), "", "{}", told.join("\n"));
    assert!(in_browser.status.success() && checked.status.success());
}
