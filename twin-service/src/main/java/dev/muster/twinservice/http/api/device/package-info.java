/** Devices and where they are, and assets that took the place of others. */
@NullMarked
package dev.muster.twinservice.http.api.device;

import org.jspecify.annotations.NullMarked;
