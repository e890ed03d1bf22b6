#pragma once
// SPDX-License-Identifier: Apache-2.0
// The type of functions that return a value or an expected error.

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

namespace gatehouse {

/// A value of type T, or an error: a system `error_code` or the error enumeration of an area. `value()`
/// throws if it holds an error; test it with `if (result)` and read it with `*result`.
template <class T, class E = boost::system::error_code>
using result = boost::system::result<T, E>;

}  // namespace gatehouse
