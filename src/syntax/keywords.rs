//! Which words begin which lines.
//!
//! In: the first words of a line, folded, and the kind of declaration around it. Out: the pest rule of
//! that line, or who else knows the word. Guaranteed now: the tables name every declaration and every
//! clause of the language once per spelling.

use crate::diagnostics::nearest;
use crate::syntax::grammar::Rule;
use crate::text::fold;

/// The kinds of declarations as far as their lines are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Area,
    Chart,
    CodeList,
    Source,
    DerivedSource,
    LinkedSource,
    Filter,
    Population,
    BaseFigure,
    KeyFigure,
    LinkedKeyFigure,
    PriceIndex,
    Comparison,
    Access,
    Forecast,
    Rule,
    Example,
}

use Kind::*;

/// A declaration's first line.
pub(super) struct DeclarationForm {
    pub kind: Kind,
    pub words: &'static str,
    pub rule: Rule,
    pub example: &'static str,
}

/// A clause's line.
pub(super) struct ClauseForm {
    /// The words that tell it from other clauses, in canonical spelling.
    pub words: &'static str,
    pub rule: Rule,
    /// The declarations it stands in, outside sections.
    pub kinds: &'static [Kind],
    /// It may stand in `tæller`, `nævner` and `data`.
    pub in_section: bool,
    /// It may stand once.
    pub single: bool,
    pub example: &'static str,
}

const fn declaration(kind: Kind, words: &'static str, rule: Rule, example: &'static str) -> DeclarationForm {
    DeclarationForm { kind, words, rule, example }
}

/// All declarations; those of two words stand before those whose first word is the same.
pub(super) const DECLARATIONS: &[DeclarationForm] = &[
    declaration(Area, "område", Rule::area_header, "område økonomi"),
    declaration(Chart, "kontoplan", Rule::chart_header, "kontoplan im_kontoplan"),
    declaration(CodeList, "kodeliste", Rule::code_list_header, "kodeliste klassetype"),
    declaration(Source, "datakilde", Rule::source_header, "datakilde regnskab"),
    declaration(
        DerivedSource,
        "afledt datakilde",
        Rule::derived_source_header,
        "afledt datakilde elevsnit fra karakter",
    ),
    declaration(
        LinkedSource,
        "koblet datakilde",
        Rule::linked_source_header,
        "koblet datakilde ventetid fra visitation og plejebolig",
    ),
    declaration(Filter, "filter", Rule::filter_header, "filter driftsudgifter i im_kontoplan"),
    declaration(Population, "population", Rule::population_header, "population anbragte fra anbringelse"),
    declaration(BaseFigure, "grundtal", Rule::base_figure_header, "grundtal borgere_primo_året fra borger"),
    declaration(KeyFigure, "nøgletal", Rule::key_figure_header, "nøgletal udgift_pr_borger"),
    declaration(LinkedKeyFigure, "koblet nøgletal", Rule::linked_key_figure_header, "koblet nøgletal samlet_andel"),
    declaration(PriceIndex, "prisregulering", Rule::price_index_header, "prisregulering pl_service"),
    declaration(Comparison, "sammenligning", Rule::comparison_header, "sammenligning standard"),
    declaration(Access, "adgang", Rule::access_header, "adgang standard"),
    declaration(Forecast, "prognose", Rule::forecast_header, "prognose forbrug_hele_året for serviceudgifter"),
    declaration(Rule, "valideringsregel", Rule::rule_header, "valideringsregel regnskab_stemmer"),
    declaration(Example, "eksempel", Rule::example_header, "eksempel \"Uden udgifter\" for udgift_pr_borger"),
];

const ALL: &[Kind] = &[
    Area,
    Chart,
    CodeList,
    Source,
    DerivedSource,
    LinkedSource,
    Filter,
    Population,
    BaseFigure,
    KeyFigure,
    LinkedKeyFigure,
    PriceIndex,
    Comparison,
    Access,
    Forecast,
    Rule,
];
const SOURCES: &[Kind] = &[Source, DerivedSource, LinkedSource];
const FIGURES: &[Kind] = &[KeyFigure, LinkedKeyFigure];
const WITH_EDITIONS: &[Kind] = &[Filter, Population, BaseFigure, DerivedSource, Rule, KeyFigure, LinkedKeyFigure];
const WITH_AREA: &[Kind] =
    &[Source, DerivedSource, LinkedSource, Filter, Population, BaseFigure, KeyFigure, LinkedKeyFigure, Forecast, Rule];
const WITH_FILTER_LINES: &[Kind] = &[Filter, Population, BaseFigure, DerivedSource];
const WITH_UNIT: &[Kind] = &[BaseFigure, KeyFigure, LinkedKeyFigure, Forecast];

