/** What has to hold whatever goes wrong: pure, so that each breach can be planted and must be named. */
@NullMarked
package dev.muster.loadtest.fault.check;

import org.jspecify.annotations.NullMarked;
