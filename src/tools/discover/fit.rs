//! Which of several neighbours a task means, beside what their texts share with it.

use super::profile::{Objects, Profile};
use super::task::Task;
use super::values::{Value, places};
use crate::declaration::Declaration;

/// What it costs that an object of a tool's name is not in the task, where one that is gains 1: the task may well have another word
/// for it.
const UNNAMED: f32 = 0.5;

/// What a value is worth that a tool needs, and what it costs to have no place for it: about as much as a telling word.
const VALUE: f32 = 2.0;

/// What is left of the score of a tool that reads one thing where many are looked through, or the other way round: often either will do.
const ONE_OR_MANY: f32 = 0.75;

/// What is left of it for another change than the one that is wanted: people say `add` for many things.
const OTHER_CHANGE: f32 = 0.6;

/// What is left of it for a change where a task only looks, or the other way round.
const OTHERWISE: f32 = 0.4;

/// What is left of it for a change where the task does not say what it wants.
const UNSAID: f32 = 0.8;

/// What is left of it in another product: the only word for one may have meant something else.
const OTHER_PRODUCT: f32 = 0.5;

/// How well the objects of a tool's name are those of the task, each by how telling it is.
pub fn about(profile: &Profile, objects: &Objects, task: &Task) -> f32 {
    let weights = profile.objects.iter().map(|object| {
        let is_named = task.words.contains(object);
        objects.weight(object) * if is_named { 1.0 } else { -UNNAMED }
    });
    weights.sum()
}

/// How well a tool takes what a task hands over. What comes again counts less: few tools take two of a kind.
pub fn handed(tool: &Declaration, values: &[Value]) -> f32 {
    let worth = |(at, value): (usize, &Value)| {
        let before = values
            .iter()
            .take(at)
            .filter(|other| *other == value)
            .count();
        let worth = match places(tool, *value) {
            (places, true) if places > before => VALUE,
            (places, false) if places > before => VALUE / 2.0,
            _ if value.is_thing() || *value == Value::Project => -VALUE,
            _ => 0.0,
        };
        worth / quantity(before + 1)
    };
    values.iter().enumerate().map(worth).sum()
}

/// What part of its score a tool keeps, by what it does and where.
pub fn kept(profile: &Profile, task: &Task) -> f32 {
    let looks = profile.actions.iter().all(|action| action.looks());
    let is_wanted = profile
        .actions
        .iter()
        .any(|action| task.actions.contains(action));
    let done = match (task.actions.is_empty(), task.looks()) {
        (true, _) if looks => 1.0,
        (true, _) => UNSAID,
        _ if is_wanted => 1.0,
        (_, true) if looks => ONE_OR_MANY,
        (_, false) if !looks => OTHER_CHANGE,
        _ => OTHERWISE,
    };
    let mut needs = profile.tool.needs.iter();
    let is_there = task.products.is_empty() || needs.any(|need| task.products.contains(need));
    done * if is_there { 1.0 } else { OTHER_PRODUCT }
}

/// A count as part of a score.
#[expect(clippy::cast_precision_loss, reason = "there are few tools and words")]
pub fn quantity(count: usize) -> f32 {
    count as f32
}
