//! Sources made of sources: rows put together, and pairs of rows.

use noegle::model::{ColumnKind, LinkTerm, MeasureKind, Origin, Source, TimeKind, TimeRelation, sentence};

use super::people::PEOPLE;
use crate::support::{codes, compiled, problems};
use noegle::compile::Compilation;

const AVERAGES: &str = "
afledt datakilde elevsnit fra karakter
  en række pr.  kommune, skoleår, person
  med           fag 110 og 120
  måltal snit   = gennemsnit karakter, enhed karakterpoint
  måltal prøver = antal rækker
  kun rækker hvor prøver er mindst 4
";

fn of(declarations: &str) -> Vec<&'static str> {
    codes(&compiled(&format!("{PEOPLE}{declarations}"))).into_iter().filter(|code| *code != "N104").collect()
}

fn source<'a>(compilation: &'a Compilation, name: &str) -> &'a Source {
    compilation.model.sources.iter().find(|source| source.name.text == name).expect("the source is in the model")
}

#[test]
fn rows_are_put_together_by_what_there_is_a_row_per() {
    let compilation = compiled(&format!("{PEOPLE}{AVERAGES}"));
    let averages = source(&compilation, "elevsnit");
    assert_eq!(averages.time_kind, TimeKind::SchoolYear);
    let names: Vec<&str> = averages.columns.iter().map(|column| column.name.text.as_str()).collect();
    assert_eq!(names, ["kommune_nr", "skoleår", "cpr"]);
    let kinds: Vec<MeasureKind> = averages.measures.iter().map(|measure| measure.kind).collect();
    assert_eq!(kinds, [MeasureKind::Share, MeasureKind::Flow], "marks happen, so that their number adds");
    let Origin::Derived(derivation) = &averages.origin else { panic!("it is derived") };
    assert_eq!((derivation.columns.len(), derivation.only.len()), (3, 1));
}

#[test]
fn what_is_counted_in_snapshots_is_a_stock() {
    let text = "
afledt datakilde klasser fra elev
  en række pr. kommune, måned, trin
  måltal elever_i_klassen = antal rækker
";
    let compilation = compiled(&format!("{PEOPLE}{text}"));
    assert_eq!(source(&compilation, "klasser").measures[0].kind, MeasureKind::Stock);
    let said = text.replace("= antal rækker", "= antal rækker, bevægelse");
    assert_eq!(of(&said), ["N402"]);
}

#[test]
fn a_stock_is_not_added_over_the_months_that_are_put_together() {
    let text = "
afledt datakilde aarets_elever fra elev
  en række pr. kommune, år, person
  måltal elever_i_alt = antal elever
";
    assert_eq!(of(text), ["N402"]);
    assert_eq!(of(&text.replace("antal elever\n", "højeste elever\n")), Vec::<&str>::new());
}

#[test]
fn the_time_may_be_coarser_but_not_finer() {
    assert_eq!(of(&AVERAGES.replace("skoleår", "måned")), Vec::<&str>::new());
    assert_eq!(of(&AVERAGES.replace("fra karakter", "fra elev").replace("skoleår", "dato"))[0], "N403");
    assert_eq!(of(&AVERAGES.replace("kommune, skoleår, person", "kommune, person")), ["N601"]);
}

#[test]
fn the_kommune_is_the_default_role_when_none_is_said() {
    let compilation = compiled(&format!("{PEOPLE}{}", AVERAGES.replace("kommune, skoleår", "skoleår")));
    assert_eq!(source(&compilation, "elevsnit").municipality_roles.len(), 1);
}

#[test]
fn columns_not_named_are_gone() {
    let text = format!("{AVERAGES}\ngrundtal x fra elevsnit\n  med fag 110\n  optælling antal rækker for skoleåret\n");
    assert_eq!(of(&text), ["N101"]);
}

#[test]
fn an_amount_is_asked_in_its_own_source_only() {
    let text =
        format!("{AVERAGES}\ngrundtal x fra elevsnit\n  med prøver over 5\n  optælling antal rækker for skoleåret\n");
    assert_eq!(of(&text), ["N001"]);
}

#[test]
fn what_is_made_of_itself_is_told_with_the_whole_ring() {
    let ring = "
afledt datakilde a fra b
  en række pr. kommune, måned
  måltal x = antal rækker
afledt datakilde b fra c
  en række pr. kommune, måned
  måltal x = antal rækker
afledt datakilde c fra a
  en række pr. kommune, måned
  måltal x = antal rækker
grundtal y fra b
  optælling x for hele året
";
    let found = problems(&compiled(ring));
    assert_eq!(found.iter().filter(|problem| problem.contains("a → b → c → a")).count(), 1, "{found:?}");
    assert!(found.iter().all(|problem| problem.starts_with("N103") || problem.starts_with("N104")), "{found:?}");
}

