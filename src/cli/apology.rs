//! What people read when Timbang itself is at fault.

use std::panic::PanicHookInfo;

use super::exit::Exit;

/// From here on a panic ends the program with a short apology and exit code 70.
pub(crate) fn install() {
    std::panic::set_hook(Box::new(|info| {
        eprintln!("{}", text(info));
        std::process::exit(i32::from(Exit::Internal as u8));
    }));
}

fn text(info: &PanicHookInfo<'_>) -> String {
    let place = info.location().map_or_else(|| "unknown".to_owned(), |it| format!("{}:{}", it.file(), it.line()));
    let payload = info.payload();
    let what = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    apology(&place, what.unwrap_or("no message"))
}

fn apology(place: &str, what: &str) -> String {
    format!(
        "\nMaaf, ini kesalahan Timbang sendiri, bukan kesalahan Anda.\n\
         Sorry, this is a mistake in Timbang itself, not yours.\n\n  \
         version: {} ({}, {})\n  place:   {place}\n  message: {what}\n\n\
         Laporkan baris di atas beserta perintah dan berkas yang dipakai.\n\
         Please report the lines above with the command and the files you used.",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_and_what_in_both_languages() {
        let text = apology("src/a.rs:7", "index out of bounds");
        for part in ["Maaf", "Sorry", "src/a.rs:7", "index out of bounds", env!("CARGO_PKG_VERSION")] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}
