/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the kernel's answers are in words, at which field, and what is said of a device that was made. */
#include "manage/verdict.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

#include "unit.h"
#include "world.h"

#define IDENTITY 31001

/* One mgmtdev, driven by DRIVER, whose device foo0 is bound to BOUND. */
static struct facts_device *tell(struct fixture *fixture, const char *driver, const char *bound)
{
	struct world *world = &fixture->world;
	struct facts_mgmtdev *mgmtdev;

	world_begin(world, CLOCK_SECOND);
	world_mgmtdev(world, "pci", "0000:03:00.2");
	world_device(world, "foo0", 0);
	world_tell(world, fixture->model);
	world_begin_facts(world, CLOCK_SECOND);
	mgmtdev = array_add(&world->facts.section[FACTS_MGMTDEVS], 1);
	mgmtdev->bus = world_fact_text(world, "pci");
	mgmtdev->name = world_fact_text(world, "0000:03:00.2");
	mgmtdev->driver = world_fact_text(world, driver);
	world_fact(world, "foo0", IDENTITY, bound);
	world_tell_facts(world, fixture->model);
	return array_at(&world->facts.section[FACTS_DEVICES], struct facts_device, 0);
}

static struct task add_task(const char *name, uint32_t valid)
{
	struct task task = { .kind = TASK_ADD, .valid = valid, .class_id = VDPA_CLASS_NET, .bus = "pci",
			     .mgmtdev = "0000:03:00.2" };

	text_copy(task.name, sizeof(task.name), name);
	return task;
}

static struct task foo_task(struct fixture *fixture, enum task_kind kind)
{
	const struct model_device *device = world_find(fixture->model, "foo0");
	struct task task = { .kind = kind, .name = "foo0", .device = device->id,
			     .identity = device->identity, .mac = { 2, 0, 0, 0, 0, 1 } };

	return task;
}

static struct outcome answer_to(struct fixture *fixture, const struct task *task, int code,
				const char *kernel)
{
	const struct verdict_answer answer = { .code = code, .kernel = kernel };
	struct outcome outcome;
	char safe[sizeof(outcome.words)];

	verdict_of_request(task, fixture->model, &answer, &outcome);
	text_safe(safe, sizeof(safe), outcome.words, strlen(outcome.words));
	assert_string_equal(outcome.words, safe);
	assert_true(strlen(outcome.kernel) < sizeof(outcome.kernel));
	return outcome;
}

static void expect_refusal(struct fixture *fixture, const struct task *task, int code,
			   const char *kernel, enum task_field field, const char *words)
{
	struct outcome outcome = answer_to(fixture, task, code, kernel);

	assert_string_equal(outcome.words, words);
	assert_string_equal(outcome.kernel, kernel);
	assert_int_equal(outcome.code, code);
	assert_int_equal(outcome.field, field);
}

static void what_is_not_taken_is_named_as_its_field(void **state)
{
	struct fixture *fixture = *state;
	struct task task = add_task("vm0", VDPA_HAS_MAC | VDPA_HAS_MAX_VQP);

	tell(fixture, "tomorrow", "");
	expect_refusal(fixture, &task, -EOPNOTSUPP,
		       "vdpa: Some provided attributes are not supported: 0x1000", TASK_FIELD_PAIRS,
		       "vm0 was not added: pci/0000:03:00.2 takes no number of queue pairs: leave that to its "
		       "driver; the kernel said: vdpa: Some provided attributes are not supported: 0x1000");
	expect_refusal(fixture, &task, -EOPNOTSUPP,
		       "vdpa: Some provided attributes are not supported: 0x102400", TASK_FIELD_MAC,
		       "vm0 was not added: pci/0000:03:00.2 takes no MAC address, MTU, features: leave that to "
		       "its driver; the kernel said: vdpa: Some provided attributes are not supported: "
		       "0x102400");
	/* Linux 6.1 does not say which. */
	expect_refusal(fixture, &task, -EOPNOTSUPP, "vdpa: All provided attributes are not supported",
		       TASK_FIELD_NONE,
		       "vm0 was not added: pci/0000:03:00.2 does not take all that is given: leave it to its "
		       "driver; the kernel said: vdpa: All provided attributes are not supported");
}

