//! Every deviation from a vendored document: a named function with its reason, and an error once it no longer applies.
//!
//! `upstream` holds what the documents get wrong, `generator` what they say rightly but progenitor needs otherwise.
//! Answers are not typed here at all: a generated method hands on the bytes, which are read into views of our own, so that
//! no fault in the schema of an answer can cost a call.

mod edit;
mod generator;
mod upstream;

use serde_json::Value;

use crate::Error;
use crate::spec::Spec;

/// Changes the content of a document, or says what it did not find there.
type Apply = fn(&mut Value) -> Result<(), String>;

/// A fixup and its name.
type Fixup = (&'static str, Apply);

macro_rules! fixups {
    ($($module:ident::$name:ident),* $(,)?) => {
        &[$((stringify!($name), $module::$name as Apply)),*]
    };
}

/// What every document needs, before its own.
const FIRST: &[Fixup] = fixups![
    generator::ids_come_from_paths,
    generator::answers_are_bytes,
    generator::version_is_short,
];

/// What every document needs, after its own.
const LAST: &[Fixup] = fixups![generator::unreached_components_go];

/// What one document needs, in this order.
fn own(document: &str) -> &'static [Fixup] {
    match document {
        "jira-cloud" => fixups![
            generator::uploads_are_hand_written,
            generator::parameters_are_plain,
            generator::lists_are_comma_separated,
            generator::members_made_by_the_server_go,
            generator::texts_have_no_format,
            generator::limits_and_defaults_are_the_servers,
        ],
        "jira-software-cloud" => fixups![
            generator::parameters_are_plain,
            generator::lists_are_comma_separated,
            upstream::objects_in_queries_are_lists,
            generator::texts_have_no_format,
            generator::limits_and_defaults_are_the_servers,
        ],
        "confluence-cloud-v1" => fixups![
            generator::parameters_are_plain,
            generator::lists_are_comma_separated,
            generator::labels_are_sent_as_a_list,
        ],
        "confluence-cloud-v2" => fixups![
            generator::parameters_are_plain,
            generator::lists_are_comma_separated,
            upstream::page_ids_have_a_type,
            generator::bodies_are_sent_in_one_shape,
            generator::limits_and_defaults_are_the_servers,
        ],
        "bitbucket-cloud" => fixups![
            generator::file_paths_are_hand_written,
            generator::parameters_are_plain,
            upstream::lists_are_paged,
            upstream::lists_are_filtered_and_sorted,
            upstream::answers_can_be_partial,
            upstream::state_can_be_repeated,
            upstream::repository_is_what_can_be_sent,
            upstream::comment_is_what_can_be_sent,
            upstream::task_is_what_can_be_sent,
            upstream::paths_can_be_repeated,
            generator::limits_and_defaults_are_the_servers,
        ],
        "jira-dc" => fixups![
            generator::uploads_are_hand_written,
            generator::parameters_are_plain,
            generator::lists_are_comma_separated,
            upstream::objects_in_queries_are_lists,
            upstream::transitions_can_be_expanded,
            upstream::fields_hold_anything,
            upstream::field_operations_are_verbs,
            upstream::property_values_hold_anything,
            generator::texts_have_no_format,
            generator::limits_and_defaults_are_the_servers,
        ],
        "confluence-dc" => fixups![
            upstream::search_has_no_body,
            generator::parameters_are_plain,
            generator::lists_are_comma_separated,
            upstream::objects_in_queries_are_lists,
            upstream::labels_are_a_list,
            upstream::content_is_what_can_be_sent,
        ],
        "bitbucket-dc" => fixups![
            generator::file_paths_are_hand_written,
            generator::parameters_are_plain,
            upstream::numbers_are_whole,
            upstream::dc_repository_is_what_can_be_sent,
            upstream::dc_comment_is_what_can_be_sent,
            upstream::dc_comment_paths_are_texts,
            upstream::dc_comment_spans_one_side,
        ],
        _ => &[],
    }
}

/// The document as generation sees it: its operations are exactly the methods of the generated client.
pub fn apply(spec: &Spec) -> Result<Spec, Error> {
    let mut fixed = spec.clone();
    let name = spec.document.name;
    for (fixup, apply) in FIRST.iter().chain(own(name)).chain(LAST) {
        apply(&mut fixed.content).map_err(|problem| Error::Fixup {
            document: name.to_owned(),
            fixup: (*fixup).to_owned(),
            problem,
        })?;
    }
    Ok(fixed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::DOCUMENTS;
    use std::path::Path;

    fn slice(name: &str) -> Spec {
        let specs = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("specs");
        Spec::load(&specs, name).unwrap()
    }

    #[test]
    fn every_fixup_applies_once_and_fails_when_there_is_nothing_left_to_change() {
        for document in &DOCUMENTS {
            let mut content = slice(document.name).content;
            for (name, apply) in FIRST.iter().chain(own(document.name)).chain(LAST) {
                let place = format!("{} {name}", document.name);
                assert_eq!(apply(&mut content), Ok(()), "{place}");
                let once = content.clone();
                assert!(apply(&mut content).is_err(), "{place} applies twice");
                assert!(content == once, "{place} fails, but changes something");
            }
        }
    }

    #[test]
    fn a_fixup_that_no_longer_applies_is_named_with_its_document() {
        let mut mended = slice("jira-dc");
        *mended
            .content
            .pointer_mut("/components/schemas/FieldOperation")
            .unwrap() = Value::Null;
        let message = apply(&mended).unwrap_err().to_string();
        assert!(
            message.contains("jira-dc: the fixup field_operations_are_verbs"),
            "{message}"
        );
        assert!(
            message.contains("/components/schemas/FieldOperation is not"),
            "{message}"
        );
    }
}
