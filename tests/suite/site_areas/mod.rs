//! Pages of all else than nøgletal: accounts, charts, sources, rules, the glossary, what is missing, and figures.

mod accounts;
mod others;
mod values;

use std::collections::BTreeMap;

use noegle::compile::Compilation;
use noegle::site::{File, Settings, Site, SiteError};

use super::support::{compiled, problems};

/// All pages of a site, by path.
pub type Pages = BTreeMap<String, String>;

/// Definitions without errors.
pub fn definitions(text: &str) -> Compilation {
    let compilation = compiled(text);
    assert!(!compilation.has_errors(), "{:?}", problems(&compilation));
    compilation
}

pub fn site(compilation: &Compilation) -> Site<'_> {
    let settings = Settings { title: "Prøve".to_owned(), ..Settings::default() };
    Site::new(&compilation.model, &compilation.sources, settings, Vec::new()).expect("skabelonerne er vore egne")
}

pub fn pages(site: &Site) -> Pages {
    let mut pages = Pages::new();
    let written = site.write(&mut |file: File| -> Result<(), SiteError> {
        if let Ok(text) = String::from_utf8(file.bytes) {
            pages.insert(file.path, text);
        }
        Ok(())
    });
    written.expect("siderne kan skrives");
    pages
}

/// The words of a page as they are read, with single blanks.
pub fn words(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let text = text.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A chart whose ældreboliger moved in 2018, a source on it and a second one of people.
pub const CHART: &str = r#"
kontoplan im_kontoplan
  titel "Kontoplanen"
  koder fra "kontoplan/funktioner.csv" niveauer hovedkonto > hovedfunktion > funktion
  koder fra "kontoplan/dranst.csv" niveauer dranst
  koder fra "kontoplan/grupperinger.csv" niveauer gruppering under funktion og dranst
datakilde regnskab
  titel "Regnskab"
  tabel a.regnskab
  en række pr. kommune, måned, konto
  kolonne kommune er kommune
  kolonne maaned er måned
  kolonne funktion er funktion i im_kontoplan
  kolonne dranst er dranst i im_kontoplan
  kolonne gruppe er gruppering i im_kontoplan
  måltal beloeb, enhed kr., bevægelse
datakilde borger
  titel "Borgere"
  tabel a.borger
  en række pr. kommune, år, person
  kolonne kommune er kommune
  kolonne aar er år
  kolonne cpr er nøgle person
  fortrolighed personoplysning
grundtal borgere fra borger
  titel "Antal borgere"
  enhed borgere
  optælling antal forskellige person primo året
"#;
