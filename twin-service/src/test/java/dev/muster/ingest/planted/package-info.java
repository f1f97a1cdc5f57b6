/** Breaks the layout on purpose, so that the layout's tests are seen to fail. */
@NullMarked
package dev.muster.ingest.planted;

import org.jspecify.annotations.NullMarked;
