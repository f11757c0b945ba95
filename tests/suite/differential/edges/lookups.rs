//! Figures that look up figures that look others up: by months, by years, in a named year. What is looked up last is
//! delivered now and then only, by other kommuner in its other udgaver, so that it shows from which period and which udgave
//! a row was taken.

use super::super::data::{Kind, Stored};
use super::super::program::Case;
use super::super::random::Random;
use super::{declare, table};

/// What is counted, and the periods in which.
struct Counted {
    grain: &'static str,
    measure: &'static str,
    unit: &'static str,
    /// Which may stand beside each other in udgaver.
    whens: &'static [&'static str],
}

const FLOW: (&str, &str) = ("beløb", "kr.");
const STOCK: (&str, &str) = ("antal bestand", "borgere");

const fn counted(
    grain: &'static str,
    (measure, unit): (&'static str, &'static str),
    whens: &'static [&'static str],
) -> Counted {
    Counted { grain, measure, unit, whens }
}

const COUNTED: [Counted; 14] = [
    counted("månedligt", FLOW, &["for måneden", "for kvartalet", "for hele året", "år til dato"]),
    counted("månedligt", FLOW, &["for måneden", "for kvartalet", "for hele året", "år til dato"]),
    counted("månedligt", FLOW, &["for måneden"]),
    counted("månedligt", FLOW, &["de seneste 30 måneder"]),
    counted("månedligt", FLOW, &["de seneste 3 måneder"]),
    counted("månedligt", STOCK, &["primo måneden", "ultimo måneden", "primo året", "ultimo kvartalet", "pr. 1. maj"]),
    counted("månedligt", STOCK, &["primo måneden", "ultimo måneden", "primo året", "ultimo kvartalet", "pr. 1. maj"]),
    counted("kvartalsvis", FLOW, &["for kvartalet", "for hele året", "år til dato"]),
    counted("kvartalsvis", STOCK, &["primo kvartalet", "ultimo kvartalet", "primo året", "pr. 1. maj året før"]),
    counted("årligt", FLOW, &["for hele året"]),
    counted("årligt", FLOW, &["de seneste 36 måneder"]),
    counted("årligt", STOCK, &["primo året", "ultimo året", "pr. 1. maj", "pr. 1. maj året før"]),
    counted("hvert skoleår", FLOW, &["for skoleåret"]),
    counted("hvert skoleår", STOCK, &["primo året", "ultimo året", "pr. 1. maj", "pr. 1. maj året før"]),
];

pub fn add(random: &mut Random, case: &mut Case) {
    let counted = random.one(&COUNTED);
    for name in ["kant_saldo", "kant_anden"] {
        source(random, case, name);
    }
    base_figure(random, case, counted, "kant_trin_0", "kant_saldo");
    // What is read beside it lies inside the period where it does not, or the other way round.
    base_figure(random, case, counted, "kant_ved_siden", "kant_anden");
    let mut read = "kant_trin_0".to_owned();
    if random.percent(30) {
        let numerators = ["kant_saldo", "kant_anden"].map(|source| {
            let when = random.word(counted.whens);
            let zero = if random.percent(15) { "    når data mangler, regn med 0\n" } else { "" };
            format!("    tæller fra {source}\n      med alle\n      optælling {} {when}\n{zero}", counted.measure)
        });
        declare(
            case,
            &format!(
                "nøgletal kant_nøgletal\n  titel \"Kant\"\n  definition \"Prøve\"\n  enhed {}\n  opgøres {}\n  udgave til 2018\n{}  udgave fra 2019\n{}",
                counted.unit, counted.grain, numerators[0], numerators[1]
            ),
        );
        read = random.word(&["kant_nøgletal", "tæller af kant_nøgletal"]).to_owned();
    }
    chain(random, case, counted, read);
}

