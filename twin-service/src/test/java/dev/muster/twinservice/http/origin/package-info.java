/** Tests of who may have a browser write. */
@NullMarked
package dev.muster.twinservice.http.origin;

import org.jspecify.annotations.NullMarked;
