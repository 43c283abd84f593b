//! What the forms say by which people name projects and repositories.

use percent_encoding::percent_decode_str;
use url::Url;

use crate::args::{BitbucketProject, Repository};
use crate::error::{Error, Result};
use crate::product::Deployment;
use crate::tools::site;

/// What a text says of a place.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Cloud: the workspace. Data Center: the project of a repository.
    pub home: Option<String>,
    /// The key or slug; Cloud: or uuid.
    pub name: String,
    /// The number of the pull request that an address leads to.
    pub pull_request: Option<i64>,
}

impl Said {
    fn new(home: Option<&str>, name: &str) -> Option<Self> {
        let name = name.strip_suffix(".git").unwrap_or(name);
        let is_whole = !name.is_empty() && home.is_none_or(|home| !home.is_empty());
        is_whole.then(|| Self {
            home: home.map(str::to_owned),
            name: name.to_owned(),
            pull_request: None,
        })
    }
}

/// A repository by slug, `home/slug` or address, of the product whose API begins at `base`.
///
/// # Errors
/// [`Error::Arguments`] says which form is expected.
pub fn repository(given: &Repository, deployment: Deployment, base: &Url) -> Result<Said> {
    let said = match given.address() {
        Some(address) => {
            let parts = parts(address, base);
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            match (address.scheme(), deployment) {
                ("ssh", _) => cloned(&parts),
                (_, Deployment::Cloud) => at_cloud(&parts),
                (_, Deployment::DataCenter) => at_data_center(&parts),
            }
        }
        None => match given.as_given().trim_start_matches('/').split_once('/') {
            Some((_, slug)) if slug.contains('/') => None,
            Some((home, slug)) => Said::new(Some(home), slug),
            None => Said::new(None, given.as_given()),
        },
    };
    said.ok_or_else(|| {
        let shown = given.address().map(site::public);
        let shown = shown.as_deref().unwrap_or(given.as_given());
        unlike(shown, Repository::EXPECTED, deployment)
    })
}

/// A project by key, `workspace/KEY` (Cloud) or address.
///
/// # Errors
/// As [`repository`].
pub fn project(given: &BitbucketProject, deployment: Deployment, base: &Url) -> Result<Said> {
    let said = match given.address() {
        Some(address) => {
            let parts = parts(address, base);
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            match deployment {
                Deployment::Cloud => project_at_cloud(&parts),
                Deployment::DataCenter => project_at_data_center(&parts),
            }
        }
        None => match (given.as_given().split_once('/'), deployment) {
            (None, _) => Said::new(None, given.as_given()),
            (Some((workspace, key)), Deployment::Cloud) if !key.contains('/') => {
                Said::new(Some(workspace), key)
            }
            _ => None,
        },
    };
    said.ok_or_else(|| {
        let shown = given.address().map(site::public);
        let shown = shown.as_deref().unwrap_or(given.as_given());
        unlike(shown, BitbucketProject::EXPECTED, deployment)
    })
}

fn unlike(given: &str, expected: &str, deployment: Deployment) -> Error {
    let given = crate::likeness::short(given);
    let place = match deployment {
        Deployment::Cloud => "workspace/",
        Deployment::DataCenter => "PROJ/",
    };
    let more = match expected == Repository::EXPECTED {
        true => format!(", one like {place}my-service, or an address of it"),
        false if deployment == Deployment::Cloud => {
            format!(", one like {place}PROJ, or an address of it")
        }
        false => " or ~user, or an address of it".to_owned(),
    };
    Error::Arguments(format!("\"{given}\": expected {expected}{more}"))
}

/// The parts of an address's path below the product's own path, decoded.
fn parts(address: &Url, base: &Url) -> Vec<String> {
    let path = address.path();
    let own = base.path().trim_end_matches('/');
    let below = path.strip_prefix(own).filter(|rest| rest.starts_with('/'));
    let parts = below
        .unwrap_or(path)
        .split('/')
        .filter(|part| !part.is_empty());
    parts
        .map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned())
        .collect()
}

/// `ssh://git@host/home/slug.git`
fn cloned(parts: &[&str]) -> Option<Said> {
    match parts {
        [home, slug] => Said::new(Some(home), slug),
        _ => None,
    }
}

