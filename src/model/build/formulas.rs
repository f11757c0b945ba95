//! Arithmetic over figures: `formel`, `tæller = …`, `nævner = …`, `grundtal x = …`.

use num_rational::BigRational;
use num_traits::One;

use super::super::{FigureReference, Formula, FormulaTerm, TermValue};
use super::Builder;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::nearest;
use crate::diagnostics::problems::{JoinProblem, NameProblem, Noun};
use crate::syntax::tree::{self, Clause, ClauseKind, Declaration, Expression, ExpressionKind, FigureName, Operator};
use crate::text::fold;

impl Builder<'_> {
    pub fn formula(&mut self, expression: &Expression) -> Option<Formula> {
        match &expression.kind {
            ExpressionKind::Number(number) => Some(Formula::Number(number.value.clone())),
            ExpressionKind::Negate(inner) => Some(Formula::Negate(Box::new(self.formula(inner)?))),
            ExpressionKind::Term(term) => self.term(term, expression.span).map(|term| self.in_plain_units(term)),
            ExpressionKind::Binary(operator, left, right) => {
                // Both sides are looked at before one missing side ends it.
                let (left, right) = (self.formula(left), self.formula(right));
                let (left, right) = (Box::new(left?), Box::new(right?));
                Some(match operator {
                    Operator::Add => Formula::Add(left, right),
                    Operator::Subtract => Formula::Subtract(left, right),
                    Operator::Multiply => Formula::Multiply(left, right),
                    Operator::Divide => Formula::Divide(left, right),
                })
            }
        }
    }

    fn term(&mut self, term: &tree::Term, span: crate::source::Span) -> Option<FormulaTerm> {
        let wanted: &[Noun] = match term.value {
            tree::TermValue::Figure => &[Noun::BaseFigure, Noun::KeyFigure, Noun::LinkedKeyFigure, Noun::Forecast],
            _ => &[Noun::KeyFigure, Noun::LinkedKeyFigure, Noun::Forecast],
        };
        let sought = if wanted[0] == Noun::BaseFigure { Noun::Figure } else { Noun::KeyFigure };
        let found = self.symbols.find(&term.figure.name, wanted, sought);
        let found = found.map(|symbol| (symbol.kind, symbol.declaration));
        let (kind, declaration) = self.found(found)?;
        let value = if kind == Some(Noun::BaseFigure) {
            self.no_member(&term.figure)?;
            TermValue::BaseFigure(*self.base_figure_ids.get(&fold(&term.figure.name.text))?)
        } else {
            self.has_part(term, declaration)?;
            let reference = self.reference(&term.figure)?;
            self.has_average(term, reference, span)?;
            match term.value {
                tree::TermValue::Numerator => TermValue::Numerator(reference),
                tree::TermValue::Denominator => TermValue::Denominator(reference),
                tree::TermValue::NationalAverage => TermValue::NationalAverage(reference),
                _ => TermValue::Result(reference),
            }
        };
        Some(FormulaTerm { value, shift: term.shift, span })
    }

    /// What is shown in 1.000 kr. is read as kr.
    fn in_plain_units(&self, term: FormulaTerm) -> Formula {
        let factor = match term.value {
            TermValue::Result(of) | TermValue::Numerator(of) | TermValue::NationalAverage(of) => {
                self.model.figures[of.figure.0].unit.quantity_factor()
            }
            TermValue::BaseFigure(_) | TermValue::Denominator(_) => BigRational::one(),
        };
        if factor.is_one() {
            return Formula::Term(term);
        }
        Formula::Multiply(Box::new(Formula::Number(factor)), Box::new(Formula::Term(term)))
    }

    fn no_member(&mut self, figure: &FigureName) -> Option<()> {
        let Some(member) = figure.member.first() else { return Some(()) };
        let problem = NameProblem::NotAFamily { name: figure.name.text.clone(), member: member.text.clone() };
        self.report(problem, figure.span);
        None
    }

    /// `landsgennemsnit af X` needs an X whose sammenligning has one.
    fn has_average(&mut self, term: &tree::Term, of: FigureReference, span: crate::source::Span) -> Option<()> {
        let read = &self.model.figures[of.figure.0];
        let average = read.compared.and_then(|compared| self.model.comparisons[compared.by.0].national);
        if term.value != tree::TermValue::NationalAverage || average.is_some() {
            return Some(());
        }
        // A sammenligning that says none is reported where it is used.
        if read.compared.is_none() {
            let declared = read.name.span;
            let problem = JoinProblem::AverageOfUncompared { figure: term.figure.name.text.clone() };
            self.problems.push(Diagnostic::new(problem, span).related(declared, "figure"));
        }
        None
    }

    /// `tæller af X` needs an X with a tæller, `nævner af X` one with a nævner.
    fn has_part(&mut self, term: &tree::Term, declaration: &Declaration) -> Option<()> {
        let part = match term.value {
            tree::TermValue::Numerator => Noun::Numerator,
            tree::TermValue::Denominator => Noun::Denominator,
            _ => return Some(()),
        };
        let has = declaration.broken
            || all_clauses(&declaration.clauses).any(|clause| {
                matches!(
                    (&clause.kind, part),
                    (ClauseKind::Numerator(_), Noun::Numerator) | (ClauseKind::Denominator(_), Noun::Denominator)
                )
            });
        let has = has || (part == Noun::Denominator && averages(declaration));
        if !has {
            let figure = term.figure.name.text.clone();
            self.report(NameProblem::NoSuchPart { figure, part }, term.figure.span);
        }
        has.then_some(())
    }

    /// A nøgletal by name, and the member when it is a family.
    pub fn reference(&mut self, written: &FigureName) -> Option<FigureReference> {
        let figure = *self.figure_ids.get(&fold(&written.name.text))?;
        let family = self.model.figures[figure.0].family.clone();
        let Some(family) = family else {
            self.no_member(written)?;
            return Some(FigureReference { figure, member: None });
        };
        if written.member.is_empty() {
            let example = family.members.first().map_or(String::new(), |member| member.code.clone());
            let problem = NameProblem::MemberNeeded { family: written.name.text.clone(), example };
            let declared = self.model.figures[figure.0].name.span;
            self.problems.push(Diagnostic::new(problem, written.span).related(declared, "family"));
            return None;
        }
        let member = self.member(&family, written);
        if member.is_none() {
            let codes: Vec<&str> = written.member.iter().map(|code| code.text.as_str()).collect();
            let wanted = codes.join(", ");
            let near = nearest(&wanted, family.members.iter().map(|member| member.code.as_str()));
            let problem = NameProblem::UnknownMember {
                family: written.name.text.clone(),
                member: wanted.clone(),
                nearest: near.map(str::to_string),
            };
            let declared = self.model.figures[figure.0].name.span;
            self.problems.push(Diagnostic::new(problem, written.span).related(declared, "family"));
        }
        member.map(|member| FigureReference { figure, member: Some(member) })
    }

    fn member(&self, family: &super::super::Family, written: &FigureName) -> Option<usize> {
        if let [code] = written.member.as_slice()
            && fold(&code.text) == "i alt"
        {
            return family.members.iter().position(|member| member.values.is_none());
        }
        let wanted: Option<Vec<usize>> = written
            .member
            .iter()
            .zip(&family.loops)
            .map(|(code, one)| {
                let canonical = match one.kind {
                    super::super::LoopKind::Codes(tree) => self.model.trees[tree.0].canonical(&code.text),
                    _ => code.text.clone(),
                };
                one.values.iter().position(|value| value.code == canonical)
            })
            .collect();
        let wanted = wanted.filter(|wanted| wanted.len() == family.loops.len())?;
        family.members.iter().position(|member| member.values.as_ref() == Some(&wanted))
    }
}

/// A tæller of a `gennemsnit`: without a nævner its rows are the nævner.
fn averages(declaration: &Declaration) -> bool {
    all_clauses(&declaration.clauses).any(|clause| match &clause.kind {
        ClauseKind::Numerator(tree::Part::Rows { clauses, .. }) => clauses.iter().any(|inner| {
            matches!(
                &inner.kind,
                ClauseKind::Counting(tree::Counting { what: tree::What::Statistic(tree::Statistic::Average, _), .. })
            )
        }),
        _ => false,
    })
}

/// The clauses of a declaration and of its udgaver.
pub fn all_clauses(clauses: &[Clause]) -> impl Iterator<Item = &Clause> {
    clauses.iter().flat_map(|clause| match &clause.kind {
        ClauseKind::Edition { clauses, .. } => clauses.iter(),
        _ => std::slice::from_ref(clause).iter(),
    })
}
