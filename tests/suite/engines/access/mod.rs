//! Who sees what, tried on the engines by those who may not.

mod elsewhere;
mod mariadb;
mod postgres;
mod sqlserver;

use noegle::compile::Compilation;
use noegle::engine::{Cell, ResultTable};

use crate::support::{compiled, problems};

const DEFINITIONS: &str = r#"
datakilde elev
  tabel        skole.elev
  kolonne  kommune_nr er kommune
  kolonne  dato       er dato
  kolonne  cpr        er nøgle person
  måltal   karakter, enhed karakterpoint, bevægelse
  fortrolighed personoplysning

datakilde udgift
  tabel        skole.udgift
  kolonne  kommune_nr er kommune
  kolonne  maaned     er måned
  måltal   beloeb, enhed kr., bevægelse

adgang standard
  FLIS kommuner    ser resultat, tæller og nævner
  egen kommune     ser alle rækker
  offentligheden   ser resultat

adgang lukket
  FLIS kommuner    ser resultat

nøgletal elever
  definition "Prøve."
  titel "Elever"
  enhed elever
  opgøres årligt
  adgang efter standard
  tæller fra elev
    med alle
    optælling antal forskellige person for hele året

nøgletal point_pr_elev
  definition "Prøve."
  titel "Point pr. elev"
  enhed forhold
  når nævner er 0, vis ikke
  opgøres årligt
  adgang efter lukket
  tæller fra elev
    med alle
    optælling karakter for hele året
  nævner fra elev
    med alle
    optælling antal forskellige person for hele året

nøgletal udgift_i_alt
  definition "Prøve."
  titel "Udgift"
  enhed kr.
  opgøres årligt
  tæller fra udgift
    med alle
    optælling beloeb for hele året
"#;

const RESULTS: &str =
    "SELECT noegletal, kommune, taeller, naevner, resultat FROM noegle.vist_resultat ORDER BY noegletal, kommune";

/// What FLIS kommuner see of [`RESULTS`]: of one nøgletal not its parts.
const ALL_PARTS: [&str; 6] = [
    "elever | 101 | 2.00000 |  | 2.00000",
    "elever | 165 | 2.00000 |  | 2.00000",
    "point_pr_elev | 101 |  |  | 8.50000",
    "point_pr_elev | 165 |  |  | 2.00000",
    "udgift_i_alt | 101 | 1010.00000 |  | 1010.00000",
    "udgift_i_alt | 165 | 1650.00000 |  | 1650.00000",
];

/// What anyone sees of them: results alone where `adgang` says so, and nothing of what it keeps from them.
const RESULTS_ALONE: [&str; 4] = [
    "elever | 101 |  |  | 2.00000",
    "elever | 165 |  |  | 2.00000",
    "udgift_i_alt | 101 | 1010.00000 |  | 1010.00000",
    "udgift_i_alt | 165 | 1650.00000 |  | 1650.00000",
];

fn definitions() -> Compilation {
    let compilation = compiled(DEFINITIONS);
    assert!(!compilation.has_errors(), "{:#?}", problems(&compilation));
    compilation
}

/// A row a line, cells between bars.
fn told(table: &ResultTable) -> Vec<String> {
    table.rows.iter().map(|row| row.iter().map(Cell::to_string).collect::<Vec<_>>().join(" | ")).collect()
}