/// `/workspace/slug/…`, or in the API `/2.0/repositories/workspace/slug/…`
fn at_cloud(parts: &[&str]) -> Option<Said> {
    let parts = parts.strip_prefix(&["2.0"]).unwrap_or(parts);
    let parts = parts.strip_prefix(&["repositories"]).unwrap_or(parts);
    let [workspace, slug, rest @ ..] = parts else {
        return None;
    };
    // `/workspace/workspace/projects/KEY` leads to a project, `/workspaces/…` in the API too.
    let elsewhere = *workspace == "workspaces" || (*slug == "workspace" && !rest.is_empty());
    let mut said = Said::new(Some(workspace), slug).filter(|_| !elsewhere)?;
    said.pull_request = pull_request(rest);
    Some(said)
}

fn pull_request(rest: &[&str]) -> Option<i64> {
    match rest {
        ["pull-requests" | "pullrequests", id, ..] => id.parse().ok(),
        _ => None,
    }
}

/// `/projects/KEY/repos/slug/…`, `/users/name/repos/slug/…`, both also in the API, and `/scm/key/slug.git`
fn at_data_center(parts: &[&str]) -> Option<Said> {
    if let ["scm", key, slug] = parts {
        return Said::new(Some(key), slug);
    }
    let found = parts
        .windows(4)
        .zip(4..)
        .find_map(|(four, end)| match four {
            [kind, name, "repos", slug] => Some((home(kind, name)?, *slug, end)),
            _ => None,
        });
    let (home, slug, end) = found?;
    let mut said = Said::new(Some(&home), slug)?;
    said.pull_request = parts.get(end..).and_then(pull_request);
    Some(said)
}

/// The key of the project whose address has these two parts.
fn home(kind: &str, name: &str) -> Option<String> {
    match kind {
        "projects" => Some(name.to_owned()),
        "users" => Some(format!("~{name}")),
        _ => None,
    }
}

/// `/workspace/workspace/projects/KEY`, or in the API `/2.0/workspaces/workspace/projects/KEY`
fn project_at_cloud(parts: &[&str]) -> Option<Said> {
    match parts {
        [workspace, "workspace", "projects", key, ..]
        | ["2.0", "workspaces", workspace, "projects", key, ..] => Said::new(Some(workspace), key),
        _ => None,
    }
}

