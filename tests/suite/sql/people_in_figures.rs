//! Counted people and events in families, udgaver, formulas and rules, and what the rows behind them show.

use noegle::engine::Connection;
use noegle::sql::{Target, statements};

use super::people::{SOURCES, elev, foranstaltning};
use super::{build, fill, memory, rows, shown, whole};

fn computed(definitions: &str) -> Vec<String> {
    rows(&format!("{SOURCES}{definitions}"), &[elev(), foranstaltning()])
}

/// A family over school years of rows, one tæller after the other.
fn family(reported: &str, source: &str, lines: &str, counting: &str, unit: &str) -> Vec<String> {
    let (each, this) = match source {
        "elev" => ("klassetrin 1-3", "trin"),
        _ => ("foranstaltningstype i foranstaltningstype", "foranstaltningstype"),
    };
    let each = each.replace("klassetrin", "trin");
    computed(&format!(
        "nøgletal x for hver {each}, og i alt\n  titel \"X {{kode}}\"\n  enhed {unit}\n  opgøres {reported}\n  tæller fra {source}\n{lines}    med denne {this}\n    optælling {counting}\n"
    ))
}

#[test]
fn every_member_of_a_family_counts_its_own_keys() {
    for when in ["for hele året", "gennemsnit over året", "primo året", "pr. 1. september"] {
        family("årligt", "elev", "", &format!("antal forskellige person {when}"), "stk.");
    }
    family("månedligt", "elev", "", "antal forskellige person de seneste 3 måneder", "stk.");
    family("månedligt", "elev", "", "median karakter de seneste 3 måneder", "karakterpoint");
    family("årligt", "elev", "", "gennemsnit karakter for hele året", "karakterpoint");
    family("årligt", "foranstaltning", "", "antal helår person for hele året", "helår");
    family("årligt", "foranstaltning", "", "antal helår for hele året", "helår");
    family("månedligt", "foranstaltning", "", "varighed i dage ultimo måneden", "dage");
    family("månedligt", "foranstaltning", "", "antal forskellige person primo måneden", "stk.");
}

#[test]
fn grundtal_and_udgaver() {
    computed(
        r#"
population special fra elev
  nøgle person
  udgave 2023
    med klasse "S"
  udgave fra 2024
    med klasse "S" , trin mindst 3
  aktive de seneste 1 år

grundtal i_special fra foranstaltning
  enhed personer
  med person i special
  optælling antal forskellige person primo måneden

grundtal alle fra foranstaltning
  enhed personer
  med alle
  optælling antal forskellige person de seneste 2 måneder

nøgletal x
  titel "X"
  enhed pct.
  opgøres månedligt
  tæller = i_special
  nævner = alle
  når nævner er 0, vis 0

nøgletal y
  titel "Y"
  enhed personer
  opgøres månedligt
  tæller = i_special + 2 * i_special måneden før - alle året før
  når data mangler, regn med 0

koblet nøgletal z
  titel "Z"
  enhed pct.
  opgøres månedligt
  formel 100 * tæller af x / nævner af x
"#,
    );
}

#[test]
fn a_figure_may_change_what_it_counts() {
    for (first, second) in [("antal rækker", "antal forskellige person"), ("antal forskellige person", "antal rækker")]
    {
        computed(&format!(
            "nøgletal x\n  titel \"X\"\n  enhed personer\n  opgøres årligt\n  udgave 2023\n    tæller fra elev\n      optælling {first} for hele året, enhed personer\n  udgave fra 2024\n    tæller fra elev\n      med klasse \"A\" og \"S\"\n      optælling {second} for hele året, enhed personer\n"
        ));
    }
    computed(
        "nøgletal x\n  titel \"X\"\n  enhed karakterpoint\n  opgøres årligt\n  udgave 2023\n    tæller fra elev\n      med klasse \"A\"\n      optælling højeste karakter for hele året\n  udgave fra 2024\n    tæller fra elev\n      med klasse \"Ø\"\n      optælling laveste karakter for hele året\n",
    );
}

#[test]
fn lines_of_a_population_of_forløb_are_those_of_the_year_that_asks() {
    for active in ["på dagen", "nogensinde", "året før"] {
        computed(&format!(
            "population p fra foranstaltning\n  nøgle person og kommune\n  med foranstaltningstype 10, kun til 2023\n  med foranstaltningstype 20 og 10, kun fra 2024\n  uden kommune 165, kun fra 2024\n  aktive {active}\n\nnøgletal x\n  titel \"X\"\n  enhed stk.\n  opgøres månedligt\n  gyldig fra 2023\n  tæller fra elev\n    med klasse \"A\" og \"B\"\n    med klasse \"S\", person i p\n    uden klasse \"A\", person ikke i p, kun 2024\n    optælling antal rækker de seneste 4 måneder\n"
        ));
    }
}

#[test]
fn an_afledt_datakilde_may_ask_for_members() {
    computed(
        r#"
population p fra foranstaltning
  nøgle person
  med   alle
  aktive i perioden

afledt datakilde personer fra elev
  en række pr. kommune, måned, person
  med           person i p
  måltal snit   = gennemsnit karakter, enhed karakterpoint
  måltal rækker = antal rækker
  kun rækker hvor  rækker er mindst 1

population gode fra personer
  nøgle person
  med   alle
  aktive nogensinde

nøgletal x
  titel "X"
  enhed stk.
  opgøres månedligt
  tæller fra personer
    optælling antal forskellige person primo måneden

nøgletal y
  titel "Y"
  enhed karakterpoint
  opgøres årligt
  tæller fra personer
    optælling median snit for hele året

nøgletal z
  titel "Z"
  enhed stk.
  opgøres månedligt
  tæller fra elev
    uden person i gode
    optælling antal rækker primo måneden
"#,
    );
}

/// The columns and rows of a view for one kommune.
fn seen(definitions: &str, view: &str) -> (Vec<String>, Vec<String>) {
    let model = whole(&format!("{SOURCES}{definitions}")).model;
    let mut connection = memory();
    fill(&mut connection, &model, &[elev(), foranstaltning()]);
    build(&mut connection, &statements(&model, &Target::duckdb()));
    connection.execute("SET VARIABLE kommune = '101'").expect("a kommune");
    let query = format!("SELECT * FROM noegle.{view} ORDER BY ALL");
    let found = connection.query(&query).expect(&query);
    (found.columns.clone(), found.rows.iter().map(|row| shown(row)).collect())
}

#[test]
fn the_rows_behind_show_no_key() {
    let figure = |source: &str, counting: &str| {
        format!(
            "nøgletal x\n  titel \"X\"\n  enhed stk.\n  opgøres årligt\n  tæller fra {source}\n    optælling {counting}, enhed stk.\n"
        )
    };
    for (source, counting) in [
        ("elev", "antal forskellige person for hele året"),
        ("foranstaltning", "antal helår person for hele året"),
        ("foranstaltning", "antal forskellige person primo året"),
    ] {
        let (columns, rows) = seen(&figure(source, counting), "grundlag_x");
        assert!(!columns.iter().any(|column| column.contains("cpr") || column.contains("person")), "{columns:?}");
        assert!(!rows.is_empty());
    }
    let (_, rows) = seen(&figure("foranstaltning", "antal rækker primo året"), "grundlag_x");
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert!(
        rows.iter().any(|row| row.contains("2023-01")) && rows.iter().any(|row| row.contains("2024-01")),
        "{rows:?}"
    );
}
