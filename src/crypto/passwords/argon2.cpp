// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/passwords/argon2.h"

#include <argon2.h>
#include <sys/mman.h>

#include <array>
#include <stdexcept>
#include <string>

#include "crypto/passwords/hash_text.h"
#include "crypto/passwords/memory_budget.h"

namespace gatehouse::crypto {
namespace {

using detail::HashBytes;

constexpr std::uint32_t max_lanes = 64;
constexpr std::size_t salt_size = 16;    // RFC 9106 3.1 recommends this size
constexpr std::size_t digest_size = 32;  // RFC 9106 4
constexpr std::size_t min_digest = 16;   // shorter digests could be guessed (CWE-328)
constexpr std::size_t max_bytes = 64;    // for a stored salt or digest

/// The parts of an encoded hash.
struct Parsed {
  argon2_type type = Argon2_id;
  std::uint32_t version = ARGON2_VERSION_10;
  std::uint32_t memory_kib = 0;
  std::uint32_t passes = 0;
  std::uint32_t lanes = 0;
  HashBytes salt;
  std::string_view before_digest;  // up to the last `$`, if there is a digest
  std::size_t digest_size = crypto::digest_size;
};

std::optional<argon2_type> type_of(std::string_view name) noexcept {
  if (name == "argon2id") return Argon2_id;
  if (name == "argon2i") return Argon2_i;
  if (name == "argon2d") return Argon2_d;
  return std::nullopt;
}

/// Parses `$argon2id$v=19$m=1,t=2,p=3$salt` with or without `$digest`. Checks the bounds of the format, but
/// not the cost.
std::optional<Parsed> parse(std::string_view encoded) noexcept {
  std::array<std::string_view, 6> fields;
  const auto count = detail::split_fields(encoded, fields);
  if (count < 4 || !fields[0].empty()) return std::nullopt;
  const auto type = type_of(fields[1]);
  if (!type) return std::nullopt;
  Parsed parsed;
  parsed.type = *type;
  std::size_t next = 2;
  if (fields[next].starts_with("v=")) {
    if (fields[next] == "v=19") {
      parsed.version = ARGON2_VERSION_13;
    } else if (fields[next] != "v=16") {
      return std::nullopt;
    }
    ++next;
  }
  const auto left = count - next;
  if (left != 2 && left != 3) return std::nullopt;
  constexpr std::array<std::string_view, 3> names{"m", "t", "p"};
  std::array<std::uint32_t, 3> values;
  if (!detail::read_parameters(fields[next], names, values)) return std::nullopt;
  parsed.memory_kib = values[0];
  parsed.passes = values[1];
  parsed.lanes = values[2];
  const auto salt = detail::decode_bytes(Base64::unpadded, fields[next + 1]);
  if (!salt || salt->size() < ARGON2_MIN_SALT_LENGTH || salt->size() > max_bytes) return std::nullopt;
  parsed.salt = *salt;
  parsed.before_digest = encoded;
  if (left == 3) {
    const auto digest = detail::decode_bytes(Base64::unpadded, fields[next + 2]);
    if (!digest || digest->size() < min_digest || digest->size() > max_bytes) return std::nullopt;
    parsed.digest_size = digest->size();
    parsed.before_digest.remove_suffix(fields[next + 2].size());
  }
  if (parsed.passes == 0 || parsed.lanes == 0) return std::nullopt;
  if (parsed.memory_kib / 8 < parsed.lanes) return std::nullopt;  // RFC 9106 3.1
  return parsed;
}

// Mapped pages are returned to the system at once; malloc might keep them. libargon2 always wipes them first
// (its FLAG_clear_internal_memory cannot be changed from outside); a test checks this.
int map_memory(std::uint8_t** memory, std::size_t size) {
  void* mapped = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) return ARGON2_MEMORY_ALLOCATION_ERROR;
  ::madvise(mapped, size, MADV_HUGEPAGE);  // faster if the system supports it
  // A core dump must not contain data derived from a password (CWE-528).
  ::madvise(mapped, size, MADV_DONTDUMP);
  *memory = static_cast<std::uint8_t*>(mapped);
  return ARGON2_OK;
}

void unmap_memory(std::uint8_t* memory, std::size_t size) { ::munmap(memory, size); }

std::string prefix_for(const Argon2Options& options) {
  return "$argon2id$v=19$m=" + std::to_string(options.memory_kib) + ",t=" + std::to_string(options.passes) +
         ",p=" + std::to_string(options.lanes) + '$';
}

}  // namespace

