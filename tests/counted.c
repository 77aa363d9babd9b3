#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/counted.h"

bool
counted(const struct metrics *metrics, const char *line)
{
	char *text = NULL, whole[256];
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	bool found;

	metrics_print(metrics, out);
	fclose(out);
	snprintf(whole, sizeof whole, "\n%s\n", line);
	found = strstr(text, whole) != NULL;
	free(text);
	return found;
}
