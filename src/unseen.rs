//! What nobody sees in a text that others wrote, and that can make it read as something else.

use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;

/// Whether a character has no look of its own: control characters, separators of lines, marks that turn the direction of reading,
/// and others that are not shown.
pub fn is_unseen(c: char) -> bool {
    const IGNORED: icu_properties::CodePointSetDataBorrowed<'static> =
        CodePointSetData::new::<DefaultIgnorableCodePoint>();
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') || IGNORED.contains(c)
}
