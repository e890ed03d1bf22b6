#pragma once
// SPDX-License-Identifier: Apache-2.0
// The errors of a store. They do not depend on the database in use.

#include <boost/assert/source_location.hpp>
#include <boost/system/error_code.hpp>
#include <string>
#include <type_traits>

#include "gatehouse/base/result.h"

namespace gatehouse::store {

/// Why an operation of a store failed. A failed operation changes nothing.
enum class StoreError {
  /// There is no such entity.
  not_found = 1,
  /// Another user has this e-mail address; upper and lower case are not distinguished.
  email_taken,
  /// Another entity has this id.
  id_taken,
  /// The entity is no longer in the state that the caller expected. Read it again and decide anew.
  conflict,
  /// The database cannot serve the request now: the disk is full, read-only or failing, the connection is
  /// lost, or too many changes are queued. A later attempt may succeed without a restart. The caller is
  /// answered with 503. After a power loss, a change that failed with this error may turn out to be stored:
  /// the data may have reached the disk although the write reported an error.
  unavailable,
  /// The file is not a database, or it is corrupt. An operator has to look at it.
  damaged,
  /// A later version of the program has changed the schema. This version must not touch the file.
  newer_schema,
  /// Another process has the data folder open.
  locked,
};

[[nodiscard]] const boost::system::error_category& store_category() noexcept;
[[nodiscard]] boost::system::error_code make_error_code(StoreError error) noexcept;

/// Why a store could not be opened: the error, and one line of text that tells an operator what to do.
struct OpenError {
  StoreError code;
  std::string text;
};

/// Throws a system_error with the code and the text. `result<…, OpenError>::value()` calls it on an error.
[[noreturn]] void throw_exception_from_error(const OpenError& error, const boost::source_location& where);

/// The result of an operation of a store.
template <class T = void>
using StoreResult = result<T, StoreError>;

}  // namespace gatehouse::store

template <>
struct boost::system::is_error_code_enum<gatehouse::store::StoreError> : std::true_type {};
