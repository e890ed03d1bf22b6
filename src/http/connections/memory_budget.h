#pragma once
// SPDX-License-Identifier: Apache-2.0
// Limits the memory that the connections of one worker hold together.

#include <atomic>
#include <boost/intrusive/list.hpp>
#include <cstddef>

#include "http/sockets/address_key.h"

namespace gatehouse::http {

struct MemoryTag;
using MemoryHook =
    boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>,
                                     boost::intrusive::tag<MemoryTag>>;

/// Something that holds memory for a peer, such as a connection.
class MemoryHolder : public MemoryHook {
 public:
  explicit MemoryHolder(AddressKey address) noexcept : address_(address) {}
  MemoryHolder(const MemoryHolder&) = delete;
  MemoryHolder& operator=(const MemoryHolder&) = delete;

  [[nodiscard]] AddressKey address() const noexcept { return address_; }
  /// Returns the number of bytes that are charged to it.
  [[nodiscard]] std::size_t charged() const noexcept { return charged_; }

 protected:
  ~MemoryHolder() = default;

 private:
  friend class MemoryBudget;
  /// Frees the memory as soon as possible. Returns false if that is not possible because the memory
  /// is in use.
  virtual bool give_up_memory() noexcept = 0;

  AddressKey address_;
  std::size_t charged_ = 0;
  bool has_given_up_ = false;
};

/// Counts the memory of unfinished requests, of bodies, and of answers that peers have not read yet
/// (CWE-770). If it exceeds the limit, the peer address that holds most of it loses what it has held longest.
/// A peer that sends many bodies slowly, or does not read its answers, therefore loses only its own memory.
/// Not thread-safe: each worker has its own budget.
class MemoryBudget {
 public:
  /// `limit` is in bytes.
  explicit MemoryBudget(std::size_t limit) noexcept : limit_(limit) {}

  /// Sets the number of bytes of a holder. May call `give_up_memory` of any holder, including this one.
  void charge(MemoryHolder& holder, std::size_t size) noexcept;

  /// Returns the number of bytes that are charged to all holders. Thread-safe.
  [[nodiscard]] std::size_t held() const noexcept { return held_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::size_t limit() const noexcept { return limit_; }

 private:
  using Holders = boost::intrusive::list<MemoryHolder, boost::intrusive::base_hook<MemoryHook>,
                                         boost::intrusive::constant_time_size<false>>;

  void set(MemoryHolder& holder, std::size_t size) noexcept;
  /// Makes holders give up memory until a sixteenth of the limit is free, so that this is not needed often.
  void relieve();
  /// Makes the holders of one address give up memory, beginning with the one that has held memory
  /// longest, until the address holds at most `least` bytes or the budget is relieved. Returns false if
  /// none of them can.
  bool relieve_of(const AddressKey& address, std::size_t total, std::size_t least) noexcept;
  [[nodiscard]] bool is_relieved() const noexcept { return held() <= limit_ - limit_ / 16; }

  const std::size_t limit_;
  std::atomic<std::size_t> held_ = 0;  // changed by one thread only
  Holders holders_;
};

}  // namespace gatehouse::http
