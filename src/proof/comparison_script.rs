//! The script of one sammenligning.
//!
//! In: rounds of cases and a dialect. Out: a [`Script`] of the same shape as that of a nøgletal. Guaranteed now: every column
//! of `sammenligning` is compared, for each kommune of the case.

use num_rational::BigRational;

use super::script::{Maker, SCHEMA, Script, target, texts, used};
use crate::cases::ComparisonRound;
use crate::evaluate::{ComparisonRow, Data};
use crate::exact::decimal_text;
use crate::model::{ComparisonId, FigureId, Model};
use crate::sql::comparison::COLUMNS;
use crate::sql::dialect::{PUBLISHED, Type};
use crate::sql::{DialectName, Statement, statements_of_compared};

/// `model` is the one that the cases were made from, `figure` the nøgletal that they are shown by.
pub fn comparison_script(
    model: &Model,
    id: ComparisonId,
    figure: FigureId,
    rounds: &[ComparisonRound],
    dialect: DialectName,
) -> Script {
    let maker = Maker { model, dialect: dialect.dialect() };
    let data: Vec<&Data> = rounds.iter().map(|round| &round.data).collect();
    let made = used(statements_of_compared(model, figure, &target(model, dialect), &texts(&data)));
    let view = maker.object(&format!("sammenligning_{}", model.figure(figure).name.sql));
    let mut statements = maker.start();
    statements.extend(cases(&maker, rounds));
    statements.extend(maker.rounds(&data, &made, &|round| vec![maker.found(&view, &COLUMNS, round)]));
    Script {
        about: vec![
            format!("Sammenligningen {}, vist ved {}", model.comparison(id).name.text, model.figure(figure).name.text),
            format!(
                "Prøves af {} tilfælde, hvor kommuner står ved siden af hinanden. Alt bygges i skemaet {SCHEMA}, som fjernes igen.",
                rounds.len()
            ),
        ],
        end: maker.end(&statements),
        statements,
        deviations: maker.deviations(&COLUMNS),
    }
}

/// The cases in words, whose rows are compared, and what is expected.
fn cases(maker: &Maker, rounds: &[ComparisonRound]) -> Vec<Statement> {
    let [text, whole, amount] = [Type::Text, Type::Integer, PUBLISHED].map(|of| maker.dialect.column_type(of));
    let shown = COLUMNS.map(|column| match column {
        "noegletal" | "kommune" | "periode" | "status" => format!("{column} {text}"),
        "rang" | "antal" => format!("{column} {whole}"),
        _ => format!("{column} {amount}"),
    });
    let shown = format!("nr {whole}, {}", shown.join(", "));
    let words = rounds.iter().map(|round| format!("({}, {})", round.case.number, maker.text(&round.case.shows)));
    let places = rounds.iter().enumerate().flat_map(|(at, round)| {
        let name = maker.model.published_name(round.case.of);
        let place = move |kommune: &String| {
            format!("({}, {}, {}, {})", round.case.number, at + 1, maker.text(kommune), maker.text(&name))
        };
        round.case.municipalities.iter().map(place)
    });
    let expected = rounds.iter().flat_map(|round| {
        let number = round.case.number;
        round.case.expected.iter().map(move |one| row(maker, number, one))
    });
    let mut statements =
        maker.filled("tilfaelde", &format!("nr {whole}, viser {}", maker.dialect.long_text()), words.collect());
    let columns = format!("nr {whole}, runde {whole}, kommune {text}, noegletal {text}");
    statements.extend(maker.filled("tilfaelde_kommuner", &columns, places.collect()));
    statements.extend(maker.filled("forventet", &shown, expected.collect()));
    statements.extend(maker.filled("fundet", &shown, Vec::new()));
    statements
}

fn row(maker: &Maker, number: usize, one: &ComparisonRow) -> String {
    let amount = |value: &Option<BigRational>| match value {
        Some(value) => maker.dialect.amount_literal(&decimal_text(value, 5)),
        None => "NULL".to_owned(),
    };
    let whole = |value: Option<usize>| value.map_or("NULL".to_owned(), |value| value.to_string());
    let cells = [
        number.to_string(),
        maker.text(&one.name),
        maker.text(&one.municipality),
        maker.text(&one.period.name()),
        amount(&one.result),
        amount(&one.national),
        amount(&one.group),
        amount(&one.region),
        amount(&one.deviation),
        whole(one.rank),
        whole(one.count),
        amount(&one.percentile),
        amount(&one.potential),
        maker.text(one.status.danish()),
    ];
    format!("({})", cells.join(", "))
}
