//! Local ids of nodes of ADF (`ac:adf-extension`): they say nothing to people, so that they are not read, and stay when one is
//! edited.

const EXTENSION: &str = "<ac:adf-extension";
const NODE: &str = "<ac:adf-node";
const ID: &str = "<ac:adf-attribute key=\"local-id\">";
const END: &str = "</ac:adf-attribute>";

/// What comes in place of a node, with the ids of what was there: those of all nodes in it if they are of the same kinds as
/// before, else that of the outermost.
pub(super) fn keep(before: &str, after: String) -> String {
    if !before.starts_with(EXTENSION) || !after.starts_with(EXTENSION) {
        return after;
    }
    let (known, new): (Vec<&str>, Vec<&str>) = (nodes(before), nodes(&after));
    let same = |(known, new): (&&str, &&str)| kind(known) == kind(new);
    let count = match known.len() == new.len() && known.iter().zip(&new).all(same) {
        true => known.len(),
        false => usize::from(known.iter().zip(&new).take(1).all(same)),
    };
    let head = after.find(NODE).and_then(|at| after.get(..at));
    let mut out = head.unwrap_or_default().to_owned();
    for (number, node) in new.iter().enumerate() {
        let id = known.get(number).filter(|_| number < count);
        let end = node.find('>').map_or(0, |at| at + 1);
        out.push_str(NODE);
        out.push_str(node.get(..end).unwrap_or_default());
        if let Some(id) = id
            .and_then(|node| id_of(node))
            .filter(|_| id_of(node).is_none())
        {
            out.extend([ID, id, END]);
        }
        out.push_str(node.get(end..).unwrap_or_default());
    }
    out
}

/// What follows the name of each node, up to that of the next.
fn nodes(source: &str) -> Vec<&str> {
    source.split(NODE).skip(1).collect()
}

fn kind(node: &str) -> Option<&str> {
    let (_, rest) = node.split_once("type=\"")?;
    rest.split('"').next()
}

/// The id among the attributes of a node, which come before what it holds.
fn id_of(node: &str) -> Option<&str> {
    let attributes = node.split("<ac:adf-content").next()?;
    let (_, rest) = attributes.split_once(ID)?;
    let (id, _) = rest.split_once(END)?;
    (!id.contains('<')).then_some(id)
}
