//! How far long work has come, on the error stream when a person watches it.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use super::words::Words;

/// Work that is over sooner is not told about, and lines do not come faster.
const PATIENCE: Duration = Duration::from_millis(200);

pub struct Progress<'a> {
    words: &'a Words,
    /// When it may next be shown; never when nobody watches.
    next: Option<Instant>,
    shown: bool,
}

impl<'a> Progress<'a> {
    pub fn new(words: &'a Words) -> Progress<'a> {
        let next = io::stderr().is_terminal().then(|| Instant::now() + PATIENCE);
        Progress { words, next, shown: false }
    }

    pub fn show(&mut self, number: usize, all: usize, about: &str) {
        let now = Instant::now();
        if self.next.is_none_or(|next| now < next) {
            return;
        }
        let (number, all) = (number.to_string(), all.to_string());
        let text = self.words.fill("progress", &[("number", &number), ("all", &all), ("about", about)]);
        // The line is overwritten by the next; when the stream is closed nobody watches.
        let _ = write!(io::stderr(), "\r\u{1b}[K{text}").and_then(|()| io::stderr().flush());
        self.shown = true;
        self.next = Some(now + PATIENCE);
    }

    /// Clears the line.
    pub fn done(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(io::stderr(), "\r\u{1b}[K").and_then(|()| io::stderr().flush());
        }
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.done();
    }
}