const fn one(words: &'static str, rule: Rule, kinds: &'static [Kind], example: &'static str) -> ClauseForm {
    ClauseForm { words, rule, kinds, in_section: false, single: true, example }
}

const fn many(words: &'static str, rule: Rule, kinds: &'static [Kind], example: &'static str) -> ClauseForm {
    ClauseForm { words, rule, kinds, in_section: false, single: false, example }
}

const fn inside(form: ClauseForm) -> ClauseForm {
    ClauseForm { in_section: true, ..form }
}

/// All clauses; of those with the same first word, the longer words stand first.
pub(super) const CLAUSES: &[ClauseForm] = &[
    one("titel", Rule::title, ALL, "titel \"Udgifter pr. borger\""),
    one("ansvarlig", Rule::responsible, ALL, "ansvarlig \"KL\""),
    one("definition", Rule::definition, ALL, "definition \"Udgifter delt med borgere.\""),
    one("udgiver", Rule::publisher, &[Chart, CodeList, PriceIndex], "udgiver \"Indenrigsministeriet\""),
    one("område", Rule::area, WITH_AREA, "område økonomi"),
    one("opdateres", Rule::updated, &[Area, Source, DerivedSource, LinkedSource], "opdateres månedligt"),
    one("historik", Rule::history, &[Area, Source, DerivedSource, LinkedSource], "historik fra 2008"),
    many("udgave", Rule::edition, WITH_EDITIONS, "udgave fra 2018"),
    // ---- charts and lists
    many("koder", Rule::codes_from, &[Chart, CodeList], "koder fra \"koder.csv\""),
    one("kortform", Rule::short_forms, &[Chart], "kortform Dr for dranst, Funk for funktion"),
    // ---- sources
    one("tabel", Rule::table, &[Source], "tabel oekonomi.regnskab"),
    one("en række", Rule::row_per, SOURCES, "en række pr. kommune, måned, konto"),
    many("kolonne", Rule::column, SOURCES, "kolonne periode er måned"),
    many("måltal", Rule::measure, SOURCES, "måltal saldo i beloeb, enhed kr., bevægelse"),
    one("opgjort", Rule::snapshot_clause, SOURCES, "opgjort primo måneden"),
    one("leverancer", Rule::deliveries, SOURCES, "leverancer fra oekonomi.leverance"),
    one("fortrolighed", Rule::confidentiality, SOURCES, "fortrolighed personoplysning"),
    one("uden automatiske", Rule::no_automatic_rules, SOURCES, "uden automatiske regler"),
    many("kun rækker", Rule::only_rows_where, &[DerivedSource], "kun rækker hvor prøver er mindst 4"),
    one("kobles", Rule::linked_on, &[LinkedSource], "kobles på person"),
    // ---- filters, populations, measures of figures
    inside(many("med", Rule::filter_line, WITH_FILTER_LINES, "med dranst 1, funktion 5.32.30")),
    inside(many("uden", Rule::filter_line, WITH_FILTER_LINES, "uden funktion 5.32.30")),
    many("uden", Rule::exclude, &[Comparison], "uden kommune 411"),
    inside(many("for alle", Rule::filter_line, WITH_FILTER_LINES, "for alle art <> 0")),
    inside(many(
        "overlap",
        Rule::overlap_allowed,
        &[BaseFigure, KeyFigure, LinkedKeyFigure],
        "overlap tilladt, fordi \"…\"",
    )),
    inside(one("kommune", Rule::municipality_role, &[BaseFigure], "kommune betalingskommune ellers bopaelskommune")),
    inside(one("optælling", Rule::counting, &[BaseFigure], "optælling saldo for hele året")),
    inside(one("fortegn", Rule::sign_reversed, &[BaseFigure], "fortegn vendes")),
    inside(one("enhed", Rule::unit_clause, WITH_UNIT, "enhed kr. pr. borger")),
    one("nøgle", Rule::key_of, &[Population], "nøgle person"),
    one("aktive", Rule::active, &[Population], "aktive de seneste 5 år"),
    // ---- key figures
    one("id", Rule::id, &[KeyFigure, LinkedKeyFigure, Forecast, Rule], "id 005-0010-011-0-0-0"),
    one("opgøres", Rule::reported, FIGURES, "opgøres årligt"),
    one("retning", Rule::direction, FIGURES, "retning højere er bedre"),
    one("gyldig", Rule::valid, &[KeyFigure, LinkedKeyFigure, BaseFigure, Filter, Population, Rule], "gyldig fra 2018"),
    one("skala", Rule::scale, &[KeyFigure], "skala 1.000"),
    one("tæller", Rule::numerator, &[KeyFigure], "tæller fra regnskab"),
    one("nævner", Rule::denominator, &[KeyFigure], "nævner = borgere_primo_året"),
    one("formel", Rule::formula, &[LinkedKeyFigure], "formel 100 * udgift / borgere"),
    many("når", Rule::when_clause, FIGURES, "når nævner er 0, vis ikke"),
    many("skjul", Rule::hide, FIGURES, "skjul når nævner er under 5"),
    one("priser", Rule::prices, FIGURES, "priser faste, niveau 2024, efter pl_service"),
    one("sammenlignes", Rule::compared_by, FIGURES, "sammenlignes efter standard"),
    one("adgang", Rule::access_by, &[KeyFigure, LinkedKeyFigure, Forecast], "adgang efter standard"),
    many("databrud", Rule::break_in_series, FIGURES, "databrud 2018 \"Ny kontoplan.\""),
    // ---- prices, comparison, access, forecast
    one("satser", Rule::rates_from, &[PriceIndex], "satser fra \"satser.csv\""),
    one("landsgennemsnit", Rule::national_average, &[Comparison], "landsgennemsnit vægtet"),
    one("region", Rule::region_average, &[Comparison], "region uvægtet"),
    one("gruppe", Rule::comparison_group, &[Comparison], "gruppe 5 sammenligningskommuner fra \"grupper.csv\""),
    one("rangorden", Rule::rank_order, &[Comparison], "rangorden laveste først"),
    one("mulighedsrum", Rule::potential, &[Comparison], "mulighedsrum 25. percentil"),
    one("grundlag", Rule::forecast_basis, &[Forecast], "grundlag de seneste 3 år"),
    // ---- rules
    one("alvor", Rule::severity_clause, &[Kind::Rule], "alvor fejl"),
    one("gælder", Rule::applies_to, &[Kind::Rule], "gælder hver kommune, hvert år"),
    one("data", Rule::data, &[Kind::Rule], "data fra regnskab"),
    many("krav", Rule::requirement, &[Kind::Rule], "krav er lig med dst_hk5"),
    one("tolerance", Rule::tolerance, &[Kind::Rule], "tolerance 0,5 pct., dog altid 10.000 kr."),
    one("besked", Rule::message, &[Kind::Rule], "besked \"{kommune}: {værdi}\""),
    many("undtaget", Rule::exempt, &[Kind::Rule], "undtaget kommune 411 til 2025-12, fordi \"…\""),
    // ---- examples
    many("givet", Rule::given, &[Example], "givet regnskab"),
    many("forvent", Rule::expect, &[Example], "forvent ingen brud"),
];

