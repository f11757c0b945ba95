//! `grundlag_…`: the source rows that count in a nøgletal, for one's own kommune only.
//!
//! In: a [`FigurePlan`]. Out: a view, or nothing when it counts no rows itself. Guaranteed now: without a kommune set
//! for the session no row is seen.

use super::Statement;
use super::count::{PieceRows, loop_alias};
use super::layout::{comment, filtered, select};
use super::writer::{Writer, years_test};
use crate::model::years::Years;
use crate::plan::{Amount, Count, FigurePlan, Lookup, Piece, RowsFrom, RowsOfPart, SourcePlan, Window};

/// The columns that every such view has.
const FIXED: [&str; 7] = ["noegletal", "rolle", "kilde", "kommune", "maaned", "periode", "beloeb"];

/// A column shown, and which sources have it.
type Shown = (String, Vec<(String, String)>);

impl Writer<'_> {
    pub fn drill_down(&self, figure: &FigurePlan) -> Vec<Statement> {
        let pieces = self.pieces_of(figure);
        if pieces.is_empty() {
            return Vec::new();
        }
        let shown = shown_of(&pieces);
        let queries: Vec<String> = pieces
            .iter()
            .map(|(part, piece, source)| self.drill_down_of(figure, part, piece, source, &shown))
            .collect();
        let mut about = figure.about.clone();
        about.push(format!(
            "Rækkerne bag nøgletallet, kun for egen kommune: {}; uden den ses ingen",
            self.dialect.how_to_set_municipality()
        ));
        let view = self.named("grundlag", &figure.name, format!("grundlag for {}", figure.name));
        let query = queries.join("\nUNION ALL\n");
        let query = self.target.control().map_or(query.clone(), |control| control.closed_query(&query));
        self.view(&view, &comment(&about), &query)
    }

    /// The columns of the view.
    pub fn drill_down_columns(&self, figure: &FigurePlan) -> Vec<String> {
        let shown = shown_of(&self.pieces_of(figure)).into_iter().map(|(name, _)| name);
        FIXED.iter().map(|column| (*column).to_owned()).chain(shown).collect()
    }

    pub fn has_drill_down(&self, figure: &FigurePlan) -> bool {
        !self.pieces_of(figure).is_empty()
    }

    fn pieces_of<'p>(&'p self, figure: &'p FigurePlan) -> Vec<(&'p RowsOfPart, &'p Piece, &'p SourcePlan)> {
        figure
            .drill_down
            .iter()
            .flat_map(|part| part.count.pieces.iter().map(move |piece| (part, piece)))
            .filter_map(|(part, piece)| Some((part, piece, self.plan.sources.iter().find(|s| s.name == piece.source)?)))
            .collect()
    }

    fn drill_down_of(
        &self,
        figure: &FigurePlan,
        part: &RowsOfPart,
        piece: &Piece,
        source: &SourcePlan,
        shown: &[Shown],
    ) -> String {
        let loops = &part.count.loops;
        // Sums are shown as the rows that they are sums of.
        let from = if piece.from == RowsFrom::Cells { RowsFrom::Read } else { piece.from };
        let PieceRows { mut from, conditions: counted, .. } =
            self.rows_of(&Piece { from, ..piece.clone() }, loops, &figure.name);
        let role = format!("c.{}", self.name(&piece.role));
        let mut name = self.text_value(&figure.name);
        if !loops.is_empty() {
            let same: String =
                loops.iter().map(|of| format!(" AND b.v{} = {}.vaerdi", of + 1, loop_alias(*of))).collect();
            from.push_str(&format!(
                "\nJOIN {} AS b ON b.figur = {name} AND c.aar BETWEEN b.fra AND b.til{same}",
                self.object("medlemmer")
            ));
            name = "b.noegletal".to_owned();
        }
        let (amount, there) = self.amount_of_row(piece);
        let period = match piece.from {
            RowsFrom::OnTheDay => self.month_text("c.maaned"),
            RowsFrom::Cells | RowsFrom::Read => self.period_text(source, "c"),
        };
        let mut columns = vec![
            format!("{name} AS noegletal"),
            format!("{} AS rolle", self.text_value(if part.denominator { "naevner" } else { "taeller" })),
            format!("{} AS kilde", self.text_value(&source.declared)),
            format!("{role} AS kommune"),
            "c.maaned".to_owned(),
            format!("{period} AS periode"),
            format!("{} AS beloeb", self.dialect.read_amount(&self.decimal(&amount))),
        ];
        for (name, of) in shown {
            let value = match of.iter().find(|(in_source, _)| *in_source == source.name) {
                Some((_, column)) if source.numbers.iter().any(|number| number.name == *column) => {
                    self.dialect.number_text(&format!("c.{}", self.name(column)))
                }
                Some((_, column)) => self.as_text(&format!("c.{}", self.name(column))),
                None => self.as_text("NULL"),
            };
            columns.push(format!("{value} AS {}", self.name(name)));
        }
        let mut conditions = vec![format!("{role} = {}", self.own_municipality())];
        conditions.extend(counted);
        if piece.from == RowsFrom::OnTheDay {
            conditions.push(self.is_read(&part.count));
        }
        conditions.extend(there);
        select(&columns, &format!("{from}{}", filtered(&conditions)))
    }

    /// Some period reads the month.
    fn is_read(&self, count: &Count) -> String {
        let one = |(years, window): &(Years, Window)| {
            let mut tests = vec![self.in_window("c.maaned", *window, Lookup::SAME, count.grain)];
            tests.extend(years_test("k.aar", *years));
            format!("({})", tests.join(" AND "))
        };
        let windows: Vec<String> = count.windows.iter().map(one).collect();
        format!(
            "EXISTS (\n  SELECT 1 FROM {} AS k\n  WHERE k.slags = {} AND ({})\n)",
            self.object("kalender"),
            self.grain(count.grain),
            windows.join(" OR ")
        )
    }

    /// What a row counts for, and what must be there for it to count. In helår it counts for its days in each period.
    fn amount_of_row(&self, piece: &Piece) -> (String, Option<String>) {
        let sign = if piece.negative { "-" } else { "" };
        let one = format!("{sign}{}", self.dialect.amount_of_whole("1"));
        let there = |column: &String| Some(format!("c.{} IS NOT NULL", self.name(column)));
        let has_key = |key: &String| Some(self.has_text(&format!("c.{}", self.name(key))));
        match &piece.amount {
            Amount::Measure(measure) => (format!("{sign}c.{}", self.name(measure)), None),
            Amount::Statistic(_, measure) => (format!("{sign}c.{}", self.name(measure)), there(measure)),
            Amount::Rows => (one, None),
            Amount::RowsWith(measure) => (one, there(measure)),
            Amount::Distinct(key) => (one, has_key(key)),
            Amount::FullYears(key) => ("NULL".to_owned(), key.as_ref().and_then(has_key)),
            Amount::Duration(unit) => {
                (format!("{sign}{}", self.dialect.amount_of_whole(&format!("({})", self.lasted(*unit)))), None)
            }
        }
    }

    /// `2024-05`
    fn month_text(&self, month: &str) -> String {
        let year = self.dialect.padded(&self.dialect.integer_quotient(month, "12"), 4);
        let month = format!("{} + 1", self.dialect.remainder(month, 12));
        self.concat([&year, "'-'", &self.dialect.padded(&month, 2)])
    }
}

