/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the sampler makes of news: that something changed, and whom to ask again. */
#include "engine/sampler.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <linux/genetlink.h>

#include "engine/contact.h"
#include "engine/news.h"
#include "netlink/attribute.h"

#include "demo.h"

#define DEMO_LETTER 4096

/* A demo host whose requests for counters are counted, and whose news a test can write itself. */
struct post {
	struct source demo;
	struct source source;
	struct contact contact;
	struct sampler *sampler;
	struct genl *genl; /* of somebody else, to the same kernel */
	struct genl_family family;
	uint64_t number;
	uint32_t asked;    /* requests for counters of queues, since the last sample began */
	uint32_t group;    /* that was joined last */
	uint32_t joins;
	enum source_channel channel;
	const char *letter;
	size_t length;
};

static int post_send(void *self, const void *data, size_t length)
{
	struct post *post = self;
	size_t left = length;

	for (const struct nlmsghdr *message = data; message_fits(message, left);
	     message = message_next(message, &left)) {
		const struct genlmsghdr *header = mnl_nlmsg_get_payload(message);

		post->asked += header->cmd == VDPA_CMD_DEV_VSTATS_GET &&
			       message->nlmsg_type != GENL_ID_CTRL;
	}
	return post->demo.transport.send(post->demo.transport.self, data, length);
}

static ssize_t post_receive(void *self, void *buffer, size_t size)
{
	struct post *post = self;

	return post->demo.transport.receive(post->demo.transport.self, buffer, size);
}

static int64_t post_begin(void *self, int64_t due)
{
	struct post *post = self;

	return post->demo.begin(post->demo.self, due);
}

static int64_t post_now(void *self)
{
	struct post *post = self;

	return post->demo.now(post->demo.self);
}

static int post_find_missing(void *self)
{
	struct post *post = self;

	return post->demo.find_missing(post->demo.self);
}

static int post_listen(void *self, uint32_t group)
{
	struct post *post = self;

	post->group = group;
	post->joins++;
	return post->demo.listen(post->demo.self, group);
}

static ssize_t post_receive_news(void *self, enum source_channel channel, void *buffer, size_t size)
{
	struct post *post = self;

	if (!post->letter)
		return post->demo.receive_news(post->demo.self, channel, buffer, size);
	if (channel != post->channel || !post->length)
		return -EAGAIN;
	assert_in_range(post->length, 1, size);
	memcpy(buffer, post->letter, post->length);
	size = post->length;
	post->length = 0;
	return (ssize_t)size;
}

static void post_open(struct post *post, struct demo_options demo)
{
	static const struct sampler_options options;
	struct error error = { 0 };

	memset(post, 0, sizeof(*post));
	assert_int_equal(source_open_demo(&post->demo, &demo, &error), 0);
	post->source = post->demo;
	post->source.transport = (struct transport){ post_send, post_receive, post };
	post->source.begin = post_begin;
	post->source.now = post_now;
	post->source.find_missing = post_find_missing;
	post->source.listen = post_listen;
	post->source.receive_news = post_receive_news;
	post->source.self = post;
	assert_int_equal(contact_open(&post->contact, &post->source, NULL), 0);
	post->sampler = sampler_new(&post->contact, &options);
	post->genl = genl_new(post->demo.transport);
	assert_true(post->sampler && post->genl);
	assert_int_equal(genl_family_find(post->genl, VDPA_GENL_NAME, &post->family, &error), 0);
}

static void post_close(struct post *post)
{
	sampler_free(post->sampler);
	contact_close(&post->contact);
	genl_free(post->genl);
	post->demo.close(post->demo.self);
}

static void take(struct post *post)
{
	post->asked = 0;
	post->number++;
	sampler_take(post->sampler, post->number, DEMO_TEST_START + (int64_t)post->number * SECOND, NULL,
		     0);
}

static struct news listen_now(struct post *post)
{
	struct news news = { 0 };

	sampler_read_news(post->sampler, &news);
	return news;
}

static struct news deliver(struct post *post, enum source_channel channel, const char *letter,
			   size_t length)
{
	struct news news;

	post->channel = channel;
	post->letter = letter;
	post->length = length;
	news = listen_now(post);
	assert_int_equal(post->length, 0);
	post->letter = NULL;
	return news;
}

static void on_done(void *context, size_t request, const struct nlmsghdr *reply,
		    const struct answer *answer)
{
	(void)request;
	(void)reply;
	*(int *)context = answer->code;
}

