/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the kernel tells unasked. It says which devices are worth new questions, and that a sample is
 * worth taking; figures are never taken from it.
 */
#include "engine/sampler_private.h"

#include <errno.h>
#include <string.h>

#include <linux/genetlink.h>

#include "engine/news.h"
#include "netlink/attribute.h"
#include "netlink/uevent.h"
#include "source/source.h"
#include "vdpa/message.h"
#include "vdpa/numbers.h"

/* Datagrams of one channel that are read in one go; more than a receive buffer holds. */
#define NEWS_MOST 4096
/* A uevent has at most 2048 bytes and its head, a group's message a page. */
#define NEWS_SIZE 16384

static void news_take_lost(struct sampler *sampler, struct news *news)
{
	sampler_forget(sampler, NULL);
	*news = (struct news){ .has_changed = true, .has_moved = true, .is_lost = true };
}

/* Whether nlctrl tells of our family. */
static bool message_is_of_family(const struct nlmsghdr *message)
{
	const struct nlattr *attribute;

	attribute_for_each_genl(attribute, message)
		if (mnl_attr_get_type(attribute) == CTRL_ATTR_FAMILY_NAME)
			return mnl_attr_get_payload_len(attribute) == sizeof(VDPA_GENL_NAME) &&
			       !memcmp(mnl_attr_get_payload(attribute), VDPA_GENL_NAME,
				       sizeof(VDPA_GENL_NAME));
	return false;
}

/* The family came, or went: with it whatever is remembered of its devices. */
static void news_take_family(struct sampler *sampler, const struct nlmsghdr *message,
			     struct news *news)
{
	if (!message_is_of_family(message))
		return;
	sampler_forget(sampler, NULL);
	news->has_changed = true;
	news->has_moved = true;
}

static void news_take_message(struct sampler *sampler, const struct nlmsghdr *message,
			      struct news *news)
{
	const struct genlmsghdr *header = mnl_nlmsg_get_payload(message);
	struct vdpa_device device;

	if (message->nlmsg_type == GENL_ID_CTRL) {
		news_take_family(sampler, message, news);
		return;
	}
	if (message->nlmsg_type != sampler->contact->family.id || vdpa_decode_device(message, &device) < 0)
		return;
	sampler_forget(sampler, device.name);
	news->has_changed = true;
	news->has_moved |= header->cmd == VDPA_CMD_DEV_DEL;
}

static void news_take_messages(struct sampler *sampler, const char *data, size_t length,
			       struct news *news)
{
	const struct nlmsghdr *message = (const struct nlmsghdr *)data;
	size_t left = length;

	for (; message_fits(message, left); message = message_next(message, &left))
		news_take_message(sampler, message, news);
}

/*
 * Whether a management device may have come or gone. No uevent tells of it by itself: its device has
 * neither bus nor class (drivers/base/core.c dev_uevent_filter()). But simulators and vduse bring it
 * with their module, and drivers of hardware when they take a function, as they let go of it.
 */
static bool uevent_is_of_parent(const struct uevent *uevent)
{
	static const struct {
		const char *subsystem, *action;
	} signs[] = {
		{ "module", "add" }, { "module", "remove" }, { "pci", "bind" }, { "pci", "unbind" },
		{ "auxiliary", "bind" }, { "auxiliary", "unbind" },
	};

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (!strcmp(uevent->subsystem, signs[i].subsystem) &&
		    !strcmp(uevent->action, signs[i].action))
			return true;
	return false;
}

static void news_take_uevent(struct sampler *sampler, const char *data, size_t length,
			     struct news *news)
{
	struct uevent uevent;

	if (uevent_parse(data, length, &uevent) < 0)
		return;
	if (!strcmp(uevent.subsystem, "vdpa")) {
		sampler_forget(sampler, uevent.name);
		news->has_changed = true;
		news->has_moved = true;
	} else if (uevent_is_of_parent(&uevent)) {
		news->has_changed = true;
	}
}

static void news_read_channel(struct sampler *sampler, enum source_channel channel, struct news *news)
{
	_Alignas(NLMSG_ALIGNTO) char data[NEWS_SIZE];
	struct source *source = sampler->contact->source;

	for (int i = 0; i < NEWS_MOST; i++) {
		ssize_t got = source->receive_news(source->self, channel, data, sizeof(data));

		if (got == -EAGAIN)
			return;
		if (got < 0)
			news_take_lost(sampler, news);
		else if (channel == SOURCE_MESSAGES)
			news_take_messages(sampler, data, (size_t)got, news);
		else
			news_take_uevent(sampler, data, (size_t)got, news);
	}
}

void sampler_read_news(struct sampler *sampler, struct news *news)
{
	for (enum source_channel channel = 0; channel < SOURCE_CHANNELS; channel++)
		news_read_channel(sampler, channel, news);
}
