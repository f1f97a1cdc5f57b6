/** Decides what is wished of what assets stand in: types, hierarchies, groups. */
@NullMarked
package dev.muster.assetmodel.registry.structure;

import org.jspecify.annotations.NullMarked;
