// SPDX-License-Identifier: Apache-2.0
#include "api/admin/audit.h"

#include <charconv>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "api/coded_error.h"
#include "api/refusals.h"

namespace gatehouse::api::admin {
namespace {

[[noreturn]] void refuse_store() { refuse_coded(auth::SessionError::unavailable); }

std::optional<std::int64_t> read_number(const std::optional<std::string>& cursor) {
  if (!cursor) return std::nullopt;
  std::int64_t number = 0;
  const auto* const end = cursor->data() + cursor->size();
  const auto read = std::from_chars(cursor->data(), end, number);
  if (read.ec == std::errc{} && read.ptr == end && number > 0) return number;
  throw web::InvalidInput{{"query", "cursor"}, "value is not a cursor of this list", "value_error.cursor"};
}

awaitable<store::AuditFilter> filter_of(Since since, Until until, OfUser user, OfAction action,
                                        auth::AuditRecord& record) {
  store::AuditFilter filter;
  filter.since = *since;
  filter.until = *until;
  filter.action = std::move(*action);
  if (*user) {
    auto finding = record.find_subject(std::move(**user));
    auto subject = co_await std::move(finding);
    if (!subject && subject.error() == store::StoreError::not_found) {
      refuse_coded(auth::AccountError::not_found);
    }
    if (!subject) refuse_store();
    filter.user = std::move(*subject);
  }
  co_return filter;
}

std::string lines_of(const std::vector<store::AuditEntry>& entries, AuditFormat format) {
  std::string lines;
  for (const auto& entry : entries) {
    if (format == AuditFormat::ocsf) {
      lines += audit_event(entry);
    } else {
      schema::encode(lines, to_out(entry));
    }
    lines += '\n';
  }
  return lines;
}

/// An export: its filter and its first page.
struct Export {
  store::AuditFilter filter;
  store::AuditPage page;
  AuditFormat format = AuditFormat::entries;
};

awaitable<> write_entries(auth::AuditRecord& record, std::shared_ptr<Export> all, web::StreamWriter out) {
  for (;;) {
    auto writing = out.write(lines_of(all->page.entries, all->format));
    co_await std::move(writing);
    if (!all->page.next) co_return;
    all->filter.before = all->page.next;
    auto listing = record.list(all->filter, false);
    auto next = co_await std::move(listing);
    // The answer has begun, so its end has to show that it is incomplete.
    if (!next) throw std::runtime_error{"the store can't be read"};
    all->page = std::move(*next);
  }
}

}  // namespace

awaitable<AuditPage> list_audit(Since since, Until until, OfUser user, OfAction action, PageLimit limit,
                                Cursor cursor, web::State<auth::AuditRecord> record) {
  const auto before = read_number(*cursor);
  auto filtering = filter_of(std::move(since), std::move(until), std::move(user), std::move(action), *record);
  auto filter = co_await std::move(filtering);
  filter.before = before;
  filter.limit = size_of(limit);
  auto listing = record->list(std::move(filter), true);
  const auto found = co_await std::move(listing);
  if (!found) refuse_store();
  AuditPage page;
  for (const auto& entry : found->entries) page.items.push_back(to_out(entry));
  if (found->next) page.next = std::to_string(*found->next);
  count_items(page, cursor);
  co_return page;
}

awaitable<web::StreamAnswerAs<"application/jsonl">> export_audit(
    Since since, Until until, OfUser user, OfAction action,
    web::Query<"format", std::optional<AuditFormat>> format, web::State<auth::AuditRecord> record) {
  const auto all = std::make_shared<Export>();
  all->format = format->value_or(AuditFormat::ocsf);
  auto filtering = filter_of(std::move(since), std::move(until), std::move(user), std::move(action), *record);
  all->filter = co_await std::move(filtering);
  all->filter.limit = store::AuditStore::max_page;
  auto listing = record->list(all->filter, false);
  auto first = co_await std::move(listing);
  if (!first) refuse_store();
  all->page = std::move(*first);
  auto* const source = &*record;
  auto produce = [source, all](web::StreamWriter out) { return write_entries(*source, all, out); };
  web::StreamAnswerAs<"application/jsonl"> answer{std::move(produce)};
  co_return answer;
}

awaitable<SealedHead> get_audit_head(web::State<auth::AuditRecord> record) {
  auto reading = record->head();
  const auto head = co_await std::move(reading);
  if (!head) refuse_store();
  if (head->number == 0) {
    throw CodedHttpError{
        404, CodedError{"No entry has a seal yet: seals are made by gatehouse serve", ErrorCode::no_seal}};
  }
  SealedHead out{head->number, head->seal};
  co_return out;
}

awaitable<AuditVerdict> verify_audit(web::Json<AuditCheck> check, web::State<auth::AuditRecord> record) {
  store::AuditHead expected;
  if (check->head) expected = {check->head->number, check->head->seal};
  auto verifying = record->verify(std::move(expected));
  const auto verdict = co_await std::move(verifying);
  if (!verdict && verdict.error() == store::StoreError::unavailable) {
    throw CodedHttpError{
        503,
        CodedError{"The seals can't be checked without the server's secret (SERVER_SECRET_KEY)",
                   ErrorCode::secret_unavailable},
        {{"Retry-After", retry_after}}};
  }
  if (!verdict) refuse_store();
  AuditVerdict out{verdict->entries, verdict->unsealed, verdict->fault, std::nullopt};
  if (check->head) out.contains_head = verdict->has_expected_head;
  co_return out;
}

}  // namespace gatehouse::api::admin
