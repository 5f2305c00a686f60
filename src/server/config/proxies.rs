//! Which peers are reverse proxies, as single addresses or networks.
//!
//! Knows nothing of: the headers of a request.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::wording;

use super::Flaw;

/// In which header a trusted proxy says for whom it asks. Only one counts, or clients could say it in the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProxyHeader {
    #[default]
    #[serde(rename = "x-forwarded-for")]
    XForwardedFor,
    /// RFC 7239.
    #[serde(rename = "forwarded")]
    Forwarded,
}

/// A set of addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Networks(Vec<(IpAddr, u32)>);

impl Networks {
    /// Addresses and networks as they are written; what cannot be read is left out.
    pub(crate) fn of(written: &[String]) -> Self {
        Self(written.iter().filter_map(|it| network(it)).collect())
    }

    /// Whether the address is in the set.
    pub(crate) fn contain(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|(network, length)| same_beginning(*network, address, *length))
    }
}

/// What is neither an address nor a network.
pub(super) fn flaws(written: &[String]) -> Vec<Flaw> {
    let wrong = written.iter().filter(|it| network(it).is_none());
    wrong
        .map(|it| {
            let what = wording!(
                "`{it}` bukan alamat IP atau jaringan seperti `10.0.0.0/8`",
                "`{it}` is no IP address, nor a network such as `10.0.0.0/8`"
            );
            Flaw::new("trusted_proxies", what)
        })
        .collect()
}

/// Address and number of bits that count.
fn network(written: &str) -> Option<(IpAddr, u32)> {
    let (address, length) = match written.split_once('/') {
        Some((address, length)) => (address, Some(length.parse::<u32>().ok()?)),
        None => (written, None),
    };
    let address: IpAddr = address.trim().parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let length = length.unwrap_or(most);
    (length <= most).then_some((address, length))
}

fn same_beginning(network: IpAddr, address: IpAddr, length: u32) -> bool {
    match (network, address) {
        (IpAddr::V4(network), IpAddr::V4(address)) => {
            let other = network.to_bits() ^ address.to_bits();
            other.leading_zeros() >= length
        }
        (IpAddr::V6(network), IpAddr::V6(address)) => {
            let other = network.to_bits() ^ address.to_bits();
            other.leading_zeros() >= length
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_contain_their_addresses_alone() {
        let networks = Networks::of(&["10.0.0.0/8".to_owned(), "192.0.2.7".to_owned(), "fd00::/8".to_owned()]);
        let within = |text: &str| networks.contain(text.parse().unwrap());
        for address in ["10.255.1.2", "192.0.2.7", "fd12::1", "::ffff:10.1.1.1"] {
            assert!(within(address), "{address}");
        }
        for address in ["11.0.0.1", "192.0.2.8", "fe80::1", "::1"] {
            assert!(!within(address), "{address}");
        }
        assert!(Networks::of(&["0.0.0.0/0".to_owned()]).contain("203.0.113.9".parse().unwrap()));
    }

    #[test]
    fn what_is_no_network_is_told() {
        let written = ["10.0.0.0/33", "proxy.example", "fd00::/8/1", "10.0.0.0/-1"].map(str::to_owned);
        assert_eq!(flaws(&written).len(), 4);
    }
}
