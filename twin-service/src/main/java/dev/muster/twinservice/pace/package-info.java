/** How fast things go: waits between attempts, rates, and how many at once. */
@NullMarked
package dev.muster.twinservice.pace;

import org.jspecify.annotations.NullMarked;
