/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fuzz target: what a person types into the form for a new device, or pastes, and what a kernel might say of
 * it. It is refused with words, or becomes tasks that a kernel can take; what is shown of it is safe.
 *
 *   a byte: which management device (2 bits), which driver (2 bits), has features,
 *           and as words
 *   then, each ended by NUL or by the end: name, count, mac, mtu, pairs, features, the kernel's words
 */
#include "fuzz.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "manage/mac.h"
#include "manage/verdict.h"
#include "manage/wish.h"
#include "model/flat.h"
#include "vdpa/numbers.h"

#define MGMTDEVS 4
#define TEXTS 7
#define LINE_SIZE 8192

enum { NAME, COUNT, MAC, MTU, PAIRS, FEATURES, KERNEL };

struct input {
	uint8_t choices;
	char text[TEXTS][WISH_TEXT_SIZE];
};

static struct input read_input(const uint8_t *data, size_t size)
{
	struct input input = { .choices = size ? data[0] : 0 };
	size_t text = 0;
	size_t used = 0;

	for (size_t i = 1; i < size && text < TEXTS; i++) {
		if (data[i] && used + 1 < WISH_TEXT_SIZE)
			input.text[text][used++] = (char)data[i];
		if (data[i])
			continue;
		text++;
		used = 0;
	}
	return input;
}

/* One management device of each kind; web0 has a MAC address that can be guessed. EMPTY lends its inside. */
static void make_model(const struct model *empty, struct model *model)
{
	static struct model_mgmtdev mgmtdevs[MGMTDEVS] = {
		{ .id = 1, .bus = "pci", .name = "0000:03:00.2", .handle = "pci/0000:03:00.2",
		  .driver = "mlx5_core", .max_vqs = 17, .supported = UINT64_C(0x300430028) },
		{ .id = 2, .bus = "", .name = "vdpasim_net", .handle = "vdpasim_net",
		  .driver = "vdpa_sim", .max_vqs = 3, .supported = UINT64_C(0x308830028) },
		{ .id = 3, .bus = "", .name = "vduse", .handle = "vduse", .driver = "vduse" },
		{ .id = 4, .bus = "b\xff", .name = "x\033", .handle = "b\xff/x\033", .driver = "" },
	};
	static struct model_device devices[] = {
		{ .id = 5, .identity = 1, .name = "web0", .mgmtdev = 1, .driver = "vhost_vdpa", .node = "",
		  .netdev = "", .disk = "", .config = { .valid = VDPA_HAS_MAC, .mac = { 2, 0, 0, 0, 0, 9 } } },
		{ .id = 6, .identity = 2, .name = "gr\xc3\xbcn\xff", .mgmtdev = FLAT_NONE, .driver = "",
		  .node = "", .netdev = "", .disk = "" },
	};

	for (uint32_t i = 0; i < MGMTDEVS; i++) {
		mgmtdevs[i].classes = i < 2 ? 1 << VDPA_CLASS_NET : 1 << VDPA_CLASS_NET | 1 << VDPA_CLASS_BLOCK;
		mgmtdevs[i].valid = VDPA_HAS_CLASSES | VDPA_HAS_SUPPORTED | VDPA_HAS_MGMTDEV_MAX_VQS;
	}
	*model = *empty;
	model->mgmtdevs = mgmtdevs;
	model->mgmtdev_count = MGMTDEVS;
	model->devices = devices;
	model->device_count = 2;
}

static void require_safe(const char *words)
{
	char safe[LINE_SIZE];
	size_t length = strlen(words);

	FUZZ_REQUIRE(text_safe(safe, sizeof(safe), words, length) == length);
	FUZZ_REQUIRE(!strcmp(safe, words));
}

static struct wish wish_from(const struct input *input, const struct model *model)
{
	const struct model_mgmtdev *mgmtdev = &model->mgmtdevs[input->choices & 3];
	struct wish wish = { .driver = input->choices >> 2 & 3, .has_features = input->choices >> 4 & 1 };

	text_copy(wish.bus, sizeof(wish.bus), mgmtdev->bus);
	text_copy(wish.mgmtdev, sizeof(wish.mgmtdev), mgmtdev->name);
	memcpy(wish.name, input->text[NAME], WISH_TEXT_SIZE);
	memcpy(wish.count, input->text[COUNT], WISH_TEXT_SIZE);
	memcpy(wish.mac, input->text[MAC], WISH_TEXT_SIZE);
	memcpy(wish.mtu, input->text[MTU], WISH_TEXT_SIZE);
	memcpy(wish.pairs, input->text[PAIRS], WISH_TEXT_SIZE);
	memcpy(&wish.features, input->text[FEATURES], sizeof(wish.features));
	if (input->choices >> 5 & 1)
		memcpy(wish.feature_words, input->text[FEATURES], WISH_TEXT_SIZE);
	return wish;
}

static void expect_findings(const struct array *findings, int errors)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = array_at(findings, struct finding, i);

		FUZZ_REQUIRE(finding->words[0] && finding->field < TASK_FIELDS);
		FUZZ_REQUIRE(!i || finding[-1].field <= finding->field);
		require_safe(finding->words);
		errors -= finding->level == MODEL_ERROR;
	}
	FUZZ_REQUIRE(!errors);
}

