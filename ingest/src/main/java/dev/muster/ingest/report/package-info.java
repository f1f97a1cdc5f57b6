/** What devices say of themselves when they connect, and the port to whoever keeps it. */
@NullMarked
package dev.muster.ingest.report;

import org.jspecify.annotations.NullMarked;
