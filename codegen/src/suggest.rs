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

#[cfg(test)]
mod tests {
    use super::*;

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
