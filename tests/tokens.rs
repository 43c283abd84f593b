//! What the list of tools costs a model before it has done anything.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use atlassian_mcp::budget;
use serde_json::{Value, json};
use tiktoken_rs::o200k_base_singleton;

use crate::generated::{UPDATE, mirrored};
use crate::listed::{DEMOS, list};

/// The most that the whole list may cost on a deployment.
const WHOLE: usize = 6_500;

/// The most that the list of ways to all tools may cost.
const WAYS: usize = 1_000;

/// The most that one tool may cost.
const ONE: usize = 220;

/// How much more than last time the whole may cost unnoticed, in percent.
const RISE: usize = 2;

/// Where it is written how much it was last time.
const LAST: &str = "generated/TOKENS.md";

/// How many tokens a tool is, in the form that models are given it.
fn cost(tool: &Value) -> usize {
    let given = json!({
        "name": tool["name"],
        "description": tool["description"],
        "input_schema": tool["inputSchema"],
    });
    o200k_base_singleton().count_ordinary(&given.to_string())
}

/// Of each tool that `list` gives of a demo the costs on both deployments.
fn costs(list: impl Fn(&str) -> Vec<Value>) -> BTreeMap<String, [usize; 2]> {
    let mut costs = BTreeMap::<_, [usize; 2]>::new();
    for (column, flavour) in DEMOS.iter().enumerate() {
        for tool in list(flavour) {
            let name = tool["name"].as_str().unwrap().to_owned();
            costs.entry(name).or_default()[column] = cost(&tool);
        }
    }
    costs
}

fn total(costs: &BTreeMap<String, [usize; 2]>) -> [usize; 2] {
    [0, 1].map(|column| costs.values().map(|cost| cost[column]).sum::<usize>())
}

fn row(name: &str, [cloud, data_center]: [usize; 2]) -> String {
    format!("| {name} | {cloud} | {data_center} |")
}

/// The totals that are written down under a name.
fn last(name: &str) -> Option<[usize; 2]> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(LAST);
    let text = fs::read_to_string(path).ok()?;
    let total = text
        .lines()
        .find(|line| line.starts_with(&format!("| **{name}**")))?;
    let mut numbers = total.split('|').filter_map(|cell| cell.trim().parse().ok());
    Some([numbers.next()?, numbers.next()?])
}

#[test]
fn the_list_is_short_and_stays_so() {
    let costs = |surface: &str| {
        let surface = [("TOOL_SURFACE", surface)];
        costs(|flavour| list(&[&format!("--demo={flavour}")], &surface))
    };
    let (costs, ways) = (costs("full"), costs("progressive"));
    let (all, of_ways) = (total(&costs), total(&ways));
    let mut text = String::from(
        "# Tokens\n\nWhat the list of tools costs a model: tokens of `o200k_base` over compact `{name, description, input_schema}`.\n\n\
         | tool | Cloud | Data Center |\n| --- | --- | --- |\n",
    );
    writeln!(text, "{}", row("**all**", all)).unwrap();
    for (name, cost) in &costs {
        writeln!(text, "{}", row(&format!("`{name}`"), *cost)).unwrap();
        assert!(
            cost.iter().all(|cost| *cost <= ONE),
            "{name}: {cost:?}, and {ONE} is the most"
        );
    }
    text.push_str("\nWith `TOOL_SURFACE=progressive`:\n\n| tool | Cloud | Data Center |\n| --- | --- | --- |\n");
    writeln!(text, "{}", row("**ways**", of_ways)).unwrap();
    for (name, cost) in &ways {
        writeln!(text, "{}", row(&format!("`{name}`"), *cost)).unwrap();
    }
    for (costs, most) in [(all, WHOLE), (of_ways, WAYS)] {
        assert!(
            costs.iter().all(|all| *all <= most),
            "{costs:?}, and {most} is the most"
        );
    }
    if std::env::var_os(UPDATE).is_some() {
        return mirrored(LAST, &text);
    }
    for (name, now) in [("all", all), ("ways", of_ways)] {
        let last = last(name)
            .unwrap_or_else(|| panic!("{LAST} is out of date; run `{UPDATE}=1 cargo test`"));
        let is_dearer = |(now, last): (&usize, &usize)| now * 100 > last * (100 + RISE);
        assert!(
            !now.iter().zip(&last).any(is_dearer),
            "the list costs {now:?} tokens and cost {last:?}, which is over {RISE} % more; shorten it, or run `{UPDATE}=1 cargo test`"
        );
    }
}

/// The estimate that replies are held to, against what o200k makes of documents like those that are read.
#[test]
fn the_estimate_is_near_what_a_tokenizer_counts() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("markup/corpus");
    let mut ratios = Vec::new();
    for folder in fs::read_dir(corpus).unwrap() {
        for entry in fs::read_dir(folder.unwrap().path()).unwrap() {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap_or_default();
            if text.len() > 1_500 {
                let counted = o200k_base_singleton().count_ordinary(&text);
                ratios.push(budget::tokens(&text) as f64 / counted as f64);
            }
        }
    }
    ratios.sort_by(f64::total_cmp);
    let at = |percent: usize| ratios[(ratios.len() - 1) * percent / 100];
    assert!(ratios.len() > 50);
    assert!(
        at(0) > 0.7 && at(10) > 0.8 && at(50) < 1.15 && at(100) < 1.6,
        "{ratios:?}"
    );
}

#[test]
fn the_estimate_knows_other_scripts() {
    for text in [
        "我们在上周五的会议上决定推迟发布，因为支付网关的集成测试仍然失败。",
        "先週の金曜日の会議で、決済ゲートウェイの統合テストがまだ失敗しているため、リリースを延期しました。",
        "지난 금요일 회의에서 결제 게이트웨이 통합 테스트가 계속 실패하고 있어 출시를 연기하기로 했습니다.",
        "На встрече в прошлую пятницу мы решили отложить выпуск, потому что тесты платёжного шлюза не проходят.",
        "Größere Änderungen müssen vorher geprüft werden, weil die Tests der Zahlungsschnittstelle fehlschlagen.",
        "في اجتماع يوم الجمعة الماضي قررنا تأجيل الإصدار لأن اختبارات التكامل ما زالت تفشل.",
        "🚀 🎉 ✅ ❌ 🔥 👍 💥 🐛 📌 🧪 🚧 👀",
    ] {
        let counted = o200k_base_singleton().count_ordinary(text) as f64;
        let ratio = budget::tokens(text) as f64 / counted;
        assert!((0.8..1.7).contains(&ratio), "{ratio}: {text}");
    }
}
