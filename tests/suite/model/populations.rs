//! Populations: sets of persons that lines ask about.

use noegle::model::{ActiveKind, Condition, Part, sentence};

use super::people::PEOPLE;
use crate::support::{codes, compiled, problems};

const PLACED: &str = "
population anbragte fra foranstaltning
  nøgle  person
  med    type 10
  aktive de seneste 5 år
";

fn counted(population: &str, lines: &str) -> String {
    format!(
        "{PEOPLE}{population}\ngrundtal elever_i_alt fra elev\n{lines}  optælling antal forskellige person primo året\n"
    )
}

fn of(population: &str, lines: &str) -> Vec<&'static str> {
    codes(&compiled(&counted(population, lines))).into_iter().filter(|code| *code != "N104").collect()
}

#[test]
fn a_line_asks_whether_the_rows_person_is_in_it() {
    let compilation = compiled(&counted(PLACED, "  uden person i anbragte\n"));
    assert_eq!(problems(&compilation).iter().filter(|problem| !problem.starts_with("N104")).count(), 0);
    let population = &compilation.model.populations[0];
    assert!(matches!(population.active.kind, ActiveKind::Last(5, _)) && !population.per_municipality);
    let Part::Rows(rows) = &compilation.model.base_figures[0].parts[0].value else { panic!("rows are counted") };
    let asked = &rows.versions[0].value.selection.lines[0].conditions[0];
    assert!(matches!(asked, Condition::Member { negated: false, .. }), "{asked:?}");
}

#[test]
fn membership_is_told_apart_exactly() {
    for fine in [
        "  med person i anbragte\n  uden person i anbragte, trin 9\n",
        "  med person i anbragte, trin 1\n  med person ikke i anbragte, trin 1\n",
        "  med trin 1\n  uden person ikke i anbragte\n",
    ] {
        assert_eq!(of(PLACED, fine), Vec::<&str>::new(), "{fine}");
    }
    for idle in [
        "  med person i anbragte\n  uden person ikke i anbragte\n",
        "  med person i anbragte\n  med person i anbragte, trin 1\n",
        "  med person i anbragte\n  med trin 1\n  uden person i anbragte, trin 1\n  med person i anbragte, trin 1\n  med person i anbragte, trin 1\n",
    ] {
        assert_eq!(of(PLACED, idle), ["N302"], "{idle}");
    }
    assert_eq!(of(PLACED, "  med person i anbragte, person ikke i anbragte\n"), ["N204"]);
}

#[test]
fn all_times_of_being_active_are_understood() {
    for active in [
        "på dagen",
        "i perioden",
        "de seneste 30 dage",
        "de seneste 6 måneder",
        "nogensinde",
        "måneden før",
        "året før",
        "primo måneden",
        "ultimo kvartalet året før",
        "ved 5. september",
        "ved 5. september året før",
    ] {
        let population = PLACED.replace("de seneste 5 år", active);
        assert_eq!(of(&population, "  med person i anbragte\n"), Vec::<&str>::new(), "{active}");
    }
    let on_the_day = compiled(&counted(&PLACED.replace("  aktive de seneste 5 år\n", ""), "  med person i anbragte\n"));
    assert_eq!(on_the_day.model.populations[0].active.kind, ActiveKind::OnTheDay);
}

#[test]
fn a_population_is_of_one_key_and_asked_by_the_same() {
    assert_eq!(of(PLACED, "  med skole i anbragte\n"), ["N101"], "schools are no persons");
    assert_eq!(of(PLACED, "  med trin i anbragte\n"), ["N101"], "a number is no key");
    assert_eq!(of(PLACED, "  med person i anbragt\n"), ["N101"]);
    assert_eq!(of(&PLACED.replace("  nøgle  person\n", ""), "  med person i anbragte\n"), ["N010"]);
    assert_eq!(of(&PLACED.replace("nøgle  person", "nøgle  type"), "  med person i anbragte\n"), ["N101"]);
}

#[test]
fn populations_may_ask_for_others_but_not_in_a_ring() {
    let second = "
population gengangere fra elev
  nøgle  person og kommune
  med    person i anbragte
  aktive i perioden
";
    let both = format!("{second}{PLACED}");
    assert_eq!(of(&both, "  med person i gengangere\n"), Vec::<&str>::new(), "the order they stand in means nothing");
    let ring = both.replace("med    type 10", "med    person i gengangere");
    let found = problems(&compiled(&counted(&ring, "  med person i gengangere\n")));
    let rings: Vec<&String> = found.iter().filter(|problem| problem.starts_with("N103")).collect();
    assert_eq!(rings.len(), 1, "{found:?}");
    assert!(rings[0].contains("gengangere → anbragte → gengangere"), "{rings:?}");
}

#[test]
fn a_ring_may_lead_through_a_filter() {
    let ring = "
filter kendte
  med person i anbragte
population anbragte fra foranstaltning
  nøgle  person
  med    [kendte]
";
    assert!(of(ring, "  med person i anbragte\n").contains(&"N103"));
}

#[test]
fn the_lines_of_a_population_are_looked_at_as_any_others() {
    let empty = PLACED.replace("  med    type 10\n", "  med    type 10, fylder under 3, fylder over 5\n");
    assert_eq!(of(&empty, "  med person i anbragte\n"), ["N204"]);
    let unknown = PLACED.replace("type 10", "type 11");
    assert_eq!(of(&unknown, "  med person i anbragte\n"), ["N201"]);
    let idle = PLACED.replace("  med    type 10\n", "  med    type 10\n  uden   type 20\n");
    assert_eq!(of(&idle, "  med person i anbragte\n"), ["N302"]);
}

#[test]
fn a_population_that_nobody_asks_for_is_noted() {
    let compilation = compiled(&counted(PLACED, ""));
    assert!(problems(&compilation).iter().any(|problem| problem.starts_with("N104") && problem.contains("anbragte")));
}

#[test]
fn a_sign_does_not_turn_on_a_population() {
    let text = PEOPLE
        .replace("måltal pris, enhed kr., bevægelse", "måltal pris, enhed kr., fortegn vendes for person i anbragte");
    assert!(codes(&compiled(&format!("{text}{PLACED}"))).contains(&"N001"));
}

#[test]
fn a_population_is_said_in_a_sentence() {
    let compilation = compiled(&counted(&PLACED.replace("nøgle  person", "nøgle  person og kommune"), ""));
    let said = sentence::population(&compilation.model, &compilation.model.populations[0]);
    assert_eq!(said, "person og kommune i foranstaltning (med type 10), i gang de seneste 5 år");
}
