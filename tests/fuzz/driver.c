/*
 * Runs a fuzz target where libFuzzer is not: with each file of its corpus, and
 * with a few thousand changes of them, the same in every run.  A target that
 * finds a fault ends the program.  The corpus of fuzz_word is corpus/word.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define INPUTS_MAX 256
#define INPUT_MAX 65536 /* bytes */
#define CHANGES 4000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
	uint8_t *bytes;
	size_t size;
};

static void
bail_out(const char *what)
{
	printf("Bail out! %s\n", what);
	exit(99);
}

/* xorshift64 */
static size_t
below(size_t bound)
{
	static uint64_t state = 0x9e3779b97f4a7c15;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (size_t)(state >> 16) % bound;
}

/* A copy of exactly its size lets ASan and valgrind see a byte too many. */
static void
run(struct input input)
{
	uint8_t *copy = malloc(input.size);

	if (copy == NULL && input.size > 0)
		bail_out("no memory");
	if (input.size > 0)
		memcpy(copy, input.bytes, input.size);
	LLVMFuzzerTestOneInput(copy, input.size);
	free(copy);
}

static struct input
read_file(const char *name)
{
	struct input input = { malloc(INPUT_MAX), 0 };
	FILE *file = fopen(name, "rb");

	if (file == NULL || input.bytes == NULL)
		bail_out(name);
	input.size = fread(input.bytes, 1, INPUT_MAX, file);
	fclose(file);
	return input;
}

static int
is_input(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static size_t
read_corpus(struct input inputs[INPUTS_MAX])
{
	struct dirent **names;
	int count = scandir(".", &names, is_input, alphasort);

	if (count <= 0 || count > INPUTS_MAX)
		bail_out("no inputs, or too many");
	for (int i = 0; i < count; i++) {
		inputs[i] = read_file(names[i]->d_name);
		free(names[i]);
	}
	free(names);
	return (size_t)count;
}

/* Put `count` bytes, random ones or a copy of some further on, at `at`. */
static void
insert(struct input *input, size_t at, size_t count)
{
	if (input->size + count > INPUT_MAX)
		return;
	memmove(input->bytes + at + count, input->bytes + at, input->size - at);
	input->size += count;
	if (below(2) == 0)
		return;
	for (size_t i = 0; i < count; i++)
		input->bytes[at + i] = (uint8_t)below(256);
}

static void
change(struct input *input)
{
	static const uint8_t edges[] = { 0, 1, 0x7f, 0x80, 0xbf, 0xc0, 0xff };
	size_t at = below(input->size + 1);
	size_t rest = input->size - at;
	size_t count = rest > 0 ? 1 + below(rest < 8 ? rest : 8) : 0;

	switch (below(5)) {
	case 0:
		if (rest > 0)
			input->bytes[at] ^= (uint8_t)(1 << below(8));
		break;
	case 1:
		if (rest > 0)
			input->bytes[at] = edges[below(sizeof(edges))];
		break;
	case 2: insert(input, at, count); break;
	case 3:
		memmove(
		    input->bytes + at, input->bytes + at + count, rest - count);
		input->size -= count;
		break;
	case 4: input->size = at; break;
	}
}

int
main(int argc, char **argv)
{
	static uint8_t bytes[INPUT_MAX];
	struct input inputs[INPUTS_MAX], changed = { bytes, 0 };
	const char *srcdir = getenv("srcdir");
	const char *name = argc > 0 ? strstr(argv[0], "fuzz_") : NULL;
	char folder[4096];
	size_t count;

	if (name == NULL)
		bail_out("the program's name is not fuzz_...");
	snprintf(folder, sizeof(folder), "%s/tests/fuzz/corpus/%s",
	    srcdir != NULL ? srcdir : ".", name + strlen("fuzz_"));
	if (chdir(folder) != 0)
		bail_out(folder);
	puts("1..2");
	count = read_corpus(inputs);
	for (size_t i = 0; i < count; i++)
		run(inputs[i]);
	printf("ok 1 - %zu inputs\n", count);
	for (int i = 0; i < CHANGES; i++) {
		const struct input *base = &inputs[below(count)];

		memcpy(bytes, base->bytes, base->size);
		changed.size = base->size;
		for (size_t times = 1 + below(4); times > 0; times--)
			change(&changed);
		run(changed);
	}
	printf("ok 2 - %d changes of them\n", CHANGES);
	for (size_t i = 0; i < count; i++)
		free(inputs[i].bytes);
	return 0;
}
