/** How a group's target becomes a value per member: arithmetic alone, exact to the micro, without time and without state. */
@NullMarked
package dev.muster.twinservice.setpoint.split;

import org.jspecify.annotations.NullMarked;
