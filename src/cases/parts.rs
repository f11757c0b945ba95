//! Cases for what an afledt or koblet datakilde is made of.
//!
//! In: a figure that counts such a source. Out: drafts: one made row more, at a bound of what it is put together by. Guaranteed
//! now: whether it counts is decided later.

use super::contexts::contexts;
use super::draft::{DraftRow, OTHER};
use super::leaves::{Leaf, Side};
use super::lowered::{cell_of_day, day_in, months_after, months_later, parts};
use super::pack::{Draft, Says};
use super::situation::{Maker, Situation, give, second_amount};
use super::times::{last_day, time_words};
use super::values::Place;
use super::witness::{Asked, KEY};
use crate::model::years::Years;
use crate::model::{
    ColumnId, ColumnKind, Derivation, Link, LinkTerm, Origin, RowsVersion, Source, TimeKind, TimeRelation,
};

/// So many lines of what is put together are looked at.
const CONTEXTS: usize = 12;

/// Takes a first row, its second rows, what is said of them and whether they are expected to count.
type Add<'a> = dyn FnMut(&DraftRow, Vec<DraftRow>, String, Option<bool>) + 'a;

/// Where one made row more is put.
struct At<'s, 'm> {
    situation: &'s Situation<'m>,
    leaf: Leaf<'m>,
    version: &'m RowsVersion,
    month: i32,
}

