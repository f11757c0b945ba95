//! The arguments as clap reads them. The words of the help come from the catalogues, not from here.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use crate::diagnostics::render::Format;

#[derive(Debug, Parser)]
#[command(name = "noegle", version, propagate_version = true, disable_help_flag = true, disable_version_flag = true)]
#[command(disable_help_subcommand = true, subcommand_required = true, arg_required_else_help = true)]
pub struct Arguments {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Common {
    /// The project's folder; else the nearest upwards.
    #[arg(long = "projekt", alias = "project", value_name = "DIR", global = true)]
    pub project: Option<PathBuf>,
    #[arg(long = "sprog", alias = "language", value_name = "da|en", global = true)]
    pub language: Option<LanguageName>,
    #[arg(long, value_name = "NAVN", global = true)]
    pub backend: Option<String>,
    #[arg(short = 'h', long = "hjælp", aliases = ["hjaelp", "help"], action = ArgAction::Help, global = true)]
    help: Option<bool>,
    #[arg(short = 'V', long = "version", action = ArgAction::Version, global = true)]
    version: Option<bool>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LanguageName {
    Da,
    En,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    #[command(name = "ny", alias = "new")]
    New(New),
    #[command(name = "tjek", alias = "check")]
    Check(Check),
    #[command(name = "byg", alias = "build")]
    Build(Build),
    #[command(name = "kør", aliases = ["koer", "run"])]
    Run(Run),
    #[command(name = "prøv", aliases = ["proev", "test"])]
    Prove(Prove),
    #[command(name = "validér", aliases = ["valider", "validate"])]
    Validate(Validate),
    #[command(name = "forklar", alias = "explain")]
    Explain(Explain),
    #[command(name = "spor", alias = "trace")]
    Trace(Trace),
    #[command(name = "fuldfør", aliases = ["fuldfoer", "completions"])]
    Completions(Completions),
}

#[derive(Debug, Args)]
pub struct New {
    #[arg(value_name = "MAPPE")]
    pub folder: PathBuf,
}

#[derive(Debug, Args)]
pub struct Check {
    #[arg(long, value_name = "FORMAT", default_value = "tekst")]
    pub format: DiagnosticFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum DiagnosticFormat {
    #[value(name = "tekst", alias = "text")]
    Text,
    Json,
    Sarif,
    #[value(name = "github")]
    GitHub,
}

impl From<DiagnosticFormat> for Format {
    fn from(format: DiagnosticFormat) -> Format {
        match format {
            DiagnosticFormat::Text => Format::Text,
            DiagnosticFormat::Json => Format::Json,
            DiagnosticFormat::Sarif => Format::Sarif,
            DiagnosticFormat::GitHub => Format::GitHub,
        }
    }
}

#[derive(Debug, Args)]
pub struct Build {
    /// Also the whole build as one file.
    #[arg(long)]
    pub script: bool,
    /// Compares instead of writing.
    #[arg(long = "tjek", alias = "check")]
    pub check: bool,
}

#[derive(Debug, Args)]
pub struct Run {
    /// Tells what would be built, and builds nothing.
    #[arg(long = "tør", aliases = ["toer", "dry-run"])]
    pub dry: bool,
    #[arg(long = "nøgletal", aliases = ["noegletal", "key-figure"], value_name = "NAVN", num_args = 1..)]
    pub key_figures: Vec<String>,
    #[arg(long = "kommune", alias = "municipality", value_name = "KOMMUNE", num_args = 1..)]
    pub municipalities: Vec<String>,
    #[arg(long = "periode", alias = "period", value_name = "PERIODE", num_args = 1..)]
    pub periods: Vec<String>,
    #[arg(long, value_name = "FORMAT", default_value = "tabel")]
    pub format: ResultFormat,
    /// Where to write; else the output stream.
    #[arg(long = "ud", aliases = ["out", "output"], value_name = "FIL")]
    pub file: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ResultFormat {
    #[value(name = "tabel", alias = "table")]
    Table,
    Csv,
    Json,
    Parquet,
}

#[derive(Debug, Args)]
pub struct Prove {
    /// Only these nøgletal, grundtal, valideringsregler and sammenligninger; a member stands for its family.
    #[arg(long = "nøgletal", aliases = ["noegletal", "key-figure"], value_name = "NAVN", num_args = 1..)]
    pub key_figures: Vec<String>,
    /// Where to write the outcomes as JUnit XML.
    #[arg(long, value_name = "FIL")]
    pub junit: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Validate {
    #[arg(long = "regel", alias = "rule", value_name = "NAVN", num_args = 1..)]
    pub rules: Vec<String>,
    #[arg(long = "kommune", alias = "municipality", value_name = "KOMMUNE", num_args = 1..)]
    pub municipalities: Vec<String>,
    #[arg(long = "periode", alias = "period", value_name = "PERIODE", num_args = 1..)]
    pub periods: Vec<String>,
    #[arg(long, value_name = "FORMAT", default_value = "tabel")]
    pub format: ResultFormat,
    /// Where to write; else the output stream.
    #[arg(long = "ud", aliases = ["out", "output"], value_name = "FIL")]
    pub file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// A declaration's name, or a diagnostic's code.
    #[arg(value_name = "NAVN", conflicts_with = "account")]
    pub name: Option<String>,
    /// `5.28.20 dr 1`
    #[arg(long = "konto", alias = "account", value_name = "KONTO")]
    pub account: Option<String>,
}

#[derive(Debug, Args)]
pub struct Trace {
    #[arg(value_name = "NAVN")]
    pub name: String,
    #[arg(long = "kommune", alias = "municipality", value_name = "KOMMUNE")]
    pub municipality: String,
    #[arg(long = "periode", alias = "period", value_name = "PERIODE")]
    pub period: String,
}

#[derive(Debug, Args)]
pub struct Completions {
    #[arg(value_name = "SKAL")]
    pub shell: clap_complete::Shell,
}
