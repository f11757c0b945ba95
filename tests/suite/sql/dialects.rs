//! What each dialect writes differently from DuckDB's, for a small model. What differs is seen here before any database is
//! asked; `generated/` holds the whole text of those that are used most.

use std::collections::BTreeMap;

use noegle::sql::{DialectName, Statement, Target, statements};

use super::whole;

/// A quotient of two sources with an interval, a ledger, a decimal criterion, a text with a backslash, and a drill-down.
const DEFINITIONS: &str = r#"
kontoplan konto
  koder fra "kontoplan/funktioner.csv" niveauer hovedkonto > hovedfunktion > funktion

datakilde regnskab
  tabel        oekonomi.regnskab
  en række pr. kommune, måned, funktion, art
  kolonne kommune_nr  er kommune
  kolonne periode     er måned
  kolonne funktion_nr er funktion i konto skrevet som "000000"
  kolonne art         er tekst
  måltal saldo i beloeb_kr, enhed kr., bevægelse

datakilde borger
  tabel        borger
  en række pr. kommune, måned, alder
  kolonne kommune er kommune
  kolonne maaned  er måned
  kolonne alder   er tal
  måltal borgere i antal, enhed borgere, beholdning

nøgletal ældreudgift
  titel      "Udgift til ældre pr. ældre"
  definition "Nettodriftsudgifter til ældre, delt med borgere over 66 år."
  enhed      kr. pr. borger
  opgøres    kvartalsvis
  gyldig     fra 2018
  tæller fra regnskab
    med       hovedfunktion 5.30
    uden      art "a\b"
    optælling saldo for kvartalet
  nævner fra borger
    med       alder mindst 66,5
    optælling antal borgere primo året
  når nævner er 0, vis ikke
"#;

/// The text of every object, without those of codes and functions, which are long and plain.
fn written(dialect: DialectName) -> BTreeMap<String, String> {
    let target = Target { dialect, ..Target::duckdb() };
    let mut objects: BTreeMap<String, String> = BTreeMap::new();
    for Statement { name, text, .. } in statements(&whole(DEFINITIONS).model, &target) {
        let text = if name == "koder" { text.lines().take(2).collect::<Vec<_>>().join("\n") } else { text };
        objects.entry(name).or_default().push_str(&format!("{text};\n"));
    }
    objects
}

/// Lines of the one that the other does not have are marked `-`, those of the other `+`.
fn differences(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.lines().collect(), to.lines().collect());
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

fn differences_of(dialect: DialectName) -> String {
    let (of_duckdb, written) = (written(DialectName::DuckDb), written(dialect));
    let is_function =
        |name: &str| !written.contains_key(name) && (name.starts_with("laes_") || name.starts_with("hele_"));
    let names = of_duckdb.keys().chain(written.keys()).collect::<std::collections::BTreeSet<_>>();
    let text = |objects: &BTreeMap<String, String>, name: &str| objects.get(name).cloned().unwrap_or_default();
    let one = |name: &&String| {
        let found = differences(&text(&of_duckdb, name), &text(&written, name));
        (!found.is_empty() && !is_function(name)).then(|| format!("== {name}\n{found}"))
    };
    names.iter().filter_map(one).collect::<Vec<_>>().join("\n")
}

#[test]
fn mariadb_writes() {
    insta::assert_snapshot!(differences_of(DialectName::MariaDb));
}

#[test]
fn clickhouse_writes() {
    insta::assert_snapshot!(differences_of(DialectName::ClickHouse));
}
