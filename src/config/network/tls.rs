//! Whom HTTPS trusts besides the platform, and by which certificate it is known itself. All files are PEM (RFC 7468).

use std::fmt;
use std::path::Path;

use pkcs8::der::pem::{LineEnding, encode_string};
use pkcs8::{EncryptedPrivateKeyInfoRef, SecretDocument, pkcs5};
use rustls::RootCertStore;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::sign::CertifiedKey;
use secrecy::{ExposeSecret as _, SecretString};

use crate::config::reader::Reader;
use crate::config::settings::{is_inline, table};
use crate::config::sources::Said;
use crate::product::Product;

/// What `…_CA_FILE`, `…_CLIENT_CERT` and `…_CLIENT_KEY` name, read and checked.
#[derive(Clone, Debug, Default)]
pub struct Tls {
    /// Authorities that are trusted beside the platform's.
    pub authorities: Vec<CertificateDer<'static>>,
    /// Who we are to a server that asks for a certificate.
    pub identity: Option<Identity>,
}

/// A client certificate with its chain and its key, as PEM. `Debug` shows nothing of it.
#[derive(Clone)]
pub struct Identity(SecretString);

impl Identity {
    /// The certificates, the client's own first, and the key, which is not encrypted.
    pub fn pem(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity")
    }
}

pub(super) fn read(product: Product, reader: &mut Reader) -> Tls {
    let authorities = reader
        .said(table::CA_FILE.of(product))
        .and_then(|file| read_file(&file, authorities, reader));
    Tls {
        authorities: authorities.unwrap_or_default(),
        identity: identity(product, reader),
    }
}

fn identity(product: Product, reader: &mut Reader) -> Option<Identity> {
    let certificate = table::CLIENT_CERT.of(product);
    let key = table::CLIENT_KEY.of(product);
    let password = table::CLIENT_KEY_PASSWORD.of(product);
    let opens = reader.text(password).map(SecretString::from);
    let (chain, secret) = match (reader.said(certificate), reader.said(key)) {
        (None, None) => return None,
        (Some(chain), Some(secret)) => (chain, secret),
        (given, _) => {
            let (has, lacks) = match given {
                Some(_) => (certificate.name, key.name),
                None => (key.name, certificate.name),
            };
            reader.problem(format!(
                "{has} is of no use without {lacks}; set both, to the same file if that has the certificate and its key"
            ));
            return None;
        }
    };
    let chain = read_file(&chain, certificates, reader);
    let of_key = |pem: &str| {
        let is_locked = section(pem, ENCRYPTED).is_some();
        private_key(pem, opens.as_ref(), password.name).map(|key| (key, is_locked))
    };
    let secret = read_file(&secret, of_key, reader);
    let (chain, (secret, is_locked)) = (chain?, secret?);
    if opens.is_some() && !is_locked {
        reader.warn(format!(
            "{} has no effect: the key that {} names is not encrypted",
            password.name, key.name
        ));
    }
    let provider = rustls::crypto::ring::default_provider();
    if let Err(error) = CertifiedKey::from_der(chain.clone(), secret.clone_key(), &provider) {
        reader.problem(format!(
            "{} and {} do not go together: {error}; name a certificate and its own key",
            certificate.name, key.name
        ));
        return None;
    }
    let identity = written(&chain, &secret).map(|pem| Identity(pem.into()));
    if identity.is_none() {
        reader.problem(format!("{} is too long", certificate.name));
    }
    identity
}

/// What a file holds, or a problem that names the setting and the file.
fn read_file<T>(
    file: &Said,
    read: impl FnOnce(&str) -> Result<T, String>,
    reader: &mut Reader,
) -> Option<T> {
    if is_inline(&file.text) {
        // It may be a private key, which nobody shall find in a log.
        reader.problem(format!(
            "{}: holds PEM itself; name a file that holds it, by its full path, e.g. /etc/ssl/jira.pem",
            file.name
        ));
        return None;
    }
    let path = Path::new(&file.text);
    let shown = path.display();
    let bytes = match path.is_absolute() {
        true => std::fs::read(path).map_err(|error| format!("cannot be read: {error}")),
        // Clients start this server in directories of their own choice, which may be somebody else's.
        false => Err("is not the full path of a file, e.g. /etc/ssl/jira.pem".to_owned()),
    };
    let read = bytes.and_then(|bytes| read(&String::from_utf8_lossy(&bytes)));
    read.map_err(|why| reader.problem(format!("{}: {shown} {why}", file.name)))
        .ok()
}

