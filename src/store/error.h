#pragma once
// SPDX-License-Identifier: Apache-2.0
// What can go wrong in a store, whichever database is behind it.

#include <boost/assert/source_location.hpp>
#include <boost/system/error_code.hpp>
#include <string>
#include <type_traits>

#include "gatehouse/base/result.h"

namespace gatehouse::store {

/// Why an operation of a store did not do what was asked. Nothing of a failed operation is kept.
enum class StoreError {
  /// There is no such entity.
  not_found = 1,
  /// Another user has this e-mail address, in whatever case.
  email_taken,
  /// Another entity has this id.
  id_taken,
  /// The entity is no longer what the caller said it was; read it again and decide anew.
  conflict,
  /// The database can't serve this now: full disk, read-only or failing device, lost connection, too much
  /// queued.
  /// Trying later may succeed without a restart. The client gets 503. (After a power loss a change that
  /// failed so
  /// may turn out to be there: the disk had it, though it would not say.)
  unavailable,
  /// The file is no database, or a broken one. A person has to look.
  damaged,
  /// A later version of the program has changed the schema; this one must not touch it.
  newer_schema,
  /// Another process has the data folder open.
  locked,
};

[[nodiscard]] const boost::system::error_category& store_category() noexcept;
[[nodiscard]] boost::system::error_code make_error_code(StoreError error) noexcept;

/// Why a store could not be opened: the kind, and one line that an operator can act on.
struct OpenError {
  StoreError code;
  std::string text;
};

/// What `result<…, OpenError>::value()` throws: a system_error with code and text.
[[noreturn]] void throw_exception_from_error(const OpenError& error, const boost::source_location& where);

/// The outcome of a store's operation.
template <class T = void>
using StoreResult = result<T, StoreError>;

}  // namespace gatehouse::store

template <>
struct boost::system::is_error_code_enum<gatehouse::store::StoreError> : std::true_type {};
