//! `grundtal`, `nøgletal` and `koblet nøgletal`.
//!
//! First every figure gets its place, title, unit and family, so that formulas may name figures declared
//! later; then parts, formulas and rules are filled in.

use num_rational::BigRational;
use num_traits::One;

use super::super::condition::Bound;
use super::super::units::Unit;
use super::super::years::Years;
use super::super::{
    BaseFigure, BaseFigureId, Edition, EditionValue, FigureId, KeyFigure, NumberTest, Outcome, Part, Rows, Version, WhenRule,
};
use super::conditions::{editions, number_test, years};
use super::formulas::all_clauses;
use super::rows::{Owner, ResolvedRows};
use super::symbols::named;
use super::{Builder, Loops, definition, responsible, title};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::{DocumentationProblem, FormProblem, NameProblem, Noun, ValidityProblem};
use crate::source::Span;
use crate::syntax::tree::{self, Clause, ClauseKind, Declaration, Frequency, Header, Name, WhenCondition};
use crate::text::fold;

/// A part resolved, before the versions of its udgaver are joined.
enum Draft {
    Rows(ResolvedRows),
    Formula(super::super::Formula),
}

/// One udgave's parts, before they are joined.
struct EditionDraft {
    years: Years,
    span: Span,
    clauses: Vec<Clause>,
    numerator: Option<Draft>,
    denominator: Option<Draft>,
    formula: Option<super::super::Formula>,
}

