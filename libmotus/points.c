#include <motus/points.h>

#define BONUS_EACH 2
#define BONUS_MAX 20

uint32_t
motus_points(enum motus_outcome outcome, uint32_t turns, uint32_t length)
{
	if (outcome != MOTUS_WON || turns < 1 || turns > MOTUS_TURNS ||
	    length < MOTUS_WORD_MIN || length > MOTUS_WORD_MAX)
		return 0;
	return 10 * (MOTUS_TURNS + 1 - turns) + 5 * (length - MOTUS_WORD_MIN);
}

uint32_t
motus_streak_bonus(uint32_t streak)
{
	if (streak == 0)
		return 0;
	if (streak > BONUS_MAX / BONUS_EACH)
		return BONUS_MAX;
	return BONUS_EACH * (streak - 1);
}
