// SPDX-License-Identifier: Apache-2.0
#include "api/admin/transfer.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "api/refusals.h"

namespace gatehouse::api::admin {
namespace {

std::string lines_of(const std::vector<store::User>& users) {
  std::string lines;
  for (const auto& user : users) {
    schema::encode(lines, to_row(user));
    lines += '\n';
  }
  return lines;
}

awaitable<> write_users(auth::Accounts& accounts, store::UserPage page, web::StreamWriter out) {
  for (;;) {
    auto writing = out.write(lines_of(page.users));
    co_await std::move(writing);
    if (!page.next) co_return;
    auto listing = accounts.list_users("", *page.next, store::UserStore::max_page);
    auto next = co_await std::move(listing);
    // The answer has begun, so its end has to show that it is incomplete.
    if (!next) throw std::runtime_error{"the store can't be read"};
    page = std::move(*next);
  }
}

ImportReport report_of(const std::vector<auth::ImportOutcome>& outcomes) {
  ImportReport report;
  report.added = std::ranges::count(outcomes, auth::ImportOutcome::added);
  report.present = std::ranges::count(outcomes, auth::ImportOutcome::present);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    auto why = message_of(outcomes[i]);
    if (why) report.refused.push_back({static_cast<std::int64_t>(i), outcomes[i], std::move(*why)});
  }
  return report;
}

}  // namespace

awaitable<ImportReport> import_users(web::Json<ImportBatch> batch, web::Depends<get_caller> caller,
                                     web::State<auth::Accounts> accounts) {
  std::vector<auth::ImportedUser> users;
  for (auto& row : batch->users) users.push_back(to_imported(std::move(row)));
  auto importing = accounts->import_users(caller->actor, std::move(users));
  const auto outcomes = co_await std::move(importing);
  if (!outcomes) refuse_coded(outcomes.error());
  co_return report_of(*outcomes);
}

awaitable<web::StreamAnswerAs<"application/jsonl">> export_users(web::State<auth::Accounts> accounts) {
  auto listing = accounts->list_users("", "", store::UserStore::max_page);
  auto first = co_await std::move(listing);
  if (!first) refuse_coded(first.error());
  auto* const all = &*accounts;
  const auto page = std::make_shared<store::UserPage>(std::move(*first));
  auto produce = [all, page](web::StreamWriter out) { return write_users(*all, std::move(*page), out); };
  web::StreamAnswerAs<"application/jsonl"> answer{std::move(produce)};
  co_return answer;
}

}  // namespace gatehouse::api::admin
