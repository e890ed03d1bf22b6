// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/verifier/remote_keys.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <exception>
#include <tuple>
#include <utility>

#include "gatehouse/crypto/keys/jwks.h"
#include "verifier/freshness.h"
#include "verifier/metadata.h"
#include "verifier/remote_keys_impl.h"

namespace gatehouse::verifier {
namespace {

using namespace std::chrono_literals;

/// Returns what is wrong with the options, or an empty text.
std::string find_mistake(const RemoteKeysOptions& options) {
  if (options.least_life < 1s || options.most_life < options.least_life) {
    return "keys must live for a second at least, and no shorter at most than at least";
  }
  if (options.most_staleness < 0s) return "old keys can't be used for less than no time";
  if (options.pause < 1s) return "the pause between fetches is a second at least";
  if (options.fetch_time < 1ms || options.body_bytes == 0)
    return "a fetch must be allowed some time and bytes";
  return {};
}

}  // namespace

RemoteKeys::Impl::Impl(KeySource source, RemoteKeysOptions options,
                       std::unique_ptr<boost::asio::ssl::context> tls)
    : options_(std::move(options)), source_(std::move(source)), tls_(std::move(tls)), cache_(options_) {
  thread_ = std::jthread{[this] { context_.run(); }};
  std::ignore = look(options_.clock.now());  // starts the first fetch
}

result<std::shared_ptr<RemoteKeys>, std::string> RemoteKeys::Impl::open(KeySource source,
                                                                        RemoteKeysOptions options) {
  if (auto mistake = find_mistake(options); !mistake.empty()) return mistake;
  if (!options.log) options.log = make_null_log();
  auto tls = make_tls_context(options.ca_file);
  if (!tls) return tls.error();
  auto impl = std::make_unique<Impl>(std::move(source), std::move(options), *std::move(tls));
  return std::shared_ptr<RemoteKeys>{new RemoteKeys{std::move(impl)}};
}

RemoteKeys::Impl::~Impl() {
  context_.stop();
  thread_.join();
}

Standing RemoteKeys::Impl::look(TimePoint now) {
  auto standing = cache_.look(now);
  start_if(standing.must_start);
  return standing;
}

Standing RemoteKeys::Impl::look_for_newer(const Standing& seen, TimePoint now) {
  auto standing = cache_.look_for_newer(seen, now);
  start_if(standing.must_start);
  return standing;
}

void RemoteKeys::Impl::start_if(bool must_start) {
  if (must_start) boost::asio::co_spawn(context_.get_executor(), fetch(), boost::asio::detached);
}

awaitable<> RemoteKeys::Impl::fetch() {
  Fetched fetched = std::string{"failed"};
  try {
    auto fetching = fetch_keys();
    fetched = co_await std::move(fetching);
  } catch (const std::exception& failed) {  // for example, out of memory, or no thread for a look-up
    fetched = std::string{failed.what()};
  }
  const bool had_failed = std::exchange(has_failed_, fetched.has_error());
  cache_.finish(fetched ? &*fetched : nullptr, options_.clock.now());
  report(fetched, had_failed);
}

awaitable<RemoteKeys::Impl::Fetched> RemoteKeys::Impl::fetch_keys() {
  const auto deadline = std::chrono::steady_clock::now() + options_.fetch_time;
  if (source_.metadata && (!source_.jwks || has_failed_)) {
    auto discovering = discover(deadline);
    auto mistake = co_await std::move(discovering);
    if (!mistake.empty()) co_return mistake;
  }
  const auto known = cache_.snapshot();
  GetOptions get{deadline, options_.body_bytes, known ? known->etag : std::string{}};
  auto getting = http_get(*source_.jwks, std::move(get), *tls_);
  const auto answer = co_await std::move(getting);
  if (!answer) co_return answer.error();
  co_return read_keys(*answer);
}

/// Finds the URL of the issuer's keys. Returns what went wrong, or an empty text.
awaitable<std::string> RemoteKeys::Impl::discover(std::chrono::steady_clock::time_point deadline) {
  GetOptions get{deadline, options_.body_bytes, {}};
  auto getting = http_get(*source_.metadata, std::move(get), *tls_);
  const auto answer = co_await std::move(getting);
  if (!answer) co_return "metadata: " + answer.error();
  auto url = read_jwks_uri(answer->body, source_.issuer, options_.allow_plain_http);
  if (!url) co_return "metadata: " + url.error();
  source_.jwks = *std::move(url);
  co_return std::string{};
}

RemoteKeys::Impl::Fetched RemoteKeys::Impl::read_keys(const GetAnswer& answer) {
  FetchedKeys fetched;
  fetched.etag = answer.etag;
  fetched.life = life_of(answer.cache_control, answer.age, options_);
  if (answer.status == 304) {
    if (fetched.etag.empty()) fetched.etag = cache_.snapshot()->etag;
    return fetched;
  }
  auto set = crypto::read_jwks(answer.body);
  if (!set) return "no key set: " + std::string{to_string(set.error())};
  for (const auto& why : set->ignored) {
    options_.log->write(LogLevel::warning, "a published key is of no use", {{"reason", to_string(why)}});
  }
  auto keys = crypto::VerificationKeys::from_keys(std::move(set->keys));
  if (!keys) return "no key set: " + std::string{to_string(keys.error())};
  fetched.keys = std::make_shared<const crypto::VerificationKeys>(*std::move(keys));
  return fetched;
}

void RemoteKeys::Impl::report(const Fetched& fetched, bool had_failed) {
  const auto& url = source_.jwks ? source_.jwks->text : source_.metadata->text;
  if (!fetched) {
    options_.log->write(LogLevel::warning, "keys could not be fetched",
                        {{"url", url}, {"reason", fetched.error()}});
  } else if (fetched->keys) {
    const auto count = static_cast<std::int64_t>(fetched->keys->keys().size());
    options_.log->write(LogLevel::info, "keys fetched", {{"url", url}, {"count", count}});
  } else if (had_failed) {
    options_.log->write(LogLevel::info, "keys can be fetched again", {{"url", url}});
  }
}

RemoteKeys::RemoteKeys(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RemoteKeys::~RemoteKeys() = default;

result<std::shared_ptr<RemoteKeys>, std::string> RemoteKeys::from_url(std::string_view jwks_url,
                                                                      RemoteKeysOptions options) {
  auto url = parse_source_url(jwks_url, options.allow_plain_http);
  if (!url) return url.error();
  KeySource source;
  source.jwks = *std::move(url);
  return Impl::open(std::move(source), std::move(options));
}

result<std::shared_ptr<RemoteKeys>, std::string> RemoteKeys::from_issuer(std::string_view issuer,
                                                                         RemoteKeysOptions options) {
  auto url = metadata_url(issuer, options.allow_plain_http);
  if (!url) return url.error();
  KeySource source;
  source.issuer = issuer;
  source.metadata = *std::move(url);
  return Impl::open(std::move(source), std::move(options));
}

}  // namespace gatehouse::verifier
