// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/database/readers.h"

#include <atomic>

namespace gatehouse::store::sqlite {
namespace {

std::atomic<std::uint64_t> last_serial{0};

/// The last result of this thread. The serial number tells apart two stores that had the same address one
/// after the other.
struct Remembered {
  std::uint64_t serial = 0;
  Connection* connection = nullptr;
};
thread_local Remembered remembered;

}  // namespace

Readers::Readers(Location location) : location_(std::move(location)), serial_(++last_serial) {}

Connection* Readers::local() {
  if (remembered.serial == serial_) return remembered.connection;
  Connection* found = find_or_open();
  if (found != nullptr) remembered = {serial_, found};
  return found;
}

Connection* Readers::find_or_open() {
  const auto self = std::this_thread::get_id();
  const std::lock_guard lock{mutex_};
  if (const auto kept = connections_.find(self); kept != connections_.end()) return &kept->second;
  auto opened = Connection::open(location_, Access::read);
  if (!opened) return nullptr;
  return &connections_.emplace(self, std::move(*opened)).first->second;
}

}  // namespace gatehouse::store::sqlite
