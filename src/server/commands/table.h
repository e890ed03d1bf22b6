#pragma once
// SPDX-License-Identifier: Apache-2.0
// Tables of text whose columns are aligned, for people at a terminal.

#include <string>
#include <vector>

namespace gatehouse::server {

/// A table. Its cells must be safe to print.
class Table {
 public:
  explicit Table(std::vector<std::string> header) { rows_.push_back(std::move(header)); }

  /// Adds a row with as many cells as the header has.
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

  /// Returns the table, a line for each row. On a terminal no line is wider than that: the widest columns are
  /// cut, and a cut cell ends in "…".
  [[nodiscard]] std::string text() const;

  /// As above, for a terminal with `width` columns; 0: nothing is cut.
  [[nodiscard]] std::string text_within(std::size_t width) const;

  /// Returns whether standard output is a terminal. Programs that read the output get stable lines instead.
  [[nodiscard]] static bool is_wanted() noexcept;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace gatehouse::server
