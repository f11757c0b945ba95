//! What is new, by year: the page of what the feed says.

use minijinja::{Value, context};

use super::catalogue::news::{News, What, news};
use super::{File, Kind, Page, Site, SiteError, paths};

pub const KIND: Kind = Kind { paths: |_| vec![paths::NEWS.to_owned()], files };

fn files(site: &Site, _: usize) -> Result<Vec<File>, SiteError> {
    let all = news(site.model, &site.known);
    let told = |news: &News| {
        let figure = site.model.figure(news.figure);
        let what = match news.what {
            What::Begins => "whatsnew.begins",
            What::Edition => "whatsnew.edition",
            What::Break => "whatsnew.break",
            What::Ends => "whatsnew.ends",
        };
        context! {
            hvad => site.words.say(what),
            titel => super::figure::title(figure),
            sti => paths::figure(&figure.name.sql),
            tekst => &news.text,
        }
    };
    let year = |of_year: &[News]| {
        context! { aar => of_year[0].year, nyt => of_year.iter().map(told).collect::<Vec<_>>() }
    };
    let years: Vec<Value> = all.chunk_by(|a, b| a.year == b.year).map(year).collect();
    let page = Page {
        path: paths::NEWS.to_owned(),
        title: site.words.say("menu.news").to_owned(),
        description: site.words.say("whatsnew.about").to_owned(),
        breadcrumbs: Vec::new(),
        section: paths::NEWS,
        authored: false,
        template: "nyt.html",
        data: context! { feed => paths::FEED, aar => years },
    };
    Ok(vec![site.page(page)?])
}
