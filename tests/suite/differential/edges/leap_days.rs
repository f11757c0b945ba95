//! Populations asked for around 29 February.

use super::super::data::{Kind, Stored};
use super::super::days::length;
use super::super::program::Case;
use super::super::random::Random;
use super::{KOMMUNER, date, declare, table};

/// Populations asked on the last days of February and the first of March, in leap years and others.
pub fn add(random: &mut Random, case: &mut Case) {
    let day = |random: &mut Random| {
        let year = 2018 + random.below(4) as i32;
        let last = length(year, 2);
        let end = *random.one(&[(year, 1, 31), (year, 3, 28), (year, 3, 30), (year, 3, 31)]);
        *random.one(&[(year, 2, 28), (year, 2, last), (year, 2, last), (year, 3, 1), end])
    };
    let keys = ["a", "b", "c", "d"];
    let mut visits = Vec::new();
    let mut spells = Vec::new();
    for key in keys {
        for _ in 0..3 {
            visits.push(vec![Stored::text(random.word(&KOMMUNER)), Stored::text(key), date(day(random))]);
            let from = day(random);
            let until = if random.percent(30) {
                Stored::Null
            } else {
                date(if random.percent(60) { from } else { day(random) })
            };
            spells.push(vec![Stored::text(random.word(&KOMMUNER)), Stored::text(key), date(from), until]);
        }
    }
    declare(
        case,
        "
datakilde kant_besøg
  tabel data.kant_besøg
  en række pr. kommune, dato, person
  kolonne kommune er kommune
  kolonne cpr er nøgle person
  kolonne tid er dato",
    );
    declare(
        case,
        "
datakilde kant_forløb
  tabel data.kant_forløb
  en række pr. forløb
  kolonne kommune er kommune
  kolonne cpr er nøgle person
  kolonne fra er fra-dato
  kolonne til er til-dato",
    );
    table(case, "kant_besøg", &[("kommune", Kind::Text), ("cpr", Kind::Text), ("tid", Kind::Date)], visits);
    let columns = [("kommune", Kind::Text), ("cpr", Kind::Text), ("fra", Kind::Date), ("til", Kind::Date)];
    table(case, "kant_forløb", &columns, spells);
    let active = random.word(&[
        "på dagen året før",
        "ved 29. februar",
        "ved 29. februar året før",
        "de seneste 1 år",
        "de seneste 1 måneder",
        "de seneste 12 måneder",
        "de seneste 1 år året før",
        "de seneste 4 år",
        "de seneste 365 dage",
        "de seneste 366 dage",
        "de seneste 1 måneder året før",
        "de seneste 3 år året før",
        "de seneste 30 dage året før",
        "de seneste 365 dage året før",
        "måneden før",
        "måneden før året før",
        "året før",
        "året før året før",
        "ultimo kvartalet",
        "primo året året før",
        "i perioden året før",
        "nogensinde året før",
        "ultimo måneden året før",
    ]);
    let (of, when) = *random.one(&[
        ("kant_besøg", "for måneden"),
        ("kant_besøg", "for hele året"),
        ("kant_forløb", "pr. 29. februar"),
        ("kant_forløb", "pr. 28. februar"),
        ("kant_forløb", "for hele året"),
    ]);
    let members = random.word(&["kant_besøg", "kant_forløb"]);
    declare(
        case,
        &format!(
            "population kant_gruppe fra {members}\n  titel \"Kant\"\n  nøgle person\n  aktive {active}\n  med alle"
        ),
    );
    let grain = if when == "for måneden" { "månedligt" } else { "årligt" };
    let negated = random.word(&["", "ikke "]);
    let what = random.word(&["antal rækker", "antal forskellige person"]);
    declare(
        case,
        &format!(
            "nøgletal kant_medlemmer\n  titel \"Kant\"\n  definition \"Prøve\"\n  enhed elever\n  opgøres {grain}\n  tæller fra {of}\n    med person {negated}i kant_gruppe\n    optælling {what} {when}, enhed elever"
        ),
    );
}
