//! BM25 over what is declared of each tool.

use std::collections::HashSet;

use bm25::{
    Embedder, EmbedderBuilder, Embedding, Scorer, TokenEmbedder as _, TokenEmbedding, Tokenizer,
};

use super::vocabulary::{ASK, CHANGES, LOOKS};
use super::words::Words;
use crate::declaration::{DECLARATIONS, Declaration};

/// How often each part of a declaration counts.
const NAME: usize = 3;
const TITLE: usize = 2;
const KEYWORDS: usize = 2;
const ONCE: usize = 1;

/// How soon a word that comes again says nothing more, and how much a long text is held against its tool.
const K1: f32 = 1.2;
const B: f32 = 0.5;

/// How much of a score depends on how much of the tool's name is in the task: a name says most of what a tool is for.
const COVERED: f32 = 0.25;

/// What is left of a tool's score if it changes something where a task only asks, or the other way round.
const OTHERWISE: f32 = 0.75;

/// What the crate is given is words already.
struct Blanks;

impl Tokenizer for Blanks {
    fn tokenize(&self, text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }
}

/// The tools by what they are for.
pub struct Index {
    words: Words,
    scorer: Scorer<usize, u32>,
    tools: Vec<Entry>,
}

struct Entry {
    declaration: &'static Declaration,
    /// The words of its name that tell it from others.
    name: HashSet<String>,
}

impl Index {
    /// An index of all declared tools.
    pub fn new() -> Self {
        let words = Words::new();
        let texts: Vec<_> = DECLARATIONS.iter().map(|tool| text(&words, tool)).collect();
        let corpus: Vec<_> = texts.iter().map(String::as_str).collect();
        let embedder: Embedder<u32, Blanks> =
            EmbedderBuilder::with_tokenizer_and_fit_to_corpus(Blanks, &corpus)
                .k1(K1)
                .b(B)
                .build();
        let mut scorer = Scorer::new();
        for (number, text) in corpus.iter().enumerate() {
            scorer.upsert(&number, embedder.embed(text));
        }
        let tools = DECLARATIONS.iter().map(|tool| Entry {
            declaration: tool,
            name: name(&words, tool),
        });
        Self {
            tools: tools.collect(),
            words,
            scorer,
        }
    }

    /// The tools that share a word with the task, the most relevant first.
    pub fn search(&self, task: &str) -> Vec<(&'static Declaration, f32)> {
        let mut wanted = self.words.of_task(task);
        let mut seen = HashSet::new();
        wanted.retain(|word| seen.insert(word.clone()));
        let query = wanted.iter().map(|word| TokenEmbedding {
            index: u32::embed(word),
            value: 1.0,
        });
        let query = Embedding(query.collect());
        let scored = self.tools.iter().enumerate().filter_map(|(number, tool)| {
            let score = self.scorer.score(&number, &query)? * tool.fit(&wanted);
            (score > 0.0).then_some((tool.declaration, score))
        });
        let mut found: Vec<_> = scored.collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found
    }
}

impl Entry {
    /// What part of its score a tool keeps, given the words of a task.
    fn fit(&self, task: &[String]) -> f32 {
        let is_in = |words: &[&str]| {
            task.first()
                .is_some_and(|first| words.contains(&first.as_str()))
        };
        let asks = task.iter().any(|word| word == ASK) || is_in(LOOKS);
        let otherwise = match self.declaration.writes() {
            true => asks,
            false => !asks && is_in(CHANGES),
        };
        let covered = self.name.iter().filter(|word| task.contains(word)).count();
        let covered = part(covered, self.name.len());
        (1.0 - COVERED + COVERED * covered) * if otherwise { OTHERWISE } else { 1.0 }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a name has few words")]
fn part(of: usize, all: usize) -> f32 {
    of as f32 / all.max(1) as f32
}

/// What is declared of a tool, as words.
fn text(words: &Words, tool: &Declaration) -> String {
    let spaced = |name: &str| name.replace('_', " ");
    let parts = [
        (spaced(tool.name), NAME),
        (tool.title.to_owned(), TITLE),
        (spaced(tool.description), ONCE),
    ];
    let keywords = tool
        .keywords
        .iter()
        .map(|keyword| ((*keyword).to_owned(), KEYWORDS));
    let parameters = tool
        .parameters
        .iter()
        .map(|parameter| (spaced(parameter.name), ONCE));
    let mut all = Vec::new();
    for (part, times) in parts.into_iter().chain(keywords).chain(parameters) {
        let read = words.of_text(&part);
        all.extend(std::iter::repeat_n(read, times).flatten());
    }
    if !tool.writes() {
        all.extend([ASK.to_owned(), ASK.to_owned()]);
    }
    all.join(" ")
}

/// The words of a tool's name without its product and without those that many have.
fn name(words: &Words, tool: &Declaration) -> HashSet<String> {
    let rest = tool
        .name
        .split_once('_')
        .map_or(tool.name, |(_, rest)| rest);
    let all = words.of_text(&rest.replace('_', " "));
    let telling: HashSet<_> = all
        .iter()
        .filter(|word| !["get", "list"].contains(&word.as_str()))
        .cloned()
        .collect();
    match telling.is_empty() {
        true => all.into_iter().collect(),
        false => telling,
    }
}