/// `/projects/KEY`, `/users/name`, both also in the API
fn project_at_data_center(parts: &[&str]) -> Option<Said> {
    let found = parts.windows(2).find_map(|two| match two {
        [kind, name] => home(kind, name),
        _ => None,
    });
    Said::new(None, &found?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Deployment::{Cloud, DataCenter};

    fn of(
        given: &str,
        deployment: Deployment,
        base: &str,
    ) -> Result<(Option<String>, String, Option<i64>)> {
        let repository = Repository::new(given).map_err(Error::Arguments)?;
        let said = super::repository(&repository, deployment, &base.parse().unwrap())?;
        Ok((said.home, said.name, said.pull_request))
    }

    #[test]
    fn repositories_of_cloud() {
        let base = "https://api.bitbucket.org/";
        for (given, home, name, pull) in [
            ("order-service", None, "order-service", None),
            (
                "harbour/order-service",
                Some("harbour"),
                "order-service",
                None,
            ),
            ("{5b0f-3c4e}", None, "{5b0f-3c4e}", None),
            ("harbour/{5b0f-3c4e}", Some("harbour"), "{5b0f-3c4e}", None),
            (
                "https://bitbucket.org/harbour/order-service",
                Some("harbour"),
                "order-service",
                None,
            ),
            (
                "https://bitbucket.org/harbour/order-service/src/main/a/b.rs",
                Some("harbour"),
                "order-service",
                None,
            ),
            (
                "https://bitbucket.org/harbour/%7B5b0f%7D/pull-requests/3/diff#x",
                Some("harbour"),
                "{5b0f}",
                Some(3),
            ),
            (
                "https://api.bitbucket.org/2.0/repositories/harbour/till/pullrequests/7",
                Some("harbour"),
                "till",
                Some(7),
            ),
            (
                "https://mira@bitbucket.org/harbour/till.git",
                Some("harbour"),
                "till",
                None,
            ),
            (
                "git@bitbucket.org:harbour/till.git",
                Some("harbour"),
                "till",
                None,
            ),
        ] {
            let said = of(given, Cloud, base).unwrap_or_else(|error| panic!("{given}: {error}"));
            assert_eq!(
                said,
                (home.map(str::to_owned), name.to_owned(), pull),
                "{given}"
            );
        }
        for wrong in [
            "https://bitbucket.org/harbour",
            "https://bitbucket.org/harbour/workspace/projects/SHOP",
            "https://api.bitbucket.org/2.0/workspaces/harbour",
            "harbour/",
            "a/b/c",
        ] {
            let error = of(wrong, Cloud, base).unwrap_err().to_string();
            assert!(error.contains("workspace/my-service"), "{wrong}: {error}");
        }
    }

    #[test]
    fn repositories_of_data_center() {
        let base = "https://git.example/bitbucket";
        for (given, home, name, pull) in [
            ("order-service", None, "order-service", None),
            ("SHOP/order-service", Some("SHOP"), "order-service", None),
            ("~mira/tools", Some("~mira"), "tools", None),
            (
                "https://git.example/bitbucket/projects/SHOP/repos/till/browse/a?at=x",
                Some("SHOP"),
                "till",
                None,
            ),
            (
                "https://git.example/bitbucket/users/mira/repos/tools",
                Some("~mira"),
                "tools",
                None,
            ),
            (
                "https://git.example/bitbucket/projects/SHOP/repos/till/pull-requests/3/overview",
                Some("SHOP"),
                "till",
                Some(3),
            ),
            (
                "https://git.example/bitbucket/rest/api/latest/projects/SHOP/repos/till/pull-requests/3",
                Some("SHOP"),
                "till",
                Some(3),
            ),
            (
                "https://git.example/bitbucket/scm/shop/till.git",
                Some("shop"),
                "till",
                None,
            ),
            (
                "ssh://git@git.example:7999/shop/till.git",
                Some("shop"),
                "till",
                None,
            ),
        ] {
            let said =
                of(given, DataCenter, base).unwrap_or_else(|error| panic!("{given}: {error}"));
            assert_eq!(
                said,
                (home.map(str::to_owned), name.to_owned(), pull),
                "{given}"
            );
        }
        for wrong in [
            "https://git.example/bitbucket/projects/SHOP",
            "https://git.example/dashboard/x",
            "a/b/c",
        ] {
            let error = of(wrong, DataCenter, base).unwrap_err().to_string();
            assert!(error.contains("PROJ/my-service"), "{wrong}: {error}");
        }
    }

    #[test]
    fn projects_of_both() {
        let of = |given: &str, deployment, base: &str| {
            let project = BitbucketProject::new(given).unwrap();
            let said = project_said(&project, deployment, base);
            said.map(|said| (said.home, said.name))
        };
        fn project_said(
            given: &BitbucketProject,
            deployment: Deployment,
            base: &str,
        ) -> Result<Said> {
            project(given, deployment, &base.parse().unwrap())
        }
        let (cloud, own) = ("https://api.bitbucket.org", "https://git.example");
        let in_harbour = (Some("harbour".to_owned()), "SHOP".to_owned());
        assert_eq!(of("SHOP", Cloud, cloud).unwrap(), (None, "SHOP".to_owned()));
        assert_eq!(of("harbour/SHOP", Cloud, cloud).unwrap(), in_harbour);
        assert_eq!(
            of(
                "https://bitbucket.org/harbour/workspace/projects/SHOP",
                Cloud,
                cloud
            )
            .unwrap(),
            in_harbour
        );
        assert_eq!(
            of("~mira", DataCenter, own).unwrap(),
            (None, "~mira".to_owned())
        );
        assert_eq!(
            of("https://git.example/users/mira", DataCenter, own).unwrap(),
            (None, "~mira".to_owned())
        );
        assert_eq!(
            of("https://git.example/projects/SHOP/repos/x", DataCenter, own).unwrap(),
            (None, "SHOP".to_owned())
        );
        let error = of("harbour/SHOP", DataCenter, own).unwrap_err().to_string();
        assert!(
            error.contains("expected a project key such as PROJ or ~user"),
            "{error}"
        );
    }
}
