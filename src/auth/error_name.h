#pragma once
// SPDX-License-Identifier: Apache-2.0
// What all error enumerations of this layer have in common: names for the log, and an exception.

#include <boost/assert/source_location.hpp>
#include <boost/describe/enum.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/enumerators.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

namespace gatehouse::auth {

/// An enumeration with BOOST_DESCRIBE_ENUM.
template <class E>
concept DescribedEnum = boost::describe::has_describe_enumerators<E>::value;

/// Returns the enumerator's name, for logs.
template <DescribedEnum E>
[[nodiscard]] std::string_view to_string(E error) noexcept {
  return boost::describe::enum_to_string(error, "unknown");
}

/// `result::value()` calls this for a failed result. Throws std::runtime_error.
template <DescribedEnum E>
[[noreturn]] void throw_exception_from_error(E error, const boost::source_location&) {
  throw std::runtime_error{"auth: " + std::string{to_string(error)}};
}

}  // namespace gatehouse::auth
