#!/bin/sh
# Builds source $2 (main.go unless given) into the file $1, against Debian's -dev packages: no module is downloaded.
set -eu
cd "$(dirname "$0")"
GO111MODULE=off GOPATH=/usr/share/gocode GOFLAGS= CGO_ENABLED=0 exec go build -o "$1" "${2:-main.go}"