Argon2Scheme::Argon2Scheme(Argon2Options options) : options_(options), prefix_(prefix_for(options)) {
  if (options.lanes == 0 || options.lanes > max_lanes || options.passes == 0 ||
      options.memory_kib / 8 < options.lanes) {
    throw std::invalid_argument{"argon2: at least 1 pass, 1 to 64 lanes and 8 KiB of memory for each"};
  }
  if (options.memory_kib > options.max_memory_kib ||
      std::uint64_t{options.memory_kib} * options.passes > options.max_work_kib ||
      options.max_memory_kib > options.memory_in_use_kib) {
    throw std::invalid_argument{
        "argon2: new hashes must be within the limits, and one within the memory in use"};
  }
  budget_ = std::make_unique<detail::MemoryBudget>(options.memory_in_use_kib);
}

Argon2Scheme::~Argon2Scheme() = default;

bool Argon2Scheme::is_recognized(std::string_view encoded) const noexcept {
  return encoded.starts_with("$argon2id$") || encoded.starts_with("$argon2i$") ||
         encoded.starts_with("$argon2d$");
}

std::optional<PasswordError> Argon2Scheme::check(std::string_view encoded) const noexcept {
  const auto parsed = parse(encoded);
  if (!parsed || parsed->before_digest.size() == encoded.size()) return PasswordError::malformed_hash;
  // Checked before memory is allocated: a stored hash may ask for 4 TiB, or for days
  // of computation (CWE-400).
  if (parsed->memory_kib > options_.max_memory_kib || parsed->lanes > max_lanes ||
      std::uint64_t{parsed->memory_kib} * parsed->passes > options_.max_work_kib) {
    return PasswordError::refused_cost;
  }
  return std::nullopt;
}

bool Argon2Scheme::needs_update(std::string_view encoded) const noexcept {
  const auto parsed = parse(encoded);
  return !encoded.starts_with(prefix_) || !parsed || parsed->salt.size() < salt_size ||
         parsed->digest_size != digest_size;
}

result<std::string, PasswordError> Argon2Scheme::make_setting(Random& random) const {
  std::array<std::byte, salt_size> salt;
  random.fill(salt);
  return prefix_ + encode_base64(Base64::unpadded, {reinterpret_cast<const char*>(salt.data()), salt.size()});
}

result<std::string, PasswordError> Argon2Scheme::compute(std::string_view password,
                                                         std::string_view setting) const {
  auto parsed = parse(setting);
  if (!parsed || parsed->memory_kib > options_.max_memory_kib) return PasswordError::engine_failed;
  std::array<std::uint8_t, max_bytes> digest;
  argon2_context context{};
  context.out = digest.data();
  context.outlen = static_cast<std::uint32_t>(parsed->digest_size);
  // Not written to: neither ARGON2_FLAG_CLEAR_PASSWORD nor a secret is set.
  context.pwd = reinterpret_cast<std::uint8_t*>(const_cast<char*>(password.data()));
  context.pwdlen = static_cast<std::uint32_t>(password.size());
  context.salt = const_cast<std::uint8_t*>(parsed->salt.data());
  context.saltlen = static_cast<std::uint32_t>(parsed->salt.size());
  context.t_cost = parsed->passes;
  context.m_cost = parsed->memory_kib;
  context.lanes = parsed->lanes;
  context.threads = 1;
  context.version = parsed->version;
  context.allocate_cbk = map_memory;
  context.free_cbk = unmap_memory;
  context.flags = ARGON2_DEFAULT_FLAGS;
  {
    const auto share = budget_->share(parsed->memory_kib);
    if (argon2_ctx(&context, parsed->type) != ARGON2_OK) return PasswordError::engine_failed;
  }
  std::string encoded{parsed->before_digest};
  if (!encoded.ends_with('$')) encoded += '$';
  encoded +=
      encode_base64(Base64::unpadded, {reinterpret_cast<const char*>(digest.data()), parsed->digest_size});
  return encoded;
}

}  // namespace gatehouse::crypto
