//! Which tools a task means. BM25 over what is declared of each says how much they share; `fit` tells neighbours apart.

use bm25::{
    Embedder, EmbedderBuilder, Embedding, Scorer, TokenEmbedder as _, TokenEmbedding, Tokenizer,
};

use super::fit::{about, handed, kept};
use super::profile::{Objects, Profile, text};
use super::task::Task;
use super::words::Words;
use crate::declaration::{DECLARATIONS, Declaration};

/// How soon a word that comes again says nothing more, and how much a long text is held against its tool.
const K1: f32 = 1.2;
const B: f32 = 0.5;

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
    tools: Vec<Profile>,
    objects: Objects,
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
        let tools = DECLARATIONS.iter().map(|tool| Profile::of(tool, &words));
        let tools: Vec<_> = tools.collect();
        Self {
            objects: Objects::of(&tools, &corpus),
            tools,
            words,
            scorer,
        }
    }

    /// The tools that have something to do with the task, the most relevant first, with their scores.
    pub fn search(&self, task: &str) -> Vec<(&'static Declaration, f32)> {
        let task = Task::of(task, &self.words, &self.objects);
        let words = task.words.iter().filter(|word| self.objects.knows(word));
        let query = words.map(|word| TokenEmbedding {
            index: u32::embed(word),
            value: 1.0,
        });
        let query = Embedding(query.collect());
        let scored = self
            .tools
            .iter()
            .enumerate()
            .filter_map(|(number, profile)| {
                let shared = self.scorer.score(&number, &query)?;
                let fit = about(profile, &self.objects, &task) + handed(profile.tool, &task.values);
                let score = (shared + fit) * kept(profile, &task);
                (score > 0.0).then_some((profile.tool, score))
            });
        let mut found: Vec<_> = scored.collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found
    }
}