impl Builder<'_> {
    pub fn figures(&mut self, declarations: &[&Declaration]) {
        let mut families: Vec<(FigureId, Option<Loops>)> = Vec::new();
        for declaration in declarations {
            match &declaration.header {
                Header::BaseFigure { .. } => self.draft_base_figure(declaration),
                Header::KeyFigure { family } | Header::LinkedKeyFigure { family } => {
                    families.extend(self.draft_figure(declaration, family.as_ref()));
                }
                _ => {}
            }
        }
        for declaration in declarations {
            let Some(name) = &declaration.name else { continue };
            if let Header::BaseFigure { source, formula } = &declaration.header {
                let id = self.base_figure_ids[&fold(&name.text)];
                if self.fill_base_figure(id, declaration, source.as_ref(), formula.as_ref()).is_none() {
                    self.broken_base_figures.insert(id);
                }
            }
        }
        let mut loops = families.into_iter();
        for declaration in declarations {
            if !matches!(declaration.header, Header::KeyFigure { .. } | Header::LinkedKeyFigure { .. }) {
                continue;
            }
            let Some((id, loops)) = declaration.name.as_ref().and_then(|_| loops.next()) else { continue };
            if self.fill_figure(id, declaration, loops.as_ref()).is_none() || declaration.broken {
                self.broken_figures.insert(id);
            }
        }
        self.identifiers(declarations);
    }

    // ---- grundtal

    fn draft_base_figure(&mut self, declaration: &Declaration) {
        let Some(name) = &declaration.name else { return };
        let id = BaseFigureId(self.model.base_figures.len());
        self.base_figure_ids.insert(fold(&name.text), id);
        self.model.base_figures.push(BaseFigure {
            name: named(name),
            title: title(&declaration.clauses),
            definition: definition(&declaration.clauses),
            unit: unit(&declaration.clauses).unwrap_or_else(Unit::any_count),
            parts: Vec::new(),
            missing_is_zero: missing_is_zero(all_clauses(&declaration.clauses)),
        });
    }

    fn fill_base_figure(
        &mut self,
        id: BaseFigureId,
        declaration: &Declaration,
        source: Option<&Name>,
        formula: Option<&tree::Expression>,
    ) -> Option<()> {
        let name = declaration.name.as_ref()?;
        self.edition_years(&declaration.clauses);
        let mut drafts = Vec::new();
        for (years, clauses) in editions(&declaration.clauses) {
            let owner = Owner {
                declaration: "grundtal",
                name: &name.text,
                line: declaration.header_span,
                broken: declaration.broken,
            };
            let draft = match (formula, source) {
                (Some(formula), _) => self.formula(formula).map(Draft::Formula),
                (None, Some(source)) => self.rows(source, &clauses, None, &owner).map(Draft::Rows),
                (None, None) => self.numerator_of(&clauses, None, &owner),
            };
            drafts.push((years, draft));
        }
        let drafts: Vec<(Years, Draft)> =
            drafts.into_iter().map(|(years, draft)| Some((years, draft?))).collect::<Option<_>>()?;
        self.base_figure_unit(id, declaration, &drafts);
        self.model.base_figures[id.0].parts = joined(drafts);
        (!declaration.broken).then_some(())
    }

    /// The declared unit must fit what is counted; without one the count's own unit is taken.
    fn base_figure_unit(&mut self, id: BaseFigureId, declaration: &Declaration, drafts: &[(Years, Draft)]) {
        let declared = all_clauses(&declaration.clauses).find_map(|clause| match &clause.kind {
            ClauseKind::Unit(unit) => Some(unit),
            _ => None,
        });
        for (_, draft) in drafts {
            match (draft, declared) {
                (Draft::Rows(rows), Some(written)) => {
                    let unit = Unit::read(written);
                    self.unit_fits(&rows.unit, &unit, written.span);
                }
                (Draft::Rows(rows), None) => self.model.base_figures[id.0].unit = rows.unit.clone(),
                (Draft::Formula(formula), written) => {
                    let computed = self.formula_dimension(formula);
                    if let (Some(written), Some(computed)) = (written, computed) {
                        self.dimension_fits(&computed, &Unit::read(written), written.span);
                    }
                }
            }
        }
    }

    // ---- nøgletal

    fn draft_figure(
        &mut self,
        declaration: &Declaration,
        family: Option<&tree::Family>,
    ) -> Option<(FigureId, Option<Loops>)> {
        let name = declaration.name.as_ref()?;
        let clauses = &declaration.clauses;
        let written_title = title(clauses);
        if !declaration.broken {
            self.documentation(declaration, name, written_title.is_none());
        }
        let title = written_title.unwrap_or_else(|| name.text.clone());
        let loops = family.map(|family| self.family(family, name, &title));
        let id = FigureId(self.model.figures.len());
        self.figure_ids.insert(fold(&name.text), id);
        let unit = self.needed_unit(declaration, name);
        let reported = self.needed_frequency(declaration, name);
        let area = self.area(clauses);
        if unit.is_none() || reported.is_none() || matches!(loops, Some(None)) {
            self.broken_figures.insert(id);
        }
        let loops = loops.flatten();
        self.model.figures.push(KeyFigure {
            name: named(name),
            title,
            identifier: identifier(clauses).map(|name| name.text.clone()),
            area,
            definition: definition(clauses),
            responsible: responsible(clauses),
            unit: unit.unwrap_or_else(Unit::any_count),
            reported: reported.unwrap_or(Frequency::Yearly),
            direction: clauses.iter().find_map(|clause| match clause.kind {
                ClauseKind::Direction(direction) => Some(direction),
                _ => None,
            }),
            family: loops.as_ref().map(|loops| loops.family.clone()),
            editions: Vec::new(),
            breaks: breaks(clauses),
            span: declaration.span,
        });
        Some((id, loops))
    }

    fn documentation(&mut self, declaration: &Declaration, name: &Name, title_missing: bool) {
        let kind = if matches!(declaration.header, Header::KeyFigure { .. }) { Noun::KeyFigure } else { Noun::LinkedKeyFigure };
        let name_text = name.text.clone();
        if title_missing {
            self.report(DocumentationProblem::TitleMissing { kind, name: name_text.clone() }, name.span);
        }
        if definition(&declaration.clauses).is_none() {
            self.report(DocumentationProblem::DefinitionMissing { kind, name: name_text }, name.span);
        }
    }

    fn needed_unit(&mut self, declaration: &Declaration, name: &Name) -> Option<Unit> {
        let found = unit(&declaration.clauses);
        if found.is_none() {
            self.missing_clause(declaration, name, "enhed");
        }
        found
    }

    fn needed_frequency(&mut self, declaration: &Declaration, name: &Name) -> Option<Frequency> {
        let found = all_clauses(&declaration.clauses).find_map(|clause| match clause.kind {
            ClauseKind::Reported(frequency) => Some((frequency, clause.line)),
            _ => None,
        });
        match found {
            None => {
                self.missing_clause(declaration, name, "opgøres");
                None
            }
            Some((Frequency::EverySchoolYear, line)) => {
                self.not_yet("opgøres hvert skoleår", line);
                None
            }
            Some((frequency, _)) => Some(frequency),
        }
    }

    fn missing_clause(&mut self, declaration: &Declaration, name: &Name, clause: &str) {
        if declaration.broken {
            return;
        }
        let problem = FormProblem::ClauseMissing {
            declaration: declaration_word(declaration).to_string(),
            name: name.text.clone(),
            clause: clause.to_string(),
        };
        self.report(problem, declaration.header_span);
    }

    fn fill_figure(&mut self, id: FigureId, declaration: &Declaration, loops: Option<&Loops>) -> Option<()> {
        let name = declaration.name.as_ref()?;
        // A family whose loop could not be read leaves `denne …` without meaning: silence.
        let family_broken = loops.is_none() && family_of(declaration).is_some();
        if family_broken {
            return None;
        }
        self.edition_years(&declaration.clauses);
        self.later_clauses(declaration);
        let mut drafts = Vec::new();
        for (range, clauses) in editions(&declaration.clauses) {
            let span = clauses.last().map_or(declaration.header_span, |clause| clause.line);
            drafts.push(self.edition_draft(declaration, name, (range, span), clauses, loops));
        }
        let drafts: Vec<EditionDraft> = drafts.into_iter().collect::<Option<_>>()?;
        for draft in &drafts {
            self.edition_units(id, draft);
        }
        let built = self.built_editions(id, declaration, drafts);
        self.model.figures[id.0].editions = built;
        Some(())
    }

    fn edition_draft(
        &mut self,
        declaration: &Declaration,
        name: &Name,
        (range, span): (Years, Span),
        clauses: Vec<Clause>,
        loops: Option<&Loops>,
    ) -> Option<EditionDraft> {
        let owner = Owner {
            declaration: declaration_word(declaration),
            name: &name.text,
            line: declaration.header_span,
            broken: declaration.broken,
        };
        let linked = matches!(declaration.header, Header::LinkedKeyFigure { .. });
        let valid = clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::Valid(range) => Some(years(*range)),
            _ => None,
        });
        let years = if range == Years::ALL { valid.unwrap_or(range) } else { range };
        let mut draft =
            EditionDraft { years, span, numerator: None, denominator: None, formula: None, clauses };
        if linked {
            let written = draft.clauses.iter().find_map(|clause| match &clause.kind {
                ClauseKind::Formula(expression) => Some(expression.clone()),
                _ => None,
            });
            match written {
                Some(expression) => draft.formula = Some(self.formula(&expression)?),
                None => {
                    self.missing_clause(declaration, name, "formel");
                    return None;
                }
            }
            return Some(draft);
        }
        let denominator = part_of(&draft.clauses, false);
        let numerator = self.numerator_of(&draft.clauses, loops, &owner);
        let denominator = match denominator {
            Some((part, line)) => Some(self.part(part, loops, &Owner { line, ..owner })),
            None => None,
        };
        draft.numerator = Some(numerator?);
        draft.denominator = match denominator {
            Some(part) => Some(part?),
            None => None,
        };
        Some(draft)
    }

    fn numerator_of(&mut self, clauses: &[Clause], loops: Option<&Loops>, owner: &Owner) -> Option<Draft> {
        match part_of(clauses, true) {
            Some((part, line)) => {
                let owner = Owner { declaration: owner.declaration, name: owner.name, line, broken: owner.broken };
                self.part(part, loops, &owner)
            }
            None => {
                if !owner.broken {
                    let problem = FormProblem::ClauseMissing {
                        declaration: owner.declaration.to_string(),
                        name: owner.name.to_string(),
                        clause: "tæller".to_string(),
                    };
                    self.report(problem, owner.line);
                }
                None
            }
        }
    }

    fn part(&mut self, part: &tree::Part, loops: Option<&Loops>, owner: &Owner) -> Option<Draft> {
        match part {
            tree::Part::Rows { source, clauses } => self.rows(source, clauses, loops, owner).map(Draft::Rows),
            tree::Part::Formula(expression) => self.formula(expression).map(Draft::Formula),
        }
    }

    fn built_editions(&mut self, id: FigureId, declaration: &Declaration, drafts: Vec<EditionDraft>) -> Vec<Edition> {
        let shown_in = self.model.figures[id.0].unit.quantity_factor();
        let mut numerators = Vec::new();
        let mut denominators = Vec::new();
        let mut rest = Vec::new();
        for draft in drafts {
            let factor = self.factor(id, &draft.clauses);
            let rules = self.rules(&draft.clauses);
            self.denominator_rule(declaration, &draft, &rules);
            let missing = missing_is_zero(draft.clauses.iter());
            rest.push((draft.years, factor, rules, missing, draft.formula));
            numerators.push(draft.numerator.map(|part| (draft.years, part)));
            denominators.push(draft.denominator.map(|part| (draft.years, part)));
        }
        let mut numerators = joined_parts(numerators).into_iter();
        let mut denominators = joined_parts(denominators).into_iter();
        let mut built: Vec<Edition> = rest
            .into_iter()
            .filter_map(|(years, factor, rules, missing_is_zero, formula)| {
                let (numerator, denominator) = (numerators.next()?, denominators.next()?);
                let value = match formula {
                    Some(formula) => EditionValue::Formula(formula),
                    None => EditionValue::Ratio { numerator: numerator?, denominator },
                };
                let numerator_shown_in =
                    if matches!(value, EditionValue::Formula(_)) { BigRational::one() } else { shown_in.clone() };
                Some(Edition { years, value, factor, numerator_shown_in, rules, missing_is_zero })
            })
            .collect();
        built.sort_by_key(|edition| edition.years.from);
        built
    }

    fn factor(&mut self, id: FigureId, clauses: &[Clause]) -> BigRational {
        let unit = self.model.figures[id.0].unit.clone();
        let of_unit = unit.ratio_factor();
        let scale = clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::Scale(number) => Some((number, clause.line)),
            _ => None,
        });
        let Some((scale, line)) = scale else { return of_unit };
        if !of_unit.is_one() {
            let problem = crate::diagnostics::problems::UnitProblem::FactorTwice {
                scale: self.text_of(scale.span),
                unit: unit.text,
            };
            self.report(problem, line);
        }
        scale.value.clone()
    }

    fn rules(&self, clauses: &[Clause]) -> Vec<WhenRule> {
        clauses
            .iter()
            .filter_map(|clause| match &clause.kind {
                ClauseKind::When { condition: WhenCondition::Value { subject, test }, outcome } => {
                    let outcome = match outcome {
                        tree::Outcome::ShowNothing => Outcome::ShowNothing,
                        tree::Outcome::ShowZero | tree::Outcome::CountAsZero => Outcome::ShowZero,
                    };
                    Some(tests(test).into_iter().map(move |test| WhenRule { subject: *subject, test, outcome }))
                }
                _ => None,
            })
            .flatten()
            .collect()
    }

    /// N405: whoever divides says what happens at 0.
    fn denominator_rule(&mut self, declaration: &Declaration, draft: &EditionDraft, rules: &[WhenRule]) {
        if draft.denominator.is_none() || declaration.broken {
            return;
        }
        let zero = BigRational::from_integer(0.into());
        let said = rules.iter().any(|rule| rule.subject == tree::Subject::Denominator && rule.test.holds(&zero));
        if said {
            return;
        }
        let Some(name) = &declaration.name else { return };
        let span = part_of(&draft.clauses, false).map_or(declaration.header_span, |(_, line)| line);
        let problem =
            crate::diagnostics::problems::UnitProblem::DenominatorMayBeZero { figure: name.text.clone() };
        self.report(problem, span);
    }

    /// N502: udgaver must meet without overlap or gap; and they stand instead of `gyldig`.
    pub fn edition_years(&mut self, clauses: &[Clause]) {
        let mut ranges: Vec<(Years, Span)> = clauses
            .iter()
            .filter_map(|clause| match &clause.kind {
                ClauseKind::Edition { years: range, .. } => Some((years(*range), clause.line)),
                _ => None,
            })
            .collect();
        ranges.sort_by_key(|(years, _)| years.from);
        if let (Some((_, edition)), Some(valid)) =
            (ranges.first(), clauses.iter().find(|clause| matches!(clause.kind, ClauseKind::Valid(_))))
        {
            let problem =
                FormProblem::ClausesExclude { clause: "gyldig".to_string(), other: "udgave".to_string() };
            self.problems.push(Diagnostic::new(problem, valid.line).related(*edition, "other"));
        }
        for pair in ranges.windows(2) {
            let ((before, first), (after, second)) = (pair[0], pair[1]);
            let problem = if let Some(shared) = before.intersect(after) {
                ValidityProblem::EditionsOverlap { years: listed(shared) }
            } else {
                match (before.to, after.from) {
                    (Some(to), Some(from)) if to + 1 < from => {
                        ValidityProblem::EditionsGap { years: (to + 1..from).collect() }
                    }
                    _ => continue,
                }
            };
            self.problems.push(Diagnostic::new(problem, second).related(first, "first"));
        }
    }

    /// Clauses of a nøgletal whose meaning later issues add.
    fn later_clauses(&mut self, declaration: &Declaration) {
        for clause in all_clauses(&declaration.clauses) {
            match &clause.kind {
                ClauseKind::HideWhen { .. } => self.not_yet("skjul når", clause.line),
                ClauseKind::HideSecondSmallest => self.not_yet("skjul også næstmindste", clause.line),
                ClauseKind::Prices(tree::Prices::Fixed { .. }) => self.not_yet("priser faste", clause.line),
                ClauseKind::ComparedBy(_) => self.not_yet_harmless("sammenlignes efter", clause.line),
                ClauseKind::AccessBy(_) => self.not_yet_harmless("adgang efter", clause.line),
                _ => {}
            }
        }
    }

    /// N102: one `id`, one nøgletal.
    fn identifiers(&mut self, declarations: &[&Declaration]) {
        let mut seen: std::collections::BTreeMap<&str, (&Name, &Name)> = std::collections::BTreeMap::new();
        for declaration in declarations {
            let (Some(name), Some(written)) = (&declaration.name, identifier(&declaration.clauses)) else { continue };
            if let Some((other, first)) = seen.get(written.text.as_str()) {
                let problem = NameProblem::DuplicateIdentifier {
                    identifier: written.text.clone(),
                    figure: name.text.clone(),
                    other: other.text.clone(),
                };
                self.problems.push(Diagnostic::new(problem, written.span).related(first.span, "first"));
            } else {
                seen.insert(&written.text, (name, written));
            }
        }
    }

    fn edition_units(&mut self, id: FigureId, draft: &EditionDraft) {
        let declared = self.model.figures[id.0].unit.clone();
        let span = draft
            .clauses
            .iter()
            .find_map(|clause| matches!(clause.kind, ClauseKind::Unit(_)).then_some(clause.line))
            .unwrap_or(draft.span);
        if let Some(formula) = &draft.formula {
            if let Some(computed) = self.formula_dimension(formula) {
                self.dimension_fits(&computed, &declared, span);
            }
            return;
        }
        let numerator = draft.numerator.as_ref().and_then(|part| self.draft_dimension(part));
        let denominator = draft.denominator.as_ref().map(|part| self.draft_dimension(part));
        self.ratio_fits(numerator, denominator, &declared, span);
    }

    fn draft_dimension(&mut self, part: &Draft) -> Option<super::super::dimension::Dimension> {
        match part {
            Draft::Rows(rows) => Some(super::super::dimension::Dimension::of(&rows.unit)),
            Draft::Formula(formula) => self.formula_dimension(formula),
        }
    }
}

