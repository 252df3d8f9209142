/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading of acknowledgements. This file sends nothing. */
#include "netlink/answer.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "netlink/attribute.h"

/* The kernel's MAX_ERRNO (include/linux/err.h). */
#define ANSWER_ERRNO_MAX 4095

static void answer_take(struct answer *answer, const struct nlattr *attribute)
{
	const char *words = mnl_attr_get_payload(attribute);
	size_t length = mnl_attr_get_payload_len(attribute);

	switch (mnl_attr_get_type(attribute)) {
	case NLMSGERR_ATTR_MSG:
		length = strnlen(words, length);
		if (length >= sizeof(answer->message))
			length = sizeof(answer->message) - 1;
		memcpy(answer->message, words, length);
		answer->message[length] = '\0';
		break;
	case NLMSGERR_ATTR_OFFS:
		if (length == sizeof(uint32_t)) {
			answer->offset = mnl_attr_get_u32(attribute);
			answer->has_offset = true;
		}
		break;
	case NLMSGERR_ATTR_MISS_TYPE:
		if (length == sizeof(uint32_t)) {
			answer->missing = mnl_attr_get_u32(attribute);
			answer->has_missing = true;
		}
		break;
	}
}

/*
 * Where the TLVs of an NLMSG_ERROR begin. The kernel echoes the whole request behind the error
 * unless it was capped (NLM_F_CAPPED) or the error is 0. Not rounded up here: an absurd length
 * would become a small one.
 */
static size_t answer_fixed_size(const struct nlmsghdr *message)
{
	const struct nlmsgerr *body = mnl_nlmsg_get_payload(message);
	size_t echoed = sizeof(struct nlmsghdr);

	if (!(message->nlmsg_flags & NLM_F_CAPPED) && body->error &&
	    body->msg.nlmsg_len > sizeof(struct nlmsghdr))
		echoed = body->msg.nlmsg_len;
	return sizeof(body->error) + echoed;
}

int answer_parse(const struct nlmsghdr *message, struct answer *ret_answer)
{
	size_t length = mnl_nlmsg_get_payload_len(message);
	bool is_done = message->nlmsg_type == NLMSG_DONE;
	size_t fixed = is_done ? sizeof(int) : sizeof(struct nlmsgerr);
	struct answer answer = { 0 };
	const struct nlattr *attribute;

	/* NLMSG_DONE may come without an errno; it then means 0. */
	if (is_done && length < sizeof(int))
		length = fixed = 0;
	else if (length < fixed)
		return -EBADMSG;
	if (fixed)
		memcpy(&answer.code, mnl_nlmsg_get_payload(message), sizeof(int));
	if (answer.code > 0 || answer.code < -ANSWER_ERRNO_MAX)
		return -EBADMSG;
	if (message->nlmsg_flags & NLM_F_ACK_TLVS) {
		size_t start = is_done ? fixed : answer_fixed_size(message);

		if (start > length)
			return -EBADMSG;
		attribute_for_each(attribute, message, start)
			answer_take(&answer, attribute);
	}
	*ret_answer = answer;
	return 0;
}

void answer_blame(struct answer *answer, const struct nlmsghdr *request)
{
	const struct nlattr *attribute;

	if (answer->has_missing)
		answer->attribute = (uint16_t)answer->missing;
	if (!answer->has_offset)
		return;
	attribute_for_each_genl(attribute, request)
		if ((size_t)((const char *)attribute - (const char *)request) == answer->offset)
			answer->attribute = mnl_attr_get_type(attribute);
}

int answer_error(const struct answer *answer, struct error *error)
{
	if (answer->message[0])
		return error_set(error, answer->code, "%s", answer->message);
	if (answer->code)
		return error_set(error, answer->code, "%s", error_text(answer->code));
	return 0;
}
