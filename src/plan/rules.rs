//! Valideringsregler as plans: what is read, what is asked of it, and what a violation says.
//!
//! In: the rules of a model. Out: [`RulePlan`]s, a [`CheckPlan`] per udgave and krav. Guaranteed now: the figures that are
//! read are planned with their parts; of families the members exempted are named by their codes.

use num_rational::BigRational;

use super::planner::Planner;
use super::predicate::Predicate;
use super::selection::Place;
use super::window::Grain;
use crate::model::rule::{
    Comparand, Exemption, FigureTest, FilledColumn, MessagePart, RequirementKind, RowTest, RowsChecked, RuleEdition,
    Tolerance, may_be_told, read_factor,
};
use crate::model::years::Years;
use crate::model::{
    ColumnId, ColumnKind, ColumnValue, Comparison, FigureId, Origin, RuleId, Severity, SeverityException, SourceId,
    Statistic, rule_sentence,
};

/// A kommune of the list, with its name and the years in which it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MunicipalityRow {
    pub code: String,
    pub title: String,
    pub years: Years,
}

#[derive(Debug, Clone, PartialEq)]
pub struct RulePlan {
    /// What stands in `regel`.
    pub name: String,
    /// What its views are called after.
    pub view: String,
    pub title: String,
    /// What it asks, in Danish lines.
    pub about: Vec<String>,
    pub grain: Grain,
    pub checks: Vec<CheckPlan>,
}

/// One krav in one udgave.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckPlan {
    pub years: Years,
    pub severity: Severity,
    pub except: Option<SeverityException>,
    pub tolerance: Tolerance,
    pub message: Vec<MessagePart>,
    pub asked: Asked,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    Figure { data: FigureRead, test: TestPlan, exempt: Vec<ExemptMembers> },
    Rows(RowsPlan),
}

/// A figure whose rows are judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureRead {
    pub name: String,
    pub grain: Grain,
    /// The dimension words of its family.
    pub dimensions: Vec<String>,
    /// What its resultat is multiplied by.
    pub factor: BigRational,
}

#[derive(Debug, Clone, PartialEq)]
pub enum TestPlan {
    Compare {
        comparison: Comparison,
        with: Against,
    },
    Between {
        from: Against,
        to: Against,
    },
    ExistsForAll,
    ChangesAtMost {
        percent: BigRational,
        months: i32,
    },
    Spread {
        deviations: BigRational,
        around: Statistic,
    },
    /// `per`: the figure that each point is divided by.
    Slope {
        deviations: BigRational,
        around: Statistic,
        per: Option<String>,
    },
    PartsSumTo(Against),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Against {
    Number(BigRational),
    /// A figure's value; `by_member` of the member with the same code.
    Figure {
        name: String,
        by_member: bool,
        /// What its resultat is multiplied by.
        factor: BigRational,
    },
}

/// Whom a rule about figures does not judge: all of it holds.
#[derive(Debug, Clone, PartialEq)]
pub struct ExemptMembers {
    pub municipalities: Option<Vec<String>>,
    /// Members by code, and the years in which they are meant; all when `None`.
    pub members: Option<Vec<(Years, Vec<String>)>>,
    pub until: Option<i32>,
}

/// Rows of a source that are asked.
#[derive(Debug, Clone, PartialEq)]
pub struct RowsPlan {
    pub source: String,
    pub role: String,
    pub selected: Predicate,
    pub exempt: Vec<ExemptRows>,
    pub test: RowTestPlan,
    /// The måltal whose sum is told.
    pub amount: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ExemptRows {
    pub municipalities: Option<Vec<String>>,
    pub rows: Predicate,
    pub until: Option<i32>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum RowTestPlan {
    /// Something is stored that is no code.
    CodesExist(Vec<ToldColumn>),
    /// The columns that are told, and those that only tell rows apart.
    Unique {
        told: Vec<ToldColumn>,
        hidden: Vec<ToldColumn>,
    },
    Filled(Vec<ToldColumn>),
    Holds {
        broken: Predicate,
        told: Vec<ToldColumn>,
    },
}

/// A column as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldColumn {
    pub word: String,
    pub read: ReadColumn,
}

/// How a column is read: what is missing is the empty text, or NULL of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadColumn {
    /// The code as known, and the text as stored.
    Code {
        known: String,
        raw: String,
    },
    Text(String),
    /// The number as read, and the text as stored; of what is not stored there is none.
    Number {
        read: String,
        raw: Option<String>,
    },
    /// A day's number.
    Day(String),
}

impl Planner<'_> {
    pub fn rules(&mut self) -> Vec<RulePlan> {
        let model = self.model;
        let (written, automatic): (Vec<RuleId>, Vec<RuleId>) =
            (0..model.rules.len()).map(RuleId).partition(|id| model.rule(*id).automatic.is_none());
        let mut rules: Vec<RulePlan> = written.into_iter().map(|id| self.rule(id, true)).collect();
        // Of sources that nothing reads nothing is known, not even where they are.
        self.populations();
        self.sources();
        for id in automatic {
            if model.rule(id).automatic.is_some_and(|source| self.usage.contains_key(&source)) {
                rules.push(self.rule(id, false));
            }
        }
        rules
    }

