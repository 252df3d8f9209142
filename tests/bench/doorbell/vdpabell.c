/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * vdpabell.ko: what vdpa_kick_vq() takes beside the bare ops->kick_vq(), in a patched kernel, with
 * interrupts off as vhost_vdpa calls it. It makes a vDPA device whose doorbell does nothing, rings
 * it while it is loaded, and says the figures in the kernel's log. In an emulated guest only their
 * ratio means something.
 */
#include <linux/module.h>
#include <linux/sort.h>
#include <linux/vdpa.h>

#define QUEUES 2
#define CALLS 1000 /* with interrupts off at a stretch */
#define RUNS 501

struct bell {
	struct vdpa_device vdpa;
};

/* Never inlined away: it is called through a pointer that the compiler cannot see through. */
static void nothing_kick(struct vdpa_device *vdev, u16 idx)
{
	barrier();
}

static u8 nothing_get_status(struct vdpa_device *vdev)
{
	return 0;
}

static const struct vdpa_config_ops bell_ops = {
	.kick_vq = nothing_kick,
	.get_status = nothing_get_status,
};

typedef void loop_fn(struct vdpa_device *vdev, u16 idx);

static noinline void loop_empty(struct vdpa_device *vdev, u16 idx)
{
	for (int i = 0; i < CALLS; i++)
		barrier();
}

static noinline void loop_bare(struct vdpa_device *vdev, u16 idx)
{
	for (int i = 0; i < CALLS; i++) {
		barrier();
		vdev->config->kick_vq(vdev, idx);
	}
}

static noinline void loop_counted(struct vdpa_device *vdev, u16 idx)
{
	for (int i = 0; i < CALLS; i++) {
		barrier();
		vdpa_kick_vq(vdev, idx);
	}
}

static u64 loop_measure(loop_fn *loop, struct vdpa_device *vdev)
{
	unsigned long flags;
	u64 begin, end;

	local_irq_save(flags);
	begin = ktime_get_ns();
	loop(vdev, 1);
	end = ktime_get_ns();
	local_irq_restore(flags);
	return end - begin;
}

static int u64_compare(const void *a, const void *b)
{
	u64 x = *(const u64 *)a, y = *(const u64 *)b;

	return (x > y) - (x < y);
}

/* The three loops in turn, so that a host that has other things to do slows all of them. */
static void bells_measure(struct vdpa_device *vdev, u64 *ret_medians)
{
	static loop_fn *const loops[] = { loop_empty, loop_bare, loop_counted };
	static u64 runs[ARRAY_SIZE(loops)][RUNS];

	for (int i = 0; i < RUNS; i++)
		for (int j = 0; j < ARRAY_SIZE(loops); j++)
			runs[j][i] = loop_measure(loops[j], vdev);
	for (int j = 0; j < ARRAY_SIZE(loops); j++) {
		sort(runs[j], RUNS, sizeof(u64), u64_compare, NULL);
		ret_medians[j] = runs[j][RUNS / 2];
	}
}

static int __init bell_init(void)
{
	struct bell *bell;
	u64 medians[3];
	int err;

	bell = vdpa_alloc_device(struct bell, vdpa, NULL, &bell_ops, 1, 1, NULL, false);
	if (IS_ERR(bell))
		return PTR_ERR(bell);
	err = vdpa_register_device(&bell->vdpa, QUEUES);
	if (err) {
		put_device(&bell->vdpa.dev);
		return err;
	}
	bells_measure(&bell->vdpa, medians);
	pr_info("vdpabell: ps a doorbell, interrupts off, median of %d runs of %d: bare %llu counted %llu empty %llu\n",
		RUNS, CALLS, medians[1] * 1000 / CALLS, medians[2] * 1000 / CALLS, medians[0] * 1000 / CALLS);
	vdpa_unregister_device(&bell->vdpa);
	return 0;
}

static void __exit bell_exit(void)
{
}

module_init(bell_init);
module_exit(bell_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("The cost of a vDPA doorbell");
