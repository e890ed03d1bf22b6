// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/schema/pattern.h"

#include <re2/re2.h>

#include <stdexcept>

namespace gatehouse::schema::detail {
namespace {

RE2::Options options() {
  RE2::Options options;
  options.set_log_errors(false);  // the library never prints
  return options;
}

}  // namespace

Matcher::Matcher(std::string_view regex) : regex_(regex) {
  auto compiled = std::make_shared<RE2>(regex_, options());
  if (!compiled->ok()) throw std::logic_error{"Pattern<\"" + regex_ + "\">: " + compiled->error()};
  compiled_ = std::move(compiled);
}

bool Matcher::check(std::string_view text, Reporter& reporter) const {
  const auto& regex = *static_cast<const RE2*>(compiled_.get());
  if (regex.Match({text.data(), text.size()}, 0, text.size(), RE2::ANCHOR_START, nullptr, 0)) return true;
  reporter.report("string does not match regex \"" + regex_ + "\"", "value_error.str.regex",
                  {{"pattern", regex_}});
  return false;
}

}  // namespace gatehouse::schema::detail
