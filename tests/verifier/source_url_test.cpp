// SPDX-License-Identifier: Apache-2.0
#include "verifier/source_url.h"

#include <gtest/gtest.h>

#include "verifier/metadata.h"

namespace gatehouse::verifier {
namespace {

std::string said(std::string_view text, bool allow_plain_http = false) {
  const auto url = parse_source_url(text, allow_plain_http);
  if (!url) return "refused";
  return (url->is_tls ? "tls " : "plain ") + url->host + " " + url->port + " " + url->authority + " " +
         url->target + (url->is_loopback_only ? " loopback" : "");
}

TEST(SourceUrl, WhatMayBeAsked) {
  const std::pair<const char*, const char*> cases[] = {
      {"https://id.example.com/jwks?a=b", "tls id.example.com 443 id.example.com /jwks?a=b"},
      {"https://id.example.com", "tls id.example.com 443 id.example.com /"},
      {"https://id.example.com?a", "tls id.example.com 443 id.example.com /?a"},
      {"HTTPS://id.example.com:8443/%41", "tls id.example.com 8443 id.example.com:8443 /%41"},
      {"https://[2001:db8::1]:1/", "tls 2001:db8::1 1 [2001:db8::1]:1 /"},
      {"http://127.0.0.1:8000/jwks", "plain 127.0.0.1 8000 127.0.0.1:8000 /jwks loopback"},
      {"http://127.1.2.3/", "plain 127.1.2.3 80 127.1.2.3 / loopback"},
      {"http://[::1]/", "plain ::1 80 [::1] / loopback"},
      {"http://LocalHost/", "plain LocalHost 80 LocalHost / loopback"},
      {"http://id.example.com/", "refused"},
      {"http://128.0.0.1/", "refused"},
      {"http://127.0.0.1.example.com/", "refused"},
      {"http://localhost.example.com/", "refused"},
      {"http://[::2]/", "refused"},
      {"http://[::ffff:10.0.0.1]/", "refused"},
      {"https://user:secret@id.example.com/", "refused"},
      {"https://user@id.example.com/", "refused"},
      {"https:///jwks", "refused"},
      {"https://id.example.com/jwks#a", "refused"},
      {"https://id.example.com/a b", "refused"},
      {"https://id.example.com/\r\nX: y", "refused"},
      {"ftp://id.example.com/", "refused"},
      {"file:///etc/passwd", "refused"},
      {"//id.example.com/", "refused"},
      {"id.example.com", "refused"},
      {"", "refused"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(said(text), expected) << text;
  EXPECT_EQ(said("http://id.example.com/", true), "plain id.example.com 80 id.example.com /");
}

// Boost.URL 1.81 splits these names behind the address that they begin with, so they are refused there. Later
// versions read the whole name.
TEST(SourceUrl, NamesThatBeginWithAnAddressAreNeverCutShort) {
  const std::pair<const char*, const char*> cases[] = {
      {"https://127.0.0.1.example.com/", "tls 127.0.0.1.example.com 443 127.0.0.1.example.com /"},
      {"https://1.2.3.4e", "tls 1.2.3.4e 443 1.2.3.4e /"},
  };
  for (const auto& [text, whole] : cases) {
    const auto found = said(text);
    EXPECT_TRUE(found == "refused" || found == whole) << text << ": " << found;
  }
}

TEST(Metadata, WhereItIs) {
  const std::pair<const char*, const char*> cases[] = {
      {"https://id.example.com", "https://id.example.com/.well-known/oauth-authorization-server"},
      {"https://id.example.com/", "https://id.example.com/.well-known/oauth-authorization-server"},
      {"https://id.example.com/a/b", "https://id.example.com/.well-known/oauth-authorization-server/a/b"},
      {"https://id.example.com/a?b", "refused"},
      {"https://id.example.com/a#b", "refused"},
      {"http://id.example.com", "refused"},
      {"id.example.com", "refused"},
      {"", "refused"},
  };
  for (const auto& [issuer, expected] : cases) {
    const auto url = metadata_url(issuer, false);
    EXPECT_EQ(url ? url->text : "refused", expected) << issuer;
  }
}

TEST(Metadata, SpeaksForItsIssuerAlone) {
  const std::string issuer = "https://id.example.com";
  const std::pair<const char*, const char*> cases[] = {
      {R"({"issuer":"https://id.example.com","jwks_uri":"https://keys.example.com/j","x":[{}]})",
       "https://keys.example.com/j"},
      {R"({"issuer":"https://id.example.com/","jwks_uri":"https://keys.example.com/j"})", "refused"},
      {R"({"issuer":"https://evil.example.com","jwks_uri":"https://keys.example.com/j"})", "refused"},
      {R"({"issuer":["https://id.example.com"],"jwks_uri":"https://keys.example.com/j"})", "refused"},
      {R"({"jwks_uri":"https://keys.example.com/j"})", "refused"},
      {R"({"issuer":"https://id.example.com"})", "refused"},
      {R"({"issuer":"https://id.example.com","jwks_uri":1})", "refused"},
      {R"({"issuer":"https://id.example.com","jwks_uri":"http://keys.example.com/j"})", "refused"},
      {R"({"issuer":"https://id.example.com","jwks_uri":"file:///etc/passwd"})", "refused"},
      {R"(["issuer"])", "refused"},
      {"<html>", "refused"},
      {"", "refused"},
  };
  for (const auto& [json, expected] : cases) {
    const auto url = read_jwks_uri(json, issuer, false);
    EXPECT_EQ(url ? url->text : "refused", expected) << json;
  }
}

}  // namespace
}  // namespace gatehouse::verifier
