/** The one process that runs everything: actor shells, HTTP API, configuration and the entry point. */
@NullMarked
package dev.muster.twinservice;

import org.jspecify.annotations.NullMarked;
