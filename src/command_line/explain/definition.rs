//! `forklar NAVN`: what a nøgletal or grundtal counts, in the author's lines and by the accounts they hold.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::command_line::failure::Failure;
use crate::command_line::words::Words;
use crate::compile::Compilation;
use crate::describe::accounts::{Block, Choice, blocks};
use crate::diagnostics::visible;
use crate::exact::{danish_text, decimal_text, whole};
use crate::model::account_set::from_selection::Members;
use crate::model::years::Years;
use crate::model::{
    BaseFigure, BaseFigureId, Edition, EditionValue, Formula, KeyFigure, Model, Part, Rows, RowsVersion, TermValue,
    What, rule_sentence, sentence,
};
use crate::source::{Sources, Span};
use crate::text::fold;

/// So many accounts of a kind are named; then how many more there are.
const NAMED_ACCOUNTS: usize = 5;
/// So many combinations of accounts are shown.
const SHOWN_BLOCKS: usize = 8;

pub fn text(words: &Words, compilation: &Compilation, name: &str) -> Result<String, Failure> {
    let (model, sources) = (&compilation.model, &compilation.sources);
    let wanted = fold(name);
    let teller = Teller { words, model, sources };
    if let Some((figure, member)) = figure_named(model, &wanted) {
        return Ok(teller.figure(figure, member));
    }
    if let Some(base) = model.base_figures.iter().find(|base| base.name.sql == wanted) {
        return Ok(teller.base_figure(base));
    }
    let declared = compilation.trees.iter().flat_map(|tree| &tree.declarations);
    let other = declared.clone().find(|one| one.name.as_ref().is_some_and(|own| fold(&own.text) == wanted));
    match other {
        Some(declaration) => {
            let told = made_of(model, &wanted)
                .map(|told| format!("\n{}\n", told.lines().map(visible).collect::<Vec<_>>().join("\n")))
                .unwrap_or_default();
            Ok(format!("{}\n{}\n{told}", place(sources, declaration.span), lines(sources, declaration.span)))
        }
        None => {
            let names = declared.filter_map(|one| one.name.as_ref()).map(|name| name.text.as_str());
            Err(Failure::usage(words.unknown("explain.unknown", name, names)))
        }
    }
}

/// What a population or a source made of others is, in a sentence; what a rule asks, in lines.
fn made_of(model: &Model, wanted: &str) -> Option<String> {
    let population = model.populations.iter().find(|population| population.name.sql == wanted);
    let source = || model.sources.iter().find(|source| source.name.sql == wanted);
    let rule = || model.rules.iter().find(|rule| rule.automatic.is_none() && rule.name.sql == wanted);
    match (population, rule()) {
        (Some(population), _) => Some(sentence::population(model, population)),
        (None, Some(rule)) => Some(rule_sentence::rule_lines(model, rule).join("\n")),
        (None, None) => sentence::source(model, source()?),
    }
}

/// A figure by its name, or a member of a family by its SQL name or `name[code]`.
fn figure_named<'a>(model: &'a Model, wanted: &str) -> Option<(&'a KeyFigure, Option<usize>)> {
    for figure in model.declared_figures() {
        if figure.name.sql == wanted {
            return Some((figure, None));
        }
        let members = figure.family.iter().flat_map(|family| family.members.iter().enumerate());
        for (index, member) in members {
            if member.sql == wanted || fold(&format!("{}[{}]", figure.name.text, member.code)) == wanted {
                return Some((figure, Some(index)));
            }
        }
    }
    None
}

/// Directly or through other grundtal, in the order in which they are met.
fn base_figures_of(model: &Model, figure: &KeyFigure) -> Vec<BaseFigureId> {
    let mut found = Vec::new();
    let add = |formula: &Formula, found: &mut Vec<BaseFigureId>| {
        formula.terms(&mut |term| {
            if let TermValue::BaseFigure(id) = term.value
                && !found.contains(&id)
            {
                found.push(id);
            }
        });
    };
    let of_part = |part: &Part, found: &mut Vec<BaseFigureId>| {
        if let Part::Formula(formula) = part {
            add(formula, found);
        }
    };
    for edition in &figure.editions {
        edition.parts().into_iter().for_each(|part| of_part(part, &mut found));
        edition.formula().into_iter().for_each(|formula| add(formula, &mut found));
    }
    let mut next = 0;
    while let Some(id) = found.get(next).copied() {
        model.base_figure(id).parts.iter().for_each(|part| of_part(&part.value, &mut found));
        next += 1;
    }
    found
}

