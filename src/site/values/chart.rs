//! Small charts: a kommune over time against landsgennemsnit and group, and a bar in a ranked table.
//!
//! In: places. Out: SVG. Guaranteed now: lines are told apart by their dashes as well as by colour; a period without a
//! resultat breaks the line and shows its sign, and so does a databrud, across which nothing is compared (N505); everything in a picture also stands in a table beside it.

use std::fmt::Write;

use super::shown::Mark;
use crate::site::html::Html;

const WIDTH: f64 = 240.0;
const TOP: f64 = 8.0;
const BOTTOM: f64 = 76.0;
const LEFT: f64 = 6.0;
const RIGHT: f64 = 234.0;

/// The lowest and highest place of everything that is drawn to one scale, and 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    pub lowest: f64,
    pub highest: f64,
}

impl Scale {
    /// With 0 where it is near, so that a small change does not look large.
    pub fn of(places: impl Iterator<Item = f64>) -> Scale {
        let (lowest, highest) = places.fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
        if lowest > highest {
            return Scale { lowest: 0.0, highest: 1.0 };
        }
        let far = lowest > 0.0 && lowest > highest / 2.0 || highest < 0.0 && highest < lowest / 2.0;
        let (lowest, highest) = if far { (lowest, highest) } else { (lowest.min(0.0), highest.max(0.0)) };
        let room = if lowest == highest { 1.0 } else { 0.0 };
        Scale { lowest, highest: highest + room }
    }

    fn share(self, at: f64) -> f64 {
        ((at - self.lowest) / (self.highest - self.lowest)).clamp(0.0, 1.0)
    }
}

/// What is drawn of one period.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Point {
    pub own: Option<f64>,
    pub national: Option<f64>,
    pub group: Option<f64>,
    pub mark: Option<Mark>,
    /// A databrud stands before it.
    pub after_break: bool,
}

/// A kommune over time. `label` says in words what the picture shows; `ends` are the first and last period.
pub fn over_time(points: &[Point], scale: Scale, label: &str, ends: (&str, &str)) -> Html {
    let x = |index: usize| LEFT + (RIGHT - LEFT) * (index as f64 + 0.5) / points.len().max(1) as f64;
    let y = |at: f64| BOTTOM - (BOTTOM - TOP) * scale.share(at);
    let mut svg = Html::new();
    let size = format!("0 0 {WIDTH} 94");
    svg.open("svg", &[("class", "graf"), ("viewBox", &size), ("role", "img"), ("aria-label", label)]);
    if scale.lowest <= 0.0 && scale.highest >= 0.0 {
        let zero = text(y(0.0));
        svg.empty("path", &[("class", "nul"), ("d", &format!("M{} {zero}H{}", text(LEFT), text(RIGHT)))]);
    }
    for (index, _) in points.iter().enumerate().filter(|(_, point)| point.after_break) {
        let before = text(x(index) - (RIGHT - LEFT) / 2.0 / points.len().max(1) as f64);
        svg.empty("path", &[("class", "brud"), ("d", &format!("M{before} {}V{}", text(TOP), text(BOTTOM)))]);
    }
    for (class, of) in [("land", 0), ("gruppe", 1), ("egen", 2)] {
        let place = |point: &Point| match of {
            0 => point.national,
            1 => point.group,
            _ => point.own,
        };
        let placed = |(index, point): (usize, &Point)| {
            let at = place(point).map(|at| (x(index), y(at)));
            (point.after_break, at)
        };
        let d = line(points.iter().enumerate().map(placed));
        if !d.is_empty() {
            svg.empty("path", &[("class", class), ("d", &d)]);
        }
    }
    for (index, point) in points.iter().enumerate() {
        match (point.mark, point.own) {
            (Some(Mark::Provisional), Some(at)) => {
                let (x, y) = (text(x(index)), text(y(at)));
                svg.empty("circle", &[("class", "åben"), ("cx", &x), ("cy", &y), ("r", "3")]);
            }
            (Some(mark), None) => {
                svg.element("text", &[("class", "tegn"), ("x", &text(x(index))), ("y", &text(BOTTOM))], mark.sign());
            }
            _ => {}
        }
    }
    let base = "91";
    svg.element("text", &[("class", "ende"), ("x", &text(LEFT)), ("y", base)], ends.0);
    svg.element("text", &[("class", "ende slut"), ("x", &text(RIGHT)), ("y", base)], ends.1);
    svg.close();
    svg
}