static void features_that_are_missing_are_named(void **state)
{
	struct fixture *fixture = *state;
	struct task task = add_task("vm0", VDPA_HAS_MAC | VDPA_HAS_FEATURES);

	tell(fixture, "tomorrow", "");
	expect_refusal(fixture, &task, -EINVAL,
		       "vdpa: Missing features 0x400020 for provided attributes", TASK_FIELD_FEATURES,
		       "vm0 was not added: what else is given needs the features MAC, MQ; the kernel said: "
		       "vdpa: Missing features 0x400020 for provided attributes");
}

static void a_mgmtdev_that_is_gone_is_said_at_its_field(void **state)
{
	struct fixture *fixture = *state;
	struct task task = add_task("vm0", 0);

	strcpy(task.mgmtdev, "0000:09:00.0");
	expect_refusal(fixture, &task, -ENODEV,
		       "vdpa: Fail to find the specified management device", TASK_FIELD_MGMTDEV,
		       "vm0 was not added: pci/0000:09:00.0 is gone: choose another management device; the "
		       "kernel said: vdpa: Fail to find the specified management device");
}

static void a_name_that_is_taken_is_said_at_its_field(void **state)
{
	struct fixture *fixture = *state;
	struct task task = add_task("vm0", 0);

	tell(fixture, "vdpa_sim", "");
	expect_refusal(fixture, &task, -EEXIST, "", TASK_FIELD_NAME,
		       "vm0 was not added: there is something called vm0 already, a device that has just come "
		       "or an entry of sysfs: choose another name");
	tell(fixture, "vduse", "");
	expect_refusal(fixture, &task, -EEXIST, "", TASK_FIELD_NAME,
		       "vm0 was not added: the vduse device of that name is in use already");
	expect_refusal(fixture, &task, -EINVAL, "", TASK_FIELD_NAME,
		       "vm0 was not added: no vduse daemon has a device of that name whose queues are all set "
		       "up: start it first");
}

static void the_same_errno_means_what_its_driver_means(void **state)
{
	static const struct {
		const char *driver;
		uint32_t valid;
		int code;
		enum task_field field;
		const char *words;
	} cases[] = {
		{ "mlx5_core", 0, -ENOSPC, TASK_FIELD_MGMTDEV, "has its one device already" },
		{ "mlx5_core.sf", VDPA_HAS_FEATURES, -EOPNOTSUPP, TASK_FIELD_FEATURES, "VERSION_1" },
		{ "mlx5_core", VDPA_HAS_MAX_VQP, -EINVAL, TASK_FIELD_PAIRS, "fewer pairs" },
		{ "mlx5_core", 0, -EINVAL, TASK_FIELD_MAC, "no MAC address of its own" },
		{ "mlx5_core", 0, -EAGAIN, TASK_FIELD_MGMTDEV, "fewer than two queues" },
		{ "pds_vdpa.vDPA", 0, -EOPNOTSUPP, TASK_FIELD_MGMTDEV, "has its one device already" },
		{ "pds_vdpa.vDPA", VDPA_HAS_MAX_VQP, -ENOSPC, TASK_FIELD_PAIRS, "fewer pairs" },
		{ "pds_vdpa.vDPA", 0, -ENXIO, TASK_FIELD_MGMTDEV, "does not answer" },
		{ "vdpa_sim", VDPA_HAS_FEATURES, -EINVAL, TASK_FIELD_FEATURES, "does not have all of" },
		{ "ifcvf", VDPA_HAS_FEATURES, -EINVAL, TASK_FIELD_FEATURES, "does not have all of" },
		{ "", 0, -EPERM, TASK_FIELD_NONE, "CAP_NET_ADMIN" },
		{ "", 0, -ENOENT, TASK_FIELD_NONE, "modprobe vdpa" },
		{ "", 0, -ETIMEDOUT, TASK_FIELD_NONE, "timed out" },
	};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct task task = add_task("vm0", cases[i].valid);
		struct outcome outcome;

		tell(fixture, cases[i].driver, "");
		outcome = answer_to(fixture, &task, cases[i].code, "");
		assert_int_equal(outcome.code, cases[i].code);
		assert_int_equal(outcome.field, cases[i].field);
		if (!strstr(outcome.words, cases[i].words))
			fail_msg("%s: no \"%s\"", outcome.words, cases[i].words);
	}
}

