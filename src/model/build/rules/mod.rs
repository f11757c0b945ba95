//! `valideringsregel`: what it reads, what must hold, and what a violation says.
//!
//! In: the trees, with all figures drafted. Out: [`Rule`]s, and the figures that their data and comparisons are read
//! from ([`super::super::KeyFigure::of_rule`]). A rule with a problem of its own is left out.

mod automatic;
mod exemptions;
mod families;
mod figures;
mod messages;
mod requirements;
mod rows;

use std::collections::BTreeMap;

use super::super::rule::{Requirement, Rule, RuleEdition, Tolerance};
use super::super::years::Years;
use super::super::{FigureId, Severity, SeverityException};
use super::conditions::editions;
use super::formulas::all_clauses;
use super::symbols::named;
use super::{Builder, Loops, definition, responsible, title};
use crate::diagnostics::problems::{FormProblem, RuleProblem};
use crate::source::Span;
use crate::syntax::tree::{self, AppliesTo, Clause, ClauseKind, Declaration, Frequency, Header, LoopCodes, Name, Part};
use crate::text::fold;
use figures::DataKind;

/// What is the same for all of a rule's udgaver.
struct Frame<'d> {
    declaration: &'d Declaration,
    name: &'d Name,
    title: String,
    period: Frequency,
    /// The dimensions of `gælder`, as the loops of a family.
    loops: Option<Loops>,
    /// The dimension words, for the lines that every count gets.
    dimensions: Vec<Name>,
    editions: Vec<(Years, Vec<Clause>)>,
    /// How many figures have been made for it.
    made: usize,
    /// The figures of its data, by what is counted; `None` when that could not be made.
    data: BTreeMap<DataKind, Option<FigureId>>,
}

