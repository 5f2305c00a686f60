//! Open connections, in all and by address; one too many is closed at once, before it can say anything.
//!
//! Knows nothing of: requests.

use std::any::Any;
use std::collections::BTreeMap;
use std::io::Write;
use std::net::{IpAddr, Shutdown};
use std::os::fd::AsFd;
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::dev::Extensions;
use actix_web::rt::net::TcpStream;

use crate::server::config::Limits;
use crate::server::measure;

use super::peer::Proxies;

/// What a client reads whose connection is not taken.
const TURNED_AWAY: &str = "HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\nretry-after: 5\r\n\
    content-type: application/problem+json\r\ncontent-length: 141\r\n\r\n\
    {\"type\":\"urn:timbang:problem:too-many-connections\",\"title\":\"too many connections are open\",\"status\":503,\
    \"code\":\"too-many-connections\"}       ";

/// The connections that are open now.
pub(in crate::server) struct Connections {
    most: u32,
    most_per_address: u32,
    proxies: Proxies,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    all: u32,
    by_address: BTreeMap<IpAddr, u32>,
}

/// A place among the open connections, free again when dropped.
struct Place {
    connections: Arc<Connections>,
    address: Option<IpAddr>,
}

/// Marks a connection that was closed; what it had sent before is not looked at.
pub(in crate::server) struct TurnedAway;

impl Connections {
    pub(in crate::server) fn new(limits: &Limits, proxies: Proxies) -> Arc<Self> {
        Arc::new(Self {
            most: limits.connections,
            most_per_address: limits.connections_per_address,
            proxies,
            open: Mutex::default(),
        })
    }

    /// Gives a new connection a place, or closes it.
    pub(in crate::server) fn admit(self: &Arc<Self>, connection: &dyn Any, about: &mut Extensions) {
        let Some(stream) = connection.downcast_ref::<TcpStream>() else { return };
        let peer = stream.peer_addr().ok().map(|it| it.ip().to_canonical());
        match self.place(peer.filter(|it| !self.proxies.trusts(*it))) {
            Ok(place) => drop(about.insert(place)),
            Err(limit) => {
                measure::limited(limit);
                about.insert(TurnedAway);
                close(stream);
            }
        }
    }

    /// A place for a connection from this address, or the limit that it would break.
    fn place(self: &Arc<Self>, address: Option<IpAddr>) -> Result<Place, &'static str> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.all >= self.most {
            return Err("connections");
        }
        if let Some(address) = address {
            let here = open.by_address.entry(address).or_default();
            if *here >= self.most_per_address {
                return Err("connections_per_address");
            }
            *here = here.saturating_add(1);
        }
        open.all = open.all.saturating_add(1);
        measure::connections(open.all);
        Ok(Place { connections: Arc::clone(self), address })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.connections.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.all = open.all.saturating_sub(1);
        measure::connections(open.all);
        let Some(address) = self.address else { return };
        if let Some(here) = open.by_address.get_mut(&address) {
            *here = here.saturating_sub(1);
            if *here == 0 {
                open.by_address.remove(&address);
            }
        }
    }
}

/// Says why and ends the connection in both directions; whether the client hears of it does not matter.
fn close(stream: &TcpStream) {
    let Ok(descriptor) = stream.as_fd().try_clone_to_owned() else { return };
    let mut raw = std::net::TcpStream::from(descriptor);
    drop(raw.write(TURNED_AWAY.as_bytes()));
    drop(raw.shutdown(Shutdown::Both));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_limited_and_become_free_again() {
        let limits = Limits { connections: 3, connections_per_address: 2, ..Limits::default() };
        let connections = Connections::new(&limits, Proxies::default());
        let place = |last: u8| connections.place(Some(IpAddr::from([192, 0, 2, last])));
        let (first, _second) = (place(1).unwrap(), place(1).unwrap());
        assert_eq!(place(1).err(), Some("connections_per_address"));
        let third = place(2).unwrap();
        assert_eq!(place(3).err(), Some("connections"));
        drop(third);
        drop(first);
        assert_eq!(connections.open.lock().unwrap().by_address.len(), 1);
        let _fourth = place(1).unwrap();
    }

    #[test]
    fn the_answer_has_the_length_that_it_says() {
        let (head, body) = TURNED_AWAY.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("content-length: {}", body.len())), "{}", body.len());
    }
}
