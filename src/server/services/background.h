#pragma once
// SPDX-License-Identifier: Apache-2.0
// The work that a server does without being asked.

#include <boost/asio/io_context.hpp>
#include <memory>

#include "auth/audit/refusal_log.h"
#include "auth/keys/key_follower.h"
#include "auth/periodic_task.h"
#include "gatehouse/base/log.h"
#include "server/config/settings.h"
#include "server/services/account_services.h"

namespace gatehouse::server {

/// Deletes what is over, writes refusals to the audit record, rotates keys and follows their changes, on the
/// thread of one context. Destroy it when the context no longer runs.
class Background {
 public:
  /// All references must outlive this.
  Background(boost::asio::io_context& context, AccountServices& accounts,
             const std::shared_ptr<auth::RefusalLog>& refusals, const Settings& settings,
             const std::shared_ptr<Log>& log);

 private:
  const auth::KeyFollower following_;
  const auth::PeriodicTask cleaning_;
  const auth::PeriodicTask noting_;
  const auth::PeriodicTask cutting_;
  const auth::PeriodicTask maintaining_;
};

}  // namespace gatehouse::server