/// The clause's part, with the line it begins on.
fn part_of(clauses: &[Clause], numerator: bool) -> Option<(&tree::Part, Span)> {
    clauses.iter().find_map(|clause| match (&clause.kind, numerator) {
        (ClauseKind::Numerator(part), true) | (ClauseKind::Denominator(part), false) => Some((part, clause.line)),
        _ => None,
    })
}

/// Parts of several udgaver, each reading rows by the version in force in the rows' own month (T3).
fn joined_parts(parts: Vec<Option<(Years, Draft)>>) -> Vec<Option<Part>> {
    let versions = versions(parts.iter().flatten());
    parts
        .into_iter()
        .map(|part| {
            part.map(|(_, draft)| match draft {
                Draft::Rows(rows) => Part::Rows(Rows { versions: versions.clone(), counting: rows.counting }),
                Draft::Formula(formula) => Part::Formula(formula),
            })
        })
        .collect()
}

fn joined(parts: Vec<(Years, Draft)>) -> Vec<Version<Part>> {
    let years: Vec<Years> = parts.iter().map(|(years, _)| *years).collect();
    let joined = joined_parts(parts.into_iter().map(Some).collect());
    let mut versions: Vec<Version<Part>> =
        years.into_iter().zip(joined).filter_map(|(years, part)| Some(Version { years, value: part? })).collect();
    versions.sort_by_key(|version| version.years.from);
    versions
}

