/** The model over HTTP, written: all that it holds, as bodies of requests and as lines of files. */
@NullMarked
package dev.muster.twinservice.http.api.model;

import org.jspecify.annotations.NullMarked;
