//! From trees to the model: what is resolved, and what is refused in which words.

mod account_sets;
mod counting;
mod families;
mod made_of_sources;
mod names;
mod people;
mod populations;
mod school_years;
mod units;
mod validity;

use crate::support::{codes, compiled, problems};

/// A school source with a stock and a flow, for programs that are about something else.
pub const SCHOOL: &str = r#"
kodeliste klassetype
  10 "Almindelig klasse"
  20 "Specialklasse"

datakilde skole
  tabel skole.maaned
  kolonne kommune    er kommune
  kolonne maaned     er måned
  kolonne klassetype er klassetype
  kolonne alder      er tal
  måltal elever, enhed elever, beholdning
  måltal udgift i beloeb_kr, enhed kr., bevægelse

grundtal elevtal fra skole
  enhed     elever
  med       klassetype 10 og 20
  optælling antal elever primo året
"#;

/// A yearly nøgletal of kroner per elev; `{}` takes more clauses.
pub fn figure(numerator: &str) -> String {
    format!(
        "{SCHOOL}\nnøgletal udgift_pr_elev\n  titel \"Udgift pr. elev\"\n  definition \"Udgifter delt med elever.\"\n  enhed kr. pr. elev\n  opgøres årligt\n  tæller fra skole\n    {numerator}\n  nævner = elevtal\n  når nævner er 0, vis ikke\n"
    )
}

#[test]
fn a_whole_program_has_no_problems() {
    let compilation = compiled(&figure("optælling udgift for hele året"));
    assert_eq!(problems(&compilation), Vec::<String>::new());
    assert_eq!(compilation.model.figures.len(), 1);
}
