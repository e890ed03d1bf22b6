# Every library the project stands on, looked up in one place (scripts/setup installs them). What the library needs is
# in cmake/gatehouseConfig.cmake.in as well, for those who use an installed one.

# A project around this one links the library's targets, and what they link has to be known there too.
set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)

set(CMAKE_THREAD_PREFER_PTHREAD ON)
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto SSL)
find_package(ZLIB REQUIRED)
find_package(PkgConfig REQUIRED)
foreach(module libargon2 libcrypt libutf8proc)
  pkg_check_modules(${module} REQUIRED IMPORTED_TARGET GLOBAL ${module})
endforeach()
if(GATEHOUSE_SERVER)
  find_package(CLI11 REQUIRED)
  find_package(spdlog REQUIRED)
  find_package(tomlplusplus REQUIRED)
  pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3)
endif()
if(GATEHOUSE_TESTS)
  find_package(GTest REQUIRED)
  find_package(rapidcheck REQUIRED)
  include(GoogleTest)
endif()
if(GATEHOUSE_BENCH)
  find_package(benchmark REQUIRED)
endif()
