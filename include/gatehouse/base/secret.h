#pragma once
// SPDX-License-Identifier: Apache-2.0
// Text that is wiped from memory when it is destroyed, and that cannot be streamed or logged.

#include <string>
#include <string_view>
#include <utility>

namespace gatehouse {

/// Overwrites `text`, including its spare capacity, and leaves it empty.
void wipe(std::string& text) noexcept;

/// A password, key or token in memory. It can be read only by the explicit call reveal(), so that it is not
/// logged by accident.
class Secret {
 public:
  Secret() = default;
  /// Copies the text. The caller should wipe the original.
  explicit Secret(const std::string& text) : text_(text) {}
  /// Takes the text and wipes `text`, because moving a short string leaves its characters behind.
  explicit Secret(std::string&& text) noexcept : text_(std::move(text)) { gatehouse::wipe(text); }
  /// Each copy is wiped separately.
  Secret(const Secret&) = default;
  /// Takes the text and wipes `other`.
  Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { other.wipe(); }
  /// Wipes the old text first.
  Secret& operator=(const Secret& other) {
    if (this != &other) {
      wipe();
      text_ = other.text_;
    }
    return *this;
  }
  /// Wipes the old text first, and `other` afterwards.
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      wipe();
      text_ = std::move(other.text_);
      other.wipe();
    }
    return *this;
  }
  ~Secret() { wipe(); }

  /// Returns the text. The view is valid as long as the Secret is not changed.
  [[nodiscard]] std::string_view reveal() const noexcept { return text_; }
  [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
  /// Returns the length in bytes.
  [[nodiscard]] std::size_t size() const noexcept { return text_.size(); }

  void wipe() noexcept { gatehouse::wipe(text_); }

 private:
  std::string text_;
};

/// Compares two texts in time that depends only on their lengths (CWE-208).
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b) noexcept;

}  // namespace gatehouse
