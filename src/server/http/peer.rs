//! Who is at the other end: the address of the connection, or what a trusted proxy says of it.
//!
//! Knows nothing of: credentials.

use std::net::{IpAddr, SocketAddr};

use actix_web::http::header::{FORWARDED, HeaderMap, X_FORWARDED_FOR};

use crate::server::config::{Config, Networks, ProxyHeader};

/// The proxies whose word counts, and where they say it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Proxies {
    trusted: Networks,
    header: ProxyHeader,
}

impl Proxies {
    pub(crate) fn of(config: &Config) -> Self {
        Self { trusted: Networks::of(&config.trusted_proxies), header: config.proxy_header }
    }

    /// Whether this peer speaks for others.
    pub(crate) fn trusts(&self, peer: IpAddr) -> bool {
        self.trusted.contain(peer)
    }

    /// The client for whom a chain of trusted proxies asks: the last address that none of them has vouched for.
    pub(in crate::server) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        for hop in self.hops(headers).into_iter().rev() {
            match hop {
                Some(before) if self.trusts(client) => client = before.to_canonical(),
                _ => break,
            }
        }
        client
    }

    /// The addresses of the header in their order; `None` for what is none.
    fn hops(&self, headers: &HeaderMap) -> Vec<Option<IpAddr>> {
        let name = match self.header {
            ProxyHeader::XForwardedFor => X_FORWARDED_FOR,
            ProxyHeader::Forwarded => FORWARDED,
        };
        let lines = headers.get_all(name).map(|it| it.to_str().unwrap_or_default());
        let elements = lines.flat_map(|it| it.split(','));
        match self.header {
            ProxyHeader::XForwardedFor => elements.map(address).collect(),
            ProxyHeader::Forwarded => elements.map(|it| address(for_whom(it))).collect(),
        }
    }
}

/// The value of `for=` in an element of `Forwarded`.
fn for_whom(element: &str) -> &str {
    let mut pairs = element.split(';').filter_map(|it| it.trim().split_once('='));
    pairs.find(|it| it.0.eq_ignore_ascii_case("for")).map_or("", |it| it.1)
}

/// An address as proxies write it: quoted or not, in brackets or not, with or without a port.
fn address(written: &str) -> Option<IpAddr> {
    let bare = written.trim().trim_matches('"');
    let without_brackets = bare.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(bare);
    let address = without_brackets.parse().ok();
    address.or_else(|| bare.parse::<SocketAddr>().ok().map(|it| it.ip()))
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    fn client(header: ProxyHeader, peer: &str, lines: &[(&'static str, &'static str)]) -> String {
        let trusted = Networks::of(&["10.0.0.0/8".to_owned(), "::1".to_owned()]);
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        Proxies { trusted, header }.client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let said = |peer, line| client(ProxyHeader::XForwardedFor, peer, &[("x-forwarded-for", line)]);
        assert_eq!(said("203.0.113.9", "198.51.100.1"), "203.0.113.9");
        assert_eq!(said("10.0.0.1", "198.51.100.1"), "198.51.100.1");
        // A client that says something itself is not believed: the proxy appends what it sees.
        assert_eq!(said("10.0.0.1", "192.0.2.1, 198.51.100.1"), "198.51.100.1");
        assert_eq!(said("10.0.0.1", "192.0.2.1, 198.51.100.1, 10.7.7.7"), "198.51.100.1");
        assert_eq!(said("10.0.0.1", "198.51.100.1, rubbish"), "10.0.0.1");
        assert_eq!(said("::1", "10.0.0.1"), "10.0.0.1");
    }

    #[test]
    fn header_lines_are_one_chain_and_the_other_header_does_not_count() {
        let two = [("x-forwarded-for", "192.0.2.1"), ("x-forwarded-for", "198.51.100.1")];
        assert_eq!(client(ProxyHeader::XForwardedFor, "10.0.0.1", &two), "198.51.100.1");
        assert_eq!(client(ProxyHeader::Forwarded, "10.0.0.1", &two), "10.0.0.1");
    }

    #[test]
    fn the_standard_header_is_read() {
        let said = |line| client(ProxyHeader::Forwarded, "10.0.0.1", &[("forwarded", line)]);
        assert_eq!(said("for=192.0.2.43:4711;proto=https"), "192.0.2.43");
        assert_eq!(said("proto=https; For=\"[2001:db8:cafe::17]:4711\""), "2001:db8:cafe::17");
        assert_eq!(said("for=198.51.100.1, for=_hidden"), "10.0.0.1");
    }
}
