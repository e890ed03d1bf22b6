// SPDX-License-Identifier: Apache-2.0
#include "server/commands/user_transfer.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "server/commands/user_row.h"

namespace gatehouse::server {
namespace {

// A batch fits into one request of the control socket (64 KiB) with room to spare.
constexpr std::size_t max_batch_rows = 200;
constexpr std::size_t max_batch_bytes = 48 * 1024;

/// Reads lines of any length. What exceeds the limit is read and dropped, so that memory
/// is bounded (CWE-770).
class LineReader {
 public:
  explicit LineReader(std::FILE* in) : in_(in) {}

  /// Reads the next line without its newline. Returns false at the end of the input.
  bool next(std::string& line) {
    line.clear();
    is_too_long = false;
    bool is_any = false;
    for (int c = std::getc(in_); c != EOF; c = std::getc(in_)) {
      is_any = true;
      if (c == '\n') break;
      if (line.size() == max_user_line) {
        is_too_long = true;
      } else {
        line += static_cast<char>(c);
      }
    }
    if (!is_any) return false;
    ++number;
    if (line.ends_with('\r')) line.pop_back();
    return true;
  }

  std::uint64_t number = 0;  ///< of the line that was read last, from 1
  bool is_too_long = false;

 private:
  std::FILE* in_;
};

class Import {
 public:
  Import(CommandRunner& runner, const ImportListener& listener, ImportCounts& counts)
      : runner_(runner), listener_(listener), counts_(counts) {}

  result<void, Problem> run(std::FILE* in) {
    LineReader reader{in};
    std::string line;
    while (reader.next(line)) {
      if (line.find_first_not_of(" \t") == line.npos && !reader.is_too_long) continue;
      auto sent = take(reader, line);
      if (!sent) return sent;
    }
    auto sent = send();
    if (sent && std::ferror(in) != 0) return Problem{"the input could not be read to its end"};
    return sent;
  }

 private:
  result<void, Problem> take(const LineReader& reader, std::string_view line) {
    auto row =
        reader.is_too_long
            ? result<UserRow, Problem>{Problem{"longer than " + std::to_string(max_user_line) + " bytes"}}
            : read_user_row(line);
    std::string encoded;
    if (row) schema::encode(encoded, *row);
    if (rows_.size() + bad_.size() == max_batch_rows || bytes_ + encoded.size() > max_batch_bytes) {
      auto sent = send();
      if (!sent) return sent;
    }
    if (!row) {
      refuse(reader.number, row.error().text);
      return {};
    }
    bytes_ += encoded.size() + 1;
    rows_.push_back(std::move(*row));
    lines_.push_back(reader.number);
    return {};
  }

  void refuse(std::uint64_t line, std::string why) {
    ++counts_.bad;
    bad_.emplace(line, std::move(why));
  }

  result<void, Problem> send() {
    auto sent = send_rows();
    // Reported in the order of lines, although some were found bad when read and others by the store.
    for (const auto& [line, why] : bad_) listener_.on_bad_row(line, why);
    bad_.clear();
    if (sent) listener_.on_progress(counts_);
    return sent;
  }

  result<void, Problem> send_rows() {
    if (rows_.empty()) return {};
    Command command;
    auto& importing = command.user.emplace();
    importing.action = "import";
    importing.rows = std::exchange(rows_, {});
    bytes_ = 0;
    const auto lines = std::exchange(lines_, {});
    const auto outcome = runner_.run(command);
    if (!outcome.is_done) return Problem{outcome.text};
    counts_.added += static_cast<std::uint64_t>(outcome.added.value_or(0));
    counts_.present += static_cast<std::uint64_t>(outcome.present.value_or(0));
    for (const auto& bad : outcome.bad_rows.value_or(std::vector<BadRow>{})) {
      refuse(lines.at(static_cast<std::size_t>(bad.index)), bad.why);
    }
    return {};
  }

  CommandRunner& runner_;
  const ImportListener& listener_;
  ImportCounts& counts_;
  std::vector<UserRow> rows_;
  std::vector<std::uint64_t> lines_;
  std::map<std::uint64_t, std::string> bad_;  // not reported yet, by line
  std::size_t bytes_ = 0;
};

}  // namespace

result<void, Problem> import_users(CommandRunner& runner, std::FILE* in, const ImportListener& listener,
                                   ImportCounts& counts) {
  return Import{runner, listener, counts}.run(in);
}

result<std::uint64_t, Problem> export_users(CommandRunner& runner, std::FILE* out) {
  Command command;
  auto& exporting = command.user.emplace();
  exporting.action = "export";
  std::uint64_t count = 0;
  for (bool is_more = true; is_more;) {
    const auto outcome = runner.run(command);
    if (!outcome.is_done || !outcome.rows) return Problem{outcome.text};
    for (const auto& row : *outcome.rows) {
      std::string line;
      schema::encode(line, row);
      line += '\n';
      if (std::fwrite(line.data(), 1, line.size(), out) != line.size())
        return Problem{"the output can't be written"};
      ++count;
    }
    is_more = outcome.next.has_value();
    exporting.after = outcome.next.value_or("");
  }
  if (std::fflush(out) != 0) return Problem{"the output can't be written"};
  return count;
}

}  // namespace gatehouse::server
