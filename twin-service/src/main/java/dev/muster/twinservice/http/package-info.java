/** HTTP itself: the server, its table of endpoints, requests as checked calls, replies as JSON, failures as problems. */
@NullMarked
package dev.muster.twinservice.http;

import org.jspecify.annotations.NullMarked;
