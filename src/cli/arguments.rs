//! The arguments of every verb, with their help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::console::{Color, Tongue};

const FIRST_PAGE: &str = "\
Timbang reads rule files (*.aturan) that say what a regulation requires, and rules on cases:
the outcome, the reason for every condition, and the article behind each reason.

Start here:
  timbang check rules           are the rules sound?
  timbang test --rules rules    do they decide the known cases as they should?
  timbang eval --rules rules/exemption --case rules/exemption/cases/t01-sulsel-june-2022.json
                                rule on one case and say why
  timbang explain E0302         what does this message mean?

Exit codes:
  0   decided, or all in order (warnings included)
  1   the rules have errors, files are not formatted, or scenarios failed
  2   the case or the arguments cannot be used
  3   undetermined: what is unknown can still change the outcome
  4   conflict: the rules contradict each other
  70  a mistake in Timbang itself";

/// Weighs cases against the law and says why
#[derive(Parser)]
#[command(name = "timbang", version, after_help = FIRST_PAGE, max_term_width = 100)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    /// When to colour the output (`NO_COLOR` is heeded)
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN", help_heading = "Everywhere")]
    pub(crate) color: Color,
    /// Language of what is printed [default: Indonesian, English if LANG says so]
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE", help_heading = "Everywhere")]
    pub(crate) language: Option<Tongue>,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Subcommand)]
pub(crate) enum Verb {
    /// Say what is wrong with rule files
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArguments),
    /// Rewrite rule files in the common layout, or translate their keywords
    #[command(after_help = FMT_EXAMPLES)]
    Fmt(FmtArguments),
    /// Run the scenarios of the rules
    #[command(after_help = TEST_EXAMPLES)]
    Test(TestArguments),
    /// Rule on a case and say why
    #[command(after_help = EVAL_EXAMPLES)]
    Eval(EvalArguments),
    /// Print the JSON Schema of a case or of the ruling document
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema(SchemaArguments),
    /// Print what is encoded from each source of law, and what is not
    #[command(after_help = LAW_EXAMPLES)]
    Law(LawArguments),
    /// Explain a diagnostic code, or list all codes
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArguments),
    /// Serve rulings over HTTP and record them
    #[cfg(feature = "server")]
    #[command(after_help = super::service::SERVE_EXAMPLES)]
    Serve(super::service::ServeArguments),
    /// Make, list and revoke API keys
    #[cfg(feature = "server")]
    #[command(after_help = super::service::KEY_EXAMPLES)]
    Key(super::service::KeyArguments),
    /// Print the settings of the service, and where each comes from
    #[cfg(feature = "server")]
    #[command(after_help = super::service::CONFIG_EXAMPLES)]
    Config(super::service::ConfigArguments),
    /// Copy the database, also while the service runs
    #[cfg(feature = "server")]
    #[command(after_help = super::service::BACKUP_EXAMPLES)]
    Backup(super::service::BackupArguments),
    /// Print a completion script for a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArguments),
}

const CHECK_EXAMPLES: &str = "\
Examples:
  timbang check rules                           all editions below a folder
  timbang check rules/exemption/2018            one edition
  timbang check --format sarif rules > a.sarif  for code scanning

With --format json each line of standard output is one diagnostic: code, name, severity, path,
start and end (line, column, byte), message, label and help in both languages, other places.
Exit codes: 0 no errors (warnings do not count), 1 errors, 2 nothing to check.";

#[derive(Args)]
pub(crate) struct CheckArguments {
    /// Editions, folders of editions, or rule files
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// How to print what is found
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: ReportFormat,
}

/// `--format` of `check`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people, with source lines
    Text,
    /// One JSON object a line
    Json,
    /// SARIF 2.1.0
    Sarif,
}

const FMT_EXAMPLES: &str = "\
Examples:
  timbang fmt rules                       rewrite every rule file below a folder
  timbang fmt --check rules               only say which files would change (exit 1 if any)
  timbang fmt --keywords en rules/a.aturan   translate the keywords to English
  timbang fmt - < a.aturan                from standard input to standard output

Names, labels and comments are never changed. A file with syntax errors is left as it is.";

#[derive(Args)]
pub(crate) struct FmtArguments {
    /// Rule files and folders; `-` reads standard input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Change nothing; exit with 1 if a file is not in the common layout
    #[arg(long)]
    pub(crate) check: bool,
    /// Translate the keywords [default: keep those of each file]
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    pub(crate) keywords: Option<Tongue>,
}

const TEST_EXAMPLES: &str = "\
Examples:
  timbang test --rules rules                    all scenarios of all editions
  timbang test --rules rules sulawesi           those whose name contains a word
  timbang test --rules rules --coverage         and what no scenario reached";

