//! How the table says what a setting is.

use super::{Each, Kind, May, Setting};
use crate::product::Product;

impl Setting {
    pub(super) const fn new(name: &'static str, kind: Kind, help: &'static str) -> Self {
        Self {
            name,
            aliases: &[],
            product: None,
            fallback: None,
            flag: None,
            off: None,
            kind,
            default: "",
            example: "",
            secret: false,
            may: May::Grant,
            found: false,
            help,
        }
    }

    pub(super) const fn row(&'static self) -> &'static [Self] {
        std::slice::from_ref(self)
    }

    pub(super) const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    pub(super) const fn product(mut self, product: Product) -> Self {
        self.product = Some(product);
        self
    }

    pub(super) const fn or(mut self, fallback: &'static Self) -> Self {
        self.fallback = Some(fallback);
        self
    }

    pub(super) const fn flag(mut self, long: &'static str) -> Self {
        self.flag = Some(long);
        self
    }

    pub(super) const fn off(mut self, long: &'static str) -> Self {
        self.off = Some(long);
        self
    }

    pub(super) const fn default(mut self, value: &'static str) -> Self {
        self.default = value;
        self
    }

    pub(super) const fn example(mut self, value: &'static str) -> Self {
        self.example = value;
        self
    }

    pub(super) const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    pub(super) const fn may(mut self, may: May) -> Self {
        self.may = may;
        self
    }

    pub(super) const fn found(mut self) -> Self {
        self.found = true;
        self
    }
}

impl Each {
    pub(super) const fn row(&'static self) -> &'static [Setting] {
        &self.0
    }

    pub(super) const fn examples(self, [jira, confluence, bitbucket]: [&'static str; 3]) -> Self {
        let [a, b, c] = self.0;
        Self([a.example(jira), b.example(confluence), c.example(bitbucket)])
    }
}
