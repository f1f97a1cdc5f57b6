/** What devices send, and the versioned JSON form in which it travels. */
@NullMarked
package dev.muster.assetmodel.telemetry;

import org.jspecify.annotations.NullMarked;
