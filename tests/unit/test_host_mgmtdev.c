/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands behind a management device: PCI functions, subfunctions, representors. */
#include "source/host.h"

#include <stdio.h>
#include <string.h>

#include "fake_host.h"
#include "unit.h"

#define PF "sys/devices/pci0000:00/0000:03:00.0"
#define VF "sys/devices/pci0000:00/0000:03:00.2"
#define SF PF "/mlx5_core.sf.4"

static const char *ask(struct fake_host *fake, const char *bus, const char *name)
{
	const struct host_question question = { bus, name };

	return fake_look(fake, &question, 1);
}

/* A ConnectX with PF 0000:03:00.0, VF 0 at 0000:03:00.2 and subfunction 88; all on NUMA node 1. */
static void have_card(struct fake_host *fake)
{
	fake_link(fake, "sys/bus/pci/devices/0000:03:00.0", "../../../devices/pci0000:00/0000:03:00.0");
	fake_link(fake, "sys/bus/pci/devices/0000:03:00.2", "../../../devices/pci0000:00/0000:03:00.2");
	fake_link(fake, "sys/bus/auxiliary/devices/mlx5_core.sf.4",
		  "../../../devices/pci0000:00/0000:03:00.0/mlx5_core.sf.4");
	fake_link(fake, PF "/driver", "../../../bus/pci/drivers/mlx5_core");
	fake_link(fake, VF "/driver", "../../../bus/pci/drivers/mlx5_core");
	fake_link(fake, SF "/driver", "../../../../bus/auxiliary/drivers/mlx5_core.sf");
	fake_file(fake, PF "/sriov_totalvfs", "8\n");
	fake_link(fake, PF "/virtfn0", "../0000:03:00.2");
	fake_link(fake, VF "/physfn", "../0000:03:00.0");
	fake_file(fake, SF "/sfnum", "88\n");
	fake_file(fake, PF "/numa_node", "1\n");
	fake_file(fake, VF "/numa_node", "1\n");
}

/* An interface of the PCI function FOLDER as a port of the embedded switch ID. */
static void have_port(struct fake_host *fake, const char *folder, const char *name,
		      const char *port, const char *id, const char *operstate)
{
	char path[256], target[256];

	snprintf(path, sizeof(path), "sys/class/net/%s", name);
	snprintf(target, sizeof(target), "../../../%s/net/%s", folder, name);
	fake_link(fake, path, target);
	snprintf(path, sizeof(path), "%s/net/%s/phys_port_name", folder, name);
	fake_file(fake, path, port);
	snprintf(path, sizeof(path), "%s/net/%s/phys_switch_id", folder, name);
	fake_file(fake, path, id);
	snprintf(path, sizeof(path), "%s/net/%s/operstate", folder, name);
	fake_file(fake, path, operstate);
}

static void a_physical_function_is_one_that_may_have_vfs(void **state)
{
	have_card(*state);
	assert_string_equal(ask(*state, "pci", "0000:03:00.0"),
			    "mgmtdev pci/0000:03:00.0 mlx5_core at 0000:03:00.0 PF node 1\n");
}

static void of_a_physical_function_it_is_told_how_many_vfs_it_was_split_into(void **state)
{
	have_card(*state);
	fake_file(*state, PF "/sriov_numvfs", "3\n");
	assert_string_equal(ask(*state, "pci", "0000:03:00.0"),
			    "mgmtdev pci/0000:03:00.0 mlx5_core at 0000:03:00.0 PF node 1 3 of 8 VFs\n");
	fake_file(*state, PF "/sriov_numvfs", "9\n"); /* of 8: nonsense is not told */
	assert_string_equal(ask(*state, "pci", "0000:03:00.0"),
			    "mgmtdev pci/0000:03:00.0 mlx5_core at 0000:03:00.0 PF node 1\n");
}

