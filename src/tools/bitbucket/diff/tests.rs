use proptest::prelude::*;

use super::*;

fn one(text: &str) -> FileDiff<'_> {
    let mut files = parse(text);
    assert_eq!(files.len(), 1, "{files:#?}");
    files.remove(0)
}

fn names(text: &str) -> Vec<(Option<String>, Option<String>)> {
    parse(text)
        .into_iter()
        .map(|file| (file.old, file.new))
        .collect()
}

fn both(old: &str, new: &str) -> (Option<String>, Option<String>) {
    (Some(old.to_owned()), Some(new.to_owned()))
}

#[test]
fn names_of_both_servers_and_of_odd_files() {
    for (text, expected) in [
        (
            "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-1\n+2\n",
            both("x", "x"),
        ),
        (
            "diff --git src://a/x dst://a/x\n--- src://a/x\n+++ dst://a/x\n@@ -1 +1 @@\n-1\n+2\n",
            both("a/x", "a/x"),
        ),
        ("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-1\n+2\n", both("x", "x")),
        (
            "diff --git a/a b/b b/a b/b\nold mode 100644\nnew mode 100755\n",
            both("a b/b", "a b/b"),
        ),
        (
            "diff --git a/a b b/c d\nsimilarity index 100%\nrename from a b\nrename to c d\n",
            both("a b", "c d"),
        ),
        (
            "diff --git src://a b dst://c d\nsimilarity index 100%\n",
            both("a b", "c d"),
        ),
        (
            "diff --git a/a b/a\nBinary files a/a and b/a differ\n",
            both("a", "a"),
        ),
        (
            "diff --git \"a/\\303\\244\\t.txt\" \"b/\\303\\244\\t.txt\"\n",
            both("ä\t.txt", "ä\t.txt"),
        ),
        (
            "diff --git a/x y b/x y\n--- a/x y\t\n+++ b/x y\t\n@@ -1 +1 @@\n-1\n+2\n",
            both("x y", "x y"),
        ),
        ("diff --git a/x b/\"q\n", both("x", "\"q")),
    ] {
        assert_eq!(names(text), [expected], "{text}");
    }
    let added =
        "diff --git a/x b/x\nnew file mode 100644\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+1\n";
    assert_eq!(names(added), [(None, Some("x".to_owned()))]);
    let empty = "diff --git a/x b/x\nnew file mode 100644\nindex 0000000..e69de29\n";
    assert_eq!(names(empty), [(None, Some("x".to_owned()))]);
    let gone =
        "diff --git a/x b/x\ndeleted file mode 100644\n--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-1\n";
    assert_eq!(names(gone), [(Some("x".to_owned()), None)]);
}

