//! What came back, read whole.

use std::sync::LazyLock;

use bytes::{Bytes, BytesMut};
use futures_util::future::BoxFuture;
use futures_util::{Stream, StreamExt as _};
use http::{HeaderMap, StatusCode};
use memchr::memmem::Finder;
use progenitor_client::{ByteStream, Error as ClientError, ResponseValue};
use serde::de::{DeserializeOwned, Error as _};
use serde_json::Value;

use super::strictly::Strictly;
use super::verdict::{Complaints, Verdict};
use super::{Session, error_of, failure, misfit, page, unreachable, weight};
use crate::aside;
use crate::blank::is_blank;
use crate::error::{Error, Result};
use crate::limit;
use crate::product::Product;

/// The largest body taken in, after decompression: 32 MiB.
pub const MAX_BODY: usize = 32 << 20;
/// How much of an error's body is looked at.
const MAX_ERROR_BODY: usize = 64 << 10;

/// What is in each answer to reading that tells of a failure.
static COMPLAINT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("errorMessages"));

/// What a product is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Who is asked.
    pub product: Product,
    /// `METHOD /path` as Atlassian documents it, without the values.
    pub operation: &'static str,
    /// Whether it changes something there.
    pub writes: bool,
    /// Whether errors may quote what came: not where a filter must be kept, which nothing was held against yet.
    pub quotes: bool,
}

/// What a generated client makes of an answer.
pub type Returned = Result<ResponseValue<ByteStream>, ClientError<()>>;

/// A product's successful answer to one operation.
#[derive(Clone, Debug)]
pub struct Answer {
    session: Session,
    asked: Asked,
    headers: HeaderMap,
    body: Bytes,
}

/// JSON as a view shows it or, where it does not fit the view, as it came.
#[derive(Clone, Debug)]
pub enum Seen<T> {
    /// What the view makes of it.
    View(T),
    /// The answer itself: nothing is lost because a product changed its mind.
    Raw(Value),
}

