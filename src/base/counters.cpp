// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/counters.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <new>
#include <numeric>
#include <utility>

namespace gatehouse {
namespace {

constexpr std::size_t line_bytes = 64;
constexpr std::size_t cells_in_line = line_bytes / sizeof(std::uint64_t);

/// Numbers the threads that count. The number of a thread that has ended is given to another one.
class ThreadNumbers {
 public:
  std::size_t take() {
    const std::lock_guard lock{mutex_};
    const auto unused = std::ranges::find(is_taken_, false);
    const auto number = static_cast<std::size_t>(unused - is_taken_.begin());
    if (unused == is_taken_.end()) {
      is_taken_.push_back(true);
    } else {
      *unused = true;
    }
    return number;
  }
  void give_back(std::size_t number) noexcept {
    const std::lock_guard lock{mutex_};
    is_taken_[number] = false;
  }

 private:
  std::mutex mutex_;
  std::vector<bool> is_taken_;
};

ThreadNumbers& thread_numbers() {
  static auto& numbers = *new ThreadNumbers;  // never destroyed, since threads may end after main
  return numbers;
}

class ThreadNumber {
 public:
  ThreadNumber() noexcept {
    try {
      number_ = thread_numbers().take();
    } catch (const std::exception&) {  // Out of memory: the thread uses the shared row.
    }
  }
  ~ThreadNumber() {
    if (number_ != none) thread_numbers().give_back(number_);
  }
  ThreadNumber(const ThreadNumber&) = delete;
  ThreadNumber& operator=(const ThreadNumber&) = delete;

  [[nodiscard]] std::size_t get() const noexcept { return number_; }

 private:
  static constexpr auto none = static_cast<std::size_t>(-1);
  std::size_t number_ = none;
};

std::size_t number_of_this_thread() noexcept {
  thread_local const ThreadNumber number;
  return number.get();
}

}  // namespace

void Counters::Free::operator()(void* memory) const noexcept { std::free(memory); }

// calloc takes large blocks from the system as pages of zeros that exist only once they are written.
Counters::Counters(std::size_t count, std::size_t threads)
    : count_(count),
      stride_((count + cells_in_line - 1) / cells_in_line * cells_in_line),
      rows_(threads + 1),
      memory_(std::calloc(stride_ * rows_ + cells_in_line, sizeof(std::uint64_t))) {
  if (!memory_) throw std::bad_alloc{};
  auto space = (stride_ * rows_ + cells_in_line) * sizeof(std::uint64_t);
  void* begin = memory_.get();
  cells_ = static_cast<std::uint64_t*>(
      std::align(line_bytes, stride_ * rows_ * sizeof(std::uint64_t), begin, space));
}

void Counters::add(std::size_t index, std::uint64_t amount) noexcept {
  const auto row = std::min(number_of_this_thread(), rows_ - 1);
  const std::atomic_ref cell{cells_[row * stride_ + index]};
  if (row == rows_ - 1) {
    cell.fetch_add(amount, std::memory_order_relaxed);
  } else {
    cell.store(cell.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
  }
}

std::uint64_t Counters::sum(std::size_t index) const noexcept {
  std::uint64_t sum = 0;
  for (std::size_t row = 0; row < rows_; ++row) {
    sum += std::atomic_ref{cells_[row * stride_ + index]}.load(std::memory_order_relaxed);
  }
  return sum;
}

Histograms::Histograms(std::vector<std::uint64_t> bounds, std::size_t count, std::size_t threads)
    : bounds_(std::move(bounds)), counters_(width() * count, threads) {}

void Histograms::add(std::size_t index, std::uint64_t value) noexcept {
  const auto bucket = std::ranges::find_if(bounds_, [value](auto bound) { return value <= bound; });
  const auto first = index * width();
  counters_.add(first + static_cast<std::size_t>(bucket - bounds_.begin()));
  counters_.add(first + bounds_.size() + 1, value);
}

Histograms::Reading Histograms::read(std::size_t index) const {
  const auto first = index * width();
  Reading reading;
  for (std::size_t i = 0; i <= bounds_.size(); ++i) reading.counts.push_back(counters_.sum(first + i));
  reading.sum = counters_.sum(first + bounds_.size() + 1);
  return reading;
}

std::uint64_t Histograms::Reading::count() const noexcept {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

}  // namespace gatehouse
