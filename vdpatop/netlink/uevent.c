/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading of uevents. No text of them is believed to be longer than the datagram. */
#include "netlink/uevent.h"

#include <errno.h>
#include <string.h>

/* What stands behind KEY= in TEXT, NULL when it is another key's. */
static const char *uevent_value(const char *text, const char *key)
{
	size_t length = strlen(key);

	return !strncmp(text, key, length) && text[length] == '=' ? text + length + 1 : NULL;
}

static void uevent_take(struct uevent *uevent, const char *text)
{
	const struct {
		const char *key;
		const char **to;
	} keys[] = {
		{ "ACTION", &uevent->action },
		{ "DEVPATH", &uevent->path },
		{ "SUBSYSTEM", &uevent->subsystem },
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const char *value = uevent_value(text, keys[i].key);

		if (value)
			*keys[i].to = value;
	}
}

/* Whether HEAD is ACTION@PATH. */
static int uevent_check_head(const struct uevent *uevent, const char *head)
{
	size_t length = strlen(uevent->action);

	if (!length || !*uevent->path || strncmp(head, uevent->action, length) ||
	    head[length] != '@' || strcmp(head + length + 1, uevent->path))
		return -EBADMSG;
	return 0;
}

int uevent_parse(const char *data, size_t length, struct uevent *ret_uevent)
{
	struct uevent uevent = { .action = "", .path = "", .subsystem = "" };
	const char *end = data + length;
	const char *slash;

	if (!length || end[-1])
		return -EBADMSG;
	for (const char *text = data; text < end; text += strlen(text) + 1)
		if (text > data)
			uevent_take(&uevent, text);
	if (uevent_check_head(&uevent, data) < 0)
		return -EBADMSG;
	slash = strrchr(uevent.path, '/');
	uevent.name = slash ? slash + 1 : uevent.path;
	*ret_uevent = uevent;
	return 0;
}
