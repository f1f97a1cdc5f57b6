package dev.muster.assetmodel.view.temporal;

import dev.muster.assetmodel.view.Group;

/**
 * A group at a moment: in force then, else as it was to be next, else as it was last.
 *
 * @param stands whether it and all its ancestors were in force, so that assets could stand under it
 */
public record GroupAt(Group group, boolean stands) {}
