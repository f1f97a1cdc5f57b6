/** Set-points of groups: what people want a group to give, and the one entity of the cluster that sees to it. */
@NullMarked
package dev.muster.twinservice.setpoint;

import org.jspecify.annotations.NullMarked;