/// A row of a kodeliste has no first word: it begins with a code.
pub(super) const ENTRY: ClauseForm = many("kode", Rule::entry, &[CodeList], "10 \"Almindelig klasse\"");
/// A group begins with its title.
pub(super) const GROUP: ClauseForm = many("gruppe", Rule::group, &[CodeList], "\"0-5 år\" = alder 0-5");
/// Who may see something begins with free words.
pub(super) const MAY_SEE: ClauseForm = many("ser", Rule::may_see, &[Access], "egen kommune ser alle rækker");

/// The first two words of a line, folded; empty when there is none.
#[derive(Debug, Clone)]
pub(super) struct FirstWords {
    pub first: String,
    pub second: String,
    /// Bytes of the first word as written.
    pub first_length: usize,
}

impl FirstWords {
    pub fn of(line: &str) -> FirstWords {
        let first = word(line);
        let second = word(line[first.len()..].trim_start());
        FirstWords { first: fold(first), second: fold(second), first_length: first.len() }
    }

    /// Whether the line begins with these canonical words.
    fn begins(&self, words: &str) -> bool {
        let mut words = words.split(' ');
        let matches = |word: Option<&str>, written: &str| word.is_none_or(|word| same(word, written));
        matches(words.next(), &self.first) && matches(words.next(), &self.second)
    }
}

/// The letters, digits and `_` that a line begins with.
pub(super) fn word(line: &str) -> &str {
    let end = line.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(line.len());
    &line[..end]
}

/// Whether a canonical word is a folded one, without building a text.
fn same(canonical: &str, folded: &str) -> bool {
    let mut rest = folded;
    for character in canonical.chars() {
        let mut buffer = [0; 4];
        let spelled = match character {
            'æ' => "ae",
            'ø' => "oe",
            'å' => "aa",
            other => other.encode_utf8(&mut buffer),
        };
        let Some(after) = rest.strip_prefix(spelled) else { return false };
        rest = after;
    }
    rest.is_empty()
}

