//! How much each client may still ask for: by credential, by credential for previews, by address without a credential.
//!
//! Knows nothing of: HTTP, who a credential stands for.

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::config::Limits;

const MINUTE: u32 = 60;
/// A household or an office has a network of this length in IPv6, and with it addresses without number.
const NETWORK: u32 = 64;

/// The quotas of all clients. Who asks for nothing is forgotten.
pub(crate) struct Quotas {
    credentials: Limiter<String>,
    previews: Limiter<String>,
    addresses: Limiter<IpAddr>,
}

/// Where a client stands with one quota.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// `credential`, `preview` or `address`.
    pub(crate) limit: &'static str,
    /// Requests in a minute.
    pub(crate) quota: u32,
    /// Requests that may come at once.
    pub(crate) remaining: u32,
    /// Seconds until the next one may come if none may, else until all may.
    pub(crate) seconds: u64,
}

struct Limiter<K: Clone + Hash + Eq> {
    limit: &'static str,
    quota: u32,
    by_client: DefaultKeyedRateLimiter<K, StateInformationMiddleware>,
}

impl Quotas {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            credentials: Limiter::new("credential", limits.requests_per_minute),
            previews: Limiter::new("preview", limits.previews_per_minute),
            addresses: Limiter::new("address", limits.anonymous_per_minute),
        }
    }

    /// Counts a request with a good credential; `Err` if it is one too many.
    pub(crate) fn credential(&self, key_id: &str) -> Result<Standing, Standing> {
        self.credentials.take(&key_id.to_owned())
    }

    /// Counts a preview; `Err` if it is one too many.
    pub(crate) fn preview(&self, key_id: &str) -> Result<Standing, Standing> {
        self.previews.take(&key_id.to_owned())
    }

    /// Counts a request without a good credential; `Err` if it is one too many.
    pub(crate) fn address(&self, address: IpAddr) -> Result<Standing, Standing> {
        self.addresses.take(&network(address))
    }

    /// Forgets who has not asked for so long that it makes no difference.
    pub(crate) fn tidy(&self) {
        self.credentials.tidy();
        self.previews.tidy();
        self.addresses.tidy();
    }
}

impl<K: Clone + Hash + Eq> Limiter<K> {
    fn new(limit: &'static str, quota: u32) -> Self {
        let a_minute = Quota::per_minute(NonZeroU32::new(quota).unwrap_or(NonZeroU32::MIN));
        let by_client = RateLimiter::keyed(a_minute).with_middleware::<StateInformationMiddleware>();
        Self { limit, quota, by_client }
    }

    fn take(&self, key: &K) -> Result<Standing, Standing> {
        let standing = |remaining, seconds| Standing { limit: self.limit, quota: self.quota, remaining, seconds };
        match self.by_client.check_key(key) {
            Ok(state) => {
                let remaining = state.remaining_burst_capacity();
                let used = u64::from(self.quota.saturating_sub(remaining)) * u64::from(MINUTE);
                Ok(standing(remaining, used.div_ceil(u64::from(self.quota.max(1)))))
            }
            Err(until) => {
                let wait = until.wait_time_from(DefaultClock::default().now());
                Err(standing(0, wait.as_secs().saturating_add(1)))
            }
        }
    }

    fn tidy(&self) {
        self.by_client.retain_recent();
        self.by_client.shrink_to_fit();
    }
}

/// What counts as one client: an address, in IPv6 its network.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(it) => Ipv6Addr::from_bits(it.to_bits() & (u128::MAX << (128 - NETWORK))).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotas(per_minute: u32) -> Quotas {
        Quotas::new(&Limits { requests_per_minute: per_minute, anonymous_per_minute: per_minute, ..Limits::default() })
    }

    #[test]
    fn a_quota_is_used_up_by_its_owner_alone() {
        let quotas = quotas(3);
        let left: Vec<u32> = (0..3).map(|_| quotas.credential("a").unwrap().remaining).collect();
        assert_eq!(left, [2, 1, 0]);
        let refused = quotas.credential("a").unwrap_err();
        assert_eq!((refused.quota, refused.remaining, refused.limit), (3, 0, "credential"));
        assert!((1..=21).contains(&refused.seconds), "{}", refused.seconds);
        assert_eq!(quotas.credential("b").unwrap().remaining, 2);
        assert_eq!(quotas.credential("b").unwrap().seconds, 40);
    }

    #[test]
    fn addresses_of_one_network_are_one_client() {
        let quotas = quotas(1);
        assert!(quotas.address("2001:db8::1".parse().unwrap()).is_ok());
        assert!(quotas.address("2001:db8::ffff:2".parse().unwrap()).is_err());
        assert!(quotas.address("2001:db8:0:1::1".parse().unwrap()).is_ok());
        assert!(quotas.address("192.0.2.1".parse().unwrap()).is_ok());
        assert!(quotas.address("::ffff:192.0.2.1".parse().unwrap()).is_err());
    }

    #[test]
    fn who_does_not_ask_any_more_is_forgotten() {
        // A cell comes back each 60 microseconds.
        let quotas = quotas(1_000_000);
        for number in 0..500 {
            drop(quotas.credential(&format!("key-{number}")));
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
        quotas.tidy();
        assert_eq!(quotas.credentials.by_client.len(), 0);
    }
}
