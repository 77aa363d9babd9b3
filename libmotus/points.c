#include <motus/points.h>

uint32_t
motus_points(enum motus_outcome outcome, uint32_t turns, uint32_t length)
{
	if (outcome != MOTUS_WON || turns < 1 || turns > MOTUS_TURNS ||
	    length < MOTUS_WORD_MIN || length > MOTUS_WORD_MAX)
		return 0;
	return 10 * (MOTUS_TURNS + 1 - turns) + 5 * (length - MOTUS_WORD_MIN);
}
