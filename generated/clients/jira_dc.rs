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
    ///`CommentJsonBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct CommentJsonBean {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub author: ::std::option::Option<UserJsonBean>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub body: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub created: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub properties: ::std::vec::Vec<EntityPropertyBean>,
        #[serde(
            rename = "renderedBody",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub rendered_body: ::std::option::Option<::std::string::String>,
        #[serde(rename = "self", skip_serializing_if = "::std::option::Option::is_none")]
        pub self_: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "updateAuthor",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub update_author: ::std::option::Option<UserJsonBean>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub updated: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub visibility: ::std::option::Option<VisibilityJsonBean>,
    }
    ///`EntityPropertyBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct EntityPropertyBean {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub key: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub value: ::std::option::Option<::serde_json::Value>,
    }
    ///`FieldMetaBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct FieldMetaBean {
        #[serde(
            rename = "allowedValues",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty"
        )]
        pub allowed_values: ::std::vec::Vec<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        #[serde(
            rename = "autoCompleteUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub auto_complete_url: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "defaultValue",
            default,
            skip_serializing_if = "::serde_json::Map::is_empty"
        )]
        pub default_value: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        #[serde(
            rename = "fieldId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub field_id: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "hasDefaultValue",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub has_default_value: ::std::option::Option<bool>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub operations: ::std::vec::Vec<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub required: ::std::option::Option<bool>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub schema: ::std::option::Option<JsonTypeBean>,
    }
    ///`FieldOperation`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(transparent)]
    pub struct FieldOperation(
        pub ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    );
    impl ::std::ops::Deref for FieldOperation {
        type Target = ::serde_json::Map<::std::string::String, ::serde_json::Value>;
        fn deref(
            &self,
        ) -> &::serde_json::Map<::std::string::String, ::serde_json::Value> {
            &self.0
        }
    }
    impl ::std::convert::From<FieldOperation>
    for ::serde_json::Map<::std::string::String, ::serde_json::Value> {
        fn from(value: FieldOperation) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<
        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    > for FieldOperation {
        fn from(
            value: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ) -> Self {
            Self(value)
        }
    }
    ///`Fields`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Fields {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub issuetype: ::std::option::Option<IssueTypeJsonBean>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub priority: ::std::option::Option<PriorityJsonBean>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<StatusJsonBean>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub summary: ::std::option::Option<::std::string::String>,
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
    ///`IssueAssignRequestBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct IssueAssignRequestBean {
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub issues: ::std::vec::Vec<::std::string::String>,
    }
    ///`IssueLinkTypeJsonBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct IssueLinkTypeJsonBean {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub inward: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub outward: ::std::option::Option<::std::string::String>,
        #[serde(rename = "self", skip_serializing_if = "::std::option::Option::is_none")]
        pub self_: ::std::option::Option<::std::string::String>,
    }
    ///`IssueRefJsonBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct IssueRefJsonBean {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub fields: ::std::option::Option<Fields>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub key: ::std::option::Option<::std::string::String>,
        #[serde(rename = "self", skip_serializing_if = "::std::option::Option::is_none")]
        pub self_: ::std::option::Option<::std::string::String>,
    }
    ///`IssueTypeJsonBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct IssueTypeJsonBean {
        #[serde(
            rename = "avatarId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub avatar_id: ::std::option::Option<i64>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "iconUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub icon_url: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(rename = "self", skip_serializing_if = "::std::option::Option::is_none")]
        pub self_: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub subtask: ::std::option::Option<bool>,
    }
    ///`IssueUpdateBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct IssueUpdateBean {
        #[serde(default, skip_serializing_if = "::serde_json::Map::is_empty")]
        pub fields: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        #[serde(
            rename = "historyMetadata",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub history_metadata: ::std::option::Option<HistoryMetadata>,
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub properties: ::std::vec::Vec<EntityPropertyBean>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub transition: ::std::option::Option<TransitionBean>,
        #[serde(
            default,
            skip_serializing_if = ":: std :: collections :: HashMap::is_empty"
        )]
        pub update: ::std::collections::HashMap<
            ::std::string::String,
            ::std::vec::Vec<FieldOperation>,
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
        pub issue_updates: ::std::vec::Vec<IssueUpdateBean>,
    }
    ///`JsonTypeBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct JsonTypeBean {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub custom: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "customId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub custom_id: ::std::option::Option<i64>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub items: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub system: ::std::option::Option<::std::string::String>,
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<::std::string::String>,
    }
    ///`LinkIssueRequestJsonBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct LinkIssueRequestJsonBean {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub comment: ::std::option::Option<CommentJsonBean>,
        #[serde(
            rename = "inwardIssue",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub inward_issue: ::std::option::Option<IssueRefJsonBean>,
        #[serde(
            rename = "outwardIssue",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub outward_issue: ::std::option::Option<IssueRefJsonBean>,
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<IssueLinkTypeJsonBean>,
    }
    ///`ListWrapperCallbackApplicationRoleBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(transparent)]
    pub struct ListWrapperCallbackApplicationRoleBean(
        pub ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    );
    impl ::std::ops::Deref for ListWrapperCallbackApplicationRoleBean {
        type Target = ::serde_json::Map<::std::string::String, ::serde_json::Value>;
        fn deref(
            &self,
        ) -> &::serde_json::Map<::std::string::String, ::serde_json::Value> {
            &self.0
        }
    }
    impl ::std::convert::From<ListWrapperCallbackApplicationRoleBean>
    for ::serde_json::Map<::std::string::String, ::serde_json::Value> {
        fn from(value: ListWrapperCallbackApplicationRoleBean) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<
        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    > for ListWrapperCallbackApplicationRoleBean {
        fn from(
            value: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ) -> Self {
            Self(value)
        }
    }
    ///`ListWrapperCallbackGroupJsonBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(transparent)]
    pub struct ListWrapperCallbackGroupJsonBean(
        pub ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    );
    impl ::std::ops::Deref for ListWrapperCallbackGroupJsonBean {
        type Target = ::serde_json::Map<::std::string::String, ::serde_json::Value>;
        fn deref(
            &self,
        ) -> &::serde_json::Map<::std::string::String, ::serde_json::Value> {
            &self.0
        }
    }
    impl ::std::convert::From<ListWrapperCallbackGroupJsonBean>
    for ::serde_json::Map<::std::string::String, ::serde_json::Value> {
        fn from(value: ListWrapperCallbackGroupJsonBean) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<
        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    > for ListWrapperCallbackGroupJsonBean {
        fn from(
            value: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ) -> Self {
            Self(value)
        }
    }
    ///`PriorityJsonBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct PriorityJsonBean {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "iconUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub icon_url: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(rename = "self", skip_serializing_if = "::std::option::Option::is_none")]
        pub self_: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "statusColor",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub status_color: ::std::option::Option<::std::string::String>,
    }
    ///`RemoteIssueLinkCreateOrUpdateRequest`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct RemoteIssueLinkCreateOrUpdateRequest {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub application: ::std::option::Option<Application>,
        #[serde(
            rename = "globalId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub global_id: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub object: ::std::option::Option<RemoteObject>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub relationship: ::std::option::Option<::std::string::String>,
    }
    ///`RemoteObject`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct RemoteObject {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub icon: ::std::option::Option<Icon>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<Status>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub summary: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub url: ::std::option::Option<::std::string::String>,
    }
    ///`SearchRequestBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct SearchRequestBean {
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub expand: ::std::vec::Vec<::std::string::String>,
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub fields: ::std::vec::Vec<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub jql: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "maxResults",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub max_results: ::std::option::Option<i32>,
        #[serde(
            rename = "startAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub start_at: ::std::option::Option<i32>,
        #[serde(
            rename = "validateQuery",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub validate_query: ::std::option::Option<bool>,
    }
    ///`SimpleListWrapperApplicationRoleBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct SimpleListWrapperApplicationRoleBean {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub callback: ::std::option::Option<ListWrapperCallbackApplicationRoleBean>,
        #[serde(
            rename = "maxResults",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub max_results: ::std::option::Option<i32>,
        #[serde(
            rename = "pagingCallback",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub paging_callback: ::std::option::Option<
            ListWrapperCallbackApplicationRoleBean,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub size: ::std::option::Option<i32>,
    }
    ///`SimpleListWrapperGroupJsonBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct SimpleListWrapperGroupJsonBean {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub callback: ::std::option::Option<ListWrapperCallbackGroupJsonBean>,
        #[serde(
            rename = "maxResults",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub max_results: ::std::option::Option<i32>,
        #[serde(
            rename = "pagingCallback",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub paging_callback: ::std::option::Option<ListWrapperCallbackGroupJsonBean>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub size: ::std::option::Option<i32>,
    }
    ///`SprintBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct SprintBean {
        #[serde(
            rename = "activatedDate",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub activated_date: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "autoStartStop",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub auto_start_stop: ::std::option::Option<bool>,
        #[serde(
            rename = "completeDate",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub complete_date: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "endDate",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub end_date: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub goal: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<i64>,
        #[serde(
            rename = "incompleteIssuesDestinationId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub incomplete_issues_destination_id: ::std::option::Option<i64>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "originBoardId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub origin_board_id: ::std::option::Option<i64>,
        #[serde(rename = "self", skip_serializing_if = "::std::option::Option::is_none")]
        pub self_: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "startDate",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub start_date: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub state: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub synced: ::std::option::Option<bool>,
    }
    ///`SprintCreateBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct SprintCreateBean {
        #[serde(
            rename = "autoStartStop",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub auto_start_stop: ::std::option::Option<bool>,
        #[serde(
            rename = "endDate",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub end_date: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub goal: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "incompleteIssuesDestinationId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub incomplete_issues_destination_id: ::std::option::Option<i64>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "originBoardId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub origin_board_id: ::std::option::Option<i64>,
        #[serde(
            rename = "startDate",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub start_date: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub synced: ::std::option::Option<bool>,
        #[serde(
            rename = "userProfileTimeZone",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub user_profile_time_zone: ::std::option::Option<::std::string::String>,
    }
    ///`Status`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Status {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub icon: ::std::option::Option<Icon>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub resolved: ::std::option::Option<bool>,
    }
    ///`StatusCategoryJsonBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct StatusCategoryJsonBean {
        #[serde(
            rename = "colorName",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub color_name: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<i64>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub key: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(rename = "self", skip_serializing_if = "::std::option::Option::is_none")]
        pub self_: ::std::option::Option<::std::string::String>,
    }
    ///`StatusJsonBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct StatusJsonBean {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "iconUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub icon_url: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(rename = "self", skip_serializing_if = "::std::option::Option::is_none")]
        pub self_: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "statusCategory",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub status_category: ::std::option::Option<StatusCategoryJsonBean>,
        #[serde(
            rename = "statusColor",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub status_color: ::std::option::Option<::std::string::String>,
    }
    ///`TransitionBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct TransitionBean {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        #[serde(
            default,
            skip_serializing_if = ":: std :: collections :: HashMap::is_empty"
        )]
        pub fields: ::std::collections::HashMap<::std::string::String, FieldMetaBean>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "opsbarSequence",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub opsbar_sequence: ::std::option::Option<i32>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub to: ::std::option::Option<StatusJsonBean>,
    }
    ///`UserBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct UserBean {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub active: ::std::option::Option<bool>,
        #[serde(
            rename = "applicationRoles",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub application_roles: ::std::option::Option<
            SimpleListWrapperApplicationRoleBean,
        >,
        #[serde(
            rename = "avatarUrls",
            default,
            skip_serializing_if = ":: std :: collections :: HashMap::is_empty"
        )]
        pub avatar_urls: ::std::collections::HashMap<
            ::std::string::String,
            ::std::string::String,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub deleted: ::std::option::Option<bool>,
        #[serde(
            rename = "displayName",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub display_name: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "emailAddress",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub email_address: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub expand: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub groups: ::std::option::Option<SimpleListWrapperGroupJsonBean>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub key: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "lastLoginTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub last_login_time: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub locale: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(rename = "self", skip_serializing_if = "::std::option::Option::is_none")]
        pub self_: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "timeZone",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub time_zone: ::std::option::Option<::std::string::String>,
    }
    ///`UserJsonBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct UserJsonBean {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub active: ::std::option::Option<bool>,
        #[serde(
            rename = "avatarUrls",
            default,
            skip_serializing_if = ":: std :: collections :: HashMap::is_empty"
        )]
        pub avatar_urls: ::std::collections::HashMap<
            ::std::string::String,
            ::std::string::String,
        >,
        #[serde(
            rename = "displayName",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub display_name: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "emailAddress",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub email_address: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub key: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(rename = "self", skip_serializing_if = "::std::option::Option::is_none")]
        pub self_: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "timeZone",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub time_zone: ::std::option::Option<::std::string::String>,
    }
    ///`VersionBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct VersionBean {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub archived: ::std::option::Option<bool>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub expand: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "moveUnfixedIssuesTo",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub move_unfixed_issues_to: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub overdue: ::std::option::Option<bool>,
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
        #[serde(
            rename = "releaseDateSet",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub release_date_set: ::std::option::Option<bool>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub released: ::std::option::Option<bool>,
        #[serde(rename = "self", skip_serializing_if = "::std::option::Option::is_none")]
        pub self_: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "startDate",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub start_date: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "startDateSet",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub start_date_set: ::std::option::Option<bool>,
        #[serde(
            rename = "userReleaseDate",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub user_release_date: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "userStartDate",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub user_start_date: ::std::option::Option<::std::string::String>,
    }
    ///`VisibilityJsonBean`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct VisibilityJsonBean {
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<VisibilityJsonBeanType>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub value: ::std::option::Option<::std::string::String>,
    }
    ///`VisibilityJsonBeanType`
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
    pub enum VisibilityJsonBeanType {
        #[serde(rename = "group")]
        Group,
        #[serde(rename = "role")]
        Role,
    }
    impl ::std::fmt::Display for VisibilityJsonBeanType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Group => f.write_str("group"),
                Self::Role => f.write_str("role"),
            }
        }
    }
    impl ::std::str::FromStr for VisibilityJsonBeanType {
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
    impl ::std::convert::TryFrom<&str> for VisibilityJsonBeanType {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for VisibilityJsonBeanType {
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
        pub author: ::std::option::Option<UserJsonBean>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub comment: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub created: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "issueId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub issue_id: ::std::option::Option<::std::string::String>,
        #[serde(rename = "self", skip_serializing_if = "::std::option::Option::is_none")]
        pub self_: ::std::option::Option<::std::string::String>,
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
        #[serde(
            rename = "updateAuthor",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub update_author: ::std::option::Option<UserJsonBean>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub updated: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub visibility: ::std::option::Option<VisibilityJsonBean>,
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
    /**Sends a `GET` request to `/agile/1.0/board`

*/
    pub async fn get_agile_board<'a>(
        &'a self,
        max_results: Option<i64>,
        name: Option<&'a str>,
        project_key_or_id: Option<&'a str>,
        start_at: Option<i64>,
        type_: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/agile/1.0/board", self.baseurl,);
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
            .query(&progenitor_client::QueryParam::new("name", &name))
            .query(
                &progenitor_client::QueryParam::new("projectKeyOrId", &project_key_or_id),
            )
            .query(&progenitor_client::QueryParam::new("startAt", &start_at))
            .query(&progenitor_client::QueryParam::new("type", &type_))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_agile_board",
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
    /**Sends a `GET` request to `/agile/1.0/board/{boardId}/issue`

*/
    pub async fn get_agile_board_issue<'a>(
        &'a self,
        board_id: i64,
        expand: Option<&'a str>,
        fields: Option<&'a str>,
        jql: Option<&'a str>,
        max_results: Option<i64>,
        start_at: Option<i64>,
        validate_query: Option<bool>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/agile/1.0/board/{}/issue", self.baseurl, encode_path(& board_id
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
            .query(&progenitor_client::QueryParam::new("fields", &fields))
            .query(&progenitor_client::QueryParam::new("jql", &jql))
            .query(&progenitor_client::QueryParam::new("maxResults", &max_results))
            .query(&progenitor_client::QueryParam::new("startAt", &start_at))
            .query(&progenitor_client::QueryParam::new("validateQuery", &validate_query))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_agile_board_issue",
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
    /**Sends a `GET` request to `/agile/1.0/board/{boardId}/project`

*/
    pub async fn get_agile_board_project<'a>(
        &'a self,
        board_id: i64,
        max_results: Option<i64>,
        start_at: Option<i64>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/agile/1.0/board/{}/project", self.baseurl, encode_path(& board_id
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
            operation_id: "get_agile_board_project",
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
    /**Sends a `GET` request to `/agile/1.0/board/{boardId}/sprint`

*/
    pub async fn get_agile_board_sprint<'a>(
        &'a self,
        board_id: i64,
        max_results: Option<i64>,
        start_at: Option<i64>,
        state: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/agile/1.0/board/{}/sprint", self.baseurl, encode_path(& board_id
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
            .query(&progenitor_client::QueryParam::new("state", &state))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_agile_board_sprint",
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
    /**Sends a `POST` request to `/agile/1.0/epic/{epicIdOrKey}/issue`

*/
    pub async fn post_agile_epic_issue<'a>(
        &'a self,
        epic_id_or_key: &'a str,
        body: &'a types::IssueAssignRequestBean,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/agile/1.0/epic/{}/issue", self.baseurl, encode_path(& epic_id_or_key
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
            operation_id: "post_agile_epic_issue",
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
    /**Sends a `POST` request to `/agile/1.0/sprint`

*/
    pub async fn post_agile_sprint<'a>(
        &'a self,
        body: &'a types::SprintCreateBean,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/agile/1.0/sprint", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "post_agile_sprint",
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
    /**Sends a `GET` request to `/agile/1.0/sprint/{sprintId}`

*/
    pub async fn get_agile_sprint_by_sprint_id<'a>(
        &'a self,
        sprint_id: i64,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/agile/1.0/sprint/{}", self.baseurl, encode_path(& sprint_id.to_string()),
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
            operation_id: "get_agile_sprint_by_sprint_id",
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
    /**Sends a `POST` request to `/agile/1.0/sprint/{sprintId}`

*/
    pub async fn post_agile_sprint_by_sprint_id<'a>(
        &'a self,
        sprint_id: i64,
        body: &'a types::SprintBean,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/agile/1.0/sprint/{}", self.baseurl, encode_path(& sprint_id.to_string()),
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
            operation_id: "post_agile_sprint_by_sprint_id",
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
    /**Sends a `GET` request to `/agile/1.0/sprint/{sprintId}/issue`

*/
    pub async fn get_agile_sprint_issue<'a>(
        &'a self,
        sprint_id: i64,
        expand: Option<&'a str>,
        fields: Option<&'a str>,
        jql: Option<&'a str>,
        max_results: Option<i64>,
        start_at: Option<i64>,
        validate_query: Option<bool>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/agile/1.0/sprint/{}/issue", self.baseurl, encode_path(& sprint_id
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
            .query(&progenitor_client::QueryParam::new("fields", &fields))
            .query(&progenitor_client::QueryParam::new("jql", &jql))
            .query(&progenitor_client::QueryParam::new("maxResults", &max_results))
            .query(&progenitor_client::QueryParam::new("startAt", &start_at))
            .query(&progenitor_client::QueryParam::new("validateQuery", &validate_query))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_agile_sprint_issue",
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
    /**Sends a `GET` request to `/api/2/field`

*/
    pub async fn get_field<'a>(
        &'a self,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/api/2/field", self.baseurl,);
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
    /**Sends a `POST` request to `/api/2/issue`

*/
    pub async fn post_issue<'a>(
        &'a self,
        update_history: Option<bool>,
        body: &'a types::IssueUpdateBean,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/api/2/issue", self.baseurl,);
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
    /**Sends a `POST` request to `/api/2/issue/bulk`

*/
    pub async fn post_issue_bulk<'a>(
        &'a self,
        body: &'a types::IssuesUpdateBean,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/api/2/issue/bulk", self.baseurl,);
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
    /**Sends a `GET` request to `/api/2/issue/createmeta/{projectIdOrKey}/issuetypes`

*/
    pub async fn get_issue_createmeta_issuetypes<'a>(
        &'a self,
        project_id_or_key: &'a str,
        max_results: Option<&'a str>,
        start_at: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/2/issue/createmeta/{}/issuetypes", self.baseurl, encode_path(&
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
    /**Sends a `GET` request to `/api/2/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}`

*/
    pub async fn get_issue_createmeta_issuetypes_by_issue_type_id<'a>(
        &'a self,
        project_id_or_key: &'a str,
        issue_type_id: &'a str,
        max_results: Option<&'a str>,
        start_at: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/2/issue/createmeta/{}/issuetypes/{}", self.baseurl, encode_path(&
            project_id_or_key.to_string()), encode_path(& issue_type_id.to_string()),
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
    /**Sends a `GET` request to `/api/2/issue/{issueIdOrKey}`

*/
    pub async fn get_issue_by_issue_id_or_key<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        expand: Option<&'a str>,
        fields: Option<&'a str>,
        properties: Option<&'a str>,
        update_history: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/2/issue/{}", self.baseurl, encode_path(& issue_id_or_key
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
            .query(&progenitor_client::QueryParam::new("fields", &fields))
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
    /**Sends a `PUT` request to `/api/2/issue/{issueIdOrKey}`

*/
    pub async fn put_issue_by_issue_id_or_key<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        notify_users: Option<&'a str>,
        body: &'a types::IssueUpdateBean,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/2/issue/{}", self.baseurl, encode_path(& issue_id_or_key
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
            .query(&progenitor_client::QueryParam::new("notifyUsers", &notify_users))
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
    /**Sends a `DELETE` request to `/api/2/issue/{issueIdOrKey}`

*/
    pub async fn delete_issue_by_issue_id_or_key<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        delete_subtasks: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/2/issue/{}", self.baseurl, encode_path(& issue_id_or_key
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
    /**Sends a `PUT` request to `/api/2/issue/{issueIdOrKey}/assignee`

*/
    pub async fn put_issue_assignee<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        body: &'a types::UserBean,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/2/issue/{}/assignee", self.baseurl, encode_path(& issue_id_or_key
            .to_string()),
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
    /**Sends a `GET` request to `/api/2/issue/{issueIdOrKey}/comment`

*/
    pub async fn get_issue_comment<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        expand: Option<&'a str>,
        max_results: Option<&'a str>,
        order_by: Option<&'a str>,
        start_at: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/2/issue/{}/comment", self.baseurl, encode_path(& issue_id_or_key
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
    /**Sends a `POST` request to `/api/2/issue/{issueIdOrKey}/comment`

*/
    pub async fn post_issue_comment<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        expand: Option<&'a str>,
        body: &'a types::CommentJsonBean,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/2/issue/{}/comment", self.baseurl, encode_path(& issue_id_or_key
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
    /**Sends a `GET` request to `/api/2/issue/{issueIdOrKey}/editmeta`

*/
    pub async fn get_issue_editmeta<'a>(
        &'a self,
        issue_id_or_key: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/2/issue/{}/editmeta", self.baseurl, encode_path(& issue_id_or_key
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
    /**Sends a `GET` request to `/api/2/issue/{issueIdOrKey}/remotelink`

*/
    pub async fn get_issue_remotelink<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        global_id: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/2/issue/{}/remotelink", self.baseurl, encode_path(& issue_id_or_key
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
    /**Sends a `POST` request to `/api/2/issue/{issueIdOrKey}/remotelink`

*/
    pub async fn post_issue_remotelink<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        body: &'a types::RemoteIssueLinkCreateOrUpdateRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/2/issue/{}/remotelink", self.baseurl, encode_path(& issue_id_or_key
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
    /**Sends a `GET` request to `/api/2/issue/{issueIdOrKey}/transitions`

*/
    pub async fn get_issue_transitions<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        expand: Option<&'a str>,
        transition_id: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/2/issue/{}/transitions", self.baseurl, encode_path(& issue_id_or_key
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
    /**Sends a `POST` request to `/api/2/issue/{issueIdOrKey}/transitions`

*/
    pub async fn post_issue_transitions<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        body: &'a types::IssueUpdateBean,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/2/issue/{}/transitions", self.baseurl, encode_path(& issue_id_or_key
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
    /**Sends a `GET` request to `/api/2/issue/{issueIdOrKey}/worklog`

*/
    pub async fn get_issue_worklog<'a>(
        &'a self,
        issue_id_or_key: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/2/issue/{}/worklog", self.baseurl, encode_path(& issue_id_or_key
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
    /**Sends a `POST` request to `/api/2/issue/{issueIdOrKey}/worklog`

*/
    pub async fn post_issue_worklog<'a>(
        &'a self,
        issue_id_or_key: &'a str,
        adjust_estimate: Option<&'a str>,
        new_estimate: Option<&'a str>,
        reduce_by: Option<&'a str>,
        body: &'a types::Worklog,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/2/issue/{}/worklog", self.baseurl, encode_path(& issue_id_or_key
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
            .query(&progenitor_client::QueryParam::new("newEstimate", &new_estimate))
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
    /**Sends a `POST` request to `/api/2/issueLink`

*/
    pub async fn post_issue_link<'a>(
        &'a self,
        body: &'a types::LinkIssueRequestJsonBean,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/api/2/issueLink", self.baseurl,);
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
    /**Sends a `GET` request to `/api/2/issueLink/{linkId}`

*/
    pub async fn get_issue_link_by_link_id<'a>(
        &'a self,
        link_id: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/2/issueLink/{}", self.baseurl, encode_path(& link_id.to_string()),
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
    /**Sends a `DELETE` request to `/api/2/issueLink/{linkId}`

*/
    pub async fn delete_issue_link_by_link_id<'a>(
        &'a self,
        link_id: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/2/issueLink/{}", self.baseurl, encode_path(& link_id.to_string()),
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
    /**Sends a `GET` request to `/api/2/issueLinkType`

*/
    pub async fn get_issue_link_type<'a>(
        &'a self,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/api/2/issueLinkType", self.baseurl,);
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
    /**Sends a `GET` request to `/api/2/jql/autocompletedata/suggestions`

*/
    pub async fn get_jql_autocompletedata_suggestions<'a>(
        &'a self,
        field_name: Option<&'a str>,
        field_value: Option<&'a str>,
        predicate_name: Option<&'a str>,
        predicate_value: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/api/2/jql/autocompletedata/suggestions", self.baseurl,);
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
    /**Sends a `GET` request to `/api/2/myself`

*/
    pub async fn get_myself<'a>(
        &'a self,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/api/2/myself", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
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
    /**Sends a `GET` request to `/api/2/project`

*/
    pub async fn get_project<'a>(
        &'a self,
        browse_archive: Option<bool>,
        expand: Option<&'a str>,
        include_archived: Option<bool>,
        recent: Option<i64>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/api/2/project", self.baseurl,);
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
            .query(&progenitor_client::QueryParam::new("browseArchive", &browse_archive))
            .query(&progenitor_client::QueryParam::new("expand", &expand))
            .query(
                &progenitor_client::QueryParam::new("includeArchived", &include_archived),
            )
            .query(&progenitor_client::QueryParam::new("recent", &recent))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_project",
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
    /**Sends a `GET` request to `/api/2/project/{projectIdOrKey}/versions`

*/
    pub async fn get_project_versions<'a>(
        &'a self,
        project_id_or_key: &'a str,
        expand: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/api/2/project/{}/versions", self.baseurl, encode_path(& project_id_or_key
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
    /**Sends a `POST` request to `/api/2/search`

*/
    pub async fn post_search<'a>(
        &'a self,
        body: &'a types::SearchRequestBean,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/api/2/search", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "post_search",
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
    /**Sends a `GET` request to `/api/2/serverInfo`

*/
    pub async fn get_server_info<'a>(
        &'a self,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/api/2/serverInfo", self.baseurl,);
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
    /**Sends a `GET` request to `/api/2/user`

*/
    pub async fn get_user<'a>(
        &'a self,
        include_deleted: Option<bool>,
        key: Option<&'a str>,
        username: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/api/2/user", self.baseurl,);
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
                &progenitor_client::QueryParam::new("includeDeleted", &include_deleted),
            )
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
    /**Sends a `GET` request to `/api/2/user/assignable/search`

*/
    pub async fn get_user_assignable_search<'a>(
        &'a self,
        action_descriptor_id: Option<i64>,
        issue_key: Option<&'a str>,
        max_results: Option<i64>,
        project: Option<&'a str>,
        username: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/api/2/user/assignable/search", self.baseurl,);
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
                    "actionDescriptorId",
                    &action_descriptor_id,
                ),
            )
            .query(&progenitor_client::QueryParam::new("issueKey", &issue_key))
            .query(&progenitor_client::QueryParam::new("maxResults", &max_results))
            .query(&progenitor_client::QueryParam::new("project", &project))
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
    /**Sends a `GET` request to `/api/2/user/search`

*/
    pub async fn get_user_search<'a>(
        &'a self,
        include_active: Option<bool>,
        include_inactive: Option<bool>,
        max_results: Option<i64>,
        start_at: Option<i64>,
        username: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/api/2/user/search", self.baseurl,);
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
            .query(&progenitor_client::QueryParam::new("includeActive", &include_active))
            .query(
                &progenitor_client::QueryParam::new("includeInactive", &include_inactive),
            )
            .query(&progenitor_client::QueryParam::new("maxResults", &max_results))
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
    /**Sends a `POST` request to `/api/2/version`

*/
    pub async fn post_version<'a>(
        &'a self,
        body: &'a types::VersionBean,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/api/2/version", self.baseurl,);
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