static void the_attribute_that_extack_blames_is_the_field(void **state)
{
	struct fixture *fixture = *state;
	struct task task = add_task("vm0", VDPA_HAS_MTU);
	const struct verdict_answer answer = { -ERANGE, VDPA_ATTR_DEV_NET_CFG_MTU,
					       "integer out of range" };
	struct outcome outcome;

	verdict_of_request(&task, fixture->model, &answer, &outcome);
	assert_int_equal(outcome.field, TASK_FIELD_MTU);
	assert_string_equal(outcome.words, "vm0 was not added: an MTU is 68 or more; the kernel said: "
					   "integer out of range");
}

/* What a row says nobody would ever read, were it behind one that takes its answers. */
static void no_row_is_hidden_behind_another(void **state)
{
	enum { NONE = 0, MAC = VDPA_HAS_MAC, MTU = VDPA_HAS_MTU, PAIRS = VDPA_HAS_MAX_VQP,
	       FEATURES = VDPA_HAS_FEATURES, TASK_ANY = -1 };
	static const struct {
		int kind, code;
		const char *driver;
		uint32_t given;
		const char *kernel, *words;
	} rows[] = {
#define X(kind, code, driver, given, kernel, field, words) \
	{ TASK_##kind, code, driver, given, kernel, words },
#include "manage/verdict.def"
	};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct task task = add_task("vm0", rows[i].given);
		size_t plain = strcspn(rows[i].words + 1, "@#$");
		char part[256];
		struct outcome outcome;

		task.kind = rows[i].kind == TASK_ANY ? TASK_DELETE : (enum task_kind)rows[i].kind;
		tell(fixture, rows[i].driver, "");
		snprintf(part, sizeof(part), "%.*s", (int)plain, rows[i].words + 1);
		outcome = answer_to(fixture, &task, -rows[i].code, rows[i].kernel);
		if (!strstr(outcome.words, part))
			fail_msg("row %zu, %s, is answered by: %s", i, rows[i].words, outcome.words);
	}
}

static void the_kernels_words_are_kept_as_they_are_and_shown_safe(void **state)
{
	struct fixture *fixture = *state;
	struct task task = add_task("vm\033[2J", 0);
	char flood[2000];

	expect_refusal(fixture, &task, -EIO, "no \033]0;x\a", TASK_FIELD_NONE,
		       "vm\\x1b[2J was not added: Input/output error; the kernel said: no \\x1b]0;x\\x07");
	memset(flood, '\033', sizeof(flood) - 1);
	flood[sizeof(flood) - 1] = '\0';
	assert_int_equal(answer_to(fixture, &task, -EIO, flood).code, -EIO);
}

static void an_acknowledgement_with_words_is_no_success_of_a_new_mac(void **state)
{
	struct fixture *fixture = *state;
	struct outcome outcome;
	struct task task;

	tell(fixture, "vdpa_sim", "");
	task = foo_task(fixture, TASK_SET_MAC);
	outcome = answer_to(fixture, &task, 0, "vdpa: foo0 device not supported");
	assert_int_equal(outcome.code, -EOPNOTSUPP);
	assert_int_equal(outcome.field, TASK_FIELD_MAC);
	assert_string_equal(outcome.words,
			    "foo0 keeps its MAC address: only net devices have a MAC address; the kernel said: "
			    "vdpa: foo0 device not supported");
}

static void a_bound_interface_is_said_to_keep_its_old_mac(void **state)
{
	struct fixture *fixture = *state;
	struct facts_device *fact;
	struct outcome outcome;
	struct task task;

	tell(fixture, "vdpa_sim", "");
	task = foo_task(fixture, TASK_SET_MAC);
	outcome = answer_to(fixture, &task, 0, "");
	assert_string_equal(outcome.words, "foo0 has the MAC address 02:00:00:00:00:01 now");
	assert_int_equal(outcome.level, MODEL_INFO);
	fact = tell(fixture, "vdpa_sim", "virtio_vdpa");
	fact->netdev = world_fact_text(&fixture->world, "eth3");
	world_tell_facts(&fixture->world, fixture->model);
	outcome = answer_to(fixture, &task, 0, "");
	assert_string_equal(outcome.words, "foo0 has the MAC address 02:00:00:00:00:01 now, but eth3 keeps "
					   "the old one until it is bound anew");
	assert_int_equal(outcome.level, MODEL_WARNING);
	assert_int_equal(outcome.code, 0);
}

