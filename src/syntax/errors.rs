//! What pest could not read, in the words of the domain.
//!
//! In: pest's error on a line: a place and the rules that would have gone on from there. Out: one
//! diagnostic. Guaranteed now: rules of the grammar appear as keywords or as nouns, never by their names.

use std::collections::BTreeSet;

use pest::error::{ErrorVariant, InputLocation};

use crate::diagnostics::Diagnostic;
use crate::diagnostics::nearest;
use crate::diagnostics::problems::{Expected, FormProblem, Noun};
use crate::syntax::grammar::{PestError, Rule};
use crate::syntax::keywords::{canonical, word};
use crate::syntax::reader::Reader;
use crate::text::fold;

/// What a line was read as.
pub(super) struct Expectation {
    /// The words of its clause or declaration.
    pub words: &'static str,
    pub example: &'static str,
    pub rule: Rule,
    /// It is the first line of a declaration.
    pub is_header: bool,
}

/// The diagnostic for a line that pest could not read.
pub(super) fn unreadable(reader: &Reader<'_>, line: &Expectation, error: &PestError) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let mut expected = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.iter().flat_map(|rule| expectations(*rule)).collect(),
        ErrorVariant::CustomError { .. } => BTreeSet::new(),
    };
    if let Some(problem) = colon(reader, line.words, at) {
        return problem;
    }
    if line.rule == Rule::counting && reader.text[..reader.base + at].trim_end().ends_with("pr.") {
        expected = BTreeSet::from([Expected::Noun(Noun::Day)]);
    }
    let may_end = expected.remove(&Expected::Noun(Noun::LineEnd));
    keep_what_helps(&mut expected);
    if line.is_header
        && let Some(problem) = wrong_name(reader, line.words, at, &expected)
    {
        return problem;
    }
    if expected.len() == 1
        && expected.contains(&Expected::Noun(Noun::Text))
        && let Some(problem) = unquoted(reader, line, at)
    {
        return problem;
    }
    let found = token(&reader.text[reader.base + at..reader.end]).to_owned();
    let expected: Vec<Expected> = expected.into_iter().collect();
    let clause = line.words.to_owned();
    let example = Some(line.example.to_owned());
    if found.is_empty() {
        return at_place(reader, at, FormProblem::LineIncomplete { clause, expected, example });
    }
    let meant = misspelled(&found, &expected);
    if may_end && meant.is_none() {
        if line.is_header
            && let Some(problem) = name_of_several_words(reader, line.words)
        {
            return problem;
        }
        return at_place(reader, at, FormProblem::LineGoesOn { clause, found });
    }
    let diagnostic = at_place(reader, at, FormProblem::LineUnreadable { clause, found, expected, example });
    match meant {
        Some(keyword) => {
            let span = diagnostic.span;
            diagnostic.fix(span, keyword)
        }
        None => diagnostic,
    }
}

/// `med: dranst 1`: people write a colon, the language does not.
fn colon(reader: &Reader<'_>, words: &str, at: usize) -> Option<Diagnostic> {
    let line = &reader.text[reader.base..reader.end];
    let colon = line.find(':')?;
    let before = fold(line[..colon].trim_end());
    if colon > at || before != fold(words) {
        return None;
    }
    let span = reader.at(colon, colon + 1);
    let problem = FormProblem::ColonAfterWord { word: words.to_owned() };
    Some(Diagnostic::new(problem, span).fix(span, ""))
}

/// The quotes of word processors and other languages.
const OTHER_QUOTES: &[char] = &['“', '”', '„', '‟', '«', '»', '\'', '‘', '’', '‚', '`', '´', '″'];

/// A text in other quotes, or in none.
fn unquoted(reader: &Reader<'_>, line: &Expectation, at: usize) -> Option<Diagnostic> {
    let rest = &reader.text[reader.base + at..reader.end];
    let opening = rest.chars().next()?;
    let is_quote = OTHER_QUOTES.contains(&opening);
    let end = if is_quote {
        let last = rest.char_indices().skip(1).filter(|(_, sign)| OTHER_QUOTES.contains(sign) || *sign == '"').last();
        last.map_or(rest.len(), |(at, sign)| at + sign.len_utf8())
    } else if !opening.is_alphanumeric() {
        return None;
    } else if is_one_text(line.rule) {
        rest.len()
    } else {
        rest.find(char::is_whitespace).unwrap_or(rest.len())
    };
    let inside = rest[..end].trim_matches(|sign| OTHER_QUOTES.contains(&sign) || sign == '"');
    let meant = format!("\"{}\"", inside.replace('"', "\"\""));
    let span = reader.at(at, at + end);
    let problem = FormProblem::TextNotQuoted { clause: line.words.to_owned(), meant: meant.clone(), quotes: is_quote };
    Some(Diagnostic::new(problem, span).fix(span, meant))
}

/// Whether a text is all that may follow the line's first words.
fn is_one_text(rule: Rule) -> bool {
    matches!(rule, Rule::title | Rule::responsible | Rule::definition | Rule::publisher | Rule::message)
}

