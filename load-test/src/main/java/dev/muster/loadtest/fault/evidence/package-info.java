/** What Muster says, over HTTP and Kafka alone: what the checks are held against. */
@NullMarked
package dev.muster.loadtest.fault.evidence;

import org.jspecify.annotations.NullMarked;
