#!/usr/bin/env python3
"""guess.py LEXICON ANSWER GUESS... - a game of a given answer, in Python

libmotus is called through ctypes: nothing is compiled.  What stands here of
structures and functions is what the headers say; the number in the library's
name says that it still holds (docs/decisions/abi.md).
"""
import ctypes
import sys
from ctypes import POINTER, Structure, byref, c_bool, c_char, c_char_p, c_int
from ctypes import c_size_t, c_uint8, c_uint32, c_void_p

library = ctypes.CDLL("libmotus.so.0")

WORD_MAX = 12
TURNS_MAX = 10
PLAYING, WON, LOST = range(3)


class Word(Structure):
    _fields_ = [("length", c_uint8), ("letter", c_char * (WORD_MAX + 1))]


class Pattern(Structure):
    _fields_ = [("length", c_uint8), ("mark", c_uint8 * WORD_MAX)]


class Rules(Structure):
    _fields_ = [("strictness", c_uint8), ("turns", c_uint8),
                ("initial", c_bool), ("bonus", c_uint8)]


class Turn(Structure):
    _fields_ = [("guess", Word), ("pattern", Pattern)]


class Game(Structure):
    _fields_ = [("answer", Word), ("turn", Turn * TURNS_MAX),
                ("rules", Rules), ("turns", c_uint32)]


class Refused(Exception):
    """A function of libmotus returned an error."""


def function(name, result, *arguments):
    """A function of libmotus; one that returns an int raises what it means."""
    found = getattr(library, "motus_" + name)
    found.argtypes = arguments
    found.restype = result
    if result is c_int:
        found.errcheck = check
    return found


def check(code, *_):
    if code != 0:
        raise Refused(error_text(code).decode())


error_text = function("error_text", c_char_p, c_int)
word_parse = function("word_parse", c_int, POINTER(Word), c_char_p, c_size_t)
lexicon_open = function("lexicon_open", c_int, POINTER(c_void_p), c_char_p)
lexicon_destroy = function("lexicon_destroy", None, c_void_p)
lexicon_language = function("lexicon_language", c_char_p, c_void_p)
lexicon_has = function("lexicon_has", c_bool, c_void_p, Word)
mark = function("mark", Pattern, Word, Word)
pattern_format = function("pattern_format", None, Pattern, c_char_p)
game_start = function("game_start", Game, Word)
game_guess = function("game_guess", c_int, POINTER(Game), c_void_p, Word)
game_outcome = function("game_outcome", ctypes.c_uint, POINTER(Game))


def word(text):
    parsed = Word()
    data = text.encode()
    word_parse(byref(parsed), data, len(data))
    return parsed


def letters(pattern):
    text = ctypes.create_string_buffer(WORD_MAX + 1)
    pattern_format(pattern, text)
    return text.value.decode()


def play(lexicon, answer, guesses):
    game = game_start(answer)
    for guess in guesses:
        try:
            game_guess(byref(game), lexicon, word(guess))
        except Refused as reason:
            print(f"{guess}: {reason}")
        else:
            print(f"{guess}: {letters(game.turn[game.turns - 1].pattern)}")
    outcome = {PLAYING: "not over", WON: "won", LOST: "lost"}
    print(f"{outcome[game_outcome(byref(game))]} after {game.turns} turns")


def main(path, answer, *guesses):
    lexicon = c_void_p()
    lexicon_open(byref(lexicon), path.encode())
    try:
        parsed = word(answer)
        known = "has" if lexicon_has(lexicon, parsed) else "does not have"
        language = lexicon_language(lexicon).decode()
        print(f"the lexicon ({language}) {known} {answer}")
        print(f"against itself: {letters(mark(parsed, parsed))}")
        play(lexicon, parsed, guesses)
    finally:
        lexicon_destroy(lexicon)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: guess.py LEXICON ANSWER GUESS...")
    try:
        main(*sys.argv[1:])
    except Refused as reason:
        sys.exit(f"guess.py: {reason}")