    /// The list of kommuner.
    pub fn municipality_rows(&self) -> Vec<MunicipalityRow> {
        let versions = self.model.tree(self.model.municipalities).versions.iter();
        let row = |version: &crate::model::codes::CodeVersion| MunicipalityRow {
            code: version.code.clone(),
            title: version.title.clone(),
            years: version.years,
        };
        versions.map(row).collect()
    }

    /// What is `written` makes its source one that is read.
    pub fn rule(&mut self, id: RuleId, written: bool) -> RulePlan {
        let model = self.model;
        let rule = model.rule(id);
        let mut checks = Vec::new();
        for edition in &rule.editions {
            for requirement in &edition.requirements {
                checks.push(CheckPlan {
                    years: edition.years,
                    severity: edition.severity,
                    except: edition.except.clone(),
                    tolerance: edition.tolerance.clone(),
                    message: requirement.message.clone(),
                    asked: self.asked(edition, &requirement.kind, written),
                });
            }
        }
        RulePlan {
            name: rule.name.sql.clone(),
            view: rule.object_name(model),
            title: rule.title.clone(),
            about: rule_sentence::rule_lines(model, rule),
            grain: Grain::of(rule.period),
            checks,
        }
    }

    fn asked(&mut self, edition: &RuleEdition, kind: &RequirementKind, written: bool) -> Asked {
        match kind {
            RequirementKind::Rows(checked) => Asked::Rows(self.checked_rows(edition, checked, written)),
            RequirementKind::Figure { data, test } => {
                let against = |with: &Comparand| self.against(with);
                let test = match test {
                    FigureTest::Compare { comparison, with } => {
                        TestPlan::Compare { comparison: *comparison, with: against(with) }
                    }
                    FigureTest::Between { from, to } => TestPlan::Between { from: against(from), to: against(to) },
                    FigureTest::ExistsForAll => TestPlan::ExistsForAll,
                    FigureTest::ChangesAtMost { percent, months } => {
                        TestPlan::ChangesAtMost { percent: percent.clone(), months: *months }
                    }
                    FigureTest::Spread { deviations, around } => {
                        TestPlan::Spread { deviations: deviations.clone(), around: *around }
                    }
                    FigureTest::Slope { deviations, around, per } => {
                        let per = per.map(|id| self.model.figure(id).name.sql.clone());
                        TestPlan::Slope { deviations: deviations.clone(), around: *around, per }
                    }
                    FigureTest::PartsSumTo(with) => TestPlan::PartsSumTo(against(with)),
                };
                let exempt = edition.exemptions.iter().map(|exemption| self.exempt_members(*data, exemption)).collect();
                Asked::Figure { data: self.figure_read(*data), test, exempt }
            }
        }
    }

    fn figure_read(&self, id: FigureId) -> FigureRead {
        let figure = self.model.figure(id);
        let loops = figure.family.iter().flat_map(|family| &family.loops);
        FigureRead {
            name: figure.name.sql.clone(),
            grain: Grain::of(figure.reported),
            dimensions: loops.map(|one| one.dimension.clone()).collect(),
            factor: read_factor(figure),
        }
    }

    fn against(&self, with: &Comparand) -> Against {
        match with {
            Comparand::Number(number) => Against::Number(number.clone()),
            Comparand::Figure(id) => {
                let figure = self.model.figure(*id);
                Against::Figure {
                    name: figure.name.sql.clone(),
                    by_member: figure.family.is_some(),
                    factor: read_factor(figure),
                }
            }
        }
    }

