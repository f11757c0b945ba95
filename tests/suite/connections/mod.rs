//! Reaching databases as the program does: addresses, time-outs, stopping, and what errors may say.

mod beside;
mod cluster;
mod file;
mod program;
mod servers;
mod settings;
