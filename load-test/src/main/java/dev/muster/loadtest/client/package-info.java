/** A small typed client of Muster's HTTP API. */
@NullMarked
package dev.muster.loadtest.client;

import org.jspecify.annotations.NullMarked;
