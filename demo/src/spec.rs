//! Holds requests against the vendored documents, so that the demo cannot agree with its clients' mistakes.

#[cfg(feature = "spec-check")]
mod body;
mod gaps;
mod operation;

use std::{
    io,
    sync::{Arc, Mutex},
};

use matchit::Router;
use serde_json::Value;

use crate::{
    Flavour,
    record::Recorded,
    server::{Product, lock},
};
use operation::Operation;

/// One vendored document: whose it is, what its paths are relative to, and its text.
struct Document {
    product: Product,
    flavour: Flavour,
    prefix: &'static str,
    text: &'static str,
}

macro_rules! document {
    ($product:ident, $flavour:ident, $prefix:literal, $file:literal) => {
        Document {
            product: Product::$product,
            flavour: Flavour::$flavour,
            prefix: $prefix,
            text: include_str!(concat!(env!("SPECS"), "/", $file, ".json")),
        }
    };
}

const DOCUMENTS: [Document; 10] = [
    document!(Jira, Cloud, "", "jira-cloud"),
    document!(Jira, Cloud, "", "jira-software-cloud"),
    document!(Jira, Cloud, "", "own/jira-dev-status"),
    document!(Jira, DataCenter, "/rest", "jira-dc"),
    document!(Jira, DataCenter, "", "own/jira-dev-status"),
    document!(Confluence, Cloud, "", "confluence-cloud-v1"),
    document!(Confluence, Cloud, "/wiki/api/v2", "confluence-cloud-v2"),
    document!(Confluence, DataCenter, "", "confluence-dc"),
    document!(Bitbucket, Cloud, "/2.0", "bitbucket-cloud"),
    document!(Bitbucket, DataCenter, "/rest", "bitbucket-dc"),
];

/// One product's documented operations in one flavour.
pub(crate) struct Spec {
    product: Product,
    flavour: Flavour,
    paths: Router<usize>,
    operations: Vec<Vec<Operation>>,
}

impl Spec {
    /// The one that all demos of this process share: reading the documents takes longer than most calls do.
    ///
    /// # Errors
    /// As [`Spec::new`].
    pub(crate) fn shared(product: Product, flavour: Flavour) -> io::Result<Arc<Self>> {
        static READ: Mutex<Vec<Arc<Spec>>> = Mutex::new(Vec::new());
        let mut read = lock(&READ);
        let same = |spec: &&Arc<Self>| (spec.product, spec.flavour) == (product, flavour);
        if let Some(spec) = read.iter().find(same) {
            return Ok(Arc::clone(spec));
        }
        let spec = Arc::new(Self::new(product, flavour)?);
        read.push(Arc::clone(&spec));
        Ok(spec)
    }

    /// # Errors
    /// When a document is no OpenAPI document, or two of its paths cannot be told apart.
    pub(crate) fn new(product: Product, flavour: Flavour) -> io::Result<Self> {
        let mut spec = Self {
            product,
            flavour,
            paths: Router::new(),
            operations: Vec::new(),
        };
        let mut templates = Vec::new();
        for document in DOCUMENTS
            .iter()
            .filter(|document| document.product == product && document.flavour == flavour)
        {
            let mut text: Value = serde_json::from_str(document.text).map_err(io::Error::other)?;
            gaps::mend(product, flavour, &mut text);
            for operation in operation::all(&text, document.prefix) {
                spec.add(operation, &mut templates)?;
            }
        }
        Ok(spec)
    }

    /// Paths that differ in the names of their placeholders alone are one path.
    fn add(&mut self, operation: Operation, templates: &mut Vec<String>) -> io::Result<()> {
        let template = operation.template();
        match templates
            .iter()
            .position(|known| *known == template)
            .and_then(|at| self.operations.get_mut(at))
        {
            Some(operations) => operations.push(operation),
            None => {
                self.paths
                    .insert(template.as_str(), templates.len())
                    .map_err(io::Error::other)?;
                self.operations.push(vec![operation]);
                templates.push(template);
            }
        }
        Ok(())
    }

    /// The scopes that a token needs for a request.
    pub(crate) fn scopes(&self, sent: &Recorded, path: &str) -> Vec<String> {
        let found = self.paths.at(path).ok();
        let operations = found.and_then(|found| self.operations.get(*found.value));
        let mut operations = operations.into_iter().flatten();
        let same = |operation: &&Operation| operation.method.eq_ignore_ascii_case(&sent.method);
        let scopes = operations
            .find(same)
            .map(|operation| operation.scopes.clone());
        scopes.unwrap_or_default()
    }

    /// The rules that a request breaks; `path` is what follows the product's prefix.
    pub(crate) fn violations(&self, sent: &Recorded, path: &str) -> Vec<String> {
        if gaps::is_undocumented(self.product, self.flavour, path) {
            return Vec::new();
        }
        let Ok(found) = self.paths.at(path) else {
            return vec![format!("no document knows the path {path}")];
        };
        let operations = self
            .operations
            .get(*found.value)
            .map(Vec::as_slice)
            .unwrap_or_default();
        match operations
            .iter()
            .find(|operation| operation.method.eq_ignore_ascii_case(&sent.method))
        {
            Some(operation) => {
                operation.violations(sent, found.params.iter().map(|(_, value)| value))
            }
            None => vec![format!(
                "no document knows {} on the path {path}",
                sent.method
            )],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::router::Router as Served;

    /// A path with every placeholder filled in.
    fn example(template: &str) -> String {
        let pieces = template
            .split('{')
            .map(|piece| match piece.split_once('}') {
                Some((_, rest)) => format!("1{rest}"),
                None => piece.to_owned(),
            });
        pieces.collect()
    }

    fn each() -> impl Iterator<Item = (Product, Flavour)> {
        let flavours = [Flavour::Cloud, Flavour::DataCenter];
        Product::ALL
            .into_iter()
            .flat_map(move |product| flavours.map(|flavour| (product, flavour)))
    }

    #[test]
    fn everything_served_is_documented() {
        for (product, flavour) in each() {
            let spec = Spec::new(product, flavour).unwrap();
            for route in product.routes(flavour) {
                let path = example(&route.path);
                let documented = spec
                    .paths
                    .at(&path)
                    .ok()
                    .and_then(|found| spec.operations.get(*found.value));
                let known = documented.is_some_and(|all| {
                    all.iter()
                        .any(|one| one.method.eq_ignore_ascii_case(route.method))
                });
                assert!(
                    known || gaps::is_undocumented(product, flavour, &path),
                    "{} {} of {product:?} {flavour:?} is in no document: no request can reach it",
                    route.method,
                    route.path,
                );
            }
        }
    }

    #[test]
    fn everything_documented_of_jira_is_served() {
        for (product, flavour) in each().filter(|(product, _)| *product == Product::Jira) {
            let served = Served::new(product.routes(flavour)).unwrap();
            for operation in Spec::new(product, flavour)
                .unwrap()
                .operations
                .iter()
                .flatten()
            {
                let method = operation.method.to_uppercase();
                assert!(
                    served.find(&method, &example(&operation.path)).is_ok(),
                    "{method} {} of {flavour:?} is not served",
                    operation.path
                );
            }
        }
    }
}
