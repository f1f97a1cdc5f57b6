/** Work on assets, announced and ended for one or for all below a group. */
@NullMarked
package dev.muster.twinservice.http.api.maintenance;

import org.jspecify.annotations.NullMarked;
