/** Set-points of groups: how they are put, read and released. */
@NullMarked
package dev.muster.twinservice.http.api.setpoint;

import org.jspecify.annotations.NullMarked;
