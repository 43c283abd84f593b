#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///`Application`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Application {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<::std::string::String>,
    }
    ///`BulkChangelogRequestBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct BulkChangelogRequestBean {
        #[serde(
            rename = "fieldIds",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty"
        )]
        pub field_ids: ::std::vec::Vec<::std::string::String>,
        #[serde(rename = "issueIdsOrKeys")]
        pub issue_ids_or_keys: ::std::vec::Vec<::std::string::String>,
        #[serde(
            rename = "maxResults",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub max_results: ::std::option::Option<i32>,
        #[serde(
            rename = "nextPageToken",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub next_page_token: ::std::option::Option<::std::string::String>,
    }
    ///`BulkFetchIssueRequestBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct BulkFetchIssueRequestBean {
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub expand: ::std::vec::Vec<::std::string::String>,
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub fields: ::std::vec::Vec<::std::string::String>,
        #[serde(
            rename = "fieldsByKeys",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub fields_by_keys: ::std::option::Option<bool>,
        #[serde(rename = "issueIdsOrKeys")]
        pub issue_ids_or_keys: ::std::vec::Vec<::std::string::String>,
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub properties: ::std::vec::Vec<::std::string::String>,
    }
    ///`Comment`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Comment {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub body: ::std::option::Option<::serde_json::Value>,
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub properties: ::std::vec::Vec<EntityProperty>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub visibility: ::std::option::Option<Visibility>,
    }
    ///`EntityProperty`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[serde(deny_unknown_fields)]
    pub struct EntityProperty {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub key: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub value: ::std::option::Option<::serde_json::Value>,
    }
    ///`FieldUpdateOperation`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[serde(deny_unknown_fields)]
    pub struct FieldUpdateOperation {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub add: ::std::option::Option<::serde_json::Value>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub copy: ::std::option::Option<::serde_json::Value>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub edit: ::std::option::Option<::serde_json::Value>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub remove: ::std::option::Option<::serde_json::Value>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub set: ::std::option::Option<::serde_json::Value>,
    }
    ///`HistoryMetadata`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct HistoryMetadata {
        #[serde(
            rename = "activityDescription",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub activity_description: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "activityDescriptionKey",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub activity_description_key: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub actor: ::std::option::Option<HistoryMetadataParticipant>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cause: ::std::option::Option<HistoryMetadataParticipant>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "descriptionKey",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub description_key: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "emailDescription",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub email_description: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "emailDescriptionKey",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub email_description_key: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "extraData",
            default,
            skip_serializing_if = ":: std :: collections :: HashMap::is_empty"
        )]
        pub extra_data: ::std::collections::HashMap<
            ::std::string::String,
            ::std::string::String,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub generator: ::std::option::Option<HistoryMetadataParticipant>,
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<::std::string::String>,
    }
    ///`HistoryMetadataParticipant`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct HistoryMetadataParticipant {
        #[serde(
            rename = "avatarUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub avatar_url: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "displayName",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub display_name: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "displayNameKey",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub display_name_key: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub url: ::std::option::Option<::std::string::String>,
    }
    ///`Icon`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Icon {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub link: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub url16x16: ::std::option::Option<::std::string::String>,
    }
    ///`IssueLinkType`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[serde(deny_unknown_fields)]
    pub struct IssueLinkType {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub inward: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub outward: ::std::option::Option<::std::string::String>,
    }
    ///`IssueTransition`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct IssueTransition {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub looped: ::std::option::Option<bool>,
    }
    ///`IssueUpdateDetails`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct IssueUpdateDetails {
        #[serde(default, skip_serializing_if = "::serde_json::Map::is_empty")]
        pub fields: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        #[serde(
            rename = "historyMetadata",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub history_metadata: ::std::option::Option<HistoryMetadata>,
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub properties: ::std::vec::Vec<EntityProperty>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub transition: ::std::option::Option<IssueTransition>,
        #[serde(
            default,
            skip_serializing_if = ":: std :: collections :: HashMap::is_empty"
        )]
        pub update: ::std::collections::HashMap<
            ::std::string::String,
            ::std::vec::Vec<FieldUpdateOperation>,
        >,
    }
    ///`IssuesUpdateBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct IssuesUpdateBean {
        #[serde(
            rename = "issueUpdates",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty"
        )]
        pub issue_updates: ::std::vec::Vec<IssueUpdateDetails>,
    }
    ///`JqlCountRequestBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[serde(deny_unknown_fields)]
    pub struct JqlCountRequestBean {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub jql: ::std::option::Option<::std::string::String>,
    }
    ///`LinkIssueRequestJsonBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct LinkIssueRequestJsonBean {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub comment: ::std::option::Option<Comment>,
        #[serde(rename = "inwardIssue")]
        pub inward_issue: LinkedIssue,
        #[serde(rename = "outwardIssue")]
        pub outward_issue: LinkedIssue,
        #[serde(rename = "type")]
        pub type_: IssueLinkType,
    }
    ///`LinkedIssue`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[serde(deny_unknown_fields)]
    pub struct LinkedIssue {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub key: ::std::option::Option<::std::string::String>,
    }
    ///`RemoteIssueLinkRequest`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RemoteIssueLinkRequest {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub application: ::std::option::Option<Application>,
        #[serde(
            rename = "globalId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub global_id: ::std::option::Option<::std::string::String>,
        pub object: RemoteObject,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub relationship: ::std::option::Option<::std::string::String>,
    }
    ///`RemoteObject`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RemoteObject {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub icon: ::std::option::Option<Icon>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<Status>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub summary: ::std::option::Option<::std::string::String>,
        pub title: ::std::string::String,
        pub url: ::std::string::String,
    }
    ///`SearchAndReconcileRequestBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[serde(deny_unknown_fields)]
    pub struct SearchAndReconcileRequestBean {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub expand: ::std::option::Option<::std::string::String>,
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub fields: ::std::vec::Vec<::std::string::String>,
        #[serde(
            rename = "fieldsByKeys",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub fields_by_keys: ::std::option::Option<bool>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub jql: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "maxResults",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub max_results: ::std::option::Option<i32>,
        #[serde(
            rename = "nextPageToken",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub next_page_token: ::std::option::Option<::std::string::String>,
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub properties: ::std::vec::Vec<::std::string::String>,
        #[serde(
            rename = "reconcileIssues",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty"
        )]
        pub reconcile_issues: ::std::vec::Vec<i64>,
    }
    ///`Status`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Status {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub icon: ::std::option::Option<Icon>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub resolved: ::std::option::Option<bool>,
    }
    ///`User`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[serde(deny_unknown_fields)]
    pub struct User {
        #[serde(
            rename = "accountId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub account_id: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub key: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
    }
    ///`Version`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[serde(deny_unknown_fields)]
    pub struct Version {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub archived: ::std::option::Option<bool>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub driver: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub expand: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "moveUnfixedIssuesTo",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub move_unfixed_issues_to: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub project: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "projectId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub project_id: ::std::option::Option<i64>,
        #[serde(
            rename = "releaseDate",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub release_date: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub released: ::std::option::Option<bool>,
        #[serde(
            rename = "startDate",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub start_date: ::std::option::Option<::std::string::String>,
    }
    ///`Visibility`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Visibility {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub identifier: ::std::option::Option<::std::string::String>,
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<VisibilityType>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub value: ::std::option::Option<::std::string::String>,
    }
    ///`VisibilityType`
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
    pub enum VisibilityType {
        #[serde(rename = "group")]
        Group,
        #[serde(rename = "role")]
        Role,
    }
    impl ::std::fmt::Display for VisibilityType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Group => f.write_str("group"),
                Self::Role => f.write_str("role"),
            }
        }
    }
    impl ::std::str::FromStr for VisibilityType {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "group" => Ok(Self::Group),
                "role" => Ok(Self::Role),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for VisibilityType {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for VisibilityType {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`Worklog`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Worklog {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub comment: ::std::option::Option<::serde_json::Value>,
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub properties: ::std::vec::Vec<EntityProperty>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub started: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "timeSpent",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub time_spent: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "timeSpentSeconds",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub time_spent_seconds: ::std::option::Option<i64>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub visibility: ::std::option::Option<Visibility>,
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
    /**Sends a `GET` request to `/rest/api/3/attachment/content/{id}`

*/
    pub async fn get_attachment_content_by_id<'a>(
        &'a self,
        id: &'a str,
        redirect: Option<bool>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/attachment/content/{}", self.baseurl, encode_path(& id
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
            .query(&progenitor_client::QueryParam::new("redirect", &redirect))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_attachment_content_by_id",
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
    /**Sends a `POST` request to `/rest/api/3/changelog/bulkfetch`

*/
    pub async fn post_changelog_bulkfetch<'a>(
        &'a self,
        body: &'a types::BulkChangelogRequestBean,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/rest/api/3/changelog/bulkfetch", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "post_changelog_bulkfetch",
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
    /**Sends a `GET` request to `/rest/api/3/field`

*/
    pub async fn get_field<'a>(
        &'a self,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/rest/api/3/field", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "get_field",
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
    /**Sends a `POST` request to `/rest/api/3/issue`

*/
    pub async fn post_issue<'a>(
        &'a self,
        update_history: Option<bool>,
        body: &'a types::IssueUpdateDetails,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/rest/api/3/issue", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .json(&body)
            .query(&progenitor_client::QueryParam::new("updateHistory", &update_history))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "post_issue",
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
    /**Sends a `POST` request to `/rest/api/3/issue/bulk`

*/
    pub async fn post_issue_bulk<'a>(
        &'a self,
        body: &'a types::IssuesUpdateBean,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/rest/api/3/issue/bulk", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "post_issue_bulk",
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
    /**Sends a `POST` request to `/rest/api/3/issue/bulkfetch`

*/
    pub async fn post_issue_bulkfetch<'a>(
        &'a self,
        body: &'a types::BulkFetchIssueRequestBean,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/rest/api/3/issue/bulkfetch", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "post_issue_bulkfetch",
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
    /**Sends a `GET` request to `/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes`

*/
    pub async fn get_issue_createmeta_issuetypes<'a>(
        &'a self,
        project_id_or_key: &'a str,
        max_results: Option<i64>,
        start_at: Option<i64>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/issue/createmeta/{}/issuetypes", self.baseurl, encode_path(&
            project_id_or_key.to_string()),
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
            .query(&progenitor_client::QueryParam::new("maxResults", &max_results))
            .query(&progenitor_client::QueryParam::new("startAt", &start_at))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_issue_createmeta_issuetypes",
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
    /**Sends a `GET` request to `/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}`

*/
    pub async fn get_issue_createmeta_issuetypes_by_issue_type_id<'a>(
        &'a self,
        project_id_or_key: &'a str,
        issue_type_id: &'a str,
        max_results: Option<i64>,
        start_at: Option<i64>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/issue/createmeta/{}/issuetypes/{}", self.baseurl,
            encode_path(& project_id_or_key.to_string()), encode_path(& issue_type_id
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
            .query(&progenitor_client::QueryParam::new("maxResults", &max_results))
            .query(&progenitor_client::QueryParam::new("startAt", &start_at))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_issue_createmeta_issuetypes_by_issue_type_id",
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
    /**Sends a `GET` request to `/rest/api/3/issue/{issueIdOrKey}`

*/
    pub async fn get_issue_by_issue_id_or_key<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        expand: Option<&'a str>,
        fail_fast: Option<bool>,
        fields: Option<&'a str>,
        fields_by_keys: Option<bool>,
        properties: Option<&'a str>,
        update_history: Option<bool>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/issue/{}", self.baseurl, encode_path(& issue_id_or_key
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
            .query(&progenitor_client::QueryParam::new("expand", &expand))
            .query(&progenitor_client::QueryParam::new("failFast", &fail_fast))
            .query(&progenitor_client::QueryParam::new("fields", &fields))
            .query(&progenitor_client::QueryParam::new("fieldsByKeys", &fields_by_keys))
            .query(&progenitor_client::QueryParam::new("properties", &properties))
            .query(&progenitor_client::QueryParam::new("updateHistory", &update_history))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_issue_by_issue_id_or_key",
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
    /**Sends a `PUT` request to `/rest/api/3/issue/{issueIdOrKey}`

*/
    pub async fn put_issue_by_issue_id_or_key<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        expand: Option<&'a str>,
        notify_users: Option<bool>,
        override_editable_flag: Option<bool>,
        override_screen_security: Option<bool>,
        return_issue: Option<bool>,
        body: &'a types::IssueUpdateDetails,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/issue/{}", self.baseurl, encode_path(& issue_id_or_key
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
            .put(url)
            .json(&body)
            .query(&progenitor_client::QueryParam::new("expand", &expand))
            .query(&progenitor_client::QueryParam::new("notifyUsers", &notify_users))
            .query(
                &progenitor_client::QueryParam::new(
                    "overrideEditableFlag",
                    &override_editable_flag,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "overrideScreenSecurity",
                    &override_screen_security,
                ),
            )
            .query(&progenitor_client::QueryParam::new("returnIssue", &return_issue))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "put_issue_by_issue_id_or_key",
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
    /**Sends a `DELETE` request to `/rest/api/3/issue/{issueIdOrKey}`

*/
    pub async fn delete_issue_by_issue_id_or_key<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        delete_subtasks: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/issue/{}", self.baseurl, encode_path(& issue_id_or_key
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
            .delete(url)
            .query(
                &progenitor_client::QueryParam::new("deleteSubtasks", &delete_subtasks),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "delete_issue_by_issue_id_or_key",
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
    /**Sends a `PUT` request to `/rest/api/3/issue/{issueIdOrKey}/assignee`

*/
    pub async fn put_issue_assignee<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        body: &'a types::User,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/issue/{}/assignee", self.baseurl, encode_path(&
            issue_id_or_key.to_string()),
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
            operation_id: "put_issue_assignee",
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
    /**Sends a `GET` request to `/rest/api/3/issue/{issueIdOrKey}/comment`

*/
    pub async fn get_issue_comment<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        expand: Option<&'a str>,
        max_results: Option<i64>,
        order_by: Option<&'a str>,
        start_at: Option<i64>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/issue/{}/comment", self.baseurl, encode_path(& issue_id_or_key
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
            .query(&progenitor_client::QueryParam::new("expand", &expand))
            .query(&progenitor_client::QueryParam::new("maxResults", &max_results))
            .query(&progenitor_client::QueryParam::new("orderBy", &order_by))
            .query(&progenitor_client::QueryParam::new("startAt", &start_at))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_issue_comment",
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
    /**Sends a `POST` request to `/rest/api/3/issue/{issueIdOrKey}/comment`

*/
    pub async fn post_issue_comment<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        expand: Option<&'a str>,
        body: &'a types::Comment,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/issue/{}/comment", self.baseurl, encode_path(& issue_id_or_key
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
            .post(url)
            .json(&body)
            .query(&progenitor_client::QueryParam::new("expand", &expand))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "post_issue_comment",
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
    /**Sends a `GET` request to `/rest/api/3/issue/{issueIdOrKey}/editmeta`

*/
    pub async fn get_issue_editmeta<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        override_editable_flag: Option<bool>,
        override_screen_security: Option<bool>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/issue/{}/editmeta", self.baseurl, encode_path(&
            issue_id_or_key.to_string()),
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
                &progenitor_client::QueryParam::new(
                    "overrideEditableFlag",
                    &override_editable_flag,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "overrideScreenSecurity",
                    &override_screen_security,
                ),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_issue_editmeta",
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
    /**Sends a `GET` request to `/rest/api/3/issue/{issueIdOrKey}/remotelink`

*/
    pub async fn get_issue_remotelink<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        global_id: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/issue/{}/remotelink", self.baseurl, encode_path(&
            issue_id_or_key.to_string()),
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
            .query(&progenitor_client::QueryParam::new("globalId", &global_id))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_issue_remotelink",
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
    /**Sends a `POST` request to `/rest/api/3/issue/{issueIdOrKey}/remotelink`

*/
    pub async fn post_issue_remotelink<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        body: &'a types::RemoteIssueLinkRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/issue/{}/remotelink", self.baseurl, encode_path(&
            issue_id_or_key.to_string()),
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
            operation_id: "post_issue_remotelink",
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
    /**Sends a `GET` request to `/rest/api/3/issue/{issueIdOrKey}/transitions`

*/
    pub async fn get_issue_transitions<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        expand: Option<&'a str>,
        include_unavailable_transitions: Option<bool>,
        skip_remote_only_condition: Option<bool>,
        sort_by_ops_bar_and_status: Option<bool>,
        transition_id: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/issue/{}/transitions", self.baseurl, encode_path(&
            issue_id_or_key.to_string()),
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
            .query(&progenitor_client::QueryParam::new("expand", &expand))
            .query(
                &progenitor_client::QueryParam::new(
                    "includeUnavailableTransitions",
                    &include_unavailable_transitions,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "skipRemoteOnlyCondition",
                    &skip_remote_only_condition,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "sortByOpsBarAndStatus",
                    &sort_by_ops_bar_and_status,
                ),
            )
            .query(&progenitor_client::QueryParam::new("transitionId", &transition_id))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_issue_transitions",
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
    /**Sends a `POST` request to `/rest/api/3/issue/{issueIdOrKey}/transitions`

*/
    pub async fn post_issue_transitions<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        body: &'a types::IssueUpdateDetails,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/issue/{}/transitions", self.baseurl, encode_path(&
            issue_id_or_key.to_string()),
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
            operation_id: "post_issue_transitions",
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
    /**Sends a `GET` request to `/rest/api/3/issue/{issueIdOrKey}/worklog`

*/
    pub async fn get_issue_worklog<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        expand: Option<&'a str>,
        max_results: Option<i64>,
        start_at: Option<i64>,
        started_after: Option<i64>,
        started_before: Option<i64>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/issue/{}/worklog", self.baseurl, encode_path(& issue_id_or_key
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
            .query(&progenitor_client::QueryParam::new("expand", &expand))
            .query(&progenitor_client::QueryParam::new("maxResults", &max_results))
            .query(&progenitor_client::QueryParam::new("startAt", &start_at))
            .query(&progenitor_client::QueryParam::new("startedAfter", &started_after))
            .query(&progenitor_client::QueryParam::new("startedBefore", &started_before))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_issue_worklog",
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
    /**Sends a `POST` request to `/rest/api/3/issue/{issueIdOrKey}/worklog`

*/
    pub async fn post_issue_worklog<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        adjust_estimate: Option<&'a str>,
        expand: Option<&'a str>,
        new_estimate: Option<&'a str>,
        notify_users: Option<bool>,
        override_editable_flag: Option<bool>,
        reduce_by: Option<&'a str>,
        body: &'a types::Worklog,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/issue/{}/worklog", self.baseurl, encode_path(& issue_id_or_key
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
            .post(url)
            .json(&body)
            .query(
                &progenitor_client::QueryParam::new("adjustEstimate", &adjust_estimate),
            )
            .query(&progenitor_client::QueryParam::new("expand", &expand))
            .query(&progenitor_client::QueryParam::new("newEstimate", &new_estimate))
            .query(&progenitor_client::QueryParam::new("notifyUsers", &notify_users))
            .query(
                &progenitor_client::QueryParam::new(
                    "overrideEditableFlag",
                    &override_editable_flag,
                ),
            )
            .query(&progenitor_client::QueryParam::new("reduceBy", &reduce_by))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "post_issue_worklog",
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
    /**Sends a `POST` request to `/rest/api/3/issueLink`

*/
    pub async fn post_issue_link<'a>(
        &'a self,
        body: &'a types::LinkIssueRequestJsonBean,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/rest/api/3/issueLink", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "post_issue_link",
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
    /**Sends a `GET` request to `/rest/api/3/issueLink/{linkId}`

*/
    pub async fn get_issue_link_by_link_id<'a>(
        &'a self,
        link_id: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/issueLink/{}", self.baseurl, encode_path(& link_id
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
            operation_id: "get_issue_link_by_link_id",
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
    /**Sends a `DELETE` request to `/rest/api/3/issueLink/{linkId}`

*/
    pub async fn delete_issue_link_by_link_id<'a>(
        &'a self,
        link_id: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/issueLink/{}", self.baseurl, encode_path(& link_id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.delete(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "delete_issue_link_by_link_id",
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
    /**Sends a `GET` request to `/rest/api/3/issueLinkType`

*/
    pub async fn get_issue_link_type<'a>(
        &'a self,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/rest/api/3/issueLinkType", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "get_issue_link_type",
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
    /**Sends a `GET` request to `/rest/api/3/jql/autocompletedata/suggestions`

*/
    pub async fn get_jql_autocompletedata_suggestions<'a>(
        &'a self,
        field_name: Option<&'a str>,
        field_value: Option<&'a str>,
        predicate_name: Option<&'a str>,
        predicate_value: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/jql/autocompletedata/suggestions", self.baseurl,
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
            .query(&progenitor_client::QueryParam::new("fieldName", &field_name))
            .query(&progenitor_client::QueryParam::new("fieldValue", &field_value))
            .query(&progenitor_client::QueryParam::new("predicateName", &predicate_name))
            .query(
                &progenitor_client::QueryParam::new("predicateValue", &predicate_value),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_jql_autocompletedata_suggestions",
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
    /**Sends a `GET` request to `/rest/api/3/myself`

*/
    pub async fn get_myself<'a>(
        &'a self,
        expand: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/rest/api/3/myself", self.baseurl,);
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
            operation_id: "get_myself",
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
    /**Sends a `GET` request to `/rest/api/3/project/search`

*/
    pub async fn get_project_search<'a>(
        &'a self,
        action: Option<&'a str>,
        category_id: Option<i64>,
        expand: Option<&'a str>,
        id: Option<&'a ::std::vec::Vec<::std::string::String>>,
        keys: Option<&'a ::std::vec::Vec<::std::string::String>>,
        max_results: Option<i64>,
        order_by: Option<&'a str>,
        properties: Option<&'a str>,
        property_query: Option<&'a str>,
        query: Option<&'a str>,
        start_at: Option<i64>,
        status: Option<&'a ::std::vec::Vec<::std::string::String>>,
        type_key: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/rest/api/3/project/search", self.baseurl,);
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
            .query(&progenitor_client::QueryParam::new("action", &action))
            .query(&progenitor_client::QueryParam::new("categoryId", &category_id))
            .query(&progenitor_client::QueryParam::new("expand", &expand))
            .query(&progenitor_client::QueryParam::new("id", &id))
            .query(&progenitor_client::QueryParam::new("keys", &keys))
            .query(&progenitor_client::QueryParam::new("maxResults", &max_results))
            .query(&progenitor_client::QueryParam::new("orderBy", &order_by))
            .query(&progenitor_client::QueryParam::new("properties", &properties))
            .query(&progenitor_client::QueryParam::new("propertyQuery", &property_query))
            .query(&progenitor_client::QueryParam::new("query", &query))
            .query(&progenitor_client::QueryParam::new("startAt", &start_at))
            .query(&progenitor_client::QueryParam::new("status", &status))
            .query(&progenitor_client::QueryParam::new("typeKey", &type_key))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_project_search",
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
    /**Sends a `GET` request to `/rest/api/3/project/{projectIdOrKey}`

*/
    pub async fn get_project_by_project_id_or_key<'a>(
        &'a self,
        project_id_or_key: &'a str,
        expand: Option<&'a str>,
        properties: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/project/{}", self.baseurl, encode_path(& project_id_or_key
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
            .query(&progenitor_client::QueryParam::new("expand", &expand))
            .query(&progenitor_client::QueryParam::new("properties", &properties))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_project_by_project_id_or_key",
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
    /**Sends a `GET` request to `/rest/api/3/project/{projectIdOrKey}/versions`

*/
    pub async fn get_project_versions<'a>(
        &'a self,
        project_id_or_key: &'a str,
        expand: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/rest/api/3/project/{}/versions", self.baseurl, encode_path(&
            project_id_or_key.to_string()),
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
            .query(&progenitor_client::QueryParam::new("expand", &expand))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_project_versions",
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
    /**Sends a `POST` request to `/rest/api/3/search/approximate-count`

*/
    pub async fn post_search_approximate_count<'a>(
        &'a self,
        body: &'a types::JqlCountRequestBean,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/rest/api/3/search/approximate-count", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "post_search_approximate_count",
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
    /**Sends a `POST` request to `/rest/api/3/search/jql`

*/
    pub async fn post_search_jql<'a>(
        &'a self,
        body: &'a types::SearchAndReconcileRequestBean,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/rest/api/3/search/jql", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "post_search_jql",
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
    /**Sends a `GET` request to `/rest/api/3/serverInfo`

*/
    pub async fn get_server_info<'a>(
        &'a self,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/rest/api/3/serverInfo", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "get_server_info",
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
    /**Sends a `GET` request to `/rest/api/3/user`

*/
    pub async fn get_user<'a>(
        &'a self,
        account_id: Option<&'a str>,
        expand: Option<&'a str>,
        key: Option<&'a str>,
        username: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/rest/api/3/user", self.baseurl,);
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
            .query(&progenitor_client::QueryParam::new("accountId", &account_id))
            .query(&progenitor_client::QueryParam::new("expand", &expand))
            .query(&progenitor_client::QueryParam::new("key", &key))
            .query(&progenitor_client::QueryParam::new("username", &username))
            .headers(header_map)
            .build()?;
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
    /**Sends a `GET` request to `/rest/api/3/user/assignable/search`

*/
    pub async fn get_user_assignable_search<'a>(
        &'a self,
        account_id: Option<&'a str>,
        account_type: Option<&'a str>,
        action_descriptor_id: Option<i64>,
        app_type: Option<&'a str>,
        issue_id: Option<&'a str>,
        issue_key: Option<&'a str>,
        max_results: Option<i64>,
        project: Option<&'a str>,
        query: Option<&'a str>,
        recommend: Option<bool>,
        session_id: Option<&'a str>,
        start_at: Option<i64>,
        username: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/rest/api/3/user/assignable/search", self.baseurl,);
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
            .query(&progenitor_client::QueryParam::new("accountId", &account_id))
            .query(&progenitor_client::QueryParam::new("accountType", &account_type))
            .query(
                &progenitor_client::QueryParam::new(
                    "actionDescriptorId",
                    &action_descriptor_id,
                ),
            )
            .query(&progenitor_client::QueryParam::new("appType", &app_type))
            .query(&progenitor_client::QueryParam::new("issueId", &issue_id))
            .query(&progenitor_client::QueryParam::new("issueKey", &issue_key))
            .query(&progenitor_client::QueryParam::new("maxResults", &max_results))
            .query(&progenitor_client::QueryParam::new("project", &project))
            .query(&progenitor_client::QueryParam::new("query", &query))
            .query(&progenitor_client::QueryParam::new("recommend", &recommend))
            .query(&progenitor_client::QueryParam::new("sessionId", &session_id))
            .query(&progenitor_client::QueryParam::new("startAt", &start_at))
            .query(&progenitor_client::QueryParam::new("username", &username))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_user_assignable_search",
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
    /**Sends a `GET` request to `/rest/api/3/user/search`

*/
    pub async fn get_user_search<'a>(
        &'a self,
        account_id: Option<&'a str>,
        max_results: Option<i64>,
        property: Option<&'a str>,
        query: Option<&'a str>,
        start_at: Option<i64>,
        username: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/rest/api/3/user/search", self.baseurl,);
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
            .query(&progenitor_client::QueryParam::new("accountId", &account_id))
            .query(&progenitor_client::QueryParam::new("maxResults", &max_results))
            .query(&progenitor_client::QueryParam::new("property", &property))
            .query(&progenitor_client::QueryParam::new("query", &query))
            .query(&progenitor_client::QueryParam::new("startAt", &start_at))
            .query(&progenitor_client::QueryParam::new("username", &username))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_user_search",
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
    /**Sends a `POST` request to `/rest/api/3/version`

*/
    pub async fn post_version<'a>(
        &'a self,
        body: &'a types::Version,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/rest/api/3/version", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "post_version",
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
