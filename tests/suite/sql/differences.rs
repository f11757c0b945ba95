//! What dialects say otherwise than DuckDB, of one small model, recorded line by line.
//!
//! The SQL for DuckDB, PostgreSQL and SQL Server is committed whole under `generated/`; of the others it is enough to see
//! what differs.

use std::collections::BTreeSet;

use noegle::model::Model;
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
  kolonne gruppe      er tekst
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

# Kvartaler og et kommatal; længere nede en tekst med \.
nøgletal yngre_pr_kvartal
  titel      "Udgift pr. borger over 66½"
  definition "Et lille eksempel."
  enhed      kr. pr. borger
  opgøres    kvartalsvis
  gyldig     fra 2018
  tæller fra regnskab
    med       hovedfunktion 5.30
    optælling saldo for kvartalet
  nævner fra borger
    med       alder mindst 66,5
    optælling antal borgere primo året
  når nævner er 0, vis ikke

nøgletal helårsbørn
  titel    "Helårsbørn i familiepleje"
  definition "Et lille eksempel."
  enhed    børn
  opgøres  årligt
  skjul når tæller er under 3
  tæller fra foranstaltning
    med    type 10, fylder under 18
    uden   gruppe "a\b"
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

/// The text of an object's statements, however names are quoted: their form is held by the dialect's own tests. Of the codes
/// it is enough to see the first.
fn lines(of: &[Statement], name: &str) -> Vec<String> {
    let own = of.iter().filter(|statement| statement.name == name);
    let text: String = own.map(|statement| format!("{};\n", statement.text)).collect();
    let lines = text.replace('`', "\"").lines().map(lower_case_names).collect::<Vec<_>>();
    let kept = if name == "koder" { lines.len().min(4) } else { lines.len() };
    lines.into_iter().take(kept).collect()
}

/// `"KOMMUNE"` is `"kommune"` where the engine folds names upwards.
fn lower_case_names(line: &str) -> String {
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    let parts = line.split('"').enumerate();
    let part =
        |(index, part): (usize, &str)| if index % 2 == 1 && plain(part) { part.to_lowercase() } else { part.into() };
    parts.map(part).collect::<Vec<String>>().join("\"")
}

/// Lines of the one that the other does not have are marked `-`, those of the other `+`.
fn changed(from: &[String], to: &[String]) -> String {
    // How many lines two ends have in common.
    let mut common = vec![vec![0_usize; to.len() + 1]; from.len() + 1];
    for a in (0..from.len()).rev() {
        for b in (0..to.len()).rev() {
            common[a][b] = match from[a] == to[b] {
                true => common[a + 1][b + 1] + 1,
                false => common[a + 1][b].max(common[a][b + 1]),
            };
        }
    }
    let (mut a, mut b, mut text) = (0, 0, String::new());
    while a < from.len() || b < to.len() {
        if a < from.len() && b < to.len() && from[a] == to[b] {
            (a, b) = (a + 1, b + 1);
        } else if b == to.len() || a < from.len() && common[a + 1][b] >= common[a][b + 1] {
            text.push_str(&format!("- {}\n", from[a]));
            a += 1;
        } else {
            text.push_str(&format!("+ {}\n", to[b]));
            b += 1;
        }
    }
    text
}

fn built(model: &Model, dialect: DialectName) -> Vec<Statement> {
    statements(model, &Target { dialect, ..Target::duckdb() })
}

/// Object by object what differs. Of a function that is DuckDB's alone it is enough to say so.
fn differences(ours: &[Statement], theirs: &[Statement]) -> String {
    let mut seen = BTreeSet::new();
    let all = ours.iter().chain(theirs).map(|statement| statement.name.as_str());
    let names: Vec<&str> = all.filter(|name| seen.insert(*name)).collect();
    let is_function = |name: &str| ours.iter().any(|one| one.name == name && one.makes == Makes::Function);
    let one = |name: &&str| {
        let (before, after) = (lines(ours, name), lines(theirs, name));
        if after.is_empty() && is_function(name) {
            return Some(format!("{name}\n- en funktion\n"));
        }
        let changed = changed(&before, &after);
        (!changed.is_empty()).then(|| format!("{name}\n{changed}"))
    };
    names.iter().filter_map(one).collect::<Vec<_>>().join("\n")
}

/// These are committed whole under `generated/`.
const WHOLE: [DialectName; 3] = [DialectName::DuckDb, DialectName::Postgres, DialectName::SqlServer];

#[test]
fn what_dialects_say_differently() {
    let model = whole(&format!("{SOURCES}{DEFINITIONS}")).model;
    let ours = built(&model, DialectName::DuckDb);
    for dialect in DialectName::ALL.into_iter().filter(|dialect| !WHOLE.contains(dialect)) {
        insta::assert_snapshot!(dialect.name(), differences(&ours, &built(&model, dialect)));
    }
}
