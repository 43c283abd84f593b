#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///`PullrequestComment`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct PullrequestComment {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub content: ::std::option::Option<PullrequestCommentContent>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub inline: ::std::option::Option<PullrequestCommentInline>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub parent: ::std::option::Option<PullrequestCommentParent>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pending: ::std::option::Option<bool>,
    }
    ///`PullrequestCommentContent`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct PullrequestCommentContent {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub raw: ::std::option::Option<::std::string::String>,
    }
    ///`PullrequestCommentInline`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct PullrequestCommentInline {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub from: ::std::option::Option<i64>,
        pub path: ::std::string::String,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub start_from: ::std::option::Option<i64>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub start_to: ::std::option::Option<i64>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub to: ::std::option::Option<i64>,
    }
    ///`PullrequestCommentParent`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct PullrequestCommentParent {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<i64>,
    }
    ///`PullrequestTaskCreate`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct PullrequestTaskCreate {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub comment: ::std::option::Option<PullrequestTaskCreateComment>,
        pub content: PullrequestTaskCreateContent,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pending: ::std::option::Option<bool>,
    }
    ///`PullrequestTaskCreateComment`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct PullrequestTaskCreateComment {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<i64>,
    }
    ///`PullrequestTaskCreateContent`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct PullrequestTaskCreateContent {
        pub raw: ::std::string::String,
    }
    ///`Repository`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Repository {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub fork_policy: ::std::option::Option<RepositoryForkPolicy>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub has_issues: ::std::option::Option<bool>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub has_wiki: ::std::option::Option<bool>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub is_private: ::std::option::Option<bool>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub language: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mainbranch: ::std::option::Option<RepositoryMainbranch>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub project: ::std::option::Option<RepositoryProject>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub scm: ::std::option::Option<RepositoryScm>,
    }
    ///`RepositoryForkPolicy`
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
    pub enum RepositoryForkPolicy {
        #[serde(rename = "allow_forks")]
        AllowForks,
        #[serde(rename = "no_public_forks")]
        NoPublicForks,
        #[serde(rename = "no_forks")]
        NoForks,
    }
    impl ::std::fmt::Display for RepositoryForkPolicy {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::AllowForks => f.write_str("allow_forks"),
                Self::NoPublicForks => f.write_str("no_public_forks"),
                Self::NoForks => f.write_str("no_forks"),
            }
        }
    }
    impl ::std::str::FromStr for RepositoryForkPolicy {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "allow_forks" => Ok(Self::AllowForks),
                "no_public_forks" => Ok(Self::NoPublicForks),
                "no_forks" => Ok(Self::NoForks),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for RepositoryForkPolicy {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RepositoryForkPolicy {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`RepositoryMainbranch`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct RepositoryMainbranch {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
    }
    ///`RepositoryProject`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct RepositoryProject {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub key: ::std::option::Option<::std::string::String>,
    }
    ///`RepositoryScm`
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
    pub enum RepositoryScm {
        #[serde(rename = "git")]
        Git,
    }
    impl ::std::fmt::Display for RepositoryScm {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Git => f.write_str("git"),
            }
        }
    }
    impl ::std::str::FromStr for RepositoryScm {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "git" => Ok(Self::Git),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for RepositoryScm {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RepositoryScm {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
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
    /**Sends a `GET` request to `/repositories/{workspace}`

*/
    pub async fn get_repositories_by_workspace<'a>(
        &'a self,
        workspace: &'a str,
        fields: Option<&'a str>,
        page: Option<&'a str>,
        pagelen: Option<i64>,
        q: Option<&'a str>,
        role: Option<&'a str>,
        sort: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/repositories/{}", self.baseurl, encode_path(& workspace.to_string()),
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
            .query(&progenitor_client::QueryParam::new("fields", &fields))
            .query(&progenitor_client::QueryParam::new("page", &page))
            .query(&progenitor_client::QueryParam::new("pagelen", &pagelen))
            .query(&progenitor_client::QueryParam::new("q", &q))
            .query(&progenitor_client::QueryParam::new("role", &role))
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_repositories_by_workspace",
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
    /**Sends a `GET` request to `/repositories/{workspace}/{repo_slug}`

*/
    pub async fn get_repositories_by_repo_slug<'a>(
        &'a self,
        workspace: &'a str,
        repo_slug: &'a str,
        fields: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/repositories/{}/{}", self.baseurl, encode_path(& workspace.to_string()),
            encode_path(& repo_slug.to_string()),
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
            .query(&progenitor_client::QueryParam::new("fields", &fields))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_repositories_by_repo_slug",
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
    /**Sends a `PUT` request to `/repositories/{workspace}/{repo_slug}`

*/
    pub async fn put_repositories_by_repo_slug<'a>(
        &'a self,
        workspace: &'a str,
        repo_slug: &'a str,
        body: &'a types::Repository,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/repositories/{}/{}", self.baseurl, encode_path(& workspace.to_string()),
            encode_path(& repo_slug.to_string()),
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
            operation_id: "put_repositories_by_repo_slug",
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
    /**Sends a `POST` request to `/repositories/{workspace}/{repo_slug}`

*/
    pub async fn post_repositories_by_repo_slug<'a>(
        &'a self,
        workspace: &'a str,
        repo_slug: &'a str,
        body: &'a types::Repository,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/repositories/{}/{}", self.baseurl, encode_path(& workspace.to_string()),
            encode_path(& repo_slug.to_string()),
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
            operation_id: "post_repositories_by_repo_slug",
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
    /**Sends a `GET` request to `/repositories/{workspace}/{repo_slug}/diff/{spec}`

*/
    pub async fn get_repositories_diff_by_spec<'a>(
        &'a self,
        workspace: &'a str,
        repo_slug: &'a str,
        spec: &'a str,
        binary: Option<bool>,
        context: Option<i64>,
        ignore_whitespace: Option<bool>,
        merge: Option<bool>,
        path: Option<&'a ::std::vec::Vec<::std::string::String>>,
        renames: Option<bool>,
        topic: Option<bool>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/repositories/{}/{}/diff/{}", self.baseurl, encode_path(& workspace
            .to_string()), encode_path(& repo_slug.to_string()), encode_path(& spec
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
            .query(&progenitor_client::QueryParam::new("binary", &binary))
            .query(&progenitor_client::QueryParam::new("context", &context))
            .query(
                &progenitor_client::QueryParam::new(
                    "ignore_whitespace",
                    &ignore_whitespace,
                ),
            )
            .query(&progenitor_client::QueryParam::new("merge", &merge))
            .query(&progenitor_client::QueryParam::new("path", &path))
            .query(&progenitor_client::QueryParam::new("renames", &renames))
            .query(&progenitor_client::QueryParam::new("topic", &topic))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_repositories_diff_by_spec",
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
    /**Sends a `GET` request to `/repositories/{workspace}/{repo_slug}/diffstat/{spec}`

*/
    pub async fn get_repositories_diffstat_by_spec<'a>(
        &'a self,
        workspace: &'a str,
        repo_slug: &'a str,
        spec: &'a str,
        fields: Option<&'a str>,
        ignore_whitespace: Option<bool>,
        merge: Option<bool>,
        page: Option<&'a str>,
        pagelen: Option<i64>,
        path: Option<&'a str>,
        renames: Option<bool>,
        topic: Option<bool>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/repositories/{}/{}/diffstat/{}", self.baseurl, encode_path(& workspace
            .to_string()), encode_path(& repo_slug.to_string()), encode_path(& spec
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
            .query(&progenitor_client::QueryParam::new("fields", &fields))
            .query(
                &progenitor_client::QueryParam::new(
                    "ignore_whitespace",
                    &ignore_whitespace,
                ),
            )
            .query(&progenitor_client::QueryParam::new("merge", &merge))
            .query(&progenitor_client::QueryParam::new("page", &page))
            .query(&progenitor_client::QueryParam::new("pagelen", &pagelen))
            .query(&progenitor_client::QueryParam::new("path", &path))
            .query(&progenitor_client::QueryParam::new("renames", &renames))
            .query(&progenitor_client::QueryParam::new("topic", &topic))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_repositories_diffstat_by_spec",
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
    /**Sends a `GET` request to `/repositories/{workspace}/{repo_slug}/pullrequests`

*/
    pub async fn get_repositories_pullrequests<'a>(
        &'a self,
        workspace: &'a str,
        repo_slug: &'a str,
        fields: Option<&'a str>,
        page: Option<&'a str>,
        pagelen: Option<i64>,
        q: Option<&'a str>,
        sort: Option<&'a str>,
        state: Option<&'a ::std::vec::Vec<::std::string::String>>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/repositories/{}/{}/pullrequests", self.baseurl, encode_path(& workspace
            .to_string()), encode_path(& repo_slug.to_string()),
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
            .query(&progenitor_client::QueryParam::new("fields", &fields))
            .query(&progenitor_client::QueryParam::new("page", &page))
            .query(&progenitor_client::QueryParam::new("pagelen", &pagelen))
            .query(&progenitor_client::QueryParam::new("q", &q))
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .query(&progenitor_client::QueryParam::new("state", &state))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_repositories_pullrequests",
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
    /**Sends a `GET` request to `/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}`

*/
    pub async fn get_repositories_pullrequests_by_pull_request_id<'a>(
        &'a self,
        workspace: &'a str,
        repo_slug: &'a str,
        pull_request_id: i64,
        fields: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/repositories/{}/{}/pullrequests/{}", self.baseurl, encode_path(&
            workspace.to_string()), encode_path(& repo_slug.to_string()), encode_path(&
            pull_request_id.to_string()),
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
            .query(&progenitor_client::QueryParam::new("fields", &fields))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_repositories_pullrequests_by_pull_request_id",
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
    /**Sends a `GET` request to `/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments`

*/
    pub async fn get_repositories_pullrequests_comments<'a>(
        &'a self,
        workspace: &'a str,
        repo_slug: &'a str,
        pull_request_id: i64,
        fields: Option<&'a str>,
        page: Option<&'a str>,
        pagelen: Option<i64>,
        q: Option<&'a str>,
        sort: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/repositories/{}/{}/pullrequests/{}/comments", self.baseurl, encode_path(&
            workspace.to_string()), encode_path(& repo_slug.to_string()), encode_path(&
            pull_request_id.to_string()),
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
            .query(&progenitor_client::QueryParam::new("fields", &fields))
            .query(&progenitor_client::QueryParam::new("page", &page))
            .query(&progenitor_client::QueryParam::new("pagelen", &pagelen))
            .query(&progenitor_client::QueryParam::new("q", &q))
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_repositories_pullrequests_comments",
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
    /**Sends a `POST` request to `/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments`

*/
    pub async fn post_repositories_pullrequests_comments<'a>(
        &'a self,
        workspace: &'a str,
        repo_slug: &'a str,
        pull_request_id: i64,
        body: &'a types::PullrequestComment,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/repositories/{}/{}/pullrequests/{}/comments", self.baseurl, encode_path(&
            workspace.to_string()), encode_path(& repo_slug.to_string()), encode_path(&
            pull_request_id.to_string()),
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
            operation_id: "post_repositories_pullrequests_comments",
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
    /**Sends a `GET` request to `/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/commits`

*/
    pub async fn get_repositories_pullrequests_commits<'a>(
        &'a self,
        workspace: &'a str,
        repo_slug: &'a str,
        pull_request_id: i64,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/repositories/{}/{}/pullrequests/{}/commits", self.baseurl, encode_path(&
            workspace.to_string()), encode_path(& repo_slug.to_string()), encode_path(&
            pull_request_id.to_string()),
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
            operation_id: "get_repositories_pullrequests_commits",
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
    /**Sends a `GET` request to `/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/diff`

*/
    pub async fn get_repositories_pullrequests_diff<'a>(
        &'a self,
        workspace: &'a str,
        repo_slug: &'a str,
        pull_request_id: i64,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/repositories/{}/{}/pullrequests/{}/diff", self.baseurl, encode_path(&
            workspace.to_string()), encode_path(& repo_slug.to_string()), encode_path(&
            pull_request_id.to_string()),
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
            operation_id: "get_repositories_pullrequests_diff",
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
    /**Sends a `GET` request to `/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/diffstat`

*/
    pub async fn get_repositories_pullrequests_diffstat<'a>(
        &'a self,
        workspace: &'a str,
        repo_slug: &'a str,
        pull_request_id: i64,
        fields: Option<&'a str>,
        page: Option<&'a str>,
        pagelen: Option<i64>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/repositories/{}/{}/pullrequests/{}/diffstat", self.baseurl, encode_path(&
            workspace.to_string()), encode_path(& repo_slug.to_string()), encode_path(&
            pull_request_id.to_string()),
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
            .query(&progenitor_client::QueryParam::new("fields", &fields))
            .query(&progenitor_client::QueryParam::new("page", &page))
            .query(&progenitor_client::QueryParam::new("pagelen", &pagelen))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_repositories_pullrequests_diffstat",
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
    /**Sends a `GET` request to `/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/tasks`

*/
    pub async fn get_repositories_pullrequests_tasks<'a>(
        &'a self,
        workspace: &'a str,
        repo_slug: &'a str,
        pull_request_id: i64,
        page: Option<&'a str>,
        pagelen: Option<i64>,
        q: Option<&'a str>,
        sort: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/repositories/{}/{}/pullrequests/{}/tasks", self.baseurl, encode_path(&
            workspace.to_string()), encode_path(& repo_slug.to_string()), encode_path(&
            pull_request_id.to_string()),
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
            .query(&progenitor_client::QueryParam::new("page", &page))
            .query(&progenitor_client::QueryParam::new("pagelen", &pagelen))
            .query(&progenitor_client::QueryParam::new("q", &q))
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_repositories_pullrequests_tasks",
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
    /**Sends a `POST` request to `/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/tasks`

*/
    pub async fn post_repositories_pullrequests_tasks<'a>(
        &'a self,
        workspace: &'a str,
        repo_slug: &'a str,
        pull_request_id: i64,
        body: &'a types::PullrequestTaskCreate,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/repositories/{}/{}/pullrequests/{}/tasks", self.baseurl, encode_path(&
            workspace.to_string()), encode_path(& repo_slug.to_string()), encode_path(&
            pull_request_id.to_string()),
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
            operation_id: "post_repositories_pullrequests_tasks",
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
    /**Sends a `GET` request to `/repositories/{workspace}/{repo_slug}/refs/branches`

*/
    pub async fn get_repositories_refs_branches<'a>(
        &'a self,
        workspace: &'a str,
        repo_slug: &'a str,
        fields: Option<&'a str>,
        page: Option<&'a str>,
        pagelen: Option<i64>,
        q: Option<&'a str>,
        sort: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/repositories/{}/{}/refs/branches", self.baseurl, encode_path(& workspace
            .to_string()), encode_path(& repo_slug.to_string()),
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
            .query(&progenitor_client::QueryParam::new("fields", &fields))
            .query(&progenitor_client::QueryParam::new("page", &page))
            .query(&progenitor_client::QueryParam::new("pagelen", &pagelen))
            .query(&progenitor_client::QueryParam::new("q", &q))
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_repositories_refs_branches",
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
    /**Sends a `GET` request to `/repositories/{workspace}/{repo_slug}/refs/branches/{name}`

*/
    pub async fn get_repositories_refs_branches_by_name<'a>(
        &'a self,
        workspace: &'a str,
        repo_slug: &'a str,
        name: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/repositories/{}/{}/refs/branches/{}", self.baseurl, encode_path(&
            workspace.to_string()), encode_path(& repo_slug.to_string()), encode_path(&
            name.to_string()),
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
            operation_id: "get_repositories_refs_branches_by_name",
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
    /**Sends a `GET` request to `/repositories/{workspace}/{repo_slug}/refs/tags/{name}`

*/
    pub async fn get_repositories_refs_tags_by_name<'a>(
        &'a self,
        workspace: &'a str,
        repo_slug: &'a str,
        name: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/repositories/{}/{}/refs/tags/{}", self.baseurl, encode_path(& workspace
            .to_string()), encode_path(& repo_slug.to_string()), encode_path(& name
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
            operation_id: "get_repositories_refs_tags_by_name",
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
    /**Sends a `GET` request to `/user`

*/
    pub async fn get_user<'a>(&'a self) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/user", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "get_user",
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
    /**Sends a `GET` request to `/user/workspaces`

*/
    pub async fn get_user_workspaces<'a>(
        &'a self,
        administrator: Option<bool>,
        fields: Option<&'a str>,
        page: Option<&'a str>,
        pagelen: Option<i64>,
        q: Option<&'a str>,
        sort: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/user/workspaces", self.baseurl,);
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
            .query(&progenitor_client::QueryParam::new("administrator", &administrator))
            .query(&progenitor_client::QueryParam::new("fields", &fields))
            .query(&progenitor_client::QueryParam::new("page", &page))
            .query(&progenitor_client::QueryParam::new("pagelen", &pagelen))
            .query(&progenitor_client::QueryParam::new("q", &q))
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_user_workspaces",
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
    /**Sends a `GET` request to `/workspaces/{workspace}/projects`

*/
    pub async fn get_workspaces_projects<'a>(
        &'a self,
        workspace: &'a str,
        fields: Option<&'a str>,
        page: Option<&'a str>,
        pagelen: Option<i64>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/workspaces/{}/projects", self.baseurl, encode_path(& workspace
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
            .query(&progenitor_client::QueryParam::new("fields", &fields))
            .query(&progenitor_client::QueryParam::new("page", &page))
            .query(&progenitor_client::QueryParam::new("pagelen", &pagelen))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_workspaces_projects",
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
    /**Sends a `GET` request to `/workspaces/{workspace}/projects/{project_key}`

*/
    pub async fn get_workspaces_projects_by_project_key<'a>(
        &'a self,
        workspace: &'a str,
        project_key: &'a str,
        fields: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/workspaces/{}/projects/{}", self.baseurl, encode_path(& workspace
            .to_string()), encode_path(& project_key.to_string()),
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
            .query(&progenitor_client::QueryParam::new("fields", &fields))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_workspaces_projects_by_project_key",
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