static void a_vf_has_the_number_of_its_link(void **state)
{
	have_card(*state);
	assert_string_equal(ask(*state, "pci", "0000:03:00.2"),
			    "mgmtdev pci/0000:03:00.2 mlx5_core at 0000:03:00.2 VF 0 node 1\n");
}

static void a_subfunction_has_the_pci_address_and_node_of_its_function(void **state)
{
	have_card(*state);
	assert_string_equal(ask(*state, "auxiliary", "mlx5_core.sf.4"),
			    "mgmtdev auxiliary/mlx5_core.sf.4 mlx5_core.sf at 0000:03:00.0 SF 88 node 1\n");
}

static void a_simulator_has_a_module_and_nothing_else(void **state)
{
	fake_folder(*state, "sys/devices/vdpasim_net");
	assert_string_equal(ask(*state, "", "vdpasim_net"), "mgmtdev vdpasim_net vdpa_sim\n");
}

static void a_representor_is_the_port_of_the_same_switch(void **state)
{
	struct fake_host *fake = *state;

	have_card(fake);
	have_port(fake, PF, "enp3s0f0np0", "p0\n", "aa0100\n", "up\n");
	have_port(fake, PF, "enp3s0f0npf0vf0", "pf0vf0\n", "aa0100\n", "up\n");
	have_port(fake, PF, "enp3s0f0npf0vf1", "pf0vf1\n", "aa0100\n", "up\n");
	have_port(fake, PF, "en3f0pf0sf88", "pf0sf88\n", "aa0100\n", "down\n");
	have_port(fake, "sys/devices/pci0000:80/0000:83:00.0", "other", "pf0vf0\n", "bb0100\n", "up\n");
	assert_string_equal(ask(fake, "pci", "0000:03:00.2"),
			    "mgmtdev pci/0000:03:00.2 mlx5_core at 0000:03:00.2 VF 0 "
			    "seen as enp3s0f0npf0vf0 up node 1\n");
	assert_string_equal(ask(fake, "auxiliary", "mlx5_core.sf.4"),
			    "mgmtdev auxiliary/mlx5_core.sf.4 mlx5_core.sf at 0000:03:00.0 SF 88 "
			    "seen as en3f0pf0sf88 down node 1\n");
}

static void a_port_of_another_switch_is_not_the_representor(void **state)
{
	struct fake_host *fake = *state;

	have_card(fake);
	have_port(fake, PF, "enp3s0f0np0", "p0\n", "aa0100\n", "up\n");
	have_port(fake, "sys/devices/pci0000:80/0000:83:00.0", "other", "pf0vf0\n", "bb0100\n", "up\n");
	assert_string_equal(ask(fake, "pci", "0000:03:00.2"),
			    "mgmtdev pci/0000:03:00.2 mlx5_core at 0000:03:00.2 VF 0 node 1\n");
}

static void a_name_that_is_no_name_leads_nowhere(void **state)
{
	have_card(*state);
	assert_string_equal(ask(*state, "pci", ".."), "");
	assert_string_equal(ask(*state, "..", "devices"), "");
	assert_string_equal(ask(*state, "pci", "../../pci/devices/0000:03:00.0"), "");
	assert_string_equal(ask(*state, "pci", ""), "");
	assert_string_equal(ask(*state, "pci", "0000:99:00.0"), "");
}

#define test(name) cmocka_unit_test_setup_teardown(name, fake_host_setup, fake_host_teardown)

static const struct CMUnitTest tests[] = {
	test(a_physical_function_is_one_that_may_have_vfs),
	test(of_a_physical_function_it_is_told_how_many_vfs_it_was_split_into),
	test(a_vf_has_the_number_of_its_link),
	test(a_subfunction_has_the_pci_address_and_node_of_its_function),
	test(a_simulator_has_a_module_and_nothing_else),
	test(a_representor_is_the_port_of_the_same_switch),
	test(a_port_of_another_switch_is_not_the_representor),
	test(a_name_that_is_no_name_leads_nowhere),
};

UNIT_MAIN(host_mgmtdev)
