#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/auth/template.h"

/* What a template prints; static. */
static const char *
printed(const char *text, const char *messages, const char *data)
{
	static char out[1024];
	json_t *texts = json_pack("{s:s, s:s}", "t", text, "part", "({{x}})");
	json_t *catalog = json_loads(messages, 0, NULL);
	json_t *filling = json_loads(data, 0, NULL);
	struct templates templates = { texts, catalog };
	FILE *file = fmemopen(out, sizeof out, "w");
	char complaint[256] = "";

	out[0] = '\0';
	cr_assert(template_check(&templates, "t", complaint, sizeof complaint),
	    "%s: %s", text, complaint);
	template_print(&templates, "t", filling, file);
	fclose(file);
	json_decref(texts);
	json_decref(catalog);
	json_decref(filling);
	return out;
}

static void
expect(const char *text, const char *data, const char *expected)
{
	static const char messages[] =
	    "{\"hello\": \"Hello <{{x}}>\", "
	    "\"many\": \"{{#x}}{{x}} & more{{/x}}{{^x}}none{{/x}}\"}";

	cr_assert(
	    eq(str, (char *)printed(text, messages, data), (char *)expected));
}

Test(template, text_stands_as_it_is)
{
	expect("", "{}", "");
	expect("<p>{ } }} '\"&</p>", "{}", "<p>{ } }} '\"&</p>");
}

Test(template, a_value_is_always_escaped)
{
	expect("<a b=\"{{x}}\">{{x}}</a>", "{\"x\": \"<i> & \\\"'\"}",
	    "<a b=\"&lt;i&gt; &amp; &quot;&#39;\">"
	    "&lt;i&gt; &amp; &quot;&#39;</a>");
	expect("{{x}} {{y}}|", "{\"x\": -12}", "-12 |");
}

Test(template, a_value_with_gaps_in_it_is_not_filled)
{
	expect("{{x}}", "{\"x\": \"{{y}}{{_hello}}\", \"y\": \"no\"}",
	    "{{y}}{{_hello}}");
}

Test(template, a_section_shows_only_what_is_there)
{
	static const char text[] = "{{#x}}yes{{/x}}{{^x}}no{{/x}}";

	expect(text, "{\"x\": true}", "yes");
	expect(text, "{\"x\": \"a\"}", "yes");
	expect(text, "{\"x\": 0}", "yes");
	expect(text, "{\"x\": {}}", "yes");
	expect(text, "{}", "no");
	expect(text, "{\"x\": false}", "no");
	expect(text, "{\"x\": null}", "no");
	expect(text, "{\"x\": \"\"}", "no");
	expect(text, "{\"x\": []}", "no");
}

Test(template, a_list_shows_its_section_for_each_item)
{
	expect("{{#x}}<{{.}}>{{/x}}", "{\"x\": [\"a\", \"&\", 3]}",
	    "<a><&amp;><3>");
	expect("{{#x}}{{y}}{{z}} {{/x}}",
	    "{\"x\": [{\"y\": 1}, {\"y\": 2, \"z\": 3}], \"z\": 9}", "19 23 ");
}

Test(template, sections_of_one_name_stand_within_each_other)
{
	expect("{{#x}}a{{#x}}b{{/x}}c{{/x}}d", "{\"x\": true}", "abcd");
	expect("{{#x}}a{{^x}}b{{/x}}c{{/x}}d", "{\"x\": true}", "acd");
}

Test(template, a_message_is_escaped_and_filled)
{
	expect("{{_hello}}", "{\"x\": \"<b>\"}", "Hello &lt;&lt;b&gt;&gt;");
	expect("{{_many}}", "{\"x\": 2}", "2 &amp; more");
	expect("{{_many}}", "{}", "none");
}

Test(template, the_data_may_say_which_message)
{
	expect("{{@key}}", "{\"key\": \"hello\", \"x\": 1}", "Hello &lt;1&gt;");
	expect("{{@key}}", "{\"key\": \"<unknown>\"}", "&lt;unknown&gt;");
	expect("{{@key}}", "{}", "");
}

Test(template, another_template_is_put_in)
{
	expect("{{>part}}{{#y}}{{>part}}{{/y}}",
	    "{\"x\": \"&\", \"y\": [{\"x\": 1}]}", "(&amp;)(1)");
}

static void
expect_refusal(const char *text, const char *about)
{
	json_t *texts = json_pack("{s:s, s:s}", "t", text, "self", "{{>self}}");
	json_t *messages =
	    json_pack("{s:s, s:s}", "bad", "{{_good}}", "good", "");
	struct templates templates = { texts, messages };
	char complaint[256] = "";

	cr_assert(
	    not(template_check(&templates, "t", complaint, sizeof complaint)),
	    "%s", text);
	cr_assert(not(zero(ptr, strstr(complaint, about))), "%s", complaint);
	json_decref(texts);
	json_decref(messages);
}

Test(template, what_can_not_be_printed_is_refused_with_its_name)
{
	expect_refusal("a {{x", "{{");
	expect_refusal("{{}}", "\"\"");
	expect_refusal("{{#open}}", "open");
	expect_refusal("{{/closed}}", "closed");
	expect_refusal("{{#a}}{{/b}}", "\"a\"");
	expect_refusal("{{#a}}{{#b}}{{/a}}{{/b}}", "\"a\"");
	expect_refusal("{{>absent}}", "absent");
	expect_refusal("{{_absent}}", "absent");
	expect_refusal("{{#a}}{{_absent}}{{/a}}", "absent");
	expect_refusal("{{_bad}}", "good");
	expect_refusal("{{>self}}", "self");
	expect_refusal("{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}"
		       "{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}",
	    "\"a\"");
}

Test(template, a_message_puts_nothing_in)
{
	static const char *const bad[] = { "{{_other}}", "{{@other}}",
		"{{>other}}", "{{#a}}", "{{" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		json_t *messages =
		    json_pack("{s:s, s:s}", "m", bad[i], "other", "x");
		struct templates templates = { messages, messages };
		char complaint[256];

		templates.texts = NULL;
		cr_assert(not(template_check_message(
			      &templates, "m", complaint, sizeof complaint)),
		    "%s", bad[i]);
		json_decref(messages);
	}
}