static void expect_shown(const struct task *task, const struct model *model, const char *kernel)
{
	const struct verdict_answer refusal = { -EINVAL, 0, kernel };
	struct outcome outcome;
	char line[LINE_SIZE];

	FUZZ_REQUIRE(task_command_line(task, line, sizeof(line)) == strlen(line));
	require_safe(line);
	task_describe(task, line, sizeof(line));
	require_safe(line);
	verdict_of_request(task, model, &refusal, &outcome);
	FUZZ_REQUIRE(outcome.code == -EINVAL && outcome.words[0] && outcome.field < TASK_FIELDS);
	require_safe(outcome.words);
	verdict_of_binding(task, model, false, &refusal, &outcome);
	require_safe(outcome.words);
}

static void expect_tasks(const struct array *tasks, const struct model *model, const char *kernel)
{
	FUZZ_REQUIRE(tasks->count >= 1 && tasks->count <= WISH_MOST);
	for (size_t i = 0; i < tasks->count; i++) {
		const struct task *task = array_at(tasks, struct task, i);

		FUZZ_REQUIRE(task->kind == TASK_ADD && task->name[0]);
		require_safe(task->name);
		FUZZ_REQUIRE(strcmp(task->name, "web0") != 0);
		FUZZ_REQUIRE(!(task->valid & VDPA_HAS_MAC) || !mac_check(task->mac, NULL));
		FUZZ_REQUIRE(!(task->valid & VDPA_HAS_MTU) || task->mtu >= 68);
		FUZZ_REQUIRE(!(task->valid & VDPA_HAS_MAX_VQP) || task->max_vqp);
		for (size_t k = 0; k < i; k++)
			FUZZ_REQUIRE(strcmp(array_at(tasks, struct task, k)->name, task->name) != 0);
	}
	expect_shown(array_at(tasks, struct task, tasks->count - 1), model, kernel);
}

/* Whatever the name is: a device that there is may have it. */
static void try_other_tasks(const struct input *input, const struct model *model)
{
	struct task task = { .device = 5 };

	text_copy(task.name, sizeof(task.name), input->text[NAME]);
	for (enum task_kind kind = TASK_ADD; kind <= TASK_DELETE; kind++) {
		task.kind = kind;
		task.driver = input->choices >> 2 & 3;
		expect_shown(&task, model, input->text[KERNEL]);
	}
}

static void try_mac(const char *text)
{
	uint8_t mac[TASK_MAC_SIZE];
	uint8_t again[TASK_MAC_SIZE];
	struct error error = { 0 };
	char printed[MAC_TEXT_SIZE];

	if (wish_parse_mac(text, mac, &error) < 0) {
		FUZZ_REQUIRE(error.code == -EINVAL && error.words[0]);
		return;
	}
	mac_print(mac, printed);
	FUZZ_REQUIRE(!wish_parse_mac(printed, again, NULL) && !memcmp(mac, again, sizeof(mac)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = read_input(data, size);
	struct array findings = ARRAY_OF(struct finding);
	struct array tasks = ARRAY_OF(struct task);
	struct model *empty = model_new(1);
	struct model model;
	struct wish wish;
	int errors;

	FUZZ_REQUIRE(empty);
	make_model(empty, &model);
	wish = wish_from(&input, &model);
	errors = wish_check(&wish, &model, &findings);
	FUZZ_REQUIRE(errors >= 0);
	expect_findings(&findings, errors);
	FUZZ_REQUIRE(wish_expand(&wish, &model, &tasks) == (errors ? -EINVAL : 0));
	if (!errors)
		expect_tasks(&tasks, &model, input.text[KERNEL]);
	try_other_tasks(&input, &model);
	try_mac(input.text[MAC]);
	array_free(&findings);
	array_free(&tasks);
	model_free(empty);
	return 0;
}

size_t fuzz_seed(unsigned int index, uint8_t *to, size_t room)
{
	static const struct {
		const char *bytes;
		size_t length;
	} seeds[] = {
#define SEED(text) { text, sizeof(text) - 1 }
		SEED("\x01vm{00..15}\0\0" "02:00:00:00:00:10\0" "9000\0"),
		SEED("\x05vm08\0" "4\0" "5254.0012.345f\0\0\0\0vdpa: Missing features 0x28 for provided"),
		SEED("\x10vm0\0\0\0\0" "8\0\x28\x01\x01\x01\x03\x01\x01\x01\0attributes are not supported: 0x2400"),
		SEED("\x00web0\0" "1\0" "02-00-00-00-00-09\0" "67\0" "0"),
		SEED("\x03-a/b c\033[2J\xff\0" "257\0" "ff:ff:ff:ff:ff:ff\0" "65536\0" "32769"),
		SEED("\x02{9..0}\0" "10\0\0\0\0\0Fail to find the specified management device"),
	};
#undef SEED

	if (index >= sizeof(seeds) / sizeof(seeds[0]))
		return 0;
	FUZZ_REQUIRE(seeds[index].length <= room);
	memcpy(to, seeds[index].bytes, seeds[index].length);
	return seeds[index].length;
}
