#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///`LabelCreate`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct LabelCreate {
        pub name: ::std::string::String,
        pub prefix: ::std::string::String,
    }
    ///`LabelCreateArray`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(transparent)]
    pub struct LabelCreateArray(pub ::std::vec::Vec<LabelCreate>);
    impl ::std::ops::Deref for LabelCreateArray {
        type Target = ::std::vec::Vec<LabelCreate>;
        fn deref(&self) -> &::std::vec::Vec<LabelCreate> {
            &self.0
        }
    }
    impl ::std::convert::From<LabelCreateArray> for ::std::vec::Vec<LabelCreate> {
        fn from(value: LabelCreateArray) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::vec::Vec<LabelCreate>> for LabelCreateArray {
        fn from(value: ::std::vec::Vec<LabelCreate>) -> Self {
            Self(value)
        }
    }
    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(::std::borrow::Cow<'static, str>);
        impl ::std::error::Error for ConversionError {}
        impl ::std::fmt::Display for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::std::fmt::Debug for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
        impl From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }
        impl From<String> for ConversionError {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
    }
}
#[derive(Clone, Debug)]
/**Client for

Version: 1*/
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: crate::http::Session,
}
impl Client {
    /// Create a new client.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new(baseurl: &str, inner: crate::http::Session) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let client = {
            let dur = ::std::time::Duration::from_secs(15u64);
            reqwest::ClientBuilder::new().connect_timeout(dur).timeout(dur)
        };
        #[cfg(target_arch = "wasm32")]
        let client = reqwest::ClientBuilder::new();
        Self::new_with_client(baseurl, client.build().unwrap(), inner)
    }
    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(
        baseurl: &str,
        client: reqwest::Client,
        inner: crate::http::Session,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}
impl ClientInfo<crate::http::Session> for Client {
    fn api_version() -> &'static str {
        "1"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &crate::http::Session {
        &self.inner
    }
}
const _: () = {
    #[allow(dead_code)]
    fn assert_client_hooks()
    where
        Client: ClientHooks<crate::http::Session>,
    {}
};
#[allow(clippy::all)]
impl Client {
    /**Sends a `POST` request to `/wiki/rest/api/content/{id}/label`

*/
    pub async fn post_content_label<'a>(
        &'a self,
        id: &'a str,
        body: &'a types::LabelCreateArray,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/wiki/rest/api/content/{}/label", self.baseurl, encode_path(& id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "post_content_label",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Sends a `PUT` request to `/wiki/rest/api/content/{pageId}/move/{position}/{targetId}`

*/
    pub async fn put_content_move_by_target_id<'a>(
        &'a self,
        page_id: &'a str,
        position: &'a str,
        target_id: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/wiki/rest/api/content/{}/move/{}/{}", self.baseurl, encode_path(& page_id
            .to_string()), encode_path(& position.to_string()), encode_path(& target_id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.put(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "put_content_move_by_target_id",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Sends a `GET` request to `/wiki/rest/api/search`

*/
    pub async fn get_search<'a>(
        &'a self,
        x: Option<i64>,
        cql: &'a str,
        cqlcontext: Option<&'a str>,
        cursor: Option<&'a str>,
        excerpt: Option<&'a str>,
        exclude_current_spaces: Option<bool>,
        expand: Option<&'a str>,
        include_archived_spaces: Option<bool>,
        limit: Option<i64>,
        next: Option<bool>,
        prev: Option<bool>,
        site_permission_type_filter: Option<&'a str>,
        start: Option<i64>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/wiki/rest/api/search", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .query(&progenitor_client::QueryParam::new("_", &x))
            .query(&progenitor_client::QueryParam::new("cql", &cql))
            .query(&progenitor_client::QueryParam::new("cqlcontext", &cqlcontext))
            .query(&progenitor_client::QueryParam::new("cursor", &cursor))
            .query(&progenitor_client::QueryParam::new("excerpt", &excerpt))
            .query(
                &progenitor_client::QueryParam::new(
                    "excludeCurrentSpaces",
                    &exclude_current_spaces,
                ),
            )
            .query(&progenitor_client::QueryParam::new("expand", &expand))
            .query(
                &progenitor_client::QueryParam::new(
                    "includeArchivedSpaces",
                    &include_archived_spaces,
                ),
            )
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("next", &next))
            .query(&progenitor_client::QueryParam::new("prev", &prev))
            .query(
                &progenitor_client::QueryParam::new(
                    "sitePermissionTypeFilter",
                    &site_permission_type_filter,
                ),
            )
            .query(&progenitor_client::QueryParam::new("start", &start))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_search",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Sends a `GET` request to `/wiki/rest/api/search/user`

*/
    pub async fn get_search_user<'a>(
        &'a self,
        cql: &'a str,
        expand: Option<&'a str>,
        limit: Option<i64>,
        site_permission_type_filter: Option<&'a str>,
        start: Option<i64>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/wiki/rest/api/search/user", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .query(&progenitor_client::QueryParam::new("cql", &cql))
            .query(&progenitor_client::QueryParam::new("expand", &expand))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(
                &progenitor_client::QueryParam::new(
                    "sitePermissionTypeFilter",
                    &site_permission_type_filter,
                ),
            )
            .query(&progenitor_client::QueryParam::new("start", &start))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_search_user",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Sends a `GET` request to `/wiki/rest/api/user/current`

*/
    pub async fn get_user_current<'a>(
        &'a self,
        expand: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/wiki/rest/api/user/current", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .query(&progenitor_client::QueryParam::new("expand", &expand))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_user_current",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
}
/// Items consumers will typically use such as the Client.
pub mod prelude {
    #[allow(unused_imports)]
    pub use super::Client;
}
