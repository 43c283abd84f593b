//! The grammar that JQL and CQL share.

mod lexer;
mod text;

use lexer::{Token, tokens};
pub(crate) use text::holds;

/// `<filter> ORDER BY <field> [ASC|DESC], …`
#[derive(Debug, Default)]
pub(crate) struct Query {
    pub(crate) filter: Option<Expr>,
    /// Fields with `true` for descending.
    pub(crate) order: Vec<(String, bool)>,
}

#[derive(Debug)]
pub(crate) enum Expr {
    All(Vec<Expr>),
    Any(Vec<Expr>),
    Not(Box<Expr>),
    Clause(Clause),
}

/// `field operator operand`
#[derive(Debug)]
pub(crate) struct Clause {
    pub(crate) field: String,
    pub(crate) operator: Operator,
    pub(crate) operands: Vec<Operand>,
    /// What narrows a history search, by name in lower case: `by`, `after`, …
    pub(crate) predicates: Vec<(String, Vec<Operand>)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Is,
    IsNot,
    In,
    NotIn,
    Matches,
    MatchesNot,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Was,
    WasNot,
    WasIn,
    WasNotIn,
    Changed,
}

impl Operator {
    /// Whether it asks for what was, not for what is.
    pub(crate) fn is_of_history(self) -> bool {
        matches!(
            self,
            Self::Was | Self::WasNot | Self::WasIn | Self::WasNotIn | Self::Changed
        )
    }
}

/// What may follow a history search.
const PREDICATES: [&str; 7] = ["from", "to", "by", "after", "before", "on", "during"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Operand {
    Text(String),
    Call(String, Vec<String>),
    Empty,
}

/// Far beyond any query people write; keeps recursion off the end of the stack.
const DEEPEST: usize = 50;

/// Reads JQL; the error names what was expected and where.
pub(crate) fn parse(text: &str) -> Result<Query, String> {
    read(text, lexer::is_reserved)
}

/// Reads CQL, which reserves fewer words: `type = user` is a query.
pub(crate) fn parse_cql(text: &str) -> Result<Query, String> {
    read(text, lexer::is_keyword)
}

fn read(text: &str, is_reserved: fn(&str) -> bool) -> Result<Query, String> {
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        depth: 0,
        is_reserved,
    };
    let filter = if parser.done() || parser.sees("order") {
        None
    } else {
        Some(parser.any()?)
    };
    let order = if parser.takes("order") {
        parser.order()?
    } else {
        Vec::new()
    };
    match parser.peek() {
        None => Ok(Query { filter, order }),
        Some(_) => Err(parser.expected("either 'OR' or 'AND'")),
    }
}

struct Parser {
    tokens: Vec<(Token, usize)>,
    at: usize,
    depth: usize,
    is_reserved: fn(&str) -> bool,
}

impl Parser {
    fn any(&mut self) -> Result<Expr, String> {
        self.joined(&["or", "||", "|"], Self::all, Expr::Any)
    }

    fn all(&mut self) -> Result<Expr, String> {
        self.joined(&["and", "&&", "&"], Self::one, Expr::All)
    }

    fn joined(
        &mut self,
        words: &[&str],
        part: fn(&mut Self) -> Result<Expr, String>,
        join: fn(Vec<Expr>) -> Expr,
    ) -> Result<Expr, String> {
        let first = part(self)?;
        let mut parts = vec![first];
        while words.iter().any(|word| self.takes(word)) {
            parts.push(part(self)?);
        }
        Ok(match parts.pop() {
            Some(only) if parts.is_empty() => only,
            last => join(parts.into_iter().chain(last).collect()),
        })
    }

