# Print a C program that prints what the public headers, preprocessed, lay down:
# each function's declaration, the size of each structure, offset and size of its
# members, and each number that has a name.

function trim(text) {
	gsub(/[ \t]+/, " ", text)
	gsub(/^ | $/, "", text)
	gsub(/[(] /, "(", text)
	return text
}

# The name of a member or of a value, without what surrounds it.
function name(text) {
	if (match(text, /[(][*][a-z_]+[)]/))
		return substr(text, RSTART + 2, RLENGTH - 3)
	sub(/ ?=.*/, "", text)
	sub(/ ?\[.*/, "", text)
	sub(/.*[ *]/, "", text)
	return text
}

function aggregate(type, body, count, part, i, what) {
	count = split(body, part, type ~ /^enum/ ? "," : ";")
	if (type ~ /^struct/)
		printf "printf(\"%s %%zu\\n\", sizeof(%s));\n", type, type
	for (i = 1; i <= count; i++) {
		what = name(trim(part[i]))
		if (what == "")
			continue
		if (type ~ /^enum/)
			printf "printf(\"%s %s %%d\\n\", (int)%s);\n", \
			    type, what, what
		else
			printf "printf(\"%s %%zu %%zu %s\\n\"," \
			    " offsetof(%s, %s), sizeof(((%s *)0)->%s));\n", \
			    type, trim(part[i]), type, what, type, what
	}
}

function statement(text, open) {
	if (text !~ /motus_/)
		return
	open = index(text, "{")
	if (open != 0)
		aggregate(trim(substr(text, 1, open - 1)), \
		    substr(text, open + 1, length(text) - open - 1))
	else if (text ~ /[(]/)
		printf "puts(\"%s\");\n", text
}

BEGIN { print "int\nmain(void)\n{" }
/^#define MOTUS_[A-Z_]+ [^"]/ && $2 !~ /_H$/ {
	printf "printf(\"%s %%lld\\n\", (long long)%s);\n", $2, $2
}
/^#/ { next }
{
	for (i = 1; i <= length($0); i++) {
		c = substr($0, i, 1)
		depth += (c == "{") - (c == "}")
		if (c == ";" && depth == 0) {
			statement(trim(said))
			said = ""
		} else
			said = said c
	}
	said = said " "
}
END { print "return 0;\n}" }