/// The row versions in year order, the last one open upwards.
fn versions<'a>(parts: impl Iterator<Item = &'a (Years, Draft)>) -> Vec<Version<super::super::RowsVersion>> {
    let mut versions: Vec<_> = parts
        .filter_map(|(years, draft)| match draft {
            Draft::Rows(rows) => Some(Version { years: *years, value: rows.version.clone() }),
            Draft::Formula(_) => None,
        })
        .collect();
    versions.sort_by_key(|version| version.years.from);
    if let Some(last) = versions.last_mut() {
        last.years.to = None;
    }
    versions
}

/// `<> 5` is under 5 or over 5: two rules of one outcome.
fn tests(written: &tree::NumberTest) -> Vec<NumberTest> {
    let (test, negated) = number_test(written);
    if !negated {
        return vec![test];
    }
    let open = |bound: Option<Bound>| bound.map(|bound| Bound { included: false, ..bound });
    vec![NumberTest { from: None, to: open(test.from) }, NumberTest { from: open(test.to), to: None }]
}

fn family_of(declaration: &Declaration) -> Option<&tree::Family> {
    match &declaration.header {
        Header::KeyFigure { family } | Header::LinkedKeyFigure { family } => family.as_ref(),
        _ => None,
    }
}

fn declaration_word(declaration: &Declaration) -> &'static str {
    match declaration.header {
        Header::LinkedKeyFigure { .. } => "koblet nøgletal",
        Header::BaseFigure { .. } => "grundtal",
        _ => "nøgletal",
    }
}