#[test]
fn lines_that_look_like_headers_are_lines() {
    let text = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,4 +1,5 @@ fn x() {\n--- a/y\n-- b\n+++ b/z\n+@@ -1 +1 @@\n+diff --git a/q b/q\n @@ -9 +9 @@\n diff --git\n\\ No newline at end of file\n";
    let file = one(text);
    assert_eq!((file.path(), file.cut, file.counts()), ("x", false, (3, 2)));
    let lines: Vec<_> = file.hunks[0]
        .lines
        .iter()
        .map(|line| (line.old, line.new, line.text()))
        .collect();
    assert_eq!(lines[0], (Some(1), None, "-- a/y"));
    assert_eq!(lines[2], (None, Some(1), "++ b/z"));
    assert_eq!(lines[5], (Some(3), Some(4), "@@ -9 +9 @@"));
    assert_eq!(lines.len(), 8);
}

#[test]
fn what_is_cut_says_so_and_spoils_nothing() {
    let text = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n-1\n+2\ndiff --git a/y b/y\n--- a/y\n+++ b/y\n@@ -1 +1 @@\n-1\n+2\n";
    let files = parse(text);
    assert_eq!(
        files
            .iter()
            .map(|file| (file.path(), file.cut))
            .collect::<Vec<_>>(),
        [("x", true), ("y", false)]
    );
    let last = files[0].written(false).pop().unwrap();
    assert!(last.contains("cut"), "{last}");
}

#[test]
fn what_is_no_diff_is_no_file() {
    for text in [
        "",
        "\n",
        "hello\n@@ -1 +1 @@\n+1\n",
        "<html>",
        "--- a/x\n",
        "@@ -1,1 +99999999999999999999,1 @@\n",
    ] {
        assert_eq!(parse(text), [], "{text:?}");
    }
    let odd = "diff --cc x\n@@@ -1,1 -1,1 +1,2 @@@\n++1\ndiff --git a/y b/y\n@@ -1,18446744073709551615 +18446744073709551615,2 @@\n+1\n+2\n";
    let files = parse(odd);
    assert_eq!(files.len(), 2);
    assert!(files[1].cut && files[1].counts() == (2, 0));
}

#[test]
fn it_is_written_as_git_does_on_both() {
    let cloud = "diff --git a/a.rs b/b.rs\nsimilarity index 90%\nrename from a.rs\nrename to b.rs\nindex 1..2 100644\n--- a/a.rs\n+++ b/b.rs\n@@ -9,3 +9,3 @@ fn a() {\n x\n-y\n+z\n \n\\ No newline at end of file\n";
    let plain = cloud.replace("index 1..2 100644\n", "");
    assert_eq!(one(cloud).written(false).join("\n") + "\n", plain);
    let dc = cloud
        .replace("a/a.rs", "src://a.rs")
        .replace("b/b.rs", "dst://b.rs");
    assert_eq!(one(&dc).written(false), one(cloud).written(false));
    let numbered = one(cloud).written(true);
    assert_eq!(
        numbered[7..],
        [
            " 9  9  x",
            "10    -y",
            "   10 +z",
            "11 11  ",
            "\\ No newline at end of file"
        ]
    );
}

#[test]
fn a_line_is_found_by_its_number_or_the_nearest_is_named() {
    let file = one(
        "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -10,3 +10,4 @@\n a\n-b\n+c\n+d\n e\n@@ -50 +51 @@\n-f\n+g\n",
    );
    let spot = |side, number| file.spot(side, number);
    let found = |side, number| {
        let spot = spot(side, number).unwrap();
        (
            spot.hunk,
            spot.line.kind,
            spot.line.old,
            spot.line.new,
            spot.line.text(),
        )
    };
    assert_eq!(found(Side::New, 12), (0, Kind::Added, None, Some(12), "d"));
    assert_eq!(
        found(Side::Old, 11),
        (0, Kind::Removed, Some(11), None, "b")
    );
    assert_eq!(
        found(Side::Old, 12),
        (0, Kind::Context, Some(12), Some(13), "e")
    );
    assert_eq!(found(Side::New, 51), (1, Kind::Added, None, Some(51), "g"));
    assert_eq!(spot(Side::New, 1), Err(Some(10)));
    assert_eq!(spot(Side::New, 40), Err(Some(51)));
    assert_eq!(spot(Side::Old, u64::MAX), Err(Some(50)));
    assert_eq!(
        one("diff --git a/x b/x\nBinary files a/x and b/x differ\n").spot(Side::New, 1),
        Err(None)
    );
}

#[test]
fn files_are_chosen_by_path_folder_and_glob() {
    let takes =
        |patterns: &str, name: &str| Selection::read(patterns).unwrap().unwrap().takes([name]);
    for (patterns, name, expected) in [
        ("src/main.rs", "src/main.rs", true),
        ("/src/main.rs", "src/main.rs", true),
        ("main.rs", "src/main.rs", true),
        ("src", "src/a/b.rs", true),
        ("src/", "lib/src/b.rs", true),
        ("/src/", "lib/src/b.rs", false),
        ("src/*.rs", "src/a/b.rs", false),
        ("src/**/*.rs", "src/a/b.rs", true),
        ("*.rs, *.toml", "a/Cargo.toml", true),
        ("*.{rs,toml}", "Cargo.toml", true),
        ("!*.lock", "a/Cargo.lock", false),
        ("!*.lock", "src/a.rs", true),
        ("src/, !src/gen/", "src/gen/a.rs", false),
        ("app/[id]/page.tsx", "app/[id]/page.tsx", true),
        ("odd[.txt", "odd[.txt", true),
        ("odd[", "in/odd[", true),
        ("a.rs", "b.rs", false),
    ] {
        assert_eq!(takes(patterns, name), expected, "{patterns}: {name}");
    }
    assert!(Selection::read(" , ").unwrap().is_none());
    let renamed = Selection::read("old.rs").unwrap().unwrap();
    assert!(renamed.takes(["new.rs", "old.rs"]));
}

proptest! {
    #[test]
    fn nothing_panics_and_numbers_count_up(text in "(diff --git a/x b/x|--- a/x|\\+\\+\\+ b/x|@@ -[0-9]{1,20},[0-9] \\+[0-9]{1,20},[0-9] @@|[-+ \\\\\"][a-z\\\\\"0-7 ]{0,6}|\n){0,40}") {
        for file in parse(&text) {
            file.written(true);
            let _ = file.spot(Side::New, 3);
            for hunk in &file.hunks {
                let numbers: Vec<u64> = hunk.lines.iter().filter_map(|line| line.new).collect();
                prop_assert!(numbers.is_sorted());
            }
        }
    }
}
