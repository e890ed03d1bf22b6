// SPDX-License-Identifier: Apache-2.0
#include "auth/audit/audit_record.h"

#include <unordered_map>
#include <utility>

#include "gatehouse/base/email.h"

namespace gatehouse::auth {

using store::StoreError;

awaitable<store::StoreResult<store::AuditPage>> AuditRecord::list(store::AuditFilter filter, bool names) {
  auto page = co_await store_.audit().list_entries(std::move(filter));
  if (!page || !names) co_return std::move(page);
  std::unordered_map<std::string, std::string> known;
  for (auto& entry : page->entries) {
    auto& subject = entry.subject;
    const auto id = Uuid::parse(subject.id);
    if (subject.kind != store::SubjectKind::user || !subject.name.empty() || !id) continue;
    auto name = known.find(subject.id);
    if (name == known.end()) {
      const auto user = co_await store_.users().find_user_by_id(*id);
      name = known.emplace(subject.id, user ? user->email : std::string{}).first;
    }
    subject.name = name->second;
  }
  co_return std::move(page);
}

awaitable<store::StoreResult<std::string>> AuditRecord::find_subject(std::string user) {
  if (Uuid::parse(user)) co_return user;
  const auto address = Email::parse(user);
  if (!address) co_return StoreError::not_found;
  const auto found =
      co_await store_.users().find_user_by_identifier(store::IdentifierKind::email, address->folded());
  if (!found) co_return found.error();
  co_return found->id.to_string();
}

}  // namespace gatehouse::auth