/* Another program adds, or deletes, a device. */
static void others(struct post *post, uint8_t command, const char *device)
{
	struct vdpa_request request = { .device = device, .mgmtdev = "vdpasim_net" };
	struct nlmsghdr *message = genl_add(post->genl, &post->family, command, NLM_F_ACK);
	int code = 1;

	assert_int_equal(vdpa_encode(message, GENL_REQUEST_SIZE, &request), 0);
	genl_commit(post->genl);
	assert_int_equal(genl_run(post->genl, on_done, &code), 0);
	assert_int_equal(code, 0);
}

static void what_others_change_is_heard_on_either_kernel(void **state)
{
	struct post post;

	(void)state;
	for (int patched = 0; patched < 2; patched++) {
		post_open(&post, demo_test_options(patched));
		take(&post);
		assert_false(listen_now(&post).has_changed);
		others(&post, VDPA_CMD_DEV_NEW, "new0");
		assert_true(listen_now(&post).has_changed);
		others(&post, VDPA_CMD_DEV_DEL, "new0");
		assert_true(listen_now(&post).has_moved);
		assert_false(listen_now(&post).has_changed);
		assert_int_equal(!!post.group, patched);
		post_close(&post);
	}
}

#define UEVENT(name, subsystem) \
	"change@/devices/" name "\0ACTION=change\0DEVPATH=/devices/" name "\0SUBSYSTEM=" subsystem

static void other_subsystems_are_no_news(void **state)
{
	static const char net[] = UEVENT("foo0", "net");
	static const char node[] = UEVENT("foo0", "vdpa-not");
	static const char wrong[] = "add@/x\0SUBSYSTEM=vdpa";
	static const char right[] = UEVENT("foo0", "vdpa");
	struct post post;

	(void)state;
	post_open(&post, demo_test_options(true));
	take(&post);
	assert_false(deliver(&post, SOURCE_UEVENTS, net, sizeof(net)).has_changed);
	assert_false(deliver(&post, SOURCE_UEVENTS, node, sizeof(node)).has_changed);
	assert_false(deliver(&post, SOURCE_UEVENTS, wrong, sizeof(wrong)).has_changed);
	assert_true(deliver(&post, SOURCE_UEVENTS, right, sizeof(right)).has_changed);
	post_close(&post);
}

static void what_may_bring_a_management_device_is_news(void **state)
{
#define OF(action, subsystem) \
	{ action "@/x/foo\0ACTION=" action "\0DEVPATH=/x/foo\0SUBSYSTEM=" subsystem, \
	  sizeof(action "@/x/foo\0ACTION=" action "\0DEVPATH=/x/foo\0SUBSYSTEM=" subsystem) }
	static const struct {
		const char *letter;
		size_t length;
	} signs[] = {
		OF("add", "module"), OF("remove", "module"), OF("bind", "pci"), OF("unbind", "auxiliary"),
	}, others[] = {
		OF("change", "module"), OF("add", "pci"), OF("bind", "usb"), OF("add", "net"),
	};
	struct post post;

	(void)state;
	post_open(&post, demo_test_options(false));
	take(&post);
	for (size_t i = 0; i < 4; i++) {
		struct news news = deliver(&post, SOURCE_UEVENTS, signs[i].letter, signs[i].length);

		assert_true(news.has_changed);
		assert_false(news.has_moved);
		assert_false(deliver(&post, SOURCE_UEVENTS, others[i].letter, others[i].length).has_changed);
	}
	post_close(&post);
}

static void a_message_of_another_family_or_cut_is_no_news(void **state)
{
	_Alignas(NLMSG_ALIGNTO) char letter[256] = "";
	struct nlmsghdr *message = mnl_nlmsg_put_header(letter);
	struct genlmsghdr *header = mnl_nlmsg_put_extra_header(message, sizeof(*header));
	struct post post;

	(void)state;
	post_open(&post, demo_test_options(true));
	take(&post);
	header->cmd = VDPA_CMD_DEV_NEW;
	message->nlmsg_type = (uint16_t)(post.family.id + 1);
	mnl_attr_put_strz(message, VDPA_ATTR_DEV_NAME, "foo0");
	assert_false(deliver(&post, SOURCE_MESSAGES, letter, message->nlmsg_len).has_changed);
	message->nlmsg_type = post.family.id;
	assert_false(deliver(&post, SOURCE_MESSAGES, letter, message->nlmsg_len - 4).has_changed);
	assert_true(deliver(&post, SOURCE_MESSAGES, letter, message->nlmsg_len).has_changed);
	post_close(&post);
}

