//! A page or blog post as it is stored, the same for both deployments.
use crate::args::ContentKind;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::Product;
use crate::scope::Key;
use crate::tools::confluence::spaces;
use crate::views::User;
use crate::views::confluence::{Ancestor, Attachment, Content, Links, Listed, Page, Space};
use markup::{Format, UserKind};

/// A page or blog post as it is stored.
#[derive(Debug)]
pub struct Document {
    /// Which of the two.
    pub kind: ContentKind,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `current`, `archived`, `trashed`, `draft`.
    pub status: String,
    /// Whether it is a live doc, which has no drafts.
    pub is_live: bool,
    /// Where it is.
    pub home: Home,
    /// The id of what is right above it.
    pub parent: Option<String>,
    /// The number of its last version.
    pub version: i64,
    /// Who made its first version, and when.
    pub created: Event,
    /// Who made its last version, and when.
    pub saved: Event,
    /// Where people see it.
    pub links: Links,
    /// Its text, where it was asked for.
    pub body: Option<String>,
    /// The format of that.
    pub format: Format,
    /// Its labels.
    pub labels: Vec<String>,
    /// What is above it, the nearest last; none if that is not known.
    pub above: Option<Vec<Ancestor>>,
    /// Its files; none if they are not known.
    pub files: Option<Listed<Attachment>>,
}

/// The space that holds something. Cloud tells its id alone.
#[derive(Debug)]
pub enum Home {
    /// By its id.
    Id(String),
    /// With its key and name.
    Space(Space),
}

impl Home {
    /// The space, with its key.
    ///
    /// # Errors
    /// What Confluence refuses.
    pub async fn space(&self, ctx: &Ctx) -> Result<Space> {
        match self {
            Self::Id(id) => spaces::by_id(ctx, id).await,
            Self::Space(space) => Ok(space.clone()),
        }
    }
}

/// Something that somebody did.
#[derive(Debug, Default)]
pub struct Event {
    /// When.
    pub at: Option<String>,
    /// Who. Cloud tells the account id alone.
    pub by: Option<User>,
}

impl Event {
    fn on_cloud(at: Option<String>, by: Option<String>) -> Self {
        let by = by.filter(|id| !id.is_empty()).map(|id| User {
            account_id: Some(id),
            ..User::default()
        });
        Self { at, by }
    }

    /// The id of who did it, where that is all that is known of them.
    pub fn unnamed(&self) -> Option<(UserKind, String)> {
        let user = self
            .by
            .as_ref()
            .filter(|user| user.display_name.is_none())?;
        let id = user.account_id.clone()?;
        Some((UserKind::AccountId, id))
    }
}

impl Document {
    /// A page or blog post of Cloud, with the body in a format.
    pub fn of_page(kind: ContentKind, page: Page, format: Format) -> Self {
        let is_live = page.is_live();
        let labels = page.labels.results.iter();
        Self {
            kind,
            labels: labels.map(crate::views::confluence::Label::shown).collect(),
            is_live,
            saved: Event::on_cloud(page.version.created_at, page.version.author_id),
            created: Event::on_cloud(page.created_at, page.author_id),
            version: page.version.number,
            id: page.id,
            title: page.title,
            status: page.status,
            home: Home::Id(page.space_id),
            parent: page.parent_id,
            links: page.links,
            body: page.body.into_text(),
            format,
            above: None,
            files: None,
        }
    }

    /// Content of Data Center.
    pub fn of_content(kind: ContentKind, content: Content) -> Self {
        let at = content.version.saved().map(str::to_owned);
        let labels = content.metadata.labels.results.iter();
        Self {
            kind,
            labels: labels.map(crate::views::confluence::Label::shown).collect(),
            is_live: false,
            saved: Event {
                at,
                by: content.version.by,
            },
            created: Event {
                at: content.history.created_date,
                by: content.history.created_by,
            },
            version: content.version.number,
            id: content.id,
            title: content.title,
            status: content.status,
            home: Home::Space(content.space),
            parent: content.ancestors.last().map(|above| above.id.clone()),
            links: content.links,
            body: content.body.into_text(),
            format: Format::Storage,
            above: Some(content.ancestors),
            files: Some(content.children.attachment),
        }
    }

    /// The space that holds it.
    ///
    /// # Errors
    /// What Confluence refuses.
    pub async fn space(&self, ctx: &Ctx) -> Result<Space> {
        self.home.space(ctx).await
    }

    /// Makes sure, where a spaces filter must be kept, that it is in one of them.
    ///
    /// # Errors
    /// [`Error::Refused`] for a space outside of the filter.
    pub async fn admit(&self, ctx: &Ctx) -> Result<()> {
        if !ctx.policy().narrows(&[Product::Confluence]) {
            return Ok(());
        }
        let space = self.space(ctx).await?;
        ctx.policy().check_key(Key::Space(&space.key))
    }

    /// Its text.
    ///
    /// # Errors
    /// [`Error::Unexpected`] if none came: that is not an empty page.
    pub fn text(&self) -> Result<&str> {
        self.body.as_deref().ok_or_else(|| Error::Unexpected {
            product: Product::Confluence,
            operation: "GET of a page",
            what: format!("{} {} came without its text", self.kind.name(), self.id),
            excerpt: String::new(),
        })
    }
}
