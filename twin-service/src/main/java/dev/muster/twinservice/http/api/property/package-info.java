/** What assets are said to be, what their devices report, and where the two differ. */
@NullMarked
package dev.muster.twinservice.http.api.property;

import org.jspecify.annotations.NullMarked;
