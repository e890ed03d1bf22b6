// SPDX-License-Identifier: Apache-2.0
#include "auth/keys/key_ring.h"

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <thread>
#include <utility>

#include "gatehouse/crypto/keys/jwks.h"

namespace gatehouse::auth {
namespace {

using crypto::SigningKey;
using store::StoreError;

KeyRingError key_error_of(StoreError error) noexcept {
  if (error == StoreError::conflict) return KeyRingError::conflict;
  if (error == StoreError::not_found) return KeyRingError::not_found;
  return error == StoreError::damaged ? KeyRingError::damaged : KeyRingError::unavailable;
}

using Made = std::shared_ptr<const SigningKey>;

/// Returns a new key, or null when OpenSSL has no memory or no randomness.
Made make_key(crypto::SigningAlgorithm algorithm) noexcept {
  try {
    // A kid that begins with '-' would be taken for an option on a command line.
    for (;;) {
      auto made = std::make_shared<const SigningKey>(SigningKey::generate(algorithm));
      if (!made->kid().starts_with('-')) return made;
    }
  } catch (const std::exception&) {
    return nullptr;
  }
}

}  // namespace

struct KeyRing::Key {
  SigningKey pair;
  TimePoint created_at;
  TimePoint active_at;
  TimePoint secret_until;
};

struct KeyRing::Snapshot {
  std::vector<Key> keys;  // in the order in which they become active
  std::shared_ptr<const crypto::VerificationKeys> public_keys =
      std::make_shared<const crypto::VerificationKeys>();
  std::shared_ptr<const std::string> jwks = std::make_shared<const std::string>(crypto::write_jwks({}));

