//! Panels. Jira itself knows `{panel}` only: it shows `{info}` and its like as unknown macros unless an app adds them.
//! So an alert is a panel in the colours of its kind, an expand is one with a dashed border, and what is read as `{info}`
//! or `{expand}` stays a container of that name.

use super::{
    super::{
        attrs::Attrs,
        tree::{Panel, PanelKind},
    },
    macros,
    source::Tag,
};

/// The macros that apps may add.
pub(super) const FOREIGN: [&str; 5] = ["info", "tip", "note", "warning", "expand"];
pub(super) const PANEL: &str = "panel";
/// The title of [`PanelKind::Important`], where it needs one.
const IMPORTANT: &str = "Important";

/// How a kind is shown. That of [`PanelKind::Important`] is a panel without anything special.
struct Look {
    kind: PanelKind,
    title: &'static str,
    background: &'static str,
    border: &'static str,
}

const LOOKS: [Look; 4] = [
    Look {
        kind: PanelKind::Note,
        title: "Note",
        background: "#deebff",
        border: "#4c9aff",
    },
    Look {
        kind: PanelKind::Tip,
        title: "Tip",
        background: "#e3fcef",
        border: "#57d9a3",
    },
    Look {
        kind: PanelKind::Warning,
        title: "Warning",
        background: "#fffae6",
        border: "#ffc400",
    },
    Look {
        kind: PanelKind::Caution,
        title: "Caution",
        background: "#ffebe6",
        border: "#ff8f73",
    },
];

/// The kind and the title of a panel that [`opening`] gives.
pub(super) fn read(tag: &Tag<'_>) -> Option<(PanelKind, Option<String>)> {
    if tag.name != PANEL {
        return None;
    }
    let params = macros::params(tag.params);
    let (title, colours) = match params.split_first() {
        None => return Some((PanelKind::Important, None)),
        Some(((key, title), colours)) if key == "title" && is_title(title) => (title, colours),
        Some(_) => return None,
    };
    if colours.is_empty() {
        let title = Some(title.clone()).filter(|title| title != IMPORTANT);
        return Some((PanelKind::Important, title));
    }
    let look = LOOKS.iter().find(|look| look.colours() == colours)?;
    Some((
        look.kind,
        Some(title.clone()).filter(|title| title != look.title),
    ))
}

/// The opening tag of an alert. Within another panel it has parameters in any case: a tag without any would end that one.
pub(super) fn opening(panel: &Panel, nested: bool) -> String {
    let look = LOOKS.iter().find(|look| look.kind == panel.kind);
    let title = panel.title.as_deref().filter(|title| is_title(title));
    let own = look.map_or(nested.then_some(IMPORTANT), |look| Some(look.title));
    let mut params = macros::titled(title.or(own));
    params.extend(look.into_iter().flat_map(Look::colours));
    macros::print(PANEL, &params)
}

/// The title of an expand that [`opening_of_expand`] gives.
pub(super) fn read_expand(tag: &Tag<'_>) -> Option<String> {
    let params = macros::params(tag.params);
    let (border, title) = params.split_last()?;
    let title = match title {
        [] => "",
        [(key, title)] if key == "title" && is_title(title) => title,
        _ => return None,
    };
    (tag.name == PANEL && *border == expand_border()).then(|| title.to_owned())
}

/// The opening tag of an expand, which Jira shows open.
pub(super) fn opening_of_expand(title: &str) -> String {
    let mut params = macros::titled(Some(title).filter(|title| is_title(title)));
    params.push(expand_border());
    macros::print(PANEL, &params)
}

fn expand_border() -> (String, String) {
    ("borderStyle".to_owned(), "dashed".to_owned())
}

fn is_title(title: &str) -> bool {
    !title.is_empty() && title.trim() == title
}

impl Look {
    fn colours(&self) -> Attrs {
        [("bgColor", self.background), ("borderColor", self.border)]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .to_vec()
    }
}
