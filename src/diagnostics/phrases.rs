//! What templates can say besides their own words: lists, years, nouns, quotes.
//!
//! In: a catalogue's words. Out: its filters and functions in a template environment. Guaranteed now:
//! a filter given something it cannot say says it plainly instead of failing.

use std::sync::Arc;

use minijinja::{Environment, Value};

use super::catalogue::CatalogueText;
use super::problems::{EARLIER_TOO, LATER_TOO};

/// So many accounts are named before "og 9 andre".
const NAMED: usize = 5;
/// Longer texts of an author are shown shortened.
const LONGEST_QUOTE: usize = 80;
/// Longer titles are shortened where several stand in a row.
const LONGEST_LISTED: usize = 50;

struct Words {
    and: String,
    or: String,
    year_in: String,
    all_years: String,
    from: String,
    to: String,
    other: String,
    others: String,
    open_quote: String,
    close_quote: String,
}

/// Adds all filters and functions of the catalogues.
pub(super) fn add_to(environment: &mut Environment<'static>, text: &CatalogueText) {
    let words = Arc::new(words(text));
    add_lists(environment, &words);
    add_years(environment, &words);
    add_nouns(environment, text, &words);
    environment.add_filter("upper_first", upper_first);
}

fn words(text: &CatalogueText) -> Words {
    let word = |key: &str| text.words.get(key).cloned().unwrap_or_default();
    Words {
        and: word("and"),
        or: word("or"),
        year_in: word("in"),
        all_years: word("all_years"),
        from: word("from"),
        to: word("to"),
        other: word("other"),
        others: word("others"),
        open_quote: word("open_quote"),
        close_quote: word("close_quote"),
    }
}

fn add_lists(environment: &mut Environment<'static>, words: &Arc<Words>) {
    let known = words.clone();
    environment.add_filter("list_and", move |list: Value| joined(&items(&list), &known.and));
    environment.add_filter("list_written", |list: Value| joined(&items(&list), "og"));
    let known = words.clone();
    environment.add_filter("list_or", move |list: Value| joined(&items(&list), &known.or));
    let known = words.clone();
    environment.add_filter("five", move |list: Value| five(&items(&list), &known));
    let known = words.clone();
    environment.add_filter("quoted", move |value: Value| quoted(&value, &known));
}

fn add_years(environment: &mut Environment<'static>, words: &Arc<Words>) {
    let known = words.clone();
    environment.add_filter("years", move |years: Vec<i64>| joined(&runs(&years, &known), &known.and));
    let known = words.clone();
    environment.add_filter("in_years", move |years: Vec<i64>| {
        let said = joined(&runs(&years, &known), &known.and);
        let begins_open = !said.starts_with(|first: char| first.is_ascii_digit());
        if begins_open { said } else { format!("{} {said}", known.year_in) }
    });
    let known = words.clone();
    environment
        .add_function("validity", move |from: Option<i64>, to: Option<i64>| validity(from, to, &known.from, &known.to));
    environment.add_function("only_years", only_years);
}

fn add_nouns(environment: &mut Environment<'static>, text: &CatalogueText, words: &Arc<Words>) {
    let nouns = Arc::new(text.nouns.clone());
    let known = nouns.clone();
    environment.add_filter("bare", move |key: String| known.get(&key).map_or(key, |noun| noun.bare.clone()));
    let known = nouns.clone();
    environment.add_filter("the", move |key: String| known.get(&key).map_or(key, |noun| noun.the.clone()));
    let known = nouns.clone();
    environment.add_filter("a", move |key: String| known.get(&key).map_or(key, |noun| noun.a.clone()));
    let words = words.clone();
    environment.add_filter("expected", move |list: Vec<Value>| {
        let said = |item: &Value| match item.get_attr("keyword") {
            Ok(keyword) if !keyword.is_undefined() => quote(&keyword.to_string(), &words),
            _ => {
                let key = item.to_string();
                nouns.get(&key).map_or(key, |noun| noun.a.clone())
            }
        };
        joined(&list.iter().map(said).collect::<Vec<_>>(), &words.or)
    });
    let months = text.months.clone();
    environment.add_filter("month", move |month: usize| {
        month.checked_sub(1).and_then(|index| months.get(index).cloned()).unwrap_or_else(|| month.to_string())
    });
}

fn items(list: &Value) -> Vec<String> {
    match list.try_iter() {
        Ok(items) => items.map(|item| item.to_string()).collect(),
        Err(_) => vec![list.to_string()],
    }
}

/// `a, b og c`
fn joined(items: &[String], conjunction: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} {conjunction} {last}", rest.join(", ")),
    }
}

/// `a, b, c, d, e og 9 andre`
fn five(items: &[String], words: &Words) -> String {
    let named: Vec<String> = items.iter().take(NAMED).map(|item| shortened(item, LONGEST_LISTED)).collect();
    match items.len().saturating_sub(NAMED) {
        0 => joined(&named, &words.and),
        1 => format!("{} {} 1 {}", named.join(", "), words.and, words.other),
        more => format!("{} {} {more} {}", named.join(", "), words.and, words.others),
    }
}

/// The author's own words, one text or each of a list.
fn quoted(value: &Value, words: &Words) -> Value {
    match value.as_str() {
        Some(text) => Value::from(quote(text, words)),
        None => Value::from(items(value).iter().map(|item| quote(item, words)).collect::<Vec<_>>()),
    }
}

fn quote(text: &str, words: &Words) -> String {
    format!("{}{}{}", words.open_quote, shortened(text, LONGEST_QUOTE), words.close_quote)
}

fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

const EARLIER: i64 = EARLIER_TOO as i64;
const LATER: i64 = LATER_TOO as i64;

/// Years in a row as one: `2015-2017`, `2020`, `fra 2022`.
fn runs(years: &[i64], words: &Words) -> Vec<String> {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for &year in years {
        match runs.last_mut() {
            Some((first, last)) if year == *last + 1 || year == LATER || *first == *last && *last == EARLIER => {
                *last = year
            }
            _ => runs.push((year, year)),
        }
    }
    let open = |year: i64, end: i64| Some(year).filter(|year| *year != end);
    let said = |(first, last)| match (open(first, EARLIER), open(last, LATER)) {
        (None, None) => words.all_years.clone(),
        (first, last) => validity(first, last, &words.from, &words.to),
    };
    runs.into_iter().map(said).collect()
}

/// `2015-2017`, `fra 2018`, `til 2017`
fn validity(from: Option<i64>, to: Option<i64>, from_word: &str, to_word: &str) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from}-{to}"),
        (Some(from), None) => format!("{from_word} {from}"),
        (None, Some(to)) => format!("{to_word} {to}"),
        (None, None) => String::new(),
    }
}

/// What an author writes after `kun` so that a line holds in no year outside a validity: the end that the years in
/// question lie beyond, or both.
fn only_years(from: Option<i64>, to: Option<i64>, outside: Vec<i64>) -> String {
    let earlier = from.filter(|from| outside.first().is_some_and(|first| first < from));
    let later = to.filter(|to| outside.last().is_some_and(|last| last > to));
    match (earlier, later) {
        (None, None) => validity(from, to, "fra", "til"),
        needed => validity(needed.0, needed.1, "fra", "til"),
    }
}

fn upper_first(text: String) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => text,
    }
}
