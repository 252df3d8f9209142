/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The conversation with a source, and the look-up of the family. */
#include "engine/contact.h"

#include <errno.h>

#include "source/source.h"
#include "vdpa/numbers.h"

int contact_open(struct contact *contact, struct source *source, struct progress *progress)
{
	*contact = (struct contact){ .source = source, .progress = progress };
	contact->genl = genl_new(source->transport);
	return contact->genl ? 0 : -ENOMEM;
}

void contact_close(struct contact *contact)
{
	genl_free(contact->genl);
	contact->genl = NULL;
}

int contact_find_family(struct contact *contact, struct error *error)
{
	struct source *source = contact->source;
	int result;

	progress_note(contact->progress, VDPA_CMD_UNSPEC, NULL);
	result = genl_family_find(contact->genl, VDPA_GENL_NAME, &contact->family, error);
	contact->has_family = !result;
	if (result == -ENOENT)
		return source_explain_missing(source->find_missing(source->self), error);
	/* Before any list is read: what changes meanwhile is told. Without it lists suffice. */
	if (!result)
		source->listen(source->self, genl_family_group(&contact->family, VDPA_GENL_GROUP));
	return result;
}