fn unit(clauses: &[Clause]) -> Option<Unit> {
    all_clauses(clauses).find_map(|clause| match &clause.kind {
        ClauseKind::Unit(unit) => Some(Unit::read(unit)),
        _ => None,
    })
}

fn identifier(clauses: &[Clause]) -> Option<&Name> {
    all_clauses(clauses).find_map(|clause| match &clause.kind {
        ClauseKind::Identifier(name) => Some(name),
        _ => None,
    })
}

fn breaks(clauses: &[Clause]) -> Vec<(i32, String)> {
    let mut breaks: Vec<(i32, String)> = all_clauses(clauses)
        .filter_map(|clause| match &clause.kind {
            ClauseKind::BreakInSeries { year, text } => Some((*year, text.value.clone())),
            _ => None,
        })
        .collect();
    breaks.sort();
    breaks
}

fn missing_is_zero<'c>(clauses: impl Iterator<Item = &'c Clause>) -> bool {
    let mut clauses = clauses;
    clauses.any(|clause| {
        matches!(
            clause.kind,
            ClauseKind::When { condition: WhenCondition::DataMissing, outcome: tree::Outcome::CountAsZero | tree::Outcome::ShowZero }
        )
    })
}

fn listed(years: Years) -> Vec<i32> {
    match (years.from, years.to) {
        (Some(from), Some(to)) => (from..=to).collect(),
        (Some(from), None) => vec![from],
        (None, Some(to)) => vec![to],
        (None, None) => Vec::new(),
    }
}