static void a_family_that_comes_or_goes_is_news_when_it_is_ours(void **state)
{
	_Alignas(NLMSG_ALIGNTO) char letter[256] = "";
	struct nlmsghdr *message = mnl_nlmsg_put_header(letter);
	struct genlmsghdr *header = mnl_nlmsg_put_extra_header(message, sizeof(*header));
	struct post post;
	char *name;

	(void)state;
	post_open(&post, demo_test_options(false));
	take(&post);
	header->cmd = CTRL_CMD_NEWFAMILY;
	message->nlmsg_type = GENL_ID_CTRL;
	assert_false(deliver(&post, SOURCE_MESSAGES, letter, message->nlmsg_len).has_changed);
	mnl_attr_put_strz(message, CTRL_ATTR_FAMILY_NAME, "vdpb");
	name = letter + message->nlmsg_len - NLMSG_ALIGN(sizeof("vdpb"));
	assert_string_equal(name, "vdpb");
	assert_false(deliver(&post, SOURCE_MESSAGES, letter, message->nlmsg_len).has_changed);
	name[3] = 'a';
	assert_true(deliver(&post, SOURCE_MESSAGES, letter, message->nlmsg_len).has_moved);
	post_close(&post);
}

/* A stock kernel refuses counters of a disk, which is then left in peace until something happens. */
static void whoever_changed_is_asked_again(void **state)
{
	static const char disk[] = UEVENT("disk0", "vdpa");
	static const char other[] = UEVENT("nobody", "vdpa");
	struct post post;
	uint32_t calm;

	(void)state;
	post_open(&post, demo_test_options(false));
	take(&post);
	take(&post);
	calm = post.asked;
	deliver(&post, SOURCE_UEVENTS, other, sizeof(other));
	take(&post);
	assert_int_equal(post.asked, calm);
	deliver(&post, SOURCE_UEVENTS, disk, sizeof(disk));
	take(&post);
	assert_int_equal(post.asked, calm + 1);
	take(&post);
	assert_int_equal(post.asked, calm);
	post_close(&post);
}

static void when_news_are_lost_everyone_is_asked_again(void **state)
{
	struct demo_options options = demo_test_options(false);
	struct news news;
	struct post post;
	uint32_t calm;

	(void)state;
	post_open(&post, options);
	take(&post);
	take(&post);
	calm = post.asked;
	post_close(&post);
	options.fault = DEMO_FAULT_FLOOD;
	post_open(&post, options);
	take(&post);
	news = listen_now(&post);
	assert_true(news.is_lost && news.has_changed && news.has_moved);
	assert_false(listen_now(&post).has_changed);
	take(&post);
	assert_true(post.asked > calm);
	post_close(&post);
}

static void the_group_is_joined_again_when_the_module_comes_back(void **state)
{
	struct demo_options options = demo_test_options(true);
	_Alignas(NLMSG_ALIGNTO) char letter[DEMO_LETTER];
	struct post post;
	uint32_t group;

	(void)state;
	options.fault = DEMO_FAULT_RELOAD;
	post_open(&post, options);
	take(&post);
	group = post.group;
	assert_int_equal(post.joins, 1);
	take(&post); /* unloaded */
	assert_int_equal(post.joins, 1);
	take(&post);
	assert_int_equal(post.joins, 2);
	assert_int_not_equal(post.group, group);
	listen_now(&post);
	post.family.id++; /* what nlctrl would say by now */
	others(&post, VDPA_CMD_DEV_NEW, "new0");
	assert_true(post.demo.receive_news(post.demo.self, SOURCE_MESSAGES, letter, sizeof(letter)) > 0);
	assert_int_equal(((struct nlmsghdr *)letter)->nlmsg_type, post.family.id);
	post_close(&post);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(what_others_change_is_heard_on_either_kernel),
	cmocka_unit_test(other_subsystems_are_no_news),
	cmocka_unit_test(what_may_bring_a_management_device_is_news),
	cmocka_unit_test(a_message_of_another_family_or_cut_is_no_news),
	cmocka_unit_test(a_family_that_comes_or_goes_is_news_when_it_is_ours),
	cmocka_unit_test(whoever_changed_is_asked_again),
	cmocka_unit_test(when_news_are_lost_everyone_is_asked_again),
	cmocka_unit_test(the_group_is_joined_again_when_the_module_comes_back),
};

UNIT_MAIN(sampler_news)
