/** A rolling upgrade of a cluster from another build to this one, and back, under traffic that is checked. */
@NullMarked
package dev.muster.loadtest.upgrade;

import org.jspecify.annotations.NullMarked;
