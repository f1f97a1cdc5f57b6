/** What a fleet needs and costs, worked out from what was measured and from assumptions that have names. */
@NullMarked
package dev.muster.loadtest.scale.sizing;

import org.jspecify.annotations.NullMarked;
