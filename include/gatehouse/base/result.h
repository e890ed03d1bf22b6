#pragma once
// SPDX-License-Identifier: Apache-2.0
// Expected failures are values: a result holds what was asked for, or the error of its area.

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

namespace gatehouse {

/// A value of T, or an error: a system `error_code` or the enum of an area.
/// `value()` on an error throws; test with `if (result)` first, read with `*result`.
template <class T, class E = boost::system::error_code>
using result = boost::system::result<T, E>;

}  // namespace gatehouse
