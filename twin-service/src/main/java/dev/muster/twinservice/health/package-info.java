/** What this node says of its own start. */
@NullMarked
package dev.muster.twinservice.health;

import org.jspecify.annotations.NullMarked;
