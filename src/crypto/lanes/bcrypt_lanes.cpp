// SPDX-License-Identifier: Apache-2.0
#include "crypto/lanes/bcrypt_lanes.h"

#include <string.h>  // explicit_bzero

#include <algorithm>

namespace gatehouse::crypto::detail {
namespace {

/// Swaps word by word, because a temporary copy of a state would remain on the stack.
void swap_states(EksBlowfish& a, EksBlowfish& b) noexcept {
  a.s.swap(b.s);
  a.p.swap(b.p);
  a.key.swap(b.key);
  a.salt.swap(b.salt);
}

}  // namespace

Lane::Lane(std::string_view password, const BcryptSetting& setting, std::uint64_t ticket_number)
    : rounds_left(std::uint64_t{1} << setting.cost), ticket(ticket_number) {
  begin(state, password, setting.salt, setting.form);
}

void Lane::wipe() noexcept { explicit_bzero(&state, sizeof state); }

BcryptLanes& BcryptLanes::operator=(const BcryptLanes& other) noexcept {
  if (this == &other) return *this;
  std::copy_n(other.states_.begin(), other.size_, states_.begin());
  if (other.size_ < size_) explicit_bzero(&states_[other.size_], (size_ - other.size_) * sizeof(EksBlowfish));
  rounds_left_ = other.rounds_left_;
  tickets_ = other.tickets_;
  running_ = other.running_;
  size_ = other.size_;
  return *this;
}

void BcryptLanes::add(const Lane& lane) noexcept {
  // The new lane goes after the running lanes. An ended lane in that slot is moved away.
  if (running_ != size_) {
    states_[size_] = states_[running_];
    tickets_[size_] = tickets_[running_];
  }
  states_[running_] = lane.state;
  rounds_left_[running_] = lane.rounds_left;
  tickets_[running_] = lane.ticket;
  ++running_;
  ++size_;
}

bool BcryptLanes::step(std::uint64_t rounds) noexcept {
  const std::span running{states_.data(), running_};
  for (std::size_t i = 0; i < running_; ++i) rounds = std::min(rounds, rounds_left_[i]);
  mix(running, rounds);
  bool has_ended = false;
  for (std::size_t i = running_; i-- > 0;) {
    rounds_left_[i] -= rounds;
    if (rounds_left_[i] > 0) continue;
    has_ended = true;
    --running_;
    if (i == running_) continue;
    swap_states(states_[i], states_[running_]);
    std::swap(rounds_left_[i], rounds_left_[running_]);
    std::swap(tickets_[i], tickets_[running_]);
  }
  return has_ended;
}

Lane BcryptLanes::take_ended() noexcept {
  --size_;
  Lane lane;
  lane.state = states_[size_];
  lane.ticket = tickets_[size_];
  explicit_bzero(&states_[size_], sizeof(EksBlowfish));
  return lane;
}

void BcryptLanes::clear() noexcept {
  explicit_bzero(states_.data(), sizeof states_);
  running_ = size_ = 0;
}

std::span<const std::byte> BcryptLanes::memory() const noexcept { return std::as_bytes(std::span{states_}); }

}  // namespace gatehouse::crypto::detail
