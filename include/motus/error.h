/*
 * motus/error.h - what can go wrong, as a value
 *
 * A function that can fail returns 0, or one of these negative codes and
 * leaves what it was given as it found it.  Each header says which codes its
 * functions return.  Codes are never renumbered.
 */
#ifndef MOTUS_ERROR_H
#define MOTUS_ERROR_H

#ifdef __cplusplus
extern "C" {
#endif

enum motus_error {
	MOTUS_OK = 0,
	MOTUS_EINVAL = -1, /* an argument breaks the function's contract */
	MOTUS_ENOMEM = -2, /* no memory */
	MOTUS_EIO = -3, /* the system refused; errno tells more */
	MOTUS_EFORMAT = -4, /* not a file of ours, or a damaged one */
	MOTUS_EWORD = -5, /* not a word: see motus_word_parse() */
	MOTUS_ELENGTH = -6, /* the guess is not as long as the answer */
	MOTUS_EINITIAL = -7, /* the guess lacks the letter shown */
	MOTUS_EUNKNOWN = -8, /* the lexicon does not have the guess */
	MOTUS_EOVER = -9, /* the game is won or lost already */
	MOTUS_EDATE = -10, /* not a date, or no puzzle on that day */
	MOTUS_ECONFLICT = -11, /* a key no longer has the version named */
	MOTUS_EABSENT = -12, /* the ranking has no such member */
	MOTUS_ETOOBIG = -13, /* over a limit of motus/store.h */
	MOTUS_EUNAVAILABLE = -14, /* the store can't be reached: not done */
	MOTUS_ELOST = -15, /* the store left in mid-call: done or not done */
	MOTUS_EUNSUPPORTED = -16, /* this build has no such backend */
	MOTUS_ERULES = -17, /* not rules that a game of this word can have */
	MOTUS_EPLACE = -18, /* the guess moves a letter found in its place */
	MOTUS_ELETTER = -19, /* the guess leaves out a letter that was found */
	MOTUS_ECONTRADICTS = -20, /* the marks say: the guess is no answer */
	MOTUS_EIMPOSSIBLE = -21, /* no word that is known can be the answer */
};

/*
 * What `code` means, as an English sentence without a full stop.  Never NULL:
 * an unknown code gets a sentence too.  The string is constant.
 */
const char *motus_error_text(int code);

#ifdef __cplusplus
}
#endif

#endif
