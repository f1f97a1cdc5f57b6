/** Asking sharded entities. */
@NullMarked
package dev.muster.twinservice.ask;

import org.jspecify.annotations.NullMarked;
