//! The rule that nobody writes: `er entydig` of sources in which a row too many is counted twice (L5).
//!
//! Of sources that hold a beholdning or keys, and of koblede ones; when they say what a row is, and unless they say `uden
//! automatiske regler`. What codes there are is told on reading.

use super::super::super::rule::{
    MessagePart, Requirement, RequirementKind, RowTest, RowsChecked, Rule, RuleEdition, Tolerance,
};
use super::super::super::years::Years;
use super::super::super::{ColumnKind, MeasureKind, Named, Origin, Selection, Severity, Source, SourceId};
use super::super::Builder;
use super::figures::period_of_time;
use super::rows::identifying;

/// What stands in `regel`; no author's name has a blank in it.
const UNIQUE: &str = "er entydig";

impl Builder<'_> {
    pub(super) fn automatic_rules(&mut self) {
        let sources = self.model.sources.iter().enumerate().filter(|(_, source)| is_held_to_it(source));
        let rules: Vec<Rule> = sources.map(|(index, source)| unique(SourceId(index), source)).collect();
        self.model.rules.extend(rules);
    }
}

fn is_held_to_it(source: &Source) -> bool {
    let holds_stock = source.measures.iter().any(|measure| measure.kind == MeasureKind::Stock);
    let holds_keys = source.columns.iter().any(|column| matches!(column.kind, ColumnKind::Key(_)));
    let derived = matches!(source.origin, Origin::Derived(_));
    let says_row = !source.row_per.is_empty() && source.interval.is_none();
    let is_linked = matches!(source.origin, Origin::Linked(_));
    source.automatic_rules && says_row && !derived && (holds_stock || holds_keys || is_linked)
}

fn unique(id: SourceId, source: &Source) -> Rule {
    let checked = RowsChecked {
        source: id,
        municipality: source.municipality_roles[0],
        selection: Selection::default(),
        test: RowTest::Unique(identifying(source)),
        amount: None,
    };
    let text = |text: &str| MessagePart::Text(text.to_owned());
    let name = &source.name.text;
    let message = vec![
        text(&format!("{name}: ")),
        MessagePart::Rows,
        text(" rækker, hvor der efter »en række pr.« skulle være "),
        MessagePart::ComparedWith,
    ];
    let requirement = Requirement { kind: RequirementKind::Rows(checked), message, span: source.name.span };
    let edition = RuleEdition {
        years: Years::ALL,
        severity: Severity::Error,
        except: None,
        exemptions: Vec::new(),
        requirements: vec![requirement],
        tolerance: Tolerance::default(),
    };
    Rule {
        name: Named { text: UNIQUE.to_owned(), sql: UNIQUE.to_owned(), span: source.name.span },
        title: format!("{name} {UNIQUE}"),
        definition: None,
        responsible: None,
        period: period_of_time(source.time_kind),
        editions: vec![edition],
        automatic: Some(id),
        span: source.name.span,
    }
}