/// Points that stand alone are drawn as short strokes; each with whether the line begins anew there.
fn line(points: impl Iterator<Item = (bool, Option<(f64, f64)>)>) -> String {
    let (mut d, mut drawing) = (String::new(), false);
    for (anew, point) in points {
        drawing = drawing && !anew;
        let Some((x, y)) = point else {
            drawing = false;
            continue;
        };
        let (x, y) = (text(x), text(y));
        let _ = match drawing {
            true => write!(d, "L{x} {y}"),
            false => write!(d, "M{x} {y}h.1"),
        };
        drawing = true;
    }
    d
}

/// A bar from 0, with a stroke where the landsgennemsnit is.
pub fn bar(at: f64, national: Option<f64>, scale: Scale) -> Html {
    let x = |at: f64| 120.0 * scale.share(at);
    let zero = x(0.0_f64.clamp(scale.lowest, scale.highest));
    let (from, to) = if x(at) < zero { (x(at), zero) } else { (zero, x(at)) };
    let mut svg = Html::new();
    svg.open("svg", &[("class", "søjle"), ("viewBox", "0 0 120 12"), ("aria-hidden", "true")]);
    let size =
        [("x", text(from)), ("y", "2".to_owned()), ("width", text((to - from).max(0.5))), ("height", "8".to_owned())];
    let size: Vec<(&'static str, &str)> = size.iter().map(|(name, value)| (*name, value.as_str())).collect();
    svg.empty("rect", &size);
    if let Some(national) = national {
        svg.empty("path", &[("d", &format!("M{} 0V12", text(x(national))))]);
    }
    svg.close();
    svg
}

/// A place in a picture, to a tenth.
fn text(place: f64) -> String {
    let tenths = (place * 10.0).round() as i64;
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}{}.{}", if tenths < 0 { "-" } else { "" }, (tenths / 10).abs(), rest.abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_without_a_figure_breaks_the_line_and_so_does_a_databrud() {
        let points = [Some((1.0, 2.0)), Some((3.0, 4.5)), None, Some((5.0, 6.0))];
        assert_eq!(line(points.map(|at| (false, at)).into_iter()), "M1 2h.1L3 4.5M5 6h.1");
        let points = [(false, Some((1.0, 2.0))), (true, Some((3.0, 4.5))), (false, Some((5.0, 6.0)))];
        assert_eq!(line(points.into_iter()), "M1 2h.1M3 4.5h.1L5 6");
        assert_eq!(
            line([(false, Some((1.0, 2.0))), (true, None), (false, Some((5.0, 6.0)))].into_iter()),
            "M1 2h.1M5 6h.1"
        );
    }

    #[test]
    fn small_changes_of_large_figures_are_seen_and_others_begin_at_zero() {
        assert_eq!(Scale::of([90.0, 100.0].into_iter()), Scale { lowest: 90.0, highest: 100.0 });
        assert_eq!(Scale::of([10.0, 100.0].into_iter()), Scale { lowest: 0.0, highest: 100.0 });
        assert_eq!(Scale::of([-5.0, 10.0].into_iter()), Scale { lowest: -5.0, highest: 10.0 });
        assert_eq!(Scale::of([0.0, 0.0].into_iter()), Scale { lowest: 0.0, highest: 1.0 });
        assert_eq!(Scale::of(std::iter::empty()), Scale { lowest: 0.0, highest: 1.0 });
    }
}
