//! Who calls, by the headers of a request, and which product gets which secret. No address of a product ever comes from a caller.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::AUTHORIZATION;
use http::{HeaderMap, StatusCode};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use super::refused::Refused;
use crate::config::{Credentials, Service, is_uuid};
use crate::product::{Deployment, Product};

/// `X-Atlassian-Cloud-Id`: the site that an OAuth token is for.
const CLOUD_ID: &str = "x-atlassian-cloud-id";

/// What a request brings to be known by.
#[derive(Debug, Default)]
pub(super) struct Identity {
    authorization: Option<Authorization>,
    tokens: Vec<(Product, SecretString)>,
    cloud_id: Option<String>,
}

/// An `Authorization` header.
#[derive(Debug)]
enum Authorization {
    /// An OAuth token of Cloud, or a personal access token where no product is on Cloud.
    Bearer(SecretString),
    /// A personal access token of Data Center.
    Token(SecretString),
    /// An e-mail address and API token of Cloud.
    Basic {
        username: String,
        token: SecretString,
    },
}

impl Identity {
    /// Reads the headers. `Authorization` is passed over where a gateway sets it.
    ///
    /// # Errors
    /// 401 for what is no credential, and for an address that is not the product's.
    pub(super) fn read(
        headers: &HeaderMap,
        services: &[Service],
        ignores_authorization: bool,
    ) -> Result<Self, Refused> {
        let authorization = match only(headers, AUTHORIZATION.as_str())? {
            Some(given) if !ignores_authorization => Some(Authorization::read(given)?),
            _ => None,
        };
        let mut identity = Self {
            authorization,
            cloud_id: cloud_id(headers)?,
            tokens: Vec::new(),
        };
        for product in Product::ALL {
            let service = services.iter().find(|service| service.product == product);
            check_url(headers, product, service)?;
            let name = header(product, "personal-token");
            if let Some(token) = only(headers, &name)? {
                identity.tokens.push((product, secret(token, &name)?));
            }
        }
        Ok(identity)
    }

    /// The token of `Authorization: Bearer`.
    pub(super) const fn bearer(&self) -> Option<&SecretString> {
        match &self.authorization {
            Some(Authorization::Bearer(token)) => Some(token),
            _ => None,
        }
    }

    /// Whether the request brings a token for that product alone.
    pub(super) fn has_own(&self, product: Product) -> bool {
        self.tokens.iter().any(|(known, _)| *known == product)
    }

    /// Whether the request brings no credentials at all.
    pub(super) fn is_nobody(&self) -> bool {
        self.authorization.is_none() && self.tokens.is_empty()
    }

    /// What is unique to the identity, for a keyed hash of it; the grant in place of a token that was given for it.
    pub(super) fn parts(&self, grant: Option<&str>) -> Vec<String> {
        let authorization = match (grant, &self.authorization) {
            (Some(grant), _) => format!("grant {grant}"),
            (None, None) => String::new(),
            (None, Some(Authorization::Bearer(token))) => {
                format!("bearer {}", token.expose_secret())
            }
            (None, Some(Authorization::Token(token))) => format!("token {}", token.expose_secret()),
            (None, Some(Authorization::Basic { username, token })) => {
                format!("basic {username}:{}", token.expose_secret())
            }
        };
        let tokens = self.tokens.iter();
        let tokens = tokens.map(|(product, token)| format!("{product} {}", token.expose_secret()));
        let cloud_id = self.cloud_id.clone().unwrap_or_default();
        [authorization, cloud_id]
            .into_iter()
            .chain(tokens)
            .collect()
    }

