//! What people and machines get: tables, CSV, JSON, and files that are never half-written.
//!
//! In: result tables and bytes. Out: text, or files in place. Guaranteed now: machine formats are exact, texts for a
//! terminal hold no control characters, and a file or folder is replaced whole or not at all.

pub mod files;
pub mod machine;
pub mod table;
