#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///`RestComment`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct RestComment {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub anchor: ::std::option::Option<RestCommentAnchor>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub parent: ::std::option::Option<RestCommentParent>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub severity: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub state: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub text: ::std::option::Option<::std::string::String>,
    }
    ///`RestCommentAnchor`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct RestCommentAnchor {
        #[serde(
            rename = "diffType",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub diff_type: ::std::option::Option<RestCommentAnchorDiffType>,
        #[serde(
            rename = "fileType",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub file_type: ::std::option::Option<RestCommentAnchorFileType>,
        #[serde(
            rename = "fromHash",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub from_hash: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub line: ::std::option::Option<i32>,
        #[serde(
            rename = "lineType",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub line_type: ::std::option::Option<RestCommentAnchorLineType>,
        #[serde(
            rename = "multilineMarker",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub multiline_marker: ::std::option::Option<RestCommentAnchorMultilineMarker>,
        #[serde(
            rename = "multilineSpan",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub multiline_span: ::std::option::Option<RestCommentAnchorMultilineSpan>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub path: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "srcPath",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub src_path: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "toHash",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub to_hash: ::std::option::Option<::std::string::String>,
    }
    ///`RestCommentAnchorDiffType`
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum RestCommentAnchorDiffType {
        #[serde(rename = "COMMIT")]
        Commit,
        #[serde(rename = "EFFECTIVE")]
        Effective,
        #[serde(rename = "RANGE")]
        Range,
    }
    impl ::std::fmt::Display for RestCommentAnchorDiffType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Commit => f.write_str("COMMIT"),
                Self::Effective => f.write_str("EFFECTIVE"),
                Self::Range => f.write_str("RANGE"),
            }
        }
    }
    impl ::std::str::FromStr for RestCommentAnchorDiffType {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "COMMIT" => Ok(Self::Commit),
                "EFFECTIVE" => Ok(Self::Effective),
                "RANGE" => Ok(Self::Range),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for RestCommentAnchorDiffType {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RestCommentAnchorDiffType {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`RestCommentAnchorFileType`
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum RestCommentAnchorFileType {
        #[serde(rename = "FROM")]
        From,
        #[serde(rename = "TO")]
        To,
    }
    impl ::std::fmt::Display for RestCommentAnchorFileType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::From => f.write_str("FROM"),
                Self::To => f.write_str("TO"),
            }
        }
    }
    impl ::std::str::FromStr for RestCommentAnchorFileType {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "FROM" => Ok(Self::From),
                "TO" => Ok(Self::To),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for RestCommentAnchorFileType {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RestCommentAnchorFileType {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`RestCommentAnchorLineType`
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum RestCommentAnchorLineType {
        #[serde(rename = "ADDED")]
        Added,
        #[serde(rename = "CONTEXT")]
        Context,
        #[serde(rename = "REMOVED")]
        Removed,
    }
    impl ::std::fmt::Display for RestCommentAnchorLineType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Added => f.write_str("ADDED"),
                Self::Context => f.write_str("CONTEXT"),
                Self::Removed => f.write_str("REMOVED"),
            }
        }
    }
    impl ::std::str::FromStr for RestCommentAnchorLineType {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "ADDED" => Ok(Self::Added),
                "CONTEXT" => Ok(Self::Context),
                "REMOVED" => Ok(Self::Removed),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for RestCommentAnchorLineType {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RestCommentAnchorLineType {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`RestCommentAnchorMultilineMarker`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RestCommentAnchorMultilineMarker {
        #[serde(
            rename = "startLine",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub start_line: ::std::option::Option<i32>,
        #[serde(rename = "startLineType")]
        pub start_line_type: RestCommentAnchorMultilineMarkerStartLineType,
    }
    ///`RestCommentAnchorMultilineMarkerStartLineType`
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum RestCommentAnchorMultilineMarkerStartLineType {
        #[serde(rename = "ADDED")]
        Added,
        #[serde(rename = "CONTEXT")]
        Context,
        #[serde(rename = "REMOVED")]
        Removed,
    }
    impl ::std::fmt::Display for RestCommentAnchorMultilineMarkerStartLineType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Added => f.write_str("ADDED"),
                Self::Context => f.write_str("CONTEXT"),
                Self::Removed => f.write_str("REMOVED"),
            }
        }
    }
    impl ::std::str::FromStr for RestCommentAnchorMultilineMarkerStartLineType {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "ADDED" => Ok(Self::Added),
                "CONTEXT" => Ok(Self::Context),
                "REMOVED" => Ok(Self::Removed),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str>
    for RestCommentAnchorMultilineMarkerStartLineType {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String>
    for RestCommentAnchorMultilineMarkerStartLineType {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`RestCommentAnchorMultilineSpan`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct RestCommentAnchorMultilineSpan {
        #[serde(
            rename = "dstSpanEnd",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub dst_span_end: ::std::option::Option<i32>,
        #[serde(
            rename = "dstSpanStart",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub dst_span_start: ::std::option::Option<i32>,
        #[serde(
            rename = "srcSpanEnd",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub src_span_end: ::std::option::Option<i32>,
        #[serde(
            rename = "srcSpanStart",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub src_span_start: ::std::option::Option<i32>,
    }
    ///`RestCommentParent`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct RestCommentParent {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<i64>,
    }
    ///`RestRepository`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct RestRepository {
        #[serde(
            rename = "defaultBranch",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub default_branch: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub forkable: ::std::option::Option<bool>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub public: ::std::option::Option<bool>,
        #[serde(
            rename = "scmId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub scm_id: ::std::option::Option<::std::string::String>,
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
    /**Sends a `GET` request to `/api/latest/application-properties`

*/
    pub async fn get_application_properties<'a>(
        &'a self,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/api/latest/application-properties", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "get_application_properties",
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
    /**Sends a `GET` request to `/api/latest/projects`

*/
    pub async fn get_projects<'a>(
        &'a self,
        limit: Option<i64>,
        name: Option<&'a str>,
        permission: Option<&'a str>,
        start: Option<i64>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/api/latest/projects", self.baseurl,);
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
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("name", &name))
            .query(&progenitor_client::QueryParam::new("permission", &permission))
            .query(&progenitor_client::QueryParam::new("start", &start))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_projects",
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
    /**Sends a `GET` request to `/api/latest/projects/{projectKey}`

*/
    pub async fn get_projects_by_project_key<'a>(
        &'a self,
        project_key: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/latest/projects/{}", self.baseurl, encode_path(& project_key
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "get_projects_by_project_key",
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
    /**Sends a `GET` request to `/api/latest/projects/{projectKey}/repos`

*/
    pub async fn get_projects_repos<'a>(
        &'a self,
        project_key: &'a str,
        limit: Option<i64>,
        start: Option<i64>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/latest/projects/{}/repos", self.baseurl, encode_path(& project_key
            .to_string()),
        );
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
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("start", &start))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_projects_repos",
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
    /**Sends a `POST` request to `/api/latest/projects/{projectKey}/repos`

*/
    pub async fn post_projects_repos<'a>(
        &'a self,
        project_key: &'a str,
        body: &'a types::RestRepository,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/latest/projects/{}/repos", self.baseurl, encode_path(& project_key
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
            operation_id: "post_projects_repos",
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
    /**Sends a `GET` request to `/api/latest/projects/{projectKey}/repos/{repositorySlug}`

*/
    pub async fn get_projects_repos_by_repository_slug<'a>(
        &'a self,
        project_key: &'a str,
        repository_slug: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/latest/projects/{}/repos/{}", self.baseurl, encode_path(& project_key
            .to_string()), encode_path(& repository_slug.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "get_projects_repos_by_repository_slug",
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
    /**Sends a `PUT` request to `/api/latest/projects/{projectKey}/repos/{repositorySlug}`

*/
    pub async fn put_projects_repos_by_repository_slug<'a>(
        &'a self,
        project_key: &'a str,
        repository_slug: &'a str,
        body: &'a types::RestRepository,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/latest/projects/{}/repos/{}", self.baseurl, encode_path(& project_key
            .to_string()), encode_path(& repository_slug.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.put(url).json(&body).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "put_projects_repos_by_repository_slug",
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
    /**Sends a `GET` request to `/api/latest/projects/{projectKey}/repos/{repositorySlug}/branches`

*/
    pub async fn get_projects_repos_branches<'a>(
        &'a self,
        project_key: &'a str,
        repository_slug: &'a str,
        base: Option<&'a str>,
        boost_matches: Option<bool>,
        context: Option<&'a str>,
        details: Option<bool>,
        filter_text: Option<&'a str>,
        limit: Option<i64>,
        order_by: Option<&'a str>,
        start: Option<i64>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/latest/projects/{}/repos/{}/branches", self.baseurl, encode_path(&
            project_key.to_string()), encode_path(& repository_slug.to_string()),
        );
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
            .query(&progenitor_client::QueryParam::new("base", &base))
            .query(&progenitor_client::QueryParam::new("boostMatches", &boost_matches))
            .query(&progenitor_client::QueryParam::new("context", &context))
            .query(&progenitor_client::QueryParam::new("details", &details))
            .query(&progenitor_client::QueryParam::new("filterText", &filter_text))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("orderBy", &order_by))
            .query(&progenitor_client::QueryParam::new("start", &start))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_projects_repos_branches",
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
    /**Sends a `GET` request to `/api/latest/projects/{projectKey}/repos/{repositorySlug}/branches/default`

*/
    pub async fn get_projects_repos_branches_default<'a>(
        &'a self,
        project_key: &'a str,
        repository_slug: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/latest/projects/{}/repos/{}/branches/default", self.baseurl,
            encode_path(& project_key.to_string()), encode_path(& repository_slug
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "get_projects_repos_branches_default",
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
    /**Sends a `GET` request to `/api/latest/projects/{projectKey}/repos/{repositorySlug}/browse`

*/
    pub async fn get_projects_repos_browse<'a>(
        &'a self,
        project_key: &'a str,
        repository_slug: &'a str,
        at: Option<&'a str>,
        blame: Option<&'a str>,
        no_content: Option<&'a str>,
        size: Option<&'a str>,
        type_: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/latest/projects/{}/repos/{}/browse", self.baseurl, encode_path(&
            project_key.to_string()), encode_path(& repository_slug.to_string()),
        );
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
            .query(&progenitor_client::QueryParam::new("at", &at))
            .query(&progenitor_client::QueryParam::new("blame", &blame))
            .query(&progenitor_client::QueryParam::new("noContent", &no_content))
            .query(&progenitor_client::QueryParam::new("size", &size))
            .query(&progenitor_client::QueryParam::new("type", &type_))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_projects_repos_browse",
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
    /**Sends a `GET` request to `/api/latest/projects/{projectKey}/repos/{repositorySlug}/default-branch`

*/
    pub async fn get_projects_repos_default_branch<'a>(
        &'a self,
        project_key: &'a str,
        repository_slug: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/latest/projects/{}/repos/{}/default-branch", self.baseurl,
            encode_path(& project_key.to_string()), encode_path(& repository_slug
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "get_projects_repos_default_branch",
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
    /**Sends a `GET` request to `/api/latest/projects/{projectKey}/repos/{repositorySlug}/pull-requests`

*/
    pub async fn get_projects_repos_pull_requests<'a>(
        &'a self,
        project_key: &'a str,
        repository_slug: &'a str,
        at: Option<&'a str>,
        direction: Option<&'a str>,
        draft: Option<&'a str>,
        filter_text: Option<&'a str>,
        limit: Option<i64>,
        order: Option<&'a str>,
        start: Option<i64>,
        state: Option<&'a str>,
        with_attributes: Option<&'a str>,
        with_properties: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/latest/projects/{}/repos/{}/pull-requests", self.baseurl,
            encode_path(& project_key.to_string()), encode_path(& repository_slug
            .to_string()),
        );
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
            .query(&progenitor_client::QueryParam::new("at", &at))
            .query(&progenitor_client::QueryParam::new("direction", &direction))
            .query(&progenitor_client::QueryParam::new("draft", &draft))
            .query(&progenitor_client::QueryParam::new("filterText", &filter_text))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("order", &order))
            .query(&progenitor_client::QueryParam::new("start", &start))
            .query(&progenitor_client::QueryParam::new("state", &state))
            .query(
                &progenitor_client::QueryParam::new("withAttributes", &with_attributes),
            )
            .query(
                &progenitor_client::QueryParam::new("withProperties", &with_properties),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_projects_repos_pull_requests",
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
    /**Sends a `GET` request to `/api/latest/projects/{projectKey}/repos/{repositorySlug}/pull-requests/{pullRequestId}`

*/
    pub async fn get_projects_repos_pull_requests_by_pull_request_id<'a>(
        &'a self,
        project_key: &'a str,
        repository_slug: &'a str,
        pull_request_id: &'a str,
        with_properties: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/latest/projects/{}/repos/{}/pull-requests/{}", self.baseurl,
            encode_path(& project_key.to_string()), encode_path(& repository_slug
            .to_string()), encode_path(& pull_request_id.to_string()),
        );
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
            .query(
                &progenitor_client::QueryParam::new("withProperties", &with_properties),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_projects_repos_pull_requests_by_pull_request_id",
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
    /**Sends a `GET` request to `/api/latest/projects/{projectKey}/repos/{repositorySlug}/pull-requests/{pullRequestId}.diff`

*/
    pub async fn get_projects_repos_pull_requests_diff<'a>(
        &'a self,
        project_key: &'a str,
        repository_slug: &'a str,
        pull_request_id: &'a str,
        context_lines: Option<&'a str>,
        whitespace: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/latest/projects/{}/repos/{}/pull-requests/{}.diff", self.baseurl,
            encode_path(& project_key.to_string()), encode_path(& repository_slug
            .to_string()), encode_path(& pull_request_id.to_string()),
        );
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
            .query(&progenitor_client::QueryParam::new("contextLines", &context_lines))
            .query(&progenitor_client::QueryParam::new("whitespace", &whitespace))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_projects_repos_pull_requests_diff",
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
    /**Sends a `GET` request to `/api/latest/projects/{projectKey}/repos/{repositorySlug}/pull-requests/{pullRequestId}/activities`

*/
    pub async fn get_projects_repos_pull_requests_activities<'a>(
        &'a self,
        project_key: &'a str,
        repository_slug: &'a str,
        pull_request_id: &'a str,
        from_id: Option<&'a str>,
        from_type: Option<&'a str>,
        limit: Option<i64>,
        start: Option<i64>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/latest/projects/{}/repos/{}/pull-requests/{}/activities", self
            .baseurl, encode_path(& project_key.to_string()), encode_path(&
            repository_slug.to_string()), encode_path(& pull_request_id.to_string()),
        );
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
            .query(&progenitor_client::QueryParam::new("fromId", &from_id))
            .query(&progenitor_client::QueryParam::new("fromType", &from_type))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("start", &start))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_projects_repos_pull_requests_activities",
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
    /**Sends a `GET` request to `/api/latest/projects/{projectKey}/repos/{repositorySlug}/pull-requests/{pullRequestId}/blocker-comments`

*/
    pub async fn get_projects_repos_pull_requests_blocker_comments<'a>(
        &'a self,
        project_key: &'a str,
        repository_slug: &'a str,
        pull_request_id: &'a str,
        count: Option<&'a str>,
        limit: Option<i64>,
        start: Option<i64>,
        state: Option<&'a ::std::vec::Vec<::std::string::String>>,
        states: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/latest/projects/{}/repos/{}/pull-requests/{}/blocker-comments", self
            .baseurl, encode_path(& project_key.to_string()), encode_path(&
            repository_slug.to_string()), encode_path(& pull_request_id.to_string()),
        );
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
            .query(&progenitor_client::QueryParam::new("count", &count))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("start", &start))
            .query(&progenitor_client::QueryParam::new("state", &state))
            .query(&progenitor_client::QueryParam::new("states", &states))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_projects_repos_pull_requests_blocker_comments",
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
    /**Sends a `GET` request to `/api/latest/projects/{projectKey}/repos/{repositorySlug}/pull-requests/{pullRequestId}/changes`

*/
    pub async fn get_projects_repos_pull_requests_changes<'a>(
        &'a self,
        project_key: &'a str,
        repository_slug: &'a str,
        pull_request_id: &'a str,
        change_scope: Option<&'a str>,
        limit: Option<i64>,
        since_id: Option<&'a str>,
        start: Option<i64>,
        until_id: Option<&'a str>,
        with_comments: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/latest/projects/{}/repos/{}/pull-requests/{}/changes", self.baseurl,
            encode_path(& project_key.to_string()), encode_path(& repository_slug
            .to_string()), encode_path(& pull_request_id.to_string()),
        );
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
            .query(&progenitor_client::QueryParam::new("changeScope", &change_scope))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("sinceId", &since_id))
            .query(&progenitor_client::QueryParam::new("start", &start))
            .query(&progenitor_client::QueryParam::new("untilId", &until_id))
            .query(&progenitor_client::QueryParam::new("withComments", &with_comments))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_projects_repos_pull_requests_changes",
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
    /**Sends a `POST` request to `/api/latest/projects/{projectKey}/repos/{repositorySlug}/pull-requests/{pullRequestId}/comments`

*/
    pub async fn post_projects_repos_pull_requests_comments<'a>(
        &'a self,
        project_key: &'a str,
        repository_slug: &'a str,
        pull_request_id: &'a str,
        body: &'a types::RestComment,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/latest/projects/{}/repos/{}/pull-requests/{}/comments", self.baseurl,
            encode_path(& project_key.to_string()), encode_path(& repository_slug
            .to_string()), encode_path(& pull_request_id.to_string()),
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
            operation_id: "post_projects_repos_pull_requests_comments",
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
    /**Sends a `GET` request to `/api/latest/projects/{projectKey}/repos/{repositorySlug}/pull-requests/{pullRequestId}/commits`

*/
    pub async fn get_projects_repos_pull_requests_commits<'a>(
        &'a self,
        project_key: &'a str,
        repository_slug: &'a str,
        pull_request_id: &'a str,
        avatar_scheme: Option<&'a str>,
        avatar_size: Option<&'a str>,
        limit: Option<i64>,
        start: Option<i64>,
        with_counts: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/latest/projects/{}/repos/{}/pull-requests/{}/commits", self.baseurl,
            encode_path(& project_key.to_string()), encode_path(& repository_slug
            .to_string()), encode_path(& pull_request_id.to_string()),
        );
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
            .query(&progenitor_client::QueryParam::new("avatarScheme", &avatar_scheme))
            .query(&progenitor_client::QueryParam::new("avatarSize", &avatar_size))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("start", &start))
            .query(&progenitor_client::QueryParam::new("withCounts", &with_counts))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_projects_repos_pull_requests_commits",
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
    /**Sends a `GET` request to `/api/latest/repos`

*/
    pub async fn get_repos<'a>(
        &'a self,
        archived: Option<&'a str>,
        limit: Option<i64>,
        name: Option<&'a str>,
        permission: Option<&'a str>,
        projectkey: Option<&'a str>,
        projectname: Option<&'a str>,
        start: Option<i64>,
        state: Option<&'a str>,
        visibility: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/api/latest/repos", self.baseurl,);
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
            .query(&progenitor_client::QueryParam::new("archived", &archived))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("name", &name))
            .query(&progenitor_client::QueryParam::new("permission", &permission))
            .query(&progenitor_client::QueryParam::new("projectkey", &projectkey))
            .query(&progenitor_client::QueryParam::new("projectname", &projectname))
            .query(&progenitor_client::QueryParam::new("start", &start))
            .query(&progenitor_client::QueryParam::new("state", &state))
            .query(&progenitor_client::QueryParam::new("visibility", &visibility))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_repos",
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
    /**Sends a `GET` request to `/jira/latest/issues/{issueKey}/commits`

*/
    pub async fn get_jira_issues_commits<'a>(
        &'a self,
        issue_key: &'a str,
        limit: Option<i64>,
        max_changes: Option<&'a str>,
        start: Option<i64>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/jira/latest/issues/{}/commits", self.baseurl, encode_path(& issue_key
            .to_string()),
        );
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
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("maxChanges", &max_changes))
            .query(&progenitor_client::QueryParam::new("start", &start))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_jira_issues_commits",
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
    /**Sends a `GET` request to `/jira/latest/projects/{projectKey}/repos/{repositorySlug}/pull-requests/{pullRequestId}/issues`

*/
    pub async fn get_jira_projects_repos_pull_requests_issues<'a>(
        &'a self,
        project_key: &'a str,
        repository_slug: &'a str,
        pull_request_id: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/jira/latest/projects/{}/repos/{}/pull-requests/{}/issues", self.baseurl,
            encode_path(& project_key.to_string()), encode_path(& repository_slug
            .to_string()), encode_path(& pull_request_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "get_jira_projects_repos_pull_requests_issues",
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
