/** How nodes find each other, when one is given up, and how one leaves. */
@NullMarked
package dev.muster.twinservice.cluster;

import org.jspecify.annotations.NullMarked;
