//! How a product is reached, beyond its address: by which proxy, trusting whom, with which headers, how fast.

mod exemptions;
mod headers;
mod limits;
mod proxies;
mod tls;

use super::reader::Reader;
use crate::product::Product;

pub use self::headers::CustomHeaders;
pub use self::limits::{Pace, RateLimit};
pub use self::proxies::Proxies;
pub use self::tls::{Identity, Tls};

/// What one product's requests travel by. `Debug` shows no secret. By default there is neither proxy nor certificate nor header,
/// and the limits are those of [`RateLimit::default`].
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// `…_HTTPS_PROXY` and its like.
    pub proxies: Proxies,
    /// `…_CA_FILE`, `…_CLIENT_CERT` and their like.
    pub tls: Tls,
    /// `…_CUSTOM_HEADERS`.
    pub headers: CustomHeaders,
    /// `…_RATE_LIMIT_REQUESTS_PER_SECOND` and its like.
    pub limit: RateLimit,
}

/// Reads the settings of one product, and those that hold for all. Problems go to the reader. Files are read here, so that one
/// that is missing is told at the start.
pub(super) fn read(product: Product, reader: &mut Reader) -> Network {
    Network {
        proxies: proxies::read(product, reader),
        tls: tls::read(product, reader),
        headers: headers::read(product, reader),
        limit: limits::read(product, reader),
    }
}
