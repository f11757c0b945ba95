//! Units of parts and formulas (N401, N402).

use super::super::dimension::Dimension;
use super::super::units::{Quantity, Unit};
use super::super::{EditionValue, Formula, FormulaTerm, TermValue};
use super::Builder;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::UnitProblem;
use crate::source::Span;

/// Where a unit is declared, and what tæller and nævner are.
pub struct RatioPlaces {
    pub unit: Span,
    pub parts: [Option<Span>; 2],
}

impl Builder<'_> {
    /// A count must be of the unit declared for it.
    pub fn unit_fits(&mut self, computed: &Unit, declared: &Unit, span: Span) {
        if !computed.fits(declared) {
            let problem =
                UnitProblem::DeclaredUnitDiffers { declared: declared.text.clone(), computed: computed.text.clone() };
            self.report(problem, span);
        }
    }

    pub fn dimension_fits(&mut self, computed: &Dimension, declared: &Unit, span: Span) {
        if !computed.is(declared) {
            let problem = UnitProblem::DeclaredUnitDiffers {
                declared: declared.text.clone(),
                computed: as_meant(declared, computed),
            };
            self.report(problem, span);
        }
    }

    /// enhed(tæller) / enhed(nævner) must be the declared enhed; a share needs equal units.
    pub fn ratio_fits(
        &mut self,
        numerator: Option<Dimension>,
        denominator: Option<Option<Dimension>>,
        declared: &Unit,
        places: RatioPlaces,
    ) {
        let Some(numerator) = numerator else { return };
        let units = [Some(numerator.shown()), denominator.iter().flatten().map(Dimension::shown).next()];
        let problem = match denominator {
            None if declared.per.is_some() && !numerator.is(declared) => {
                Some(UnitProblem::UnitNeedsDenominator { unit: declared.text.clone() })
            }
            None if !numerator.is(declared) => Some(UnitProblem::DeclaredUnitDiffers {
                declared: declared.text.clone(),
                computed: as_meant(declared, &numerator),
            }),
            None | Some(None) => None,
            Some(Some(denominator)) => ratio_problem(&numerator, &denominator, declared),
        };
        if let Some(problem) = problem {
            let mut diagnostic = Diagnostic::new(problem, places.unit);
            for ((place, label), unit) in places.parts.into_iter().zip(["numerator", "denominator"]).zip(units) {
                if let (Some(place), Some(unit)) = (place, unit) {
                    diagnostic = diagnostic.related_with(place, label, vec![("unit", unit)]);
                }
            }
            self.problems.push(diagnostic);
        }
    }

    /// The dimension of a formula; `None` when a term's unit is not known. Reports sums of unlike units.
    pub fn formula_dimension(&mut self, formula: &Formula) -> Option<Dimension> {
        match formula {
            Formula::Number(_) => Some(Dimension::number()),
            Formula::Term(term) => self.term_dimension(term),
            Formula::Negate(inner) => self.formula_dimension(inner),
            Formula::Multiply(left, right) => {
                let (left, right) = (self.formula_dimension(left), self.formula_dimension(right));
                Some(left?.times(&right?))
            }
            Formula::Divide(left, right) => {
                let (left, right) = (self.formula_dimension(left), self.formula_dimension(right));
                Some(left?.divided_by(&right?))
            }
            Formula::Add(left, right) => {
                self.ratios_added(left, right);
                self.sum_dimension(left, right)
            }
            Formula::Subtract(left, right) => {
                self.scales_fit(left, right);
                self.sum_dimension(left, right)
            }
        }
    }

    /// A resultat pr. borger is not taken from one pr. 1.000 borgere, nor a share from one in pct.; nothing is said of
    /// what is multiplied first.
    fn scales_fit(&mut self, left: &Formula, right: &Formula) {
        let (Formula::Term(first), Formula::Term(second)) = (left, right) else { return };
        let (TermValue::Result(a), TermValue::Result(b)) = (first.value, second.value) else { return };
        let [a, b] = [a, b].map(|of| self.model.figures[of.figure.0].unit.clone());
        if a.ratio_factor() != b.ratio_factor() && Dimension::of(&a).same(&Dimension::of(&b)) {
            let problem = UnitProblem::AddedUnitsDiffer { left: a.text.clone(), right: b.text.clone() };
            let diagnostic = Diagnostic::new(problem, first.span.to(second.span));
            let diagnostic = diagnostic.related_with(first.span, "left", vec![("unit", a.text)]);
            self.problems.push(diagnostic.related_with(second.span, "right", vec![("unit", b.text)]));
        }
    }

    fn sum_dimension(&mut self, left: &Formula, right: &Formula) -> Option<Dimension> {
        let (first, second) = (self.formula_dimension(left), self.formula_dimension(right));
        let (first, second) = (first?, second?);
        if !first.same(&second) {
            let problem = UnitProblem::AddedUnitsDiffer { left: first.shown(), right: second.shown() };
            if let (Some(left), Some(right)) = (span_of(left), span_of(right)) {
                let unit = |dimension: &Dimension| vec![("unit", dimension.shown())];
                let diagnostic = Diagnostic::new(problem, left.to(right));
                let diagnostic = diagnostic.related_with(left, "left", unit(&first));
                self.problems.push(diagnostic.related_with(right, "right", unit(&second)));
            } else if let Some(span) = span_of(left).or(span_of(right)) {
                self.report(problem, span);
            }
            return None;
        }
        Some(if first.literal { second } else { first })
    }

    fn term_dimension(&self, term: &FormulaTerm) -> Option<Dimension> {
        match &term.value {
            TermValue::BaseFigure(id) => {
                let base = &self.model.base_figures[id.0];
                // A grundtal of a formula without a declared enhed says nothing of its unit.
                (base.unit.quantity != Quantity::AnyCount || !is_formula(base)).then(|| Dimension::of(&base.unit))
            }
            TermValue::Result(reference) | TermValue::NationalAverage(reference) => {
                Some(Dimension::of(&self.model.figures[reference.figure.0].unit))
            }
            // A part is of the unit's word above or below `pr.`; of a share nothing is said.
            TermValue::Numerator(reference) => {
                let unit = &self.model.figures[reference.figure.0].unit;
                matches!(unit.quantity, Quantity::Of { .. }).then(|| Dimension::of(&Unit { per: None, ..unit.clone() }))
            }
            TermValue::Denominator(reference) => {
                let unit = &self.model.figures[reference.figure.0].unit;
                let per = unit.per.as_ref()?;
                Some(Dimension::of(&Unit::parse(&per.word.text)))
            }
        }
    }

    /// Results of nøgletal with a nævner do not add; weighted sums and differences may.
    fn ratios_added(&mut self, left: &Formula, right: &Formula) {
        for side in [left, right] {
            let Formula::Term(FormulaTerm { value: TermValue::Result(reference), span, .. }) = side else { continue };
            let figure = &self.model.figures[reference.figure.0];
            let divided = figure
                .editions
                .iter()
                .any(|edition| matches!(&edition.value, EditionValue::Ratio { denominator: Some(_), .. }));
            if divided || figure.unit.per.is_some() || figure.unit.is_dimensionless() {
                let problem =
                    UnitProblem::RatiosAdded { figure: figure.name.text.clone(), unit: figure.unit.text.clone() };
                self.report(problem, *span);
            }
        }
    }
}