/// `nøgletal udgift pr borger`: a name of several words.
fn name_of_several_words(reader: &Reader<'_>, words: &str) -> Option<Diagnostic> {
    let line = &reader.text[reader.base..reader.end];
    let start = name_start(line, words);
    let written = &line[start..];
    let plain = |sign: char| sign.is_alphanumeric() || "_-. ".contains(sign);
    let only_words =
        written.chars().all(plain) && !written.split(' ').any(|word| HEADER_WORDS.contains(&fold(word).as_str()));
    only_words.then(|| malformed(reader, start, written))
}

/// Words that a name in a header is followed by.
const HEADER_WORDS: &[&str] = &["fra", "for", "i", "og"];

fn malformed(reader: &Reader<'_>, start: usize, written: &str) -> Diagnostic {
    let meant = as_name(written);
    let problem = FormProblem::NameMalformed { written: written.to_owned(), meant: meant.clone() };
    let span = reader.at(start, start + written.len());
    let diagnostic = Diagnostic::new(problem, span);
    match meant {
        Some(name) => diagnostic.fix(span, name),
        None => diagnostic,
    }
}

/// Drops what may stand there but is hardly what was left out: a range's `til` beside a comma, the rarer
/// words of a condition beside its codes.
fn keep_what_helps(expected: &mut BTreeSet<Expected>) {
    let dropped: &[&str] = if expected.contains(&Expected::Noun(Noun::Code)) {
        &["er", "i", "ikke", "mellem", "over", "under"]
    } else if expected.contains(&Expected::keyword(",")) {
        &["til"]
    } else {
        &[]
    };
    for word in dropped {
        expected.remove(&Expected::keyword(*word));
    }
}

/// A declaration whose name is missing, or is no name.
fn wrong_name(reader: &Reader<'_>, words: &str, at: usize, expected: &BTreeSet<Expected>) -> Option<Diagnostic> {
    let line = &reader.text[reader.base..reader.end];
    let start = name_start(line, words);
    let written = match &line[start..] {
        text if text.starts_with('"') => token(text),
        text => text.split_whitespace().next().unwrap_or(""),
    };
    let in_name = at > start && at < start + written.len();
    let name_expected = at <= start && expected.contains(&Expected::Noun(Noun::Name));
    if written.is_empty() && name_expected {
        return Some(at_place(reader, at, FormProblem::NameMissing { declaration: words.to_owned() }));
    }
    if !(name_expected || in_name && !written.starts_with('"')) {
        return None;
    }
    Some(malformed(reader, start, written))
}

/// Where the name begins, behind the declaration's words.
pub(super) fn name_start(line: &str, words: &str) -> usize {
    let mut rest = line;
    for _ in words.split(' ') {
        rest = rest.trim_start().trim_start_matches(|c: char| !c.is_whitespace());
    }
    line.len() - rest.trim_start().len()
}

/// The nearest name: other signs become `_`.
fn as_name(written: &str) -> Option<String> {
    let parts = written.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|part| !part.is_empty());
    let name = parts.collect::<Vec<_>>().join("_");
    name.starts_with(char::is_alphabetic).then_some(name)
}

/// The caret covers what stands there; at the line's end it stands behind the last character.
fn at_place(reader: &Reader<'_>, at: usize, problem: FormProblem) -> Diagnostic {
    let found = token(&reader.text[reader.base + at..reader.end]).len();
    Diagnostic::new(problem, reader.at(at, at + found))
}

const LONGEST_TOKEN: usize = 40;

/// What stands at the beginning of a text: a word, a number, a text, or one sign.
fn token(rest: &str) -> &str {
    let written = word(rest);
    let end = if !written.is_empty() {
        let more = rest[written.len()..].find(|c: char| !(c.is_alphanumeric() || "_.-".contains(c)));
        more.map_or(rest.len(), |more| written.len() + more)
    } else if let Some(inside) = rest.strip_prefix('"') {
        inside.find('"').map_or(rest.len(), |at| at + 2)
    } else {
        rest.chars().next().map_or(0, char::len_utf8)
    };
    let cut = rest[..end].char_indices().nth(LONGEST_TOKEN).map_or(end, |(at, _)| at);
    rest[..cut].trim_end_matches(['.', '-']).get(..).filter(|token| !token.is_empty()).unwrap_or(&rest[..cut])
}

/// The keyword that was probably meant by a word.
fn misspelled(found: &str, expected: &[Expected]) -> Option<String> {
    let is_word = |keyword: &str| keyword.trim_end_matches('.').chars().all(char::is_alphabetic);
    let keywords: Vec<&str> = expected
        .iter()
        .filter_map(|one| match one {
            Expected::Keyword { keyword } if is_word(keyword) => Some(keyword.as_str()),
            _ => None,
        })
        .collect();
    let meant = nearest(found, keywords.iter().map(|keyword| keyword.trim_end_matches('.')))?;
    keywords.into_iter().find(|keyword| keyword.trim_end_matches('.') == meant).map(str::to_owned)
}

