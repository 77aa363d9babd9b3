#!/bin/sh
# Make the secrets that are not there yet, each a file of 64 hexadecimal digits:
#
#	secrets.sh DIR NAME...
set -eu

dir=$1
shift
umask 077
mkdir -p "$dir"
for name; do
	[ ! -s "$dir/$name" ] || continue
	# Whole or not at all.
	od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$dir/$name.new"
	mv "$dir/$name.new" "$dir/$name"
done
