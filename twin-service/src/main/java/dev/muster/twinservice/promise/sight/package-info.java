/** What the model says of promises. */
@NullMarked
package dev.muster.twinservice.promise.sight;

import org.jspecify.annotations.NullMarked;
