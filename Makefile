# Every command of daily work; each installs what it needs first (scripts/setup), and costs little when nothing is new.

.PHONY: help run build install test sanitize format lint bench fuzz clean

help:
	@echo 'make run       build and serve http://127.0.0.1:8000'
	@echo 'make build     build the programs into build/'
	@echo 'make install   build, and install programs and library below PREFIX (/usr/local)'
	@echo 'make test      build and run every test'
	@echo 'make sanitize  run the C++ tests under the address, undefined-behaviour and thread sanitizers'
	@echo 'make format    format the C++ sources'
	@echo 'make lint      check format, names and layers'
	@echo 'make bench     measure, beside the rivals'
	@echo 'make fuzz      run the fuzzers for a short while'
	@echo 'make clean     remove what was built'

run: build
	@scripts/run

build:
	@scripts/setup run
	@scripts/build programs

PREFIX ?= /usr/local

install: build
	@cmake --install build --prefix "$(PREFIX)"

test:
	@scripts/setup test
	@scripts/build all
	@scripts/test

sanitize:
	@scripts/setup test
	@scripts/sanitize asan tsan

format:
	@scripts/setup lint
	@scripts/sources h cpp | xargs clang-format-19 -i

lint:
	@scripts/setup lint
	@scripts/lint

bench:
	@scripts/setup bench
	@bench/run

fuzz:
	@scripts/setup fuzz
	@fuzz/run

clean:
	rm -rf build
