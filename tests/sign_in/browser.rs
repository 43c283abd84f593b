//! A browser: cookies, redirects, forms. It knows nothing of what is sent.

use std::collections::BTreeMap;

use reqwest::header::{COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response};
use url::Url;

/// Somebody's browser. Hosts that are known to it by another address than their own are reached there.
pub struct Browser {
    client: Client,
    cookies: BTreeMap<(String, String), String>,
    hosts: BTreeMap<String, String>,
}

/// What it shows.
pub struct Page {
    pub url: Url,
    pub status: u16,
    pub text: String,
    pub headers: reqwest::header::HeaderMap,
}

/// A form that was not sent yet.
pub struct Form {
    pub action: Url,
    pub fields: Vec<(String, String)>,
}

impl Browser {
    /// A new one, for which that host is at that address.
    pub fn new(host: &str, at: &str) -> Self {
        drop(rustls::crypto::ring::default_provider().install_default());
        let client = Client::builder().no_proxy().redirect(Policy::none());
        Self {
            client: client.build().unwrap(),
            cookies: BTreeMap::new(),
            hosts: BTreeMap::from([(host.to_owned(), at.to_owned())]),
        }
    }

    /// From now on, that host is at that address.
    pub fn move_host(&mut self, host: &str, at: &str) {
        self.hosts.insert(host.to_owned(), at.to_owned());
    }

    /// Opens an address, and follows redirects to hosts that answer: an address of `stop`'s is given instead.
    pub async fn open(&mut self, url: &str, stop: &str) -> Result<Page, Url> {
        let url = Url::parse(url).unwrap();
        let request = self.request(reqwest::Method::GET, &url);
        self.follow(url, request, stop).await
    }

    /// Sends a form as from a page of its own site.
    pub async fn send(&mut self, form: &Form, stop: &str) -> Result<Page, Url> {
        let origin = form.action.origin().ascii_serialization();
        self.send_from(&origin, form, stop).await
    }

    /// Sends a form as from a page of that origin.
    pub async fn send_from(&mut self, origin: &str, form: &Form, stop: &str) -> Result<Page, Url> {
        let url = form.action.clone();
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(&form.fields);
        let request = self
            .request(reqwest::Method::POST, &url)
            .header("content-type", "application/x-www-form-urlencoded")
            .header(ORIGIN, origin)
            .body(body.finish());
        self.follow(url, request, stop).await
    }

    /// The cookies of a host.
    pub fn cookies_of(&self, host: &str) -> Vec<(&str, &str)> {
        let own = self.cookies.iter().filter(|((known, _), _)| known == host);
        own.map(|((_, name), value)| (name.as_str(), value.as_str()))
            .collect()
    }

    async fn follow(&mut self, url: Url, request: RequestBuilder, stop: &str) -> Result<Page, Url> {
        let (mut url, mut request) = (url, request);
        for _ in 0..10 {
            let response = request.send().await.unwrap();
            self.keep(&url, &response);
            if !response.status().is_redirection() {
                return Ok(Page {
                    status: response.status().as_u16(),
                    headers: response.headers().clone(),
                    text: response.text().await.unwrap(),
                    url,
                });
            }
            let to = response.headers()[LOCATION].to_str().unwrap();
            url = url.join(to).unwrap();
            if url.as_str().starts_with(stop) {
                return Err(url);
            }
            request = self.request(reqwest::Method::GET, &url);
        }
        panic!("it redirects without end")
    }

    fn request(&self, method: reqwest::Method, url: &Url) -> RequestBuilder {
        let host = url.host_str().unwrap();
        let at = self.hosts.get(host).map(|at| {
            let rest = &url[url::Position::BeforePath..];
            format!("{at}{rest}")
        });
        let request = self
            .client
            .request(method, at.as_deref().unwrap_or(url.as_str()));
        let cookies: Vec<_> = self.cookies_of(host);
        let cookies = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        let request = match cookies.is_empty() {
            true => request,
            false => request.header(COOKIE, cookies),
        };
        match at {
            Some(_) => request.header(HOST, host),
            None => request,
        }
    }

    /// Keeps what may be kept: a `__Host-` cookie is Secure, of the whole host and of no other.
    fn keep(&mut self, url: &Url, response: &Response) {
        for set in response.headers().get_all(SET_COOKIE) {
            let set = set.to_str().unwrap();
            let mut parts = set.split("; ");
            let (name, value) = parts.next().unwrap().split_once('=').unwrap();
            let attributes: Vec<_> = parts.collect();
            assert!(name.starts_with("__Host-"), "{set}");
            for needed in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
                assert!(attributes.contains(&needed), "{set}");
            }
            assert!(!set.contains("Domain"), "{set}");
            assert!(set.len() <= 4096, "{set}");
            let name = (url.host_str().unwrap().to_owned(), name.to_owned());
            match attributes.contains(&"Max-Age=0") {
                true => self.cookies.remove(&name),
                false => self.cookies.insert(name, value.to_owned()),
            };
        }
    }
}

impl Page {
    /// Its form, with the button of that name and value pressed.
    pub fn form(&self, button: &str, value: &str) -> Form {
        assert_eq!(self.status, 200, "{}", self.text);
        let action = self
            .text
            .split("<form")
            .nth(1)
            .unwrap_or_else(|| panic!("{}", self.text));
        let action = attribute(action.split('>').next().unwrap(), "action");
        let inputs = self.text.split("<input").skip(1);
        let inputs = inputs.map(|rest| rest.split('>').next().unwrap());
        let fields = inputs.filter_map(|input| {
            Some((
                attribute(input, "name")?,
                attribute(input, "value").unwrap_or_default(),
            ))
        });
        Form {
            action: action.map_or(self.url.clone(), |action| self.url.join(&action).unwrap()),
            fields: fields
                .chain([(button.to_owned(), value.to_owned())])
                .collect(),
        }
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag
        .split(&format!(" {name}=\""))
        .nth(1)?
        .split('"')
        .next()?;
    let plain = value
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
    Some(plain.replace("&amp;", "&"))
}