/// A source of months, in which some years are whole, some have holes and some are empty, with two kommuner a row.
fn source(random: &mut Random, case: &mut Case, name: &'static str) {
    let mut rows = Vec::new();
    for year in 2016..=2022 {
        for (kommune, other) in [("101", "860"), ("165", "101"), ("860", "")] {
            let chance = *random.one(&[0, 0, 15, 15, 30, 50, 100]);
            for month in 1..=12_u32 {
                if random.percent(chance) {
                    let amount = (year - 2000) * 100 + month as i32;
                    rows.push(vec![
                        Stored::text(kommune),
                        Stored::text(if random.percent(20) { kommune } else { other }),
                        Stored::Text(format!("{year}-{month:02}")),
                        Stored::number(&amount.to_string()),
                    ]);
                }
            }
        }
    }
    declare(
        case,
        &format!(
            "
datakilde {name}
  tabel data.{name}
  en række pr. kommune, måned
  kolonne kommune_a er kommune
  kolonne kommune_b er kommune
  kolonne tid er måned
  måltal beløb, enhed kr., bevægelse
  måltal bestand i beløb, enhed borgere, beholdning"
        ),
    );
    let columns = [("kommune_a", Kind::Text), ("kommune_b", Kind::Text), ("tid", Kind::Text), ("beløb", Kind::Whole)];
    table(case, name, &columns, rows);
}

/// A grundtal whose udgaver are of other kommuner, at other times.
fn base_figure(random: &mut Random, case: &mut Case, counted: &Counted, name: &str, source: &str) {
    let lines = |random: &mut Random, indent: &str| {
        let role = random.word(&["kommune_a", "kommune_b", "kommune_b", "kommune_b ellers kommune_a"]);
        format!(
            "{indent}med alle\n{indent}optælling {} {}\n{indent}kommune {role}\n",
            counted.measure,
            random.word(counted.whens)
        )
    };
    let body = match random.below(4) {
        0 => lines(random, "  "),
        1 => {
            let (a, b, c) = (lines(random, "    "), lines(random, "    "), lines(random, "    "));
            format!("  udgave til 2018\n{a}  udgave 2019-2019\n{b}  udgave fra 2020\n{c}")
        }
        _ => {
            let (a, b) = (lines(random, "    "), lines(random, "    "));
            format!("  udgave til 2018\n{a}  udgave fra 2019\n{b}")
        }
    };
    declare(case, &format!("grundtal {name} fra {source}\n  titel \"Kant\"\n  enhed {}\n{body}", counted.unit));
}

fn step(random: &mut Random, grain: &str) -> &'static str {
    match grain {
        "månedligt" => {
            random.word(&["måneden før", "måneden før", "året før", "2 år før", "i 2019", "i 2020", "i 2024", ""])
        }
        _ => random.word(&["året før", "2 år før", "i 2019", "i 2020", "i 2024", ""]),
    }
}

/// Two or three steps, each of the one before it.
fn chain(random: &mut Random, case: &mut Case, counted: &Counted, mut read: String) {
    let Counted { grain, unit, .. } = counted;
    let valid = random.word(&["", "", "  gyldig 2018-2024\n", "  gyldig fra 2019\n"]);
    let steps = 2 + random.below(2);
    let mut through_base = read == "kant_trin_0";
    let in_a_year = random.percent(50);
    for number in 1..=steps {
        let (first, second) = match (*grain, number) {
            // The month before, of what is looked up in a named year.
            ("månedligt", 1) if in_a_year => (random.word(&["i 2019", "i 2020"]), step(random, grain)),
            ("månedligt", 2) if in_a_year => ("måneden før", step(random, grain)),
            _ => (step(random, grain), step(random, grain)),
        };
        let formula = match random.below(8) {
            0 => format!("{read} {first} + {read} {second}"),
            1 => format!("{read} {first} + kant_ved_siden {second}"),
            _ => format!("{read} {first}"),
        };
        let formula = formula.replace("  ", " ").trim_end().to_owned();
        let name = format!("kant_trin_{number}");
        // What a grundtal looks up is looked up again by who reads it.
        through_base = through_base && number < steps && random.percent(75);
        match through_base {
            true => declare(
                case,
                &format!(
                    "grundtal {name} = {formula}\n  titel \"Kant\"\n  enhed {unit}\n  overlap tilladt, fordi \"prøve\""
                ),
            ),
            false => declare(
                case,
                &format!(
                    "koblet nøgletal {name}\n  titel \"Kant\"\n  definition \"Prøve\"\n  enhed {unit}\n  opgøres {grain}\n{valid}  formel {formula}\n  overlap tilladt, fordi \"prøve\""
                ),
            ),
        }
        read = name;
    }
}