impl Builder<'_> {
    pub fn validation_rules(&mut self, declarations: &[&Declaration]) {
        for declaration in declarations.iter().filter(|declaration| declaration.header == Header::Rule) {
            let before = self.model.figures.len();
            let rule = self.rule(declaration).filter(|_| !declaration.broken);
            match rule {
                Some(rule) => self.model.rules.push(rule),
                // What was made for a rule that is not whole serves nothing.
                None => self.broken_figures.extend((before..self.model.figures.len()).map(FigureId)),
            }
        }
        self.automatic_rules();
    }

    fn rule(&mut self, declaration: &Declaration) -> Option<Rule> {
        let name = declaration.name.as_ref()?;
        self.edition_years(&declaration.clauses);
        let mut frame = self.frame(declaration, name)?;
        let mut built = Vec::new();
        for (years, clauses) in frame.editions.clone() {
            built.push(self.rule_edition(&mut frame, years, &clauses));
        }
        let mut editions: Vec<RuleEdition> = built.into_iter().collect::<Option<_>>()?;
        editions.sort_by_key(|edition| edition.years.from);
        Some(Rule {
            name: named(name),
            title: frame.title,
            definition: definition(&declaration.clauses),
            responsible: responsible(&declaration.clauses),
            period: frame.period,
            editions,
            automatic: None,
            span: declaration.span,
        })
    }

    fn frame<'d>(&mut self, declaration: &'d Declaration, name: &'d Name) -> Option<Frame<'d>> {
        let applies = all_clauses(&declaration.clauses).find_map(|clause| match &clause.kind {
            ClauseKind::AppliesTo(each) => Some((each.clone(), clause.line)),
            _ => None,
        });
        let blocks = editions(&declaration.clauses);
        let period = match &applies {
            Some((each, line)) => self.period_word(each, *line)?,
            None => None,
        };
        let period = period.or_else(|| self.period_of_data(&blocks)).unwrap_or(Frequency::Yearly);
        let written = applies.map(|(each, line)| written_loops(&each, line)).unwrap_or_default();
        let dimensions = written.iter().map(|one| one.dimension.clone()).collect();
        let title = title(&declaration.clauses).unwrap_or_else(|| name.text.clone());
        let loops = match written.first() {
            None => None,
            Some(first) => {
                let span = first.span;
                let family = tree::Family { loops: written, total: false, span };
                // The name that the figure of the data gets; no author's name begins so.
                let own = Name { text: format!("_0_{}", fold(&name.text)), span: name.span };
                Some(self.family(&family, &own, "{kode} {navn}")?)
            }
        };
        Some(Frame {
            declaration,
            name,
            title,
            period,
            loops,
            dimensions,
            editions: blocks,
            made: 0,
            data: BTreeMap::new(),
        })
    }

    /// The one period word of `gælder`; each kommune must get a verdict of its own.
    fn period_word(&mut self, each: &[AppliesTo], line: Span) -> Option<Option<Frequency>> {
        let periods: Vec<Frequency> = each
            .iter()
            .filter_map(|one| match one {
                AppliesTo::Period(frequency) => Some(*frequency),
                _ => None,
            })
            .collect();
        if !each.contains(&AppliesTo::Municipality) {
            self.report(RuleProblem::AppliesWithoutMunicipality {}, line);
            return None;
        }
        if periods.len() > 1 || periods.iter().any(|one| matches!(one, Frequency::Daily | Frequency::Weekly)) {
            self.report(RuleProblem::AppliesPeriod {}, line);
            return None;
        }
        Some(periods.first().copied())
    }

    fn rule_edition(&mut self, frame: &mut Frame, years: Years, clauses: &[Clause]) -> Option<RuleEdition> {
        let (severity, except) = severity(clauses);
        let written: Vec<(&tree::Requirement, Span)> = clauses
            .iter()
            .filter_map(|clause| match &clause.kind {
                ClauseKind::Requirement(requirement) => Some((requirement, clause.line)),
                _ => None,
            })
            .collect();
        let data = data_of(clauses);
        let exemptions = self.exemptions(frame, clauses);
        let whole = self.needed(frame, data.is_some(), "data") & self.needed(frame, !written.is_empty(), "krav");
        let (data, data_line) = data?;
        let message = clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::Message(text) => Some(text.clone()),
            _ => None,
        });
        let mut requirements = Vec::new();
        for (requirement, line) in &written {
            let kind = self.requirement(frame, years, (data, data_line), requirement, *line);
            requirements.push(kind.and_then(|kind| {
                let message = self.message(&kind, message.as_ref())?;
                Some(Requirement { kind, message, span: *line })
            }));
        }
        let requirements: Vec<Requirement> = requirements.into_iter().collect::<Option<_>>()?;
        let tolerance = self.tolerance(clauses, &requirements);
        whole.then_some(RuleEdition {
            years,
            severity,
            except,
            exemptions: exemptions?,
            requirements,
            tolerance: tolerance?,
        })
    }

    fn needed(&mut self, frame: &Frame, is_there: bool, clause: &str) -> bool {
        if !is_there && !frame.declaration.broken {
            let problem = FormProblem::ClauseMissing {
                declaration: "valideringsregel".to_string(),
                name: frame.name.text.clone(),
                clause: clause.to_string(),
            };
            self.report(problem, frame.declaration.header_span);
        }
        is_there
    }

    /// A tolerance must bear on some krav.
    fn tolerance(&mut self, clauses: &[Clause], requirements: &[Requirement]) -> Option<Tolerance> {
        let found = clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::Tolerance { percent, amount } => Some((percent, amount, clause.line)),
            _ => None,
        });
        let Some((percent, amount, line)) = found else { return Some(Tolerance::default()) };
        if !requirements.iter().any(|requirement| requirement.kind.takes_tolerance()) {
            self.report(RuleProblem::ToleranceWithoutEffect {}, line);
            return None;
        }
        let value = |number: &Option<tree::Number>| number.as_ref().map(|number| number.value.clone());
        Some(Tolerance { percent: value(percent), amount: value(amount) })
    }
}

/// The rule's data, with the line it begins on.
fn data_of(clauses: &[Clause]) -> Option<(&Part, Span)> {
    clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::Data(part) => Some((part, clause.line)),
        _ => None,
    })
}

fn severity(clauses: &[Clause]) -> (Severity, Option<SeverityException>) {
    let said = clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::Severity { severity, except } => Some((*severity, except.clone())),
        _ => None,
    });
    said.unwrap_or((Severity::Error, None))
}

fn written_loops(each: &[AppliesTo], span: Span) -> Vec<tree::Loop> {
    each.iter()
        .filter_map(|one| match one {
            AppliesTo::Dimension { dimension, list } => Some(tree::Loop {
                dimension: dimension.clone(),
                codes: LoopCodes::All,
                list: list.clone(),
                span: list.as_ref().map_or(dimension.span, |list| dimension.span.to(list.span)),
            }),
            _ => None,
        })
        .map(|one| tree::Loop { span: if one.span.start == one.span.end { span } else { one.span }, ..one })
        .collect()
}
