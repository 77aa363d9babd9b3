#include <motus/error.h>

const char *
motus_error_text(int code)
{
	switch (code) {
	case MOTUS_OK: return "no error";
	case MOTUS_EINVAL: return "an argument breaks the function's contract";
	case MOTUS_ENOMEM: return "no memory left";
	case MOTUS_EIO: return "the system refused an operation";
	case MOTUS_EFORMAT: return "not a file of ours, or a damaged one";
	case MOTUS_EWORD: return "not a word of 4 to 12 letters";
	case MOTUS_ELENGTH: return "the guess is not as long as the answer";
	case MOTUS_EINITIAL:
		return "the guess does not begin with the letter shown";
	case MOTUS_EUNKNOWN: return "the lexicon does not have the guess";
	case MOTUS_EOVER: return "the game is over";
	case MOTUS_EDATE: return "not a date, or no puzzle on that day";
	case MOTUS_ECONFLICT: return "another client changed it first";
	case MOTUS_EABSENT: return "the ranking has no such member";
	case MOTUS_ETOOBIG: return "over the size limit";
	case MOTUS_EUNAVAILABLE: return "the store can't be reached";
	case MOTUS_ELOST: return "the store left before it answered";
	case MOTUS_EUNSUPPORTED: return "this build has no such store";
	case MOTUS_ERULES: return "not rules that a game of this word can have";
	case MOTUS_EPLACE:
		return "the guess does not keep a letter found in its place";
	case MOTUS_ELETTER: return "the guess lacks a letter that was found";
	case MOTUS_ECONTRADICTS:
		return "the guess can't be the answer after the turns before";
	case MOTUS_EIMPOSSIBLE:
		return "no word that is known can be the answer";
	default: return "an unknown error";
	}
}
