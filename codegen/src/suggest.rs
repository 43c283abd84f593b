//! "Did you mean": the nearest of the names that would have been right.

/// Below this similarity a suggestion would mislead more than it helps.
const LIKENESS: f64 = 0.7;

/// The candidate most like `given`, if any is like it at all.
pub fn nearest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|name| (strsim::normalized_damerau_levenshtein(given, name), name))
        .filter(|(likeness, _)| *likeness >= LIKENESS)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, name)| name)
}

/// The same as the tail of a message: `; did you mean …?`, or nothing.
pub fn did_you_mean<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    nearest(given, candidates).map_or_else(String::new, |name| format!("; did you mean {name}?"))
}

/// The candidate that a name was probably changed to: the same in another spelling, one that is like it, or one that has more or fewer
/// words (`user` → `userId`).
pub fn successor<'a>(
    gone: &str,
    candidates: impl Iterator<Item = &'a str> + Clone,
) -> Option<&'a str> {
    let letters = |name: &str| -> String {
        let kept = name.chars().filter(|c| c.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect()
    };
    let gone_letters = letters(gone);
    let is_part = |name: &&str| {
        let other = letters(name);
        let (shorter, longer) = match other.len() < gone_letters.len() {
            true => (&other, &gone_letters),
            false => (&gone_letters, &other),
        };
        shorter.len() >= FEWEST_LETTERS
            && (longer.starts_with(shorter.as_str()) || longer.ends_with(shorter.as_str()))
    };
    let mut all = candidates.clone();
    all.find(|name| letters(name) == gone_letters)
        .or_else(|| nearest(gone, candidates.clone()))
        .or_else(|| candidates.clone().find(is_part))
}

/// Shorter names are part of too many others.
const FEWEST_LETTERS: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_name_is_known_again() {
        let names = ["userId", "start_at", "expansion", "maximum"];
        let successors = ["user", "startAt", "expand", "id", "limit"];
        let found = successors.map(|gone| successor(gone, names.into_iter()));
        assert_eq!(found, [Some("userId"), Some("start_at"), None, None, None]);
    }

    #[test]
    fn suggests_the_nearest_and_nothing_far_away() {
        let names = ["GET /issue/{id}", "POST /issue"];
        assert_eq!(
            did_you_mean("GET /isue/{id}", names),
            "; did you mean GET /issue/{id}?"
        );
        assert_eq!(did_you_mean("DELETE /sprint/{sprintId}/board", names), "");
    }
}
