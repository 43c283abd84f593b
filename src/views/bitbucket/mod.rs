//! Bitbucket's answers, each in Cloud's and in Data Center's form, shown alike.

mod page;
mod pull_request;
mod repository;

pub use page::{CloudPage, DataCenterPage};
pub use pull_request::{CloudPullRequest, DataCenterPullRequest};
pub use repository::{CloudRepository, DataCenterRepository};
