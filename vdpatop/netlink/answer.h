/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the kernel said to one request: the errno and, in its extended acknowledgement (extack,
 * include/uapi/linux/netlink.h), words, the offset of the attribute it blames, or the type of
 * the one it misses.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct nlmsghdr;
struct error;

struct answer {
	int code;             /* 0 or a negative errno */
	bool is_missing;      /* it was asked, and no answer came that can be read: CODE is not the kernel's */
	bool has_offset;      /* the two below are there */
	bool has_missing;
	uint32_t offset;      /* bytes from the start of the request to the blamed attribute */
	uint32_t missing;     /* type of the attribute that the request lacks */
	uint16_t attribute;   /* type of the one blamed or missing, 0 for none; answer_blame() */
	char message[256];    /* the kernel's words, with code 0 a warning; "" for none; bytes from outside */
};

/*
 * Reads an NLMSG_ERROR or NLMSG_DONE message. 0, or -EBADMSG when it is too short for what it
 * says it holds; ANSWER is then untouched.
 */
int answer_parse(const struct nlmsghdr *message, struct answer *ret_answer);

/* Finds the attribute of REQUEST that ANSWER blames by its offset, or misses. */
void answer_blame(struct answer *answer, const struct nlmsghdr *request);

/* Fills ERROR with the kernel's words, else with the errno's. Returns the answer's code. */
int answer_error(const struct answer *answer, struct error *error);
