/** What is known of each asset last, as it is stored: who reads it need not know where. */
@NullMarked
package dev.muster.twinservice.latest;

import org.jspecify.annotations.NullMarked;
