//! The site: a page per nøgletal, and pages of all else that is defined.
//!
//! In: a [`Site`], which is a model without errors with what the project says of its site. Out: [`File`]s, given one by one
//! to whoever writes them. Guaranteed now: the same input gives the same bytes; no text of an author reaches a page
//! unescaped; every link inside the site is relative and leads to a file of it; a page is made, given away and forgotten.

pub mod about;
pub mod area;
pub mod assets;
pub mod base_figure;
pub mod catalogue;
pub mod chart;
pub mod coverage;
pub mod error;
pub mod figure;
pub mod filter;
pub mod frame;
pub mod front;
pub mod glossary;
pub mod html;
pub mod known;
pub mod lines;
pub mod lookup;
pub mod markdown;
pub mod news;
pub mod paths;
pub mod redirects;
pub mod rule;
pub mod search;
pub mod source;
pub mod sql_pages;
pub mod values;
pub mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

pub use error::SiteError;
pub use frame::{Crumb, Page};
pub use glossary::Glossary;
pub use known::Known;
pub use lookup::Lookup;
pub use values::Values;

use crate::diagnostics::Language;
use crate::model::Model;
use crate::source::Sources;
use crate::sql::Statement;
use frame::Frame;
use words::Words;

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// From the site's folder, with `/`.
    pub path: String,
    pub bytes: Vec<u8>,
}

impl File {
    pub fn new(path: impl Into<String>, text: impl Into<Vec<u8>>) -> File {
        File { path: path.into(), bytes: text.into() }
    }
}

/// What a project says of its site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// What the site is called.
    pub title: String,
    pub language: Option<Language>,
    /// Where the site will be, `https://noegletal.example.dk/`; for feeds, maps and catalogues, which need whole addresses.
    pub address: Option<String>,
    pub publisher: Option<String>,
    /// The name or address of the licence that definitions and figures are published under.
    pub licence: Option<String>,
    /// Whom to ask: an address of mail or of the web.
    pub contact: Option<String>,
    /// The address of the accessibility statement.
    pub accessibility: Option<String>,
    /// Templates and style sheets of the project's own, by the names of ours.
    pub templates: BTreeMap<String, String>,
    /// Names that nøgletal had before: old name and present name.
    pub former_names: BTreeMap<String, String>,
}

impl Settings {
    /// The contact as an address that can be followed.
    pub fn contact_address(&self) -> Option<String> {
        let contact = self.contact.as_deref()?.trim();
        let of_mail = contact.contains('@')
            && !contact.contains(|letter: char| letter.is_whitespace() || ":/?&".contains(letter));
        match (contact.starts_with("https://") || contact.starts_with("http://"), of_mail) {
            (true, _) => Some(contact.to_owned()),
            (false, true) => Some(format!("mailto:{contact}")),
            (false, false) => None,
        }
    }
}

/// SQL for one backend, made when its pages are written and forgotten after.
pub struct Backend<'a> {
    /// As the project file names it.
    pub name: String,
    /// `SQL Server`
    pub title: String,
    pub statements: Box<dyn Fn() -> Vec<Statement> + Sync + 'a>,
}

/// Everything that pages are made of.
pub struct Site<'a> {
    pub model: &'a Model,
    pub sources: &'a Sources,
    pub settings: Settings,
    pub backends: Vec<Backend<'a>>,
    pub words: Words,
    /// Who reads whom, and what is where.
    pub known: Known,
    /// Where everything that is defined has its page, and which nøgletal count which account.
    pub lookup: Lookup,
    pub glossary: Glossary,
    /// The figures, when a database has computed them.
    pub values: Option<Values<'a>>,
    pub leads: Vec<redirects::Lead>,
    pub frame: Frame,
    /// Every page that there will be.
    pub pages: Arc<paths::Pages>,
}

/// A kind of page.
pub struct Kind {
    /// The paths of its pages, in the order in which they are made.
    pub paths: fn(&Site) -> Vec<String>,
    /// The page at a place in that list, and files that belong beside it.
    pub files: fn(&Site, usize) -> Result<Vec<File>, SiteError>,
}

/// All kinds, in the order in which they are written. A kind of page is a file in this folder and a line here.
pub const KINDS: &[Kind] = &[
    assets::KIND,
    front::KIND,
    figure::KIND,
    figure::EDITIONS,
    figure::list::KIND,
    redirects::KIND,
    search::KIND,
    catalogue::KIND,
    catalogue::FIGURES,
    catalogue::CHARTS,
    area::LIST,
    area::KIND,
    source::LIST,
    source::KIND,
    base_figure::LIST,
    base_figure::KIND,
    filter::LIST,
    filter::KIND,
    rule::LIST,
    rule::KIND,
    chart::LIST,
    chart::KIND,
    chart::account::KIND,
    chart::change::KIND,
    chart::code_list::KIND,
    glossary::KIND,
    news::KIND,
    coverage::KIND,
    about::KIND,
    values::KIND,
];

/// So many pages are made before they are given away: enough for all cores, few enough to forget soon.
const AT_ONCE: usize = 64;

impl<'a> Site<'a> {
    pub fn new(
        model: &'a Model,
        sources: &'a Sources,
        settings: Settings,
        backends: Vec<Backend<'a>>,
    ) -> Result<Site<'a>, SiteError> {
        let words = Words::of(settings.language.unwrap_or(Language::Danish));
        let frame = Frame::new(&settings.templates, &words)?;
        let known = Known::new(model);
        let (lookup, pages) = (Lookup::new(model), Arc::default());
        let mut site = Site {
            model,
            sources,
            settings,
            backends,
            words,
            known,
            lookup,
            glossary: Glossary::new(),
            values: None,
            leads: Vec::new(),
            frame,
            pages,
        };
        site.leads = redirects::leads(&site);
        let listed = KINDS.iter().flat_map(|kind| (kind.paths)(&site)).chain(sql_pages::paths(&site));
        site.pages = Arc::new(listed.collect());
        Ok(site)
    }

    /// The same site with figures on its pages. What is there without figures stays the same.
    pub fn with_values(self, values: Values<'a>) -> Site<'a> {
        Site { values: Some(values), ..self }
    }

    /// Gives every file of the site to `write`.
    pub fn write<E: From<SiteError>>(&self, write: &mut dyn FnMut(File) -> Result<(), E>) -> Result<(), E> {
        for kind in KINDS {
            let number = (kind.paths)(self).len();
            self.write_all(number, &|index| (kind.files)(self, index), write)?;
        }
        for backend in &self.backends {
            let texts = sql_pages::Texts::new(self, (backend.statements)());
            self.write_all(self.model.figures.len(), &|index| sql_pages::files(self, backend, &texts, index), write)?;
        }
        Ok(())
    }

    fn write_all<E: From<SiteError>>(
        &self,
        number: usize,
        make: &(dyn Fn(usize) -> Result<Vec<File>, SiteError> + Sync),
        write: &mut dyn FnMut(File) -> Result<(), E>,
    ) -> Result<(), E> {
        for start in (0..number).step_by(AT_ONCE) {
            let end = number.min(start + AT_ONCE);
            let made: Vec<Result<Vec<File>, SiteError>> = (start..end).into_par_iter().map(make).collect();
            for files in made {
                for file in files? {
                    write(file)?;
                }
            }
        }
        Ok(())
    }

    /// The page as a file.
    pub fn page(&self, page: Page) -> Result<File, SiteError> {
        self.frame.render(self, page)
    }
}
