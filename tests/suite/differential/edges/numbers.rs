//! Spreads and hidden rows that are just as large as is asked for.

use super::super::data::{Kind, Stored};
use super::super::program::Case;
use super::super::random::Random;
use super::{KOMMUNER, declare, table};

/// As many as it takes for the widest spread.
const NINE: [&str; 9] = ["101", "165", "860", "751", "147", "151", "173", "175", "183"];

/// Values of which one differs just so much that it is not, or just is, too far away.
pub fn spread(random: &mut Random, case: &mut Case) {
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
pub fn hidden(random: &mut Random, case: &mut Case) {
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
