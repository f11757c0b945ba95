//! Persons, forløb and snapshots: what may be counted when, of which sources.

use noegle::model::{ColumnKind, ColumnValue, EditionValue, Part, TimeKind, What, sentence};

use crate::support::{codes, compiled, problems};

/// Pupils by month, placements from day to day, and marks by date.
pub const PEOPLE: &str = r#"
kodeliste foranstaltningstype
  10 "Familiepleje"
  20 "Netværkspleje"

kodeliste fag
  110 "Dansk"
  120 "Matematik"

datakilde elev
  tabel skole.elev
  en række pr. kommune, måned, person
  kolonne betalingskommune er kommune
  kolonne bopaelskommune   er kommune
  kolonne maaned           er måned
  kolonne cpr              er nøgle person
  kolonne eget_trin        er tal, tom når -1
  kolonne klassens_trin    er tal
  kolonne trin             = eget_trin ellers klassens_trin
  kolonne skolens_cvr      er nøgle skole
  opgjort primo måneden, dog 5. september
  måltal elever, enhed elever, beholdning

datakilde foranstaltning
  tabel ubu.foranstaltning
  en række pr. forløb
  kolonne handlekommune er kommune
  kolonne cpr   er nøgle person
  kolonne start er fra-dato
  kolonne slut  er til-dato
  kolonne foedt er dato
  kolonne type  er foranstaltningstype
  kolonne fylder = år fra foedt til årets udgang
  måltal pris, enhed kr., bevægelse

datakilde karakter
  tabel skole.karakter
  en række pr. kommune, dato, person, fag
  kolonne kommune_nr er kommune
  kolonne dato       er dato
  kolonne cpr        er nøgle person
  kolonne fag        er fag
  måltal karakter, enhed karakterpoint, andel
"#;

fn count(source: &str, counting: &str) -> Vec<&'static str> {
    let text = format!("{PEOPLE}\ngrundtal antal_af_noget fra {source}\n  optælling {counting}\n");
    codes(&compiled(&text)).into_iter().filter(|code| *code != "N104").collect()
}

fn figure(lines: &str) -> String {
    format!(
        "{PEOPLE}\nnøgletal noget\n  titel \"Noget\"\n  definition \"Noget.\"\n{}\n",
        lines.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
    )
}

#[test]
fn keys_and_rows_are_counted_on_a_day_or_over_a_period() {
    for legal in [
        "primo måneden",
        "ultimo året",
        "pr. 5. september",
        "pr. 5. september året før",
        "gennemsnit over året",
        "for hele året",
        "år til dato",
        "de seneste 12 måneder",
    ] {
        assert_eq!(count("elev", &format!("antal forskellige person {legal}")), Vec::<&str>::new(), "{legal}");
        assert_eq!(count("elev", &format!("antal rækker {legal}")), Vec::<&str>::new(), "{legal}");
    }
    assert_eq!(count("elev", "antal forskellige person pr. 6. september"), ["N403"], "no snapshot is of that day");
    assert_eq!(count("elev", "antal forskellige person for hele året året før"), ["N403"]);
}

#[test]
fn only_what_has_days_has_full_years_and_durations() {
    for legal in ["antal helår for hele året", "antal helår person de seneste 12 måneder", "varighed i dage primo året"]
    {
        assert_eq!(count("foranstaltning", legal), Vec::<&str>::new(), "{legal}");
        assert_eq!(count("elev", legal), ["N403"], "{legal}");
    }
    for illegal in ["antal helår primo året", "antal helår år til dato", "varighed i måneder for hele året"] {
        assert_eq!(count("foranstaltning", illegal), ["N403"], "{illegal}");
    }
    assert_eq!(count("foranstaltning", "varighed i år primo året"), ["N403"]);
}

#[test]
fn a_share_is_averaged_and_never_added() {
    assert_eq!(count("karakter", "karakter for hele året"), ["N402"]);
    for legal in ["gennemsnit karakter for hele året", "median karakter for måneden", "højeste karakter primo året"]
    {
        assert_eq!(count("karakter", legal), Vec::<&str>::new(), "{legal}");
    }
    assert_eq!(count("karakter", "laveste karakter gennemsnit over året"), ["N403"]);
}

#[test]
fn the_statistics_of_a_stock_are_of_one_day() {
    assert_eq!(count("elev", "median elever primo året"), Vec::<&str>::new());
    assert_eq!(count("elev", "median elever for hele året"), ["N403"]);
}

#[test]
fn a_key_is_asked_for_by_its_word() {
    assert_eq!(count("elev", "antal forskellige skole primo året"), Vec::<&str>::new());
    assert_eq!(count("elev", "antal forskellige trin primo året"), ["N101"], "a number is no key");
    let compilation =
        compiled(&format!("{PEOPLE}\ngrundtal x fra elev\n  optælling antal forskellige persn primo året\n"));
    assert!(problems(&compilation).iter().any(|problem| problem.starts_with("N101")), "{:?}", problems(&compilation));
}

#[test]
fn a_number_is_found_in_the_first_column_that_has_one() {
    let text =
        figure("enhed elever\nopgøres årligt\ntæller fra elev\n  med trin 1-3\n  optælling antal elever primo året");
    let compilation = compiled(&text);
    assert_eq!(problems(&compilation), Vec::<String>::new());
    let source = &compilation.model.sources[0];
    let steps = source.columns.iter().find(|column| column.name.text == "trin").expect("the column is there");
    assert_eq!(steps.kind, ColumnKind::Number);
    assert!(matches!(&steps.value, ColumnValue::Fallback(parts) if parts.len() == 2));
}

