/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sections of the host's facts. */
#include "model/facts.h"

#include <errno.h>

static const uint32_t facts_sizes[FACTS_SECTIONS] = {
	[FACTS_INFO] = sizeof(struct facts_info),
	[FACTS_DEVICES] = sizeof(struct facts_device),
	[FACTS_USERS] = sizeof(struct facts_user),
	[FACTS_MGMTDEVS] = sizeof(struct facts_mgmtdev),
	[FACTS_SUSPECTS] = sizeof(struct facts_suspect),
	[FACTS_MAPPINGS] = sizeof(struct facts_mapping),
};

void facts_writer_init(struct flat_writer *writer)
{
	flat_writer_init(writer, FACTS_KIND, facts_sizes, FACTS_SECTIONS);
}

int facts_open(struct facts *ret_facts, const void *data, size_t bytes)
{
	struct facts facts;
	struct flat *flat = &facts.flat;
	size_t infos;
	int result = flat_open(flat, data, bytes, FACTS_KIND, facts_sizes, FACTS_SECTIONS);

	if (result < 0)
		return result;
	facts.info = flat_section(flat, FACTS_INFO, &infos);
	facts.devices = flat_section(flat, FACTS_DEVICES, &facts.device_count);
	facts.users = flat_section(flat, FACTS_USERS, &facts.user_count);
	facts.mgmtdevs = flat_section(flat, FACTS_MGMTDEVS, &facts.mgmtdev_count);
	facts.suspects = flat_section(flat, FACTS_SUSPECTS, &facts.suspect_count);
	facts.mappings = flat_section(flat, FACTS_MAPPINGS, &facts.mapping_count);
	if (infos != 1 || !flat_is_time(facts.info->time))
		return -EBADMSG;
	*ret_facts = facts;
	return 0;
}

const char *facts_text(const struct facts *facts, struct flat_text text)
{
	return flat_get_text(&facts->flat, text);
}
