#pragma once
// SPDX-License-Identifier: Apache-2.0
// Formats times for people, and the labels in front of them.

#include <chrono>
#include <string>
#include <string_view>

#include "gatehouse/base/clock.h"

namespace gatehouse::server {

/// Returns the time in seconds and its distance, as in "2026-11-24T16:44:48Z (12 minutes ago)".
[[nodiscard]] std::string time_and_distance(TimePoint time, TimePoint now);

/// Appends "label:" and spaces, so that the lines of an inspection align in one column.
void append_label(std::string& out, std::string_view label);

}  // namespace gatehouse::server
