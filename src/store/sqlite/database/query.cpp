// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/database/query.h"

#include <cstring>

namespace gatehouse::store::sqlite {

Query& Query::bind(std::string_view text) {
  // A null pointer would bind NULL rather than the empty text.
  const char* data = text.empty() ? "" : text.data();
  const int code = sqlite3_bind_text64(statement_, ++bound_, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (code != SQLITE_OK) failed_ = code;
  return *this;
}

Query& Query::bind(std::int64_t number) {
  if (const int code = sqlite3_bind_int64(statement_, ++bound_, number); code != SQLITE_OK) failed_ = code;
  return *this;
}

Query& Query::bind(const Uuid& id) {
  const auto& bytes = id.bytes();
  const int code =
      sqlite3_bind_blob(statement_, ++bound_, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
  if (code != SQLITE_OK) failed_ = code;
  return *this;
}

Query& Query::bind_blob(std::string_view bytes) {
  const int code = sqlite3_bind_blob64(statement_, ++bound_, bytes.data(), bytes.size(), SQLITE_STATIC);
  if (code != SQLITE_OK) failed_ = code;
  return *this;
}

Query& Query::bind_optional(const std::optional<std::string>& text) {
  return text ? bind(*text) : bind_null();
}

Query& Query::bind_optional(std::optional<bool> flag) {
  return flag ? bind(std::int64_t{*flag}) : bind_null();
}

Query& Query::bind_optional(std::optional<std::int64_t> number) {
  return number ? bind(*number) : bind_null();
}

Query& Query::bind_optional(std::optional<TimePoint> time) { return time ? bind(*time) : bind_null(); }

Query& Query::bind_null() {
  if (const int code = sqlite3_bind_null(statement_, ++bound_); code != SQLITE_OK) failed_ = code;
  return *this;
}

int Query::step() noexcept {
  if (statement_ == nullptr) return SQLITE_ERROR;
  return failed_ != SQLITE_OK ? failed_ : sqlite3_step(statement_);
}

std::string_view Query::text(int column) const noexcept {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::optional<std::string> Query::optional_text(int column) const {
  if (sqlite3_column_type(statement_, column) == SQLITE_NULL) return std::nullopt;
  return std::string{text(column)};
}

std::string_view Query::blob(int column) const noexcept {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::int64_t Query::integer(int column) const noexcept { return sqlite3_column_int64(statement_, column); }

Uuid Query::uuid(int column) const noexcept {
  Uuid::Bytes bytes{};
  const void* data = sqlite3_column_blob(statement_, column);
  const auto length = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  if (data != nullptr && length == bytes.size()) std::memcpy(bytes.data(), data, length);
  return Uuid{bytes};
}

TimePoint Query::time(int column) const noexcept {
  return TimePoint{std::chrono::microseconds{integer(column)}};
}

std::optional<TimePoint> Query::optional_time(int column) const noexcept {
  if (sqlite3_column_type(statement_, column) == SQLITE_NULL) return std::nullopt;
  return time(column);
}

}  // namespace gatehouse::store::sqlite
