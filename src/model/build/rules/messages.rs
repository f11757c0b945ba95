//! What a violation says: the author's `besked` with its holes, else a sentence made of the krav.

use super::super::super::Comparison;
use super::super::super::rule::{FigureTest, MessagePart, RequirementKind, RowTest};
use super::super::Builder;
use crate::diagnostics::problems::RuleProblem;
use crate::diagnostics::{Diagnostic, nearest};
use crate::model::Statistic;
use crate::source::Span;
use crate::syntax::tree::Text;
use crate::text::fold;

const HOLES: [(&str, MessagePart); 7] = [
    ("kommune", MessagePart::Municipality),
    ("periode", MessagePart::Period),
    ("værdi", MessagePart::Value),
    ("sammenlignet_med", MessagePart::ComparedWith),
    ("regel", MessagePart::Rule),
    ("rækker", MessagePart::Rows),
    ("nøgle", MessagePart::Key),
];

impl Builder<'_> {
    pub(super) fn message(&mut self, kind: &RequirementKind, written: Option<&Text>) -> Option<Vec<MessagePart>> {
        let Some(text) = written else { return Some(usual(kind)) };
        let dimensions = self.dimensions_of(kind);
        let mut parts = Vec::new();
        let mut rest = text.value.as_str();
        let mut whole = true;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((hole, after)) = after.split_once('}') else { break };
            push_text(&mut parts, before);
            match self.hole(kind, hole, &dimensions, text.span) {
                Some(part) => parts.push(part),
                None => whole = false,
            }
            rest = after;
        }
        push_text(&mut parts, rest);
        whole.then_some(parts)
    }

    fn hole(&mut self, kind: &RequirementKind, hole: &str, dimensions: &[String], span: Span) -> Option<MessagePart> {
        let wanted = fold(hole.trim());
        if let Some(at) = dimensions.iter().position(|dimension| fold(dimension) == wanted) {
            return Some(MessagePart::Dimension(at));
        }
        if let Some(at) = self.column_meant(kind, hole.trim()) {
            return Some(MessagePart::Dimension(at));
        }
        let about_rows = matches!(kind, RequirementKind::Rows(_));
        let mut known: Vec<String> = HOLES
            .iter()
            .filter(|(_, part)| about_rows || *part != MessagePart::Rows)
            .map(|(name, _)| name.to_string())
            .collect();
        if let Some((_, part)) =
            HOLES.iter().find(|(name, _)| fold(name) == wanted && known.contains(&name.to_string()))
        {
            return Some(part.clone());
        }
        known.extend(dimensions.iter().cloned());
        let near = nearest(hole, known.iter().map(String::as_str)).map(str::to_string);
        let problem = RuleProblem::PlaceholderUnknown { placeholder: hole.to_string(), nearest: near, known };
        self.problems.push(Diagnostic::new(problem, span));
        None
    }

    /// A column of the krav by its dimension word, `{dranst}` for `dranst_nr`.
    fn column_meant(&self, kind: &RequirementKind, word: &str) -> Option<usize> {
        let RequirementKind::Rows(rows) = kind else { return None };
        let RowTest::Holds { columns, .. } = &rows.test else { return None };
        match self.words(rows.source).find(word) {
            [column] => columns.iter().position(|known| known == column),
            _ => None,
        }
    }

    /// What a violation is about besides kommune and period, in order.
    fn dimensions_of(&self, kind: &RequirementKind) -> Vec<String> {
        match kind {
            RequirementKind::Figure { test: FigureTest::PartsSumTo(_), .. } => Vec::new(),
            RequirementKind::Figure { data, .. } => {
                let family = self.model.figures[data.0].family.as_ref();
                family.map_or_else(Vec::new, |family| family.loops.iter().map(|one| one.dimension.clone()).collect())
            }
            RequirementKind::Rows(rows) => match &rows.test {
                RowTest::Holds { columns, .. } => {
                    let source = &self.model.sources[rows.source.0];
                    columns.iter().map(|column| source.columns[column.0].name.text.clone()).collect()
                }
                _ => Vec::new(),
            },
        }
    }
}

fn push_text(parts: &mut Vec<MessagePart>, text: &str) {
    if !text.is_empty() {
        parts.push(MessagePart::Text(text.to_owned()));
    }
}

/// What is said when the author says nothing.
fn usual(kind: &RequirementKind) -> Vec<MessagePart> {
    let text = |text: &str| MessagePart::Text(text.to_owned());
    let compared = |words: &str| {
        let (value, with) = (MessagePart::Value, MessagePart::ComparedWith);
        vec![MessagePart::Rule, text(": "), value, text(&format!(" {words} ")), with]
    };
    match kind {
        RequirementKind::Figure { test, .. } => match test {
            FigureTest::Compare { comparison, .. } => compared(broken(*comparison)),
            FigureTest::Between { .. } => compared("ligger på den forkerte side af"),
            FigureTest::ExistsForAll => vec![MessagePart::Rule, text(": der er ingen data fra kommunen")],
            FigureTest::ChangesAtMost { .. } => compared("er ændret for meget fra"),
            FigureTest::Spread { around, .. } => {
                compared(&format!("ligger for langt fra kommunernes {}", centre(*around)))
            }
            FigureTest::Slope { around, .. } => {
                compared(&format!("i hældning ligger for langt fra kommunernes {}", centre(*around)))
            }
            FigureTest::PartsSumTo(_) => compared("er delenes sum, som ikke er lig med"),
        },
        RequirementKind::Rows(rows) => {
            let what = match rows.test {
                RowTest::CodesExist(_) => " med en kode, der ikke findes i rækkens år",
                RowTest::Unique(_) => ", der skulle have været én for hver",
                RowTest::Filled(_) => ", hvor den ikke er udfyldt",
                RowTest::Holds { .. } => ", hvor kravet ikke er opfyldt",
            };
            vec![MessagePart::Rule, text(": "), MessagePart::Rows, text(&format!(" rækker{what}"))]
        }
    }
}

fn broken(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "er ikke lig med",
        Comparison::NotEqual => "er lig med",
        Comparison::AtLeast => "er under",
        Comparison::Over => "er ikke over",
        Comparison::AtMost => "er over",
        Comparison::Under => "er ikke under",
    }
}

fn centre(around: Statistic) -> &'static str {
    if around == Statistic::Average { "gennemsnit" } else { "median" }
}
