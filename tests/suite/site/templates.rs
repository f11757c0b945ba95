//! A project's own templates in the place of ours.

use noegle::site::{Settings, SiteError};

use super::{page, project, settings, site_of};

fn with(name: &str, text: &str) -> Settings {
    Settings { templates: [(name.to_owned(), text.to_owned())].into(), ..settings() }
}

#[test]
fn one_template_is_replaced_and_the_others_stay() {
    let own = "{% extends 'ramme.html' %}{% block indhold %}<h1>{{ side.titel }}</h1><p>Vores egen.</p>{% endblock %}";
    let files = site_of(&project("."), with("noegletal.html", own)).expect("skabelonen er i orden");
    let figure = page(&files, "noegletal/forebyggelsens_andel/index.html");
    assert!(figure.contains("<p>Vores egen.</p>") && figure.contains("class=\"spring\""), "{figure}");
    assert!(page(&files, "noegletal/index.html").contains("<table"));
}

#[test]
fn the_style_sheet_is_replaced_too() {
    let files = site_of(&project("."), with("stil.css", "body { color: red }")).expect("et stilark er tekst");
    assert_eq!(page(&files, "assets/stil.css"), "body { color: red }");
}

#[test]
fn a_template_that_asks_for_what_there_is_not_is_told_with_its_line() {
    let own = "{% extends 'ramme.html' %}\n{% block indhold %}\n<h1>{{ data.overskrift }}</h1>{% endblock %}";
    let error = site_of(&project("."), with("noegletal.html", own)).expect_err("der er ingen overskrift");
    let SiteError::Template { name, line, .. } = error else { panic!("{error:?}") };
    assert_eq!((name.as_str(), line), ("noegletal.html", Some(3)));
}

#[test]
fn a_template_that_does_not_read_is_told_with_its_line() {
    let error = site_of(&project("."), with("sql.html", "a\n{% if %}")).expect_err("den kan ikke læses");
    assert!(matches!(error, SiteError::Template { ref name, line: Some(2), .. } if name == "sql.html"), "{error:?}");
}

#[test]
fn a_template_that_is_not_ours_is_told_with_the_nearest() {
    let error = site_of(&project("."), with("noegletall.html", "")).expect_err("den hedder noget andet");
    let nearest = Some("noegletal.html".to_owned());
    assert_eq!(error, SiteError::UnknownTemplate { name: "noegletall.html".to_owned(), nearest });
}
