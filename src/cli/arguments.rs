//! The arguments of every verb, with their help.

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

use super::console::{Color, Tongue};

const ABOUT: &str = "Weighs cases against the law and says why";

const FIRST_PAGE: &str = "\
Timbang reads rule files (*.aturan) that say what a regulation requires, and rules on cases:
the outcome, the reason for every condition, and the article behind each reason.

Start here:
  timbang check rules                      are the rules sound?
  timbang eval --rules rules/exemption --case rules/exemption/2018/cases/t01-sulsel-june-2022.json
                                           rule on one case and say why
  timbang test --rules rules               do the rules decide the known cases as they should?
  timbang explain E0302                    what does this message mean?

Exit codes: 0 decided or in order, 1 faulty rules or failed scenarios, 2 bad input or usage,
            3 undetermined, 4 conflict, 70 a mistake in Timbang itself";

#[derive(Parser)]
#[command(name = "timbang", version, about = ABOUT, after_help = FIRST_PAGE, max_term_width = 100)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    /// When to colour the output
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
    /// Explain a diagnostic code, or list all codes
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArguments),
    /// Print a completion script for a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArguments),
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