fn shown_of(pieces: &[(&RowsOfPart, &Piece, &SourcePlan)]) -> Vec<Shown> {
    let mut sources: Vec<&SourcePlan> = Vec::new();
    for (.., source) in pieces {
        if !sources.iter().any(|known| known.name == source.name) {
            sources.push(source);
        }
    }
    let only_role = |name: &str, source: &SourcePlan| {
        pieces.iter().filter(|(.., of)| of.name == source.name).all(|(_, piece, _)| piece.role == name)
    };
    shown_columns(&sources, &only_role)
}

/// Codes, texts and numbers of the sources, each name once; a role that is shown as kommune anyway is left out.
fn shown_columns(sources: &[&SourcePlan], is_shown: &dyn Fn(&str, &SourcePlan) -> bool) -> Vec<Shown> {
    let mut shown: Vec<Shown> = Vec::new();
    for source in sources {
        let roles = source.roles.iter().map(|column| &column.name).filter(|role| !is_shown(role, source));
        let plain = source.texts.iter().chain(&source.numbers).map(|column| &column.name);
        for column in roles.chain(source.codes.iter().map(|column| &column.name)).chain(plain) {
            let name = if FIXED.contains(&column.as_str()) { format!("{column}_i_kilden") } else { column.clone() };
            let place = (source.name.clone(), column.clone());
            match shown.iter_mut().find(|(known, _)| *known == name) {
                Some((_, places)) => places.push(place),
                None => shown.push((name, vec![place])),
            }
        }
    }
    shown
}