    /// The service as the caller signs in to it; none where his credentials are for another kind of product. A secret for Cloud
    /// never goes to Data Center, and the other way round.
    ///
    /// # Errors
    /// 401 where what he brings cannot be used for the product, and says why.
    pub(super) fn signed_in(
        &self,
        service: &Service,
        any_cloud: bool,
    ) -> Result<Option<Service>, Refused> {
        let own = self
            .tokens
            .iter()
            .find(|(product, _)| *product == service.product);
        if let Some((product, token)) = own {
            if service.deployment == Deployment::Cloud && *product != Product::Bitbucket {
                return Err(Refused::unauthorized(format!(
                    "{} is for Data Center, but {product} is on Cloud here: use Authorization: Basic with e-mail address and API token, or Bearer with an OAuth token",
                    header(*product, "personal-token")
                )));
            }
            return Ok(Some(service.signed_in(Credentials::Bearer(token.clone()))));
        }
        let is_cloud = service.deployment == Deployment::Cloud;
        match &self.authorization {
            Some(Authorization::Basic { username, token }) if is_cloud => {
                let (username, token) = (username.clone(), token.clone());
                let signed_in = service.signed_in(Credentials::Basic { username, token });
                match service.is_behind_gateway() {
                    true => self.behind_gateway(signed_in).map(Some),
                    false => Ok(Some(signed_in)),
                }
            }
            Some(Authorization::Token(token)) if !is_cloud => {
                Ok(Some(service.signed_in(Credentials::Bearer(token.clone()))))
            }
            Some(Authorization::Bearer(token)) if any_cloud == is_cloud => {
                self.with_bearer(service, token)
            }
            _ => Ok(None),
        }
    }

    /// With an OAuth token Cloud is reached through Atlassian's gateway, by the id of the site; Bitbucket takes none of these.
    fn with_bearer(
        &self,
        service: &Service,
        token: &SecretString,
    ) -> Result<Option<Service>, Refused> {
        if service.deployment == Deployment::Cloud && service.product == Product::Bitbucket {
            return Ok(None);
        }
        let signed_in = service.signed_in(Credentials::Bearer(token.clone()));
        match service.needs_gateway() {
            true => self.behind_gateway(signed_in).map(Some),
            false if self.names_another_site(service) => Err(Refused::unauthorized(format!(
                "X-Atlassian-Cloud-Id names another site than the address that this server has for {}",
                service.product
            ))),
            false => Ok(Some(signed_in)),
        }
    }

    /// Whether the product's address is that of one site at the gateway, and the caller means another.
    fn names_another_site(&self, service: &Service) -> bool {
        let site = service.site_at_gateway();
        let meant = self.cloud_id.as_deref();
        site.zip(meant)
            .is_some_and(|(site, meant)| !site.eq_ignore_ascii_case(meant))
    }

    fn behind_gateway(&self, service: Service) -> Result<Service, Refused> {
        let id = self.cloud_id.clone().or_else(|| service.cloud_id.clone());
        let id = id.ok_or_else(|| {
            Refused::unauthorized(
                "at Atlassian's gateway a site is known by its id: send X-Atlassian-Cloud-Id, or let the operator set ATLASSIAN_OAUTH_CLOUD_ID",
            )
        })?;
        Ok(service.behind_gateway(&id))
    }
}

impl Authorization {
    fn read(given: &str) -> Result<Self, Refused> {
        const KINDS: &str = "Authorization must be Bearer (OAuth token, or personal access token of Data Center), Token (personal access token) or Basic (e-mail:API token)";
        let (scheme, value) = given.trim().split_once(' ').unwrap_or((given.trim(), ""));
        let value = value.trim();
        match scheme.to_ascii_lowercase().as_str() {
            "bearer" => Ok(Self::Bearer(secret(value, "Authorization: Bearer")?)),
            "token" => Ok(Self::Token(secret(value, "Authorization: Token")?)),
            "basic" => Self::basic(value).ok_or_else(|| {
                Refused::unauthorized(
                    "Authorization: Basic must be e-mail:API token in base64 (RFC 7617)",
                )
            }),
            _ => Err(Refused::unauthorized(KINDS)),
        }
    }

