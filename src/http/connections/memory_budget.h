#pragma once
// SPDX-License-Identifier: Apache-2.0
// How much memory the connections of one thread hold together, and who gives it up when that is too much.

#include <boost/intrusive/list.hpp>
#include <cstddef>

#include "http/sockets/address_key.h"

namespace gatehouse::http {

struct MemoryTag;
using MemoryHook =
    boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>,
                                     boost::intrusive::tag<MemoryTag>>;

/// Something that holds memory for a peer: a connection.
class MemoryHolder : public MemoryHook {
 public:
  explicit MemoryHolder(AddressKey address) noexcept : address_(address) {}
  MemoryHolder(const MemoryHolder&) = delete;
  MemoryHolder& operator=(const MemoryHolder&) = delete;

  [[nodiscard]] AddressKey address() const noexcept { return address_; }
  /// Bytes that it was charged with.
  [[nodiscard]] std::size_t charged() const noexcept { return charged_; }

 protected:
  ~MemoryHolder() = default;

 private:
  friend class MemoryBudget;
  /// Has it free its memory as soon as it can. False if it can't, because the memory is in use.
  virtual bool give_up_memory() noexcept = 0;

  AddressKey address_;
  std::size_t charged_ = 0;
  bool has_given_up_ = false;
};

/// Counts the memory of unfinished requests, of bodies and of answers that wait for their client (CWE-770).
/// When there is too much, the address that holds most of it loses what it has held longest. So whoever sends
/// many bodies slowly, or leaves answers unread, loses his own and not those of others. Not thread-safe: each
/// thread has its own.
class MemoryBudget {
 public:
  /// `limit`: bytes.
  explicit MemoryBudget(std::size_t limit) noexcept : limit_(limit) {}

  /// Notes that a holder now has `size` bytes. May have any holder give up memory, this one too.
  void charge(MemoryHolder& holder, std::size_t size) noexcept;

  [[nodiscard]] std::size_t held() const noexcept { return held_; }
  [[nodiscard]] std::size_t limit() const noexcept { return limit_; }

 private:
  using Holders = boost::intrusive::list<MemoryHolder, boost::intrusive::base_hook<MemoryHook>,
                                         boost::intrusive::constant_time_size<false>>;

  void set(MemoryHolder& holder, std::size_t size) noexcept;
  /// Has holders give up memory until a sixteenth of the limit is free, so that this is not needed often.
  void relieve();
  /// Has the holders of one address give up memory, in the order in which they began to hold any, until that
  /// address holds at most `least` or the budget is relieved. False if none of them can.
  bool relieve_of(const AddressKey& address, std::size_t total, std::size_t least) noexcept;
  [[nodiscard]] bool is_relieved() const noexcept { return held_ <= limit_ - limit_ / 16; }

  const std::size_t limit_;
  std::size_t held_ = 0;
  Holders holders_;
};

}  // namespace gatehouse::http
