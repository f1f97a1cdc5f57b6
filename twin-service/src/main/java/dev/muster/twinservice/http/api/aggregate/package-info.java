/** Totals of groups, and who is missing from them, as JSON. */
@NullMarked
package dev.muster.twinservice.http.api.aggregate;

import org.jspecify.annotations.NullMarked;