static void a_new_mac_is_refused_in_words(void **state)
{
	struct fixture *fixture = *state;
	struct task task;

	tell(fixture, "vduse", "");
	task = foo_task(fixture, TASK_SET_MAC);
	expect_refusal(fixture, &task, -EOPNOTSUPP, "vdpa: Operation not supported by the device.",
		       TASK_FIELD_MAC,
		       "foo0 keeps its MAC address: its driver cannot change it: delete foo0 and add it anew; "
		       "the kernel said: vdpa: Operation not supported by the device.");
	expect_refusal(fixture, &task, -EOPNOTSUPP, "", TASK_FIELD_MAC,
		       "foo0 keeps its MAC address: this kernel cannot (Linux 6.12 and later can): delete foo0 "
		       "and add it anew");
	expect_refusal(fixture, &task, -ENODEV, "vdpa: device not found", TASK_FIELD_NONE,
		       "foo0 keeps its MAC address: it is gone already; the kernel said: vdpa: device not "
		       "found");
}

static void a_delete_says_why_it_was_not_done(void **state)
{
	struct fixture *fixture = *state;
	struct task task;

	tell(fixture, "vdpa_sim", "");
	task = foo_task(fixture, TASK_DELETE);
	assert_string_equal(answer_to(fixture, &task, 0, "").words, "foo0 was deleted");
	expect_refusal(fixture, &task, -ENODEV, "", TASK_FIELD_NONE,
		       "foo0 was not deleted: it is gone already");
	expect_refusal(fixture, &task, -EINVAL, "vdpa: Only user created device can be deleted by user",
		       TASK_FIELD_NONE,
		       "foo0 was not deleted: its driver made it: the kernel deletes only what a management "
		       "device made; the kernel said: vdpa: Only user created device can be deleted by user");
	expect_refusal(fixture, &task, -ESTALE, "", TASK_FIELD_NONE,
		       "foo0 was not deleted: it was deleted and made again meanwhile, and the one there now "
		       "is another device, which was left alone");
	expect_refusal(fixture, &task, -EBUSY, "", TASK_FIELD_NONE,
		       "foo0 was not deleted: it is bound to vhost_vdpa again: deleting it could freeze netlink "
		       "on the whole host, so nothing was sent");
}

static void expect_binding(struct fixture *fixture, const struct task *task, bool is_unbinding,
			   int code, const char *why, const char *words)
{
	const struct verdict_answer answer = { .code = code, .kernel = why };
	struct outcome outcome;

	verdict_of_binding(task, fixture->model, is_unbinding, &answer, &outcome);
	assert_string_equal(outcome.words, words);
	assert_int_equal(outcome.code, code);
	assert_int_equal(outcome.field, code && !is_unbinding ? TASK_FIELD_DRIVER : TASK_FIELD_NONE);
}

static void a_binding_that_failed_says_what_is_left(void **state)
{
	static const char why[] = "vhost_vdpa is not loaded: modprobe vhost_vdpa";
	struct fixture *fixture = *state;
	struct task task;

	tell(fixture, "vdpa_sim", "");
	task = foo_task(fixture, TASK_REBIND);
	task.driver = TASK_DRIVER_VHOST;
	expect_binding(fixture, &task, false, -ENOENT, why,
		       "foo0 was not bound to vhost_vdpa and may have no driver now: vhost_vdpa is not loaded: "
		       "modprobe vhost_vdpa");
	expect_binding(fixture, &task, true, -EIO, "", "foo0 was not unbound: Input/output error");
	expect_binding(fixture, &task, false, 0, "", "foo0 was bound to vhost_vdpa");
	expect_binding(fixture, &task, true, 0, "", "foo0 was unbound");
	task.kind = TASK_ADD;
	expect_binding(fixture, &task, false, -ENOENT, why,
		       "foo0 was added, but not bound to vhost_vdpa: vhost_vdpa is not loaded: modprobe "
		       "vhost_vdpa");
	task.kind = TASK_DELETE;
	expect_binding(fixture, &task, true, -ESTALE, "foo0 was made anew since: this is another device",
		       "foo0 was not deleted, because it was not unbound: foo0 was made anew since: this is "
		       "another device");
}

