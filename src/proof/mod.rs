//! Cases as SQL: a script of its own for each figure, rule and sammenligning, that anyone can run with the engine's own client.
//!
//! In: the cases of a figure, a rule or a sammenligning. Out: a [`Script`]. Guaranteed now: it makes a schema of its own and removes it again; its one query
//! gives the rows that deviate, none when all cases hold.
//!
//! ```text
//! schema → the cases in words → tables with their rows → the figure's views → rows expected → rows found → the query → gone
//! ```

mod comparison_script;
mod rule_script;
mod script;

pub use comparison_script::comparison_script;
pub use rule_script::rule_script;
pub use script::{SCHEMA, Script, script};
