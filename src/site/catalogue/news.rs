//! What is new: new nøgletal, new udgaver, those that ended, and databrud.
//!
//! In: the years that definitions name. Out: [`News`], the newest first. Guaranteed now: it depends on the definitions alone, never
//! on the day on which the site is made.

use crate::model::{FigureId, Model};
use crate::site::Known;
use crate::text::danish_order;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The nøgletal can be computed from this year.
    Begins,
    /// It is computed in another way from this year.
    Edition,
    /// Figures of this year cannot be held against earlier ones.
    Break,
    /// This year is its last.
    Ends,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    pub year: i32,
    pub what: What,
    pub figure: FigureId,
    /// The author's words on a databrud.
    pub text: Option<String>,
}

impl What {
    /// The key of its word.
    pub fn word(self) -> &'static str {
        match self {
            What::Begins => "news.begins",
            What::Edition => "news.edition",
            What::Break => "news.break",
            What::Ends => "news.ends",
        }
    }
}

pub fn news(model: &Model, known: &Known) -> Vec<News> {
    let mut found = Vec::new();
    for &id in &known.declared {
        let figure = model.figure(id);
        let mut add = |year: Option<i32>, what: What, text: Option<&String>| {
            found.extend(year.map(|year| News { year, what, figure: id, text: text.cloned() }));
        };
        for (place, edition) in figure.editions.iter().enumerate() {
            add(edition.years.from, if place == 0 { What::Begins } else { What::Edition }, None);
        }
        add(figure.editions.last().and_then(|edition| edition.years.to), What::Ends, None);
        figure.breaks.iter().for_each(|(year, text)| add(Some(*year), What::Break, Some(text)));
    }
    found.sort_by(|left: &News, right: &News| {
        let title = |news: &News| model.figure(news.figure).title.as_str();
        let titles = danish_order(title(left), title(right));
        right.year.cmp(&left.year).then(titles).then(left.what.cmp(&right.what)).then(left.figure.cmp(&right.figure))
    });
    found
}