/// What a rule stands for when it could have begun.
fn expectations(rule: Rule) -> Vec<Expected> {
    if let Some(keyword) = canonical(rule) {
        return vec![Expected::keyword(if keyword == "pr" { "pr." } else { keyword })];
    }
    if let Some(noun) = noun(rule) {
        return vec![Expected::Noun(noun)];
    }
    words(rule).iter().map(|word| Expected::keyword(*word)).collect()
}

fn noun(rule: Rule) -> Option<Noun> {
    Some(match rule {
        Rule::EOI => Noun::LineEnd,
        Rule::name | Rule::dotted_name | Rule::identifier | Rule::figure | Rule::flow | Rule::fallback => Noun::Name,
        Rule::link_term | Rule::link_time | Rule::level_role | Rule::list_role | Rule::who => Noun::Name,
        Rule::text | Rule::texts | Rule::text_list => Noun::Text,
        Rule::unsigned | Rule::number | Rule::tolerance_part | Rule::percentile | Rule::number_test | Rule::literal => {
            Noun::Number
        }
        Rule::whole | Rule::month_number | Rule::whole_range | Rule::zero => Noun::WholeNumber,
        Rule::year | Rule::period => Noun::Year,
        Rule::year_range => Noun::Years,
        Rule::month => Noun::Month,
        Rule::day_of_year => Noun::Date,
        Rule::code | Rule::code_list | Rule::code_item | Rule::codes | Rule::member_code => Noun::Code,
        Rule::exempt_codes | Rule::exempt_item => Noun::Code,
        Rule::conditions | Rule::condition | Rule::dimension_condition | Rule::exempt_condition => Noun::Condition,
        Rule::expression | Rule::product | Rule::factor | Rule::term => Noun::Formula,
        Rule::unit => Noun::Unit,
        Rule::table => Noun::Table,
        _ => return None,
    })
}

/// The words and signs that a rule may begin with, when it is neither a keyword nor a noun.
fn words(rule: Rule) -> &'static [&'static str] {
    match rule {
        Rule::comma | Rule::list_join | Rule::condition_join => &[","],
        Rule::dot => &["."],
        Rule::equal | Rule::column_formula | Rule::measure_formula => &["="],
        Rule::not_equal => &["<>"],
        Rule::greater => &[">"],
        Rule::open | Rule::parenthesised => &["("],
        Rule::close => &[")"],
        Rule::close_bracket => &["]"],
        Rule::part => &["fra", "="],
        Rule::when | Rule::for_period => &["for hele året", "for måneden", "primo året", "ultimo året"],
        Rule::what => &["antal", "gennemsnit", "varighed"],
        Rule::frequency => &["månedligt", "kvartalsvis", "årligt", "hvert skoleår"],
        Rule::average_kind => &["vægtet", "uvægtet", "median"],
        Rule::time_unit => &["dage", "måneder", "år"],
        Rule::order_word | Rule::order_test => &["mindst", "højst", "over", "under"],
        Rule::negation => &["<>", "undtagen"],
        Rule::between => &["mellem"],
        Rule::outcome => &["vis ikke", "vis 0", "regn med 0"],
        Rule::subject | Rule::when_value => &["tæller", "nævner", "resultat"],
        Rule::data_missing => &["data mangler"],
        Rule::visible => &["resultat", "tæller", "nævner", "alle rækker"],
        Rule::severity => &["stopper indlæsning", "fejl", "advarsel", "orientering"],
        Rule::severity_period => &["i måned", "i kvartal"],
        Rule::total => &["i alt"],
        Rule::time_between => &["dage", "måneder", "år"],
        Rule::snapshot => &["primo", "ultimo"],
        Rule::each | Rule::loop_ => &["hver"],
        Rule::column_role => &["kommune", "måned", "dato", "år", "tal", "tekst", "nøgle"],
        Rule::measure_kind => &["bevægelse", "beholdning", "andel"],
        Rule::measure_part => &["enhed", "bevægelse", "beholdning", "andel", "opgjort", "fortegn"],
        Rule::unit_part => &["enhed"],
        Rule::active_kind => &["på dagen", "i perioden", "de seneste", "nogensinde", "ved"],
        Rule::since => &["forrige måned", "samme måned året før"],
        Rule::time_between_end => &["tælledatoen", "årets udgang"],
        Rule::group_from => &["sammenligningskommuner"],
        Rule::group_nearest => &["nærmeste kommuner"],
        Rule::fixed_prices => &["faste"],
        Rule::price_level => &["niveau"],
        Rule::price_index => &["efter"],
        Rule::family => &["for hver"],
        Rule::levels => &["niveauer"],
        Rule::compare => &["er lig med", "mindst", "højst"],
        Rule::below_parts => &["under tæller og nævner"],
        Rule::only => &["kun"],
        Rule::because => &["fordi"],
        Rule::until => &["til"],
        Rule::written_as => &["skrevet som"],
        Rule::empty_when => &["tom når"],
        Rule::second_smallest => &["også næstmindste"],
        _ => &[],
    }
}
