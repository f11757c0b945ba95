//! All drafts of one nøgletal or grundtal.
//!
//! In: a subject of the proof model. Out: drafts in the order of the definition: each udgave's tæller, nævner, times, values.
//! Guaranteed now: of a family only some members (see [`super`]).

use super::draft::Stores;
use super::kommune::reads_all_municipalities;
use super::leaves::Side;
use super::pack::{Draft, pool};
use super::situation::Maker;
use super::subjects::Subject;
use super::{PER_FIGURE, PER_MEMBER};
use crate::model::{FigureReference, Model};

pub fn drafts(model: &Model, stores: &Stores, subject: &Subject) -> Vec<Draft> {
    let pool = pool(model);
    let Some(municipality) = pool.first() else { return Vec::new() };
    let figure = model.figure(subject.figure);
    let mut all = Vec::new();
    for member in members(model, subject) {
        let of = FigureReference { figure: subject.figure, member };
        let maker = Maker { model, stores, of, through_base: subject.base.is_some(), municipality };
        if maker.asks_for_municipality() || reads_all_municipalities(model, subject.figure) {
            return Vec::new();
        }
        let mut lines = Vec::new();
        let mut others = Vec::new();
        for edition in &figure.editions {
            for side in [Side::Numerator, Side::Denominator] {
                lines.extend(maker.line_drafts(side, edition.years));
                lines.extend(maker.part_drafts(side, edition.years));
                others.extend(maker.interval_drafts(side, edition.years));
                others.extend(maker.time_drafts(side, edition.years));
                others.extend(maker.role_drafts(side, edition.years));
                others.extend(maker.key_drafts(side, edition.years));
            }
            others.extend(maker.forecast_drafts(edition));
            others.extend(maker.worth_drafts(edition));
        }
        all.extend(capped(lines, others, if member.is_some() { PER_MEMBER } else { PER_FIGURE }));
    }
    all
}

/// The first member, the last and the total.
fn members(model: &Model, subject: &Subject) -> Vec<Option<usize>> {
    let Some(family) = &model.figure(subject.figure).family else { return vec![None] };
    let of_values = |index: &usize| family.members[*index].values.is_some();
    let ordinary: Vec<usize> = (0..family.members.len()).filter(of_values).collect();
    let total = (0..family.members.len()).find(|index| family.members[*index].values.is_none());
    let mut chosen: Vec<usize> = ordinary.first().copied().into_iter().chain(ordinary.last().copied()).collect();
    chosen.extend(total);
    chosen.dedup();
    chosen.into_iter().map(Some).collect()
}

/// At most so many, no two alike; of each kind at least half of the room.
fn capped(lines: Vec<Draft>, others: Vec<Draft>, most: usize) -> Vec<Draft> {
    let (mut lines, mut others) = (unlike(lines), unlike(others));
    let room = most.saturating_sub(others.len().min(most / 2));
    thin(&mut lines, room);
    thin(&mut others, most - lines.len());
    lines.extend(others);
    unlike(lines)
}

/// Leaves out evenly, so that late lines are shown too.
fn thin(drafts: &mut Vec<Draft>, most: usize) {
    let all = drafts.len();
    if all <= most {
        return;
    }
    let mut index = 0;
    drafts.retain(|_| {
        let kept = (index + 1) * most / all > index * most / all;
        index += 1;
        kept
    });
}

fn unlike(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        if !kept.iter().any(|known| known.is_like(&draft)) {
            kept.push(draft);
        }
    }
    kept
}
