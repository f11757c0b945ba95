#![doc = include_str!("../ARCHITECTURE.md")]

pub mod command_line;
pub mod compile;
pub mod describe;
pub mod diagnostics;
pub mod engine;
pub mod evaluate;
pub mod exact;
pub mod model;
pub mod output;
pub mod plan;
pub mod project;
pub mod source;
pub mod sql;
pub mod syntax;
pub mod text;
