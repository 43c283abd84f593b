//! Bitbucket's answers, each in Cloud's and in Data Center's form, shown alike.

mod branch;
mod change;
mod comment;
mod page;
mod project;
mod pull_request;
mod repository;
mod tree;

pub use branch::{CloudBranch, DataCenterBranch, short};
pub use change::{ChangedFile, CloudChange, DataCenterChange, Path};
pub use comment::{
    CloudComment, CloudTask, Comment, DataCenterActivity, DataCenterComment, Place, Task,
};
pub use page::{CloudPage, DataCenterPage};
pub use project::Project;
pub use pull_request::{CloudPullRequest, DataCenterPullRequest, End, PullRequest, Verdict};
pub use repository::{CloudRepository, DataCenterRepository, Named};
pub use tree::{Child, CloudEntry, CloudFolder, DataCenterPath, Line, Size};
