// SPDX-License-Identifier: Apache-2.0
// Over TLS, keys are accepted only from a server whose certificate is trusted, valid and for
// the requested host.
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <filesystem>

#include "gatehouse/verifier/verifier.h"
#include "http/test_server.h"
#include "store/run.h"
#include "verifier/key_server.h"
#include "verifier/raw_server.h"

namespace gatehouse::verifier {
namespace {

namespace ssl = boost::asio::ssl;

/// A self-signed certificate and its key.
class Identity {
 public:
  /// `alternative` is subjectAltName in OpenSSL's notation. `days` is the validity from now
  /// on; negative: expired.
  explicit Identity(const std::string& alternative, int days = 1) {
    auto* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("test"), -1,
                               -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    constexpr long day = 86'400;
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -10 * day);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), days * day);
    X509_set_pubkey(certificate.get(), key.get());
    auto* extension = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, alternative.c_str());
    X509_add_ext(certificate.get(), extension, -1);
    X509_EXTENSION_free(extension);
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    std::FILE* file = std::fopen(path.c_str(), "w");
    PEM_write_X509(file, certificate.get());
    std::fclose(file);
    SSL_CTX_use_certificate(context.native_handle(), certificate.get());
    SSL_CTX_use_PrivateKey(context.native_handle(), key.get());
  }
  ~Identity() { std::filesystem::remove(path); }
  Identity(const Identity&) = delete;
  Identity& operator=(const Identity&) = delete;

  ssl::context context{ssl::context::tls_server};
  std::string path =
      std::filesystem::temp_directory_path() /
      ("gatehouse-verifier-" + std::to_string(::getpid()) + "-" + std::to_string(next()) + ".pem");

 private:
  static int next() {
    static int number = 0;
    return ++number;
  }

  std::unique_ptr<X509, decltype(&X509_free)> certificate{X509_new(), X509_free};
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{EVP_EC_gen("P-256"), EVP_PKEY_free};
};

std::string answer_bytes() {
  const auto body = crypto::write_jwks(crypto::test_keys().keys());
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// Returns whether keys are accepted from that host of a server with that identity, trusting the certificates
/// in a file.
std::string said(Identity& identity, const std::string& host, const std::string& ca_file) {
  RawServer server{answer_bytes(), &identity.context};
  RemoteKeysOptions options;
  const auto log = std::make_shared<http::test::MemoryLog>();
  options.log = log;
  options.ca_file = ca_file;
  const auto keys = RemoteKeys::from_url("https://" + host + ":" + server.port() + "/jwks", options);
  if (!keys) return keys.error();
  Verifier verifier{*keys};
  crypto::Claims claims;
  claims.subject = "ada";
  claims.expires_at = system_clock().now() + std::chrono::hours{1};
  const auto answer =
      store::run(verifier.verify(crypto::sign(claims, crypto::test_key(crypto::SigningAlgorithm::eddsa))));
  if (answer) return "accepted";
  return std::string{to_string(answer.error())};
}

TEST(Tls, ATrustedCertificateForTheHost) {
  Identity local{"DNS:localhost,IP:127.0.0.1"};
  EXPECT_EQ(said(local, "localhost", local.path), "accepted");
  EXPECT_EQ(said(local, "127.0.0.1", local.path), "accepted");
}

TEST(Tls, NoOther) {
  Identity local{"DNS:localhost,IP:127.0.0.1"};
  Identity elsewhere{"DNS:id.example.com"};
  Identity expired{"DNS:localhost,IP:127.0.0.1", -1};
  EXPECT_EQ(said(local, "localhost", elsewhere.path), "unavailable") << "not trusted";
  EXPECT_EQ(said(local, "localhost", ""), "unavailable") << "not trusted by the system";
  EXPECT_EQ(said(elsewhere, "localhost", elsewhere.path), "unavailable") << "for another host";
  EXPECT_EQ(said(elsewhere, "127.0.0.1", elsewhere.path), "unavailable") << "for another host";
  EXPECT_EQ(said(expired, "localhost", expired.path), "unavailable") << "expired";
}

TEST(Tls, NoPlainServer) {
  Identity local{"DNS:localhost,IP:127.0.0.1"};
  RawServer server{answer_bytes()};
  RemoteKeysOptions options;
  options.ca_file = local.path;
  Verifier verifier{*RemoteKeys::from_url("https://127.0.0.1:" + server.port() + "/", options)};
  EXPECT_EQ(store::run(verifier.verify("a.b.c")).error(), VerifyError::unavailable);
}

TEST(Tls, NoOldVersion) {
  Identity local{"DNS:localhost,IP:127.0.0.1"};
  SSL_CTX_set_max_proto_version(local.context.native_handle(), TLS1_1_VERSION);
  SSL_CTX_set_cipher_list(local.context.native_handle(), "ALL:@SECLEVEL=0");
  EXPECT_EQ(said(local, "localhost", local.path), "unavailable");
}

}  // namespace
}  // namespace gatehouse::verifier
