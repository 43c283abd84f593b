//! Whom HTTPS trusts, and by which certificate it is known.

use super::pki::{Pki, encrypted};
use super::wire::{ANSWER, Kind, Server};
use super::{ask, problems, warnings};

/// A Jira on this machine that speaks TLS.
async fn jira(pki: &Pki, asks: bool) -> (Server, String) {
    let tls = Some(pki.server("localhost", asks));
    let server = Server::of(Kind {
        tls,
        ..Kind::default()
    })
    .await;
    let url = format!("https://localhost:{}", server.address.port());
    (server, url)
}

#[tokio::test]
async fn an_authority_of_ones_own_is_trusted_where_it_is_named() {
    let (pki, other) = (Pki::new(), Pki::new());
    let (_server, url) = jira(&pki, false).await;
    let ca = pki.file("ca.pem", &pki.ca());
    let stranger = pki.file("other.pem", &other.ca());
    let both = pki.file("both.pem", &format!("# ours\n{}\n{}", other.ca(), pki.ca()));
    for (name, file) in [
        ("JIRA_CA_FILE", &ca),
        ("JIRA_CA_FILE", &both),
        ("ATLASSIAN_CA_FILE", &ca),
        ("REQUESTS_CA_BUNDLE", &ca),
    ] {
        assert_eq!(ask(&url, &[(name, file)]).await.unwrap(), ANSWER, "{name}");
    }
    let nothing: [(&str, &str); 0] = [];
    for settings in [
        &nothing[..],
        &[("JIRA_CA_FILE", &stranger)],
        &[("CONFLUENCE_CA_FILE", &ca)],
    ] {
        let error = ask(&url, settings).await.unwrap_err().to_string();
        assert!(
            error.contains("JIRA_CA_FILE") && error.contains("certificate"),
            "{error}"
        );
    }
}

/// Somebody who put the key itself into the setting must not find it in a log.
#[test]
fn a_key_in_place_of_its_file_is_not_repeated() {
    for value in [
        "-----BEGIN PRIVATE KEY-----\nhush\n",
        "-----BEGIN hush",
        "/a\nhush",
    ] {
        let all = [("JIRA_CLIENT_CERT", value), ("JIRA_CLIENT_KEY", value)];
        let told = problems(&all);
        assert!(
            told.contains("JIRA_CLIENT_KEY") && told.contains("name a file"),
            "{told}"
        );
        assert!(!told.contains("hush"), "{told}");
    }
}

