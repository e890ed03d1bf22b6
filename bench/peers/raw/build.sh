#!/bin/sh
# Builds the raw responder into the file $1.
set -eu
cd "$(dirname "$0")"
exec g++ -std=c++17 -O2 -Wall -Wextra -o "$1" raw.cpp
