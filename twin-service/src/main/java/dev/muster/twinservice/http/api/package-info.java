/** What can be asked below {@code /v1}: the model, history and samples here, everything else in the packages below. */
@NullMarked
package dev.muster.twinservice.http.api;

import org.jspecify.annotations.NullMarked;
