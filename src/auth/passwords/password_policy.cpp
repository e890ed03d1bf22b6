// SPDX-License-Identifier: Apache-2.0
#include "auth/passwords/password_policy.h"

#include <algorithm>
#include <utility>

#include "auth/passwords/common_passwords.h"
#include "gatehouse/base/ascii.h"
#include "gatehouse/crypto/passwords/prepare_password.h"

namespace gatehouse::auth {
namespace {

PasswordRefusal refusal_of(crypto::PasswordError error) {
  switch (error) {
    case crypto::PasswordError::empty:
      return PasswordRefusal::too_short;
    case crypto::PasswordError::contains_nul:
      return PasswordRefusal::contains_nul;
    case crypto::PasswordError::too_long:
      return PasswordRefusal::too_long;
    default:
      return PasswordRefusal::not_text;
  }
}

std::size_t count_code_points(std::string_view utf8) {
  const auto begins_one = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), begins_one));
}

/// Returns whether `folded` is the address, or the part of it before the `@`.
bool is_address(std::string_view folded, std::string_view address) {
  return folded == address || folded == address.substr(0, address.find('@'));
}

}  // namespace

std::optional<PasswordRefusal> PasswordPolicy::find_refusal(const Secret& password,
                                                            const Email& email) const {
  const auto prepared = crypto::prepare_password(password.reveal());
  if (!prepared) return refusal_of(prepared.error());
  const auto characters = count_code_points(prepared->reveal());
  if (characters < limits_.min_characters) return PasswordRefusal::too_short;
  if (characters > limits_.max_characters) return PasswordRefusal::too_long;
  if (prepared->size() > limits_.max_bytes) return PasswordRefusal::too_many_bytes;
  // A password must not be the account's name or one that attackers try first (NIST SP
  // 800-63B 5.1.1.2, CWE-521).
  const Secret folded{fold_case(prepared->reveal())};
  if (is_address(folded.reveal(), email.folded())) return PasswordRefusal::same_as_email;
  if (is_common_password(folded.reveal())) return PasswordRefusal::too_common;
  return std::nullopt;
}

std::size_t PasswordPolicy::limit_of(PasswordRefusal refusal) const noexcept {
  switch (refusal) {
    case PasswordRefusal::too_short:
      return limits_.min_characters;
    case PasswordRefusal::too_long:
      return limits_.max_characters;
    case PasswordRefusal::too_many_bytes:
      return limits_.max_bytes;
    default:
      return 0;
  }
}

std::string message_of(PasswordRefusal refusal, std::size_t limit) {
  switch (refusal) {
    case PasswordRefusal::too_short:
      return "a password has at least " + std::to_string(limit) + " characters";
    case PasswordRefusal::too_long:
      return "a password has at most " + std::to_string(limit) + " characters";
    case PasswordRefusal::too_many_bytes:
      return "a password has at most " + std::to_string(limit) + " bytes in UTF-8";
    case PasswordRefusal::contains_nul:
      return "a password can't have the character U+0000";
    case PasswordRefusal::not_text:
      return "a password is text in UTF-8";
    case PasswordRefusal::too_common:
      return "this password is too common: it is on a list of those that attackers try first; choose another";
    case PasswordRefusal::same_as_email:
      return "a password can't be the e-mail address, nor what stands before its @: choose another";
  }
  return "the password can't be used";
}

}  // namespace gatehouse::auth
