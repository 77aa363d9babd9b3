#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/points.h>

Test(points, fewer_turns_and_longer_words_earn_more)
{
	cr_assert(eq(u32, motus_points(MOTUS_WON, 6, 4), 10));
	cr_assert(eq(u32, motus_points(MOTUS_WON, 1, 4), 60));
	cr_assert(eq(u32, motus_points(MOTUS_WON, 6, 12), 50));
	cr_assert(eq(u32, motus_points(MOTUS_WON, 1, 12), 100));
	cr_assert(eq(u32, motus_points(MOTUS_WON, 3, 7), 55));
}

Test(points, a_game_that_is_not_won_earns_nothing)
{
	cr_assert(zero(u32, motus_points(MOTUS_LOST, 6, 7)));
	cr_assert(zero(u32, motus_points(MOTUS_PLAYING, 3, 7)));
}

Test(points, a_game_that_cannot_be_earns_nothing)
{
	cr_assert(zero(u32, motus_points(MOTUS_WON, 0, 7)));
	cr_assert(zero(u32, motus_points(MOTUS_WON, 7, 7)));
	cr_assert(zero(u32, motus_points(MOTUS_WON, UINT32_MAX, 7)));
	cr_assert(zero(u32, motus_points(MOTUS_WON, 3, 3)));
	cr_assert(zero(u32, motus_points(MOTUS_WON, 3, 13)));
	cr_assert(zero(u32, motus_points(MOTUS_WON, 3, UINT32_MAX)));
}

Test(points, a_day_won_after_others_earns_a_bonus)
{
	cr_assert(zero(u32, motus_streak_bonus(1)));
	cr_assert(eq(u32, motus_streak_bonus(2), 2));
	cr_assert(eq(u32, motus_streak_bonus(7), 12));
	cr_assert(eq(u32, motus_streak_bonus(10), 18));
}

Test(points, the_bonus_of_a_streak_stops_at_20)
{
	cr_assert(eq(u32, motus_streak_bonus(11), 20));
	cr_assert(eq(u32, motus_streak_bonus(12), 20));
	cr_assert(eq(u32, motus_streak_bonus(UINT32_MAX), 20));
}

Test(points, a_day_that_was_not_won_earns_no_bonus)
{
	cr_assert(zero(u32, motus_streak_bonus(0)));
}
