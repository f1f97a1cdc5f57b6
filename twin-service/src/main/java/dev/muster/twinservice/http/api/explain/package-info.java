/** Why an asset, or a part of a group, does not report, and what would have to happen: told in one answer. */
@NullMarked
package dev.muster.twinservice.http.api.explain;

import org.jspecify.annotations.NullMarked;