#[tokio::test]
async fn verification_can_be_turned_off_which_is_warned_of() {
    let pki = Pki::new();
    let (_server, url) = jira(&pki, false).await;
    let off = [("JIRA_SSL_VERIFY", "false")];
    assert_eq!(ask(&url, &off).await.unwrap(), ANSWER);
    assert!(warnings(&off).contains("JIRA_SSL_VERIFY=false"));
    assert!(
        ask(&url, &[("CONFLUENCE_SSL_VERIFY", "false")])
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_server_that_asks_for_a_certificate_gets_it() {
    let pki = Pki::new();
    let (server, url) = jira(&pki, true).await;
    let ca = pki.file("ca.pem", &pki.ca());
    let own = pki.certify("mcp");
    let certificate = pki.file("own.pem", &own.certificate.pem());
    let key = pki.file("own.key", &own.key.serialize_pem());
    let locked = pki.file("locked.key", &encrypted(&own.key, "l0cked up"));
    let all = pki.file(
        "all.pem",
        &format!("{}{}", own.key.serialize_pem(), own.certificate.pem()),
    );
    let trust = ("JIRA_CA_FILE", &*ca);
    for (certificate, key, password) in [
        (&certificate, &key, ""),
        (&certificate, &locked, "l0cked up"),
        (&all, &all, ""),
    ] {
        let settings = [
            trust,
            ("JIRA_CLIENT_CERT", certificate),
            ("JIRA_CLIENT_KEY", key),
            ("JIRA_CLIENT_KEY_PASSWORD", password),
        ];
        assert_eq!(ask(&url, &settings).await.unwrap(), ANSWER, "{key}");
    }
    assert_eq!(server.heads().len(), 3);
    for (key, has_effect) in [(&key, false), (&locked, true)] {
        let told = warnings(&[
            ("JIRA_CLIENT_CERT", &certificate),
            ("JIRA_CLIENT_KEY", key),
            ("JIRA_CLIENT_KEY_PASSWORD", "l0cked up"),
        ]);
        let warned = told.contains("JIRA_CLIENT_KEY_PASSWORD has no effect");
        assert_eq!(warned, !has_effect, "{told}");
    }

    let error = ask(&url, &[trust]).await.unwrap_err().to_string();
    assert!(error.contains("JIRA_CLIENT_CERT"), "{error}");
    let stranger = Pki::new().certify("mcp");
    let certificate = pki.file("stranger.pem", &stranger.certificate.pem());
    let key = pki.file("stranger.key", &stranger.key.serialize_pem());
    let settings = [
        trust,
        ("JIRA_CLIENT_CERT", &certificate),
        ("JIRA_CLIENT_KEY", &key),
    ];
    let error = ask(&url, &settings).await.unwrap_err().to_string();
    assert!(error.contains("JIRA_CLIENT_CERT"), "{error}");
    assert_eq!(server.heads().len(), 3);
}

#[test]
fn a_file_that_is_of_no_use_is_told_at_the_start() {
    let pki = Pki::new();
    let empty = pki.file("empty.pem", "");
    let torn = pki.file("torn.pem", &pki.ca().replace("\nMI", "\n*!"));
    let no_certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let no_certificate = pki.file("none.pem", no_certificate);
    for (file, why) in [
        (
            "/nowhere/ca.pem",
            "/nowhere/ca.pem cannot be read: No such file",
        ),
        ("ca.pem", "ca.pem is not the full path of a file"),
        (&empty, "empty.pem has no certificate in PEM"),
        (&torn, "torn.pem is damaged"),
        (
            &no_certificate,
            "none.pem has a certificate, the 1. one, that is none",
        ),
    ] {
        for name in ["JIRA_CA_FILE", "ATLASSIAN_CA_FILE"] {
            let told = problems(&[(name, file)]);
            assert!(
                told.starts_with(&format!("{name}: ")) && told.contains(why),
                "{told}"
            );
            assert_eq!(told.lines().count(), 1, "{told}");
        }
    }
}

#[test]
fn neither_the_server_nor_check_begins_with_a_file_that_is_missing() {
    for arguments in [
        &[][..],
        &["check"],
        &["--transport=streamable-http", "--port=0"],
    ] {
        let mut command = assert_cmd::Command::cargo_bin("mcp-atlassian").unwrap();
        command.env_clear().args(arguments);
        command.envs([
            ("JIRA_URL", "https://127.0.0.1:1"),
            ("JIRA_PERSONAL_TOKEN", "t"),
            ("JIRA_CA_FILE", "/nowhere/ca.pem"),
        ]);
        let output = command.output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(
            told.starts_with("JIRA_CA_FILE: /nowhere/ca.pem cannot be read"),
            "{told}"
        );
    }
}

#[test]
fn a_client_certificate_without_its_own_key_is_told_at_the_start() {
    let pki = Pki::new();
    let (own, other) = (pki.certify("mcp"), pki.certify("other"));
    let certificate = pki.file("own.pem", &own.certificate.pem());
    let key = pki.file("own.key", &own.key.serialize_pem());
    let others = pki.file("other.key", &other.key.serialize_pem());
    let locked = pki.file("locked.key", &encrypted(&own.key, "l0cked up"));
    let old = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n";
    let old = pki.file("old.key", old);
    let ssh = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n";
    let ssh = pki.file("ssh.key", ssh);
    let torn = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
    let torn = pki.file("torn.key", torn);

    let told = problems(&[("JIRA_CLIENT_CERT", &certificate)]);
    assert!(told.contains("without JIRA_CLIENT_KEY"), "{told}");
    let told = problems(&[("JIRA_CLIENT_KEY", &key)]);
    assert!(told.contains("without JIRA_CLIENT_CERT"), "{told}");
    for (key, password, why) in [
        (
            &*others,
            "",
            "JIRA_CLIENT_CERT and JIRA_CLIENT_KEY do not go together",
        ),
        (
            &locked,
            "",
            "holds an encrypted key; set JIRA_CLIENT_KEY_PASSWORD",
        ),
        (
            &locked,
            "wr0ng",
            "holds a key that JIRA_CLIENT_KEY_PASSWORD does not open",
        ),
        (
            &old,
            "l0cked up",
            "Proc-Type: 4,ENCRYPTED), which is not read; openssl pkcs8",
        ),
        (&ssh, "", "holds a key of OpenSSH"),
        (
            &torn,
            "l0cked up",
            "holds a key that is damaged, or encrypted otherwise",
        ),
        (&certificate, "", "has no private key in PEM"),
        ("/nowhere/key", "", "/nowhere/key cannot be read"),
    ] {
        let told = problems(&[
            ("JIRA_CLIENT_CERT", &certificate),
            ("JIRA_CLIENT_KEY", key),
            ("JIRA_CLIENT_KEY_PASSWORD", password),
        ]);
        assert!(told.contains(why), "{key}: {told}");
        assert!(
            !told.contains("wr0ng") && !told.contains("l0cked up"),
            "{told}"
        );
    }
}
