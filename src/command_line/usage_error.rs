//! clap's refusals in our own words.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::words::Words;

/// The refusal as one or two lines: what is wrong, and the way out.
pub fn message(error: &Error, words: &Words) -> String {
    let problem = match error.kind() {
        ErrorKind::UnknownArgument => {
            let argument = context(error, ContextKind::InvalidArg);
            let key = if argument.starts_with('-') { "usage.unknown_argument" } else { "usage.extra_word" };
            words.fill(key, &[("argument", &argument)])
        }
        ErrorKind::InvalidSubcommand => {
            words.fill("usage.unknown_command", &[("command", &context(error, ContextKind::InvalidSubcommand))])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => invalid_value(error, words),
        ErrorKind::MissingRequiredArgument => {
            words.fill("usage.missing_argument", &[("argument", &context(error, ContextKind::InvalidArg))])
        }
        ErrorKind::ArgumentConflict => words.fill(
            "usage.conflict",
            &[
                ("argument", &context(error, ContextKind::InvalidArg)),
                ("other", &context(error, ContextKind::PriorArg)),
            ],
        ),
        ErrorKind::InvalidUtf8 => words.say("usage.not_utf8"),
        _ => words.fill("usage.wrong_values", &[("argument", &context(error, ContextKind::InvalidArg))]),
    };
    match suggestion(error) {
        Some(nearest) => format!("{problem} {}", words.fill("usage.did_you_mean", &[("nearest", &nearest)])),
        None => format!("{problem} {}", words.say("usage.see_help")),
    }
}

fn invalid_value(error: &Error, words: &Words) -> String {
    let (argument, value) = (context(error, ContextKind::InvalidArg), context(error, ContextKind::InvalidValue));
    if value.is_empty() {
        return words.fill("usage.missing_value", &[("argument", &argument)]);
    }
    let problem = words.fill("usage.invalid_value", &[("argument", &argument), ("value", &value)]);
    match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(valid)) if !valid.is_empty() => {
            format!("{problem} {}", words.fill("usage.valid_values", &[("values", &words.list(valid))]))
        }
        _ => problem,
    }
}

fn suggestion(error: &Error) -> Option<String> {
    [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .iter()
        .find_map(|kind| error.get(*kind))
        .and_then(|value| texts(value).into_iter().next())
}

fn context(error: &Error, kind: ContextKind) -> String {
    error.get(kind).map(texts).unwrap_or_default().join(", ")
}

fn texts(value: &ContextValue) -> Vec<String> {
    match value {
        ContextValue::String(text) => vec![text.clone()],
        ContextValue::Strings(texts) => texts.clone(),
        ContextValue::StyledStr(text) => vec![text.to_string()],
        _ => Vec::new(),
    }
}
