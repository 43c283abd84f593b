//! How long a reply may be, in tokens and in characters. What a text costs a model is estimated, since each model counts in its own way.

/// What one token is counted as. Weights are whole numbers, so that parts add up to their whole.
const TOKEN: usize = 20;

/// What a byte of UTF-8 costs on average, in [`TOKEN`]ths. Fitted to o200k over Markdown, JSON, code, ids, and prose in twelve scripts:
/// within a fifth for most, too high by half for short words in JSON, too low by a quarter for random digits.
const fn weight(byte: u8) -> usize {
    match byte {
        b'a'..=b'z' => 3,
        b'A'..=b'Z' => 16,
        b'0'..=b'9' => 17,
        b' ' => 1,
        b'\n' => 18,
        0..=0x7f => 14,
        // What goes on begins elsewhere.
        0x80..=0xbf => 0,
        // Letters with accents, which split the words that they stand in.
        0xc0..=0xc3 => 40,
        // Alphabets of their own.
        0xc4..=0xdf => 8,
        // Syllables, and signs for words.
        0xe0..=0xef => 13,
        // Pictures.
        0xf0..=0xff => 52,
    }
}

/// [`weight`] of each byte, to be looked up.
#[expect(clippy::indexing_slicing, reason = "it is built before run time")]
static WEIGHTS: [usize; 256] = {
    let mut weights = [0; 256];
    let mut byte = u8::MAX;
    loop {
        weights[byte as usize] = weight(byte);
        match byte.checked_sub(1) {
            Some(less) => byte = less,
            None => break weights,
        }
    }
};

tokio::task_local! {
    static CURRENT: Budget;
}

/// How long a reply may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// The most tokens, as estimated.
    pub tokens: usize,
    /// The most characters.
    pub characters: usize,
}

/// The fewest tokens that a reply can be held to: what says that something is missing has room.
pub const FEWEST: usize = 500;

/// The most tokens that a call may ask for.
pub const MOST: usize = 200_000;

impl Budget {
    /// What holds unless the operator or a call says otherwise: below what the strictest common clients cut off.
    pub const USUAL: Self = Self {
        tokens: 20_000,
        characters: 50_000,
    };

    /// The budget of the call that this is a part of; the usual one outside of calls.
    pub fn current() -> Self {
        CURRENT.try_with(|budget| *budget).unwrap_or(Self::USUAL)
    }

    /// What `call` becomes, held to this budget.
    pub async fn within<T>(self, call: impl Future<Output = T>) -> T {
        CURRENT.scope(self, call).await
    }

    /// A budget of so many tokens, and of characters in proportion.
    #[must_use]
    pub const fn of_tokens(self, tokens: usize) -> Self {
        Self {
            tokens,
            characters: self.characters.saturating_mul(tokens) / self.tokens,
        }
    }

    /// So many hundredths of it.
    #[must_use]
    pub const fn percent(self, hundredths: usize) -> Self {
        Self {
            tokens: self.tokens * hundredths / 100,
            characters: self.characters * hundredths / 100,
        }
    }

    /// All of it, to be filled.
    pub const fn room(self) -> Room {
        Room {
            weight: self.tokens.saturating_mul(TOKEN),
            characters: self.characters,
        }
    }

    /// Whether a text keeps to it.
    pub fn holds(self, text: &str) -> bool {
        self.room().take(text)
    }
}

/// What is left of a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    weight: usize,
    characters: usize,
}

impl Room {
    /// Takes the room of a text, if there is enough of it.
    pub fn take(&mut self, text: &str) -> bool {
        self.take_bytes(text.as_bytes())
    }

    /// [`Room::take`] of UTF-8, which may begin and end within a character.
    pub fn take_bytes(&mut self, bytes: &[u8]) -> bool {
        let size = Self::of(bytes);
        match (
            self.weight.checked_sub(size.weight),
            self.characters.checked_sub(size.characters),
        ) {
            (Some(weight), Some(characters)) => {
                *self = Self { weight, characters };
                true
            }
            _ => false,
        }
    }

    /// What is left after a text, whether there is enough or not.
    #[must_use]
    pub fn after(self, text: &str) -> Self {
        self.less(Self::of(text.as_bytes()))
    }

    /// What is left beside so many characters of plain English with some numbers in it.
    #[must_use]
    pub const fn beside(self, characters: usize) -> Self {
        self.less(Self {
            weight: characters * TOKEN * 3 / 8,
            characters,
        })
    }

    const fn less(self, size: Self) -> Self {
        Self {
            weight: self.weight.saturating_sub(size.weight),
            characters: self.characters.saturating_sub(size.characters),
        }
    }

    /// As much of the beginning of a text as there is room for.
    pub fn beginning(self, text: &str) -> &str {
        let mut left = self;
        // What goes on with a character takes no room, so that none is cut in two.
        let end = text
            .bytes()
            .position(|byte| !left.take_bytes(std::slice::from_ref(&byte)));
        end.and_then(|end| text.get(..end)).unwrap_or(text)
    }

    /// What a text takes.
    fn of(bytes: &[u8]) -> Self {
        let mut size = Self {
            weight: 0,
            characters: 0,
        };
        for byte in bytes {
            size.weight += WEIGHTS.get(usize::from(*byte)).copied().unwrap_or_default();
            // All but those that go on with a character.
            size.characters += usize::from(byte & 0xc0 != 0x80);
        }
        size
    }
}

/// How many tokens a text is estimated at, rounded up: what the weights are held to a real count by.
pub fn tokens(text: &str) -> usize {
    Room::of(text.as_bytes()).weight.div_ceil(TOKEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cost_what_their_whole_costs() {
        let text = "naïve 日本語 🚀\n{\"a\": 1}";
        let whole = Room::of(text.as_bytes());
        let (mut weight, mut characters) = (0, 0);
        for byte in text.as_bytes() {
            let part = Room::of(std::slice::from_ref(byte));
            weight += part.weight;
            characters += part.characters;
        }
        assert_eq!((whole.weight, whole.characters), (weight, characters));
        assert_eq!(characters, text.chars().count());
    }

    #[test]
    fn what_fits_is_the_longest_beginning() {
        let budget = |tokens, characters| Budget { tokens, characters };
        let text = "日本語".repeat(1_000);
        // Far fewer characters of Chinese or Japanese than of English make the same tokens.
        let kept = budget(650, 10_000).room().beginning(&text);
        assert_eq!(kept.chars().count(), 1_000);
        assert_eq!(
            budget(10_000, 10).room().beginning(&text).chars().count(),
            10
        );
        assert_eq!(budget(10_000, 10_000).room().beginning(&text), text);
        assert_eq!(budget(0, 0).room().beginning(&text), "");
    }

    #[test]
    fn more_tokens_are_more_characters() {
        let more = Budget::USUAL.of_tokens(40_000);
        assert_eq!((more.tokens, more.characters), (40_000, 100_000));
    }
}
