//! The operations of all vendored documents, to look requests up in.

use std::collections::BTreeSet;

use crate::manifest::{Access, Manifest};
use crate::spec::{Operation, Spec};
use crate::suggest::did_you_mean;

/// An operation and the document that holds it.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The document.
    pub spec: &'a Spec,
    /// The operation.
    pub operation: &'a Operation,
}

/// All vendored operations, to look requests up in.
#[derive(Debug)]
pub struct Catalogue<'a> {
    documents: Vec<(&'a Spec, Vec<Operation>)>,
    reading: BTreeSet<&'a str>,
    pub(super) deprecated: BTreeSet<&'a str>,
}

impl<'a> Catalogue<'a> {
    /// The operations of the vendored `slices`; where generation sees one otherwise (`fixed`), as it sees it. Those in
    /// [`Manifest::reading`] are taken as reading, those in [`Manifest::deprecated`] as known to be deprecated.
    pub fn new(slices: &'a [Spec], fixed: &[Spec], manifest: &'a Manifest) -> Self {
        let as_generated = |fixed: &[Operation], operation: Operation| {
            let same = fixed
                .iter()
                .find(|other| other.endpoint() == operation.endpoint());
            same.cloned().unwrap_or(operation)
        };
        let documents = slices.iter().zip(fixed).map(|(slice, fixed)| {
            let fixed = fixed.operations();
            (
                slice,
                slice
                    .operations()
                    .into_iter()
                    .map(|operation| as_generated(&fixed, operation))
                    .collect(),
            )
        });
        let documents = documents.collect();
        let names = |requests: &'a [String]| requests.iter().map(String::as_str).collect();
        Self {
            documents,
            reading: names(&manifest.reading),
            deprecated: names(&manifest.deprecated),
        }
    }

    /// The operation that `tools.toml` calls `request` on `deployment`.
    pub fn find(&self, deployment: &str, request: &str) -> Option<Found<'_>> {
        self.on(deployment)
            .find(|found| found.operation.endpoint().to_string() == request)
    }

    fn on(&self, deployment: &str) -> impl Iterator<Item = Found<'_>> {
        self.all().filter(move |found| {
            let mut deployments = found.spec.document.deployments.iter();
            deployments.any(|own| own.key() == deployment)
        })
    }

    /// Whether the operation may change anything.
    pub fn access(&self, operation: &Operation) -> Access {
        let reads = operation.method == "GET"
            || self
                .reading
                .contains(operation.endpoint().to_string().as_str());
        if reads { Access::Read } else { Access::Write }
    }

    /// Every operation of every document.
    pub fn all(&self) -> impl Iterator<Item = Found<'_>> {
        self.documents.iter().flat_map(|(spec, operations)| {
            operations.iter().map(|operation| Found { spec, operation })
        })
    }

    /// The nearest request of the same method.
    pub(super) fn suggestion(&self, deployment: &str, request: &str) -> String {
        let method = request.split(' ').next().unwrap_or_default();
        let names: Vec<String> = self
            .on(deployment)
            .filter(|found| found.operation.method == method)
            .map(|found| found.operation.endpoint().to_string())
            .collect();
        did_you_mean(request, names.iter().map(String::as_str))
    }
}
