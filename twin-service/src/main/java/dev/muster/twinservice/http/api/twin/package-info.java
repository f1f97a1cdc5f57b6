/** What single twins know, as JSON. */
@NullMarked
package dev.muster.twinservice.http.api.twin;

import org.jspecify.annotations.NullMarked;
