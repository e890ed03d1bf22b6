// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/hkdf_sha256.h"

#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace gatehouse::crypto {
namespace {

struct Free {
  void operator()(EVP_KDF* kdf) const { EVP_KDF_free(kdf); }
  void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }
};

// OpenSSL's parameters are not const, but these are not written to.
OSSL_PARAM octets(const char* name, std::string_view value) {
  return OSSL_PARAM_construct_octet_string(name, const_cast<char*>(value.data()), value.size());
}

}  // namespace

Secret hkdf_sha256(const Secret& secret, std::string_view salt, std::string_view info, std::size_t size) {
  if (size == 0 || size > max_hkdf_size) throw std::runtime_error{"HKDF: that is no size of a key"};
  const std::unique_ptr<EVP_KDF, Free> kdf{EVP_KDF_fetch(nullptr, "HKDF", nullptr)};
  const std::unique_ptr<EVP_KDF_CTX, Free> context{EVP_KDF_CTX_new(kdf.get())};
  char digest[] = "SHA256";
  // An empty salt is the same as none (RFC 5869 2.2), but OpenSSL 3.0 requires a pointer that is not null.
  const std::string_view given_salt = salt.data() == nullptr ? std::string_view{""} : salt;
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
                                   octets(OSSL_KDF_PARAM_KEY, secret.reveal()),
                                   octets(OSSL_KDF_PARAM_SALT, given_salt), octets(OSSL_KDF_PARAM_INFO, info),
                                   OSSL_PARAM_construct_end()};
  std::string key(size, '\0');
  const bool is_derived =
      context && EVP_KDF_derive(context.get(), reinterpret_cast<unsigned char*>(key.data()), key.size(),
                                parameters) == 1;
  Secret derived{std::move(key)};
  if (!is_derived) throw std::runtime_error{"HKDF: OpenSSL could not derive a key"};
  return derived;
}

}  // namespace gatehouse::crypto