#[derive(Args)]
pub(crate) struct TestArguments {
    /// One edition, or a folder of editions
    #[arg(long, value_name = "PATH")]
    pub(crate) rules: PathBuf,
    /// Also list rules, criteria, table rows and outcomes that no scenario reached
    #[arg(long)]
    pub(crate) coverage: bool,
    /// Only scenarios whose name contains this
    #[arg(value_name = "FILTER")]
    pub(crate) filter: Option<String>,
}

const EVAL_EXAMPLES: &str = "\
Examples:
  timbang eval --rules rules/exemption --case case.json
  timbang eval --rules rules/exemption --case case.json --as-of 2026-01-15   under the law of that day
  timbang eval --rules rules/exemption --case case.json --format json        the ruling document
  timbang eval --rules rules/exemption --case cases.jsonl                    many cases, one a line
  timbang eval --rules rules/exemption --case cases/                         a folder of JSON files
  cat case.json | timbang eval --rules rules/exemption --case -

The edition is chosen by the case's own date. Keys that are absent count as unknown, unless --complete.
Exit codes: 0 decided, 3 undetermined, 4 conflict, 2 the case is refused, 1 the rules have errors.
With many cases: the gravest of them, in the order 2, 4, 3, 0.";

#[derive(Args)]
pub(crate) struct EvalArguments {
    /// One edition, or a folder of editions
    #[arg(long, value_name = "PATH")]
    pub(crate) rules: PathBuf,
    /// A case (*.json), many cases (*.jsonl or a folder), or `-` for standard input
    #[arg(long, value_name = "PATH")]
    pub(crate) case: PathBuf,
    /// Choose the edition as if the case were of this date (YYYY-MM-DD); facts stay
    #[arg(long, value_name = "DATE", value_parser = super::dates::parse)]
    pub(crate) as_of: Option<i64>,
    /// The decision to rule on [default: the first of the rulebook]
    #[arg(long, value_name = "NAME")]
    pub(crate) decision: Option<String>,
    /// How to print the ruling
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: RulingFormat,
    /// Refuse a case in which a key is absent
    #[arg(long)]
    pub(crate) complete: bool,
}

/// `--format` of `eval`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RulingFormat {
    /// For people
    Text,
    /// The ruling document; for many cases one a line
    Json,
}

const SCHEMA_EXAMPLES: &str = "\
Examples:
  timbang schema --rules rules/exemption --edition 2018   the input of an edition
  timbang schema --rules rules/exemption                  the input of the latest edition
  timbang schema --ruling                                 the ruling document";

#[derive(Args)]
#[group(id = "schema_of")]
pub(crate) struct SchemaArguments {
    /// One edition, or a folder of editions
    #[arg(long, value_name = "PATH", required_unless_present = "ruling")]
    pub(crate) rules: Option<PathBuf>,
    /// Which edition [default: the latest]
    #[arg(long, value_name = "EDITION", requires = "rules")]
    pub(crate) edition: Option<String>,
    /// The schema of the ruling document instead
    #[arg(long, conflicts_with = "rules")]
    pub(crate) ruling: bool,
}

const LAW_EXAMPLES: &str = "\
Examples:
  timbang law                                        all sources of the rules in `rules`
  timbang law --source PP-11-2017                    one source, by its name or as it is cited
  timbang law --rules rules/exemption/2024           what one edition encodes
  timbang law --format markdown --language en > law.md   to read as a commentary
  timbang law --format markdown --output law         the same as a page for each source
  timbang law --format json                          for programs

Each article stands with what rests on it, how well that is established, what waits for a text,
what the law leaves open, and what is left out on purpose, with the reason (`not encoded`).
Exit codes: 0 done, 1 the rules have errors, 2 nothing to read or no such source.";

#[derive(Args)]
pub(crate) struct LawArguments {
    /// One edition, or a folder of editions
    #[arg(long, value_name = "PATH", default_value = "rules")]
    pub(crate) rules: PathBuf,
    /// Only this source [default: all]
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: LawFormat,
    /// Write Markdown as pages in this folder: one for each source, and README.md with the contents
    #[arg(long, value_name = "FOLDER", conflicts_with = "source")]
    pub(crate) output: Option<PathBuf>,
}

/// `--format` of `law`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LawFormat {
    /// For people, on a terminal
    Text,
    /// The document `timbang.law/1`
    Json,
    /// A commentary with contents and summary
    Markdown,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  timbang explain                          list all codes
  timbang explain E0302                    print the page of one
  timbang explain optional-without-guard   by its name
  timbang explain E0302 --language en      in English";

#[derive(Args)]
pub(crate) struct ExplainArguments {
    /// Codes such as E0302, or their names
    #[arg(value_name = "CODE")]
    pub(crate) codes: Vec<String>,
}

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  timbang completions bash > ~/.local/share/bash-completion/completions/timbang
  timbang completions zsh  > ~/.zfunc/_timbang";

#[derive(Args)]
pub(crate) struct CompletionsArguments {
    /// The shell
    pub(crate) shell: Shell,
}
