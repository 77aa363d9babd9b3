# Print a public header as a page of mdoc(7), so that the manual has no second
# copy of what the header says.  It relies on how they are written:
#
#	a comment at the left margin tells of the code right below it, up to an
#	empty line outside braces; the first one, of the header
#	in a comment, what a tab indents is as it stands, but for codes of
#	motus/error.h, which are tags, each with what it means
#	`so` is a name

function plain(text) {
	gsub(/\\/, "\\e", text)
	if (text ~ /^[.']/)
		text = "\\&" text
	return text
}

function prose(text) {
	text = plain(text)
	while (match(text, /`[^`]*`/))
		text = substr(text, 1, RSTART - 1) "\\fI" \
		    substr(text, RSTART + 1, RLENGTH - 2) "\\fR" \
		    substr(text, RSTART + RLENGTH)
	gsub(/[.]  /, ".\n", text)
	gsub(/\n[.]/, "\n\\\\\\&.", text)
	return text
}

# Tabs as spaces, so that columns stay.
function spaced(text, before) {
	while ((before = index(text, "\t")) != 0)
		text = substr(text, 1, before - 1) \
		    sprintf("%*s", 8 - (before - 1) % 8, "") \
		    substr(text, before + 1)
	return text
}

function literal(lines, offset) {
	print ".Bd -literal" offset
	printf "%s", lines
	print ".Ed"
}

# What a tab indents: lines, each with its line feed.
function indented(block, count, line, i, tag, open) {
	if (block !~ /(^|\n)MOTUS_E/) {
		count = split(block, line, "\n")
		block = ""
		for (i = 1; i < count; i++)
			block = block plain(spaced(line[i])) "\n"
		literal(block, " -offset indent")
		return
	}
	print ".Bl -tag -width Ds"
	count = split(block, line, "\n")
	for (i = 1; i < count; i++) {
		if (match(line[i], /^(0|MOTUS_E[A-Z]+(, MOTUS_E[A-Z]+)*)/)) {
			tag = substr(line[i], 1, RLENGTH)
			gsub(/,/, " ,", tag)
			print ".It Dv " tag
			line[i] = substr(line[i], RLENGTH + 1)
		}
		gsub(/^[ \t]+/, "", line[i])
		if (line[i] != "")
			print prose(line[i])
	}
	print ".El"
}

# A comment's text, each line with its line feed; paragraphs part at empty ones.
function text(comment, count, line, i, block, apart) {
	count = split(comment, line, "\n")
	for (i = 1; i <= count; i++) {
		if (line[i] ~ /^\t/) {
			block = block substr(line[i], 2) "\n"
			continue
		}
		if (line[i] == "" && block != "" && line[i + 1] ~ /^\t/) {
			block = block "\n"
			continue
		}
		if (block != "") {
			indented(block)
			block = ""
			apart = 0
		}
		if (line[i] == "")
			apart = 1
		else {
			if (apart)
				print ".Pp"
			apart = 0
			print prose(line[i])
		}
	}
}

# What was gathered: code, and the comment above it.
function flush() {
	if (code != "")
		literal(code, "")
	if (comment != "")
		print ".Pp"
	text(comment)
	code = comment = ""
}

# The names that the page can be found by.
function names(path, line, whole, found, list) {
	while ((getline line <path) > 0)
		if (line ~ /^[a-z].*[(]/ && line !~ /^typedef/ ||
		    line ~ /^motus_[a-z_]*[(]/) {
			match(line, /motus_[a-z0-9_]*[(]/)
			found = substr(line, RSTART, RLENGTH - 1)
			if (RSTART > 0 && found != page)
				list = list " ,\n.Nm " found
		}
	close(path)
	return list
}

function head(comment, first, title) {
	first = index(comment, "\n")
	title = substr(comment, 1, first - 1)
	page = header = title
	sub(/ - .*/, "", header)
	page = "motus_" header
	sub(/motus\//, "", page)
	sub(/[.]h$/, "", page)
	sub(/.* - /, "", title)
	print ".Dd November 29, 2026\n.Dt " toupper(page) " 3\n.Os Motus"
	print ".Sh NAME\n.Nm " page names(FILENAME) "\n.Nd " title
	print ".Sh SYNOPSIS\n.In " header
	print ".Sh DESCRIPTION"
	text(substr(comment, first + 2))
}

function braces(line) {
	return gsub(/[{]/, "", line) - gsub(/[}]/, "", line)
}

/^#ifdef __cplusplus/ { skipping = 1 }
skipping {
	if (/^#endif/)
		skipping = 0
	next
}
/^#include <motus/ {
	other = $2
	gsub(/<motus\/|[.]h>/, "", other)
	also = also " ,\n.Xr motus_" other " 3"
}
/^#(ifndef MOTUS_[A-Z]*_H|define MOTUS_[A-Z]*_H$|include|endif)/ { next }

# A comment at the margin.
/^\/[*]/ && depth == 0 { commenting = 1 }
commenting {
	last = /[*]\/$/
	sub(/^\/[*]$|^\/[*] | ?[*]\/$/, "")
	sub(/ ?[*]\/$/, "")
	sub(/^ [*] ?/, "")
	if (commenting++ > 1 || $0 != "")
		said = said $0 "\n"
	if (last) {
		commenting = 0
		sub(/\n+$/, "\n", said)
		if (page == "")
			head(said)
		else {
			flush()
			comment = said
		}
		said = ""
	}
	next
}
/^$/ && depth == 0 {
	flush()
	next
}
{
	code = code plain(spaced($0)) "\n"
	depth += braces($0)
}
END {
	flush()
	print ".Sh SEE ALSO\n.Xr libmotus 3" also
}
