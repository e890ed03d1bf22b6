// SPDX-License-Identifier: Apache-2.0
#include "crypto/keys/jwk_reader.h"

#include "crypto/json/json_object.h"

namespace gatehouse::crypto::detail {
namespace {

bool is_private(std::string_view name) {
  return name == "d" || name == "p" || name == "q" || name == "dp" || name == "dq" || name == "qi" ||
         name == "oth" || name == "k";
}

struct JwkSink {
  explicit JwkSink(Jwk& to) : jwk(to) {}

  bool member(std::string_view name) {
    text_to = text_named(name);
    is_operations = name == "key_ops";
    if (is_private(name)) jwk.has_private_member = true;
    return true;
  }
  bool text(std::string_view value) {
    if (text_to != nullptr) text_to->emplace(value);
    return !is_operations || refuse();
  }
  bool number(double) { return is_unknown() || refuse(); }
  bool other(JsonKind kind) {
    if (!is_operations || kind != JsonKind::array) return is_unknown() || refuse();
    jwk.key_ops.emplace();
    return true;
  }
  bool element(std::optional<std::string_view> value) {
    if (!is_operations) return true;
    if (!value) return refuse();
    jwk.key_ops->emplace_back(*value);
    return true;
  }

  std::optional<std::string>* text_named(std::string_view name) {
    if (name == "kty") return &jwk.kty;
    if (name == "crv") return &jwk.crv;
    if (name == "alg") return &jwk.alg;
    if (name == "use") return &jwk.use;
    if (name == "kid") return &jwk.kid;
    if (name == "x") return &jwk.x;
    if (name == "y") return &jwk.y;
    if (name == "n") return &jwk.n;
    if (name == "e") return &jwk.e;
    return nullptr;
  }
  [[nodiscard]] bool is_unknown() const { return text_to == nullptr && !is_operations; }
  bool refuse() {
    error = PublicKeyError::malformed;
    return false;
  }

  Jwk& jwk;
  std::optional<std::string>* text_to = nullptr;
  bool is_operations = false;
  std::optional<PublicKeyError> error;
};

}  // namespace

result<Jwk, PublicKeyError> read_jwk(std::string_view json) {
  Jwk jwk;
  JwkSink sink{jwk};
  if (const auto error = read_json_object(json, sink)) return *error;
  return jwk;
}

}  // namespace gatehouse::crypto::detail
