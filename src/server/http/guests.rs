//! Who is connected, and who leaves when there is no room for others: whoever has asked nothing for longest.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use hyper::Response;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;

use super::answers::Body;
use super::holding::holding;

/// How long nothing must have been asked over a connection for others to take its place.
const REST: Duration = Duration::from_secs(1);

/// How long it may take such a connection to end.
const PATIENCE: Duration = Duration::from_millis(100);

/// Those who are connected, up to a number.
pub(super) struct Guests {
    room: Arc<Semaphore>,
    seated: Mutex<HashMap<u64, Arc<Guest>>>,
}

/// One connection.
struct Guest {
    leave: CancellationToken,
    doing: Mutex<Doing>,
}

/// How many requests are under way, and when that number changed last.
struct Doing {
    requests: usize,
    since: Instant,
}

/// The place of one connection, which is free again when it is dropped.
pub(super) struct Seat {
    guests: Arc<Guests>,
    number: u64,
    guest: Arc<Guest>,
    _place: OwnedSemaphorePermit,
}

/// A request that is under way until the last of its answer is.
pub(super) struct Request(Arc<Guest>);

impl Guests {
    /// Room for so many.
    pub(super) fn up_to(most: usize) -> Arc<Self> {
        Arc::new(Self {
            room: Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS))),
            seated: Mutex::default(),
        })
    }

    /// A place for the connection of that number; none if all others have something under way, or had just now.
    pub(super) async fn seat(self: &Arc<Self>, number: u64) -> Option<Seat> {
        let place = match Arc::clone(&self.room).try_acquire_owned() {
            Ok(place) => place,
            Err(_) => {
                self.idle()?.leave.cancel();
                let place = Arc::clone(&self.room).acquire_owned();
                tokio::time::timeout(PATIENCE, place).await.ok()?.ok()?
            }
        };
        let guest = Arc::new(Guest {
            leave: CancellationToken::new(),
            doing: Mutex::new(Doing {
                requests: 0,
                since: Instant::now(),
            }),
        });
        self.seated().insert(number, Arc::clone(&guest));
        Some(Seat {
            guests: Arc::clone(self),
            number,
            guest,
            _place: place,
        })
    }

    /// Whoever has asked nothing for longest, and for a while.
    fn idle(&self) -> Option<Arc<Guest>> {
        let seated = self.seated();
        let resting = seated.values().filter_map(|guest| {
            let doing = guest.doing();
            let rests = doing.requests == 0 && !guest.leave.is_cancelled();
            (rests && doing.since.elapsed() >= REST).then_some((doing.since, guest))
        });
        let idle = resting.min_by_key(|(since, _)| *since);
        idle.map(|(_, guest)| Arc::clone(guest))
    }

    fn seated(&self) -> MutexGuard<'_, HashMap<u64, Arc<Guest>>> {
        self.seated.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Guest {
    fn doing(&self) -> MutexGuard<'_, Doing> {
        self.doing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    /// Notes that a request came.
    pub(super) fn request(&self) -> Request {
        self.guest.doing().requests += 1;
        Request(Arc::clone(&self.guest))
    }

    /// Ends when others need the place.
    pub(super) async fn wanted(&self) {
        self.guest.leave.cancelled().await;
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.guests.seated().remove(&self.number);
    }
}

impl Request {
    /// The answer to it.
    pub(super) fn answered(self, response: Response<Body>) -> Response<Body> {
        response.map(|body| holding(body, self))
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        let mut doing = self.0.doing();
        doing.requests = doing.requests.saturating_sub(1);
        doing.since = Instant::now();
    }
}
