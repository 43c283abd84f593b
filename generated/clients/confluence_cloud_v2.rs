#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///`BlogPostBodyWrite`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct BlogPostBodyWrite {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub representation: ::std::option::Option<BlogPostBodyWriteRepresentation>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub value: ::std::option::Option<::std::string::String>,
    }
    ///`BlogPostBodyWriteRepresentation`
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
    pub enum BlogPostBodyWriteRepresentation {
        #[serde(rename = "storage")]
        Storage,
        #[serde(rename = "atlas_doc_format")]
        AtlasDocFormat,
        #[serde(rename = "wiki")]
        Wiki,
    }
    impl ::std::fmt::Display for BlogPostBodyWriteRepresentation {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Storage => f.write_str("storage"),
                Self::AtlasDocFormat => f.write_str("atlas_doc_format"),
                Self::Wiki => f.write_str("wiki"),
            }
        }
    }
    impl ::std::str::FromStr for BlogPostBodyWriteRepresentation {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "storage" => Ok(Self::Storage),
                "atlas_doc_format" => Ok(Self::AtlasDocFormat),
                "wiki" => Ok(Self::Wiki),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for BlogPostBodyWriteRepresentation {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String>
    for BlogPostBodyWriteRepresentation {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`BlogPostNestedBodyWrite`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct BlogPostNestedBodyWrite {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub atlas_doc_format: ::std::option::Option<BlogPostBodyWrite>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub storage: ::std::option::Option<BlogPostBodyWrite>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub wiki: ::std::option::Option<BlogPostBodyWrite>,
    }
    ///`CommentBodyWrite`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct CommentBodyWrite {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub representation: ::std::option::Option<CommentBodyWriteRepresentation>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub value: ::std::option::Option<::std::string::String>,
    }
    ///`CommentBodyWriteRepresentation`
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
    pub enum CommentBodyWriteRepresentation {
        #[serde(rename = "storage")]
        Storage,
        #[serde(rename = "atlas_doc_format")]
        AtlasDocFormat,
        #[serde(rename = "wiki")]
        Wiki,
    }
    impl ::std::fmt::Display for CommentBodyWriteRepresentation {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Storage => f.write_str("storage"),
                Self::AtlasDocFormat => f.write_str("atlas_doc_format"),
                Self::Wiki => f.write_str("wiki"),
            }
        }
    }
    impl ::std::str::FromStr for CommentBodyWriteRepresentation {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "storage" => Ok(Self::Storage),
                "atlas_doc_format" => Ok(Self::AtlasDocFormat),
                "wiki" => Ok(Self::Wiki),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for CommentBodyWriteRepresentation {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String>
    for CommentBodyWriteRepresentation {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`CreateFooterCommentModel`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct CreateFooterCommentModel {
        #[serde(
            rename = "attachmentId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub attachment_id: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "blogPostId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub blog_post_id: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub body: ::std::option::Option<CommentBodyWrite>,
        #[serde(
            rename = "customContentId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub custom_content_id: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "pageId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub page_id: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "parentCommentId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub parent_comment_id: ::std::option::Option<::std::string::String>,
    }
    ///`CreateInlineCommentModel`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct CreateInlineCommentModel {
        #[serde(
            rename = "blogPostId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub blog_post_id: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub body: ::std::option::Option<CommentBodyWrite>,
        #[serde(
            rename = "inlineCommentProperties",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub inline_comment_properties: ::std::option::Option<
            CreateInlineCommentModelInlineCommentProperties,
        >,
        #[serde(
            rename = "pageId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub page_id: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "parentCommentId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub parent_comment_id: ::std::option::Option<::std::string::String>,
    }
    ///`CreateInlineCommentModelInlineCommentProperties`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct CreateInlineCommentModelInlineCommentProperties {
        #[serde(
            rename = "textSelection",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub text_selection: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "textSelectionMatchCount",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub text_selection_match_count: ::std::option::Option<i64>,
        #[serde(
            rename = "textSelectionMatchIndex",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub text_selection_match_index: ::std::option::Option<i64>,
    }
    ///`PageBodyWrite`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct PageBodyWrite {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub representation: ::std::option::Option<PageBodyWriteRepresentation>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub value: ::std::option::Option<::std::string::String>,
    }
    ///`PageBodyWriteRepresentation`
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
    pub enum PageBodyWriteRepresentation {
        #[serde(rename = "storage")]
        Storage,
        #[serde(rename = "atlas_doc_format")]
        AtlasDocFormat,
        #[serde(rename = "wiki")]
        Wiki,
    }
    impl ::std::fmt::Display for PageBodyWriteRepresentation {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Storage => f.write_str("storage"),
                Self::AtlasDocFormat => f.write_str("atlas_doc_format"),
                Self::Wiki => f.write_str("wiki"),
            }
        }
    }
    impl ::std::str::FromStr for PageBodyWriteRepresentation {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "storage" => Ok(Self::Storage),
                "atlas_doc_format" => Ok(Self::AtlasDocFormat),
                "wiki" => Ok(Self::Wiki),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for PageBodyWriteRepresentation {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for PageBodyWriteRepresentation {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`PostContentConvertIdsToTypesBody`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct PostContentConvertIdsToTypesBody {
        #[serde(rename = "contentIds")]
        pub content_ids: ::std::vec::Vec<PostContentConvertIdsToTypesBodyContentIdsItem>,
    }
    ///`PostContentConvertIdsToTypesBodyContentIdsItem`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
    pub enum PostContentConvertIdsToTypesBodyContentIdsItem {
        String(::std::string::String),
        Number(f64),
    }
    impl ::std::fmt::Display for PostContentConvertIdsToTypesBodyContentIdsItem {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match self {
                Self::String(x) => x.fmt(f),
                Self::Number(x) => x.fmt(f),
            }
        }
    }
    impl ::std::convert::From<f64> for PostContentConvertIdsToTypesBodyContentIdsItem {
        fn from(value: f64) -> Self {
            Self::Number(value)
        }
    }
    ///`PostPagesBody`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct PostPagesBody {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub body: ::std::option::Option<PageBodyWrite>,
        #[serde(
            rename = "parentId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub parent_id: ::std::option::Option<::std::string::String>,
        #[serde(rename = "spaceId")]
        pub space_id: ::std::string::String,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<PostPagesBodyStatus>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub subtype: ::std::option::Option<PostPagesBodySubtype>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: ::std::option::Option<::std::string::String>,
    }
    ///`PostPagesBodyStatus`
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
    pub enum PostPagesBodyStatus {
        #[serde(rename = "current")]
        Current,
        #[serde(rename = "draft")]
        Draft,
    }
    impl ::std::fmt::Display for PostPagesBodyStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Current => f.write_str("current"),
                Self::Draft => f.write_str("draft"),
            }
        }
    }
    impl ::std::str::FromStr for PostPagesBodyStatus {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "current" => Ok(Self::Current),
                "draft" => Ok(Self::Draft),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for PostPagesBodyStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for PostPagesBodyStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`PostPagesBodySubtype`
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
    pub enum PostPagesBodySubtype {
        #[serde(rename = "live")]
        Live,
    }
    impl ::std::fmt::Display for PostPagesBodySubtype {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Live => f.write_str("live"),
            }
        }
    }
    impl ::std::str::FromStr for PostPagesBodySubtype {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "live" => Ok(Self::Live),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for PostPagesBodySubtype {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for PostPagesBodySubtype {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`PostUsersBulkBody`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct PostUsersBulkBody {
        #[serde(rename = "accountIds")]
        pub account_ids: ::std::vec::Vec<::std::string::String>,
    }
    ///`PutBlogpostsByIdBody`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct PutBlogpostsByIdBody {
        pub body: PutBlogpostsByIdBodyBody,
        #[serde(
            rename = "createdAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub created_at: ::std::option::Option<::std::string::String>,
        pub id: ::std::string::String,
        #[serde(
            rename = "spaceId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub space_id: ::std::option::Option<::std::string::String>,
        pub status: PutBlogpostsByIdBodyStatus,
        pub title: ::std::string::String,
        pub version: PutBlogpostsByIdBodyVersion,
    }
    ///`PutBlogpostsByIdBodyBody`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
    pub enum PutBlogpostsByIdBodyBody {
        BodyWrite(BlogPostBodyWrite),
        NestedBodyWrite(BlogPostNestedBodyWrite),
    }
    impl ::std::convert::From<BlogPostBodyWrite> for PutBlogpostsByIdBodyBody {
        fn from(value: BlogPostBodyWrite) -> Self {
            Self::BodyWrite(value)
        }
    }
    impl ::std::convert::From<BlogPostNestedBodyWrite> for PutBlogpostsByIdBodyBody {
        fn from(value: BlogPostNestedBodyWrite) -> Self {
            Self::NestedBodyWrite(value)
        }
    }
    ///`PutBlogpostsByIdBodyStatus`
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
    pub enum PutBlogpostsByIdBodyStatus {
        #[serde(rename = "current")]
        Current,
        #[serde(rename = "draft")]
        Draft,
    }
    impl ::std::fmt::Display for PutBlogpostsByIdBodyStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Current => f.write_str("current"),
                Self::Draft => f.write_str("draft"),
            }
        }
    }
    impl ::std::str::FromStr for PutBlogpostsByIdBodyStatus {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "current" => Ok(Self::Current),
                "draft" => Ok(Self::Draft),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for PutBlogpostsByIdBodyStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for PutBlogpostsByIdBodyStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`PutBlogpostsByIdBodyVersion`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct PutBlogpostsByIdBodyVersion {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub number: ::std::option::Option<i32>,
    }
    ///`PutPagesByIdBody`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct PutPagesByIdBody {
        pub body: PageBodyWrite,
        pub id: ::std::string::String,
        #[serde(
            rename = "ownerId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub owner_id: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "parentId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub parent_id: ::std::option::Option<::std::string::String>,
        #[serde(
            rename = "spaceId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub space_id: ::std::option::Option<::std::string::String>,
        pub status: PutPagesByIdBodyStatus,
        pub title: ::std::string::String,
        pub version: PutPagesByIdBodyVersion,
    }
    ///`PutPagesByIdBodyStatus`
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
    pub enum PutPagesByIdBodyStatus {
        #[serde(rename = "current")]
        Current,
        #[serde(rename = "draft")]
        Draft,
    }
    impl ::std::fmt::Display for PutPagesByIdBodyStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Current => f.write_str("current"),
                Self::Draft => f.write_str("draft"),
            }
        }
    }
    impl ::std::str::FromStr for PutPagesByIdBodyStatus {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "current" => Ok(Self::Current),
                "draft" => Ok(Self::Draft),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for PutPagesByIdBodyStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for PutPagesByIdBodyStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`PutPagesByIdBodyVersion`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct PutPagesByIdBodyVersion {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub number: ::std::option::Option<i32>,
    }
    ///`PutPagesTitleBody`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct PutPagesTitleBody {
        pub status: PutPagesTitleBodyStatus,
        pub title: ::std::string::String,
    }
    ///`PutPagesTitleBodyStatus`
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
    pub enum PutPagesTitleBodyStatus {
        #[serde(rename = "current")]
        Current,
        #[serde(rename = "draft")]
        Draft,
    }
    impl ::std::fmt::Display for PutPagesTitleBodyStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Current => f.write_str("current"),
                Self::Draft => f.write_str("draft"),
            }
        }
    }
    impl ::std::str::FromStr for PutPagesTitleBodyStatus {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "current" => Ok(Self::Current),
                "draft" => Ok(Self::Draft),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for PutPagesTitleBodyStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for PutPagesTitleBodyStatus {
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
    /**Sends a `GET` request to `/blogposts`

*/
    pub async fn get_blogposts<'a>(
        &'a self,
        body_format: Option<&'a str>,
        cursor: Option<&'a str>,
        id: Option<&'a str>,
        limit: Option<i64>,
        sort: Option<&'a str>,
        space_id: Option<&'a str>,
        status: Option<&'a str>,
        title: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/blogposts", self.baseurl,);
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
            .query(&progenitor_client::QueryParam::new("body-format", &body_format))
            .query(&progenitor_client::QueryParam::new("cursor", &cursor))
            .query(&progenitor_client::QueryParam::new("id", &id))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .query(&progenitor_client::QueryParam::new("space-id", &space_id))
            .query(&progenitor_client::QueryParam::new("status", &status))
            .query(&progenitor_client::QueryParam::new("title", &title))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_blogposts",
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
    /**Sends a `GET` request to `/blogposts/{id}`

*/
    pub async fn get_blogposts_by_id<'a>(
        &'a self,
        id: i64,
        body_format: Option<&'a str>,
        get_draft: Option<bool>,
        include_collaborators: Option<bool>,
        include_favorited_by_current_user_status: Option<bool>,
        include_labels: Option<bool>,
        include_likes: Option<bool>,
        include_operations: Option<bool>,
        include_properties: Option<bool>,
        include_version: Option<bool>,
        include_versions: Option<bool>,
        include_webresources: Option<bool>,
        status: Option<&'a str>,
        version: Option<i64>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/blogposts/{}", self.baseurl, encode_path(& id.to_string()),
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
            .query(&progenitor_client::QueryParam::new("body-format", &body_format))
            .query(&progenitor_client::QueryParam::new("get-draft", &get_draft))
            .query(
                &progenitor_client::QueryParam::new(
                    "include-collaborators",
                    &include_collaborators,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-favorited-by-current-user-status",
                    &include_favorited_by_current_user_status,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new("include-labels", &include_labels),
            )
            .query(&progenitor_client::QueryParam::new("include-likes", &include_likes))
            .query(
                &progenitor_client::QueryParam::new(
                    "include-operations",
                    &include_operations,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-properties",
                    &include_properties,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new("include-version", &include_version),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-versions",
                    &include_versions,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-webresources",
                    &include_webresources,
                ),
            )
            .query(&progenitor_client::QueryParam::new("status", &status))
            .query(&progenitor_client::QueryParam::new("version", &version))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_blogposts_by_id",
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
    /**Sends a `PUT` request to `/blogposts/{id}`

*/
    pub async fn put_blogposts_by_id<'a>(
        &'a self,
        id: i64,
        body: &'a types::PutBlogpostsByIdBody,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/blogposts/{}", self.baseurl, encode_path(& id.to_string()),
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
            operation_id: "put_blogposts_by_id",
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
    /**Sends a `DELETE` request to `/blogposts/{id}`

*/
    pub async fn delete_blogposts_by_id<'a>(
        &'a self,
        id: i64,
        draft: Option<bool>,
        purge: Option<bool>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/blogposts/{}", self.baseurl, encode_path(& id.to_string()),
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
            .query(&progenitor_client::QueryParam::new("draft", &draft))
            .query(&progenitor_client::QueryParam::new("purge", &purge))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "delete_blogposts_by_id",
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
    /**Sends a `GET` request to `/blogposts/{id}/attachments`

*/
    pub async fn get_blogposts_attachments<'a>(
        &'a self,
        id: i64,
        cursor: Option<&'a str>,
        filename: Option<&'a str>,
        limit: Option<i64>,
        media_type: Option<&'a str>,
        sort: Option<&'a str>,
        status: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/blogposts/{}/attachments", self.baseurl, encode_path(& id.to_string()),
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
            .query(&progenitor_client::QueryParam::new("cursor", &cursor))
            .query(&progenitor_client::QueryParam::new("filename", &filename))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("mediaType", &media_type))
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .query(&progenitor_client::QueryParam::new("status", &status))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_blogposts_attachments",
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
    /**Sends a `GET` request to `/blogposts/{id}/footer-comments`

*/
    pub async fn get_blogposts_footer_comments<'a>(
        &'a self,
        id: i64,
        body_format: Option<&'a str>,
        cursor: Option<&'a str>,
        limit: Option<i64>,
        sort: Option<&'a str>,
        status: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/blogposts/{}/footer-comments", self.baseurl, encode_path(& id
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
            .query(&progenitor_client::QueryParam::new("body-format", &body_format))
            .query(&progenitor_client::QueryParam::new("cursor", &cursor))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .query(&progenitor_client::QueryParam::new("status", &status))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_blogposts_footer_comments",
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
    /**Sends a `GET` request to `/blogposts/{id}/inline-comments`

*/
    pub async fn get_blogposts_inline_comments<'a>(
        &'a self,
        id: i64,
        body_format: Option<&'a str>,
        cursor: Option<&'a str>,
        limit: Option<i64>,
        resolution_status: Option<&'a str>,
        sort: Option<&'a str>,
        status: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/blogposts/{}/inline-comments", self.baseurl, encode_path(& id
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
            .query(&progenitor_client::QueryParam::new("body-format", &body_format))
            .query(&progenitor_client::QueryParam::new("cursor", &cursor))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(
                &progenitor_client::QueryParam::new(
                    "resolution-status",
                    &resolution_status,
                ),
            )
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .query(&progenitor_client::QueryParam::new("status", &status))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_blogposts_inline_comments",
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
    /**Sends a `GET` request to `/blogposts/{id}/labels`

*/
    pub async fn get_blogposts_labels<'a>(
        &'a self,
        id: i64,
        cursor: Option<&'a str>,
        limit: Option<i64>,
        prefix: Option<&'a str>,
        sort: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/blogposts/{}/labels", self.baseurl, encode_path(& id.to_string()),
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
            .query(&progenitor_client::QueryParam::new("cursor", &cursor))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("prefix", &prefix))
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_blogposts_labels",
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
    /**Sends a `POST` request to `/content/convert-ids-to-types`

*/
    pub async fn post_content_convert_ids_to_types<'a>(
        &'a self,
        body: &'a types::PostContentConvertIdsToTypesBody,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/content/convert-ids-to-types", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "post_content_convert_ids_to_types",
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
    /**Sends a `GET` request to `/databases/{id}`

*/
    pub async fn get_databases_by_id<'a>(
        &'a self,
        id: i64,
        include_collaborators: Option<bool>,
        include_direct_children: Option<bool>,
        include_operations: Option<bool>,
        include_properties: Option<bool>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/databases/{}", self.baseurl, encode_path(& id.to_string()),
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
                    "include-collaborators",
                    &include_collaborators,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-direct-children",
                    &include_direct_children,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-operations",
                    &include_operations,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-properties",
                    &include_properties,
                ),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_databases_by_id",
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
    /**Sends a `GET` request to `/embeds/{id}`

*/
    pub async fn get_embeds_by_id<'a>(
        &'a self,
        id: i64,
        include_collaborators: Option<bool>,
        include_direct_children: Option<bool>,
        include_operations: Option<bool>,
        include_properties: Option<bool>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/embeds/{}", self.baseurl, encode_path(& id.to_string()),);
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
                    "include-collaborators",
                    &include_collaborators,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-direct-children",
                    &include_direct_children,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-operations",
                    &include_operations,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-properties",
                    &include_properties,
                ),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_embeds_by_id",
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
    /**Sends a `GET` request to `/folders/{id}`

*/
    pub async fn get_folders_by_id<'a>(
        &'a self,
        id: i64,
        include_collaborators: Option<bool>,
        include_direct_children: Option<bool>,
        include_operations: Option<bool>,
        include_properties: Option<bool>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/folders/{}", self.baseurl, encode_path(& id.to_string()),);
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
                    "include-collaborators",
                    &include_collaborators,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-direct-children",
                    &include_direct_children,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-operations",
                    &include_operations,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-properties",
                    &include_properties,
                ),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_folders_by_id",
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
    /**Sends a `GET` request to `/folders/{id}/direct-children`

*/
    pub async fn get_folders_direct_children<'a>(
        &'a self,
        id: i64,
        cursor: Option<&'a str>,
        limit: Option<i64>,
        sort: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/folders/{}/direct-children", self.baseurl, encode_path(& id.to_string()),
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
            .query(&progenitor_client::QueryParam::new("cursor", &cursor))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_folders_direct_children",
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
    /**Sends a `POST` request to `/footer-comments`

*/
    pub async fn post_footer_comments<'a>(
        &'a self,
        body: &'a types::CreateFooterCommentModel,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/footer-comments", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "post_footer_comments",
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
    /**Sends a `GET` request to `/footer-comments/{comment-id}`

*/
    pub async fn get_footer_comments_by_comment_id<'a>(
        &'a self,
        comment_id: i64,
        body_format: Option<&'a str>,
        include_likes: Option<bool>,
        include_operations: Option<bool>,
        include_properties: Option<bool>,
        include_version: Option<bool>,
        include_versions: Option<bool>,
        version: Option<i64>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/footer-comments/{}", self.baseurl, encode_path(& comment_id.to_string()),
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
            .query(&progenitor_client::QueryParam::new("body-format", &body_format))
            .query(&progenitor_client::QueryParam::new("include-likes", &include_likes))
            .query(
                &progenitor_client::QueryParam::new(
                    "include-operations",
                    &include_operations,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-properties",
                    &include_properties,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new("include-version", &include_version),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-versions",
                    &include_versions,
                ),
            )
            .query(&progenitor_client::QueryParam::new("version", &version))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_footer_comments_by_comment_id",
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
    /**Sends a `GET` request to `/footer-comments/{id}/children`

*/
    pub async fn get_footer_comments_children<'a>(
        &'a self,
        id: i64,
        body_format: Option<&'a str>,
        cursor: Option<&'a str>,
        limit: Option<i64>,
        sort: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/footer-comments/{}/children", self.baseurl, encode_path(& id
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
            .query(&progenitor_client::QueryParam::new("body-format", &body_format))
            .query(&progenitor_client::QueryParam::new("cursor", &cursor))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_footer_comments_children",
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
    /**Sends a `POST` request to `/inline-comments`

*/
    pub async fn post_inline_comments<'a>(
        &'a self,
        body: &'a types::CreateInlineCommentModel,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/inline-comments", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "post_inline_comments",
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
    /**Sends a `GET` request to `/inline-comments/{comment-id}`

*/
    pub async fn get_inline_comments_by_comment_id<'a>(
        &'a self,
        comment_id: i64,
        body_format: Option<&'a str>,
        include_likes: Option<bool>,
        include_operations: Option<bool>,
        include_properties: Option<bool>,
        include_version: Option<bool>,
        include_versions: Option<bool>,
        version: Option<i64>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/inline-comments/{}", self.baseurl, encode_path(& comment_id.to_string()),
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
            .query(&progenitor_client::QueryParam::new("body-format", &body_format))
            .query(&progenitor_client::QueryParam::new("include-likes", &include_likes))
            .query(
                &progenitor_client::QueryParam::new(
                    "include-operations",
                    &include_operations,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-properties",
                    &include_properties,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new("include-version", &include_version),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-versions",
                    &include_versions,
                ),
            )
            .query(&progenitor_client::QueryParam::new("version", &version))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_inline_comments_by_comment_id",
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
    /**Sends a `GET` request to `/inline-comments/{id}/children`

*/
    pub async fn get_inline_comments_children<'a>(
        &'a self,
        id: i64,
        body_format: Option<&'a str>,
        cursor: Option<&'a str>,
        limit: Option<i64>,
        sort: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/inline-comments/{}/children", self.baseurl, encode_path(& id
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
            .query(&progenitor_client::QueryParam::new("body-format", &body_format))
            .query(&progenitor_client::QueryParam::new("cursor", &cursor))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_inline_comments_children",
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
    /**Sends a `GET` request to `/pages`

*/
    pub async fn get_pages<'a>(
        &'a self,
        body_format: Option<&'a str>,
        cursor: Option<&'a str>,
        id: Option<&'a str>,
        limit: Option<i64>,
        sort: Option<&'a str>,
        space_id: Option<&'a str>,
        status: Option<&'a str>,
        subtype: Option<&'a str>,
        title: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/pages", self.baseurl,);
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
            .query(&progenitor_client::QueryParam::new("body-format", &body_format))
            .query(&progenitor_client::QueryParam::new("cursor", &cursor))
            .query(&progenitor_client::QueryParam::new("id", &id))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .query(&progenitor_client::QueryParam::new("space-id", &space_id))
            .query(&progenitor_client::QueryParam::new("status", &status))
            .query(&progenitor_client::QueryParam::new("subtype", &subtype))
            .query(&progenitor_client::QueryParam::new("title", &title))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_pages",
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
    /**Sends a `POST` request to `/pages`

*/
    pub async fn post_pages<'a>(
        &'a self,
        embedded: Option<bool>,
        private: Option<bool>,
        root_level: Option<bool>,
        body: &'a types::PostPagesBody,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/pages", self.baseurl,);
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
            .query(&progenitor_client::QueryParam::new("embedded", &embedded))
            .query(&progenitor_client::QueryParam::new("private", &private))
            .query(&progenitor_client::QueryParam::new("root-level", &root_level))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "post_pages",
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
    /**Sends a `GET` request to `/pages/{id}`

*/
    pub async fn get_pages_by_id<'a>(
        &'a self,
        id: i64,
        body_format: Option<&'a str>,
        get_draft: Option<bool>,
        include_collaborators: Option<bool>,
        include_direct_children: Option<bool>,
        include_favorited_by_current_user_status: Option<bool>,
        include_labels: Option<bool>,
        include_likes: Option<bool>,
        include_operations: Option<bool>,
        include_properties: Option<bool>,
        include_version: Option<bool>,
        include_versions: Option<bool>,
        include_webresources: Option<bool>,
        status: Option<&'a str>,
        version: Option<i64>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/pages/{}", self.baseurl, encode_path(& id.to_string()),);
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
            .query(&progenitor_client::QueryParam::new("body-format", &body_format))
            .query(&progenitor_client::QueryParam::new("get-draft", &get_draft))
            .query(
                &progenitor_client::QueryParam::new(
                    "include-collaborators",
                    &include_collaborators,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-direct-children",
                    &include_direct_children,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-favorited-by-current-user-status",
                    &include_favorited_by_current_user_status,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new("include-labels", &include_labels),
            )
            .query(&progenitor_client::QueryParam::new("include-likes", &include_likes))
            .query(
                &progenitor_client::QueryParam::new(
                    "include-operations",
                    &include_operations,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-properties",
                    &include_properties,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new("include-version", &include_version),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-versions",
                    &include_versions,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-webresources",
                    &include_webresources,
                ),
            )
            .query(&progenitor_client::QueryParam::new("status", &status))
            .query(&progenitor_client::QueryParam::new("version", &version))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_pages_by_id",
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
    /**Sends a `PUT` request to `/pages/{id}`

*/
    pub async fn put_pages_by_id<'a>(
        &'a self,
        id: i64,
        body: &'a types::PutPagesByIdBody,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/pages/{}", self.baseurl, encode_path(& id.to_string()),);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.put(url).json(&body).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "put_pages_by_id",
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
    /**Sends a `DELETE` request to `/pages/{id}`

*/
    pub async fn delete_pages_by_id<'a>(
        &'a self,
        id: i64,
        draft: Option<bool>,
        purge: Option<bool>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/pages/{}", self.baseurl, encode_path(& id.to_string()),);
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
            .query(&progenitor_client::QueryParam::new("draft", &draft))
            .query(&progenitor_client::QueryParam::new("purge", &purge))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "delete_pages_by_id",
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
    /**Sends a `GET` request to `/pages/{id}/ancestors`

*/
    pub async fn get_pages_ancestors<'a>(
        &'a self,
        id: i64,
        limit: Option<i64>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/pages/{}/ancestors", self.baseurl, encode_path(& id.to_string()),
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
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_pages_ancestors",
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
    /**Sends a `GET` request to `/pages/{id}/attachments`

*/
    pub async fn get_pages_attachments<'a>(
        &'a self,
        id: i64,
        cursor: Option<&'a str>,
        filename: Option<&'a str>,
        limit: Option<i64>,
        media_type: Option<&'a str>,
        sort: Option<&'a str>,
        status: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/pages/{}/attachments", self.baseurl, encode_path(& id.to_string()),
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
            .query(&progenitor_client::QueryParam::new("cursor", &cursor))
            .query(&progenitor_client::QueryParam::new("filename", &filename))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("mediaType", &media_type))
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .query(&progenitor_client::QueryParam::new("status", &status))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_pages_attachments",
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
    /**Sends a `GET` request to `/pages/{id}/direct-children`

*/
    pub async fn get_pages_direct_children<'a>(
        &'a self,
        id: i64,
        cursor: Option<&'a str>,
        limit: Option<i64>,
        sort: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/pages/{}/direct-children", self.baseurl, encode_path(& id.to_string()),
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
            .query(&progenitor_client::QueryParam::new("cursor", &cursor))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_pages_direct_children",
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
    /**Sends a `GET` request to `/pages/{id}/footer-comments`

*/
    pub async fn get_pages_footer_comments<'a>(
        &'a self,
        id: i64,
        body_format: Option<&'a str>,
        cursor: Option<&'a str>,
        limit: Option<i64>,
        sort: Option<&'a str>,
        status: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/pages/{}/footer-comments", self.baseurl, encode_path(& id.to_string()),
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
            .query(&progenitor_client::QueryParam::new("body-format", &body_format))
            .query(&progenitor_client::QueryParam::new("cursor", &cursor))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .query(&progenitor_client::QueryParam::new("status", &status))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_pages_footer_comments",
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
    /**Sends a `GET` request to `/pages/{id}/inline-comments`

*/
    pub async fn get_pages_inline_comments<'a>(
        &'a self,
        id: i64,
        body_format: Option<&'a str>,
        cursor: Option<&'a str>,
        limit: Option<i64>,
        resolution_status: Option<&'a str>,
        sort: Option<&'a str>,
        status: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/pages/{}/inline-comments", self.baseurl, encode_path(& id.to_string()),
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
            .query(&progenitor_client::QueryParam::new("body-format", &body_format))
            .query(&progenitor_client::QueryParam::new("cursor", &cursor))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(
                &progenitor_client::QueryParam::new(
                    "resolution-status",
                    &resolution_status,
                ),
            )
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .query(&progenitor_client::QueryParam::new("status", &status))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_pages_inline_comments",
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
    /**Sends a `GET` request to `/pages/{id}/labels`

*/
    pub async fn get_pages_labels<'a>(
        &'a self,
        id: i64,
        cursor: Option<&'a str>,
        limit: Option<i64>,
        prefix: Option<&'a str>,
        sort: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/pages/{}/labels", self.baseurl, encode_path(& id.to_string()),
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
            .query(&progenitor_client::QueryParam::new("cursor", &cursor))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("prefix", &prefix))
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_pages_labels",
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
    /**Sends a `PUT` request to `/pages/{id}/title`

*/
    pub async fn put_pages_title<'a>(
        &'a self,
        id: i64,
        body: &'a types::PutPagesTitleBody,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/pages/{}/title", self.baseurl, encode_path(& id.to_string()),
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
            operation_id: "put_pages_title",
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
    /**Sends a `GET` request to `/spaces`

*/
    pub async fn get_spaces<'a>(
        &'a self,
        cursor: Option<&'a str>,
        description_format: Option<&'a str>,
        favorited_by: Option<&'a str>,
        ids: Option<&'a str>,
        include_icon: Option<bool>,
        keys: Option<&'a str>,
        labels: Option<&'a str>,
        limit: Option<i64>,
        not_favorited_by: Option<&'a str>,
        sort: Option<&'a str>,
        status: Option<&'a str>,
        type_: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/spaces", self.baseurl,);
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
            .query(&progenitor_client::QueryParam::new("cursor", &cursor))
            .query(
                &progenitor_client::QueryParam::new(
                    "description-format",
                    &description_format,
                ),
            )
            .query(&progenitor_client::QueryParam::new("favorited-by", &favorited_by))
            .query(&progenitor_client::QueryParam::new("ids", &ids))
            .query(&progenitor_client::QueryParam::new("include-icon", &include_icon))
            .query(&progenitor_client::QueryParam::new("keys", &keys))
            .query(&progenitor_client::QueryParam::new("labels", &labels))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(
                &progenitor_client::QueryParam::new(
                    "not-favorited-by",
                    &not_favorited_by,
                ),
            )
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .query(&progenitor_client::QueryParam::new("status", &status))
            .query(&progenitor_client::QueryParam::new("type", &type_))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_spaces",
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
    /**Sends a `GET` request to `/spaces/{id}`

*/
    pub async fn get_spaces_by_id<'a>(
        &'a self,
        id: i64,
        description_format: Option<&'a str>,
        include_icon: Option<bool>,
        include_labels: Option<bool>,
        include_operations: Option<bool>,
        include_permissions: Option<bool>,
        include_properties: Option<bool>,
        include_role_assignments: Option<bool>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/spaces/{}", self.baseurl, encode_path(& id.to_string()),);
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
                    "description-format",
                    &description_format,
                ),
            )
            .query(&progenitor_client::QueryParam::new("include-icon", &include_icon))
            .query(
                &progenitor_client::QueryParam::new("include-labels", &include_labels),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-operations",
                    &include_operations,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-permissions",
                    &include_permissions,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-properties",
                    &include_properties,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-role-assignments",
                    &include_role_assignments,
                ),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_spaces_by_id",
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
    /**Sends a `POST` request to `/users-bulk`

*/
    pub async fn post_users_bulk<'a>(
        &'a self,
        body: &'a types::PostUsersBulkBody,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!("{}/users-bulk", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "post_users_bulk",
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
    /**Sends a `GET` request to `/whiteboards/{id}`

*/
    pub async fn get_whiteboards_by_id<'a>(
        &'a self,
        id: i64,
        include_collaborators: Option<bool>,
        include_direct_children: Option<bool>,
        include_operations: Option<bool>,
        include_properties: Option<bool>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = format!(
            "{}/whiteboards/{}", self.baseurl, encode_path(& id.to_string()),
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
                    "include-collaborators",
                    &include_collaborators,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-direct-children",
                    &include_direct_children,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-operations",
                    &include_operations,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "include-properties",
                    &include_properties,
                ),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_whiteboards_by_id",
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
