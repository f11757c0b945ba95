//! The script of one valideringsregel.
//!
//! In: rounds of cases and a dialect. Out: a [`Script`] of the same shape as that of a nøgletal. Guaranteed now: all of what
//! a violation says is compared: alvor, period, what it is about, both values and the message.

use num_rational::BigRational;

use super::script::{Maker, SCHEMA, Script, target, texts, used};
use crate::cases::RuleRound;
use crate::evaluate::Data;
use crate::evaluate::rules::Violation;
use crate::exact::decimal_text;
use crate::model::rule::danish_severity;
use crate::model::{Model, RuleId};
use crate::sql::dialect::Type;
use crate::sql::{DialectName, Statement, statements_of_rule};

const COLUMNS: [&str; 8] = ["regel", "alvor", "kommune", "periode", "noegle", "vaerdi", "sammenlignet_med", "besked"];

/// `model` is the one that the cases were made from.
pub fn rule_script(model: &Model, id: RuleId, rounds: &[RuleRound], dialect: DialectName) -> Script {
    let rule = model.rule(id);
    let maker = Maker { model, dialect: dialect.dialect() };
    let data: Vec<&Data> = rounds.iter().map(|round| &round.data).collect();
    let made = used(statements_of_rule(model, id, &target(model, dialect), &texts(&data)));
    let checks: usize = rule.editions.iter().map(|edition| edition.requirements.len()).sum();
    let mut statements = maker.start();
    statements.extend(cases(&maker, id, rounds));
    statements.extend(maker.rounds(&data, &made, &|round| {
        let view = |number: usize| maker.object(&format!("regel_{number}_{}", rule.object_name(model)));
        (1..=checks).map(|number| maker.found(&view(number), &COLUMNS, round)).collect()
    }));
    let number: usize = rounds.iter().map(|round| round.cases.len()).sum();
    Script {
        about: vec![
            match rule.automatic {
                Some(_) => format!("Den automatiske regel: {}", rule.title),
                None => format!("Valideringsreglen {}: {}", rule.name.text, rule.title),
            },
            format!(
                "Prøves af {number} tilfælde, der lige overholder og lige bryder hvert krav. Alt bygges i skemaet {SCHEMA}, som fjernes igen."
            ),
        ],
        end: maker.end(&statements),
        statements,
        deviations: maker.deviations(&COLUMNS),
    }
}

/// The cases in words, whose violations are compared, and what is expected.
fn cases(maker: &Maker, id: RuleId, rounds: &[RuleRound]) -> Vec<Statement> {
    let [text, whole] = [Type::Text, Type::Integer].map(|of| maker.dialect.column_type(of));
    let shown: Vec<String> = COLUMNS.iter().map(|column| format!("{column} {text}")).collect();
    let shown = format!("nr {whole}, {}", shown.join(", "));
    let cases = || rounds.iter().enumerate().flat_map(|(round, of)| of.cases.iter().map(move |case| (round + 1, case)));
    let name = maker.text(&maker.model.rule(id).name.sql);
    let words = cases().map(|(_, case)| format!("({}, {})", case.number, maker.text(&case.shows)));
    let places = cases().flat_map(|(round, case)| {
        let place = |kommune: &String| format!("({}, {round}, {}, {name})", case.number, maker.text(kommune));
        case.municipalities.iter().map(place).collect::<Vec<String>>()
    });
    let expected = cases()
        .flat_map(|(_, case)| case.expected.iter().map(|one| row(maker, case.number, one)).collect::<Vec<String>>());
    let mut statements =
        maker.filled("tilfaelde", &format!("nr {whole}, viser {}", maker.dialect.long_text()), words.collect());
    let columns = format!("nr {whole}, runde {whole}, kommune {text}, regel {text}");
    statements.extend(maker.filled("tilfaelde_kommuner", &columns, places.collect()));
    statements.extend(maker.filled("forventet", &shown, expected.collect()));
    statements.extend(maker.filled("fundet", &shown, Vec::new()));
    statements
}

fn row(maker: &Maker, number: usize, one: &Violation) -> String {
    let value = |value: &Option<BigRational>| {
        value.as_ref().map_or("NULL".to_owned(), |value| maker.text(&decimal_text(value, 5)))
    };
    let cells = [
        number.to_string(),
        maker.text(&maker.model.rule(one.rule).name.sql),
        maker.text(danish_severity(one.severity)),
        maker.text(&one.municipality),
        maker.text(&one.period),
        maker.text(&one.key_text()),
        value(&one.value),
        value(&one.compared_with),
        maker.text(&one.message),
    ];
    format!("({})", cells.join(", "))
}
