// SPDX-License-Identifier: Apache-2.0
#include "server/commands/command_outcome.h"

#include <utility>

namespace gatehouse::server {
namespace {

CommandOutcome outcome_of(bool is_done, std::string text) {
  CommandOutcome outcome;
  outcome.is_done = is_done;
  outcome.text = std::move(text);
  return outcome;
}

}  // namespace

CommandOutcome done(std::string text) { return outcome_of(true, std::move(text)); }
CommandOutcome failed(std::string text) { return outcome_of(false, std::move(text)); }

CommandOutcome failed_store() {
  return failed(
      "the database can't be used now: check the server's log, the free disk space and the folder's "
      "permissions");
}

}  // namespace gatehouse::server
