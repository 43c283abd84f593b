//! What parameters of macros refer to.

use super::{
    super::{
        super::attrs::Attrs,
        attributes,
        read::{Resource, space_of},
    },
    Writer,
};

impl Writer {
    pub(super) fn resource(&mut self, resource: Resource, value: &str) {
        let attribute = match resource {
            Resource::Page => return self.page_of(value),
            Resource::Link => {
                self.out.push_str("<ac:link>");
                self.page_of(value);
                return self.out.push_str("</ac:link>");
            }
            Resource::File => return self.file(value),
            Resource::Url if !attributes::is_harmless_url(value) => return self.text(value),
            Resource::Url => ("ri:url", "ri:value"),
            Resource::Space => ("ri:space", "ri:space-key"),
            Resource::User => ("ri:user", "ri:account-id"),
            Resource::UserKey => ("ri:user", "ri:userkey"),
            Resource::UserName => ("ri:user", "ri:username"),
            Resource::Content => ("ri:content-entity", "ri:content-id"),
        };
        let (element, name) = attribute;
        self.empty(element, &[(name, value)]);
    }

    /// `Title` or `SPACE/Title`.
    fn page_of(&mut self, value: &str) {
        let (space, title) = space_of(value);
        self.page(space, title);
    }

    /// `name` or `SPACE/Title/name`.
    fn file(&mut self, value: &str) {
        let (space, rest) = space_of(value);
        let (page, name) = rest.rsplit_once('/').unwrap_or(("", rest));
        let of_page = [("space", space), ("page", page)];
        let params: Attrs = of_page
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into();
        self.attachment(name, &params);
    }
}
