/* SPDX-License-Identifier: GPL-2.0-or-later */
/* cmocka with the headers it wants before it, and the locale every test runs in. */
#pragma once

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define UNIT_MAIN(name)                                               \
	int main(void)                                                \
	{                                                             \
		if (!setlocale(LC_ALL, "C.UTF-8"))                    \
			return 99;                                    \
		return cmocka_run_group_tests_name(#name, tests, NULL, NULL); \
	}
