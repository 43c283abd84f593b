//! An authority of our own, certificates by it, and files of them.

use std::path::Path;
use std::sync::Arc;

use pkcs8::PrivateKeyInfoRef;
use pkcs8::der::pem::LineEnding;
use pkcs8::pkcs5::pbes2::Parameters;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tempfile::TempDir;

pub struct Pki {
    authority: CertifiedIssuer<'static, KeyPair>,
    folder: TempDir,
}

/// A certificate and its key.
pub struct Certified {
    pub certificate: rcgen::Certificate,
    pub key: KeyPair,
}

impl Pki {
    pub fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        Self {
            authority: CertifiedIssuer::self_signed(params, key).unwrap(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn certify(&self, name: &str) -> Certified {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([name.to_owned()]).unwrap();
        Certified {
            certificate: params.signed_by(&key, &self.authority).unwrap(),
            key,
        }
    }

    /// A server's side of TLS for a name; with `asks`, it speaks to nobody without a certificate of this authority.
    pub fn server(&self, name: &str, asks: bool) -> Arc<ServerConfig> {
        let own = self.certify(name);
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .unwrap();
        let config = match asks {
            true => config.with_client_cert_verifier(self.verifier(provider)),
            false => config.with_no_client_auth(),
        };
        let key = PrivateKeyDer::try_from(own.key.serialize_der()).unwrap();
        let chain = vec![own.certificate.der().clone()];
        Arc::new(config.with_single_cert(chain, key).unwrap())
    }

    fn verifier(
        &self,
        provider: Arc<CryptoProvider>,
    ) -> Arc<dyn rustls::server::danger::ClientCertVerifier> {
        let mut roots = RootCertStore::empty();
        roots.add(self.authority.der().clone()).unwrap();
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider)
            .build()
            .unwrap()
    }

    /// The authority's certificate as PEM.
    pub fn ca(&self) -> String {
        self.authority.pem()
    }

    /// The path of a file with this text.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        shown(&path)
    }
}

fn shown(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// The key, encrypted as `openssl pkcs8 -topk8` does.
pub fn encrypted(key: &KeyPair, password: &str) -> String {
    let params = Parameters::generate_pbkdf2_sha256_aes256cbc(2048, b"12345678", [7; 16]).unwrap();
    let der = key.serialize_der();
    let info = PrivateKeyInfoRef::try_from(der.as_slice()).unwrap();
    let document = info.encrypt_with_params(params, password).unwrap();
    let pem = document.to_pem("ENCRYPTED PRIVATE KEY", LineEnding::LF);
    pem.unwrap().to_string()
}
