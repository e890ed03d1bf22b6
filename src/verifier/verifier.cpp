// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/verifier/verifier.h"

#include <stdexcept>
#include <utility>

#include "verifier/remote_keys_impl.h"
#include "verifier/verified_claims.h"

namespace gatehouse::verifier {
namespace {

VerifyResult to_answer(result<crypto::Claims, crypto::TokenError>&& claims) {
  if (!claims) return VerifyError{claims.error()};
  return *std::move(claims);
}

}  // namespace

class Verifier::Impl {
 public:
  Impl(crypto::TokenRules rules, const Clock& clock) : rules_(std::move(rules)), clock_(clock) {
    rules_.use = crypto::TokenUse::access;
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  virtual ~Impl() = default;

  [[nodiscard]] virtual std::optional<VerifyResult> verify_cached(std::string_view token) = 0;
  [[nodiscard]] virtual awaitable<VerifyResult> verify_after_fetch(std::string_view token) = 0;

 protected:
  crypto::TokenRules rules_;
  const Clock& clock_;

  friend class Verifier;
  class BySecret;
  class ByKeys;
};

class Verifier::Impl::BySecret final : public Verifier::Impl {
 public:
  BySecret(crypto::AccessTokenKey secret, crypto::TokenRules rules, const Clock& clock)
      : Impl(std::move(rules), clock), secret_(std::move(secret)) {}

  std::optional<VerifyResult> verify_cached(std::string_view token) override { return check(token); }
  awaitable<VerifyResult> verify_after_fetch(std::string_view token) override { co_return check(token); }

 private:
  [[nodiscard]] VerifyResult check(std::string_view token) const {
    return to_answer(crypto::verify(token, secret_, rules_, clock_.now()));
  }

  const crypto::AccessTokenKey secret_;
};

class Verifier::Impl::ByKeys final : public Verifier::Impl {
 public:
  ByKeys(std::shared_ptr<RemoteKeys> keys, RemoteKeys::Impl& remote, crypto::TokenRules rules,
         const Clock& clock)
      : Impl(std::move(rules), clock), keys_(std::move(keys)), remote_(remote) {}

  std::optional<VerifyResult> verify_cached(std::string_view token) override {
    const auto now = clock_.now();
    if (const auto generation = remote_.cache().fresh_generation(now)) {
      if (const auto claims = verified_.find(token, *generation)) return admit(*claims, now);
    }
    const auto standing = remote_.look(now);
    if (standing.must_wait) return std::nullopt;
    auto answer = judge(token, standing, now);
    if (!is_of_unknown_key(answer)) return answer;
    const auto newer = remote_.look_for_newer(standing, now);
    if (newer.must_wait) return std::nullopt;
    return settle(token, standing, newer, std::move(answer), now);
  }

  awaitable<VerifyResult> verify_after_fetch(std::string_view token) override {
    auto waiting = remote_.cache().wait();
    co_await std::move(waiting);
    const auto now = clock_.now();
    const auto standing = remote_.look(now);
    auto answer = judge(token, standing, now);
    co_return settle(token, standing, standing, std::move(answer), now);
  }

 private:
  static bool is_of_unknown_key(const VerifyResult& answer) {
    return answer.has_error() && answer.error().cause() == crypto::TokenError::unknown_key;
  }

  /// Returns the result for a token after all waiting is over.
  VerifyResult settle(std::string_view token, const Standing& seen, const Standing& newest,
                      VerifyResult&& answer, TimePoint now) {
    if (!is_of_unknown_key(answer)) return std::move(answer);
    if (newest.keys != seen.keys) return judge(token, newest, now);
    // The key of the token may be a new one that could not be fetched, so the token is not
    // refused as invalid.
    if (newest.is_failing) return VerifyError{};
    return std::move(answer);
  }

  VerifyResult judge(std::string_view token, const Standing& standing, TimePoint now) {
    if (!standing.keys) return VerifyError{};
    const auto generation = standing.keys->generation;
    if (const auto claims = verified_.find(token, generation)) return admit(*claims, now);
    auto claims = crypto::verify(token, *standing.keys->keys, rules_, now);
    if (claims) verified_.insert(token, generation, *claims);
    return to_answer(std::move(claims));
  }

  /// Returns the claims of a token that was verified before, unless it has expired since.
  [[nodiscard]] VerifyResult admit(const crypto::Claims& claims, TimePoint now) const {
    if (now >= claims.expires_at + rules_.leeway) return VerifyError{crypto::TokenError::expired};
    return claims;
  }

  const std::shared_ptr<RemoteKeys> keys_;
  RemoteKeys::Impl& remote_;
  VerifiedClaims verified_;
};

Verifier::Verifier(crypto::AccessTokenKey secret, crypto::TokenRules rules, const Clock& clock)
    : impl_(std::make_unique<Impl::BySecret>(std::move(secret), std::move(rules), clock)) {}

Verifier::Verifier(std::shared_ptr<RemoteKeys> keys, crypto::TokenRules rules, const Clock& clock) {
  if (!keys) throw std::invalid_argument{"Verifier: no keys"};
  auto& remote = *keys->impl_;
  impl_ = std::make_unique<Impl::ByKeys>(std::move(keys), remote, std::move(rules), clock);
}

Verifier::~Verifier() = default;

std::optional<VerifyResult> Verifier::verify_cached(std::string_view token) {
  return impl_->verify_cached(token);
}

awaitable<VerifyResult> Verifier::verify(std::string_view token) {
  if (auto answer = impl_->verify_cached(token)) co_return *std::move(answer);
  auto verifying = impl_->verify_after_fetch(token);
  co_return co_await std::move(verifying);
}

}  // namespace gatehouse::verifier
