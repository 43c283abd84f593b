//! Indented JSON, coloured where colours are wanted.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use serde::Serialize as _;
use serde_json::Value;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};

use super::Screen;

const NAME: Style = AnsiColor::Blue.on_default().bold();
const TEXT: Style = AnsiColor::Green.on_default();
const OTHER: Style = AnsiColor::Cyan.on_default();

pub(super) fn render(value: &Value, screen: &Screen) -> String {
    let mut bytes = Vec::new();
    let pretty = PrettyFormatter::new();
    // Writing a value into memory does not fail.
    let _ = if screen.colors {
        let is_name = false;
        value.serialize(&mut Serializer::with_formatter(
            &mut bytes,
            Painted { pretty, is_name },
        ))
    } else {
        value.serialize(&mut Serializer::with_formatter(&mut bytes, pretty))
    };
    String::from_utf8_lossy(&bytes).into_owned()
}

struct Painted<'a> {
    pretty: PrettyFormatter<'a>,
    /// Whether the string that is written is a member's name.
    is_name: bool,
}

impl Painted<'_> {
    const fn string_style(&self) -> Style {
        if self.is_name { NAME } else { TEXT }
    }
}

fn paint<W: ?Sized + Write>(writer: &mut W, value: impl std::fmt::Display) -> io::Result<()> {
    write!(writer, "{OTHER}{value}{OTHER:#}")
}

impl Formatter for Painted<'_> {
    fn write_null<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        paint(writer, "null")
    }

    fn write_bool<W: ?Sized + Write>(&mut self, writer: &mut W, value: bool) -> io::Result<()> {
        paint(writer, value)
    }

    fn write_i64<W: ?Sized + Write>(&mut self, writer: &mut W, value: i64) -> io::Result<()> {
        paint(writer, value)
    }

    fn write_u64<W: ?Sized + Write>(&mut self, writer: &mut W, value: u64) -> io::Result<()> {
        paint(writer, value)
    }

    fn begin_string<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        write!(writer, "{}\"", self.string_style())
    }

    fn end_string<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        write!(writer, "\"{:#}", self.string_style())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.pretty.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.is_name = true;
        self.pretty.begin_object_key(writer, first)
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.is_name = false;
        self.pretty.end_object_key(writer)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.end_object_value(writer)
    }
}
