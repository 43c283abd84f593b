//! Where tokens lie.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use atlassian_mcp::auth::oauth::{Grant, Keys, Store, Tokens};
use atlassian_mcp::auth::sealed::Key;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use super::{Signing, WORK, http};

use crate::until::until;

/// A keyring that can be emptied, or broken.
#[derive(Debug, Default)]
struct Ring(Mutex<HashMap<String, Key>>);

impl Keys for Ring {
    fn get(&self, name: &str) -> Result<Key, String> {
        let keys = self.0.lock().unwrap();
        keys.get(name)
            .cloned()
            .ok_or_else(|| "no such key".to_owned())
    }

    fn put(&self, name: &str, key: &Key) -> Result<(), String> {
        self.0.lock().unwrap().insert(name.to_owned(), key.clone());
        Ok(())
    }
}

fn tokens() -> Tokens {
    let refresh = Some("refresh-s3cret".into());
    Tokens::given("access-s3cret".into(), refresh, Duration::from_secs(60))
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_can_read_it_and_it_says_how_it_is_kept() {
    use std::os::unix::fs::PermissionsExt as _;
    let signing = Signing::start().await;
    let store = signing.store();
    std::fs::create_dir(signing.path()).unwrap();
    std::fs::set_permissions(signing.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    store.write(&tokens()).unwrap();
    let mode = |path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(signing.path()), mode(store.path())), (0o700, 0o600));
    let kept: Value = serde_json::from_slice(&std::fs::read(store.path()).unwrap()).unwrap();
    assert_eq!(
        (&kept["kept"], &kept["version"]),
        (&json!("plain"), &json!(1))
    );
    assert!(kept["about"].as_str().unwrap().contains("as they are"));
}

#[tokio::test]
async fn with_a_keyring_it_is_sealed_and_worth_nothing_without_the_key() {
    let signing = Signing::start().await;
    let ring = Arc::new(Ring::default());
    let store = Store::of(&signing.client(), ring.clone());
    store.write(&tokens()).unwrap();
    let text = std::fs::read_to_string(store.path()).unwrap();
    assert!(
        !text.contains("s3cret") && text.contains("sealed"),
        "{text}"
    );
    let back = store.read().unwrap().unwrap();
    assert_eq!(back.access.expose_secret(), "access-s3cret");

    ring.0.lock().unwrap().clear();
    let error = store.read().unwrap_err().to_string();
    assert!(
        error.contains("sealed") && error.contains("no such key"),
        "{error}"
    );
    // Nothing is written as it is in its place.
    store.write(&tokens()).unwrap_err();
    assert_eq!(std::fs::read_to_string(store.path()).unwrap(), text);

    let other = Key::random();
    ring.put("oauth-demo-client-cloud.v1", &other).unwrap();
    let error = store.read().unwrap_err().to_string();
    assert!(error.contains("another key"), "{error}");
}

#[tokio::test]
async fn a_file_of_another_form_is_not_touched_and_not_quoted() {
    let signing = Signing::start().await;
    let store = signing.store();
    std::fs::create_dir(signing.path()).unwrap();
    for text in ["{\"access_token\": \"s3cret\"}", "s3cret", ""] {
        std::fs::write(store.path(), text).unwrap();
        let error = store.read().unwrap_err().to_string();
        assert!(
            error.contains("--oauth-setup") && !error.contains("s3cret"),
            "{error}"
        );
        assert_eq!(std::fs::read_to_string(store.path()).unwrap(), text);
    }
}

#[tokio::test]
async fn tokens_of_the_python_server_are_taken_over_once_and_left_there() {
    let signing = Signing::start().await;
    let (access, refresh) = signing.server.grant(WORK);
    std::fs::create_dir(signing.path()).unwrap();
    let file = signing.path().join("oauth-demo-client.json");
    let left = json!({
        "refresh_token": refresh, "access_token": access, "expires_at": 1_700_000_000.25, "cloud_id": demo::CLOUD_ID,
    });
    std::fs::write(&file, left.to_string()).unwrap();
    let tokens = signing.grant().ready(&http()).await.unwrap();
    assert_ne!(tokens.access.expose_secret(), access);
    assert_eq!(tokens.cloud_id.as_deref(), Some(demo::CLOUD_ID));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), left.to_string());
    signing.grant().ready(&http()).await.unwrap();
    assert_eq!(signing.asked(), 1);
}

#[tokio::test]
async fn where_nothing_can_be_kept_nothing_is_renewed() {
    let signing = Signing::start().await;
    std::fs::write(signing.path(), "a file where the folder should be").unwrap();
    let error = signing
        .grant()
        .ready(&http())
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("cannot be kept there"), "{error}");
    assert_eq!(signing.asked(), 0);
}

/// No keyring; what lies in the way of the file at the time when the tokens can no more be given back.
#[derive(Debug)]
struct InTheWay {
    file: PathBuf,
    reserved: Mutex<u64>,
}

impl Keys for InTheWay {
    fn get(&self, _: &str) -> Result<Key, String> {
        let files = std::fs::read_dir(self.file.parent().unwrap()).unwrap();
        let lengths = files.map(|file| file.unwrap().metadata().unwrap().len());
        *self.reserved.lock().unwrap() = lengths.max().unwrap();
        if std::fs::remove_file(&self.file).is_ok() {
            std::fs::create_dir_all(self.file.join("x")).unwrap();
        }
        Err("no keyring".to_owned())
    }

    fn put(&self, _: &str, _: &Key) -> Result<(), String> {
        Err("no keyring".to_owned())
    }
}

#[tokio::test]
async fn tokens_that_cannot_be_saved_are_used_and_saved_when_they_can_be() {
    let signing = Signing::start().await;
    signing.signed_in(WORK);
    let ring = Arc::new(InTheWay {
        file: signing.store().path(),
        reserved: Mutex::default(),
    });
    let grant = Grant::new(signing.client(), ring.clone());
    let tokens = grant.ready(&http()).await.unwrap();
    assert!(*ring.reserved.lock().unwrap() > 16 << 10);
    // Nothing to be had from the disk still.
    let again = grant.ready(&http()).await.unwrap();
    assert!(again.are(&tokens.access));

    std::fs::remove_dir_all(&ring.file).unwrap();
    until("it is kept", async || {
        grant.ready(&http()).await.unwrap();
        ring.file.exists()
    })
    .await;
    let kept = signing.store().read().unwrap().unwrap();
    assert!(kept.are(&tokens.access));
    assert_eq!(signing.asked(), 1);
}

#[tokio::test]
async fn clients_and_servers_have_files_of_their_own() {
    let signing = Signing::start().await;
    let named = |client_id: &str| {
        let mut client = signing.client();
        client.client_id = client_id.to_owned();
        Store::of(&client, super::no_keyring()).path()
    };
    assert!(named("aB3-_").ends_with("oauth-aB3-_-cloud.v1"));
    let odd = named("../../etc/passwd");
    assert_eq!(odd.parent().unwrap(), signing.path());
    assert_ne!(odd, named("../../etc/shadow"));
    let elsewhere = Signing::at(demo::authorization::Kind::DataCenter).await;
    assert_ne!(
        elsewhere.store().path().file_name(),
        signing.store().path().file_name()
    );
}