const VISITS: &str = "
datakilde visitation
  tabel v.visitation
  en række pr. person
  kolonne kommune_nr er kommune
  kolonne cpr        er nøgle person
  kolonne startdato  er dato

datakilde hjemmehjælp
  tabel v.timer
  en række pr. kommune, måned, person
  kolonne kommune_nr er kommune
  kolonne maaned     er måned
  kolonne cpr        er nøgle person
  måltal timer, enhed timer

koblet datakilde timer_før fra visitation og hjemmehjælp
  kobles på person, måned i hjemmehjælp = måneden før startdato i visitation

grundtal timer_før_plejebolig fra timer_før
  enhed     timer
  optælling timer for hele året
";

#[test]
fn pairs_have_the_first_ones_kommune_and_time() {
    let compilation = compiled(VISITS);
    assert_eq!(problems(&compilation).iter().filter(|problem| !problem.starts_with("N104")).count(), 0);
    let pairs = source(&compilation, "timer_før");
    assert_eq!(pairs.time_kind, TimeKind::Date);
    let names: Vec<&str> = pairs.columns.iter().map(|column| column.name.text.as_str()).collect();
    assert_eq!(names, ["kommune_nr", "cpr", "startdato", "kommune_nr_hjemmehjælp", "cpr_hjemmehjælp"]);
    let Origin::Linked(link) = &pairs.origin else { panic!("it is linked") };
    assert!(matches!(link.terms[1], LinkTerm::Time { relation: TimeRelation::MonthBefore, .. }));
}

#[test]
fn a_relation_reads_the_same_from_either_side() {
    let turned = VISITS.replace(
        "måned i hjemmehjælp = måneden før startdato i visitation",
        "startdato i visitation = måneden efter måned i hjemmehjælp",
    );
    let terms = |text: &str| {
        let compilation = compiled(text);
        let Origin::Linked(link) = &source(&compilation, "timer_før").origin else { panic!("it is linked") };
        link.terms.clone()
    };
    assert_eq!(terms(&turned), terms(VISITS));
}

#[test]
fn an_amount_that_stands_in_several_pairs_is_not_added() {
    let found = |text: &str| codes(&compiled(text)).into_iter().filter(|code| *code == "N601").count();
    let several_visits = VISITS.replace("en række pr. person", "en række pr. forløb");
    assert_eq!(found(&several_visits), 0, "each visit has at most one month before it");
    let several_of_both = several_visits.replace("  en række pr. kommune, måned, person\n", "");
    assert_eq!(found(&several_of_both), 1, "nothing says that a month has one row per person");
    assert_eq!(found(&VISITS.replace("  en række pr. kommune, måned, person\n", "")), 0, "a person has one visit");
    assert_eq!(found(&several_of_both.replace("optælling timer for", "optælling gennemsnit timer for")), 0);
}

#[test]
fn what_two_rows_agree_on_must_be_able_to_be_the_same() {
    let found = |terms: &str| {
        let text = VISITS.replace("person, måned i hjemmehjælp = måneden før startdato i visitation", terms);
        codes(&compiled(&text)).into_iter().filter(|code| *code != "N104").collect::<Vec<_>>()
    };
    assert_eq!(
        found("måned i hjemmehjælp = måneden før startdato i visitation"),
        ["N601"],
        "a time alone is not enough"
    );
    assert_eq!(found("person, måned i elev = måneden før startdato i visitation"), ["N101"]);
    assert_eq!(found("person, cpr i hjemmehjælp = måneden før startdato i visitation"), ["N101"], "a key is no time");
    assert_eq!(found("persn"), ["N101", "N101"], "neither has it");
}

#[test]
fn the_second_ones_kommune_answers_to_its_name_only() {
    let text = format!(
        "{VISITS}\ngrundtal her fra timer_før\n  med kommune 101\n  uden kommune_nr_hjemmehjælp 101\n  optælling antal rækker for hele året\n"
    );
    let compilation = compiled(&text);
    assert_eq!(problems(&compilation).iter().filter(|problem| !problem.starts_with("N104")).count(), 0);
    assert_eq!(source(&compilation, "timer_før").columns[3].kind, ColumnKind::Municipality);
}

#[test]
fn what_is_made_of_others_is_said_in_a_sentence() {
    let compilation = compiled(&format!("{PEOPLE}{AVERAGES}"));
    let said = sentence::source(&compilation.model, source(&compilation, "elevsnit"));
    let expected = "en række pr. kommune_nr, skoleår og person i karakter (med fag 110 og 120) med snit = gennemsnit karakter og prøver = antal rækker; kun rækker hvor prøver mindst 4";
    assert_eq!(said.as_deref(), Some(expected));
    let compilation = compiled(VISITS);
    let said = sentence::source(&compilation.model, source(&compilation, "timer_før"));
    let expected = "par af rækker i visitation og hjemmehjælp med samme person og maaned i hjemmehjælp = måneden før startdato i visitation";
    assert_eq!(said.as_deref(), Some(expected));
}
