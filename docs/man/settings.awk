# Print the daemons' settings, the first table of docs/configuration.md, as the
# items of a list of mdoc(7), each sentence on a line.  What is `so` there is bold
# here.

function plain(text) {
	gsub(/^ +| +$/, "", text)
	gsub(/\\/, "\\e", text)
	gsub(/\*/, "", text)
	while (match(text, /`[^`]*`/))
		text = substr(text, 1, RSTART - 1) "\\fB" \
		    substr(text, RSTART + 1, RLENGTH - 2) "\\fR" \
		    substr(text, RSTART + RLENGTH)
	gsub(/[.] /, ".\n", text)
	return text
}

/^## / { exit }
/^\| `/ {
	split($0, cell, "|")
	name = cell[2]
	gsub(/[ `]/, "", name)
	printf ".It Ev %s\n", name
	printf "%s.\n.br\n", plain(cell[5])
	printf "Read by: %s.\nDefault: %s.\n", plain(cell[3]), plain(cell[4])
}