    fn one(&mut self) -> Result<Expr, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("The query is nested too deeply.".to_owned());
        }
        let expr = if self.takes("not") || self.takes_symbol("!") {
            Expr::Not(Box::new(self.one()?))
        } else if self.takes_symbol("(") {
            let inner = self.any()?;
            self.closing()?;
            inner
        } else {
            Expr::Clause(self.clause()?)
        };
        self.depth -= 1;
        Ok(expr)
    }

    fn clause(&mut self) -> Result<Clause, String> {
        let field = self.text("a field name")?;
        let operator = self.operator()?;
        let operands = match operator {
            Operator::Changed => Vec::new(),
            Operator::In | Operator::NotIn | Operator::WasIn | Operator::WasNotIn => {
                self.operands()?
            }
            _ => vec![self.operand()?],
        };
        let mut predicates = Vec::new();
        while operator.is_of_history()
            && let Some(name) = PREDICATES.iter().find(|name| self.takes(name))
        {
            predicates.push(((*name).to_owned(), self.operands()?));
        }
        Ok(Clause {
            field,
            operator,
            operands,
            predicates,
        })
    }

    /// One operand, or several in brackets.
    fn operands(&mut self) -> Result<Vec<Operand>, String> {
        if !self.takes_symbol("(") {
            return Ok(vec![self.operand()?]);
        }
        let list = self.list(Self::operand)?;
        self.closing()?;
        Ok(list)
    }

    fn operator(&mut self) -> Result<Operator, String> {
        const SYMBOLS: [(&str, Operator); 8] = [
            ("=", Operator::Is),
            ("!=", Operator::IsNot),
            ("~", Operator::Matches),
            ("!~", Operator::MatchesNot),
            ("<", Operator::Less),
            ("<=", Operator::LessOrEqual),
            (">", Operator::Greater),
            (">=", Operator::GreaterOrEqual),
        ];
        if let Some((_, operator)) = SYMBOLS.iter().find(|(symbol, _)| self.takes_symbol(symbol)) {
            return Ok(*operator);
        }
        if self.takes("in") {
            return Ok(Operator::In);
        }
        if self.takes("changed") {
            return Ok(Operator::Changed);
        }
        if self.takes("was") {
            return Ok(match (self.takes("not"), self.takes("in")) {
                (false, false) => Operator::Was,
                (true, false) => Operator::WasNot,
                (false, true) => Operator::WasIn,
                (true, true) => Operator::WasNotIn,
            });
        }
        if self.takes("is") {
            return Ok(if self.takes("not") {
                Operator::IsNot
            } else {
                Operator::Is
            });
        }
        if self.sees("not") && self.takes("not") && self.takes("in") {
            return Ok(Operator::NotIn);
        }
        Err(self.expected(
            "one of the operators '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'IS'",
        ))
    }

    fn operand(&mut self) -> Result<Operand, String> {
        if self.takes("empty") || self.takes("null") {
            return Ok(Operand::Empty);
        }
        let text = self.text("a value")?;
        if !self.takes_symbol("(") {
            return Ok(Operand::Text(text));
        }
        let arguments = if self.sees_symbol(")") {
            Vec::new()
        } else {
            self.list(|parser| parser.text("an argument"))?
        };
        self.closing()?;
        Ok(Operand::Call(text, arguments))
    }

    fn order(&mut self) -> Result<Vec<(String, bool)>, String> {
        if !self.takes("by") {
            return Err(self.expected("'BY'"));
        }
        self.list(|parser| {
            let field = parser.text("a field name")?;
            let descending = parser.takes("desc");
            if !descending {
                parser.takes("asc");
            }
            Ok((field, descending))
        })
    }

    fn list<T>(&mut self, item: impl Fn(&mut Self) -> Result<T, String>) -> Result<Vec<T>, String> {
        let mut items = vec![item(self)?];
        while self.takes_symbol(",") {
            items.push(item(self)?);
        }
        Ok(items)
    }

    fn closing(&mut self) -> Result<(), String> {
        if self.takes_symbol(")") {
            Ok(())
        } else {
            Err(self.expected("')'"))
        }
    }

    fn text(&mut self, what: &str) -> Result<String, String> {
        let text = match self.peek() {
            Some(Token::Quoted(text)) => text.clone(),
            Some(Token::Word(word)) if (self.is_reserved)(word) => {
                return Err(format!(
                    "'{word}' is a reserved word. You must surround it in quotation marks to use it{}.",
                    self.place()
                ));
            }
            Some(Token::Word(word)) => word.clone(),
            _ => return Err(self.expected(what)),
        };
        self.at += 1;
        Ok(text)
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn done(&self) -> bool {
        self.peek().is_none()
    }

    fn sees(&self, word: &str) -> bool {
        matches!(self.peek(), Some(Token::Word(seen)) if seen.eq_ignore_ascii_case(word))
    }

    fn sees_symbol(&self, symbol: &str) -> bool {
        matches!(self.peek(), Some(Token::Symbol(seen)) if *seen == symbol)
    }

    fn takes(&mut self, word: &str) -> bool {
        let seen = self.sees(word) || self.sees_symbol(word);
        self.at += usize::from(seen);
        seen
    }

    fn takes_symbol(&mut self, symbol: &str) -> bool {
        let seen = self.sees_symbol(symbol);
        self.at += usize::from(seen);
        seen
    }

    fn expected(&self, what: &str) -> String {
        match self.peek() {
            Some(token) => format!(
                "Expecting {what} but got '{}'{}.",
                token.text(),
                self.place()
            ),
            None => format!("Expecting {what} before the end of the query."),
        }
    }

    fn place(&self) -> String {
        let character = self.tokens.get(self.at).map_or(1, |(_, at)| at + 1);
        format!(" (line 1, character {character})")
    }
}