    fn basic(value: &str) -> Option<Self> {
        let text = String::from_utf8(STANDARD.decode(value).ok()?).ok()?;
        let (username, token) = text.split_once(':')?;
        let sound = !username.is_empty() && is_token(token);
        sound.then(|| Self::Basic {
            username: username.to_owned(),
            token: token.into(),
        })
    }
}

/// A header that may be given once. Two would be read as the first by one program and as the last by another.
fn only<'a>(headers: &'a HeaderMap, name: &str) -> Result<Option<&'a str>, Refused> {
    let mut given = headers.get_all(name).iter();
    let Some(value) = given.next() else {
        return Ok(None);
    };
    let value = value.to_str().ok().filter(|_| given.next().is_none());
    value.map(Some).ok_or_else(|| {
        Refused::new(
            StatusCode::BAD_REQUEST,
            format!("the header {name} may be given once, in ASCII"),
        )
    })
}

fn header(product: Product, what: &str) -> String {
    format!("x-atlassian-{}-{what}", product.to_string().to_lowercase())
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_graphic())
}

fn secret(text: &str, named: &str) -> Result<SecretString, Refused> {
    let text = text.trim();
    if !is_token(text) {
        return Err(Refused::unauthorized(format!(
            "{named} has no token, or one with a character in it that no token has"
        )));
    }
    Ok(text.into())
}

fn cloud_id(headers: &HeaderMap) -> Result<Option<String>, Refused> {
    let Some(given) = only(headers, CLOUD_ID)? else {
        return Ok(None);
    };
    match is_uuid(given.trim()) {
        true => Ok(Some(given.trim().to_ascii_lowercase())),
        false => Err(Refused::unauthorized(
            "X-Atlassian-Cloud-Id is no UUID; https://your-company.atlassian.net/_edge/tenant_info tells it",
        )),
    }
}

/// An address that comes with a token may only say what is configured.
fn check_url(
    headers: &HeaderMap,
    product: Product,
    service: Option<&Service>,
) -> Result<(), Refused> {
    let name = header(product, "url");
    let Some(given) = only(headers, &name)? else {
        return Ok(());
    };
    let same = |service: &Service| {
        let url = Url::parse(given.trim()).ok();
        url.is_some_and(|url| service.is_at(&url))
    };
    if service.is_some_and(same) {
        return Ok(());
    }
    Err(Refused::unauthorized(format!(
        "{name} is not the address of {product} that this server is set up for; it goes nowhere else"
    )))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// Callers are remembered by this: what it leaves out, two of them would share.
    #[test]
    fn everything_that_tells_identities_apart_is_a_part() {
        const ONE: &str = "11111111-2222-3333-4444-555555555555";
        const OTHER: &str = "11111111-2222-3333-4444-555555555556";
        let parts = |headers: &[(&'static str, &str)]| {
            let headers: HeaderMap = headers
                .iter()
                .map(|(name, value)| {
                    (
                        name.parse::<http::HeaderName>().unwrap(),
                        value.parse().unwrap(),
                    )
                })
                .collect();
            Identity::read(&headers, &[], false).unwrap().parts(None)
        };
        let (a, b) = (STANDARD.encode("a:t"), STANDARD.encode("b:t"));
        let all = [
            parts(&[]),
            parts(&[("authorization", "Bearer t")]),
            parts(&[("authorization", "Token t")]),
            parts(&[("authorization", "Bearer u")]),
            parts(&[("authorization", &format!("Basic {a}"))]),
            parts(&[("authorization", &format!("Basic {b}"))]),
            parts(&[("authorization", "Bearer t"), (CLOUD_ID, ONE)]),
            parts(&[("authorization", "Bearer t"), (CLOUD_ID, OTHER)]),
            parts(&[("x-atlassian-jira-personal-token", "t")]),
            parts(&[("x-atlassian-confluence-personal-token", "t")]),
            parts(&[("x-atlassian-bitbucket-personal-token", "t")]),
        ];
        assert_eq!(HashSet::from(all.clone()).len(), all.len());
    }
}
