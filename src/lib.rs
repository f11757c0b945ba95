#![doc = include_str!("../ARCHITECTURE.md")]

pub mod diagnostics;
pub mod source;
pub mod syntax;
