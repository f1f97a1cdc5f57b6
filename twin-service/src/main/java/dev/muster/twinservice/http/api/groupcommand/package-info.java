/** Commands to groups over HTTP. */
@NullMarked
package dev.muster.twinservice.http.api.groupcommand;

import org.jspecify.annotations.NullMarked;
