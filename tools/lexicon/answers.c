#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "libmotus/lexicon_format.h"
#include "tools/lexicon/answers.h"

/* What is known while the text is read. */
struct reading {
	struct answers *answers;
	const struct words *words;
	size_t *place; /* of each word among the answers, from 1; 0: none */
	struct text *text;
};

static int
open_edition(struct reading *reading, struct slice line)
{
	struct answers *answers = reading->answers;
	struct motus_date *editions, date;
	size_t count = answers->editions;

	if (motus_date_parse(&date, line.at, line.size) != 0)
		return text_complain(
		    reading->text, "\"%.*s\" is no date", SLICE(line));
	if (count > 0 &&
	    motus_date_days(date) <=
		motus_date_days(answers->edition[count - 1]))
		return text_complain(reading->text,
		    "%.*s is not later than the edition before", SLICE(line));
	editions = reallocarray(answers->edition, count + 1, sizeof(*editions));
	if (editions == NULL)
		return MOTUS_ENOMEM;
	editions[count] = date;
	answers->edition = editions;
	answers->editions++;
	return 0;
}

/* Read the word of `line`, which is the `index`-th of the lexicon. */
static int
read_word(struct reading *reading, struct slice line, struct motus_word *word,
    size_t *index)
{
	struct text *text = reading->text;

	if (motus_word_parse(word, line.at, line.size) != 0)
		return text_complain(text, "\"%.*s\" is no word", SLICE(line));
	if (!words_find(reading->words, *word, index))
		return text_complain(
		    text, "\"%.*s\" is not in the lexicon", SLICE(line));
	if (reading->answers->editions == 0)
		return text_complain(text,
		    "\"%.*s\" comes before the first edition", SLICE(line));
	return 0;
}

static int
append(struct answers *answers, const struct motus_answer *answer)
{
	/* Room doubles when it is full, at each power of two. */
	size_t count = answers->answers;

	if ((count & (count - 1)) == 0) {
		struct motus_answer *more = reallocarray(
		    answers->answer, count > 0 ? 2 * count : 1, sizeof(*more));

		if (more == NULL)
			return MOTUS_ENOMEM;
		answers->answer = more;
	}
	answers->answer[answers->answers++] = *answer;
	return 0;
}

static int
add(struct reading *reading, struct slice line)
{
	struct motus_answer answer = {
		.added = (uint32_t)reading->answers->editions
	};
	size_t index = 0;
	int error = read_word(reading, line, &answer.word, &index);

	if (error != 0)
		return error;
	if (answer.word.length < MOTUS_ANSWER_MIN ||
	    answer.word.length > MOTUS_ANSWER_MAX)
		return text_complain(reading->text,
		    "\"%.*s\" has not %d to %d letters", SLICE(line),
		    MOTUS_ANSWER_MIN, MOTUS_ANSWER_MAX);
	if (slice_has_capital(line))
		return text_complain(
		    reading->text, "\"%.*s\" has a capital", SLICE(line));
	if (line.size >= sizeof(answer.display))
		return text_complain(
		    reading->text, "\"%.*s\" has too many bytes", SLICE(line));
	if (reading->place[index] != 0)
		return text_complain(reading->text,
		    "\"%.*s\" is an answer already", SLICE(line));
	memcpy(answer.display, line.at, line.size);
	error = append(reading->answers, &answer);
	reading->place[index] = reading->answers->answers;
	return error;
}

static int
withdraw(struct reading *reading, struct slice line)
{
	uint32_t edition = (uint32_t)reading->answers->editions;
	struct motus_answer *answer;
	struct motus_word word;
	size_t index = 0;
	int error = read_word(reading, line, &word, &index);

	if (error != 0)
		return error;
	if (reading->place[index] == 0)
		return text_complain(reading->text,
		    "\"%.*s\" is withdrawn but is no answer", SLICE(line));
	answer = &reading->answers->answer[reading->place[index] - 1];
	if (answer->withdrawn != 0)
		return text_complain(
		    reading->text, "\"%.*s\" is withdrawn twice", SLICE(line));
	if (answer->added == edition)
		return text_complain(reading->text,
		    "\"%.*s\" is withdrawn by the edition that adds it",
		    SLICE(line));
	answer->withdrawn = edition;
	return 0;
}

static int
read_line(struct reading *reading, struct slice line)
{
	struct slice rest = { line.at + 1, line.size - 1 };

	switch (*line.at) {
	case '#': return 0;
	case '@': return open_edition(reading, rest);
	case '-': return withdraw(reading, rest);
	default: return add(reading, line);
	}
}

int
answers_read(
    struct answers *answers, const struct words *words, struct text *text)
{
	struct reading reading = { answers, words, NULL, text };
	struct slice line;
	int error = 0;

	*answers = (struct answers){ 0 };
	reading.place = calloc(words->count + 1, sizeof(*reading.place));
	if (reading.place == NULL)
		return MOTUS_ENOMEM;
	while (error == 0 && text_next(text, &line))
		if (line.size > 0)
			error = read_line(&reading, line);
	if (error == 0 && answers->editions == 0)
		error = text_complain(text, "there is no edition");
	free(reading.place);
	return error;
}

void
answers_clear(struct answers *answers)
{
	free(answers->answer);
	free(answers->edition);
	*answers = (struct answers){ 0 };
}
