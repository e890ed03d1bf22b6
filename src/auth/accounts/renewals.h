#pragma once
// SPDX-License-Identifier: Apache-2.0
// Keeps track of password hashes being renewed: one renewal for each user, and a limited number in total.

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_set>
#include <utility>

#include "gatehouse/base/uuid.h"

namespace gatehouse::auth {

/// Thread-safe. A Turn may outlive it.
class Renewals {
 public:
  /// With more renewals at a time, logins would have to wait for the hashers.
  static constexpr std::size_t default_limit = 64;

  explicit Renewals(std::size_t limit = default_limit) : limit_(limit) {}

  class Turn;
  /// Returns the right to renew this user's hash; its destructor gives it back. Returns nullopt while that
  /// hash is being renewed or too many others are. The next login then tries again.
  [[nodiscard]] std::optional<Turn> begin(const Uuid& id);

 private:
  struct State {
    std::mutex mutex;
    std::unordered_set<Uuid> users;
  };

  std::size_t limit_;
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

class Renewals::Turn {
 public:
  Turn(Turn&& other) noexcept = default;
  Turn& operator=(Turn&&) = delete;
  ~Turn() {
    if (state_ == nullptr) return;
    const std::lock_guard lock{state_->mutex};
    state_->users.erase(id_);
  }

 private:
  friend class Renewals;
  Turn(std::shared_ptr<State> state, const Uuid& id) : state_(std::move(state)), id_(id) {}

  std::shared_ptr<State> state_;
  Uuid id_;
};

inline std::optional<Renewals::Turn> Renewals::begin(const Uuid& id) {
  {
    const std::lock_guard lock{state_->mutex};
    if (state_->users.size() >= limit_ || !state_->users.insert(id).second) return std::nullopt;
  }
  return Turn{state_, id};
}

}  // namespace gatehouse::auth