#[test]
fn columns_that_are_not_alike_do_not_stand_in_for_each_other() {
    let wrong = PEOPLE.replace("kolonne klassens_trin    er tal", "kolonne klassens_trin    er tekst");
    assert_eq!(codes(&compiled(&wrong)), ["N101"]);
    let ring = PEOPLE.replace("kolonne klassens_trin    er tal", "kolonne klassens_trin = trin ellers eget_trin");
    assert_eq!(codes(&compiled(&ring)), ["N103"]);
}

#[test]
fn the_kommune_may_be_found_row_by_row() {
    let text = figure(
        "enhed elever\nopgøres årligt\ntæller fra elev\n  kommune betalingskommune ellers bopaelskommune\n  optælling antal elever primo året",
    );
    let compilation = compiled(&text);
    assert_eq!(problems(&compilation), Vec::<String>::new());
    let source = &compilation.model.sources[0];
    let role = *source.municipality_roles.last().expect("there are roles");
    assert_eq!(source.columns[role.0].name.sql, "betalingskommune_ellers_bopaelskommune");
    assert_eq!(source.columns[role.0].value, ColumnValue::Fallback(source.municipality_roles[..2].to_vec()));
    let EditionValue::Ratio { numerator: Part::Rows(rows), .. } = &compilation.model.figures[0].editions[0].value
    else {
        panic!("rows are counted")
    };
    assert_eq!(rows.versions[0].value.municipality, role);
}

#[test]
fn an_average_alone_is_a_sum_over_the_rows_that_have_an_amount() {
    let text = figure(
        "enhed karakterpoint\nopgøres årligt\ntæller fra karakter\n  med fag 110\n  optælling gennemsnit karakter for hele året",
    );
    let compilation = compiled(&text);
    assert_eq!(problems(&compilation), Vec::<String>::new());
    let whats: Vec<What> = compilation.model.figures[0].editions[0]
        .parts()
        .into_iter()
        .map(|part| match part {
            Part::Rows(rows) => rows.versions[0].value.what,
            Part::Formula(_) => panic!("rows are counted"),
        })
        .collect();
    assert!(matches!(whats.as_slice(), [What::Flow(_), What::RowsWith(_)]), "{whats:?}");
    let median = compiled(&text.replace("gennemsnit karakter", "median karakter"));
    assert_eq!(median.model.figures[0].editions[0].parts().len(), 1, "a median is a value alone");
}

#[test]
fn the_average_of_percentages_is_in_percent() {
    let percent = PEOPLE.replace("måltal karakter, enhed karakterpoint, andel", "måltal karakter, enhed pct., andel");
    let text = figure("enhed pct.\nopgøres årligt\ntæller fra karakter\n  optælling gennemsnit karakter for hele året");
    let compilation = compiled(&text.replace(PEOPLE, &percent));
    assert_eq!(problems(&compilation), Vec::<String>::new());
    assert_eq!(compilation.model.figures[0].editions[0].factor, num_rational::BigRational::from_integer(1.into()));
}

#[test]
fn the_time_of_a_row_is_the_one_there_is_a_row_per() {
    let text = PEOPLE
        .replace("en række pr. kommune, dato, person, fag", "en række pr. kommune, måned, person, fag")
        .replace("  kolonne dato       er dato\n", "  kolonne dato       er dato\n  kolonne maaned     er måned\n");
    let compilation = compiled(&text);
    let source = compilation.model.sources.iter().find(|source| source.name.text == "karakter").expect("it is there");
    assert_eq!(source.time_kind, TimeKind::Month);
    assert_eq!(source.columns[1].kind, ColumnKind::Date, "the other is a date of the row");
}

#[test]
fn what_a_row_is_may_be_said_in_a_word_of_its_own() {
    assert_eq!(codes(&compiled(PEOPLE)), Vec::<&str>::new());
    let misspelled =
        PEOPLE.replace("en række pr. kommune, dato, person, fag", "en række pr. kommune, dato, persn, fag");
    assert_eq!(codes(&compiled(&misspelled)), ["N101"]);
}

#[test]
fn days_need_a_beginning() {
    let endless = PEOPLE.replace("  kolonne start er fra-dato\n", "");
    assert!(codes(&compiled(&endless)).contains(&"N010"));
}

#[test]
fn time_is_taken_between_dates() {
    let wrong = PEOPLE.replace("år fra foedt til årets udgang", "år fra type til årets udgang");
    assert_eq!(codes(&compiled(&wrong)), ["N101"]);
    let duration = PEOPLE
        .replace("måltal pris, enhed kr., bevægelse", "måltal ventetid = dage fra start til tælledatoen, enhed dage");
    assert_eq!(codes(&compiled(&duration)), Vec::<&str>::new());
}

#[test]
fn what_is_counted_is_said_in_the_authors_words() {
    let said = |counting: &str, source: &str, unit: &str| {
        let lines = format!("enhed {unit}\nopgøres årligt\ntæller fra {source}\n  optælling {counting}");
        let compilation = compiled(&figure(&lines));
        assert_eq!(problems(&compilation), Vec::<String>::new(), "{counting}");
        sentence::figure(&compilation.model, &compilation.model.figures[0])
    };
    let told = said("gennemsnit karakter for hele året", "karakter", "karakterpoint");
    assert_eq!(told, "Gennemsnit karakter for hele året i karakter.");
    let told = said("antal helår person for hele året", "foranstaltning", "børn");
    assert_eq!(told, "Antal helår person for hele året i foranstaltning.");
    let told = said("antal forskellige person pr. 5. september året før", "elev", "elever");
    assert_eq!(told, "Antal forskellige person pr. 5. september året før i elev.");
}