fn place(sources: &Sources, span: Span) -> String {
    let file = sources.file(span.file);
    visible(&format!("{}:{}", file.name, file.position(span.start as usize).line))
}

/// The text of a span, harmless line by line.
fn lines(sources: &Sources, span: Span) -> String {
    let lines: Vec<String> = sources.text(span).trim_end().lines().map(visible).collect();
    lines.join("\n")
}

/// The words of a line with one blank between them.
fn words_of(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Teller<'a> {
    words: &'a Words,
    model: &'a Model,
    sources: &'a Sources,
}

impl Teller<'_> {
    fn figure(&self, figure: &KeyFigure, member: Option<usize>) -> String {
        let chosen = member.and_then(|index| figure.family.as_ref()?.members.get(index));
        let name = chosen.map_or_else(|| figure.name.text.clone(), |one| format!("{}[{}]", figure.name.text, one.code));
        let title = chosen.map_or(&figure.title, |one| &one.title);
        let mut text = format!("{} – {}\n", visible(&name), visible(title));
        let _ = writeln!(text, "{}", self.facts(figure));
        if let Some(definition) = &figure.definition {
            let _ = writeln!(text, "\n{}", self.paragraph(definition));
        }
        let _ = writeln!(text, "\n{}", visible(&sentence::figure(self.model, figure)));
        for edition in &figure.editions {
            let _ = writeln!(
                text,
                "\n{}",
                self.words.fill("definition.years", &[("years", &self.words.years(edition.years))])
            );
            self.edition(&mut text, figure, member, edition);
        }
        self.base_figures_read(&mut text, figure);
        self.made_of(&mut text, figure);
        if let (None, Some(family)) = (member, &figure.family) {
            let members: Vec<&str> = family.members.iter().map(|member| member.code.as_str()).collect();
            let _ = writeln!(text, "\n{}", self.words.fill("definition.members", &[("codes", &members.join(", "))]));
        }
        text
    }

    fn facts(&self, figure: &KeyFigure) -> String {
        let reported = self.words.reported(figure.reported);
        let facts = [Some(figure.unit.text.clone()), Some(reported), figure.area.clone(), figure.identifier.clone()];
        let facts: Vec<String> = facts.into_iter().flatten().map(|fact| visible(&fact)).collect();
        format!("{} · {}", facts.join(" · "), place(self.sources, figure.span))
    }

    fn paragraph(&self, text: &str) -> String {
        text.lines().map(visible).collect::<Vec<_>>().join("\n")
    }

    fn edition(&self, text: &mut String, figure: &KeyFigure, member: Option<usize>, edition: &Edition) {
        let members = Members { family: figure.family.as_ref(), member };
        match &edition.value {
            EditionValue::Formula(formula) => {
                let formula = visible(&sentence::formula(self.model, formula));
                let _ = writeln!(text, "  resultat = {formula}");
            }
            EditionValue::Ratio { numerator, denominator } => {
                let factor = if edition.factor == whole(1) {
                    String::new()
                } else {
                    format!("{} * ", danish_text(&decimal_text(&edition.factor, 5), 0))
                };
                let ratio = if denominator.is_some() { "tæller / nævner" } else { "tæller" };
                let _ = writeln!(text, "  resultat = {factor}{ratio}");
                self.part(text, "tæller", numerator, edition.years, members);
                if let Some(denominator) = denominator {
                    self.part(text, "nævner", denominator, edition.years, members);
                }
            }
        }
    }

    /// The grundtal that the figure rests on, each told once.
    fn base_figures_read(&self, text: &mut String, figure: &KeyFigure) {
        let read = base_figures_of(self.model, figure);
        if read.is_empty() {
            return;
        }
        let _ = writeln!(text, "\n{}", self.words.say("definition.where"));
        for id in read {
            let base = self.model.base_figure(id);
            for version in &base.parts {
                self.part(text, &base.name.text, &version.value, version.years, Members::default());
            }
        }
    }

    /// The populations and the sources made of sources that the figure rests on.
    fn made_of(&self, text: &mut String, figure: &KeyFigure) {
        let own = figure.editions.iter().flat_map(Edition::parts);
        let base = base_figures_of(self.model, figure);
        let others = base.iter().flat_map(|id| &self.model.base_figure(*id).parts).map(|version| &version.value);
        let (mut sources, mut populations) = (BTreeSet::new(), BTreeSet::new());
        for part in own.chain(others) {
            if let Part::Rows(rows) = part {
                sources.extend(self.model.sources_behind(rows));
                populations.extend(self.model.populations_behind(rows));
            }
        }
        let sources = sources.into_iter().filter_map(|id| {
            let source = self.model.source(id);
            Some((&source.name.text, sentence::source(self.model, source)?))
        });
        let populations = populations.into_iter().map(|id| {
            let population = self.model.population(id);
            (&population.name.text, sentence::population(self.model, population))
        });
        let told: Vec<(&String, String)> = sources.chain(populations).collect();
        if told.is_empty() {
            return;
        }
        if base.is_empty() {
            let _ = writeln!(text, "\n{}", self.words.say("definition.where"));
        }
        for (name, sentence) in told {
            let _ = writeln!(text, "  {}: {}", visible(name), visible(&sentence));
        }
    }

    fn base_figure(&self, base: &BaseFigure) -> String {
        let title = base.title.as_deref().map(|title| format!(" – {}", visible(title))).unwrap_or_default();
        let place = place(self.sources, base.name.span);
        let mut text = format!("{}{title}\n{} · {place}\n", visible(&base.name.text), visible(&base.unit.text));
        for version in &base.parts {
            text.push('\n');
            self.part(&mut text, &base.name.text, &version.value, version.years, Members::default());
        }
        text
    }

    fn part(&self, text: &mut String, name: &str, part: &Part, years: Years, members: Members) {
        match part {
            Part::Formula(formula) => {
                let _ = writeln!(text, "  {} = {}", visible(name), visible(&sentence::formula(self.model, formula)));
            }
            Part::Rows(rows) => {
                let versions = rows.versions.iter().filter_map(|one| Some((&one.value, one.years.intersect(years)?)));
                for (version, years) in versions {
                    self.rows(text, name, rows, version, years, members);
                }
            }
        }
    }

    fn rows(&self, text: &mut String, name: &str, rows: &Rows, version: &RowsVersion, years: Years, members: Members) {
        let source = self.model.source(version.source);
        let what = sentence::what(source, version.what);
        let written = words_of(self.sources.text(rows.counting.span));
        let counting = written.strip_prefix("optælling ").unwrap_or(&written);
        // A gennemsnit alone is a sum and the rows it is over.
        let is_average = counting.starts_with("gennemsnit ") && !matches!(version.what, What::Statistic(..));
        let own = format!("{what} {}", sentence::when(&rows.counting));
        let counting = if counting.is_empty() || is_average { own.as_str() } else { counting };
        let sign = if version.sign_reversed { ", fortegn vendes" } else { "" };
        let _ = writeln!(text, "  {} = {}{sign} ({})", visible(name), visible(counting), visible(&source.name.text));
        for line in &version.selection.lines {
            let _ = writeln!(text, "    {}", visible(&words_of(self.sources.text(line.span))));
        }
        let year = years.example();
        let heading = self.words.fill("definition.accounts", &[("year", &year.to_string())]);
        match blocks(self.model, version, members, year, SHOWN_BLOCKS + 1) {
            None => {
                let _ = writeln!(text, "    {heading} {}", self.words.say("definition.no_accounts"));
            }
            Some(blocks) => self.blocks(text, &heading, &blocks),
        }
    }

    fn blocks(&self, text: &mut String, heading: &str, blocks: &[Block]) {
        let telling: Vec<&Block> = blocks.iter().filter(|block| !block.choices.is_empty()).collect();
        if telling.is_empty() {
            return;
        }
        let _ = writeln!(text, "    {heading}");
        for block in telling.iter().take(SHOWN_BLOCKS) {
            let choices: Vec<String> = block.choices.iter().map(|choice| self.choice(choice)).collect();
            let _ = writeln!(text, "      {}", visible(&choices.join("; ")));
        }
        if telling.len() > SHOWN_BLOCKS {
            let _ = writeln!(text, "      {}", self.words.say("definition.more_blocks"));
        }
    }

    fn choice(&self, choice: &Choice) -> String {
        let named: Vec<&str> = choice.accounts.iter().take(NAMED_ACCOUNTS).map(String::as_str).collect();
        let mut accounts = named.join(", ");
        let more = choice.accounts.len().saturating_sub(NAMED_ACCOUNTS);
        if more > 0 {
            let key = if more == 1 { "definition.one_more" } else { "definition.more" };
            accounts = format!("{accounts} {}", self.words.fill(key, &[("number", &more.to_string())]));
        }
        let except = if choice.excluded { format!("{} ", self.words.say("definition.except")) } else { String::new() };
        format!("{} {except}{accounts}", choice.dimension)
    }
}
