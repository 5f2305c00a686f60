//! The page on which somebody signs in: the accounts at issuers first, the key below; what was refused, and how to sign out elsewhere.
//!
//! Knows nothing of: how a session begins.

use maud::{Markup, html};

use crate::engine::wording::Language;
use crate::server::http::Context;
use crate::server::tokens::Account;
use crate::server::web::parts::{escaped, notice};
use crate::server::web::seen::Viewer;
use crate::server::words::Words;

use super::back_to;

/// What the page says.
#[derive(Default)]
pub(super) struct Shown<'a> {
    /// Where to go afterwards.
    pub(super) back: &'a str,
    /// A key that came along.
    pub(super) key: &'a str,
    pub(super) key_refused: bool,
    /// Why somebody who came back from an issuer was not signed in.
    pub(super) refused: Option<&'static str>,
    pub(super) left: Option<Left>,
    pub(super) accounts: Vec<Account>,
}

/// The account that somebody who has just signed out had signed in with, and where they can sign out there as well.
pub(super) struct Left {
    account: Account,
    address: Option<String>,
}

impl Shown<'_> {
    pub(super) fn of(context: &Context) -> Self {
        Self { accounts: context.tokens.accounts(), ..Self::default() }
    }
}

/// What is said to somebody who has just signed out of this account.
pub(super) fn left(context: &Context, account: &str) -> Option<Left> {
    let account = context.tokens.account(account)?;
    let back = format!("{}/sign-in", context.pages.address.as_deref().unwrap_or_default());
    let address = context.tokens.end_of_session(&account.name, &back);
    Some(Left { account, address })
}

pub(super) fn title(viewer: &Viewer) -> &'static str {
    viewer.words.say("Masuk", "Sign in")
}

pub(super) fn asking(viewer: &Viewer, shown: &Shown<'_>) -> Markup {
    let words = viewer.words;
    let with_key = !shown.key.is_empty() || shown.key_refused;
    html! {
        div.narrow {
            h1 { (title(viewer)) }
            p.lead { (words.say(
                "Timbang menimbang perkara terhadap peraturan dan menjelaskan alasannya.",
                "Timbang weighs a case against the law and says why.",
            )) }
            @if let Some(left) = &shown.left { (signed_out(words, left)) }
            @if let Some(refused) = shown.refused { (notice("bad", refused)) }
            @if shown.key_refused {
                (notice("bad", words.say(
                    "Kunci itu tidak dikenal, sudah kedaluwarsa, atau dicabut. Salin seluruh kunci, dari tb_ sampai akhir, atau mintalah kunci baru.",
                    "That key is not known, is over, or was revoked. Copy the whole key, from tb_ to its end, or ask for a new one.",
                )))
            }
            @if shown.accounts.is_empty() {
                (key_form(viewer, shown))
            } @else {
                (accounts(words, shown))
                details.with-key open[with_key] {
                    summary { (words.say("Masuk dengan kunci akses", "Sign in with an access key")) }
                    (key_form(viewer, shown))
                }
            }
        }
    }
}

fn accounts(words: Words, shown: &Shown<'_>) -> Markup {
    let back = if shown.back == "/" { "" } else { shown.back };
    html! {
        ul.accounts {
            @for it in &shown.accounts {
                li {
                    a.button.primary href={ "/sign-in/with/" (escaped(&it.name)) (back_to(back)) } {
                        (words.say("Masuk dengan", "Sign in with")) " " (label(words, it))
                    }
                }
            }
        }
        p.help { (words.say(
            "Anda dibawa ke halaman penyedia akun, lalu kembali ke sini. Timbang tidak melihat kata sandi Anda.",
            "You are taken to the provider of your account, and then back here. Timbang does not see your password.",
        )) }
    }
}

fn label(words: Words, account: &Account) -> &str {
    if words.0 == Language::English { &account.label.en } else { &account.label.id }
}

fn signed_out(words: Words, left: &Left) -> Markup {
    let label = label(words, &left.account);
    html! {
        div.notice.warn role="status" {
            span.shape aria-hidden="true" { "!" }
            div {
                p {
                    (words.say("Anda sudah keluar dari Timbang, tetapi mungkin masih masuk di", "You have signed out of Timbang, but may still be signed in to"))
                    " " (label) ". "
                    (words.say(
                        "Di komputer yang dipakai bersama, keluarlah juga di sana: jika tidak, orang berikutnya dapat masuk sebagai Anda.",
                        "On a computer that others use, sign out there too: otherwise the next person can sign in as you.",
                    ))
                }
                @if let Some(address) = &left.address {
                    p { a.button href=(address) { (words.say("Keluar juga dari", "Sign out of")) " " (label) } }
                }
            }
        }
    }
}

/// Where there are accounts, the key is not the first thing to be asked for.
fn key_form(viewer: &Viewer, shown: &Shown<'_>) -> Markup {
    let words = viewer.words;
    let first = shown.accounts.is_empty();
    html! {
        form.stack method="post" action="/sign-in" {
            input type="hidden" name="csrf" value=(viewer.csrf);
            input type="hidden" name="back" value=(shown.back);
            div.field {
                label for="key" { (words.say("Kunci akses", "Access key")) }
                @if shown.key.is_empty() {
                    input #key type="password" name="key" required autocomplete="current-password" spellcheck="false" autofocus[first];
                    p.help { (words.say(
                        "Kunci diberikan oleh pengelola layanan, diawali tb_.",
                        "The operator of the service gave it to you; it begins with tb_.",
                    )) }
                } @else {
                    input #key type="password" name="key" value=(shown.key) required readonly autocomplete="off";
                    p.help { (words.say(
                        "Tautan peragaan sudah membawa kuncinya: tekan Masuk.",
                        "The link of the demonstration brought the key along: press Sign in.",
                    )) }
                }
            }
            button.primary[first] type="submit" { (words.say("Masuk", "Sign in")) }
        }
    }
}
