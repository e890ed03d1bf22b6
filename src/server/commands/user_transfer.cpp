// SPDX-License-Identifier: Apache-2.0
#include "server/commands/user_transfer.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "api/admin/transfer.h"
#include "server/commands/import_line.h"
#include "server/commands/outcome.h"

namespace gatehouse::server {
namespace {

// Far below what the server takes at once: its transactions stay short, so that logins meanwhile do
// not wait long.
constexpr std::size_t max_batch_rows = 1000;
constexpr std::size_t max_batch_bytes = 512 * 1024;
static_assert(max_batch_rows <= api::admin::max_import_rows);
static_assert(max_batch_bytes + max_import_line <= api::admin::max_import_bytes);

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
      if (line.size() == max_import_line) {
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
  Import(AdminClient& client, const ImportListener& listener, ImportCounts& counts)
      : client_(client), listener_(listener), counts_(counts) {}

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
    auto row = reader.is_too_long ? result<api::admin::UserRow, Problem>{Problem{
                                        "longer than " + std::to_string(max_import_line) + " bytes"}}
                                  : read_import_line(line);
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
    api::admin::ImportBatch batch;
    batch.users.assign(std::make_move_iterator(rows_.begin()), std::make_move_iterator(rows_.end()));
    rows_.clear();
    bytes_ = 0;
    const auto lines = std::exchange(lines_, {});
    const auto body = in_json(batch);
    const auto report = client_.ask<api::admin::ImportReport>(
        {.method = "POST", .target = "/admin/api/users/import", .body = body});
    if (!report) return failed(report.error()).error();
    counts_.added += static_cast<std::uint64_t>(report->added);
    counts_.present += static_cast<std::uint64_t>(report->present);
    for (const auto& row : report->refused) refuse(lines.at(static_cast<std::size_t>(row.index)), row.why);
    return {};
  }

  AdminClient& client_;
  const ImportListener& listener_;
  ImportCounts& counts_;
  std::vector<api::admin::UserRow> rows_;
  std::vector<std::uint64_t> lines_;
  std::map<std::uint64_t, std::string> bad_;  // not reported yet, by line
  std::size_t bytes_ = 0;
};

}  // namespace

result<void, Problem> import_users(AdminClient& client, std::FILE* in, const ImportListener& listener,
                                   ImportCounts& counts) {
  return Import{client, listener, counts}.run(in);
}

result<std::uint64_t, Problem> export_users(AdminClient& client, std::FILE* out) {
  std::uint64_t count = 0;
  const auto sink = [&](std::string_view piece) {
    count += static_cast<std::uint64_t>(std::ranges::count(piece, '\n'));
    return std::fwrite(piece.data(), 1, piece.size(), out) == piece.size();
  };
  const auto answer = client.send({.target = "/admin/api/users/export"}, sink);
  if (!answer) return failed(answer.error()).error();
  if (std::fflush(out) != 0) return Problem{"the output can't be written"};
  return count;
}

}  // namespace gatehouse::server
