//! Bitbucket's answers, each in Cloud's and in Data Center's form, shown alike.

mod change;
mod comment;
mod page;
mod pull_request;
mod repository;

pub use change::{ChangedFile, CloudChange, DataCenterChange, Path};
pub use comment::{
    CloudComment, CloudTask, Comment, DataCenterActivity, DataCenterComment, Place, Task,
};
pub use page::{CloudPage, DataCenterPage};
pub use pull_request::{CloudPullRequest, DataCenterPullRequest, End, PullRequest, Verdict};
pub use repository::{CloudRepository, DataCenterRepository};
