//! Which trace a request belongs to (W3C Trace Context): the caller's goes on, otherwise one begins here.
//!
//! Knows nothing of: where traces are gathered.

use actix_web::http::header::HeaderMap;

/// The header, in requests and in answers.
pub(in crate::server) const HEADER: &str = "traceparent";

/// A trace with our place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::server) struct Trace {
    /// 32 hexadecimal digits.
    pub(in crate::server) id: String,
    /// 16 hexadecimal digits: this request.
    span: String,
    flags: String,
}

impl Trace {
    /// Goes on with the trace of the caller; a header that is not well formed counts as none. `request` is a UUID.
    pub(in crate::server) fn of(headers: &HeaderMap, request: &str) -> Self {
        let digits: String = request.chars().filter(|it| *it != '-').collect();
        let span: String = digits.chars().skip(16).collect();
        let given = headers.get(HEADER).and_then(|it| it.to_str().ok()).and_then(parent);
        let (id, flags) = given.unwrap_or((digits, "00".to_owned()));
        Self { id, span, flags }
    }

    /// As the header says it.
    pub(in crate::server) fn header(&self) -> String {
        format!("00-{}-{}-{}", self.id, self.span, self.flags)
    }
}

/// The trace and the flags. A later version may add parts after those of this one.
fn parent(text: &str) -> Option<(String, String)> {
    let parts: Vec<&str> = text.split('-').collect();
    let [version, trace, span, flags, more @ ..] = parts.as_slice() else { return None };
    let well_formed =
        hexadecimal(version, 2) && hexadecimal(trace, 32) && hexadecimal(span, 16) && hexadecimal(flags, 2);
    let known = *version != "ff" && (*version != "00" || more.is_empty());
    (well_formed && known && something(trace) && something(span)).then(|| ((*trace).to_owned(), (*flags).to_owned()))
}

fn hexadecimal(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it))
}

fn something(text: &str) -> bool {
    text.bytes().any(|it| it != b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_well_formed_counts_as_none() {
        let good = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assert_eq!(parent(good), Some(("4bf92f3577b34da6a3ce929d0e0e4736".to_owned(), "01".to_owned())));
        assert!(parent(&good.replacen("00", "cc", 1).replace("-01", "-01-more")).is_some());
        for bad in [
            "",
            "00",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        ] {
            assert_eq!(parent(bad), None, "{bad}");
        }
    }
}