fn certificates(pem: &str) -> Result<Vec<CertificateDer<'static>>, String> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
    let found = found.map_err(|error| format!("is damaged: {error}"))?;
    if found.is_empty() {
        return Err(
            "has no certificate in PEM (-----BEGIN CERTIFICATE-----); openssl x509 -inform der -in FILE -out FILE.pem makes PEM of DER"
                .to_owned(),
        );
    }
    Ok(found)
}

fn authorities(pem: &str) -> Result<Vec<CertificateDer<'static>>, String> {
    let found = certificates(pem)?;
    for (at, certificate) in (1..).zip(&found) {
        let added = RootCertStore::empty().add(certificate.clone());
        added
            .map_err(|error| format!("has a certificate, the {at}. one, that is none: {error}"))?;
    }
    Ok(found)
}

/// The label of a key that a password opens (RFC 7468, section 11).
const ENCRYPTED: &str = "ENCRYPTED PRIVATE KEY";

/// How to come by a key in a form that is read.
const CONVERT: &str = "openssl pkcs8 -topk8 -v2 aes-256-cbc -in FILE -out FILE.pem converts it";

fn private_key(
    pem: &str,
    password: Option<&SecretString>,
    setting: &str,
) -> Result<PrivateKeyDer<'static>, String> {
    if pem.contains("Proc-Type: 4,ENCRYPTED") {
        return Err(format!(
            "holds a key that is encrypted in OpenSSL's old form (Proc-Type: 4,ENCRYPTED), which is not read; {CONVERT}"
        ));
    }
    if pem.contains("-----BEGIN OPENSSH PRIVATE KEY-----") {
        return Err("holds a key of OpenSSH, which TLS has no use for; name the key that belongs to the certificate".to_owned());
    }
    if let Some(encrypted) = section(pem, ENCRYPTED) {
        let password = password
            .ok_or_else(|| format!("holds an encrypted key; set {setting} to its password"))?;
        return decrypted(&encrypted, password, setting);
    }
    PrivateKeyDer::from_pem_slice(pem.as_bytes()).map_err(|_| {
        "has no private key in PEM (-----BEGIN PRIVATE KEY-----, RSA or EC ones, or ENCRYPTED ones of PKCS#8)".to_owned()
    })
}

fn decrypted(
    pem: &str,
    password: &SecretString,
    setting: &str,
) -> Result<PrivateKeyDer<'static>, String> {
    let damaged = || {
        format!(
            "holds a key that is damaged, or encrypted otherwise than PKCS#8 with AES is; {CONVERT}"
        )
    };
    let (_, document) = SecretDocument::from_pem(pem).map_err(|_| damaged())?;
    let info = EncryptedPrivateKeyInfoRef::try_from(document.as_bytes()).map_err(|_| damaged())?;
    let key = info
        .decrypt(password.expose_secret())
        .map_err(|error| match error {
            pkcs8::Error::EncryptedPrivateKey(pkcs5::Error::DecryptFailed)
            | pkcs8::Error::Asn1(_) => {
                format!("holds a key that {setting} does not open")
            }
            other => format!(
                "holds a key that is encrypted in a way that is not read ({other}); {CONVERT}"
            ),
        })?;
    Ok(PrivatePkcs8KeyDer::from(key.as_bytes().to_vec()).into())
}

/// The part of a PEM file with this label, with its two boundaries.
fn section(pem: &str, label: &str) -> Option<String> {
    let (begin, end) = (
        format!("-----BEGIN {label}-----"),
        format!("-----END {label}-----"),
    );
    let (_, after) = pem.split_once(&begin)?;
    let (inner, _) = after.split_once(&end)?;
    Some(format!("{begin}{inner}{end}\n"))
}

fn written(chain: &[CertificateDer<'_>], key: &PrivateKeyDer<'_>) -> Option<String> {
    let label = match key {
        PrivateKeyDer::Pkcs1(_) => "RSA PRIVATE KEY",
        PrivateKeyDer::Sec1(_) => "EC PRIVATE KEY",
        _ => "PRIVATE KEY",
    };
    let certificates = chain.iter().map(|part| ("CERTIFICATE", part.as_ref()));
    let parts = certificates.chain([(label, key.secret_der())]);
    parts
        .map(|(label, der)| encode_string(label, LineEnding::LF, der).ok())
        .collect()
}