    /// The members that all conditions on dimensions mean, by the years in which they do.
    fn exempt_members(&self, data: FigureId, exemption: &Exemption) -> ExemptMembers {
        let family = self.model.figure(data).family.as_ref().filter(|_| !exemption.members.is_empty());
        let members = family.map(|family| {
            let mut found: Vec<(Years, Vec<String>)> = Vec::new();
            for member in &family.members {
                let Some(values) = &member.values else { continue };
                let mut years = vec![Years::ALL];
                for (of, meant) in &exemption.members {
                    let own = meant.iter().find(|(value, _)| *value == values[*of]).map_or(&[][..], |(_, years)| years);
                    years = years.iter().flat_map(|a| own.iter().filter_map(|b| a.intersect(*b))).collect();
                }
                for range in years {
                    match found.iter_mut().find(|(known, _)| *known == range) {
                        Some((_, codes)) => codes.push(member.code.clone()),
                        None => found.push((range, vec![member.code.clone()])),
                    }
                }
            }
            found
        });
        ExemptMembers { municipalities: exemption.municipalities.clone(), members, until: exemption.until }
    }

    fn checked_rows(&mut self, edition: &RuleEdition, checked: &RowsChecked, written: bool) -> RowsPlan {
        let model = self.model;
        let source = model.source(checked.source);
        let names = self.columns[checked.source.0].clone();
        let role = names.columns[checked.municipality.0].clone();
        if written {
            self.usage.entry(checked.source).or_default().roles.insert(role.clone());
            self.ask_for_members(checked);
        }
        let place = Place { municipality: &role, ..Place::of(source, &names) };
        let selected = self.conditions.selection(&checked.selection, place);
        let exempt = edition
            .exemptions
            .iter()
            .map(|exemption| ExemptRows {
                municipalities: exemption.municipalities.clone(),
                rows: self.conditions.all(&exemption.rows, place),
                until: exemption.until,
            })
            .collect();
        let test = match &checked.test {
            RowTest::CodesExist(columns) => RowTestPlan::CodesExist(self.told(checked.source, columns)),
            RowTest::Filled(columns) => RowTestPlan::Filled(
                columns
                    .iter()
                    .map(|column| match column {
                        FilledColumn::Column(column) => self.told_column(checked.source, *column),
                        FilledColumn::Measure(measure) => ToldColumn {
                            word: source.measures[measure.0].name.text.clone(),
                            read: ReadColumn::Number { read: names.measures[measure.0].clone(), raw: None },
                        },
                    })
                    .collect(),
            ),
            RowTest::Unique(columns) => {
                let shown = |column: &&ColumnId| may_be_told(source, checked.municipality, **column);
                let told: Vec<ColumnId> = columns.iter().filter(shown).copied().collect();
                let hidden: Vec<ColumnId> = columns.iter().filter(|column| !told.contains(column)).copied().collect();
                RowTestPlan::Unique {
                    told: self.told(checked.source, &told),
                    hidden: self.told(checked.source, &hidden),
                }
            }
            RowTest::Holds { condition, then, columns } => {
                let condition = self.conditions.all(condition, place);
                let then = self.conditions.all(then, place);
                let broken = Predicate::all([condition, then.negated()]);
                RowTestPlan::Holds { broken, told: self.told(checked.source, columns) }
            }
        };
        let amount = checked.amount.map(|measure| names.measures[measure.0].clone());
        RowsPlan { source: source.name.sql.clone(), role, selected, exempt, test, amount }
    }

    fn told(&self, source: SourceId, columns: &[ColumnId]) -> Vec<ToldColumn> {
        columns.iter().map(|column| self.told_column(source, *column)).collect()
    }

    fn told_column(&self, id: SourceId, column: ColumnId) -> ToldColumn {
        let names = &self.columns[id.0];
        let known = &self.model.source(id).columns[column.0];
        let (name, raw) = (names.columns[column.0].clone(), names.raw_columns[column.0].clone());
        let is_stored = self.model.source(id).origin == Origin::Table && known.value == ColumnValue::Stored;
        let read = match &known.kind {
            ColumnKind::Codes { .. } | ColumnKind::Municipality if !is_stored => ReadColumn::Text(name),
            ColumnKind::Codes { .. } | ColumnKind::Municipality => ReadColumn::Code { known: name, raw },
            ColumnKind::Number => ReadColumn::Number { read: name, raw: Some(raw).filter(|_| is_stored) },
            ColumnKind::Text | ColumnKind::Key(_) => ReadColumn::Text(name),
            ColumnKind::FromDate | ColumnKind::ToDate | ColumnKind::Date => ReadColumn::Day(name),
            ColumnKind::Time => ReadColumn::Text(raw),
        };
        ToldColumn { word: known.name.text.clone(), read }
    }
}
