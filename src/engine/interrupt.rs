//! Ctrl-C: the running statement stops, the transaction is undone, and nothing is left half.
//!
//! In: the signal. Out: every open session is asked to stop, and starts no further statement. Guaranteed now: a process
//! that has no session open ends at once; a second Ctrl-C always does.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use adbc_core::CancelHandle;

/// What the shell expects of a program that Ctrl-C ended.
pub const EXIT_CODE: u8 = 130;

/// The statement that a session runs now.
pub type Running = Mutex<Option<Box<dyn CancelHandle>>>;

static REQUESTED: AtomicBool = AtomicBool::new(false);
static SESSIONS: Mutex<Vec<Weak<Running>>> = Mutex::new(Vec::new());

/// Hears Ctrl-C from now on; a process hears it once.
pub fn listen() {
    // Who already listens (a program that noegle is part of) goes on doing so.
    let _ = ctrlc::set_handler(|| {
        let again = REQUESTED.swap(true, Ordering::SeqCst);
        if again || !stop_all() {
            std::process::exit(EXIT_CODE.into());
        }
    });
}

pub fn requested() -> bool {
    REQUESTED.load(Ordering::SeqCst)
}

/// A session that Ctrl-C stops, for as long as it lives.
pub fn watch(running: &Arc<Running>) {
    let mut sessions = SESSIONS.lock().unwrap_or_else(PoisonError::into_inner);
    sessions.retain(|session| session.strong_count() > 0);
    sessions.push(Arc::downgrade(running));
}

/// Asks the statement to stop. One that just ended cannot be stopped, and that is no error.
pub fn stop(running: &Running) {
    if let Some(handle) = running.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
        let _ = handle.try_cancel();
    }
}

/// Whether any session is open.
fn stop_all() -> bool {
    let sessions: Vec<Arc<Running>> =
        SESSIONS.lock().unwrap_or_else(PoisonError::into_inner).iter().filter_map(Weak::upgrade).collect();
    sessions.iter().for_each(|session| stop(session));
    !sessions.is_empty()
}