  /// Returns the index of the key that signs. Before the first key becomes active, for example because the
  /// clock was set back, the first key signs.
  [[nodiscard]] std::size_t active(TimePoint now) const {
    const auto after = std::ranges::upper_bound(keys, now, {}, &Key::active_at);
    return after == keys.begin() ? 0 : static_cast<std::size_t>(after - keys.begin()) - 1;
  }
};

KeyRing::KeyRing(store::KeyStore& store, KeyRingOptions options)
    : store_(store), options_(std::move(options)), snapshot_(std::make_shared<const Snapshot>()) {}

void KeyRing::close() noexcept {
  if (maker_.joinable()) maker_.join();
}

std::shared_ptr<const KeyRing::Snapshot> KeyRing::current() const {
  const std::lock_guard lock{mutex_};
  return snapshot_;
}

awaitable<KeyResult<>> KeyRing::load() {
  KeyResult<> done;
  if (!options_.algorithm) {
    const auto noted = co_await store_.note_secret_use();
    if (!noted) co_return key_error_of(noted.error());
    co_return done;
  }
  if (!current()->keys.empty()) co_return done;
  auto known = co_await read();
  if (!known) co_return known;
  if (!current()->keys.empty()) co_return done;
  const auto first = co_await add(store::Actor{store::ActorKind::server}, options_.clock.now());
  // On a conflict another node has made the first key, which is just as good.
  if (!first && first.error() != KeyRingError::conflict) co_return first.error();
  co_return co_await read();
}

awaitable<KeyResult<>> KeyRing::read() {
  auto stored = co_await store_.list_keys();
  if (!stored) co_return key_error_of(stored.error());
  auto fresh = std::make_shared<Snapshot>();
  std::vector<crypto::PublicKey> publics;
  for (const auto& [kid, algorithm, private_key, created_at, active_at, secret_until] : *stored) {
    auto pair = SigningKey::from_pkcs8(private_key);
    if (!pair || pair->kid() != kid) co_return KeyRingError::damaged;
    publics.push_back(pair->public_key());
    fresh->keys.push_back({std::move(*pair), created_at, active_at, secret_until});
  }
  fresh->jwks = std::make_shared<const std::string>(crypto::write_jwks(publics));
  auto set = crypto::VerificationKeys::from_keys(std::move(publics));
  if (!set) co_return KeyRingError::damaged;
  fresh->public_keys = std::make_shared<const crypto::VerificationKeys>(std::move(*set));
  {
    const std::lock_guard lock{mutex_};
    snapshot_ = std::move(fresh);
  }
  // This comes after the keys: a thread that reads the new number must verify with the new keys.
  ++generation_;
  KeyResult<> done;
  co_return done;
}

awaitable<KeyResult<std::string>> KeyRing::add(store::Actor by, TimePoint active_at) {
  const auto keys = current();
  // Runs on a thread of its own, because making an RSA key takes some tenths of a second.
  auto start = [this](Resume<Made> resume) {
    maker_ = std::jthread{[algorithm = *options_.algorithm, resume = std::move(resume)]() mutable {
      resume(make_key(algorithm));
    }};
  };
  const auto made = co_await suspend<Made>(start);
  if (!made) co_return KeyRingError::unavailable;
  std::optional<std::string> last;
  if (!keys->keys.empty()) {
    last = keys->keys.back().pair.kid();
    // Two keys must not become active at the same time, or it would be undefined which of them signs.
    active_at = std::max(active_at, keys->keys.back().active_at + std::chrono::microseconds{1});
  }
  TimePoint secret_until{};
  if (!keys->keys.empty()) {
    secret_until = keys->keys.back().secret_until;
  } else {
    // There may have been key pairs before a restore. Tokens signed with the secret must not
    // become valid again.
    const auto before = co_await store_.find_secret_until();
    if (!before) co_return key_error_of(before.error());
    // When the server never signed with the secret, a token signed with it must be a forgery (CWE-347).
    const auto used = co_await store_.find_secret_use(active_at + options_.token_lifetime);
    if (!used) co_return key_error_of(used.error());
    secret_until = before->value_or(used->value_or(secret_until));
  }
  const auto kid = made->kid();
  store::KeyPair stored{kid,
                        std::string{crypto::to_string(made->algorithm())},
                        made->to_pkcs8(),
                        options_.clock.now(),
                        active_at,
                        secret_until};
  store::Call call{std::move(by)};
  const auto added = co_await store_.add_key(std::move(call), std::move(stored), std::move(last));
  if (!added) co_return key_error_of(added.error());
  if (options_.log) {
    options_.log->write(LogLevel::info, "made a key pair for access tokens",
                        {{"kid", kid}, {"algorithm", crypto::to_string(made->algorithm())}});
  }
  co_return kid;
}

awaitable<KeyResult<std::string>> KeyRing::rotate(store::Actor by, std::optional<std::chrono::seconds> lead) {
  if (!options_.algorithm) co_return KeyRingError::no_key_pairs;
  const auto now = options_.clock.now();
  const auto keys = current();
  if (!keys->keys.empty() && keys->keys.back().active_at > now) co_return KeyRingError::pending;
  auto kid = co_await add(std::move(by), now + lead.value_or(options_.lead));
  if (!kid) co_return kid;
  const auto known = co_await read();
  if (!known) co_return known.error();
  co_return kid;
}

awaitable<KeyResult<>> KeyRing::retire(store::Actor by, std::string kid) {
  if (!options_.algorithm) co_return KeyRingError::no_key_pairs;
  const auto keys = current();
  const auto found = std::ranges::find(keys->keys, kid, [](const Key& key) { return key.pair.kid(); });
  if (found == keys->keys.end()) co_return KeyRingError::not_found;
  const auto now = options_.clock.now();
  const auto index = static_cast<std::size_t>(found - keys->keys.begin());
  if (index == keys->active(now)) {
    // The next key, if there is one, becomes active later. A compromised key must be replaced at once.
    if (index + 1 < keys->keys.size()) {
      store::Call call{by};
      const auto dropped = co_await store_.delete_key(std::move(call), keys->keys.back().pair.kid());
      if (!dropped) co_return key_error_of(dropped.error());
      const auto known = co_await read();
      if (!known) co_return known;
    }
    const auto successor = co_await add(by, now);
    if (!successor) co_return successor.error();
  }
  store::Call call{std::move(by)};
  const auto deleted = co_await store_.delete_key(std::move(call), kid);
  if (!deleted) co_return key_error_of(deleted.error());
  if (options_.log) options_.log->write(LogLevel::warning, "retired a key pair", {{"kid", kid}});
  co_return co_await read();
}

bool KeyRing::is_due(const Snapshot& keys, TimePoint now) const {
  if (keys.keys.empty() || keys.keys.back().active_at > now) return false;
  const auto& last = keys.keys.back();
  if (last.pair.algorithm() != *options_.algorithm) return true;
  const bool is_scheduled = options_.rotate_after > std::chrono::seconds{0};
  return is_scheduled && now + options_.lead >= last.active_at + options_.rotate_after;
}

TimePoint KeyRing::forget_at(const Snapshot& keys, std::size_t index) const {
  return keys.keys.at(index + 1).active_at + std::max(options_.token_lifetime, least_overlap);
}

awaitable<KeyResult<>> KeyRing::maintain() {
  KeyResult<> done;
  if (!options_.algorithm) co_return done;
  const auto now = options_.clock.now();
  const auto keys = current();
  bool has_changed = false;
  for (std::size_t index = 0; index < keys->active(now); ++index) {
    if (forget_at(*keys, index) > now) break;
    store::Call call{store::Actor{store::ActorKind::server}};
    const auto deleted = co_await store_.delete_key(std::move(call), keys->keys[index].pair.kid());
    if (!deleted && deleted.error() != StoreError::not_found) co_return key_error_of(deleted.error());
    has_changed = true;
  }
  if (is_due(*keys, now)) {
    const auto next = co_await add(store::Actor{store::ActorKind::server}, now + options_.lead);
    if (!next && next.error() != KeyRingError::conflict) co_return next.error();
    has_changed = true;
  }
  if (!has_changed) co_return done;
  co_return co_await read();
}

std::vector<KeyStatus> KeyRing::list() const {
  const auto keys = current();
  const auto active = keys->active(options_.clock.now());
  std::vector<KeyStatus> out;
  for (std::size_t index = 0; index < keys->keys.size(); ++index) {
    const auto& key = keys->keys[index];
    KeyStatus status{key.pair.kid(), key.pair.algorithm(), KeyState::active,
                     key.created_at, key.active_at,        std::nullopt};
    if (index > active) status.state = KeyState::next;
    if (index < active) {
      status.state = KeyState::retiring;
      status.until = forget_at(*keys, index);
    }
    out.push_back(std::move(status));
  }
  return out;
}

std::shared_ptr<const std::string> KeyRing::jwks() const { return current()->jwks; }

SigningKey KeyRing::signing_key(TimePoint now) const {
  const auto keys = current();
  if (keys->keys.empty()) throw std::logic_error{"the key ring was not loaded"};
  return keys->keys[keys->active(now)].pair;
}

std::shared_ptr<const crypto::VerificationKeys> KeyRing::verification_keys() const {
  return current()->public_keys;
}

TimePoint KeyRing::secret_until() const {
  const auto keys = current();
  if (keys->keys.empty()) return TimePoint::min();
  return keys->keys.front().secret_until;
}

}  // namespace gatehouse::auth
