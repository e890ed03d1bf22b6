// SPDX-License-Identifier: Apache-2.0
#include "server/services/token_header.h"

#include "gatehouse/base/base64.h"
#include "gatehouse/schema/schema.h"
#include "server/log_text.h"

namespace gatehouse::server {

HeaderHint read_header(std::string_view token) {
  HeaderHint hint;
  const auto text = decode_base64url(token.substr(0, token.find('.')));
  if (!text) return hint;
  const auto header = schema::parse_json(*text);
  if (!header) return hint;
  const auto take = [&](std::string_view name, std::string& out) {
    const auto* node = header->root.find(name);
    if (node != nullptr && node->kind == schema::Node::Kind::string) append_visible(out, node->text);
  };
  take("kid", hint.kid);
  take("alg", hint.algorithm);
  return hint;
}

}  // namespace gatehouse::server
