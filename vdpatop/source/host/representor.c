/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two switches of a host have ports of the same names; the switch's id tells them apart. */
#include "source/host/representor.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "source/host/tree.h"

#define SWITCH_IDS 8
#define SWITCH_ID_SIZE 80

struct switch_ids {
	char id[SWITCH_IDS][SWITCH_ID_SIZE];
	size_t count;
};

bool representor_is_port(const char *text, const struct port *port)
{
	char wanted[40];

	if (*text == 'c' && isdigit((unsigned char)text[1]))
		text += 1 + strspn(text + 1, "0123456789");
	snprintf(wanted, sizeof(wanted), "pf%u%s%u", port->pf, port->kind == PORT_VF ? "vf" : "sf",
		 port->number);
	return !strcmp(text, wanted);
}

static void read_switch_ids(int pf, struct switch_ids *ids)
{
	struct tree_list list;
	const char *name;

	tree_list_open(&list, pf, "net");
	while (ids->count < SWITCH_IDS && (name = tree_list_next(&list))) {
		int netdev = tree_open(list.fd, name);

		if (netdev < 0)
			continue;
		if (tree_read(netdev, "phys_switch_id", ids->id[ids->count], SWITCH_ID_SIZE) > 0)
			ids->count++;
		close(netdev);
	}
	tree_list_close(&list);
}

static bool is_on_switch(int netdev, const struct switch_ids *ids)
{
	char id[SWITCH_ID_SIZE];

	if (tree_read(netdev, "phys_switch_id", id, sizeof(id)) <= 0)
		return false;
	for (size_t i = 0; i < ids->count; i++)
		if (!strcmp(ids->id[i], id))
			return true;
	return false;
}

/* "unknown" and the like leave it to the carrier, which cannot be read while the link is down. */
static int32_t read_link(int netdev)
{
	char state[32];
	int64_t carrier;

	if (tree_read(netdev, "operstate", state, sizeof(state)) > 0) {
		if (!strcmp(state, "up"))
			return 1;
		if (!strcmp(state, "down") || !strcmp(state, "lowerlayerdown"))
			return 0;
	}
	if (tree_read_number(netdev, "carrier", &carrier) < 0)
		return -1;
	return carrier != 0;
}

static bool look_at_netdev(int netdev, const struct port *port, const struct switch_ids *ids)
{
	char text[64];

	return tree_read(netdev, "phys_port_name", text, sizeof(text)) > 0 &&
	       representor_is_port(text, port) && is_on_switch(netdev, ids);
}

void representor_find(int root, int pf, const struct port *port, struct representor *ret_representor)
{
	struct switch_ids ids = { .count = 0 };
	struct tree_list list;
	const char *name;
	bool is_found = false;

	read_switch_ids(pf, &ids);
	if (!ids.count)
		return;
	tree_list_open(&list, root, "sys/class/net");
	while (!is_found && (name = tree_list_next(&list))) {
		int netdev = tree_open(list.fd, name);

		if (netdev < 0)
			continue;
		is_found = look_at_netdev(netdev, port, &ids);
		if (is_found && text_copy(ret_representor->name, sizeof(ret_representor->name), name))
			ret_representor->link = read_link(netdev);
		close(netdev);
	}
	tree_list_close(&list);
}
