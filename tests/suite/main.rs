//! All integration tests, one binary; a module here mirrors a directory of `src/` or a promise of the project.

mod architecture;
mod browser;
mod cases;
mod catalogue;
mod chart;
mod command_line;
mod connections;
mod diagnostics;
mod differential;
mod docs;
mod engine;
mod engines;
mod evaluate;
mod horsens;
mod libraries;
mod model;
mod output;
mod project;
mod rules;
mod search;
mod site;
mod site_areas;
mod sites;
mod sql;
mod support;
mod syntax;