impl<'m> Maker<'_, 'm> {
    pub fn part_drafts(&self, side: Side, years: Years) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let Some((situation, leaf, month)) = self.usual(side, years) else { return drafts };
        let Some((_, version)) = self.standing(&leaf) else { return drafts };
        let at = At { situation: &situation, leaf, version, month };
        match &self.model.source(version.source).origin {
            Origin::Table => {}
            Origin::Derived(of) => {
                self.only_drafts(&at, of, &mut drafts);
                self.base_drafts(&at, of, &mut drafts);
            }
            Origin::Linked(link) => self.pair_drafts(&at, link, &mut drafts),
        }
        drafts
    }

    /// `kun rækker hvor`, at its bounds.
    fn only_drafts(&self, at: &At<'_, 'm>, of: &'m Derivation, drafts: &mut Vec<Draft>) {
        let Some(row) = self.counted_row(&at.leaf, at.month) else { return };
        let place = self.place(&at.leaf, at.version, at.month.div_euclid(12));
        for neighbour in of.only.iter().flat_map(|condition| place.neighbours(condition, &row)) {
            let changed = row.with(&neighbour.cells);
            drafts.extend(self.beside_support(at.situation, &at.leaf, changed, neighbour.says, Some(neighbour.meets)));
        }
    }

    /// The lines by which its rows are put together, each at its bounds.
    fn base_drafts(&self, at: &At<'_, 'm>, of: &'m Derivation, drafts: &mut Vec<Draft>) {
        let year = at.month.div_euclid(12);
        let Some(version) = of.rows.iter().find(|version| version.years.contains(year)) else { return };
        let base = Place { model: self.model, source: of.base, year, member: None };
        let role = self.model.source(of.base).municipality_roles[0];
        for context in contexts(&version.value, Years::single(year)).into_iter().take(CONTEXTS) {
            let asked = Asked { role, selection: &version.value, counted: !context.takes_out };
            let Some(like) = self.search().row(base, asked, &context.conditions(), at.month) else { continue };
            for condition in &context.focus {
                for neighbour in base.neighbours(condition, &like).into_iter().filter(|one| one.year.is_none()) {
                    let part = like.with(&neighbour.cells);
                    let natural = Some(neighbour.meets != context.takes_out);
                    let says = format!("I {}: {}", self.model.source(of.base).name.text, neighbour.says);
                    drafts.extend(self.put_together(at, part, says, natural));
                }
            }
        }
    }

    /// A made row put together of rows like this one, whether or not they are selected.
    fn put_together(&self, at: &At<'_, 'm>, part: DraftRow, says: String, natural: Option<bool>) -> Option<Draft> {
        let place = self.place(&at.leaf, at.version, at.month.div_euclid(12));
        let usual = self.counted_row(&at.leaf, at.month)?;
        let Origin::Derived(of) = &self.model.source(place.source).origin else { return None };
        let mut row = usual;
        for (index, column) in of.columns.iter().enumerate() {
            let (was, is) = (row.made_of.first()?.cells.get(column), part.cells.get(column));
            if was != is && ColumnId(index) != self.model.source(place.source).time {
                let cell = is.cloned().unwrap_or_default();
                row.put(ColumnId(index), &cell);
            }
        }
        row.made_of = vec![part];
        self.beside_support(at.situation, &at.leaf, row, says, natural)
    }

    /// What two rows must agree on: as they should, and beside it.
    fn pair_drafts(&self, at: &At<'_, 'm>, link: &Link, drafts: &mut Vec<Draft>) {
        let Some(mut row) = self.counted_row(&at.leaf, at.month) else { return };
        give(self.model, &mut row, at.version, second_amount(at.version));
        row.rekeyed(KEY, "p2");
        let sources = [link.left, link.right].map(|id| self.model.source(id));
        let [Some(left), Some(right)] = [0, 1].map(|index| parts(self.model, &row).into_iter().nth(index)) else {
            return;
        };
        let second = &sources[1].name.text;
        let mut add = |left: &DraftRow, rights: Vec<DraftRow>, says: String, natural: Option<bool>| {
            let mut probe = left.clone();
            probe.companions.extend(rights);
            probe.companions.extend(row.companions.clone());
            let mut rows = at.situation.rows();
            rows.push(probe);
            let probe = rows.len() - 1;
            let says = Says::Counts { says, natural, probe, side: at.leaf.side };
            drafts.push(Draft { of: self.of, period: at.situation.period, rows, says });
        };
        let first = &sources[0].name.text;
        add(&left, Vec::new(), format!("En række i {first} uden nogen i {second};"), Some(false));
        add(&left, vec![right.clone(), right.clone()], format!("En række i {first} og to ens i {second};"), None);
        for term in &link.terms {
            match term {
                LinkTerm::Same { right: column, .. } => {
                    let name = &sources[1].columns[column.0].name.text;
                    let other = match self.model.source(link.right).columns[column.0].kind {
                        ColumnKind::Municipality => Some(OTHER),
                        ColumnKind::Key(_) => Some("p3"),
                        _ => None,
                    };
                    if let Some(other) = other {
                        let says = format!("Rækken i {second} har en anden {name}");
                        add(&left, vec![right.with(&[(*column, other.to_owned())])], says, Some(false));
                    }
                    let says = format!("Rækken i {second} er uden {name}");
                    add(&left, vec![right.with(&[(*column, String::new())])], says, Some(false));
                }
                LinkTerm::Time { left: a, right: b, relation } => {
                    self.related_times(sources, [&left, &right], (*a, *b, *relation), &mut add);
                }
            }
        }
    }

    /// The first and the last day of the first row's month, and the second row where it should be and beside it.
    fn related_times(
        &self,
        [first, second]: [&Source; 2],
        [left, right]: [&DraftRow; 2],
        (a, b, relation): (ColumnId, ColumnId, TimeRelation),
        add: &mut Add,
    ) {
        let Some(day) = day_in(first, left, a) else { return };
        let of_days = a != first.time || first.time_kind == TimeKind::Date;
        let kind = |source: &Source, column| if column == source.time { source.time_kind } else { TimeKind::Date };
        let ends = if of_days { vec![day, last_day(TimeKind::Date, day.month())] } else { vec![day] };
        let step = if months_after(relation).abs() == 12 { 12 } else { 1 };
        for end in ends {
            let there = left.with(&[(a, cell_of_day(first, a, end))]);
            for beside in [-step, 0, step] {
                let other = months_later(end, months_after(relation) + beside);
                let there_too = right.with(&[(b, cell_of_day(second, b, other))]);
                let says = format!(
                    "Et par fra {} i {} og {} i {};",
                    time_words(kind(first, a), end),
                    first.name.text,
                    time_words(kind(second, b), other),
                    second.name.text
                );
                add(&there, vec![there_too], says, Some(beside == 0));
            }
        }
    }
}