static void expect_device(struct fixture *fixture, const struct task *task, enum model_level level,
			  const char *words)
{
	struct outcome outcome;

	world_tell_facts(&fixture->world, fixture->model);
	verdict_of_device(task, fixture->model, &outcome);
	assert_string_equal(outcome.words, words);
	assert_int_equal(outcome.code, 0);
	assert_int_equal(outcome.level, level);
}

/* The facts come before the snapshot that has it. */
static void a_device_that_was_made_is_told_with_what_it_is_good_for(void **state)
{
	struct fixture *fixture = *state;
	struct world *world = &fixture->world;
	struct task task = add_task("vm/0", VDPA_HAS_MAC);
	struct facts_device *fact;

	tell(fixture, "vdpa_sim", "");
	fact = world_fact(world, "vm!0", IDENTITY + 1, "vhost_vdpa");
	fact->node = world_fact_text(world, "/dev/vhost-vdpa-3");
	expect_device(fixture, &task, MODEL_INFO,
		      "vm/0 was added: /dev/vhost-vdpa-3 (vhost_vdpa)");
	fact->node = world_fact_text(world, "");
	expect_device(fixture, &task, MODEL_WARNING,
		      "vm/0 was added (vhost_vdpa), but has no node in /dev: see the kernel's log (dmesg)");
	fact->driver = world_fact_text(world, "virtio_vdpa");
	expect_device(fixture, &task, MODEL_WARNING,
		      "vm/0 was added (virtio_vdpa), but has no interface: see the kernel's log (dmesg)");
	fact->netdev = world_fact_text(world, "eth5");
	expect_device(fixture, &task, MODEL_INFO, "vm/0 was added: interface eth5 (virtio_vdpa)");
	task.valid = 0;
	expect_device(fixture, &task, MODEL_WARNING,
		      "vm/0 was added: interface eth5 (virtio_vdpa), which cannot come up: its MAC address "
		      "is 00:00:00:00:00:00, give it another");
	fact->netdev = world_fact_text(world, "");
	fact->disk = world_fact_text(world, "vda");
	expect_device(fixture, &task, MODEL_INFO, "vm/0 was added: disk vda (virtio_vdpa)");
}

static void a_device_that_no_driver_took_is_warned_of(void **state)
{
	struct fixture *fixture = *state;
	struct world *world = &fixture->world;
	struct task task = add_task("vm0", 0);

	tell(fixture, "vdpa_sim", "");
	world_fact(world, "vm0", IDENTITY + 1, "");
	expect_device(fixture, &task, MODEL_WARNING,
		      "vm0 was added, but no driver took it: load vhost_vdpa or virtio_vdpa, or bind it");
	task.driver = TASK_DRIVER_NONE;
	expect_device(fixture, &task, MODEL_INFO, "vm0 was added, bound to no driver");
	task.driver = TASK_DRIVER_VHOST;
	expect_device(fixture, &task, MODEL_WARNING,
		      "vm0 was added, but no driver took it: vhost_vdpa let it go again, see the kernel's log "
		      "(dmesg)");
	tell(fixture, "vduse", "");
	world_fact(world, "vm0", IDENTITY + 1, "");
	expect_device(fixture, &task, MODEL_WARNING,
		      "vm0 was added, but no driver took it: its vduse daemon may not answer; once it does, bind "
		      "it");
}

static void a_device_that_was_bound_anew_is_told_with_its_driver(void **state)
{
	struct fixture *fixture = *state;
	struct facts_device *fact = tell(fixture, "vdpa_sim", "virtio_vdpa");
	struct task task = foo_task(fixture, TASK_REBIND);

	task.driver = TASK_DRIVER_VIRTIO;
	fact->netdev = world_fact_text(&fixture->world, "eth5");
	expect_device(fixture, &task, MODEL_INFO, "foo0 is bound to virtio_vdpa: interface eth5");
	task.driver = TASK_DRIVER_NONE;
	expect_device(fixture, &task, MODEL_WARNING,
		      "foo0 is bound to virtio_vdpa: interface eth5, though no driver was asked for: something "
		      "else binds devices here");
	fact->driver = world_fact_text(&fixture->world, "");
	expect_device(fixture, &task, MODEL_INFO, "foo0 is bound to no driver");
}

