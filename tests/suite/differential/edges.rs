//! Small programs that stand on a bound: leap days, periods looked up in several steps, spreads and hidden rows that are just
//! as large as is asked. By chance alone they are too seldom hit.

use super::data::{Kind, Stored, TestTable};
use super::days::length;
use super::program::Case;
use super::random::Random;

/// Kommuner of every year.
const KOMMUNER: [&str; 2] = ["101", "165"];
/// As many as it takes for the widest spread.
const NINE: [&str; 9] = ["101", "165", "860", "751", "147", "151", "173", "175", "183"];

pub fn add(random: &mut Random, case: &mut Case) {
    match random.below(4) {
        0 => leap_days(random, case),
        1 => lookups(random, case),
        2 => spread(random, case),
        _ => hidden(random, case),
    }
}

fn declare(case: &mut Case, text: &str) {
    case.declarations.push(text.trim_matches('\n').lines().map(str::to_owned).collect());
}

fn table(case: &mut Case, name: &str, columns: &[(&str, Kind)], rows: Vec<Vec<Stored>>) {
    let columns = columns.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
    case.tables.push((name.to_owned(), TestTable { columns, rows }));
}

fn date((year, month, day): (i32, u32, u32)) -> Stored {
    Stored::Date(year, month, day)
}

/// Populations asked on the last days of February and the first of March, in leap years and others.
fn leap_days(random: &mut Random, case: &mut Case) {
    let day = |random: &mut Random| {
        let year = 2018 + random.below(4) as i32;
        let last = length(year, 2);
        *random.one(&[(year, 2, 28), (year, 2, last), (year, 2, last), (year, 3, 1)])
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
        "måneden før",
        "i perioden året før",
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

/// A figure that looks up one that looks up one: by months, by years, in a named year.
fn lookups(random: &mut Random, case: &mut Case) {
    let mut rows = Vec::new();
    for year in 2017..=2021 {
        for month in 1..=12_u32 {
            for kommune in KOMMUNER {
                if random.percent(60) {
                    let amount = (year - 2000) * 100 + month as i32;
                    rows.push(vec![
                        Stored::text(kommune),
                        Stored::Text(format!("{year}-{month:02}")),
                        Stored::number(&amount.to_string()),
                    ]);
                }
            }
        }
    }
    declare(
        case,
        "
datakilde kant_saldo
  tabel data.kant_saldo
  en række pr. kommune, måned
  kolonne kommune er kommune
  kolonne tid er måned
  måltal beløb, enhed kr., bevægelse",
    );
    table(case, "kant_saldo", &[("kommune", Kind::Text), ("tid", Kind::Text), ("beløb", Kind::Whole)], rows);
    let (grain, when) = *random.one(&[
        ("månedligt", "for måneden"),
        ("månedligt", "år til dato"),
        ("månedligt", "de seneste 3 måneder"),
        ("kvartalsvis", "for kvartalet"),
        ("årligt", "for hele året"),
    ]);
    let step = |random: &mut Random| match grain {
        "månedligt" => random.word(&["måneden før", "måneden før", "året før", "2 år før", "i 2019", "i 2020", ""]),
        _ => random.word(&["året før", "2 år før", "i 2019", "i 2020", ""]),
    };
    let valid = random.word(&["", "  gyldig 2018-2020\n", "  gyldig fra 2019\n"]);
    let of_rows = format!("med alle\n    optælling beløb {when}");
    let body = match random.percent(40) {
        true => format!("  udgave til 2018\n    {of_rows}\n  udgave fra 2019\n    {of_rows}"),
        false => format!("  {}", of_rows.replace("    ", "  ")),
    };
    declare(case, &format!("grundtal kant_trin_0 fra kant_saldo\n  titel \"Kant\"\n  enhed kr.\n{body}"));
    let steps = 2 + random.below(2);
    let mut read = "kant_trin_0".to_owned();
    let mut through_base = true;
    let in_a_year = random.percent(50);
    for number in 1..=steps {
        let (first, second) = match (grain, number) {
            // The month before, of what is looked up in a named year.
            ("månedligt", 1) if in_a_year => (random.word(&["i 2019", "i 2020"]), step(random)),
            ("månedligt", 2) if in_a_year => ("måneden før", step(random)),
            _ => (step(random), step(random)),
        };
        let formula = match random.percent(30) {
            true => format!("{read} {first} + {read} {second}"),
            false => format!("{read} {first}"),
        };
        let formula = formula.replace("  ", " ").trim_end().to_owned();
        let name = format!("kant_trin_{number}");
        // What a grundtal looks up is looked up again by who reads it.
        through_base = through_base && number < steps && random.percent(70);
        match through_base {
            true => declare(
                case,
                &format!(
                    "grundtal {name} = {formula}\n  titel \"Kant\"\n  enhed kr.\n  overlap tilladt, fordi \"prøve\""
                ),
            ),
            false => declare(
                case,
                &format!(
                    "koblet nøgletal {name}\n  titel \"Kant\"\n  definition \"Prøve\"\n  enhed kr.\n  opgøres {grain}\n{valid}  formel {formula}\n  overlap tilladt, fordi \"prøve\""
                ),
            ),
        }
        read = name;
    }
}

/// Values of which one differs just so much that it is not, or just is, too far away.
fn spread(random: &mut Random, case: &mut Case) {
    let (number, deviations, around) = *random.one(&[
        (4, "2", "median"),
        (9, "3", "median"),
        (4, "1,5", "gennemsnit"),
        (3, "1", "median"),
        (4, "1,25", "gennemsnit"),
    ]);
    let (like, apart) = (10 + random.below(90) as i64, 1 + random.below(40) as i64);
    let nudge = random.word(&["", "", ".00001", ".5"]);
    let mut rows = Vec::new();
    for year in 2018..=2020 {
        for (at, kommune) in NINE.iter().take(number).enumerate() {
            let amount = match at {
                0 => format!("{}", like + apart),
                1 => format!("{like}{nudge}"),
                _ => like.to_string(),
            };
            rows.push(vec![Stored::text(kommune), Stored::number(&year.to_string()), Stored::number(&amount)]);
        }
    }
    declare(
        case,
        "
datakilde kant_maal
  tabel data.kant_maal
  en række pr. kommune, år
  kolonne kommune er kommune
  kolonne tid er år
  måltal beløb, enhed kr., bevægelse",
    );
    let columns = [("kommune", Kind::Text), ("tid", Kind::Whole), ("beløb", Kind::Decimal(20, 5))];
    table(case, "kant_maal", &columns, rows);
    declare(
        case,
        &format!(
            "valideringsregel kant_regel\n  titel \"Kant\"\n  gælder hver kommune, hvert år\n  data fra kant_maal\n    optælling beløb for hele året\n  krav ligger højst {deviations} spredninger fra kommunernes {around}"
        ),
    );
    case.has_rules = true;
}

/// Parts that, multiplied, are just as large as is hidden.
fn hidden(random: &mut Random, case: &mut Case) {
    let mut rows = Vec::new();
    for month in 1..=12_u32 {
        for kommune in KOMMUNER {
            let number = 1 + random.below(9);
            let amount = format!("{number}{}", random.word(&["", "", ".5", ".00001", ".99999"]));
            let other = (1 + random.below(6)).to_string();
            rows.push(vec![
                Stored::text(kommune),
                Stored::Text(format!("2019-{month:02}")),
                Stored::number(&amount),
                Stored::number(&other),
            ]);
        }
    }
    declare(
        case,
        "
datakilde kant_dele
  tabel data.kant_dele
  en række pr. kommune, måned
  kolonne kommune er kommune
  kolonne tid er måned
  måltal beløb, enhed 1.000 kr., bevægelse
  måltal andet, enhed kr., bevægelse",
    );
    let columns = [
        ("kommune", Kind::Text),
        ("tid", Kind::Text),
        ("beløb", Kind::Decimal(20, 5)),
        ("andet", Kind::Decimal(20, 5)),
    ];
    table(case, "kant_dele", &columns, rows);
    let bound = 1 + random.below(9);
    let factor = *random.one(&[("", 1000), ("0,5 * ", 500), ("3 * ", 3000), ("2 / 3 * ", 1000)]);
    let (scale, times) = *random.one(&[("pct.", 100), ("promille", 1000)]);
    let test = match random.below(4) {
        0 => format!("tæller er under {}", bound * factor.1),
        1 => format!("tæller er højst {}", bound * factor.1),
        2 => format!("nævner er under {bound}"),
        _ => {
            let value = (1 + random.below(3)) * factor.1 * times;
            format!("resultat er {} {value}", random.word(&["under", "højst", "over", "mindst"]))
        }
    };
    declare(
        case,
        "grundtal kant_del fra kant_dele\n  titel \"Kant\"\n  enhed kr.\n  med alle\n  optælling beløb for måneden",
    );
    declare(
        case,
        "grundtal kant_anden fra kant_dele\n  titel \"Kant\"\n  enhed kr.\n  med alle\n  optælling andet for måneden",
    );
    declare(
        case,
        &format!(
            "nøgletal kant_skjult\n  titel \"Kant\"\n  definition \"Prøve\"\n  enhed {scale}\n  opgøres månedligt\n  tæller = {}kant_del\n  nævner = kant_anden\n  når nævner er 0, vis ikke\n  skjul når {test}\n  overlap tilladt, fordi \"prøve\"",
            factor.0
        ),
    );
}
