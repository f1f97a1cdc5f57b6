/** The control room: the files that a browser is served. What they show comes from the API like everybody else's answers. */
@NullMarked
package dev.muster.twinservice.http.page;

import org.jspecify.annotations.NullMarked;
