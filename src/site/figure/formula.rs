//! Formulas as MathML.
//!
//! In: arithmetic over figures, and how a term is written. Out: markup that browsers set as mathematics and screen readers
//! read aloud. Guaranteed now: parentheses stand where the meaning needs them.

use crate::model::{Edition, EditionValue, Formula, FormulaTerm, KeyFigure, Model, Part, TermValue, sentence};
use crate::site::html::Html;
use crate::site::{Site, paths};

/// How a term is written: a name with a link, or a number.
pub type Written<'a> = &'a dyn Fn(&FormulaTerm) -> Html;

/// `<math>` with an equation.
pub fn equation(name: &str, right: &Html, told: &str) -> Html {
    let mut math = Html::new();
    math.open("math", &[("display", "block"), ("alttext", told)]);
    math.open("mrow", &[]);
    math.element("mtext", &[], name).element("mo", &[], "=").html(right);
    math.close().close();
    math
}

pub fn arithmetic(formula: &Formula, written: Written) -> Html {
    binding(formula, written, 0)
}

fn binding(of: &Formula, written: Written, outer: u8) -> Html {
    let mut math = Html::new();
    let strength = match of {
        Formula::Number(_) | Formula::Term(_) | Formula::Divide(..) => 4,
        Formula::Multiply(..) => 2,
        Formula::Negate(_) => 2,
        Formula::Add(..) | Formula::Subtract(..) => 1,
    };
    math.open("mrow", &[]);
    if strength < outer {
        math.element("mo", &[("fence", "true")], "(");
    }
    match of {
        Formula::Number(value) => {
            math.element("mn", &[], &sentence::danish(value));
        }
        Formula::Term(term) => {
            math.html(&written(term));
        }
        Formula::Negate(inner) => {
            math.element("mo", &[("form", "prefix")], "−").html(&binding(inner, written, 3));
        }
        Formula::Add(a, b) => operation(&mut math, "+", (a, 1), (b, 1), written),
        Formula::Subtract(a, b) => operation(&mut math, "−", (a, 1), (b, 2), written),
        Formula::Multiply(a, b) => operation(&mut math, "×", (a, 2), (b, 3), written),
        Formula::Divide(a, b) => {
            math.html(&fraction(&binding(a, written, 0), &binding(b, written, 0)));
        }
    }
    if strength < outer {
        math.element("mo", &[("fence", "true")], ")");
    }
    math.close();
    math
}

fn operation(math: &mut Html, sign: &str, left: (&Formula, u8), right: (&Formula, u8), written: Written) {
    math.html(&binding(left.0, written, left.1)).element("mo", &[], sign).html(&binding(right.0, written, right.1));
}

pub fn fraction(above: &Html, beneath: &Html) -> Html {
    let mut math = Html::new();
    math.open("mfrac", &[]);
    math.open("mrow", &[]).html(above).close();
    math.open("mrow", &[]).html(beneath).close();
    math.close();
    math
}

pub fn number(text: &str) -> Html {
    let mut math = Html::new();
    math.element("mn", &[], text);
    math
}

pub fn words(text: &str) -> Html {
    let mut math = Html::new();
    math.element("mtext", &[], text);
    math
}

/// The value of an udgave with its terms named.
pub fn of_edition(site: &Site, figure: &KeyFigure, edition: &Edition) -> Html {
    let right = match &edition.value {
        EditionValue::Formula(formula) => arithmetic(formula, &|term| named(site, term)),
        EditionValue::Ratio { numerator, denominator } => {
            let numerator = part(site, numerator, "taeller");
            let denominator = denominator.as_ref().map(|part_of| part(site, part_of, "naevner"));
            let denominator =
                denominator.or_else(|| edition.forecast.as_ref().map(|_| words("sædvanlig andel af året")));
            with_factor(edition, &numerator, denominator.as_ref())
        }
    };
    equation("resultat", &right, &told(site.model, figure, edition))
}

/// factor × tæller / nævner
pub fn with_factor(edition: &Edition, numerator: &Html, denominator: Option<&Html>) -> Html {
    let mut math = Html::new();
    math.open("mrow", &[]);
    if edition.factor != crate::exact::whole(1) {
        math.element("mn", &[], &sentence::danish(&edition.factor)).element("mo", &[], "×");
    }
    match denominator {
        Some(denominator) => {
            math.html(&fraction(numerator, denominator));
        }
        None => {
            math.html(numerator);
        }
    }
    math.close();
    math
}

/// The equation in one line of text.
fn told(model: &Model, _: &KeyFigure, edition: &Edition) -> String {
    let of_part = |part: &Part, name: &str| match part {
        Part::Formula(formula) => format!("({})", sentence::formula(model, formula)),
        Part::Rows(_) => name.to_owned(),
    };
    let right = match &edition.value {
        EditionValue::Formula(formula) => sentence::formula(model, formula),
        EditionValue::Ratio { numerator, denominator } => {
            let factor = if edition.factor == crate::exact::whole(1) {
                String::new()
            } else {
                format!("{} × ", sentence::danish(&edition.factor))
            };
            let under = denominator.as_ref().map(|part| format!(" / {}", of_part(part, "nævner")));
            format!("{factor}{}{}", of_part(numerator, "tæller"), under.unwrap_or_default())
        }
    };
    format!("resultat = {right}")
}

/// Rows are told by what is counted of them; the details stand further down.
fn part(site: &Site, part: &Part, place: &str) -> Html {
    match part {
        Part::Formula(formula) => arithmetic(formula, &|term| named(site, term)),
        Part::Rows(rows) => {
            let Some(version) = rows.versions.last() else { return Html::new() };
            let source = site.model.source(version.value.source);
            let what = sentence::what(source, version.value.what);
            let name = if place == "taeller" { "tæller" } else { "nævner" };
            let text = format!("{name}: {} {}", what.replace('_', " "), sentence::when(&rows.counting));
            words(&text)
        }
    }
}

/// A term by its title. Links stand beside the formula: what is inside mathematics is one thing to a screen reader.
fn named(site: &Site, term: &FormulaTerm) -> Html {
    let shift = term.shift.map_or_else(String::new, sentence::shifted);
    words(&format!("{}{shift}", term_page(site, term.value).0))
}

/// What a term is called, and the page about it.
pub fn term_page(site: &Site, value: TermValue) -> (String, String) {
    let model = site.model;
    match (value, value.figure()) {
        (TermValue::BaseFigure(id), _) => {
            let base = model.base_figure(id);
            (base.title.clone().unwrap_or_else(|| base.name.text.replace('_', " ")), paths::base_figure(&base.name.sql))
        }
        (_, Some(reference)) => {
            let figure = model.figure(reference.figure);
            let member = reference.member.and_then(|index| figure.family.as_ref()?.members.get(index));
            let title = member.map_or(&figure.title, |member| &member.title);
            let of = match value {
                TermValue::Numerator(_) => "tæller af ",
                TermValue::Denominator(_) => "nævner af ",
                TermValue::NationalAverage(_) => "landsgennemsnit af ",
                _ => "",
            };
            (format!("{of}{title}"), paths::figure(&figure.name.sql))
        }
        (_, None) => (sentence::term_name(model, value), String::new()),
    }
}
