//! The clients: every slice generates one, and its methods are what callers are promised.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail as tests do")]

use std::collections::BTreeSet;
use std::path::Path;

use codegen::clients::generate;
use codegen::fixups;
use codegen::spec::{DOCUMENTS, Spec};
use quote::ToTokens;
use syn::{FnArg, ImplItem, ImplItemFn, Item, ReturnType, Type, Visibility};

/// The public asynchronous methods of a generated file.
fn methods(file: &syn::File) -> Vec<&ImplItemFn> {
    let impls = file.items.iter().filter_map(|item| match item {
        Item::Impl(block) => Some(&block.items),
        _ => None,
    });
    let functions = impls.flatten().filter_map(|item| match item {
        ImplItem::Fn(function) if function.sig.asyncness.is_some() => Some(function),
        _ => None,
    });
    functions
        .filter(|function| matches!(function.vis, Visibility::Public(_)))
        .collect()
}

/// The names and types of a method's parameters, as they are written.
fn params(method: &ImplItemFn) -> Vec<(String, String)> {
    let typed = method.sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(param) => Some(param),
        FnArg::Receiver(_) => None,
    });
    typed
        .map(|param| (written(&param.pat), written(&*param.ty)))
        .collect()
}

fn written(tokens: &impl ToTokens) -> String {
    tokens
        .to_token_stream()
        .to_string()
        .replace(' ', "")
        .replace(",>", ">")
}

fn each_client(mut look: impl FnMut(&Spec, &syn::File)) {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("specs");
    for document in &DOCUMENTS {
        let spec = Spec::load(&specs, document.name).unwrap();
        look(&fixups::apply(&spec).unwrap(), &generate(&spec).unwrap());
    }
}

#[test]
fn a_client_has_one_method_for_each_operation_and_takes_its_parameters() {
    each_client(|spec, file| {
        let methods = methods(file);
        let operations = spec.operations();
        assert_eq!(methods.len(), operations.len(), "{}", spec.document.name);
        for operation in operations {
            let method = methods
                .iter()
                .find(|method| method.sig.ident == operation.id);
            let taken = params(method.unwrap_or_else(|| panic!("no method {}", operation.id)));
            let declared = operation.path_params.len() + operation.query_params.len();
            let body = usize::from(operation.body.is_some());
            assert_eq!(taken.len(), declared + body, "{}", operation.id);
            let paths = operation
                .path_params
                .iter()
                .map(|param| written_name(&param.name));
            assert!(
                paths.eq(taken
                    .iter()
                    .take(operation.path_params.len())
                    .map(|(name, _)| name.clone()))
            );
        }
    });
}

/// `spaceKey` as Rust writes it; `type` is a keyword.
fn written_name(param: &str) -> String {
    let name = heck::ToSnakeCase::to_snake_case(param);
    if name == "type" {
        "type_".to_owned()
    } else {
        name
    }
}

#[test]
fn parameters_are_plain_and_answers_are_bytes() {
    let list = "&'a::std::vec::Vec<::std::string::String>";
    let mut repeated = BTreeSet::new();
    each_client(|spec, file| {
        for method in methods(file) {
            let id = &method.sig.ident;
            for (name, kind) in params(method)
                .into_iter()
                .filter(|(name, _)| name != "body")
            {
                let plain = kind
                    .strip_prefix("Option<")
                    .and_then(|kind| kind.strip_suffix('>'))
                    .unwrap_or(&kind);
                assert!(
                    ["&'astr", "i64", "bool", list].contains(&plain),
                    "{id}({name}: {kind})"
                );
                if plain == list {
                    repeated.insert(format!("{}.{id}({name})", spec.document.module()));
                }
            }
            let ReturnType::Type(_, answer) = &method.sig.output else {
                panic!("{id} gives nothing")
            };
            let Type::Path(answer) = &**answer else {
                panic!("{id} gives {}", written(answer))
            };
            assert_eq!(
                written(answer),
                "Result<ResponseValue<ByteStream>,Error<()>>",
                "{id}"
            );
        }
    });
    let expected = [
        "bitbucket_cloud.get_repositories_diff_by_spec(path)",
        "bitbucket_cloud.get_repositories_pullrequests(state)",
        "bitbucket_dc.get_projects_repos_pull_requests_blocker_comments(state)",
        "confluence_dc.get_content_child_comment(location)",
        "jira_cloud.get_project_search(id)",
        "jira_cloud.get_project_search(keys)",
        "jira_cloud.get_project_search(status)",
    ];
    assert!(
        repeated.iter().map(String::as_str).eq(expected),
        "{repeated:?}"
    );
}
