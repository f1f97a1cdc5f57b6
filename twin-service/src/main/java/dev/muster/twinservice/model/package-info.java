/** Writers of the asset model, the changelog that they publish, and the view that follows it on every node. */
@NullMarked
package dev.muster.twinservice.model;

import org.jspecify.annotations.NullMarked;