static void a_device_that_is_gone_or_another_is_a_failure(void **state)
{
	struct fixture *fixture = *state;
	struct outcome outcome;
	struct task task;

	tell(fixture, "vdpa_sim", "");
	task = foo_task(fixture, TASK_REBIND);
	task.identity++;
	verdict_of_device(&task, fixture->model, &outcome);
	assert_int_equal(outcome.code, -ESTALE);
	assert_string_equal(outcome.words, "foo0 was deleted and made again meanwhile: the one there now is "
					   "another device");
	task = add_task("vm0", 0);
	verdict_of_device(&task, fixture->model, &outcome);
	assert_int_equal(outcome.code, -ENODEV);
	assert_string_equal(outcome.words, "vm0 was added, but is not there any more: something else deleted "
					   "it");
}

static void expect_lost(const struct fixture *fixture, const struct task *task, uint64_t before, int code,
			const char *words)
{
	struct outcome outcome;

	assert_true(verdict_of_lost(task, fixture->model, before, "no answer came", &outcome));
	assert_string_equal(outcome.words, words);
	assert_int_equal(outcome.code, code);
	assert_int_equal(outcome.level, code ? MODEL_INFO : MODEL_WARNING);
}

static void without_an_answer_the_host_says_what_was_done(void **state)
{
	struct fixture *fixture = *state;
	struct task add = add_task("foo0", 0), other = add_task("vm0", 0), delete;
	struct outcome outcome;

	tell(fixture, "vdpa_sim", "");
	assert_false(verdict_of_lost(&add, fixture->model, 0, "no answer came", &outcome));
	expect_lost(fixture, &add, IDENTITY, -ENODATA,
		    "foo0 was not added: no answer came, and what is there was there before");
	expect_lost(fixture, &other, 0, -ENODATA, "vm0 was not added: no answer came, and it is not there");
	delete = foo_task(fixture, TASK_DELETE);
	expect_lost(fixture, &delete, 0, -ENODATA,
		    "foo0 was not deleted: no answer came, and it is there still");
	delete.identity++;
	expect_lost(fixture, &delete, 0, 0, "foo0 was deleted, though no answer came; the one that is there now "
					    "is another device");
	strcpy(delete.name, "vm0");
	expect_lost(fixture, &delete, 0, 0, "vm0 was deleted, though no answer came");
}

static void what_nothing_tells_is_not_known(void **state)
{
	struct task task = { .kind = TASK_SET_MAC, .name = "vm0", .mac = { 2, 0, 0, 0, 0, 1 } };
	struct outcome outcome;

	(void)state;
	verdict_of_unknown(&task, "no answer came", &outcome);
	assert_true(outcome.is_unknown);
	assert_int_equal(outcome.code, -ENODATA);
	assert_string_equal(outcome.words, "vm0: no answer came; whether it has the MAC address "
					   "02:00:00:00:00:01 shows in the tree");
	task.kind = TASK_ADD;
	verdict_of_unknown(&task, "no answer came", &outcome);
	assert_string_equal(outcome.words, "vm0: no answer came; whether it was added shows in the tree");
}

static const struct CMUnitTest tests[] = {
	with_model(without_an_answer_the_host_says_what_was_done),
	cmocka_unit_test(what_nothing_tells_is_not_known),
	with_model(what_is_not_taken_is_named_as_its_field),
	with_model(features_that_are_missing_are_named),
	with_model(a_mgmtdev_that_is_gone_is_said_at_its_field),
	with_model(a_name_that_is_taken_is_said_at_its_field),
	with_model(the_same_errno_means_what_its_driver_means),
	with_model(the_attribute_that_extack_blames_is_the_field),
	with_model(no_row_is_hidden_behind_another),
	with_model(the_kernels_words_are_kept_as_they_are_and_shown_safe),
	with_model(an_acknowledgement_with_words_is_no_success_of_a_new_mac),
	with_model(a_bound_interface_is_said_to_keep_its_old_mac),
	with_model(a_new_mac_is_refused_in_words),
	with_model(a_delete_says_why_it_was_not_done),
	with_model(a_binding_that_failed_says_what_is_left),
	with_model(a_device_that_was_made_is_told_with_what_it_is_good_for),
	with_model(a_device_that_no_driver_took_is_warned_of),
	with_model(a_device_that_was_bound_anew_is_told_with_its_driver),
	with_model(a_device_that_is_gone_or_another_is_a_failure),
};

UNIT_MAIN(manage_verdict)
