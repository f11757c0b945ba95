//! `eksempel` for an afledt or koblet datakilde, and the declarations that have no rows to show.
//!
//! In: `forvent` of an eksempel. Out: the rows expected, each heading a column or måltal of the source. Guaranteed now:
//! headings follow the rules of `givet`, but what is made of others may stand there too; cells are as in `givet`.

use super::super::{
    ColumnValue, Expectation, ExpectedHeading, GivenHeading, MeasureId, MeasureValue, Origin, SourceId,
};
use super::Builder;
use super::row_per::time_words;
use crate::diagnostics::problems::{Noun, RuleProblem};
use crate::syntax::tree::{Cell, Name, Table};
use crate::text::fold;

/// What can have an error that an eksempel expects.
const DECLARATIONS: [Noun; 16] = [
    Noun::KeyFigure,
    Noun::LinkedKeyFigure,
    Noun::BaseFigure,
    Noun::Filter,
    Noun::Source,
    Noun::CodeList,
    Noun::ChartOfAccounts,
    Noun::Population,
    Noun::Rule,
    Noun::DerivedSource,
    Noun::LinkedSource,
    Noun::PriceIndex,
    Noun::Comparison,
    Noun::Access,
    Noun::Forecast,
    Noun::Area,
];

impl Builder<'_> {
    /// The declaration of which `forvent fejl` is asked.
    pub fn declaration_named(&mut self, name: &Name) -> Option<()> {
        // An adgang may be called as something else is.
        if self.symbols.find(name, &[Noun::Access], Noun::Access).is_ok() {
            self.symbols.mark_used(&name.text);
            return Some(());
        }
        let found = self.symbols.find(name, &DECLARATIONS, Noun::Declaration).map(|_| ());
        self.found(found)
    }

    /// Whether the name is of something without rows of its own, which is said.
    pub fn has_no_rows(&mut self, name: &Name) -> bool {
        let rowless = [
            Noun::Population,
            Noun::Filter,
            Noun::Source,
            Noun::CodeList,
            Noun::ChartOfAccounts,
            Noun::PriceIndex,
            Noun::Comparison,
            Noun::Area,
        ];
        let found = self.symbols.find(name, &rowless, Noun::Declaration).ok().and_then(|symbol| symbol.kind);
        let access = || self.symbols.find(name, &[Noun::Access], Noun::Access).ok().and_then(|symbol| symbol.kind);
        let known = self.symbols.get(&name.text).is_some();
        let Some(kind) = found.or_else(|| if known { None } else { access() }) else { return false };
        self.report(RuleProblem::ExampleWithoutRows { kind, name: name.text.clone() }, name.span);
        true
    }

    pub fn expected_made_rows(&mut self, table: &Table, source: SourceId) -> Option<Expectation> {
        let found: Vec<Option<GivenHeading>> =
            table.headings.iter().map(|heading| self.made_heading(source, heading)).collect();
        let of = found.into_iter().collect::<Option<Vec<_>>>()?;
        let rows = table.rows.iter().map(|row| self.given_row(source, &of, &table.headings, row)).collect();
        let own = |(of, cell): (&GivenHeading, &Cell)| ExpectedHeading::Own { of: *of, word: cell.text.clone() };
        Some(Expectation::Rows { headings: of.iter().zip(&table.headings).map(own).collect(), rows })
    }

    fn made_heading(&mut self, source: SourceId, cell: &Cell) -> Option<GivenHeading> {
        self.own_heading(source, cell).or_else(|| self.given_heading(source, cell))
    }

    /// The column or måltal that a heading names: a dimension word, a column, or the word for the source's time.
    pub fn own_heading(&mut self, source: SourceId, cell: &Cell) -> Option<GivenHeading> {
        let known = &self.model.sources[source.0];
        let folded = fold(&cell.text);
        if let Some(index) = known.measures.iter().position(|measure| measure.name.sql == folded) {
            return Some(GivenHeading::Measure(MeasureId(index)));
        }
        if let [column] = self.words(source).find(&cell.text) {
            return Some(GivenHeading::Column(*column));
        }
        if folded == "kommune" {
            return Some(GivenHeading::Column(known.municipality_roles[0]));
        }
        let is_time = known.interval.is_none() && time_words(known.time_kind).contains(&folded.as_str());
        is_time.then_some(GivenHeading::Column(known.time))
    }

    /// Of a table: whether the value is made of others and stored nowhere.
    pub fn is_computed(&self, source: SourceId, heading: GivenHeading) -> bool {
        let known = &self.model.sources[source.0];
        known.origin == Origin::Table
            && match heading {
                GivenHeading::Column(column) => known.columns[column.0].value != ColumnValue::Stored,
                GivenHeading::Measure(measure) => known.measures[measure.0].value != MeasureValue::Stored,
            }
    }
}
