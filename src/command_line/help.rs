//! clap's help in our own words: every text, heading and usage line from the catalogue.
//!
//! In: the command tree and a catalogue. Out: the tree with help in that language. Guaranteed now: a command or argument
//! without an entry fails a test, so nobody meets a bare name.

use clap::{Arg, CommandFactory};

use super::arguments::Arguments;
use super::words::Words;

/// The command tree in the catalogue's language.
pub fn command(words: &Words) -> clap::Command {
    localised(Arguments::command(), "noegle", "noegle", words)
}

fn localised(command: clap::Command, path: &str, shown: &str, words: &Words) -> clap::Command {
    let usage = usage(&command, shown, words);
    let options = words.say("heading.options");
    let arguments = words.say("heading.arguments");
    let commands = words.say("heading.commands");
    let has_commands = command.has_subcommands();
    let template = template(has_commands, words);
    let name = path.to_owned();
    command
        .about(words.say(&format!("help.{path}")))
        .override_usage(usage)
        .help_template(template)
        .subcommand_help_heading(commands)
        .mut_args(|argument| localised_argument(argument, &name, &options, &arguments, words))
        .mut_subcommands(|inner| {
            let inner_name = inner.get_name().to_owned();
            localised(inner, &inner_name, &format!("{shown} {inner_name}"), words)
        })
}

fn template(has_commands: bool, words: &Words) -> String {
    let closing = if has_commands { format!("\n{}\n", words.say("help.closing")) } else { String::new() };
    format!("{{about}}\n\n{}: {{usage}}\n\n{{all-args}}\n{closing}", words.say("heading.usage"))
}

fn localised_argument(argument: Arg, command: &str, options: &str, arguments: &str, words: &Words) -> Arg {
    let heading = if argument.is_positional() { arguments } else { options };
    let id = argument.get_id().to_string();
    let shared = format!("help.common.{id}");
    let key = if words.find(&shared).is_some() { shared } else { format!("help.{command}.{id}") };
    let name = argument.get_value_names().and_then(<[_]>::first).map(|name| words.value_name(name));
    let takes_values = argument.get_action().takes_values();
    let argument = argument.help(words.say(&key)).help_heading(heading.to_owned());
    match name {
        Some(name) if takes_values => argument.value_name(name).hide_possible_values(true).hide_default_value(true),
        _ => argument,
    }
}

/// `noegle kør [valg]`, `noegle spor [valg] NAVN`.
fn usage(command: &clap::Command, shown: &str, words: &Words) -> String {
    let mut parts = vec![shown.to_owned(), format!("[{}]", words.say("usage.options"))];
    if command.has_subcommands() {
        parts.push(format!("<{}>", words.say("usage.command")));
    }
    for positional in command.get_positionals() {
        let name = positional.get_value_names().and_then(<[_]>::first).map_or("", |name| name.as_str());
        let name = words.value_name(name);
        parts.push(if positional.is_required_set() { format!("<{name}>") } else { format!("[{name}]") });
    }
    parts.join(" ")
}

impl Words {
    /// A placeholder for a value, `NAVN`, in the catalogue's language.
    fn value_name(&self, name: &str) -> String {
        self.find(&format!("value.{}", name.to_lowercase())).unwrap_or(name).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Language;

    fn texts(command: &clap::Command) -> Vec<String> {
        let about = command.get_about().map(|text| text.to_string());
        let arguments = command
            .get_arguments()
            .map(|argument| argument.get_help().map_or_else(String::new, |text| text.to_string()));
        let inner = command.get_subcommands().flat_map(texts);
        about.into_iter().chain(arguments).chain(inner).collect()
    }

    #[test]
    fn every_command_and_argument_is_explained_in_both_languages() {
        for language in [Language::Danish, Language::English] {
            for text in texts(&command(&Words::of(language))) {
                assert!(!text.is_empty() && !text.starts_with("help."), "{language:?}: {text:?}");
            }
        }
    }

    #[test]
    fn the_tree_is_one_that_clap_accepts() {
        command(&Words::of(Language::Danish)).debug_assert();
    }
}
