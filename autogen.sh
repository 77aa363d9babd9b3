#!/bin/sh
# Make ./configure out of configure.ac.
set -e
cd "$(dirname "$0")"
autoreconf --install --force
