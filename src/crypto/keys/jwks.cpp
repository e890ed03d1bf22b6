// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/keys/jwks.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "crypto/json/json_object.h"
#include "crypto/json/json_slices.h"

namespace gatehouse::crypto {
namespace {

/// Checks only that the text is an object. The keys are read one by one.
struct SetSink {
  static bool member(std::string_view) { return true; }
  static bool text(std::string_view) { return true; }
  static bool number(double) { return true; }
  static bool other(detail::JsonKind) { return true; }
  static bool element(std::optional<std::string_view>) { return true; }

  std::optional<KeySetError> error{};
};

}  // namespace

std::string write_jwks(std::span<const PublicKey> keys) {
  std::string json = R"({"keys":[)";
  for (const auto& key : keys) {
    if (json.back() == '}') json += ',';
    json += key.to_jwk();
  }
  return json + "]}";
}

result<Jwks, KeySetError> read_jwks(std::string_view json) {
  if (json.size() > max_jwks_size) return KeySetError::too_long;
  SetSink sink;
  if (const auto error = detail::read_json_object(json, sink)) return *error;
  const auto elements = detail::elements_of(json, "keys");
  if (!elements) return KeySetError::malformed;
  if (elements->size() > VerificationKeys::max_keys) return KeySetError::too_many_keys;
  Jwks set;
  for (const auto element : *elements) {
    if (!element.starts_with('{')) return KeySetError::malformed;
    auto key = PublicKey::from_jwk(element);
    if (!key) {
      set.ignored.push_back(key.error());
      continue;
    }
    const auto is_namesake = [&](const PublicKey& other) { return other.kid() == key->kid(); };
    if (std::any_of(set.keys.begin(), set.keys.end(), is_namesake)) return KeySetError::duplicate_kid;
    set.keys.push_back(*std::move(key));
  }
  return set;
}

}  // namespace gatehouse::crypto
