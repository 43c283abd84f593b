//! Matching texts by their words.

/// Whether a text holds all words of a query, or its quoted phrase.
pub(crate) fn holds(text: &str, wanted: &str) -> bool {
    let text = text.to_lowercase();
    let wanted = wanted.to_lowercase();
    if let Some(phrase) = wanted
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    {
        return text.contains(phrase);
    }
    let words: Vec<&str> = text
        .split(|character: char| !character.is_alphanumeric())
        .collect();
    let mut queried = wanted
        .split(|character: char| !character.is_alphanumeric() && character != '*')
        .filter(|word| !word.is_empty());
    queried.all(|query| match query.strip_suffix('*') {
        Some(prefix) => words.iter().any(|word| word.starts_with(prefix)),
        None => words.contains(&query),
    })
}
