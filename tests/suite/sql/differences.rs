//! What dialects say otherwise than DuckDB, of one small model, recorded line by line.
//!
//! The SQL for DuckDB, PostgreSQL and SQL Server is committed whole under `generated/`; of the others it is enough to see
//! what differs.

use noegle::sql::{DialectName, Makes, Statement, Target, statements};

use super::texts::SOURCES;
use super::whole;

const DEFINITIONS: &str = r#"
kodeliste foranstaltningstype
  titel "Foranstaltninger"
  10 "Familiepleje"
  20 "Netværkspleje"

datakilde foranstaltning
  titel "Foranstaltninger"
  tabel ubu.foranstaltning
  en række pr. forløb
  kolonne kommune     er kommune
  kolonne cpr         er nøgle person
  kolonne start       er fra-dato
  kolonne slut        er til-dato
  kolonne foedselsdato er dato
  kolonne type        er foranstaltningstype, tom når 99
  kolonne fylder      = år fra foedselsdato til årets udgang
  fortrolighed personoplysning

nøgletal ældreudgift
  titel      "Udgift til ældre pr. ældre"
  definition "Et lille eksempel."
  enhed      kr. pr. borger
  opgøres    månedligt
  gyldig     fra 2018
  tæller fra regnskab
    for alle  dranst 1
    med       hovedfunktion 5.30
    optælling saldo år til dato
  nævner = ældre_primo_året
  når nævner er 0, vis ikke

nøgletal helårsbørn
  titel    "Helårsbørn i familiepleje"
  definition "Et lille eksempel."
  enhed    børn
  opgøres  årligt
  skjul når tæller er under 3
  tæller fra foranstaltning
    med    type 10, fylder under 18
    optælling antal helår person for hele året

nøgletal varighed
  titel    "Hvor længe plejeforløb har varet"
  definition "Et lille eksempel."
  enhed    måneder pr. forløb
  opgøres  årligt
  skjul når nævner er under 3
  tæller fra foranstaltning
    optælling varighed i måneder primo året
  nævner fra foranstaltning
    optælling antal rækker primo året, enhed forløb
  når nævner er 0, vis ikke
"#;

/// Lines that only one of the two has, object by object, however names are quoted. Of a function that is DuckDB's alone it
/// is enough to say so.
fn differences(dialect: DialectName) -> String {
    let model = whole(&format!("{SOURCES}{DEFINITIONS}")).model;
    let of = |dialect| statements(&model, &Target { dialect, ..Target::duckdb() });
    let (ours, theirs) = (of(DialectName::DuckDb), of(dialect));
    let mut names: Vec<&str> = Vec::new();
    for statement in ours.iter().chain(&theirs) {
        if !names.contains(&statement.name.as_str()) {
            names.push(&statement.name);
        }
    }
    let is_function = |name: &str| ours.iter().any(|one| one.name == name && one.makes == Makes::Function);
    let mut told = String::new();
    for name in names {
        let (before, after) = (lines(&ours, name), lines(&theirs, name));
        if after.is_empty() && is_function(name) {
            told.push_str(&format!("{name}\n- en funktion\n\n"));
            continue;
        }
        let only = |lines: &[String], others: &[String], sign: &str| {
            let lines = lines.iter().filter(|line| !others.contains(line));
            lines.map(|line| format!("{sign} {}\n", line.trim())).collect::<String>()
        };
        let (gone, come) = (only(&before, &after, "-"), only(&after, &before, "+"));
        if !gone.is_empty() || !come.is_empty() {
            told.push_str(&format!("{name}\n{gone}{come}\n"));
        }
    }
    told
}

fn lines(statements: &[Statement], name: &str) -> Vec<String> {
    let own = statements.iter().filter(|statement| statement.name == name);
    own.flat_map(|statement| statement.text.lines()).map(|line| line.replace('`', "\"")).collect()
}

#[test]
fn what_databricks_says_differently() {
    insta::assert_snapshot!(differences(DialectName::Databricks));
}
