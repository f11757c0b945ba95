//! What `--nøgletal`, `--kommune` and `--periode` choose, as names the results have.

use super::failure::Failure;
use super::words::Words;
use crate::diagnostics::nearest;
use crate::model::Model;
use crate::text::fold;

/// The names in `resultat` that a written name stands for: one, or all members of a family.
pub fn figure_names(words: &Words, model: &Model, written: &str) -> Result<Vec<String>, Failure> {
    let wanted = fold(written);
    for figure in model.declared_figures() {
        let Some(family) = &figure.family else {
            if figure.name.sql == wanted {
                return Ok(vec![wanted]);
            }
            continue;
        };
        if figure.name.sql == wanted {
            return Ok(family.members.iter().map(|member| member.sql.clone()).collect());
        }
        let named = |code: &str| fold(&format!("{}[{code}]", figure.name.text)) == wanted;
        if let Some(member) = family.members.iter().find(|member| member.sql == wanted || named(&member.code)) {
            return Ok(vec![member.sql.clone()]);
        }
    }
    let family = wanted.split('[').next().unwrap_or("");
    let members = model.declared_figures().filter(|figure| figure.name.sql == family).filter_map(|figure| {
        let members = figure.family.as_ref()?.members.iter();
        Some(members.map(|member| format!("{}[{}]", figure.name.text, member.code)))
    });
    let members: Vec<String> = members.flatten().collect();
    let figures = model.declared_figures().map(|figure| figure.name.text.as_str());
    let known = figures.chain(members.iter().map(String::as_str));
    Err(Failure::usage(words.unknown("choice.unknown", written, known)))
}

/// The code of a kommune by code or name: `615`, `65`, `Horsens`.
pub fn municipality(words: &Words, model: &Model, written: &str) -> Result<String, Failure> {
    let tree = model.tree(model.municipalities);
    let padded = format!("{written:0>3}");
    if written.bytes().all(|byte| byte.is_ascii_digit()) && tree.resolve(&padded).is_some() {
        return Ok(padded);
    }
    let named = tree.versions.iter().rev().find(|version| fold(&version.title) == fold(written));
    match named {
        Some(version) => Ok(version.code.clone()),
        None => {
            let titles = tree.versions.iter().map(|version| version.title.as_str());
            let message = words.fill("municipality.unknown", &[("name", written)]);
            Err(Failure::usage(words.with_nearest(message, nearest(written, titles))))
        }
    }
}

/// A period as results write it: `2024`, `2024-05`, `2024-K2`, `2024/25`.
pub fn period(words: &Words, written: &str) -> Result<String, Failure> {
    let upper = written.to_uppercase();
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_period = match upper.split_once(['-', '/']) {
        None => digits(&upper, 4),
        Some((year, rest)) if upper.contains('/') => digits(year, 4) && digits(rest, 2),
        Some((year, rest)) => {
            let month = digits(rest, 2) && (1..=12).contains(&rest.parse::<u32>().unwrap_or(0));
            digits(year, 4) && (month || matches!(rest, "K1" | "K2" | "K3" | "K4"))
        }
    };
    if is_period { Ok(upper) } else { Err(Failure::usage(words.fill("period.form", &[("period", written)]))) }
}
