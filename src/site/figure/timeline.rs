//! Udgaver and databrud on a line of time.
//!
//! In: a nøgletal. Out: a picture; the same stands as a list on the page.

use crate::model::KeyFigure;
use crate::site::Site;
use crate::site::html::Html;

const WIDTH: f64 = 720.0;
const LEFT: f64 = 16.0;
const RIGHT: f64 = 16.0;
const ROW: f64 = 34.0;
const TOP: f64 = 30.0;

pub fn picture(site: &Site, figure: &KeyFigure) -> Html {
    let (first, last) = span(figure);
    let years = f64::from(last - first + 1);
    let x = |year: i32| LEFT + f64::from(year - first) * (WIDTH - LEFT - RIGHT) / years;
    let bottom = TOP + ROW * figure.editions.len() as f64;
    let height = bottom + if figure.breaks.is_empty() { 28.0 } else { 48.0 };
    let mut svg = Html::new();
    let view = format!("0 0 {WIDTH} {height}");
    svg.open(
        "svg",
        &[("viewBox", &view), ("class", "tidslinje"), ("role", "img"), ("aria-labelledby", "tid-titel tid-tekst")],
    );
    svg.element("title", &[("id", "tid-titel")], site.words.say("time.title"));
    svg.element("desc", &[("id", "tid-tekst")], &told(site, figure));
    let step = [1, 2, 5, 10, 25, 50, 100].into_iter().find(|step| years / f64::from(*step) <= 16.0).unwrap_or(100);
    for year in (first..=last).filter(|year| year % step == 0 || *year == first) {
        let at = number(x(year));
        svg.empty(
            "line",
            &[("x1", &at), ("x2", &at), ("y1", &number(TOP - 6.0)), ("y2", &number(bottom)), ("class", "gitter")],
        );
        if year % step == 0 {
            svg.element("text", &[("x", &number(x(year) + 2.0)), ("y", "16"), ("class", "akse")], &year.to_string());
        }
    }
    for (index, edition) in figure.editions.iter().enumerate() {
        let from = edition.years.from.unwrap_or(first);
        let to = edition.years.to.unwrap_or(last);
        let (left, right) = (x(from), x(to + 1));
        let y = TOP + ROW * index as f64;
        let class = if index + 1 == figure.editions.len() { "udgave nyest" } else { "udgave" };
        svg.empty(
            "rect",
            &[
                ("x", &number(left)),
                ("y", &number(y)),
                ("width", &number((right - left).max(4.0))),
                ("height", "24"),
                ("rx", "4"),
                ("class", class),
            ],
        );
        let label = site.words.years(edition.years);
        let room = right - left > 9.0 * label.chars().count() as f64;
        let (at, anchor, class) = match (room, left < WIDTH / 2.0) {
            (true, _) => (left + 8.0, "start", "på"),
            (false, true) => (right + 6.0, "start", "ved"),
            (false, false) => (left - 6.0, "end", "ved"),
        };
        svg.element(
            "text",
            &[("x", &number(at)), ("y", &number(y + 17.0)), ("text-anchor", anchor), ("class", class)],
            &label,
        );
        if edition.years.to.is_none() {
            let tip = format!("M{} {} l8 12 l-8 12 z", number(right), number(y));
            svg.empty(
                "path",
                &[("d", &tip), ("class", if index + 1 == figure.editions.len() { "udgave nyest" } else { "udgave" })],
            );
        }
    }
    for (year, _) in &figure.breaks {
        let at = x(*year);
        let line = number(at);
        svg.empty(
            "line",
            &[
                ("x1", &line),
                ("x2", &line),
                ("y1", &number(TOP - 8.0)),
                ("y2", &number(bottom + 8.0)),
                ("class", "brud"),
            ],
        );
        let diamond = format!("M{} {} l6 6 l-6 6 l-6 -6 z", number(at), number(bottom + 6.0));
        svg.empty("path", &[("d", &diamond), ("class", "brud")]);
        let anchor = if at > WIDTH * 0.8 { "end" } else { "start" };
        let beside = if anchor == "end" { at - 10.0 } else { at + 10.0 };
        let text = format!("{} {year}", site.words.say("time.break"));
        svg.element(
            "text",
            &[("x", &number(beside)), ("y", &number(bottom + 17.0)), ("text-anchor", anchor), ("class", "ved")],
            &text,
        );
    }
    svg.close();
    svg
}

/// The years shown: those of udgaver and databrud, and some more where there is no end.
fn span(figure: &KeyFigure) -> (i32, i32) {
    let ends = figure.editions.iter().flat_map(|edition| [edition.years.from, edition.years.to]).flatten();
    let named: Vec<i32> = ends.chain(figure.breaks.iter().map(|(year, _)| *year)).collect();
    let (first, last) = match (named.iter().min(), named.iter().max()) {
        (Some(first), Some(last)) => (*first, *last),
        _ => (2000, 2000),
    };
    let opens = figure.editions.first().is_some_and(|edition| edition.years.from.is_none());
    let goes_on = figure.editions.last().is_some_and(|edition| edition.years.to.is_none());
    let more = ((last - first) / 4).max(3);
    // Years far apart are an author's slip, and no reason to draw for ever.
    let first = if opens { first.saturating_sub(more) } else { first };
    let last = if goes_on { last.saturating_add(more) } else { last };
    (first, last.min(first.saturating_add(2_000)))
}

fn told(site: &Site, figure: &KeyFigure) -> String {
    let editions: Vec<String> = figure.editions.iter().map(|edition| site.words.years(edition.years)).collect();
    let mut text = format!("{}: {}.", site.words.say("time.editions"), editions.join("; "));
    for (year, why) in &figure.breaks {
        text.push_str(&format!(" {} {year}: {why}", site.words.say("time.break")));
    }
    text
}

/// With one decimal, so that the same model gives the same bytes everywhere.
pub fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
