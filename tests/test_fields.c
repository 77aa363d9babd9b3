#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/common/fields.h"

static struct fields fields;

static void
forget(void)
{
	fields_clear(&fields);
}

TestSuite(fields, .fini = forget);

static void
take(const char *form)
{
	fields_clear(&fields);
	fields_read(&fields, form, strlen(form));
}

static void
expect(const char *name, const char *value)
{
	const char *found = fields_get(&fields, name);

	cr_assert(eq(str, (char *)(found == NULL ? "(absent)" : found),
		      (char *)value),
	    "%s", name);
}

static void
expect_fault(const char *form)
{
	take(form);
	cr_assert(ne(str, (char *)fields.fault, ""), "%s", form);
	expect("a", "(absent)");
}

Test(fields, are_decoded)
{
	take("a=1&b=x+y%21&%63=%C3%A9&d=e=f");
	cr_assert(eq(str, (char *)fields.fault, ""));
	expect("a", "1");
	expect("b", "x y!");
	expect("c", "é");
	expect("d", "e=f");
	expect("e", "(absent)");
}

Test(fields, without_a_value_are_absent)
{
	take("a=&b&&c=1&=");
	cr_assert(eq(str, (char *)fields.fault, ""));
	expect("a", "(absent)");
	expect("b", "(absent)");
	expect("c", "1");
	take("");
	cr_assert(eq(str, (char *)fields.fault, ""));
}

Test(fields, row_23_that_are_repeated_are_a_fault_whatever_they_are)
{
	expect_fault("a=1&a=1");
	expect_fault("a=1&%61=2");
	expect_fault("a=1&a=2&a=3");
	expect_fault("a=&a=1");
	expect_fault("a&a=1");
	expect_fault("colour=1&colour=2");
	expect_fault("=1&=2");
}

Test(fields, row_23_that_are_not_the_repeated_one_can_be_used)
{
	take("a=1&b=2&a=3");
	cr_assert(ne(str, (char *)fields.fault, ""));
	expect("b", "2");
}

Test(fields, row_74_that_are_malformed_are_a_fault)
{
	expect_fault("a=%");
	expect_fault("a=%4");
	expect_fault("a=%zz");
	expect_fault("a=b%00c");
	expect_fault("a%00b=1");
	expect_fault("a=%ff");
	expect_fault("a=%c3");
	expect_fault("a=%ed%a0%80");
	expect_fault("a=%c0%80");
	expect_fault("a=%f4%90%80%80");
	expect_fault("%ff=1");
}

Test(fields, row_74_with_a_raw_nul_are_a_fault)
{
	fields_read(&fields, "a=b\0c", 5);
	cr_assert(ne(str, (char *)fields.fault, ""));
	expect("a", "(absent)");
}

Test(fields, row_74_that_are_too_many_are_a_fault)
{
	char form[FIELDS_MAX * 6 + 16] = "";

	for (int i = 0; i < FIELDS_MAX; i++)
		sprintf(form + strlen(form), "%sf%d=1", i == 0 ? "" : "&", i);
	take(form);
	cr_assert(eq(str, (char *)fields.fault, ""));
	strcat(form, "&a=1");
	expect_fault(form);
	expect("f0", "1");
}

Test(fields, of_any_length_are_whole)
{
	static char form[60003] = "a=";

	memset(form + 2, 'x', 60000);
	take(form);
	cr_assert(eq(sz, strlen(fields_get(&fields, "a")), 60000));
}

static const char *
fault_of_body(const char *type, const char *body)
{
	struct request request = { .body = body,
		.body_size = body == NULL ? 0 : strlen(body) };

	if (type != NULL)
		request.headers[request.header_count++] =
		    (struct header){ "Content-Type", type };
	fields_clear(&fields);
	fields_read_body(&fields, &request);
	return fields.fault;
}

#define FORM "application/x-www-form-urlencoded"

Test(fields, row_33_come_in_a_form_and_in_nothing_else)
{
	static const char *const others[] = { "application/json",
		"multipart/form-data", "text/plain", FORM "x", "", NULL };

	cr_assert(eq(str, (char *)fault_of_body(FORM, "a=1"), ""));
	expect("a", "1");
	cr_assert(eq(str,
	    (char *)fault_of_body("Application/X-WWW-Form-Urlencoded ;"
				  "charset=UTF-8",
		"a=2"),
	    ""));
	expect("a", "2");
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		cr_assert(ne(str, (char *)fault_of_body(others[i], "a=1"), ""));
		expect("a", "(absent)");
	}
	cr_assert(ne(str, (char *)fault_of_body(FORM, NULL), ""));
}