/// The declaration that a line begins, by its words; the second word may be misspelled.
pub(super) fn declaration_form(words: &FirstWords) -> Option<&'static DeclarationForm> {
    let exact = DECLARATIONS.iter().find(|form| words.begins(form.words));
    exact.or_else(|| closest(DECLARATIONS.iter(), words, |form| form.words))
}

/// The clause that a line begins in a declaration of this kind, outside sections.
pub(super) fn clause_form(kind: Kind, words: &FirstWords) -> Option<&'static ClauseForm> {
    of(words, move |form| form.kinds.contains(&kind))
}

/// The clause that a line begins inside a section.
pub(super) fn section_form(words: &FirstWords) -> Option<&'static ClauseForm> {
    of(words, |form| form.in_section)
}

/// The clause that a line begins in some declaration.
pub(super) fn any_clause_form(words: &FirstWords) -> Option<&'static ClauseForm> {
    of(words, |_| true)
}

fn of(words: &FirstWords, fits: impl Fn(&ClauseForm) -> bool) -> Option<&'static ClauseForm> {
    let exact = CLAUSES.iter().find(|form| fits(form) && words.begins(form.words));
    exact.or_else(|| closest(CLAUSES.iter().filter(|form| fits(form)), words, |form| form.words))
}

/// Of the forms with the line's first word, the one whose second word is nearest to the line's.
fn closest<T>(
    forms: impl Iterator<Item = &'static T>,
    words: &FirstWords,
    of: fn(&T) -> &'static str,
) -> Option<&'static T> {
    let same_first = forms.filter(|form| of(form).split(' ').next().is_some_and(|first| same(first, &words.first)));
    same_first.min_by_key(|form| {
        let second = of(form).split(' ').nth(1).unwrap_or("");
        strsim::osa_distance(&fold(second), &words.second)
    })
}

/// The sections of a declaration by the words that open them; none when it has no sections.
pub(super) fn sections(kind: Kind) -> &'static [&'static str] {
    match kind {
        KeyFigure => &["tæller", "nævner"],
        Kind::Rule => &["data"],
        _ => &[],
    }
}

/// The words of a kind of declaration.
pub(super) fn words_of(kind: Kind) -> &'static str {
    DECLARATIONS.iter().find(|form| form.kind == kind).map_or("", |form| form.words)
}

/// The canonical spelling of a keyword rule of the grammar; `None` for other rules.
pub(super) fn canonical(rule: Rule) -> Option<&'static str> {
    const KEYWORDS: &str = include_str!("../../grammar/keywords.pest");
    let name = format!("{rule:?} = ");
    let line = KEYWORDS.lines().find(|line| line.starts_with(&name))?;
    line.split('"').nth(1)
}

/// The declaration that a misspelled first word was probably meant to begin.
pub(super) fn nearest_declaration(words: &FirstWords) -> Option<&'static DeclarationForm> {
    let first_words = DECLARATIONS.iter().filter_map(|form| form.words.split(' ').next());
    let nearest = nearest(&words.first, first_words)?;
    let meant = FirstWords { first: fold(nearest), ..words.clone() };
    declaration_form(&meant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::grammar::parse_line;

    #[test]
    fn the_examples_of_messages_are_lines_of_their_form() {
        let declarations = DECLARATIONS.iter().map(|form| (form.rule, form.example));
        let without_first_word = [ENTRY, GROUP, MAY_SEE].map(|form| (form.rule, form.example));
        let clauses = CLAUSES.iter().map(|form| (form.rule, form.example));
        for (rule, example) in declarations.chain(clauses).chain(without_first_word) {
            let line = example.to_lowercase();
            assert!(parse_line(rule, &line).is_ok(), "{example}");
        }
    }

    #[test]
    fn every_form_is_found_by_its_words() {
        for form in DECLARATIONS {
            let found = declaration_form(&FirstWords::of(form.words)).map(|found| found.kind);
            assert_eq!(found, Some(form.kind), "{}", form.words);
        }
        for form in CLAUSES {
            for kind in form.kinds {
                let found = clause_form(*kind, &FirstWords::of(form.words)).map(|found| found.rule);
                assert_eq!(found, Some(form.rule), "{}", form.words);
            }
        }
    }

    #[test]
    fn every_keyword_has_its_canonical_spelling() {
        assert_eq!(canonical(Rule::k_noegletal), Some("nøgletal"));
        assert_eq!(canonical(Rule::k_fra_dato), Some("fra-dato"));
        assert_eq!(canonical(Rule::name), None);
    }
}
