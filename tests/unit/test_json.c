/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The JSON writer: what a reader gets, byte by byte. */
#include "report/json.h"

#include <math.h>
#include <string.h>

#include "unit.h"

static struct array text;

static struct json begin(bool is_pretty)
{
	text = ARRAY_OF(char);
	return json_begin(&text, is_pretty);
}

static void expect(struct json *json, const char *expected)
{
	assert_int_equal(json_end(json), 0);
	array_append(&text, "", 1);
	assert_string_equal(text.data, expected);
	array_free(&text);
}

static void put_some(struct json *json)
{
	json_begin_object(json);
	json_put_text(json, "name", "foo0");
	json_key(json, "queues");
	json_begin_array(json);
	json_count(json, 1);
	json_begin_object(json);
	json_put_bool(json, "up", true);
	json_end_object(json);
	json_end_array(json);
	json_key(json, "none");
	json_begin_array(json);
	json_end_array(json);
	json_key(json, "empty");
	json_begin_object(json);
	json_end_object(json);
	json_end_object(json);
}

static void a_document_is_one_line(void **state)
{
	struct json json = begin(false);

	(void)state;
	put_some(&json);
	expect(&json, "{\"name\":\"foo0\",\"queues\":[1,{\"up\":true}],\"none\":[],\"empty\":{}}\n");
}

static void a_pretty_one_is_indented_by_four(void **state)
{
	struct json json = begin(true);

	(void)state;
	put_some(&json);
	expect(&json, "{\n"
		      "    \"name\": \"foo0\",\n"
		      "    \"queues\": [\n"
		      "        1,\n"
		      "        {\n"
		      "            \"up\": true\n"
		      "        }\n"
		      "    ],\n"
		      "    \"none\": [],\n"
		      "    \"empty\": {}\n"
		      "}\n");
}

static void numbers_keep_all_their_digits(void **state)
{
	struct json json = begin(false);

	(void)state;
	json_begin_array(&json);
	json_count(&json, 0);
	json_count(&json, UINT64_MAX);
	json_count(&json, (UINT64_C(1) << 53) + 1);
	json_integer(&json, INT64_MIN);
	json_real(&json, 0);
	json_real(&json, 1332.125);
	json_real(&json, 2.0004);
	json_real(&json, 1e15);
	json_real(&json, INFINITY);
	json_real(&json, NAN);
	json_seconds(&json, 250000001);
	json_end_array(&json);
	expect(&json, "[0,18446744073709551615,9007199254740993,-9223372036854775808,0,1332.125,2,"
		      "1000000000000000,null,null,0.250000001]\n");
}

static void text_comes_through_or_is_escaped(void **state)
{
	static const char *const texts[] = {
		"", "gr\xc3\xbcn", "say \"hi\"", "back\\slash", "a/b", "\b\f\n\r\t\x01\x1f\x7f", "\xc2\x9b[2J",
		"\xe2\x80\xa8\xe2\x80\xae\xe2\x81\xa6", "broken\xff\xc3(", "cut\xe2\x82", "\xed\xa0\x80",
		"\xf0\x9f\x98\x80", "broken\\xff", "\\xfg\\XFF\\xf",
	};
	struct json json = begin(false);

	(void)state;
	json_begin_array(&json);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		json_text(&json, texts[i]);
	json_end_array(&json);
	expect(&json, "[\"\",\"gr\xc3\xbcn\",\"say \\\"hi\\\"\",\"back\\\\slash\",\"a/b\","
		      "\"\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\",\"\\u009b[2J\",\"\\u2028\\u202e\\u2066\","
		      "\"broken\\\\xff\\\\xc3(\",\"cut\\\\xe2\\\\x82\",\"\\\\xed\\\\xa0\\\\x80\","
		      "\"\xf0\x9f\x98\x80\",\"broken\\\\x5cxff\",\"\\\\xfg\\\\XFF\\\\xf\"]\n");
}

static void keys_are_text_as_any(void **state)
{
	struct json json = begin(false);

	(void)state;
	json_begin_object(&json);
	json_put_count(&json, "a \"b\"\n\xff", 1);
	json_put_count(&json, "", 2);
	json_end_object(&json);
	expect(&json, "{\"a \\\"b\\\"\\n\\\\xff\":1,\"\":2}\n");
}

static void a_document_goes_on_behind_another(void **state)
{
	struct json json = begin(false);

	(void)state;
	json_begin_object(&json);
	json_end_object(&json);
	assert_int_equal(json_end(&json), 0);
	json = json_begin(&text, false);
	json_begin_array(&json);
	json_end_array(&json);
	expect(&json, "{}\n[]\n");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_document_is_one_line),
	cmocka_unit_test(a_pretty_one_is_indented_by_four),
	cmocka_unit_test(numbers_keep_all_their_digits),
	cmocka_unit_test(text_comes_through_or_is_escaped),
	cmocka_unit_test(keys_are_text_as_any),
	cmocka_unit_test(a_document_goes_on_behind_another),
};

UNIT_MAIN(json)
