//! What a violation says.

use num_rational::BigRational;

use super::Found;
use crate::exact::{danish_text, decimal_text};
use crate::model::Model;
use crate::model::rule::{MessagePart, Requirement, Rule};

pub fn text(model: &Model, rule: &Rule, requirement: &Requirement, found: &Found) -> String {
    if found.too_large {
        return format!("{}: tallene er for store til at bedømme spredningen", rule.title);
    }
    let part = |part: &MessagePart| match part {
        MessagePart::Text(text) => text.clone(),
        MessagePart::Municipality => municipality(model, &found.municipality, found.at.year()),
        MessagePart::Period => found.at.name.clone(),
        MessagePart::Value => number(found.value.as_ref()),
        MessagePart::ComparedWith => number(found.compared_with.as_ref()),
        MessagePart::Rule => rule.title.clone(),
        MessagePart::Rows => found.rows.to_string(),
        MessagePart::Key => found.key_text(),
        MessagePart::Dimension(at) => found.key.get(*at).map_or_else(String::new, |(_, code)| code.clone()),
    };
    requirement.message.iter().map(part).collect()
}

/// The kommune's name in the year, else its code.
fn municipality(model: &Model, code: &str, year: i32) -> String {
    let known = model.tree(model.municipalities).version(code, &[], year);
    known.map_or_else(|| code.to_owned(), |version| version.title.clone())
}

/// `1.250.000,5`; a dash where there is nothing.
fn number(value: Option<&BigRational>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| danish_text(&decimal_text(value, 5), 0))
}
