/** Live views as Server-Sent Events: the tree of a hierarchy, a group, an asset. */
@NullMarked
package dev.muster.twinservice.http.api.live;

import org.jspecify.annotations.NullMarked;
