//! `prognose`: the expected year, from the year to date and how far earlier years had come by this month (P1).
//!
//! It counts the rows of the nøgletal or grundtal that it is for, år til dato, so it is a figure of its own.

use num_traits::One;

use super::super::dimension::Dimension;
use super::super::units::Unit;
use super::super::{
    Edition, EditionValue, Family, FigureId, Forecast, KeyFigure, Part, Rows, What, suppression::Suppression,
};
use super::figures::unit;
use super::symbols::named;
use super::{Builder, definition, responsible, title};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::{FormProblem, NameProblem, Noun, UnitProblem};
use crate::syntax::tree::{ClauseKind, Declaration, FigureName, Frequency, Header, WhenKind};
use crate::text::fold;

/// So many years at most.
const MOST_YEARS: u32 = 20;

/// What a prognose is for.
#[derive(Clone, Copy)]
pub enum ForecastOf {
    Base(super::super::BaseFigureId),
    Figure(FigureId),
}

impl Builder<'_> {
    /// Gives every prognose its place, so that formulas may name it.
    pub fn draft_forecasts(&mut self, declarations: &[&Declaration]) -> Vec<(FigureId, Option<ForecastOf>)> {
        let mut drafts = Vec::new();
        for declaration in declarations {
            let (Header::Forecast { of }, Some(name)) = (&declaration.header, &declaration.name) else { continue };
            let found = self.forecast_of(of);
            let id = FigureId(self.model.figures.len());
            self.figure_ids.insert(fold(&name.text), id);
            let clauses = &declaration.clauses;
            let read = match found {
                Some(ForecastOf::Figure(read)) => Some(self.model.figures[read.0].clone()),
                _ => None,
            };
            let of_base = match found {
                Some(ForecastOf::Base(base)) => Some(self.model.base_figures[base.0].clone()),
                _ => None,
            };
            let own = read.as_ref().map(|read| read.unit.clone()).or(of_base.as_ref().map(|base| base.unit.clone()));
            let read_title = read
                .as_ref()
                .map(|read| read.title.clone())
                .or(of_base.map(|base| base.title.unwrap_or(base.name.text)))
                .unwrap_or_default();
            let shown = title(clauses).unwrap_or_else(|| format!("Prognose: {read_title}"));
            let access = self.access(declaration).or(read.as_ref().and_then(|read| read.access));
            let family = read.as_ref().and_then(|read| family_of(read, &fold(&name.text), title(clauses).as_deref()));
            self.model.figures.push(KeyFigure {
                name: named(name),
                title: shown,
                identifier: None,
                area: read.as_ref().and_then(|read| read.area.clone()),
                definition: definition(clauses).or(read.as_ref().and_then(|read| read.definition.clone())),
                responsible: responsible(clauses).or(read.as_ref().and_then(|read| read.responsible.clone())),
                unit: unit(clauses).or(own).unwrap_or_else(Unit::any_count),
                reported: Frequency::Monthly,
                direction: read.as_ref().and_then(|read| read.direction),
                compared: None,
                prices: read.as_ref().and_then(|read| read.prices),
                access,
                family,
                editions: Vec::new(),
                breaks: read.map_or_else(Vec::new, |read| read.breaks),
                overlap_allowed: None,
                of_rule: false,
                span: declaration.span,
            });
            drafts.push((id, found));
        }
        drafts
    }

    fn forecast_of(&mut self, of: &FigureName) -> Option<ForecastOf> {
        let kinds = [Noun::KeyFigure, Noun::LinkedKeyFigure, Noun::BaseFigure];
        let found = self.symbols.find(&of.name, &kinds, Noun::Figure).map(|symbol| symbol.kind);
        let kind = self.found(found)??;
        if !of.member.is_empty() {
            let problem = UnitProblem::ForecastOfMember { figure: of.name.text.clone() };
            self.report(problem, of.span);
            return None;
        }
        let name = fold(&of.name.text);
        match kind {
            Noun::BaseFigure => self.base_figure_ids.get(&name).copied().map(ForecastOf::Base),
            _ => self.figure_ids.get(&name).copied().map(ForecastOf::Figure),
        }
    }

    /// What each counts, once all that it may be for is built.
    pub fn fill_forecasts(&mut self, declarations: &[&Declaration], drafts: Vec<(FigureId, Option<ForecastOf>)>) {
        let mut drafts = drafts.into_iter();
        for declaration in declarations {
            let (Header::Forecast { of }, Some(_)) = (&declaration.header, &declaration.name) else { continue };
            let Some((id, found)) = drafts.next() else { continue };
            let editions = found.and_then(|found| self.forecast_editions(id, found, declaration, of));
            match editions {
                Some(editions) if !declaration.broken => self.model.figures[id.0].editions = editions,
                _ => {
                    self.broken_figures.insert(id);
                }
            }
        }
    }

    fn forecast_editions(
        &mut self,
        id: FigureId,
        of: ForecastOf,
        declaration: &Declaration,
        written: &FigureName,
    ) -> Option<Vec<Edition>> {
        let years = self.forecast_years(declaration)?;
        let read = match of {
            ForecastOf::Figure(read) if self.broken_figures.contains(&read) => return None,
            ForecastOf::Base(read) if self.broken_base_figures.contains(&read) => return None,
            ForecastOf::Figure(read) => {
                let figure = self.model.figures[read.0].clone();
                self.forecast_fits(id, &figure.unit, declaration);
                if figure.reported != Frequency::Monthly {
                    let reported = super::super::danish_frequency(figure.reported).to_owned();
                    let problem = UnitProblem::ForecastNeedsMonths { figure: figure.name.text.clone(), reported };
                    self.report(problem, written.span);
                    return None;
                }
                figure.editions.into_iter().map(|edition| self.forecast_edition(edition, written)).collect::<Vec<_>>()
            }
            ForecastOf::Base(read) => {
                let base = self.model.base_figures[read.0].clone();
                self.forecast_fits(id, &base.unit, declaration);
                let edition = |part: super::super::Version<Part>| Edition {
                    years: part.years,
                    value: EditionValue::Ratio { numerator: part.value, denominator: None },
                    factor: num_rational::BigRational::one(),
                    shown_in: num_rational::BigRational::one(),
                    rules: Vec::new(),
                    missing_is_zero: base.missing_is_zero,
                    suppression: Suppression::default(),
                    forecast: None,
                };
                let editions: Vec<Edition> = base.parts.iter().cloned().map(edition).collect();
                editions.into_iter().map(|edition| self.forecast_edition(edition, written)).collect()
            }
        };
        let shown_in = self.model.figures[id.0].unit.quantity_factor();
        let whole: Vec<(Edition, Rows)> = read.into_iter().collect::<Option<_>>()?;
        let with_share = |(edition, whole): (Edition, Rows)| Edition {
            shown_in: shown_in.clone(),
            forecast: Some(Forecast { whole, years }),
            ..edition
        };
        Some(whole.into_iter().map(with_share).collect())
    }

    fn forecast_years(&mut self, declaration: &Declaration) -> Option<u32> {
        let basis = declaration.clauses.iter().find_map(|clause| match clause.kind {
            ClauseKind::ForecastBasis { years } => Some((years, clause.line)),
            _ => None,
        });
        match basis {
            Some((years, _)) if (1..=MOST_YEARS).contains(&years) => Some(years),
            Some((years, line)) => {
                self.report(UnitProblem::ForecastYears { years, most: MOST_YEARS }, line);
                None
            }
            None => {
                if !declaration.broken {
                    let problem = FormProblem::ClauseMissing {
                        declaration: "prognose".to_owned(),
                        name: declaration.name.as_ref().map_or_else(String::new, |name| name.text.clone()),
                        clause: "grundlag".to_owned(),
                    };
                    self.report(problem, declaration.header_span);
                }
                None
            }
        }
    }

    fn forecast_fits(&mut self, id: FigureId, read: &Unit, declaration: &Declaration) {
        let own = self.model.figures[id.0].unit.clone();
        let line = declaration.clauses.iter().find(|clause| matches!(clause.kind, ClauseKind::Unit(_)));
        if let Some(clause) = line {
            self.dimension_fits(&Dimension::of(read), &own, clause.line);
        }
    }

    /// The rows år til dato, and those of a whole year; an error when the months do not add to a year.
    fn forecast_edition(&mut self, edition: Edition, written: &FigureName) -> Option<(Edition, Rows)> {
        let figure = written.name.text.clone();
        let EditionValue::Ratio { numerator: Part::Rows(rows), denominator: None } = &edition.value else {
            self.report(UnitProblem::ForecastNeedsSum { figure }, written.span);
            return None;
        };
        let whats: Vec<What> = rows.versions.iter().map(|version| version.value.what).collect();
        let adds = |what: &What| matches!(what, What::Flow(_) | What::Rows | What::RowsWith(_));
        let by_month = rows.counting.when == WhenKind::ForMonth && whats.iter().all(adds);
        let to_date = rows.counting.when == WhenKind::YearToDate
            && whats.iter().all(|what| adds(what) || matches!(what, What::Distinct(_)));
        if !(by_month || to_date) || rows.counting.year_before {
            let problem = Diagnostic::new(UnitProblem::ForecastNeedsSum { figure }, written.span);
            self.problems.push(problem.related(rows.counting.span, "counting"));
            return None;
        }
        // Two forecasts would tell what a hidden month holds.
        if edition.suppression.second_smallest.is_some() || (by_month && !edition.suppression.tests.is_empty()) {
            self.report(UnitProblem::ForecastOfHidden { figure }, written.span);
            return None;
        }
        let counted = |when: WhenKind| {
            let counting = super::super::Counting { when, ..rows.counting };
            Rows { counting, ..rows.clone() }
        };
        let whole = counted(WhenKind::ForYear);
        let numerator = Part::Rows(counted(WhenKind::YearToDate));
        let value = EditionValue::Ratio { numerator, denominator: None };
        Some((Edition { value, rules: Vec::new(), factor: num_rational::BigRational::one(), ..edition }, whole))
    }

    /// N105 of the members of a prognose.
    pub fn forecast_names(&mut self, drafts: &[(FigureId, Option<ForecastOf>)]) {
        for (id, _) in drafts {
            let figure = &self.model.figures[id.0];
            let longest = figure.family.iter().flat_map(|family| &family.members).map(|member| &member.sql);
            let Some(longest) = longest.max_by_key(|sql| sql.len()) else { continue };
            let limit = super::symbols::OUTPUT_NAME_LIMIT;
            if longest.len() > limit {
                let problem = NameProblem::OutputNameTooLong {
                    name: figure.name.text.clone(),
                    output_name: longest.clone(),
                    bytes: longest.len(),
                    limit,
                };
                let span = figure.name.span;
                self.report(problem, span);
            }
        }
    }
}

/// The members of what is read, under the prognose's own name.
fn family_of(read: &KeyFigure, own: &str, title: Option<&str>) -> Option<Family> {
    let mut family = read.family.clone()?;
    let loops = family.loops.clone();
    for member in &mut family.members {
        member.sql = format!("{own}{}", member.sql.strip_prefix(&read.name.sql).unwrap_or(&member.sql));
        member.title = match title {
            None => format!("Prognose: {}", member.title),
            Some(title) => {
                let names = member.values.as_ref().map(|values| {
                    let names = values.iter().zip(&loops).filter_map(|(value, one)| one.values.get(*value));
                    names.map(|value| value.title.clone()).collect::<Vec<_>>().join(", ")
                });
                let code = if member.values.is_some() { member.code.as_str() } else { "" };
                let named = title.replace("{kode}", code).replace("{navn}", names.as_deref().unwrap_or("i alt"));
                named.trim().to_owned()
            }
        };
    }
    Some(family)
}
