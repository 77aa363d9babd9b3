#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/daily.h>

#include "libmotus/shuffle.h"

static const unsigned char key[MOTUS_KEY_SIZE] = { 1, 2, 3 };

static struct stream
stream_of(uint32_t label)
{
	struct stream stream;

	stream_begin(&stream, key);
	stream_label_number(&stream, label);
	return stream;
}

Test(shuffle, every_item_stays_once)
{
	struct stream stream = stream_of(0);
	uint32_t items[1000];
	bool seen[1000] = { false };

	for (uint32_t i = 0; i < 1000; i++)
		items[i] = i;
	cr_assert(zero(int, stream_shuffle(&stream, items, 1000)));
	for (uint32_t i = 0; i < 1000; i++) {
		cr_assert(lt(u32, items[i], 1000));
		cr_assert(not(seen[items[i]]));
		seen[items[i]] = true;
	}
}

/*
 * 24 orders of four items, 1000 times each on average.  The sum of squares is
 * chi-square with 23 degrees of freedom: above 49.7 once in a thousand keys,
 * and the key is fixed.
 */
Test(shuffle, every_order_comes_about_as_often)
{
	struct stream stream = stream_of(1);
	double chi_square = 0;
	int counts[256] = { 0 }, orders = 0;

	for (int i = 0; i < 24000; i++) {
		uint32_t items[4] = { 0, 1, 2, 3 };

		cr_assert(zero(int, stream_shuffle(&stream, items, 4)));
		counts[items[0] | items[1] << 2 | items[2] << 4 |
		    items[3] << 6]++;
	}
	for (int i = 0; i < 256; i++) {
		if (counts[i] == 0)
			continue;
		chi_square += (counts[i] - 1000) * (counts[i] - 1000) / 1000.0;
		orders++;
	}
	cr_assert(eq(int, orders, 24));
	cr_assert(lt(dbl, chi_square, 49.7));
}

Test(shuffle, another_label_gives_another_order)
{
	struct stream first = stream_of(2), second = stream_of(3);
	uint32_t a[16], b[16];

	for (uint32_t i = 0; i < 16; i++)
		a[i] = b[i] = i;
	cr_assert(zero(int, stream_shuffle(&first, a, 16)));
	cr_assert(zero(int, stream_shuffle(&second, b, 16)));
	cr_assert(ne(int, memcmp(a, b, sizeof(a)), 0));
}

Test(shuffle, none_and_one_are_in_order)
{
	struct stream stream = stream_of(4);
	uint32_t item = 7;

	cr_assert(zero(int, stream_shuffle(&stream, NULL, 0)));
	cr_assert(zero(int, stream_shuffle(&stream, &item, 1)));
	cr_assert(eq(u32, item, 7));
}
