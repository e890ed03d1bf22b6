// SPDX-License-Identifier: Apache-2.0
#include "server/commands/table.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace gatehouse::server {
namespace {

constexpr std::size_t gap = 2;
/// Columns are not cut below this width.
constexpr std::size_t least_width = 8;

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

/// Returns the number of characters. Wide and combining ones count as one.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, begins_character));
}

/// Returns the first `width` characters, the last of which is "…" if there are more.
std::string cut(const std::string& text, std::size_t width) {
  if (width_of(text) <= width) return text;
  std::size_t end = 0;
  for (std::size_t count = 0; end < text.size(); ++end) {
    if (begins_character(text[end]) && count++ == width - 1) break;
  }
  return text.substr(0, end) + "…";
}

std::size_t terminal_width() noexcept {
  winsize size{};
  if (::isatty(STDOUT_FILENO) != 1 || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

}  // namespace

bool Table::is_wanted() noexcept { return ::isatty(STDOUT_FILENO) == 1; }

std::string Table::text() const { return text_within(terminal_width()); }

std::string Table::text_within(std::size_t width) const {
  std::vector<std::size_t> widths(rows_.front().size());
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  const auto total = [&] { return std::accumulate(widths.begin(), widths.end(), gap * (widths.size() - 1)); };
  while (width != 0 && total() > width) {
    const auto widest = std::ranges::max_element(widths);
    if (*widest <= least_width) break;
    --*widest;
  }
  std::string text;
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto cell = cut(row[i], widths[i]);
      line += cell;
      if (i + 1 < row.size()) line.append(widths[i] - width_of(cell) + gap, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace gatehouse::server