impl Answer {
    /// Sends a request of a generated client, unless it does not fit, and reads the answer.
    ///
    /// All of them are of one type, so that what follows is compiled once, and what waits for one holds no more than a pointer.
    ///
    /// # Errors
    /// [`Error::Upstream`] for an error status or a failed sign-in, [`Error::Unreachable`] if there was no (complete)
    /// answer, [`Error::TooLarge`] above [`MAX_BODY`], [`Error::OutOfTime`] if the call may not go on for so long.
    pub fn read<'a>(
        session: &'a Session,
        asked: Asked,
        fits: Result<()>,
        request: BoxFuture<'a, Returned>,
    ) -> BoxFuture<'a, Result<Self>> {
        Box::pin(async move {
            fits?;
            let answered = async {
                session.ready().await?;
                Self::returned(session, asked, request.await).await
            };
            limit::of_request(asked.operation, asked.writes, answered).await
        })
    }

    /// Reads what a generated client returned.
    async fn returned(session: &Session, asked: Asked, result: Returned) -> Result<Self> {
        let lost = |error| unreachable::describe(session, asked, error);
        match result {
            Ok(value) => {
                let (status, headers) = (value.status(), value.headers().clone());
                Self::collect(session, asked, status, headers, value.into_inner_stream()).await
            }
            Err(ClientError::UnexpectedResponse(response)) => {
                Self::receive(session, asked, Ok(response)).await
            }
            Err(ClientError::ErrorResponse(value)) => {
                Err(error_of(asked, value.status(), value.headers(), &[]))
            }
            Err(ClientError::InvalidResponsePayload(body, error)) => {
                Err(misfit::not_json(session, asked, &body, &error))
            }
            Err(
                ClientError::CommunicationError(error)
                | ClientError::ResponseBodyError(error)
                | ClientError::InvalidUpgrade(error),
            ) => Err(lost(error)),
            Err(ClientError::InvalidRequest(why) | ClientError::Custom(why)) => {
                Err(Error::Arguments(format!(
                    "{} cannot be asked like this: {why}.",
                    asked.operation
                )))
            }
        }
    }

    /// Sends a hand-written request and reads the answer.
    pub(super) async fn to(
        session: &Session,
        asked: Asked,
        request: impl Future<Output = reqwest::Result<reqwest::Response>>,
    ) -> Result<Self> {
        let answered = Box::pin(async {
            session.ready().await?;
            Self::receive(session, asked, request.await).await
        });
        limit::of_request(asked.operation, asked.writes, answered).await
    }

    /// Reads what [`Session::execute`](super::Session::execute) returned.
    async fn receive(
        session: &Session,
        asked: Asked,
        result: reqwest::Result<reqwest::Response>,
    ) -> Result<Self> {
        let response = result.map_err(|error| unreachable::describe(session, asked, error))?;
        let (status, headers) = (response.status(), response.headers().clone());
        Self::collect(session, asked, status, headers, response.bytes_stream()).await
    }

    async fn collect(
        session: &Session,
        asked: Asked,
        status: StatusCode,
        headers: HeaderMap,
        stream: impl Stream<Item = reqwest::Result<Bytes>> + Unpin,
    ) -> Result<Self> {
        let Asked {
            product, operation, ..
        } = asked;
        let lost = |error| unreachable::describe(session, asked, error);
        if !status.is_success() {
            let (body, _) = read_up_to(MAX_ERROR_BODY, stream).await.unwrap_or_default();
            if status == StatusCode::UNAUTHORIZED
                && let Some(failure) = session.sign_in_failure()
            {
                return Err(failure);
            }
            let body = session.secrets().hide_in_body(&body);
            let mut error = error_of(asked, status, &headers, &body);
            session.tell_of_token(&mut error);
            return Err(session.secrets().hide_in_error(error));
        }
        if failure::is_anonymous(&headers) {
            let anonymous = failure::anonymous(asked, status, &headers);
            return Err(misfit::in_doubt(asked, anonymous));
        }
        let (body, true) = read_up_to(MAX_BODY, stream).await.map_err(lost)? else {
            return Err(misfit::in_doubt(
                asked,
                Error::TooLarge {
                    product,
                    operation,
                    limit: MAX_BODY,
                    note: String::new(),
                },
            ));
        };
        aside::receives(body.len()).await;
        let answer = Self {
            session: session.clone(),
            asked,
            headers,
            body,
        };
        if asked.writes {
            answer.check_written()?;
        }
        Ok(answer)
    }

    /// Whether a write was carried out, whoever reads the answer: nothing but an empty body and JSON that complains of nothing
    /// says so. A proxy's page and a text such as `OK` are not the product's word, and neither is JSON without content: what has
    /// nothing to say comes without a body.
    fn check_written(&self) -> Result<()> {
        if self.is_empty() {
            return Ok(());
        }
        self.check_bearable()?;
        let verdict = self
            .parse()
            .map_err(|error| misfit::not_json(&self.session, self.asked, &self.body, &error))?;
        match verdict {
            Verdict::Scalar | Verdict::List { of_objects: false } => {
                Err(self.unexpected("it is neither an object nor empty".into()))
            }
            Verdict::Nothing => Err(self.unexpected("it says nothing".into())),
            Verdict::Object(complaints) => self.check_complaints(&complaints),
            Verdict::List { .. } => Ok(()),
        }
    }

    /// Whether what was read is an answer at all. An error in the disguise of one is short.
    fn check_read(&self) -> Result<()> {
        let is_long = self.body.len() > MAX_ERROR_BODY;
        if self.asked.writes || is_long || COMPLAINT.find(&self.body).is_none() {
            return Ok(());
        }
        match self.parse() {
            Ok(Verdict::Object(complaints)) => self.check_complaints(&complaints),
            _ => Ok(()),
        }
    }

    fn check_complaints(&self, complaints: &Complaints) -> Result<()> {
        match complaints.of_failure(self.asked.writes) {
            Some(words) => Err(self.unexpected(format!("it reports a failure: {words}"))),
            None => Ok(()),
        }
    }

    fn check_bearable(&self) -> Result<()> {
        if weight::is_bearable(&self.body) {
            return Ok(());
        }
        Err(self.unexpected("it holds more values than can be read, or too deep ones; ask for less (fewer results, fewer fields)".into()))
    }

    /// The error that what came is not what was asked for; `what` says why.
    pub fn unexpected(&self, what: String) -> Error {
        let unexpected = Error::Unexpected {
            product: self.asked.product,
            operation: self.asked.operation,
            what,
            excerpt: String::new(),
        };
        let unexpected = self.session.secrets().hide_in_error(unexpected);
        misfit::in_doubt(self.asked, unexpected)
    }

    /// What was asked, as Atlassian documents it.
    pub const fn operation(&self) -> &'static str {
        self.asked.operation
    }

    /// A header's value, if it is there and text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as it came, for files. Fails on a login page, which single sign-on puts in a file's place.
    ///
    /// # Errors
    /// [`Error::Unexpected`] for a login page.
    pub fn bytes(&self) -> Result<&Bytes> {
        if page::is_html(&self.headers)
            && page::read(&self.body).is_some_and(|page| page.asks_to_sign_in)
        {
            return Err(misfit::wrong_page(&self.session, self.asked, &self.body));
        }
        Ok(&self.body)
    }

    /// The body as it came, where a file of that many bytes is what was asked for: it may be a page that asks to sign in.
    ///
    /// # Errors
    /// [`Error::Unexpected`] for one of another size: single sign-on puts a page in a file's place, and a proxy may cut it short.
    pub fn sized(&self, size: u64) -> Result<&Bytes> {
        let came = self.body.len();
        if came as u64 == size {
            return Ok(&self.body);
        }
        if page::read(&self.body).is_some() {
            return Err(misfit::wrong_page(&self.session, self.asked, &self.body));
        }
        Err(self.unexpected(format!("it has {came} bytes, and the file has {size}")))
    }

    /// Whether it has no body, as there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.body.trim_ascii().is_empty()
    }

    /// The body as text; bytes that are not UTF-8 become replacement characters.
    ///
    /// # Errors
    /// As for [`Answer::bytes`].
    pub fn text(&self) -> Result<String> {
        self.bytes()
            .map(|body| String::from_utf8_lossy(body).into_owned())
    }

    /// The body as JSON; an empty body, as many writes have it, is `null`.
    ///
    /// # Errors
    /// [`Error::Unexpected`] for a login page, for what is no JSON or more of it than memory should hold, and for
    /// `errorMessages` with a status of success.
    pub fn json(&self) -> Result<Value> {
        self.view()
    }

    /// The body as a view shows it, in one pass over the bytes.
    ///
    /// # Errors
    /// [`Error::Unexpected`] for what [`Answer::json`] refuses and for JSON that does not fit the view.
    pub fn view<T: DeserializeOwned>(&self) -> Result<T> {
        self.check_bearable()?;
        self.check_read()?;
        self.parse()
            .map_err(|error| misfit::not_json(&self.session, self.asked, &self.body, &error))
    }

    /// The body as a view shows it or, where it does not fit, as JSON; the latter is logged as a warning.
    ///
    /// # Errors
    /// [`Error::Unexpected`] as for [`Answer::json`], for JSON that says nothing (`{}`), and for the answer to a write, which
    /// leaves in doubt what was done.
    pub fn view_or_raw<T: DeserializeOwned>(&self) -> Result<Seen<T>> {
        self.view().map(Seen::View).or_else(|misfit| {
            if self.asked.writes {
                return Err(misfit);
            }
            let raw: Value = self.json()?;
            if is_blank(&raw) {
                return Err(misfit);
            }
            tracing::warn!(operation = self.operation(), %misfit, "the answer does not fit its view");
            Ok(Seen::Raw(raw))
        })
    }

    fn parse<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        let body: &[u8] = if self.is_empty() { b"null" } else { &self.body };
        // As text, like what is read within it, so that views are compiled for one kind of source.
        let text = str::from_utf8(body).map_err(serde_json::Error::custom)?;
        let mut parser = serde_json::Deserializer::from_str(text);
        let value = T::deserialize(Strictly(&mut parser))?;
        parser.end().map(|()| value)
    }
}

/// The first `limit` bytes, and whether that is all.
async fn read_up_to(
    limit: usize,
    mut stream: impl Stream<Item = reqwest::Result<Bytes>> + Unpin,
) -> reqwest::Result<(Bytes, bool)> {
    let mut body = BytesMut::new();
    while let Some(chunk) = stream.next().await {
        body.extend_from_slice(&chunk?);
        if body.len() > limit {
            body.truncate(limit);
            return Ok((body.freeze(), false));
        }
    }
    Ok((body.freeze(), true))
}
