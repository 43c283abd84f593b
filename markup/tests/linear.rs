//! Repeated constructs, so many that quadratic code would hang for minutes.

use markup::{Format, ReadOptions, WriteOptions, convert};

const FORMATS: [Format; 3] = [Format::Adf, Format::Storage, Format::Wiki];

#[test]
fn elements_that_show_nothing_take_linear_time() {
    let options = (&ReadOptions::default(), &WriteOptions::default());
    for piece in [
        "<u></u>",
        "<sup></sup><sub></sub>",
        "<span style=\"color: red\"></span>",
    ] {
        for format in FORMATS {
            let markdown = piece.repeat(60_000);
            convert(Format::Markdown, format, &markdown, options.0, options.1).unwrap();
        }
    }
    for piece in ["<u></u>", "<sup/><sub/>", "<a href=\"\"/>"] {
        let storage = format!("<p>{}x</p>", piece.repeat(60_000));
        convert(
            Format::Storage,
            Format::Markdown,
            &storage,
            options.0,
            options.1,
        )
        .unwrap();
    }
}
