#pragma once
// SPDX-License-Identifier: Apache-2.0
// Times as people say them, and the labels that stand before what is said.

#include <chrono>
#include <string>
#include <string_view>

#include "gatehouse/base/clock.h"

namespace gatehouse::server {

/// The time, to the second, and how far off it is: "2026-11-24T16:44:48Z (12 minutes ago)".
[[nodiscard]] std::string time_and_distance(TimePoint time, TimePoint now);

/// Appends "label:" and as many spaces as bring all of an inspection's lines to one column.
void append_label(std::string& out, std::string_view label);

}  // namespace gatehouse::server
