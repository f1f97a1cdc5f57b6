/** Entities of the model with all their versions, as they travel in the changelog. */
@NullMarked
package dev.muster.assetmodel.document;

import org.jspecify.annotations.NullMarked;
