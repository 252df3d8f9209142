/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A home folder of a test's own. */
#include "home.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

#include "unit.h"

static char home[64];

int home_open(void **state)
{
	(void)state;
	strcpy(home, "/tmp/vdpatop-home-XXXXXX");
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_STATE_HOME");
	return mkdtemp(home) && !setenv("HOME", home, 1) ? 0 : -1;
}

int home_close(void **state)
{
	char command[256];

	(void)state;
	snprintf(command, sizeof(command), "chmod -R u+rwx '%s'; rm -rf '%s'", home, home);
	return system(command); /* NOLINT(cert-env33-c): a path of our own */
}

const char *home_path(const char *name)
{
	static char paths[8][512];
	static int next;
	char *path = paths[next++ % 8];

	snprintf(path, sizeof(paths[0]), "%s/%s", home, name);
	return path;
}

void home_put(const char *name, const char *text)
{
	char folder[512];
	FILE *file;

	snprintf(folder, sizeof(folder), "%s", home_path(name));
	for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(folder, 0700);
		*slash = '/';
	}
	file = fopen(home_path(name), "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

const char *home_get(const char *name)
{
	static char text[65536];
	FILE *file = fopen(home_path(name), "r");
	size_t length;

	if (!file)
		return NULL;
	length = fread(text, 1, sizeof(text) - 1, file);
	text[length] = '\0';
	fclose(file);
	return text;
}

mode_t home_mode(const char *name)
{
	struct stat status;

	assert_int_equal(stat(home_path(name), &status), 0);
	return status.st_mode & 07777;
}

int home_count(const char *name)
{
	DIR *folder = opendir(home_path(name));
	int count = -2; /* itself and the one above */

	assert_non_null(folder);
	while (readdir(folder))
		count++;
	closedir(folder);
	return count;
}

void home_load(struct configuration *configuration)
{
	struct error error = { 0 };

	if (configuration_load(configuration, &(struct setting_layer){ 0 }, NULL, true, &error) < 0)
		fail_msg("%s", error.words);
}

int home_complains(const struct configuration *configuration, const char *words)
{
	for (size_t i = 0; i < complaints_count(&configuration->complaints); i++)
		if (strstr(complaints_at(&configuration->complaints, i), words))
			return 1;
	return 0;
}
