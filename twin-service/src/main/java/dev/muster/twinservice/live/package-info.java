/**
 * Views that are read for as long as somebody looks: sets of keyed rows, polled once per interval whoever reads. A reader is
 * a position in such a view and nothing else, so that one who is slow costs nothing and gets what is newest when it comes.
 */
@NullMarked
package dev.muster.twinservice.live;

import org.jspecify.annotations.NullMarked;