fn ratio_problem(numerator: &Dimension, denominator: &Dimension, declared: &Unit) -> Option<UnitProblem> {
    let computed = numerator.divided_by(denominator);
    if declared.is_dimensionless() {
        return (!numerator.same(denominator)).then(|| UnitProblem::ShareUnitsDiffer {
            unit: declared.text.clone(),
            numerator: numerator.shown(),
            denominator: denominator.shown(),
        });
    }
    if computed.is(declared) {
        return None;
    }
    let without_per = Unit { per: None, ..declared.clone() };
    Some(match &declared.per {
        Some(per) if numerator.is(&without_per) => {
            UnitProblem::PerWordDiffers { word: per.word.text.clone(), denominator: denominator.shown() }
        }
        _ => UnitProblem::DeclaredUnitDiffers {
            declared: declared.text.clone(),
            computed: as_meant(declared, &computed),
        },
    })
}

/// The computed unit as the author would write it: his own words with the points they lack, when they fit.
fn as_meant(declared: &Unit, computed: &Dimension) -> String {
    let meant = declared.text.replace('/', " pr. ");
    let words = meant.split_whitespace().map(|word| match word {
        "pr" | "per" => "pr.",
        "kr" => "kr.",
        "mio" => "mio.",
        "mia" => "mia.",
        other => other,
    });
    let meant = words.collect::<Vec<_>>().join(" ");
    if computed.is(&Unit::parse(&meant)) { meant } else { computed.shown() }
}

fn is_formula(base: &super::super::BaseFigure) -> bool {
    base.parts.is_empty() || base.parts.iter().any(|part| matches!(part.value, super::super::Part::Formula(_)))
}

/// From the first term to the last.
pub fn span_of(formula: &Formula) -> Option<Span> {
    match formula {
        Formula::Number(_) => None,
        Formula::Term(term) => Some(term.span),
        Formula::Negate(inner) => span_of(inner),
        Formula::Add(a, b) | Formula::Subtract(a, b) | Formula::Multiply(a, b) | Formula::Divide(a, b) => {
            match (span_of(a), span_of(b)) {
                (Some(a), Some(b)) => Some(a.to(b)),
                (a, b) => a.or(b),
            }
        }
    }
}
